import { median } from '../../core/statistics/median.ts';
import type { Variable } from './finding.ts';

/** The observed values of a variable, unit by unit, each unit along time. */
export interface Series {
  /** Where the values of each unit begin, and one more: where those of the last end. */
  starts: Int32Array;
  /** The position of the period of every value. */
  periods: Int32Array;
  values: Float64Array;
}

/** Puts the observed values of a period-major column one unit after the other. */
export function seriesOf(column: Float64Array, units: number): Series {
  const starts = new Int32Array(units + 1);
  const periods = new Int32Array(column.length);
  const values = new Float64Array(column.length);
  let at = 0;
  for (let unit = 0; unit < units; unit++) {
    starts[unit] = at;
    for (let row = unit, p = 0; row < column.length; row += units, p++) {
      if (Number.isNaN(column[row]!)) continue;
      periods[at] = p;
      values[at++] = column[row]!;
    }
  }
  starts[units] = at;
  return { starts, periods: periods.subarray(0, at), values: values.subarray(0, at) };
}

/** Whether every observed value lies above zero. */
export function isPositive(values: Float64Array): boolean {
  for (const value of values) if (value <= 0) return false;
  return true;
}

/**
 * The change from every value of a series to the next of its unit, at the place of the later one; NaN at the first of
 * a unit. `scaled` holds the values of the series, or their logarithms.
 */
export function changesOf({ starts }: Variable['series'], scaled: Float64Array): Float64Array {
  const changes = new Float64Array(scaled.length).fill(Number.NaN);
  for (let unit = 0; unit + 1 < starts.length; unit++)
    for (let i = starts[unit]! + 1; i < starts[unit + 1]!; i++) changes[i] = scaled[i]! - scaled[i - 1]!;
  return changes;
}

/**
 * Robust standard deviation: 1.4826 times the median absolute deviation from the median. NaN values are left out.
 * @example robustSpread(Float64Array.of(1, 2, 3, 4, 100)) // => 1.4826022185056018
 */
export function robustSpread(values: Float64Array): number {
  const middle = median(values);
  const distances = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) distances[i] = Math.abs(values[i]! - middle);
  return 1.4826022185056018 * median(distances);
}

/** How many numbers are not NaN. */
export function countOf(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) count++;
  return count;
}
