import { log } from '../../core/math/log.ts';
import { quantile } from '../../core/statistics/quantile.ts';
import type { AuditView, Variable } from './finding.ts';

/** The observed positions (periods) of a unit in a column. */
export function seen({ values }: Variable, unit: number, { units, periods }: AuditView): number[] {
  return periods.flatMap((_, p) => (Number.isNaN(values[p * units.length + unit]!) ? [] : [p]));
}

/** A change from one observed value of a unit to its next. */
export interface Change {
  unit: number;
  from: number;
  to: number;
  /** Difference of the values, or of their logarithms. */
  size: number;
}

/** Whether every observed value lies above zero. */
export function isPositive(values: Float64Array): boolean {
  return values.every((value) => Number.isNaN(value) || value > 0);
}

/** Every change of a variable along time, unit by unit; in logarithms where all values are positive. */
export function changes(variable: Variable, view: AuditView): Change[] {
  const n = view.units.length;
  const scale = isPositive(variable.values) ? log : (value: number) => value;
  return view.units.flatMap((_, unit) => {
    const at = seen(variable, unit, view);
    return at.slice(1).map((to, i) => ({
      unit,
      from: at[i]!,
      to,
      size: scale(variable.values[to * n + unit]!) - scale(variable.values[at[i]! * n + unit]!),
    }));
  });
}

/** Median of numbers in any order; NaN for none. */
export function medianOf(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

/**
 * Robust standard deviation: 1.4826 times the median absolute deviation from the median.
 * @example robustSpread([1, 2, 3, 4, 100]) // => 1.4826022185056018
 */
export function robustSpread(values: readonly number[]): number {
  const middle = medianOf(values);
  return 1.4826022185056018 * medianOf(values.map((value) => Math.abs(value - middle)));
}
