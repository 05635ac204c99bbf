import * as z from 'zod';
import { method } from '../method.ts';
import { ascending, checkLabels, classOptions, classText, distinct, graded } from './classes.ts';

export const equalInterval = method({
  id: 'equal-interval',
  stage: 'grade',
  title: { en: 'Equal intervals', zh: '等间距分级' },
  about: {
    en: 'Divides the range of the scores into classes of the same width; classes may be empty. Fewer distinct values give fewer classes, with a note.',
    zh: '将得分极差等分；等级可为空。不同取值不足时等级减少并注明。',
  },
  formula: 'u_k = \\min + k\\,\\frac{\\max-\\min}{K}',
  cite: [],
  options: z.strictObject(classOptions),
  check: (options) => checkLabels(options, options.classes),
  run({ scores }, options) {
    const sorted = ascending(scores);
    return limitsOf(sorted[0]!, sorted[sorted.length - 1]!, distinct(sorted), options);
  },
  sql: (options) => ({
    from: 'extent',
    limits: (min, max, distinctValues) => limitsOf(min, max, distinctValues, options),
  }),
  describe: ({ classes }) => classText({ en: 'equal intervals', zh: '等间距' }, classes),
  examples: [
    {
      title: { en: 'Nought to ten in five', zh: '零到十分五级' },
      source: 'closed form',
      input: { scores: Float64Array.of(0, 1, 2, 7, 10) },
      options: { classes: 5 },
      expect: ({ upper }) => ({ value: upper, expected: [2, 4, 6, 8, 10], tolerance: 1e-12 }),
    },
  ],
});

function limitsOf(
  low: number,
  high: number,
  distinctValues: number,
  options: z.output<z.ZodObject<typeof classOptions>>,
) {
  const count = Math.min(options.classes, distinctValues);
  const upper = Array.from({ length: count }, (_, k) =>
    k === count - 1 ? high : Math.min(high, low + ((k + 1) * (high - low)) / count),
  );
  return graded(upper, options.classes, options.labels);
}
