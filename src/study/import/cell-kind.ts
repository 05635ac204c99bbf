import { usualMeaning } from './markers.ts';
import { isPlain, PLAIN_MARKS, readQuantity } from './number-text.ts';
import { type CellValue, cellKey, type OddCell, type Sheet } from './sheet.ts';
import { readYear } from './year-text.ts';

/** What a cell looks like by itself; `almost` is a number with a fault, such as 约30 or 3.5-. */
export type CellKind = 'empty' | 'number' | 'year' | 'marker' | 'almost' | 'text';

/**
 * What a cell looks like, whatever its column says. Whole numbers from 1840 to 2100 are years here, which their
 * column may know better.
 * @example ['', '2016年', '1,234', '…', '约30', '黑河市'].map(kindOf) // => ['empty', 'year', 'number', 'marker', 'almost', 'text']
 */
export function kindOf(cell: CellValue): CellKind {
  if (cell === null) return 'empty';
  if (typeof cell === 'number') return readYear(cell, false).kind === 'year' ? 'year' : 'number';
  // No year is written with more or fewer than four digits before its point.
  if (isPlain(cell) && !hasFourDigits(cell)) return 'number';
  const known = kinds.get(cell);
  if (known !== undefined) return known;
  const kind = kindOfText(cell);
  // Texts of a table recur, and each is looked at many times.
  if (kinds.size >= MOST_KINDS) kinds.clear();
  kinds.set(cell, kind);
  return kind;
}

/** Whether a plain number has four digits and no minus before its point. */
function hasFourDigits(cell: string): boolean {
  const isEnded = cell.length === 4 || cell.charCodeAt(4) === 46;
  if (!isEnded || cell.charCodeAt(0) === 45) return false;
  const point = cell.indexOf('.');
  return point < 0 || point === 4;
}

const MOST_KINDS = 20_000;
const kinds = new Map<string, CellKind>();

function kindOfText(cell: string): CellKind {
  if (readYear(cell, false).kind === 'year') return 'year';
  if (cell.trim() === '') return 'empty';
  if (usualMeaning(cell)) return 'marker';
  const read = readQuantity(cell, PLAIN_MARKS);
  if (read.kind === 'number') return 'number';
  if (read.kind === 'blank') return 'empty';
  // 0-14岁 names a group, as 65岁及以上 does.
  if (/岁/.test(cell)) return 'text';
  if (read.fault !== 'not-a-number') return 'almost';
  return /^[-+(]?[\d.,]+\)?$/.test(cell.normalize('NFKC').trim()) ? 'number' : 'text';
}

/** The cell as text without the spaces around it; empty for a cell that holds nothing. */
export function textOf(cell: CellValue | undefined): string {
  if (typeof cell === 'string') return cell.trim();
  return cell === null || cell === undefined ? '' : `${cell}`;
}

/** Text without any space: headers and names are often set wide, as 合　计. */
export function tight(cell: CellValue | undefined): string {
  if (typeof cell === 'number') return `${cell}`;
  if (cell === null || cell === undefined) return '';
  // What is nothing but visible ASCII has no other form.
  if (/^[!-~]*$/.test(cell)) return cell;
  return textOf(cell).replace(/[^①-⒇]+/g, (part) => part.normalize('NFKC').replace(/\s+/g, ''));
}

/** The number of columns of a sheet: those of its longest row. */
export function widthOf({ rows }: Pick<Sheet, 'rows'>): number {
  let width = 0;
  for (const row of rows) width = Math.max(width, row.length);
  return width;
}

/**
 * The sheet with what a merged cell says in every cell that it covers, so that a header over three columns stands over
 * each. Merged cells of more than one row count in every row too; but a number stays in its first cell where `isAlone`
 * says so of the column.
 */
export function unmerged(sheet: Sheet, isAlone?: (c: number) => boolean): Sheet {
  if (sheet.merges.length === 0) return sheet;
  const rows = sheet.rows.map((row) => row.slice());
  for (const { top, left, bottom, right } of sheet.merges) {
    const value = rows[top]?.[left] ?? null;
    if (isAlone?.(left) && ['number', 'year', 'almost'].includes(kindOf(value))) continue;
    for (let r = top; r <= Math.min(bottom, rows.length - 1); r++) {
      const row = rows[r]!;
      while (row.length <= right) row.push(null);
      for (let c = left; c <= right; c++) row[c] = value;
    }
  }
  return { ...sheet, rows };
}

/**
 * Rows and columns exchanged, without the `titles` rows above the table. Places in the file are lost: the rows of the
 * outcome are numbered as the columns of the file, from 1.
 */
export function transposed(sheet: Sheet, titles: number): Sheet {
  const table = sheet.rows.slice(titles);
  const rows = Array.from({ length: widthOf({ rows: table }) }, (_, c) => table.map((row) => row[c] ?? null));
  const odd = [...sheet.odd].flatMap(([key, cell]): [string, OddCell][] => {
    const [r = 0, c = 0] = key.split(':').map(Number);
    return r < titles ? [] : [[cellKey(c, r - titles), cell]];
  });
  return { ...sheet, rows, lines: rows.map((_, c) => c + 1), merges: [], odd: new Map(odd) };
}
