export interface Extent {
  count: number;
  min: number;
  max: number;
}

/**
 * Smallest and largest observed value of rows `from` to `to` (excluded), and how many are observed.
 * Missing cells (NaN) are left out; without any observation both ends are NaN.
 * @example extent(Float64Array.of(3, NaN, 1)) // => { count: 2, min: 1, max: 3 }
 */
export function extent(column: Float64Array, from = 0, to = column.length): Extent {
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = from; row < to; row++) {
    const value = column[row]!;
    if (value !== value) continue;
    count++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return count === 0 ? { count, min: Number.NaN, max: Number.NaN } : { count, min, max };
}
