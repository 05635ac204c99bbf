import * as z from 'zod';
import type { Note } from '../../core/note.ts';
import type { Text } from '../../core/text.ts';
import type { GradeOutcome } from '../method.ts';
import { bilingual, help, labels } from '../options.ts';

export const classes = help(z.int().min(1).max(20).default(5), 'Number of classes', '等级数');
export const classOptions = { classes, labels: labels.optional() };

const FIVE: Text[] = [
  { en: 'lowest', zh: '低' },
  { en: 'low', zh: '较低' },
  { en: 'medium', zh: '中等' },
  { en: 'high', zh: '较高' },
  { en: 'highest', zh: '高' },
];
const THREE: Text[] = [
  { en: 'low', zh: '低' },
  { en: 'medium', zh: '中' },
  { en: 'high', zh: '高' },
];

/** Observed values, ascending. */
export function ascending(scores: Float64Array): Float64Array {
  return scores.filter((score) => score === score).sort();
}

/** How many different values an ascending list has. */
export function distinct(sorted: Float64Array): number {
  return sorted.reduce((count, value, i) => (i === 0 || value !== sorted[i - 1] ? count + 1 : count), 0);
}

/**
 * Upper limits with their labels and a note when the data allow fewer classes than asked for.
 * Labels are kept only when there is one per class.
 */
export function graded(
  limits: readonly number[],
  asked: number,
  written: readonly (string | Text)[] | undefined,
): GradeOutcome {
  const notes: Note[] = [];
  // Limits of scores that differ in the last digits can round to one number.
  const upper = limits.filter((limit, i) => i === 0 || limit > limits[i - 1]!);
  if (upper.length < asked && upper.length > 0) {
    notes.push({
      code: 'grade/fewer-classes',
      level: 'note',
      text: {
        en: `Only ${upper.length} of ${asked} classes could be formed, because there are no more distinct values.`,
        zh: `因不同取值不足，只形成 ${upper.length} 个等级（要求 ${asked} 个）。`,
      },
    });
  }
  const named = written?.map(bilingual) ?? (asked === 5 ? FIVE : asked === 3 ? THREE : undefined);
  const fits = named && named.length === upper.length;
  return { upper, ...(fits ? { labels: named } : {}), notes };
}

/** Labels must be as many as the classes. */
export function checkLabels(options: { labels?: readonly unknown[] | undefined }, count: number) {
  if (!options.labels || options.labels.length === count) return [];
  return [
    {
      code: 'grade/labels',
      path: ['labels'],
      saw: {
        en: `${options.labels.length} labels for ${count} classes`,
        zh: `${count} 个等级却有 ${options.labels.length} 个名称`,
      },
      why: { en: 'each class needs its own name', zh: '每个等级需要一个名称' },
      fix: { en: `write ${count} labels, lowest class first`, zh: `按由低到高写出 ${count} 个名称` },
    },
  ];
}

export function classText(how: Text, count: number): Text {
  return {
    en: `Scores were graded into ${count} classes by ${how.en}, pooled over periods; a value on a limit belongs to the lower class.`,
    zh: `得分按${how.zh}分为 ${count} 级（全部时期合并），等于上限的值归入该级。`,
  };
}
