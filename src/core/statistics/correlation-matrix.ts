import { correlation } from './correlation.ts';

export interface CorrelationMatrix {
  r: Float64Array[];
  /** On how many rows each correlation rests. */
  counts: Float64Array[];
}

/**
 * Pearson correlations of every pair of columns, each over the rows where both are observed. A column that does not
 * vary on those rows has no correlation (NaN), not even with itself. With missing cells the pairs rest on different
 * rows, and the matrix need not be one of correlations (it may have negative eigenvalues); without, it is symmetric
 * with ones on its diagonal.
 * @example correlationMatrix([Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1)]).r // => [Float64Array.of(1, -1), Float64Array.of(-1, 1)]
 */
export function correlationMatrix(columns: readonly Float64Array[]): CorrelationMatrix {
  const r = columns.map(() => new Float64Array(columns.length));
  const counts = columns.map(() => new Float64Array(columns.length));
  for (let i = 0; i < columns.length; i++)
    for (let j = 0; j <= i; j++) {
      const pair = correlation(columns[i]!, columns[j]!);
      const value = i === j && !Number.isNaN(pair.r) ? 1 : pair.r;
      r[i]![j] = value;
      r[j]![i] = value;
      counts[i]![j] = pair.count;
      counts[j]![i] = pair.count;
    }
  return { r, counts };
}
