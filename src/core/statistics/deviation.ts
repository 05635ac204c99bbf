import type { Moments } from './moments.ts';

/**
 * Standard deviation: the root of the sum of squared deviations divided by count - ddof (1 for a sample, 0 for a
 * population). NaN when there are not more values than ddof.
 * @example standardDeviation({ count: 3, mean: 2, sumSquares: 2 }) // => 1
 */
export function standardDeviation({ count, sumSquares }: Moments, ddof: 0 | 1 = 1): number {
  return count > ddof ? Math.sqrt(sumSquares / (count - ddof)) : Number.NaN;
}
