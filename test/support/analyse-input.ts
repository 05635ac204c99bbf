import { readFileSync } from 'node:fs';
import type { Cell, DataTable } from '../../src/core/data-table.ts';
import type { AnalyseInput } from '../../src/methods/method.ts';

interface Given {
  units: readonly string[];
  periods: readonly number[];
  /** Values of each node, period by period. */
  scores: Record<string, readonly number[]>;
  /** Values of each variable, period by period. */
  values?: Record<string, readonly number[]>;
  groups?: Record<string, Record<string, readonly number[]>>;
  seed?: number;
}

/** What an analysis is given, from plain numbers. */
export function analyseInput({
  units,
  periods,
  scores,
  values = {},
  groups = {},
  seed = 1,
}: Given): AnalyseInput {
  const table = (columns: Record<string, readonly number[]>) => ({
    units: units.length,
    periods,
    ids: Object.keys(columns),
    columns: Object.values(columns).map((column) => Float64Array.from(column)),
  });
  return {
    units,
    periods,
    root: { id: 'index', title: { en: '', zh: '' }, children: [] },
    scores: table(scores),
    ranks: table({}),
    values: table(values),
    normalised: table(values),
    weights: [],
    groups: new Map(
      Object.entries(groups).map(([column, members]) => [
        column,
        Object.entries(members).map(([group, list]) => ({ group, members: list })),
      ]),
    ),
    seed,
  };
}

/** One column of a table. */
export function column<T extends Cell = number>({ columns, rows }: DataTable, name: string): T[] {
  return rows.map((row) => row[columns.indexOf(name)] as T);
}

/** The printed scores of Table A1 of paper 002, put right. */
export function tableA1(): { cities: string[]; scores2004: number[]; scores2016: number[] } {
  const lines = readFileSync(new URL('../golden/paper002_table_a1.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  return {
    cities: lines.map(([city, province]) => `${city}, ${province}`),
    scores2004: lines.map((line) => Number(line[2])),
    scores2016: lines.map((line) => Number(line[3])),
  };
}

/** A worked example on distributions, with its source in the file. */
export function distributionVector(id: string) {
  // biome-ignore lint/suspicious/noExplicitAny: each example has its own shape
  const { vectors }: { vectors: { id: string; inputs: any; expected: any; tolerance: number }[] } =
    JSON.parse(readFileSync(new URL('../golden/vectors-distribution.json', import.meta.url), 'utf8'));
  return vectors.find((one) => one.id === id)!;
}
