/**
 * Pearson correlation of two columns over the rows `from` to `to` (excluded) where both are observed, and how many
 * those are. NaN when either does not vary there. Two passes, so that a large mean costs no digits.
 * @example correlation(Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6)).r // => 1
 */
export function correlation(
  a: Float64Array,
  b: Float64Array,
  from = 0,
  to = a.length,
): { count: number; r: number } {
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  // Whether a constant's deviations from its mean come out as exactly 0 is a matter of rounding.
  let first = -1;
  let variesA = false;
  let variesB = false;
  for (let row = from; row < to; row++) {
    if (Number.isNaN(a[row]!) || Number.isNaN(b[row]!)) continue;
    if (first < 0) first = row;
    variesA ||= a[row] !== a[first];
    variesB ||= b[row] !== b[first];
    count++;
    sumA += a[row]!;
    sumB += b[row]!;
  }
  const meanA = sumA / count;
  const meanB = sumB / count;
  if (!(variesA && variesB)) return { count, r: Number.NaN };
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let row = from; row < to; row++) {
    const deviationA = a[row]! - meanA;
    const deviationB = b[row]! - meanB;
    if (Number.isNaN(deviationA) || Number.isNaN(deviationB)) continue;
    squaresA += deviationA * deviationA;
    squaresB += deviationB * deviationB;
    products += deviationA * deviationB;
  }
  if (!(squaresA > 0 && squaresB > 0)) return { count, r: Number.NaN };
  return { count, r: Math.max(-1, Math.min(1, products / Math.sqrt(squaresA * squaresB))) };
}
