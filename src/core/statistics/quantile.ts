/**
 * Quantile of ascending observed values by linear interpolation between order statistics (type 7 of Hyndman and Fan,
 * the default of R and NumPy). NaN for no values.
 * @example quantile([1, 2, 3, 4], 0.5) // => 2.5
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`invalid probability: ${p} (must be between 0 and 1)`);
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}
