import * as z from 'zod';
import { quantile as quantileOf } from '../../core/statistics/quantile.ts';
import { method } from '../method.ts';
import { ascending, checkLabels, classOptions, classText, distinct, graded } from './classes.ts';

export const quantile = method({
  id: 'quantile',
  stage: 'grade',
  title: { en: 'Quantiles', zh: '分位数分级' },
  about: {
    en: 'Cuts at the quantiles of the scores (type 7, by linear interpolation between order statistics), so that classes hold about the same number of units. Limits that coincide are merged, with a note.',
    zh: '按得分分位数（类型 7，次序统计量线性插值）切分，各级单元数大致相同。重合的界限合并并注明。',
  },
  formula: 'u_k = Q_7(k/K)',
  cite: ['hyndman1996'],
  options: z.strictObject(classOptions),
  check: (options) => checkLabels(options, options.classes),
  run({ scores }, options) {
    const sorted = ascending(scores);
    const count = Math.min(options.classes, distinct(sorted));
    const cuts = Array.from({ length: count }, (_, k) => quantileOf(sorted, (k + 1) / count));
    return graded([...new Set(cuts)], options.classes, options.labels);
  },
  sql: (options) => ({
    from: 'order',
    async limits(count, distinctValues, order) {
      const cuts: number[] = [];
      const classes = Math.min(options.classes, distinctValues);
      for (let k = 1; k <= classes; k++) {
        const place = ((count - 1) * k) / classes;
        const low = Math.floor(place);
        const below = await order(low);
        const above = low === place ? below : await order(low + 1);
        cuts.push(below + (place - low) * (above - below));
      }
      return graded([...new Set(cuts)], options.classes, options.labels);
    },
  }),
  describe: ({ classes }) => classText({ en: 'quantiles', zh: '分位数' }, classes),
  examples: [
    {
      title: { en: 'Quartiles of five values', zh: '五个值的四分位' },
      source: 'closed form',
      input: { scores: Float64Array.of(5, 1, 4, 2, 3) },
      options: { classes: 4 },
      expect: ({ upper }) => ({ value: upper, expected: [2, 3, 4, 5], tolerance: 0 }),
    },
  ],
});
