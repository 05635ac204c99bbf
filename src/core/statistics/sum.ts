/**
 * Compensated sum (Neumaier): exact to the last bits even where terms cancel. NaN in gives NaN out, so missing cells
 * must be removed first; the sum of nothing is 0.
 * @example sum([1e100, 1, -1e100]) // => 1
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let carry = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    carry += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // An infinite total has no meaningful carry.
  return Number.isFinite(total) ? total + carry : total;
}
