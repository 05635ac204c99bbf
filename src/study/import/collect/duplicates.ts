import { type Note, noteAbout } from '../../../core/note.ts';
import type { Problem } from '../../../core/problem.ts';
import { conflict } from '../../data-problems.ts';
import { type CollectedColumns, collectedAt, periodsOf, picked } from './columns.ts';

/** How many times more places than values a panel may have to be held whole. */
const SPARSE = 8;

/**
 * One value for each unit, period and indicator. Equal ones are merged and both cells are noted; different ones are
 * problems that name both cells and values. A number stands before a cell without one.
 */
export function withoutDuplicates(columns: CollectedColumns): {
  columns: CollectedColumns;
  problems: Problem[];
  notes: Note[];
} {
  const { length, value, unit, indicator, period, units } = columns;
  const years = new Map(periodsOf(columns).map((year, i) => [year, i]));
  const places = seats(length, columns.indicators.length * years.size * units.length);
  const kept = new Int32Array(length);
  let count = 0;
  const repeats: string[] = [];
  const problems: Problem[] = [];
  for (let i = 0; i < length; i++) {
    const seat = (indicator[i]! * years.size + years.get(period[i]!)!) * units.length + unit[i]!;
    const at = places.get(seat);
    if (at === undefined) {
      places.set(seat, count);
      kept[count++] = i;
      continue;
    }
    const before = kept[at]!;
    if (Number.isNaN(value[before]!)) {
      if (!Number.isNaN(value[i]!)) kept[at] = i;
    } else if (value[i] === value[before])
      repeats.push(`${collectedAt(columns, before).cell} = ${collectedAt(columns, i).cell}`);
    else if (!Number.isNaN(value[i]!)) {
      const [now, first] = [collectedAt(columns, i), collectedAt(columns, before)];
      const what = `${now.indicator} ${now.unit} ${now.period}`;
      problems.push(conflict(now.cell, `${now.value}`, first.cell, first.value, what));
    }
  }
  return {
    columns: count === length ? columns : picked(columns, kept.subarray(0, count)),
    problems,
    notes: noteAbout('import/repeated', 'note', repeats, (names) => ({
      en: `${repeats.length} value(s) are given twice and alike; each was taken once: ${names.en}.`,
      zh: `${repeats.length} 个数值重复且相同，各取一次：${names.zh}。`,
    })),
  };
}

/** Where the value of each place of the panel stands: a whole table where the panel is mostly filled. */
function seats(
  values: number,
  places: number,
): { get: (seat: number) => number | undefined; set: (seat: number, at: number) => void } {
  if (places > SPARSE * values + 1024) {
    const held = new Map<number, number>();
    return { get: (seat) => held.get(seat), set: (seat, at) => held.set(seat, at) };
  }
  const held = new Int32Array(places);
  return {
    get: (seat) => (held[seat] === 0 ? undefined : held[seat]! - 1),
    set: (seat, at) => {
      held[seat] = at + 1;
    },
  };
}
