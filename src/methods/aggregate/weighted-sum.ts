import * as z from 'zod';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { meanSums, weightedMean } from './weighted-mean.ts';
import { of } from './weights-of.ts';

export const weightedSum = method({
  id: 'weighted-sum',
  stage: 'aggregate',
  title: { en: 'Weighted sum', zh: '线性加权' },
  about: {
    en: 'The weighted arithmetic mean of the normalised values; weights are rescaled within the node, and over the observed cells where some are missing. A node without any weight has no score.',
    zh: '标准化值的加权算术平均；权重在节点内归一，有缺失时在已有指标间归一。节点权重为 0 时无得分。',
  },
  formula: 'S_i = \\frac{\\sum_j w_j r_{ij}}{\\sum_j w_j}',
  cite: ['oecd2008'],
  options: z.strictObject({
    of,
    weights: help(
      z.enum(['given', 'equal']).default('given'),
      'The weights of the study, or equal ones within the node',
      '采用研究的权重，或节点内等权',
    ),
  }),
  run: (input, { weights }) =>
    weightedMean(
      input,
      weights === 'equal',
      (value) => value,
      (mean) => mean,
    ),
  sql: ({ weights }) => ({
    sums: (cells) => meanSums(cells, weights === 'equal', (value) => value),
    columns: { score: 'total / NULLIF(weight, 0)' },
  }),
  held: () => 'nothing',
  describe: ({ of: what, weights }) => ({
    en: `Scores are ${weights === 'equal' ? 'plain' : 'weighted'} means of the ${what === 'children' ? 'scores of the child nodes' : 'normalised indicators'}.`,
    zh: `得分为${what === 'children' ? '子节点得分' : '标准化指标'}的${weights === 'equal' ? '简单' : '加权'}平均。`,
  }),
  examples: [
    {
      title: { en: 'A missing cell leaves its weight to the others', zh: '缺失值的权重由其余指标分担' },
      source: 'closed form',
      input: {
        table: {
          units: 2,
          periods: [2010],
          ids: ['a', 'b'],
          columns: [Float64Array.of(1, 0.5), Float64Array.of(0, Number.NaN)],
        },
        weights: [Float64Array.of(0.3, 0.2)],
        coverage: 0.5,
      },
      options: {},
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [0.6, 0.5], tolerance: 1e-12 }),
    },
  ],
});
