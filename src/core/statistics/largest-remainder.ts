/**
 * Rounds so that the printed numbers sum to the rounded total: all are cut off, and the units that are missing go
 * to the largest remainders (the first of equal ones).
 * @example roundToSum([0.333, 0.333, 0.334], 2) // => [0.33, 0.33, 0.34]
 */
export function roundToSum(values: ArrayLike<number>, decimals: number): number[] {
  const unit = Number(`1e${decimals}`);
  const scaled = Array.from(values, (value) => value * unit);
  const cut = scaled.map(Math.floor);
  const total = Math.round(scaled.reduce((sum, value) => sum + value, 0));
  const missing = total - cut.reduce((sum, value) => sum + value, 0);
  const order = scaled
    .map((_, i) => i)
    .sort((a, b) => scaled[b]! - cut[b]! - (scaled[a]! - cut[a]!) || a - b);
  for (const i of order.slice(0, missing)) cut[i]!++;
  return cut.map((value) => value / unit);
}
