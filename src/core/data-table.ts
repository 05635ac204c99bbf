import type { Text } from './text.ts';

/** Text or a number; NaN stands for a value that does not exist and is written as an empty cell. */
export type Cell = string | number;

/** A small table that an analysis gives back: one file of the result folder and one sheet of the workbook. */
export interface DataTable {
  /** Name of the file, without its ending. */
  name: string;
  title: Text;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/**
 * The rows of a table as objects by column.
 * @example records({ name: 't', title: { en: '', zh: '' }, columns: ['a'], rows: [[1]] }) // => [{ a: 1 }]
 */
export function records(table: DataTable): Record<string, Cell>[] {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, c) => [column, row[c]!])));
}
