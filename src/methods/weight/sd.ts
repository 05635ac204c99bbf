import * as z from 'zod';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import type { Moments } from '../../core/statistics/moments.ts';
import { moments } from '../../core/statistics/moments.ts';
import { method } from '../method.ts';
import { byScope, weighColumns } from './from-columns.ts';
import { on, onText, scope, tableOn } from './on.ts';

export const sd = method({
  id: 'sd',
  stage: 'weight',
  title: { en: 'Standard-deviation weights', zh: '标准差权重' },
  about: {
    en: 'Weighs an indicator by its standard deviation. A constant indicator gets weight 0; missing cells are left out.',
    zh: '按标准差赋权。常数指标权重为 0，缺失值不计。',
  },
  formula: 'w_j = \\frac{s_j}{\\sum_k s_k}',
  cite: ['jahan2013'],
  options: z.strictObject({ on, reference: scope }),
  run(input, options) {
    const table = tableOn(input, options.on);
    return weighColumns(table, options.reference, ({ from, to }) => {
      return worths(table.columns.map((column) => moments(column, from, to)));
    });
  },
  sql: ({ on: which, reference }) => ({
    on: which,
    reference,
    sums: ['moments'],
    shift: (found) => new Float64Array(found.length),
    finish: (table, found) => byScope(table, reference, found, worths),
  }),
  describe: (options) => ({
    en: `Weights are proportional to the standard deviations of the indicators, ${onText(options.on, options.reference).en}.`,
    zh: `权重与各指标标准差成正比（${onText(options.on, options.reference).zh}）。`,
  }),
  examples: [],
});

function worths(found: readonly Moments[]) {
  const deviations = Float64Array.from(found, (one) => (one.count > 1 ? standardDeviation(one) : 0));
  return { worth: deviations, details: { sd: deviations } };
}
