import * as z from 'zod';
import type { NodeResult, Result } from '../study/result.ts';
import { summaryOf } from './alt.ts';
import { certaintyOf, certaintyOption, certaintyWords } from './certainty.ts';
import { choropleth } from './choropleth.ts';
import { type Classing, grading } from './classing.ts';
import { type Content, figure, lang, nodeOf, nodeOption, widthOption } from './figure.ts';
import { shownPeriods } from './shown-periods.ts';

/** Options of a map with a panel per period. */
export const mapOptions = z.object({
  lang,
  node: nodeOption,
  periods: z
    .array(z.number().int())
    .optional()
    .meta({ description: 'periods to show; default: all', zh: '显示的时期，默认全部' }),
  columns: z.number().int().min(1).max(6).optional().meta({ description: 'panels in a row', zh: '每行幅数' }),
  width: widthOption(),
});

const gradeMapOptions = mapOptions.extend({ certainty: certaintyOption });

export const map = figure({
  id: 'map',
  title: { en: 'Map', zh: '地图' },
  about: {
    en: 'Choropleth of the grades, one panel per period, all with one legend; where the study has an uncertainty analysis, dots mark the grades that are uncertain. Needs units.boundaries.',
    zh: '等级分布图，每个时期一幅，共用一个图例；有不确定性分析时以点标示不确定的等级。需要 units.boundaries。',
  },
  options: gradeMapOptions,
  available: ({ boundaries }) => boundaries !== undefined,
  alt(result, { node: asked, lang: language, certainty }) {
    const node = nodeOf(result, asked);
    return summaryOf(result, node, language) + certaintyWords(result, node, certainty, language);
  },
  content: (result, options) => mapContent(result, options, grading),
});

/** A panel per period of one node, in the classes given. */
export function mapContent(
  result: Result,
  options: z.output<typeof mapOptions> & { certainty?: boolean | number },
  classes: (node: NodeResult, lang: 'en' | 'zh') => Classing,
): Content {
  const node = nodeOf(result, options.node);
  const { at: shown } = shownPeriods(result, options.periods, options.lang, {
    most: Number.POSITIVE_INFINITY,
  });
  const columns = options.columns ?? (options.width < 600 ? 1 : Math.min(3, shown.length));
  const row = {
    node,
    classing: classes(node, options.lang),
    certainty: certaintyOf(result, node, options.certainty ?? false),
  };
  return { title: node.node.title[options.lang], ...choropleth(result, [row], shown, columns, options) };
}
