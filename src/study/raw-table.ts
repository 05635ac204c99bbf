import { columnName } from './import/sheet.ts';

/** A table as it was read: text cells, and the line of the file (or the row of the sheet) on which each row begins. */
export interface RawTable {
  /** As the study names it. */
  file: string;
  /** Of a workbook's table: its sheet, and where each column stands in it, from 0. */
  sheet?: { name: string; columns: readonly number[] };
  digest: string;
  header: readonly string[];
  rows: readonly (readonly string[])[];
  lines: readonly number[];
  /** Of a table that a recipe made: the cell of the file that the row with line i + 1 was read from. */
  cells?: readonly string[];
}

/**
 * A place in a table as its reader would look it up: `panel.csv:7 [gdp]`, or `panel.xlsx!Sheet1:C7 [gdp]` in a workbook.
 * @example placeIn({ file: 'a.csv', header: ['id', 'gdp'] }, 7, 'gdp') // => 'a.csv:7 [gdp]'
 */
export function placeIn(
  { file, sheet, header, cells }: Pick<RawTable, 'file' | 'sheet' | 'header' | 'cells'>,
  line: number,
  column?: string | number,
): string {
  if (cells) return cells[line - 1] ?? file;
  const at = typeof column === 'string' ? header.indexOf(column) : (column ?? -1);
  const name = typeof column === 'string' ? column : header[at];
  const letter = sheet?.columns[at] === undefined ? '' : columnName(sheet.columns[at]);
  const whole = sheet ? `${file}!${sheet.name}` : file;
  return `${whole}:${letter}${line}${name === undefined ? '' : ` [${name}]`}`;
}

/** Whether a cell holds nothing: empty, or only spaces of any width. */
export function isBlank(cell: string): boolean {
  return cell.trim() === '';
}

/**
 * The number that a cell of a plain study holds: sign, digits, point, exponent; undefined for anything else,
 * for grouped digits, and for numbers too large for a double.
 * @example readNumber('1e3') // => 1000
 */
export function readNumber(cell: string): number | undefined {
  const text = cell.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * The period that a cell holds: a whole number as a plain study writes it; undefined for anything else.
 * @example readPeriod(' 2015 ') // => 2015
 */
export function readPeriod(cell: string): number | undefined {
  const value = readNumber(cell);
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}
