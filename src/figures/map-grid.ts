import * as z from 'zod';
import { isNode } from '../core/tree.ts';
import type { NodeResult, Result } from '../study/result.ts';
import { summaryOf } from './alt.ts';
import { certaintyOf, certaintyOption, certaintyWords } from './certainty.ts';
import { choropleth } from './choropleth.ts';
import { grading } from './classing.ts';
import { figure, lang, MARGIN, nodeOf, widthOption } from './figure.ts';
import { periodsOption, shownPeriods } from './shown-periods.ts';

/** A panel is at least this wide; where fewer fit beside each other, the periods of a node wrap. */
const NARROWEST = 130;

export const mapGrid = figure({
  id: 'map-grid',
  title: { en: 'Maps by dimension and period', zh: '分维度分时期地图' },
  about: {
    en: 'Choropleths of the grades, a row per node (by default every dimension, then the index) and a column per period; each row has one legend whose limits are the same in all periods. Dots mark the grades that are uncertain, where the study has an uncertainty analysis. Needs units.boundaries.',
    zh: '等级分布图，每行一个节点（默认为各维度及总指数），每列一个时期；每行一个图例，各期分级界限相同。有不确定性分析时以点标示不确定的等级。需要 units.boundaries。',
  },
  options: z.object({
    lang,
    nodes: z
      .union([z.string(), z.array(z.string()).min(1)])
      .optional()
      .meta({
        description: 'ids of the rows, with commas; default: the dimensions, then the root',
        zh: '各行的节点标识，以逗号分隔；默认为各维度及根节点',
      }),
    periods: periodsOption,
    certainty: certaintyOption,
    width: widthOption(),
  }),
  available: ({ boundaries }) => boundaries !== undefined,
  alt: (result, options) =>
    rowsOf(result, options.nodes)
      .map(
        (node) =>
          summaryOf(result, node, options.lang) +
          certaintyWords(result, node, options.certainty, options.lang),
      )
      .join(' '),
  content(result, options) {
    const shown = shownPeriods(result, options.periods, options.lang);
    const room = options.width - 2 * MARGIN;
    const columns = Math.max(1, Math.min(shown.at.length, Math.floor((room + 14) / (NARROWEST + 14))));
    const rows = rowsOf(result, options.nodes).map((node) => ({
      node,
      classing: grading(node, options.lang),
      heading: node.node.title[options.lang],
      certainty: certaintyOf(result, node, options.certainty),
    }));
    const notes = shown.remark === '' ? [] : [shown.remark];
    return {
      title: rows.map(({ heading }) => heading).join(options.lang === 'zh' ? '、' : ', '),
      ...choropleth(result, rows, shown.at, columns, options, notes),
    };
  },
});

/** The nodes that were asked for; by default the children of the root that are scored, then the root. */
function rowsOf(result: Result, asked: string | readonly string[] | undefined): NodeResult[] {
  const root = result.plan.study.index;
  const usual = [...root.children.filter(isNode).map(({ id }) => id), root.id];
  const ids = asked === undefined ? usual : typeof asked === 'string' ? asked.split(',') : asked;
  return ids.map((id) => nodeOf(result, id.trim()));
}
