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
  // Nested maps, since the keys of a large panel would be millions of texts.
  const places = new Map<string, Map<number, Map<string, number>>>();
  const kept: CollectedValue[] = [];
  const repeats: string[] = [];
  const problems: Problem[] = [];
  for (const value of values) {
    const units = inner(inner(places, value.indicator), value.period);
    const at = units.get(value.unit);
    const before = at === undefined ? undefined : kept[at]!;
    if (before === undefined) units.set(value.unit, kept.push(value) - 1);
    else if (Number.isNaN(before.value)) kept[at!] = Number.isNaN(value.value) ? before : value;
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
    values: kept,
    problems,
    notes: noteAbout('import/repeated', 'note', repeats, (names) => ({
      en: `${repeats.length} value(s) are given twice and alike; each was taken once: ${names.en}.`,
      zh: `${repeats.length} 个数值重复且相同，各取一次：${names.zh}。`,
    })),
  };
}

function inner<K, I, V>(map: Map<K, Map<I, V>>, key: K): Map<I, V> {
  let found = map.get(key);
  if (!found) {
    found = new Map();
    map.set(key, found);
  }
  return found;
}
