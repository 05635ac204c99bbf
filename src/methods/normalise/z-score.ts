import * as z from 'zod';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import { extent } from '../../core/statistics/extent.ts';
import { moments } from '../../core/statistics/moments.ts';
import type { Direction } from '../../core/tree.ts';
import { method } from '../method.ts';
import { help, reference } from '../options.ts';
import { normaliseColumns } from './column-wise.ts';
import { scopeText } from './min-max.ts';

export const zScore = method({
  id: 'z-score',
  stage: 'normalise',
  title: { en: 'Z-score', zh: 'Z 分数标准化' },
  about: {
    en: 'Subtracts the mean and divides by the standard deviation of the observed values; the sign of costs is turned. Gives negative values, so entropy weights after it need a shift. An indicator without spread becomes 0 and is noted; missing cells stay missing.',
    zh: '减去观测值均值并除以标准差，负向指标变号。结果含负数，其后的熵权需要平移。无差异指标取 0 并注明，缺失值保持缺失。',
  },
  formula: 'z_{ij} = \\pm\\frac{x_{ij}-\\bar x_j}{s_j}',
  cite: ['oecd2008'],
  options: z.strictObject({
    reference: reference.default('pooled'),
    ddof: help(
      z.union([z.literal(0), z.literal(1)]).default(1),
      'Degrees of freedom taken off in the standard deviation: 1 divides by n - 1, 0 by n',
      '标准差的自由度扣减：1 为除以 n-1，0 为除以 n',
    ),
  }),
  run(input, options) {
    return normaliseColumns(input, options.reference, {
      constant: 0,
      estimate(column, range) {
        const { min, max } = extent(column, range.from, range.to);
        if (!(max > min)) return undefined;
        const found = moments(column, range.from, range.to);
        return { mean: found.mean, sd: standardDeviation(found, options.ddof) };
      },
      line,
    });
  },
  sql: ({ reference, ddof }) => ({
    reference,
    sums: ['moments'],
    estimate: (found) =>
      found.max > found.min ? { mean: found.mean, sd: standardDeviation(found, ddof) } : undefined,
    line,
    offset: 0,
    span: 1,
    constant: 0,
    clip: false,
  }),
  nonNegative: () => false,
  held: ({ reference: of }) => (of === 'period' ? 'nothing' : 'given'),
  worked: (value, direction, { mean, sd }) =>
    `${direction === 'cost' ? '-' : ''}(${value} - ${mean}) / ${sd}`,
  describe: ({ reference: of, ddof }) => ({
    en: `Indicators were standardised to z-scores (standard deviation with n${ddof === 1 ? ' - 1' : ''}), ${scopeText(of).en}; the sign of cost indicators was reversed.`,
    zh: `各指标采用 Z 分数标准化（标准差除以 n${ddof === 1 ? '-1' : ''}，${scopeText(of).zh}），负向指标变号。`,
  }),
  examples: [
    {
      title: { en: 'Three values, n - 1', zh: '三个值，n-1' },
      source: 'closed form',
      input: {
        directions: ['benefit'],
        table: { units: 3, periods: [2010], ids: ['x'], columns: [Float64Array.of(1, 2, 3)] },
      },
      options: {},
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [-1, 0, 1], tolerance: 1e-12 }),
    },
  ],
});

function line(direction: Direction, { mean, sd }: Record<string, number>) {
  return { origin: mean!, scale: direction === 'benefit' ? sd! : -sd! };
}
