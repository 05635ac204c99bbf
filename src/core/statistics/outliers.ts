import { standardDeviation } from './deviation.ts';
import { moments } from './moments.ts';
import { quantile } from './quantile.ts';

/**
 * Makes the median absolute deviation of a normal distribution 1 (1 / 0.6745), and so the mean absolute deviation.
 */
const MEDIAN_FACTOR = 1.4826022185056018;
const MEAN_FACTOR = 1.2533141373155001;

export interface Outliers {
  /**
   * (x - mean) / sample standard deviation. Never beyond (n - 1) / sqrt(n), so that a far value hides itself in a
   * small sample.
   */
  z: Float64Array;
  /** (x - median) / (1.4826 median absolute deviation): other far values do not hide it. */
  robust: Float64Array;
  /** The row that lies farthest out by each measure (the first of equal ones), or -1 where none does. */
  farthest: { z: number; robust: number };
}

/**
 * How far every observed cell lies from the middle of its column, by the mean and robustly by the median (Iglewicz &
 * Hoaglin 1993, who call a robust value beyond 3.5 an outlier). Where more than half of the values are equal, so that
 * the median deviation is 0, 1.2533 times the mean absolute deviation from the median takes its place. Missing cells
 * stay missing; in a constant column all are 0, and NaN in z for a single value.
 * @example outliers(Float64Array.of(1, 2, 3, 4, 100)).farthest // => { z: 4, robust: 4 }
 */
export function outliers(column: Float64Array): Outliers {
  const found = moments(column);
  const sd = standardDeviation(found);
  const observed = column.filter((value) => !Number.isNaN(value)).sort();
  const median = quantile(observed, 0.5);
  const deviations = observed.map((value) => Math.abs(value - median)).sort();
  const medianDeviation = MEDIAN_FACTOR * quantile(deviations, 0.5);
  const scale =
    medianDeviation > 0
      ? medianDeviation
      : (MEAN_FACTOR * deviations.reduce((total, value) => total + value, 0)) / deviations.length;
  const over = (deviation: number, spread: number) => (spread === 0 ? 0 * deviation : deviation / spread);
  const z = column.map((value) => over(value - found.mean, sd));
  const robust = column.map((value) => over(value - median, scale));
  return { z, robust, farthest: { z: farthest(z), robust: farthest(robust) } };
}

function farthest(distances: Float64Array): number {
  let at = -1;
  let most = 0;
  distances.forEach((distance, row) => {
    if (!(Math.abs(distance) > most)) return;
    most = Math.abs(distance);
    at = row;
  });
  return at;
}
