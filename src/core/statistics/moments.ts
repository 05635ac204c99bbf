export interface Moments {
  count: number;
  mean: number;
  /** Sum of squared deviations from the mean. */
  sumSquares: number;
}

/**
 * Mean and sum of squared deviations of the observed cells of rows `from` to `to` (excluded), in two compensated
 * passes. Missing cells (NaN) are left out and not counted; without any, the mean is NaN.
 * @example moments(Float64Array.of(1, 2, 3)) // => { count: 3, mean: 2, sumSquares: 2 }
 */
export function moments(column: Float64Array, from = 0, to = column.length): Moments {
  let count = 0;
  let total = 0;
  let carry = 0;
  for (let row = from; row < to; row++) {
    const value = column[row]!;
    if (value !== value) continue;
    count++;
    const next = total + value;
    carry += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  const rough = (total + carry) / count;
  let deviations = 0;
  let squares = 0;
  let lost = 0;
  for (let row = from; row < to; row++) {
    const deviation = column[row]! - rough;
    if (deviation !== deviation) continue;
    deviations += deviation;
    const square = deviation * deviation;
    const next = squares + square;
    lost += squares >= square ? squares - next + square : square - next + squares;
    squares = next;
  }
  // The mean as a double is slightly off; what the deviations then sum to says by how much.
  const left = count === 0 ? 0 : deviations / count;
  return { count, mean: rough + left, sumSquares: Math.max(0, squares + lost - deviations * left) };
}
