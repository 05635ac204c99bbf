import * as z from 'zod';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import { moments } from '../../core/statistics/moments.ts';
import { method } from '../method.ts';
import { weighColumns } from './from-columns.ts';
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
      const deviations = Float64Array.from(table.columns, (column) => {
        const found = moments(column, from, to);
        return found.count > 1 ? standardDeviation(found) : 0;
      });
      return { worth: deviations, details: { sd: deviations } };
    });
  },
  describe: (options) => ({
    en: `Weights are proportional to the standard deviations of the indicators, ${onText(options.on, options.reference).en}.`,
    zh: `权重与各指标标准差成正比（${onText(options.on, options.reference).zh}）。`,
  }),
  examples: [],
});
