import type { Text } from './text.ts';

/** What is known of a cell. A missing cell holds NaN in the values and says so here. */
export const STATUSES = ['missing', 'observed', 'derived', 'imputed', 'estimated'] as const;
export type Status = (typeof STATUSES)[number];

/** A place that is scored: a city, a prefecture, a country. */
export interface Unit {
  id: string;
  name: Text;
  /** The other columns of the unit file, as text. */
  attributes: ReadonlyMap<string, string>;
  lon?: number;
  lat?: number;
}

/** A table that was read, kept so that every value can name its source cell. */
export interface Source {
  file: string;
  digest: string;
  licence?: string;
  cite?: string;
  /** The column of the file that holds a variable. */
  columns: ReadonlyMap<string, string>;
  /** Of a workbook: the sheet, and the letters of the column that holds a variable. */
  sheet?: { name: string; letters: ReadonlyMap<string, string> };
  /** Where a recipe made the table: the cell of the file that the value with line i + 1 was read from. */
  cells?: readonly string[];
}

/** What a value was put together from, where that is more than one cell: e.g. `mean(Russia 0.8, Mongolia 0.7)`. */
export interface Origin {
  formula: string;
  cells: readonly string[];
}

/**
 * One variable over all rows. Rows are period-major: `row = period * units + unit`.
 * `source` indexes the panel's sources (-1 = none) and `line` is the line of the file (0 = none).
 */
export interface Column {
  values: Float64Array;
  status: Uint8Array;
  source: Int16Array;
  line: Int32Array;
  /** Of variables that are converted, deflated or denominated: the values before that. */
  before?: Float64Array;
  /** Of variables that are constructed: how each value came about. */
  origins?: readonly (Origin | undefined)[];
}

/** A value that a study put in the place of the one that was read; NaN = missing. */
export interface Correction {
  unit: string;
  period: number;
  variable: string;
  was: number;
  value: number;
  /** The source cell of the value before. */
  cell?: string;
  why?: Text;
}

/** Units x periods x variables, with a status and a source cell for every value. */
export interface Panel {
  units: readonly Unit[];
  periods: readonly number[];
  columns: ReadonlyMap<string, Column>;
  sources: readonly Source[];
  /** What the study changed in what was read. */
  corrections?: readonly Correction[];
}

/**
 * The status of one cell.
 * @example statusOf({ status: Uint8Array.of(0, 1) }, 1) // => 'observed'
 */
export function statusOf(column: Pick<Column, 'status'>, row: number): Status {
  return STATUSES[column.status[row] as number] as Status;
}

/** The number that stands for a status in a column. */
export function statusCode(status: Status): number {
  return STATUSES.indexOf(status);
}

/** A column in which nothing is known yet. */
export function emptyColumn(rows: number): Column {
  return {
    values: new Float64Array(rows).fill(Number.NaN),
    status: new Uint8Array(rows),
    source: new Int16Array(rows).fill(-1),
    line: new Int32Array(rows),
  };
}

/** The source cell of a value as a reader would look it up, e.g. `data/panel.csv:7 [gdp]` or `panel.xlsx!Sheet1:C7 [gdp]`; of constructed values, every cell. */
export function sourceCell(panel: Panel, variable: string, row: number): string | undefined {
  const column = panel.columns.get(variable);
  const origin = column?.origins?.[row];
  if (origin) return origin.cells.join('; ');
  const source = column && panel.sources[column.source[row] as number];
  if (!column || !source) return undefined;
  const { file, sheet, cells } = source;
  if (cells) return cells[column.line[row]! - 1];
  const place = sheet ? `${file}!${sheet.name}:${sheet.letters.get(variable) ?? ''}` : `${file}:`;
  return `${place}${column.line[row]} [${source.columns.get(variable) ?? variable}]`;
}
