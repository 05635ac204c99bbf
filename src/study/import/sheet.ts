/** What a cell of a file holds, before anything is understood: text as it stands, a number, or nothing. */
export type CellValue = string | number | null;

/** A rectangle of cells, from 0, both ends included. */
export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** A cell whose value needs a word: what it is, and what the file shows or says of it. */
export interface OddCell {
  /**
   * date: a date cell, whose value is ISO text; error: an error such as #DIV/0!, whose value is null; uncached: a
   * formula without a stored value, whose value is null; boolean: true or false, whose value is text; percent: a number that is shown
   * times 100 with a percent sign; scaled: a number that is shown divided by what `text` says.
   */
  kind: 'date' | 'error' | 'uncached' | 'boolean' | 'percent' | 'scaled';
  text: string;
}

/** A sheet of a workbook, or the one table of a text file, as it was read. Cells are plain values: a sheet can be large. */
export interface Sheet {
  /** As the user names it. */
  file: string;
  digest: string;
  /** Of a workbook's sheet. */
  name?: string;
  /** Which of several tables of the sheet this is, from 2; absent for the first or only one. */
  table?: number;
  /** Cells by row and column; rows may differ in length. */
  rows: readonly (readonly CellValue[])[];
  /** The line of the text file, or the row of the worksheet, on which each row begins; from 1. */
  lines: readonly number[];
  merges: readonly Area[];
  hidden: { sheet: boolean; rows: readonly number[]; columns: readonly number[] };
  /** By `cellKey`. */
  odd: ReadonlyMap<string, OddCell>;
}

/**
 * The key of a cell among the odd ones.
 * @example cellKey(2, 0) // => '2:0'
 */
export function cellKey(row: number, column: number): string {
  return `${row}:${column}`;
}

/**
 * The name of a column as spreadsheets write it; columns count from 0.
 * @example columnName(27) // => 'AB'
 */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/**
 * The name of a cell as spreadsheets write it; row and column count from 0.
 * @example cellName(6, 2) // => 'C7'
 */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}
