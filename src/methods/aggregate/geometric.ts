import * as z from 'zod';
import { exp } from '../../core/math/exp.ts';
import { log } from '../../core/math/log.ts';
import { ProblemError } from '../../core/problem.ts';
import { extent } from '../../core/statistics/extent.ts';
import { method } from '../method.ts';
import { meanSums, weightedMean } from './weighted-mean.ts';
import { of } from './weights-of.ts';

export const geometric = method({
  id: 'geometric',
  stage: 'aggregate',
  title: { en: 'Weighted geometric mean', zh: '几何加权' },
  about: {
    en: 'The weighted product of the normalised values, so that a weakness is not made up by strength elsewhere. One value of 0 makes the score 0, which is counted in a note; normalise with range: [0.01, 1] to avoid it. Negative values are refused. Weights are rescaled within the node and over the observed cells.',
    zh: '标准化值的加权连乘，短板不能被其他长项完全补偿。任一值为 0 则得分为 0 并注明个数；可用 range: [0.01, 1] 标准化避免。不接受负值。权重在节点内及已有指标间归一。',
  },
  formula: 'S_i = \\prod_j r_{ij}^{\\,w_j/\\sum_k w_k}',
  cite: ['oecd2008'],
  options: z.strictObject({ of }),
  // Scores of child nodes may be positive whatever the normaliser; a negative one is still refused when it is met.
  needsNonNegative: ({ of: what }) => what === 'indicators',
  run(input) {
    refuseNegative(input.table.columns, input.table.ids);
    const outcome = weightedMean(input, false, log, exp);
    const zeros = outcome.table.columns[0]!.reduce((count, score) => (score === 0 ? count + 1 : count), 0);
    if (zeros === 0) return outcome;
    return {
      ...outcome,
      notes: [
        {
          code: 'aggregate/geometric-zero',
          level: 'note',
          text: {
            en: `${zeros} score(s) are 0 because one of their values is 0.`,
            zh: `${zeros} 个得分因含 0 值而为 0。`,
          },
        },
      ],
    };
  },
  sql: () => ({
    check: refuseBelow,
    sums: (cells) => ({
      // A value of 0 with any weight makes the product 0.
      zeros: cells
        .map(({ value, weight }) => `CASE WHEN ${value} = 0 AND ${weight} > 0 THEN 1 ELSE 0 END`)
        .join(' + '),
      ...meanSums(cells, false, (value) => `LN(CASE WHEN ${value} > 0 THEN ${value} END)`),
    }),
    columns: { score: 'CASE WHEN zeros > 0 THEN 0e0 ELSE EXP(total / NULLIF(weight, 0)) END' },
  }),
  held: () => 'nothing',
  describe: ({ of: what }) => ({
    en: `Scores are weighted geometric means of the ${what === 'children' ? 'scores of the child nodes' : 'normalised indicators'}.`,
    zh: `得分为${what === 'children' ? '子节点得分' : '标准化指标'}的加权几何平均。`,
  }),
  examples: [
    {
      title: { en: 'Square root of a product; a zero', zh: '乘积的平方根与零值' },
      source: 'closed form',
      input: {
        table: {
          units: 2,
          periods: [2010],
          ids: ['a', 'b'],
          columns: [Float64Array.of(0.25, 0), Float64Array.of(1, 1)],
        },
        weights: [Float64Array.of(0.5, 0.5)],
        coverage: 0.5,
      },
      options: {},
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [0.5, 0], tolerance: 1e-12 }),
    },
  ],
});

function refuseNegative(columns: readonly Float64Array[], ids: readonly string[]): void {
  refuseBelow(
    ids,
    columns.map((column) => extent(column, 0, column.length)),
  );
}

function refuseBelow(ids: readonly string[], extents: readonly { min: number }[]): void {
  const negative = ids.filter((_, c) => extents[c]!.min < 0);
  if (negative.length === 0) return;
  throw new ProblemError([
    {
      code: 'aggregate/geometric-negative',
      where: 'method.aggregate.geometric',
      saw: { en: `negative values in ${negative.join(', ')}`, zh: `含负值：${negative.join('、')}` },
      why: { en: 'a negative value has no real power', zh: '负值不能取实数幂' },
      fix: {
        en: 'normalise to values above 0, e.g. min-max with range: [0.01, 1]',
        zh: '标准化为正值，例如 min-max 的 range: [0.01, 1]',
      },
    },
  ]);
}
