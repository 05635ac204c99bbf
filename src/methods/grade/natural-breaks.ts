import * as z from 'zod';
import { log } from '../../core/math/log.ts';
import { ProblemError } from '../../core/problem.ts';
import { breaksOfPoints, naturalBreaks as fisher } from '../../core/statistics/natural-breaks.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { ascending, checkLabels, classOptions, classText, graded } from './classes.ts';

export const naturalBreaks = method({
  id: 'natural-breaks',
  stage: 'grade',
  title: { en: 'Natural breaks (exact Fisher-Jenks)', zh: '自然断点法（精确 Fisher-Jenks）' },
  about: {
    en: 'The partition with the smallest sum of squares within classes, found exactly; equal values stay together, and fewer distinct values give fewer classes. Limits are the largest members. With transform: log the partition is sought on logarithms, which separates small values of skewed scores; scores of 0 or less are then refused.',
    zh: '组内平方和最小的精确划分；相等的值不分开，不同取值不足时等级减少。上限为各级最大值。transform: log 时按对数划分，适合偏态得分；此时不接受非正得分。',
  },
  formula:
    '\\min \\sum_k \\sum_{i\\in k} (x_i - \\bar x_k)^2,\\quad GVF = 1 - \\frac{SS_{within}}{SS_{total}}',
  cite: ['fisher1958', 'jenks1977'],
  options: z.strictObject({
    ...classOptions,
    transform: help(
      z.enum(['none', 'log']).default('none'),
      'Scale on which the partition is sought',
      '划分所用的尺度',
    ),
  }),
  check: (options) => checkLabels(options, options.classes),
  run({ scores }, options) {
    const sorted = ascending(scores);
    if (options.transform === 'log' && sorted.length > 0 && !(sorted[0]! > 0)) throw notPositive(sorted[0]!);
    const found = fisher(options.transform === 'log' ? sorted.map(log) : sorted, options.classes);
    // Limits are read back from the scores themselves: exp(log(x)) need not be x.
    let last = -1;
    const upper = found.counts.map((count) => {
      last += count;
      return sorted[last]!;
    });
    return { ...graded(upper, options.classes, options.labels), goodnessOfFit: found.gvf };
  },
  sql(options) {
    if (options.transform === 'log') return undefined;
    return {
      from: 'points',
      limits(points, counts) {
        const found = breaksOfPoints(points, counts, options.classes);
        return { ...graded(found.upper, options.classes, options.labels), goodnessOfFit: found.gvf };
      },
    };
  },
  describe: ({ classes, transform }) =>
    classText(
      {
        en: `natural breaks (exact Fisher-Jenks${transform === 'log' ? ' on logarithms' : ''})`,
        zh: `自然断点法（精确 Fisher-Jenks${transform === 'log' ? '，对数尺度' : ''}）`,
      },
      classes,
    ),
  examples: [
    {
      title: { en: 'Twelve integers in four classes', zh: '十二个整数分四级' },
      source: 'jenkspy README (jenks-1)',
      input: { scores: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) },
      options: { classes: 4 },
      expect: ({ upper }) => ({ value: upper, expected: [2, 5, 8, 11], tolerance: 0 }),
    },
  ],
});

function notPositive(lowest: number): ProblemError {
  return new ProblemError([
    {
      code: 'grade/log-not-positive',
      where: 'method.grade.natural-breaks.transform',
      saw: { en: `a score of ${lowest}`, zh: `得分 ${lowest}` },
      why: { en: 'scores of 0 or less have no logarithm', zh: '非正得分不能取对数' },
      fix: { en: 'use transform: none', zh: '请用 transform: none' },
    },
  ]);
}
