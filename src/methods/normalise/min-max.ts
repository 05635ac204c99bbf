import * as z from 'zod';
import { extent } from '../../core/statistics/extent.ts';
import type { Direction } from '../../core/tree.ts';
import { method } from '../method.ts';
import { help, reference } from '../options.ts';
import { normaliseColumns } from './column-wise.ts';

export const minMax = method({
  id: 'min-max',
  stage: 'normalise',
  title: { en: 'Min-max', zh: '极差标准化' },
  about: {
    en: 'Rescales each indicator to the range of its observed values, 1 = best. Costs are turned round. An indicator without spread becomes the lower end (0) and is noted; missing cells stay missing. With one base period, later values may leave the range.',
    zh: '按观测值的极差将各指标缩放，1 为最优；负向指标取反。无差异指标取下限（0）并注明，缺失值保持缺失。以单一基期为准时，其他时期的值可能超出范围。',
  },
  formula:
    'r_{ij} = \\frac{x_{ij}-\\min x_j}{\\max x_j-\\min x_j}\\ \\text{(benefit)},\\quad r_{ij} = \\frac{\\max x_j-x_{ij}}{\\max x_j-\\min x_j}\\ \\text{(cost)}',
  cite: ['oecd2008'],
  options: z.strictObject({
    reference: reference.default('pooled'),
    range: help(
      z.tuple([z.number(), z.number()]).default([0, 1]),
      'The values that the worst and the best become',
      '最差值与最优值对应的数',
    ),
  }),
  run(input, options) {
    const [low, high] = options.range;
    return normaliseColumns(input, options.reference, {
      constant: low,
      estimate(column, range) {
        const { min, max } = extent(column, range.from, range.to);
        return max > min ? { min, max } : undefined;
      },
      line,
      offset: low,
      span: high - low,
    });
  },
  sql: ({ reference, range: [low, high] }) => ({
    reference,
    sums: [],
    estimate: ({ min, max }) => (max > min ? { min, max } : undefined),
    line,
    offset: low,
    span: high - low,
    constant: low,
    clip: false,
  }),
  nonNegative: ({ reference: of, range }) => typeof of === 'string' && range[0] >= 0 && range[1] >= 0,
  check: ({ range }) =>
    range[0] < range[1]
      ? []
      : [
          {
            code: 'method/range',
            path: ['range'],
            saw: { en: `range [${range.join(', ')}]`, zh: `范围 [${range.join(', ')}]` },
            why: { en: 'the best value must become the larger number', zh: '最优值必须对应较大的数' },
            fix: { en: 'write the smaller number first, e.g. [0, 1]', zh: '先写较小的数，例如 [0, 1]' },
          },
        ],
  held: ({ reference: of }) => (of === 'period' ? 'nothing' : 'given'),
  worked(value, direction, { min, max }, { range: [low, high] }) {
    const share =
      direction === 'benefit'
        ? `(${value} - ${min}) / (${max} - ${min})`
        : `(${max} - ${value}) / (${max} - ${min})`;
    return low === 0 && high === 1 ? share : `${low} + (${high} - ${low}) * ${share}`;
  },
  describe: ({ reference: of }) => ({
    en: `Indicators were rescaled to 0-1 by the min-max method, ${scopeText(of).en}; cost indicators were reversed.`,
    zh: `各指标采用极差标准化至 0-1（${scopeText(of).zh}），负向指标取反。`,
  }),
  examples: [
    {
      title: { en: 'A benefit, a cost and a constant', zh: '正向、负向与常数指标' },
      source: 'golden_ne.json edge.constantColumn, closed form',
      input: {
        directions: ['benefit', 'cost', 'benefit'],
        table: {
          units: 3,
          periods: [2010],
          ids: ['benefit', 'cost', 'constant'],
          columns: [Float64Array.of(1, 3, 2), Float64Array.of(2, 1, 4), Float64Array.of(5, 5, 5)],
        },
      },
      options: {},
      expect: ({ table }) => ({
        value: table.columns.flatMap((column) => [...column]),
        expected: [0, 1, 0.5, 2 / 3, 1, 0, 0, 0, 0],
        tolerance: 1e-12,
      }),
    },
  ],
});

function line(direction: Direction, { min, max }: Record<string, number>) {
  return direction === 'benefit'
    ? { origin: min!, scale: max! - min! }
    : { origin: max!, scale: min! - max! };
}

/** Words for the rows that constants were taken from. */
export function scopeText(of: 'pooled' | 'period' | { period: number }): { en: string; zh: string } {
  if (of === 'pooled') return { en: 'over all units and periods together', zh: '全部单元与时期合并' };
  if (of === 'period') return { en: 'within each period', zh: '逐期' };
  return { en: `by the range of ${of.period}`, zh: `以 ${of.period} 年为基期` };
}
