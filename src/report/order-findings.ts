import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { percent } from '../study/uncertainty/describe.ts';
import { rankIntervals, rankWords } from '../study/uncertainty/rank-intervals.ts';
import { named, numberOf, type Row, rootRows, textOf } from './cells.ts';

type Lang = 'en' | 'zh';
/** Share of the replicates from which on the order of two units is certain. */
const LEVEL = 0.95;
/** Neighbours that are named. */
const SHOWN = 3;

/** How many pairs of units keep their order, and which neighbours in the ranking do not. */
export function orderFindings(result: Result, lang: Lang): string[] {
  return [...pairs(result, lang), ...close(result, lang)];
}

function pairs(result: Result, lang: Lang): string[] {
  const rows = rootRows(result, 'rank-certainty').filter((row) => numberOf(row, 'pairs') > 0);
  const main = rows.find(({ level }) => level === LEVEL);
  if (!main) return [];
  const zh = lang === 'zh';
  const said = (row: Row) => {
    const [all, certain] = [numberOf(row, 'pairs'), numberOf(row, 'certain')];
    const share = ((100 * certain) / all).toFixed(0);
    return zh ? `${grouped(certain)} 对（${share}%）` : `${grouped(certain)} (${share} %)`;
  };
  const others = rows
    .filter((row) => row !== main)
    .map((row) => {
      const level = percent(numberOf(row, 'level'));
      return zh ? `至少 ${level}% 时为 ${said(row)}` : `${said(row)} in at least ${level} %`;
    });
  const [period, all] = [textOf(main, 'period'), grouped(numberOf(main, 'pairs'))];
  return [
    zh
      ? `${period} 年 ${all} 对单元中，${said(main)}的先后在至少 95% 的重复中一致；${others.join('，')}。`
      : `In ${period}, of ${all} pairs of units ${said(main)} keep their order in at least 95 % of the replicates; ${others.join(', ')}.`,
  ];
}

/** The neighbours whose order is least certain, best ranked first. */
function close(result: Result, lang: Lang): string[] {
  const rows = recordsOf(result, 'neighbours');
  const share = (row: Row) => Math.max(numberOf(row, 'p_above'), 1 - numberOf(row, 'p_above'));
  const known = rows.filter((row) => !Number.isNaN(numberOf(row, 'p_above')));
  const open = known.filter((row) => share(row) < LEVEL);
  if (known.length === 0) return [];
  const zh = lang === 'zh';
  if (open.length === 0)
    return [
      zh
        ? `${known.length} 对名次相邻单元的先后均确定。`
        : `The order of all ${known.length} pairs of neighbours in the ranking is certain.`,
    ];
  const names = new Map(result.panel.units.map(({ id, name }) => [id, name[lang]]));
  const told = [...open]
    .sort((a, b) => share(a) - share(b) || numberOf(a, 'rank') - numberOf(b, 'rank'))
    .slice(0, SHOWN)
    .map((row) => {
      const [a, b] = ['unit', 'other'].map((column) => names.get(textOf(row, column)) ?? textOf(row, column));
      const p = probability(numberOf(row, 'p_above'));
      return zh ? `${a}先于${b}（${p}）` : `${a} above ${b} (${p})`;
    });
  return [
    zh
      ? `${known.length} 对名次相邻单元中，${open.length} 对的先后不确定，例如${told.join('、')}。`
      : `Of the ${known.length} pairs of neighbours in the ranking ${open.length} have no certain order, for example ${told.join(', ')}.`,
  ];
}

/** Ranks of the first and the last in words with their intervals, and what the intervals hold. Empty without an analysis. */
export function placeFindings(
  result: Result,
  ranked: readonly { unit: number; row: number }[],
  lang: Lang,
): string[] {
  const { panel, plan, nodes } = result;
  const asked = plan.analyses.uncertainty;
  const root = nodes[0]!;
  const intervals = rankIntervals(result, root.node.id, panel.periods[panel.periods.length - 1]!);
  if (!asked || intervals.size === 0 || ranked.length < 2) return [];
  const zh = lang === 'zh';
  const share = percent(asked.options.interval);
  const told = [ranked[0]!, ranked[1]!, ranked[ranked.length - 1]!]
    .filter((one, i, all) => all.indexOf(one) === i)
    .map(({ unit, row }) => {
      const { id, name } = panel.units[unit]!;
      return `${name[lang]} ${rankWords(root.rank[row]!, intervals.get(id), lang)}`;
    });
  return [
    zh
      ? `名次及其 ${share}% 区间：${named(told, lang)}。`
      : `Ranks with the interval that holds ${share} % of the replicates: ${named(told, lang)}.`,
    ...order(result, ranked, lang),
  ];
}

/** Whether the first two have a certain order. */
function order(result: Result, [first, second]: readonly { unit: number }[], lang: Lang): string[] {
  const { units } = result.panel;
  const [a, b] = [units[first!.unit]!, units[second!.unit]!];
  const row = recordsOf(result, 'neighbours').find(({ unit, other }) => unit === a.id && other === b.id);
  const p = numberOf(row, 'p_above');
  if (Number.isNaN(p)) return [];
  const isCertain = Math.max(p, 1 - p) >= LEVEL;
  if (lang === 'zh')
    return [`${a.name.zh}先于${b.name.zh}${isCertain ? '是确定的' : '并不确定'}：${probability(p)}。`];
  return [
    `The order of ${a.name.en} and ${b.name.en} is ${isCertain ? '' : 'not '}certain: ${probability(p)}.`,
  ];
}

/**
 * A probability in a sentence; one that is not quite 0 or 1 is not rounded to it.
 * @example [probability(0.614), probability(0.999), probability(1)] // => ['P = 0.61', 'P > 0.99', 'P = 1.00']
 */
export function probability(p: number): string {
  if (p > 0.995 && p < 1) return 'P > 0.99';
  if (p < 0.005 && p > 0) return 'P < 0.01';
  return `P = ${p.toFixed(2)}`;
}

/**
 * A count with its thousands apart.
 * @example grouped(15576) // => '15,576'
 */
export function grouped(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+$)/g, ',');
}
