/**
 * Solution of a small square system of equations by elimination with partial pivoting. Throws `singular matrix`
 * when the equations depend on each other.
 * @example [...solve([[2, 0], [0, 4]], [2, 2])] // => [1, 0.5]
 */
export function solve(matrix: readonly (readonly number[])[], right: ArrayLike<number>): Float64Array {
  const n = matrix.length;
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i]!));
  const size = Math.max(...rows.map((row) => Math.max(...row.subarray(0, n).map(Math.abs))));
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    const lead = rows[c]!;
    if (!(Math.abs(lead[c]!) > 1e-14 * size)) throw new RangeError('singular matrix');
    for (let r = c + 1; r < n; r++) {
      const factor = rows[r]![c]! / lead[c]!;
      for (let j = c; j <= n; j++) rows[r]![j]! -= factor * lead[j]!;
    }
  }
  const solution = new Float64Array(n);
  for (let r = n - 1; r >= 0; r--) {
    let left = rows[r]![n]!;
    for (let j = r + 1; j < n; j++) left -= rows[r]![j]! * solution[j]!;
    solution[r] = left / rows[r]![r]!;
  }
  return solution;
}
