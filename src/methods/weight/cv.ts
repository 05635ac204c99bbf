import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import type { Moments } from '../../core/statistics/moments.ts';
import { moments } from '../../core/statistics/moments.ts';
import { method } from '../method.ts';
import { byScope, weighColumns } from './from-columns.ts';
import { on, onText, scope, tableOn } from './on.ts';

export const cv = method({
  id: 'cv',
  stage: 'weight',
  title: { en: 'Coefficient-of-variation weights', zh: '变异系数法' },
  about: {
    en: 'Weighs an indicator by its standard deviation (n - 1) divided by the size of its mean. A constant indicator gets weight 0; a varying one with mean 0 is refused; missing cells are left out.',
    zh: '按标准差（n-1）与均值绝对值之比赋权。常数指标权重为 0；均值为 0 而有差异者不接受；缺失值不计。',
  },
  formula: 'w_j = \\frac{s_j/|\\bar x_j|}{\\sum_k s_k/|\\bar x_k|}',
  cite: [],
  options: z.strictObject({ on, reference: scope }),
  run(input, options) {
    const table = tableOn(input, options.on);
    return weighColumns(table, options.reference, ({ from, to }) => {
      return worths(
        table.columns.map((column) => moments(column, from, to)),
        table.ids,
      );
    });
  },
  sql: ({ on: which, reference }) => ({
    on: which,
    reference,
    sums: ['moments'],
    shift: (found) => new Float64Array(found.length),
    finish: (table, found) => byScope(table, reference, found, (columns) => worths(columns, table.ids)),
  }),
  describe: (options) => ({
    en: `Weights are proportional to the coefficients of variation of the indicators, ${onText(options.on, options.reference).en}.`,
    zh: `权重由变异系数法确定（${onText(options.on, options.reference).zh}）。`,
  }),
  examples: [],
});

function meanZero(id: string): ProblemError {
  return new ProblemError([
    {
      code: 'weight/cv-mean-zero',
      where: `method.weight.cv, indicator ${id}`,
      saw: { en: 'a mean of 0', zh: '均值为 0' },
      why: { en: 'the coefficient of variation divides by the mean', zh: '变异系数需除以均值' },
      fix: {
        en: 'normalise by min-max, or take the weights on raw values (on: raw)',
        zh: '改用 min-max 标准化，或基于原始数据（on: raw）',
      },
    },
  ]);
}

function worths(columns: readonly Moments[], ids: readonly string[]) {
  const variation = Float64Array.from(columns, (found, c) => {
    const spread = found.count > 1 ? standardDeviation(found) : 0;
    if (spread === 0) return 0;
    // Standardised columns have a mean of rounding noise; a ratio to it means nothing.
    if (Math.abs(found.mean) < 1e-12 * spread) throw meanZero(ids[c]!);
    return spread / Math.abs(found.mean);
  });
  return { worth: variation, details: { cv: variation } };
}
