import { recordsOf } from '../study/analyse.ts';
import type { NodeResult, Result } from '../study/result.ts';
import { quartering } from './classing.ts';
import { figure, nodeOf } from './figure.ts';
import { mapContent, mapOptions } from './map.ts';

export const quartileMap = figure({
  id: 'quartile-map',
  title: { en: 'Map of quarters', zh: '四分位地图' },
  about: {
    en: 'Choropleth of the quarters by rank within each period, one panel per period. Needs units.boundaries and the table quartiles.',
    zh: '按各期名次四等分的分布图，每个时期一幅。需要 units.boundaries 与 quartiles 表。',
  },
  options: mapOptions,
  available: (result) => result.boundaries !== undefined && recordsOf(result, 'quartiles').length > 0,
  alt: (result, options) => inWords(result, nodeOf(result, options.node), options.lang),
  content(result, options) {
    const { title, ...rest } = mapContent(result, options, (node, lang) => quartering(result, node, lang));
    return { title: `${title}${options.lang === 'zh' ? '：名次四分位' : ', quarters by rank'}`, ...rest };
  },
});

/** The units of the top quarter in the last period, and how many there are of each. */
function inWords(result: Result, node: NodeResult, lang: 'en' | 'zh'): string {
  const { units, periods } = result.panel;
  const { classOf } = quartering(result, node, lang);
  const first = (periods.length - 1) * units.length;
  const inQuarter = (at: number) => units.filter((_, u) => classOf(first + u) === at);
  const counts = [0, 1, 2, 3].map((at) => inQuarter(at).length).join(lang === 'zh' ? '、' : ', ');
  const top = inQuarter(0)
    .slice(0, 10)
    .map(({ name }) => name[lang])
    .join(lang === 'zh' ? '、' : ', ');
  const title = node.node.title[lang];
  const last = periods[periods.length - 1];
  return lang === 'zh'
    ? `${title}，${last} 年，按名次四等分；由高到低各 ${counts} 个单元。前 25% 包括：${top}。`
    : `${title}, ${last}, quarters by rank; units from the top quarter down: ${counts}. In the top quarter: ${top}.`;
}
