import * as z from 'zod';
import { noteAbout } from '../../core/note.ts';
import { excessKurtosis, skewness } from '../../core/statistics/skewness.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { indicators, treatColumns, unknownIds } from './columns.ts';

export const winsorise = method({
  id: 'winsorise',
  stage: 'treat',
  title: { en: 'Winsorisation by skewness and kurtosis', zh: '按偏度与峰度缩尾' },
  about: {
    en: 'An indicator whose values over all units and periods have |skewness| > 2 and excess kurtosis > 3.5 (both corrected for bias) is clipped at the end that it is skewed to: its outermost value, with all that equal it, becomes the next one, again and again until one of the two is within its limit or no more of the points allowed are left. What is still beyond both is noted. Clipping never takes the last spread from an indicator. Fewer than 4 values and constants have no kurtosis and stay; missing cells stay missing, zeros and negative values are ordinary values.',
    zh: '某指标全部单元与时期的取值若 |偏度| > 2 且超额峰度 > 3.5（均作偏差校正），则在偏斜一端缩尾：最外侧的值（含与之相等者）改为次外侧的值，反复进行，直至其一回到限内或达到允许的点数；仍超限者注明。缩尾不会使指标失去全部差异。少于 4 个值或为常数者没有峰度，不作处理；缺失值保持缺失，零与负值按普通数值处理。',
  },
  formula: "x'_{ijt} = \\min(\\max(x_{ijt}, l_j), h_j)",
  cite: ['becker2022', 'oecd2008'],
  options: z.strictObject({
    indicators,
    points: help(
      z.int().min(1).default(5),
      'Most values of an indicator that are clipped, over all units and periods',
      '每项指标最多缩尾的取值个数（全部单元与时期合计）',
    ),
    skewness: help(z.number().min(0).default(2), 'Limit of the absolute skewness', '偏度绝对值的界限'),
    kurtosis: help(z.number().default(3.5), 'Limit of the excess kurtosis', '超额峰度的界限'),
  }),
  check: ({ indicators: chosen }, context) =>
    unknownIds(chosen ?? [], context, (_, at) => ['indicators', at]),
  run(input, { indicators: chosen, points, ...limits }) {
    const { ids } = input.table;
    const outcome = treatColumns(input, chosen, {
      estimate: (column) => clippedAt(column, points, limits),
      apply: clip,
    });
    const clipped = ids.flatMap((id, c) => {
      const count = outcome.changed[c]!.length;
      return count === 0 ? [] : [`${id} (${count}: ${saidLimits(outcome.constants[c]!)})`];
    });
    const still = ids.filter(
      (id, c) => (chosen?.includes(id) ?? true) && isBeyond(outcome.table.columns[c]!, limits),
    );
    return {
      ...outcome,
      notes: [
        ...noteAbout('treat/winsorised', 'note', clipped, (names) => ({
          en: `Values of ${clipped.length} indicator(s) were clipped (how many, and at what): ${names.en}.`,
          zh: `${clipped.length} 项指标作了缩尾（个数与界限）：${names.zh}。`,
        })),
        ...noteAbout('treat/still-skewed', 'warning', still, (names) => ({
          en: `${still.length} indicator(s) are still beyond |skewness| ${limits.skewness} and kurtosis ${limits.kurtosis} after winsorising: ${names.en}. A logarithm (treat: log) may suit them better.`,
          zh: `${still.length} 项指标缩尾后仍超出 |偏度| ${limits.skewness} 与峰度 ${limits.kurtosis}：${names.zh}。可考虑取对数（treat: log）。`,
        })),
      ],
    };
  },
  worked: (value, _, { low, high }) =>
    low !== undefined && value < low
      ? `max(${value}, ${low})`
      : high !== undefined && value > high
        ? `min(${value}, ${high})`
        : `${value}`,
  held: () => 'given',
  describe: ({ indicators: chosen, points, skewness: skew, kurtosis }) => ({
    en: `${chosen ? `Of the indicators ${chosen.join(', ')}, those` : 'Indicators'} with |skewness| > ${skew} and excess kurtosis > ${kurtosis} were winsorised, at most ${points} values each.`,
    zh: `${chosen ? `指标 ${chosen.join('、')} 中` : ''}|偏度| > ${skew} 且超额峰度 > ${kurtosis} 的指标作缩尾处理，每项最多 ${points} 个值。`,
  }),
  examples: [
    {
      title: { en: 'One value far above nine others', zh: '一个值远高于其余九个' },
      source: 'closed form: skewness and kurtosis of 1 to 9 with 9 twice are within the limits',
      input: {
        table: {
          units: 10,
          periods: [2010],
          ids: ['x'],
          columns: [Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 100)],
        },
      },
      options: {},
      expect: ({ table }) => ({
        value: table.columns[0]!,
        expected: [1, 2, 3, 4, 5, 6, 7, 8, 9, 9],
        tolerance: 1e-15,
      }),
    },
  ],
});

interface Limits {
  skewness: number;
  kurtosis: number;
}

function isBeyond(column: Float64Array, limits: Limits): boolean {
  return Math.abs(skewness(column)) > limits.skewness && excessKurtosis(column) > limits.kurtosis;
}

function clip(value: number, { low, high }: Record<string, number>): number {
  if (high !== undefined && value > high) return high;
  return low !== undefined && value < low ? low : value;
}

/** The limits that bring a column within its rule, or as near as the points allow; undefined where nothing is clipped. */
function clippedAt(column: Float64Array, points: number, limits: Limits): Record<string, number> | undefined {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const different = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  let [first, last] = [0, different.length - 1];
  let now = sorted;
  while (isBeyond(now, limits)) {
    const isHigh = skewness(now) > 0;
    const next = isHigh ? [first, last - 1] : [first + 1, last];
    if (next[0]! >= next[1]!) break;
    const [low, high] = [different[next[0]!]!, different[next[1]!]!];
    if (sorted.reduce((count, value) => (value < low || value > high ? count + 1 : count), 0) > points) break;
    [first, last] = next as [number, number];
    now = sorted.map((value) => clip(value, { low, high }));
  }
  const found = {
    ...(first > 0 ? { low: different[first]! } : {}),
    ...(last < different.length - 1 ? { high: different[last]! } : {}),
  };
  return Object.keys(found).length === 0 ? undefined : found;
}

function saidLimits({ low, high }: Record<string, number>): string {
  return [low, high].filter((one) => one !== undefined).join(', ');
}
