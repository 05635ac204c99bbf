import * as z from 'zod';
import { extent } from '../../core/statistics/extent.ts';
import type { Direction } from '../../core/tree.ts';
import { method } from '../method.ts';
import { reference } from '../options.ts';
import { normaliseColumns } from './column-wise.ts';
import { scopeText } from './min-max.ts';

export const vector = method({
  id: 'vector',
  stage: 'normalise',
  title: { en: 'Vector norm', zh: '向量归一化' },
  about: {
    en: 'Divides by the Euclidean length of the observed column, as in the first TOPSIS; a cost becomes 1 minus its share, which leaves distances as they are. Negative data give negative values. An indicator without spread becomes 0 and is noted; missing cells stay missing.',
    zh: '除以观测列的欧氏长度（经典 TOPSIS）；负向指标取 1 减去该值，不改变距离。负数据得到负值。无差异指标取 0 并注明，缺失值保持缺失。',
  },
  formula:
    'r_{ij} = \\frac{x_{ij}}{\\sqrt{\\sum_i x_{ij}^2}}\\ \\text{(benefit)},\\quad r_{ij} = 1 - \\frac{x_{ij}}{\\sqrt{\\sum_i x_{ij}^2}}\\ \\text{(cost)}',
  cite: ['hwang1981'],
  options: z.strictObject({ reference: reference.default('pooled') }),
  run(input, options) {
    return normaliseColumns(input, options.reference, {
      constant: 0,
      estimate(column, range) {
        const { min, max } = extent(column, range.from, range.to);
        if (!(max > min)) return undefined;
        // Scaled by the largest magnitude so that squares neither overflow nor vanish.
        const scale = Math.max(Math.abs(min), Math.abs(max));
        let squares = 0;
        for (let row = range.from; row < range.to; row++) {
          const share = column[row]! / scale;
          if (share === share) squares += share * share;
        }
        return { norm: scale * Math.sqrt(squares) };
      },
      line,
    });
  },
  sql: ({ reference }) => ({
    reference,
    sums: ['squares'],
    estimate: ({ min, max, squares }) => (max > min ? { norm: Math.sqrt(squares) } : undefined),
    line,
    offset: 0,
    span: 1,
    constant: 0,
    clip: false,
  }),
  nonNegative: () => false,
  held: ({ reference: of }) => (of === 'period' ? 'nothing' : 'given'),
  worked: (value, direction, { norm }) =>
    direction === 'benefit' ? `${value} / ${norm}` : `1 - ${value} / ${norm}`,
  describe: ({ reference: of }) => ({
    en: `Indicators were divided by their Euclidean norm, ${scopeText(of).en}; cost indicators were reversed.`,
    zh: `各指标采用向量归一化（${scopeText(of).zh}），负向指标取反。`,
  }),
  examples: [
    {
      title: { en: 'A 3-4-5 column', zh: '三四五数列' },
      source: 'closed form',
      input: {
        directions: ['benefit', 'cost'],
        table: {
          units: 2,
          periods: [2010],
          ids: ['a', 'b'],
          columns: [Float64Array.of(3, 4), Float64Array.of(3, 4)],
        },
      },
      options: {},
      expect: ({ table }) => ({
        value: table.columns.flatMap((column) => [...column]),
        expected: [0.6, 0.8, 0.4, 0.2],
        tolerance: 1e-12,
      }),
    },
  ],
});

function line(direction: Direction, { norm }: Record<string, number>) {
  return direction === 'benefit' ? { origin: 0, scale: norm! } : { origin: norm!, scale: -norm! };
}
