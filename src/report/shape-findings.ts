import { fixed } from '../figures/format.ts';
import { groupName } from '../figures/grouping.ts';
import type { Result } from '../study/result.ts';
import { axisName, isMain } from './analysis-grids.ts';
import { byColumn, kindName, named, numberOf, type Row, rootRows, textOf } from './cells.ts';

type Lang = 'en' | 'zh';
/** Groups of one shape that are named. */
const MOST_GROUPS = 3;

/** How the main peak of the distribution moved from the first period to the last, and how many peaks there are. */
export function densityFindings(result: Result, lang: Lang): string[] {
  const periods = [...byColumn(rootRows(result, 'density-peaks'), 'period')];
  const [from, to] = [periods[0], periods[periods.length - 1]];
  if (!from || !to) return [];
  const peak = ([period, rows]: [string, Row[]]) => ({
    period,
    count: rows.length,
    x: numberOf(rows.find(isMain), 'x'),
    height: numberOf(rows.find(isMain), 'height'),
  });
  const [a, b] = [peak(from), peak(to)];
  if (Number.isNaN(a.x) || Number.isNaN(b.x)) return [];
  if (from === to)
    return [
      lang === 'zh'
        ? `${a.period} 年分布主峰位于 ${fixed(a.x, 4)}，共 ${a.count} 个峰。`
        : `The main peak of the distribution of ${a.period} is at ${fixed(a.x, 4)}; peaks: ${a.count}.`,
    ];
  const isRight = b.x > a.x;
  const isHigher = b.height > a.height;
  return lang === 'zh'
    ? [
        `分布主峰由 ${a.period} 年的 ${fixed(a.x, 4)} ${b.x === a.x ? '保持不变' : `向${isRight ? '右' : '左'}移至 ${b.period} 年的 ${fixed(b.x, 4)}`}。`,
        `峰高由 ${fixed(a.height, 2)} ${isHigher ? '升' : '变'}至 ${fixed(b.height, 2)}，峰数由 ${a.count} 变为 ${b.count}。`,
      ]
    : [
        b.x === a.x
          ? `The main peak of the distribution stayed at ${fixed(a.x, 4)} from ${a.period} to ${b.period}.`
          : `The main peak of the distribution moved to the ${isRight ? 'right' : 'left'}, from ${fixed(a.x, 4)} in ${a.period} to ${fixed(b.x, 4)} in ${b.period}.`,
        `Its height went from ${fixed(a.height, 2)} to ${fixed(b.height, 2)}, the number of peaks from ${a.count} to ${b.count}.`,
      ];
}

/** The shapes of the trend along both axes in the last period, and the groups that have them. */
export function trendFindings(result: Result, lang: Lang): string[] {
  const all = rootRows(result, 'trend');
  const last = all.reduce((latest, row) => Math.max(latest, numberOf(row, 'period')), 0);
  const rows = all.filter((row) => row.period === last);
  return [...byColumn(rows, 'axis')].map(([axis, own]) => {
    const shapes = [...byColumn(own, 'shape')].map(([shape, found]) => {
      const groups = found.map(
        (row) => `${groupName(textOf(row, 'group'), lang)} R² ${fixed(numberOf(row, 'r2'), 2)}`,
      );
      return lang === 'zh'
        ? `${kindName(shape, lang)}（${named(groups, lang, MOST_GROUPS)}）`
        : `${kindName(shape, lang)} (${named(groups, lang, MOST_GROUPS)})`;
    });
    return lang === 'zh'
      ? `${last} 年沿 ${axisName(axis, lang)}：${shapes.join('；')}。`
      : `In ${last}, along the ${axisName(axis, lang)}: ${shapes.join('; ')}.`;
  });
}

/** How the Gini coefficient moved, and how much of Theil's index lies between groups. */
export function inequalityFindings(result: Result, lang: Lang): string[] {
  const rows = rootRows(result, 'inequality').filter((row) => row.weights !== 'population');
  const [from, to] = [rows[0], rows[rows.length - 1]];
  const [a, b] = [numberOf(from, 'gini'), numberOf(to, 'gini')];
  if (Number.isNaN(a) || Number.isNaN(b)) return [];
  const [first, last] = [textOf(from, 'period'), textOf(to, 'period')];
  const share = (100 * numberOf(to, 'theil_between')) / numberOf(to, 'theil');
  const between = Number.isFinite(share)
    ? [
        lang === 'zh'
          ? `${last} 年泰尔指数的 ${fixed(share, 1)}% 来自组间。`
          : `${fixed(share, 1)} % of Theil's index of ${last} lies between groups.`,
      ]
    : [];
  if (first === last)
    return [
      lang === 'zh'
        ? `${last} 年基尼系数为 ${fixed(b, 4)}。`
        : `The Gini coefficient of ${last} is ${fixed(b, 4)}.`,
      ...between,
    ];
  return [
    lang === 'zh'
      ? `基尼系数由 ${first} 年的 ${fixed(a, 4)} 变为 ${last} 年的 ${fixed(b, 4)}。`
      : `The Gini coefficient went from ${fixed(a, 4)} in ${first} to ${fixed(b, 4)} in ${last}.`,
    ...between,
  ];
}
