import { type Note, noteAbout } from '../../../core/note.ts';
import type { Problem } from '../../../core/problem.ts';
import { conflict } from '../../data-problems.ts';
import type { CollectedValue } from './collected.ts';

/**
 * One value for each unit, period and indicator. Equal ones are merged and both cells are noted; different ones are
 * problems that name both cells and values. A number stands before a cell without one.
 */
export function withoutDuplicates(values: readonly CollectedValue[]): {
  values: CollectedValue[];
  problems: Problem[];
  notes: Note[];
} {
  const kept = new Map<string, CollectedValue>();
  const repeats: string[] = [];
  const problems: Problem[] = [];
  for (const value of values) {
    const key = JSON.stringify([value.unit, value.period, value.indicator]);
    const before = kept.get(key);
    if (before === undefined) kept.set(key, value);
    else if (Number.isNaN(before.value)) kept.set(key, Number.isNaN(value.value) ? before : value);
    else if (value.value === before.value) repeats.push(`${before.cell} = ${value.cell}`);
    else if (!Number.isNaN(value.value))
      problems.push(
        conflict(
          value.cell,
          `${value.value}`,
          before.cell,
          before.value,
          `${value.indicator} ${value.unit} ${value.period}`,
        ),
      );
  }
  return {
    values: [...kept.values()],
    problems,
    notes: noteAbout('import/repeated', 'note', repeats, (names) => ({
      en: `${repeats.length} value(s) are given twice and alike; each was taken once: ${names.en}.`,
      zh: `${repeats.length} 个数值重复且相同，各取一次：${names.zh}。`,
    })),
  };
}
