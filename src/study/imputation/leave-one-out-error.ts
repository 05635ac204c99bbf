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
 * seeded sample where there are more than `most`. A cell that stays missing counts among `hidden` but not among
 * `compared`; with nothing compared the errors are NaN, and `nrmse` also where the indicator does not vary.
 * @example leaveOneOutError({ units: 1, periods: [1, 2], ids: ['x'], columns: [Float64Array.of(1, 3)] }, () => 3).map(({ rmse, nrmse, meanError }) => [rmse, nrmse, meanError]) // => [[1.4142135623730951, 0.7071067811865476, 1]]
 */
export function leaveOneOutError(
  table: Table,
  without: Without,
  { seed = 1, most = MOST_HIDDEN, columns, order }: Hiding = {},
): ImputationError[] {
  return (columns ?? table.ids.map((_, c) => c)).map((c) => {
    const column = table.columns[c]!;
    const id = table.ids[c]!;
    const rows = observedRows(table, column, order);
    const hidden = sampled(rows, most, seed, id);
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
      observed: rows.length,
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

function observedRows(
  { units }: Table,
  column: Float64Array,
  order: readonly number[] | undefined,
): number[] {
  const rows: number[] = [];
  for (let i = 0; i < units; i++)
    for (let row = order?.[i] ?? i; row < column.length; row += units)
      if (!Number.isNaN(column[row]!)) rows.push(row);
  return rows;
}

/** At most so many, drawn without replacement, in the order in which they stand. */
function sampled(rows: readonly number[], most: number, seed: number, id: string): number[] {
  if (rows.length <= most) return [...rows];
  const numbers = stream(seed, `imputation error ${id}`, 0);
  const places = rows.map((_, i) => i);
  for (let i = 0; i < most; i++) {
    const j = i + numbers.integer(places.length - i);
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places
    .slice(0, most)
    .sort((a, b) => a - b)
    .map((place) => rows[place]!);
}
