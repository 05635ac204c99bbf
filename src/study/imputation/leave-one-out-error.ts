import { stream } from '../../core/random/stream.ts';
import { extent } from '../../core/statistics/extent.ts';
import { type Table, withColumns } from '../../core/table.ts';
import type { ImputeInput, Method } from '../../methods/method.ts';

/** Errors of one indicator: filled minus observed. */
export interface ImputationError {
  id: string;
  /** Observed cells, those of them that were hidden, and those that were then filled. */
  observed: number;
  hidden: number;
  compared: number;
  rmse: number;
  /** The same over the range of the observed cells. */
  nrmse: number;
  /** Mean of the errors: above 0 where the method fills with too much. */
  meanError: number;
}

export interface Hiding {
  seed?: number;
  /** Most cells hidden of an indicator. */
  most?: number;
  /** Columns that are wanted; all unless given. */
  columns?: readonly number[];
  /** Units in an order that does not depend on their place in the study. */
  order?: readonly number[];
}

/** What an observed cell would be filled with were it alone missing. */
export type Without = (column: number, row: number) => number;

export const MOST_HIDDEN = 200;

/**
 * Hides observed cells of each indicator one at a time and compares them with what `without` gives: all of them, or a
 * seeded sample where there are more than `most`. Samples are drawn together, units and periods alike for all
 * indicators as far as these have them, so that what a method computes for a row serves them all. A cell that stays missing counts among `hidden` but not among
 * `compared`; with nothing compared the errors are NaN, and `nrmse` also where the indicator does not vary.
 * @example leaveOneOutError({ units: 1, periods: [1, 2], ids: ['x'], columns: [Float64Array.of(1, 3)] }, () => 3).map(({ rmse, nrmse, meanError }) => [rmse, nrmse, meanError]) // => [[1.4142135623730951, 0.7071067811865476, 1]]
 */
export function leaveOneOutError(
  table: Table,
  without: Without,
  { seed = 1, most = MOST_HIDDEN, columns, order }: Hiding = {},
): ImputationError[] {
  const rows = rowsOf(table, order);
  const drawn = drawing(rows.length, seed);
  return (columns ?? table.ids.map((_, c) => c)).map((c) => {
    const column = table.columns[c]!;
    const id = table.ids[c]!;
    const isObserved = (row: number) => !Number.isNaN(column[row]!);
    const observed = rows.filter(isObserved).length;
    const hidden = observed <= most ? rows.filter(isObserved) : sampled(rows, drawn(), most, isObserved);
    let compared = 0;
    let squares = 0;
    let total = 0;
    for (const row of hidden) {
      const error = without(c, row) - column[row]!;
      if (Number.isNaN(error)) continue;
      compared++;
      squares += error * error;
      total += error;
    }
    const { min, max } = extent(column);
    const rmse = compared === 0 ? Number.NaN : Math.sqrt(squares / compared);
    return {
      id,
      observed,
      hidden: hidden.length,
      compared,
      rmse,
      nrmse: max > min ? rmse / (max - min) : Number.NaN,
      meanError: compared === 0 ? Number.NaN : total / compared,
    };
  });
}

/** The way of a method to say what a hidden cell would be filled with: its own, or by imputing the table without the cell. */
export function withoutCell(method: Method<'impute'>, options: object, input: ImputeInput): Without {
  return method.alone?.(input, options) ?? byHiding(method, options, input);
}

/** Imputes the whole table anew for each cell. */
export function byHiding(method: Method<'impute'>, options: object, input: ImputeInput): Without {
  const { table } = input;
  return (c, row) => {
    const hidden = table.columns[c]!.slice();
    hidden[row] = Number.NaN;
    const columns = table.columns.map((other, i) => (i === c ? hidden : other));
    return method.run({ ...input, table: withColumns(table, columns) }, options).table.columns[c]![row]!;
  };
}

/** The rows of a table unit by unit, units in a given order. */
function rowsOf({ units, periods }: Table, order: readonly number[] | undefined): number[] {
  return Array.from({ length: units }, (_, i) => order?.[i] ?? i).flatMap((unit) =>
    periods.map((_, p) => p * units + unit),
  );
}

/** Places in the order of a draw without replacement, drawn when first asked for. */
function drawing(count: number, seed: number): () => readonly number[] {
  let places: number[] | undefined;
  return () => {
    if (places) return places;
    const numbers = stream(seed, 'imputation error', 0);
    places = Array.from({ length: count }, (_, i) => i);
    for (let i = 0; i < count - 1; i++) {
      const j = i + numbers.integer(count - i);
      [places[i], places[j]] = [places[j]!, places[i]!];
    }
    return places;
  };
}

/** The first so many of a draw that are observed, in the order in which they stand. */
function sampled(
  rows: readonly number[],
  drawn: readonly number[],
  most: number,
  isObserved: (row: number) => boolean,
): number[] {
  const places: number[] = [];
  for (const place of drawn) {
    if (places.length === most) break;
    if (isObserved(rows[place]!)) places.push(place);
  }
  return places.sort((a, b) => a - b).map((place) => rows[place]!);
}
