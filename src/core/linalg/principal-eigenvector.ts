import { sum } from '../statistics/sum.ts';

const MOST_ITERATIONS = 10_000;

/**
 * Principal right eigenvector of a positive square matrix by power iteration to the last digits. The vector sums
 * to 1; the value is the mean over i of (A w)_i / w_i. Throws when the matrix is not square and positive.
 * @example principalEigenvector([[1, 2], [0.5, 1]]).value // => 2
 */
export function principalEigenvector(matrix: readonly (readonly number[])[]): {
  vector: Float64Array;
  value: number;
  iterations: number;
} {
  const n = matrix.length;
  for (const row of matrix) {
    if (row.length !== n) throw new RangeError(`invalid matrix: a row of ${row.length} (must be ${n})`);
    for (const value of row)
      if (!(value > 0)) throw new RangeError(`invalid matrix: ${value} (must be positive)`);
  }
  const times = (vector: Float64Array) =>
    Float64Array.from(matrix, (row) => sum(row.map((value, j) => value * vector[j]!)));
  let vector = new Float64Array(n).fill(1 / n);
  let iterations = 0;
  for (let change = 1; change > 1e-16 && iterations < MOST_ITERATIONS; iterations++) {
    const product = times(vector);
    const total = sum(product);
    const next = product.map((value) => value / total);
    change = next.reduce((most, value, i) => Math.max(most, Math.abs(value - vector[i]!) / value), 0);
    vector = next as Float64Array<ArrayBuffer>;
    // Rounding can make the last bit alternate for ever.
    if (iterations > 200 && change < 4e-16) break;
  }
  const product = times(vector);
  return { vector, value: sum(product.map((value, i) => value / vector[i]!)) / n, iterations };
}
