import type { Cell } from '../core/data-table.ts';
import type { ResultTable } from './tables.ts';

/**
 * A cell as CSV text. Numbers are the shortest decimals that read back to the same double. Text that a spreadsheet
 * would take for a formula gets an apostrophe in front; numbers never do.
 * @example csvCell('a "b", c') // => '"a ""b"", c"'
 */
export function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return Object.is(cell, -0) ? '0' : String(cell);
  const text = isLikeFormula(cell) ? `'${cell}` : cell;
  return needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A loop over the characters, since large tables have many millions of cells and an expression costs more. */
function needsQuotes(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE || code === COMMA || code === LINE_FEED || code === RETURN) return true;
  }
  return false;
}

const [QUOTE, COMMA, LINE_FEED, RETURN, ZERO, NINE, AT] = [34, 44, 10, 13, 48, 57, 64];

/**
 * The text of a cell without the apostrophe that `csvCell` sets before what looks like a formula.
 * @example ["'=1+1", "'-5", "it's"].map(unguarded) // => ['=1+1', "'-5", "it's"]
 */
export function unguarded(text: string): string {
  return text.charCodeAt(0) === 39 && isLikeFormula(text.slice(1)) ? text.slice(1) : text;
}

/** Whether a spreadsheet would take a text for a formula that is no number. */
function isLikeFormula(text: string): boolean {
  // Most texts begin with a letter or a digit, which none of those characters is.
  const first = text.charCodeAt(0);
  if (first > AT || (first >= ZERO && first <= NINE)) return false;
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}

/** Pieces of a table's CSV, a few thousand rows each, so that a large table is never one string. */
export function* csvText({
  columns,
  rows,
}: Pick<ResultTable, 'columns'> & { rows: Iterable<readonly Cell[]> }): Generator<string> {
  let piece = `${columns.join(',')}\n`;
  let count = 0;
  for (const row of rows) {
    for (let c = 0; c < row.length; c++) piece += c === 0 ? csvCell(row[c]!) : `,${csvCell(row[c]!)}`;
    piece += '\n';
    if (++count % 4096 === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
