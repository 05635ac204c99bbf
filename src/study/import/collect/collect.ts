import { STATUSES, type Taken, type TakenValue, takenOf, valueAt } from '../taken.ts';
import { withoutBreaks } from './breaks.ts';
import type { Collected, CollectedValue, Known } from './collected.ts';
import {
  type CollectedColumns,
  collectedValues,
  emptyColumns,
  periodsOf,
  picked,
  REASONS,
  STATES,
} from './columns.ts';
import { withoutDuplicates } from './duplicates.ts';
import { indicatorsOf } from './indicators.ts';
import { type Fate, reconcile } from './measures.ts';
import { locate } from './places.ts';

/** As `collectSheets`, of values that are objects. */
export function collect(
  values: readonly TakenValue[],
  known: Known,
): Omit<Collected, 'columns'> & { values: CollectedValue[] } {
  const { columns, ...found } = collectSheets([takenOf(values)], known);
  return { ...found, values: collectedValues(columns) };
}

/**
 * Puts the values of all sheets together: one indicator for each title and scope, one unit of measurement for each indicator,
 * one place for each name, one value for each cell of the panel. What the files do not tell becomes a question; until it is
 * answered, the values concerned are left out.
 */
export function collectSheets(sheets: readonly Taken[], known: Known): Collected {
  // What is decided of a value depends on its subject and its place, so that the first of each stands for all.
  const firsts = sheets.map(firstOfSubjects);
  const titled = indicatorsOf(firsts.flat(), known);
  const measured = reconcile(titled.named, titled.indicators, known);
  let next = 0;
  const fates = firsts.map((some) => some.map(() => measured.fates[next++]));
  const placed = sheets.map((taken, s) => placesOf(taken, fates[s]!));
  const located = locate(
    placed.flatMap(({ firsts: some }) => some),
    known,
  );
  const single = withoutDuplicates(joined(sheets, fates, placed, located.unitOf));
  const whole = withoutBreaks(single.columns, titled.indicators, known);
  const present = new Set(whole.columns.unit);
  const codes = new Set(whole.columns.units.filter((_, u) => present.has(u)));
  return {
    columns: whole.columns,
    indicators: titled.indicators,
    units: [...located.units.values()].filter(({ code }) => codes.has(code)),
    periods: periodsOf(whole.columns, true),
    questions: [...titled.questions, ...measured.questions, ...located.questions, ...whole.questions],
    problems: [...titled.problems, ...single.problems, ...whole.problems],
    notes: [...measured.notes, ...located.notes, ...single.notes, ...whole.notes],
  };
}

/** The first value of each subject, in the order of subjects, which is that of their first values. */
function firstOfSubjects(taken: Taken): TakenValue[] {
  const firsts: TakenValue[] = [];
  for (let i = 0; i < taken.length && firsts.length < taken.subjects.length; i++)
    if (taken.subject[i] === firsts.length) firsts.push(valueAt(taken, i));
  return firsts;
}

/** The places and periods of the values that are kept: the first value of each, and which one each value has. */
interface Placed {
  firsts: TakenValue[];
  /** By value; -1 for what is left out. */
  at: Int32Array;
}

function placesOf(taken: Taken, fates: readonly (Fate | undefined)[]): Placed {
  const firsts: TakenValue[] = [];
  const at = new Int32Array(taken.length).fill(-1);
  const known = taken.places.map(() => new Map<number, number>());
  for (let i = 0; i < taken.length; i++) {
    if (!fates[taken.subject[i]!]) continue;
    const byPeriod = known[taken.place[i]!]!;
    const found = byPeriod.get(taken.period[i]!);
    at[i] = found ?? firsts.length;
    if (found !== undefined) continue;
    byPeriod.set(taken.period[i]!, firsts.length);
    firsts.push(valueAt(taken, i));
  }
  return { firsts, at };
}

/** The values of all sheets that have an indicator and a unit. */
function joined(
  sheets: readonly Taken[],
  fates: readonly (readonly (Fate | undefined)[])[],
  placed: readonly Placed[],
  unitOf: readonly (string | undefined)[],
): CollectedColumns {
  const units = new Map<string, number>();
  const indicators = new Map<string, number>();
  const position = (map: Map<string, number>, name: string) => {
    if (!map.has(name)) map.set(name, map.size);
    return map.get(name)!;
  };
  const places = unitOf.map((unit) => (unit === undefined ? -1 : position(units, unit)));
  const total = sheets.reduce((sum, { length }) => sum + length, 0);
  const starts = sheets.map((_, s) => sheets.slice(0, s).reduce((sum, { length }) => sum + length, 0));
  const columns = emptyColumns(total, { units: [], indicators: [], cellOf: cellIn(sheets, starts) });
  let count = 0;
  let before = 0;
  sheets.forEach((taken, s) => {
    const ids = fates[s]!.map((fate) => (fate ? position(indicators, fate.indicator) : -1));
    const { at, firsts } = placed[s]!;
    for (let i = 0; i < taken.length; i++) {
      const unit = at[i]! < 0 ? -1 : places[before + at[i]!]!;
      if (unit < 0) continue;
      const subject = taken.subject[i]!;
      const { factor } = fates[s]![subject]!;
      const value = factor === 1 ? taken.value[i]! : taken.value[i]! * factor;
      columns.unit[count] = unit;
      columns.indicator[count] = ids[subject]!;
      columns.period[count] = taken.period[i]!;
      columns.value[count] = value;
      columns.state[count] = stateOf(value, taken.status[i]!);
      columns.reason[count] = reasonOf(value, taken.status[i]!);
      columns.origin[count++] = starts[s]! + i;
    }
    before += firsts.length;
  });
  const whole = { ...columns, units: [...units.keys()], indicators: [...indicators.keys()] };
  return count === total
    ? whole
    : picked(
        whole,
        Int32Array.from({ length: count }, (_, i) => i),
      );
}

/** Names the cell of a value by its place among those of all sheets. */
function cellIn(sheets: readonly Taken[], starts: readonly number[]): (origin: number) => string {
  return (origin) => {
    const s = starts.findLastIndex((start, i) => start <= origin && sheets[i]!.length > 0);
    const { nameOf, row, column } = sheets[s]!;
    const i = origin - starts[s]!;
    return nameOf(row[i]!, column[i]!);
  };
}

const [OBSERVED, ESTIMATED] = [STATUSES.indexOf('observed'), STATUSES.indexOf('estimated')];
const [MISSING, SEEN, GUESSED] = ['missing', 'observed', 'estimated'].map((name) =>
  STATES.indexOf(name as CollectedValue['status']),
) as [number, number, number];
const REASON_OF = STATUSES.map((status) =>
  REASONS.indexOf(status === 'observed' || status === 'estimated' ? undefined : status),
);
const NONE_GIVEN = REASONS.indexOf('missing');

function stateOf(value: number, status: number): number {
  return Number.isNaN(value) ? MISSING : status === OBSERVED ? SEEN : GUESSED;
}

function reasonOf(value: number, status: number): number {
  const hasOwn = status !== OBSERVED && status !== ESTIMATED;
  return hasOwn ? REASON_OF[status]! : Number.isNaN(value) ? NONE_GIVEN : 0;
}
