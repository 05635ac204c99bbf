import type { CollectedValue, Reason } from './collected.ts';

/** Values in the units and indicators of a study by columns; no two speak of the same cell of the panel. */
export interface CollectedColumns {
  length: number;
  /** Codes of units and ids of indicators. */
  units: readonly string[];
  indicators: readonly string[];
  /** By value: positions in `units`, `indicators`, `STATES` and `REASONS`. */
  unit: Int32Array;
  indicator: Int32Array;
  state: Uint8Array;
  reason: Uint8Array;
  period: Int32Array;
  value: Float64Array;
  /** For `cellOf`: which cell of the files it is. */
  origin: Int32Array;
  cellOf: (origin: number) => string;
}

export const STATES: readonly CollectedValue['status'][] = ['observed', 'estimated', 'derived', 'missing'];
export const REASONS: readonly (Reason | undefined)[] = [
  undefined,
  'missing',
  'not-applicable',
  'below-unit',
  'error',
];

/** Columns with room for so many values. */
export function emptyColumns(
  length: number,
  names: Pick<CollectedColumns, 'units' | 'indicators' | 'cellOf'>,
): CollectedColumns {
  return {
    ...names,
    length,
    unit: new Int32Array(length),
    indicator: new Int32Array(length),
    state: new Uint8Array(length),
    reason: new Uint8Array(length),
    period: new Int32Array(length),
    value: new Float64Array(length),
    origin: new Int32Array(length),
  };
}

/** The values at the positions, in their order. */
export function picked(columns: CollectedColumns, at: Int32Array): CollectedColumns {
  const made = emptyColumns(at.length, columns);
  for (const name of ['unit', 'indicator', 'state', 'reason', 'period', 'value', 'origin'] as const) {
    const [from, to] = [columns[name], made[name]];
    for (let i = 0; i < at.length; i++) to[i] = from[at[i]!]!;
  }
  return made;
}

/** One value of the columns as an object. */
export function collectedAt(columns: CollectedColumns, i: number): CollectedValue {
  const reason = REASONS[columns.reason[i]!];
  return {
    unit: columns.units[columns.unit[i]!]!,
    period: columns.period[i]!,
    indicator: columns.indicators[columns.indicator[i]!]!,
    value: columns.value[i]!,
    status: STATES[columns.state[i]!]!,
    ...(reason === undefined ? {} : { reason }),
    cell: columns.cellOf(columns.origin[i]!),
  };
}

/** An object for each value. */
export function collectedValues(columns: CollectedColumns): CollectedValue[] {
  return Array.from({ length: columns.length }, (_, i) => collectedAt(columns, i));
}

/** Values as columns. */
export function columnsOfValues(values: readonly CollectedValue[]): CollectedColumns {
  const units = positions(values.map(({ unit }) => unit));
  const indicators = positions(values.map(({ indicator }) => indicator));
  const made = emptyColumns(values.length, {
    units: [...units.keys()],
    indicators: [...indicators.keys()],
    cellOf: (i) => values[i]!.cell,
  });
  values.forEach((one, i) => {
    made.unit[i] = units.get(one.unit)!;
    made.indicator[i] = indicators.get(one.indicator)!;
    made.state[i] = STATES.indexOf(one.status);
    made.reason[i] = REASONS.indexOf(one.reason);
    made.period[i] = one.period;
    made.value[i] = one.value;
    made.origin[i] = i;
  });
  return made;
}

function positions(names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names) if (!found.has(name)) found.set(name, found.size);
  return found;
}

/** The different periods, ascending; of values that are there, where it is asked so. */
export function periodsOf({ length, period, value }: CollectedColumns, isPresent = false): number[] {
  const found = new Set<number>();
  let last = Number.NaN;
  for (let i = 0; i < length; i++) {
    if (period[i] === last || (isPresent && Number.isNaN(value[i]!))) continue;
    last = period[i]!;
    found.add(last);
  }
  return [...found].sort((a, b) => a - b);
}

/** Number of values that are missing. */
export function countMissing({ value }: CollectedColumns): number {
  let count = 0;
  for (const one of value) if (Number.isNaN(one)) count++;
  return count;
}

/** Positions by unit as they appear first, then by period, then by indicator as they appear first. */
export function panelOrder(columns: CollectedColumns): Int32Array {
  const years = new Map(periodsOf(columns).map((period, i) => [period, i]));
  const unit = byAppearance(columns.unit, columns.units.length);
  const indicator = byAppearance(columns.indicator, columns.indicators.length);
  const { length, period } = columns;
  let order = Int32Array.from({ length }, (_, i) => i);
  // From the last key to the first: each pass keeps the order of what is alike.
  order = counted(order, columns.indicators.length, (i) => indicator[columns.indicator[i]!]!);
  order = counted(order, years.size, (i) => years.get(period[i]!)!);
  return counted(order, columns.units.length, (i) => unit[columns.unit[i]!]!);
}

function byAppearance(keys: Int32Array, size: number): Int32Array {
  const rank = new Int32Array(size).fill(-1);
  let next = 0;
  for (const key of keys) if (rank[key] === -1) rank[key] = next++;
  return rank;
}

function counted(
  order: Int32Array<ArrayBuffer>,
  size: number,
  keyOf: (i: number) => number,
): Int32Array<ArrayBuffer> {
  const starts = new Int32Array(size + 1);
  for (const i of order) starts[keyOf(i) + 1]!++;
  for (let k = 0; k < size; k++) starts[k + 1]! += starts[k]!;
  const sorted = new Int32Array(order.length);
  for (const i of order) sorted[starts[keyOf(i)]!++] = i;
  return sorted;
}
