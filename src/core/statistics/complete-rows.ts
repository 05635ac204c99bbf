/**
 * The rows in which every column is observed, in order.
 * @example completeRows([Float64Array.of(1, NaN, 3), Float64Array.of(4, 5, 6)]) // => [0, 2]
 */
export function completeRows(columns: readonly Float64Array[]): number[] {
  const rows: number[] = [];
  for (let row = 0; row < (columns[0]?.length ?? 0); row++)
    if (columns.every((column) => !Number.isNaN(column[row]!))) rows.push(row);
  return rows;
}

/**
 * The columns cut to some rows.
 * @example atRows([Float64Array.of(1, 2, 3)], [2, 0]) // => [Float64Array.of(3, 1)]
 */
export function atRows(columns: readonly Float64Array[], rows: readonly number[]): Float64Array[] {
  return columns.map((column) => Float64Array.from(rows, (row) => column[row]!));
}
