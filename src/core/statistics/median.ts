import { orderStatistics } from './order-statistics.ts';

/**
 * Median of numbers in any order: the middle one, or the mean of the middle two. NaN values are left out; NaN for none.
 * By selection, which is faster than to sort them.
 * @example median(Float64Array.of(3, 1, 2)) // => 2
 * @example median(Float64Array.of(4, 1, NaN, 2, 3)) // => 2.5
 */
export function median(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) count++;
  if (count === 0) return Number.NaN;
  const at = (count - 1) >> 1;
  if (count % 2 === 1) return orderStatistics(values, [at])[0]!;
  const [low, high] = orderStatistics(values, [at, at + 1]) as [number, number];
  return low + 0.5 * (high - low);
}
