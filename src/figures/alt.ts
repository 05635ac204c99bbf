import type { NodeResult, Result } from '../study/result.ts';
import { boundsText, rankIntervals } from '../study/uncertainty/rank-intervals.ts';
import { rankedUnits } from './figure.ts';
import { fixed } from './format.ts';

/** What a map or ranking of a node shows, in words: period, classes with counts, both ends, units without a score. */
export function summaryOf(
  result: Result,
  node: NodeResult,
  lang: 'en' | 'zh',
  p = result.panel.periods.length - 1,
): string {
  const { panel } = result;
  const ranked = rankedUnits(result, node, p);
  const intervals = rankIntervals(result, node.node.id, panel.periods[p]!);
  const bounds = (unit: number) => {
    const interval = intervals.get(panel.units[unit]!.id);
    if (!interval || Number.isNaN(interval.low)) return '';
    return lang === 'zh' ? `（名次 ${boundsText(interval)}）` : ` (rank ${boundsText(interval)})`;
  };
  const named = (list: typeof ranked) =>
    list
      .map(({ unit, row }) => `${panel.units[unit]!.name[lang]} ${fixed(node.score[row]!, 3)}${bounds(unit)}`)
      .join(lang === 'zh' ? '、' : ', ');
  const inClass = node.classes.map((one) => ({
    one,
    count: ranked.filter(({ row }) => node.grade[row] === one.grade).length,
  }));
  const without = panel.units.length - ranked.length;
  if (lang === 'zh') {
    return `${node.node.title.zh}，${panel.periods[p]} 年。各等级单元数：${inClass.map(({ one, count }) => `${one.label?.zh ?? `${one.grade} 级`} ${count}`).join('、')}。最高：${named(ranked.slice(0, 3))}；最低：${named(ranked.slice(-3).reverse())}。${without > 0 ? `${without} 个单元无得分。` : ''}`;
  }
  return `${node.node.title.en}, ${panel.periods[p]}. Units by class: ${inClass.map(({ one, count }) => `${one.label?.en ?? `grade ${one.grade}`} ${count}`).join(', ')}. Highest: ${named(ranked.slice(0, 3))}; lowest: ${named(ranked.slice(-3).reverse())}.${without > 0 ? ` ${without} unit(s) without a score.` : ''}`;
}
