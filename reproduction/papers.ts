import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';

/** A row of a published table, by column. */
export type Row = Readonly<Record<string, string>>;

/** The published tables of the three papers, as `docs/papers/` holds them. */
export interface Papers {
  rows(file: string): readonly Row[];
  /** A column of a table as numbers; NaN for an empty cell. */
  numbers(file: string, column: string): number[];
}

export function readPapers(root: string): Papers {
  const read = new Map<string, readonly Row[]>();
  const rows = (file: string) => {
    const known = read.get(file);
    if (known) return known;
    const text = readFileSync(join(root, 'docs/papers', `${file}.csv`), 'utf8');
    const { data } = Papa.parse<Row>(text, { header: true, skipEmptyLines: true });
    read.set(file, data);
    return data;
  };
  return {
    rows,
    numbers: (file, column) =>
      rows(file).map((row) => (row[column] === '' ? Number.NaN : Number(row[column]))),
  };
}
