import { readFileSync } from 'node:fs';
import { readCsv } from '../../src/io/csv.ts';

/** Rows of a CSV file by column. */
export function rowsOf(file: string): Record<string, string>[] {
  const { header, rows } = readCsv(file, readFileSync(file), []);
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]!])));
}
