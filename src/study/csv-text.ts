import type { Cell } from '../core/data-table.ts';
import type { ResultTable } from './tables.ts';

/**
 * A cell as CSV text. Numbers are the shortest decimals that read back to the same double. Text that a spreadsheet
 * would take for a formula gets an apostrophe in front; numbers never do.
 * @example csvCell('a "b", c') // => '"a ""b"", c"'
 */
export function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return Object.is(cell, -0) ? '0' : String(cell);
  const text =
    /^[=+\-@\t\r]/.test(cell) && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Pieces of a table's CSV, a few thousand rows each, so that a large table is never one string. */
export function* csvText({
  columns,
  rows,
}: Pick<ResultTable, 'columns'> & { rows: Iterable<readonly Cell[]> }): Generator<string> {
  let piece = `${columns.join(',')}\n`;
  let count = 0;
  for (const row of rows) {
    piece += `${row.map(csvCell).join(',')}\n`;
    if (++count % 4096 === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
