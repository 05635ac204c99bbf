import { leastSquares } from '../../core/linalg/least-squares.ts';
import { orthonormal } from '../../core/linalg/orthonormal.ts';
import { extent } from '../../core/statistics/extent.ts';
import type { Table } from '../../core/table.ts';

/** A regression of one column on others with an intercept, over the rows in which all of them are observed. */
export interface Fit {
  /** Columns of the predictors that are used, and of those that are combinations of the ones before them. */
  used: number[];
  dependent: number[];
  /** The intercept first. */
  coefficients: Float64Array;
  /** Rows of the table that the fit rests on, and how far each draws the fit to itself (0 to 1). */
  rows: number[];
  leverages: Float64Array;
}

/**
 * Fits a column on predictors by least squares. Undefined where no predictor varies or there are not more rows than
 * coefficients. Rows are taken in the order of their values, so that the order of units costs no digit.
 * @example fitOn({ units: 3, periods: [2010], ids: ['y', 'x'], columns: [Float64Array.of(1, 3, 5), Float64Array.of(0, 1, 2)] }, 0, [1])?.coefficients.map(Math.round) // => Float64Array.of(1, 2)
 */
export function fitOn(
  table: Table,
  target: number,
  predictors: readonly number[],
  without = -1,
): Fit | undefined {
  const y = table.columns[target]!;
  const given = predictors.map((c) => table.columns[c]!);
  const rows: number[] = [];
  for (let row = 0; row < y.length; row++)
    if (row !== without && !Number.isNaN(y[row]!) && given.every((column) => !Number.isNaN(column[row]!)))
      rows.push(row);
  rows.sort((a, b) => {
    if (y[a] !== y[b]) return y[a]! - y[b]!;
    const column = given.find((one) => one[a] !== one[b]);
    return column ? column[a]! - column[b]! : 0;
  });
  const design = [rows.map(() => 1), ...given.map((column) => rows.map((row) => column[row]!))];
  const { kept, basis } = orthonormal(design);
  if (kept.length < 2 || rows.length <= kept.length) return undefined;
  const found = leastSquares(
    kept.map((j) => design[j]!),
    rows.map((row) => y[row]!),
  );
  if (!found) return undefined;
  return {
    used: kept.slice(1).map((j) => predictors[j - 1]!),
    dependent: predictors.filter((_, j) => !kept.includes(j + 1)),
    coefficients: found.coefficients,
    rows,
    leverages: Float64Array.from(rows, (_, i) => basis.reduce((sum, one) => sum + one[i]! * one[i]!, 0)),
  };
}

/** The value that a fit gives in a row; NaN where a predictor is missing. */
export function predicted({ columns }: Table, { used, coefficients }: Fit, row: number): number {
  return used.reduce((sum, c, j) => sum + coefficients[j + 1]! * columns[c]![row]!, coefficients[0]!);
}

/**
 * The columns from which others are predicted: those named, or those with at least the share `complete` of their cells
 * observed.
 */
export function candidates(
  { ids, columns }: Table,
  named: readonly string[] | undefined,
  complete: number,
): number[] {
  return ids.flatMap((id, c) => {
    if (named) return named.includes(id) ? [c] : [];
    const column = columns[c]!;
    const observed = column.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
    return observed >= complete * column.length && observed > 0 ? [c] : [];
  });
}

/** Fits by target and by which of the candidates a row has, each made once. */
export function fitter(table: Table, from: readonly number[]) {
  const known = new Map<string, Fit | undefined>();
  return (target: number, row: number): Fit | undefined => {
    const seen = from.filter((c) => c !== target && !Number.isNaN(table.columns[c]![row]!));
    if (seen.length === 0) return undefined;
    const key = `${target} ${seen.join()}`;
    if (!known.has(key)) known.set(key, fitOn(table, target, seen));
    return known.get(key);
  };
}

/** The smallest and largest observation of each column; NaN without any. */
export function ranges({ columns }: Table): { min: number; max: number }[] {
  return columns.map((column) => extent(column));
}
