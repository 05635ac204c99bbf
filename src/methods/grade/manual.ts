import * as z from 'zod';
import { noteAbout } from '../../core/note.ts';
import type { Text } from '../../core/text.ts';
import { method } from '../method.ts';
import { help, labels } from '../options.ts';
import { ascending, checkLabels, graded } from './classes.ts';

export const manual = method({
  id: 'manual',
  stage: 'grade',
  title: { en: 'Given breaks', zh: '给定界限' },
  about: {
    en: 'Cuts at the breaks given, so n breaks make n + 1 classes; a value on a break belongs to the class below it. Classes may be empty; the highest is left out, with a note, where no score lies above the last break.',
    zh: '按给定界限切分，n 个界限得 n+1 级；等于界限的值归入下一级（较低级）。等级可为空；没有得分高于最后界限时略去最高等级并注明。',
  },
  formula: 'u_k = b_k',
  cite: [],
  options: z.strictObject({
    breaks: help(z.array(z.number()).min(1), 'Limits between the classes, ascending', '各级之间的界限，升序'),
    labels: labels.optional(),
  }),
  check(options) {
    const { breaks } = options;
    const sorted = breaks.every((value, i) => i === 0 || value > breaks[i - 1]!);
    if (sorted) return checkLabels(options, breaks.length + 1);
    return [
      {
        code: 'grade/breaks',
        path: ['breaks'],
        saw: { en: `breaks ${breaks.join(', ')}`, zh: `界限 ${breaks.join('、')}` },
        why: { en: 'each limit must be larger than the one before it', zh: '界限必须逐个增大' },
        fix: { en: 'sort them and remove repetitions', zh: '按升序排列并去掉重复' },
      },
    ];
  },
  run({ scores }, { breaks, labels: written }) {
    const sorted = ascending(scores);
    return limitsOf(sorted[sorted.length - 1] ?? breaks[breaks.length - 1]!, { breaks, labels: written });
  },
  sql: (options) => ({
    from: 'extent',
    limits: (_min, max) => limitsOf(max, options),
  }),
  describe: ({ breaks }) => ({
    en: `Scores were graded by the given limits ${breaks.join(', ')}; a value on a limit belongs to the lower class.`,
    zh: `得分按给定界限 ${breaks.join('、')} 分级，等于界限的值归入较低级。`,
  }),
  examples: [
    {
      title: { en: 'Two breaks, three classes', zh: '两个界限，三个等级' },
      source: 'closed form',
      input: { scores: Float64Array.of(0.1, 0.4, 0.9) },
      options: { breaks: [0.3, 0.6] },
      expect: ({ upper }) => ({ value: upper, expected: [0.3, 0.6, 0.9], tolerance: 0 }),
    },
  ],
});

function limitsOf(
  highest: number,
  { breaks, labels: written }: { breaks: readonly number[]; labels?: readonly (string | Text)[] | undefined },
) {
  const last = breaks[breaks.length - 1]!;
  if (highest > last) return graded([...breaks, highest], breaks.length + 1, written);
  // The highest class has no limit of its own; the others keep their names.
  return {
    ...graded(breaks, breaks.length, written?.slice(0, breaks.length)),
    notes: noteAbout('grade/none-above', 'note', [`${last}`], (limit) => ({
      en: `No score lies above the last break ${limit.en}, so that the highest class is empty and left out.`,
      zh: `没有得分高于最后一个界限 ${limit.zh}，最高等级为空，未列出。`,
    })),
  };
}
