import type { Text } from '../../core/text.ts';
import type { Scope } from './header-text.ts';
import type { MarkerTreatment } from './markers.ts';
import type { NumberMarks } from './number-text.ts';

/** What the cells of a column are. `value` columns say which indicator and period they hold, as far as the header does. */
export type ColumnRole =
  | { role: 'unit' | 'code' | 'province' | 'period' | 'indicator' | 'measure' | 'status' | 'ignored' }
  | ({ role: 'value' } & Measured);

/** What is measured: from a column's header, a sheet's title or a row of a long table. */
export interface Measured {
  /** The id that the study will use; made from the title until someone chooses another. */
  indicator?: string;
  title?: Text;
  /** Unit of measurement as written: 万元, %, km/km2. */
  unit?: string;
  scope?: Scope;
  period?: number;
}

/** What a row below the header is. */
export type RowRole = 'data' | 'total' | 'province' | 'header' | 'note' | 'empty';

/**
 * How a sheet is read: a description of the table in it, complete enough to take every value from it, and small enough
 * to be shown, corrected and kept as a recipe. Rows are numbered as in the file (from 1), columns by their letters.
 */
export interface SheetReading {
  file: string;
  sheet?: string;
  /** For tables whose units stand side by side: rows and columns are exchanged first, without the titles above. */
  transposed: boolean;
  /** How many rows stand above the table. */
  titles: number;
  /** First and last row. */
  header: [number, number];
  data: [number, number];
  /** A value belongs to the nearest column of units on its left: tables are sometimes set in two halves. */
  columns: ReadonlyMap<string, ColumnRole>;
  /** Rows between the first and the last of the data that are no data. */
  rows: ReadonlyMap<number, Exclude<RowRole, 'data'>>;
  /** What holds for all values that no column or header says it of; `place` is the one unit that a sheet is about. */
  all: Measured & { place?: string };
  /** Added to every year that is read: -1 where yearbooks are dated by the year after their data. */
  yearShift: number;
  marks: NumberMarks;
  /** Columns whose decimal sign differs from the sheet's. */
  columnMarks: ReadonlyMap<string, NumberMarks>;
  /** By the marker; codes that stand for nothing in one column are written `C:-9999`. */
  markers: ReadonlyMap<string, MarkerTreatment>;
  /** Columns whose inexact numbers are estimates, and columns whose numbers carry scales of their own. */
  estimates: ReadonlySet<string>;
  scales: ReadonlySet<string>;
  /** Hidden rows and columns that are read all the same. */
  hidden: 'read' | 'left-out';
  /** Whether a number in a merged cell over several values is of the first of them alone; absent for each. */
  merged?: 'first';
  /** Whether numbers that a format shows in thousands or 万 are taken as shown; absent for as stored. */
  shown?: true;
}

/** Something that the file does not tell. `id` names the decision, so that a recipe can keep the answer. */
export interface Question {
  id: string;
  /** The sheet, column and cells that it is about, e.g. `yearbook.xlsx!2-1:C`. */
  where: string;
  text: Text;
  /** How a command line answers it in more ways than the choices; a page has no use for it. */
  written?: Text;
  /** What was seen: up to five cells. */
  samples: string[];
  /** Empty for a free answer, such as a year. */
  choices: { id: string; text: Text }[];
  /** Several may be chosen. */
  several?: boolean;
  /** The choice that is safe without asking, if any; what is ambiguous has none. */
  usual?: string;
}

/** A sheet understood, as far as it can be without answers. */
export interface Understanding {
  reading: SheetReading;
  questions: Question[];
  /** One sentence that says how the sheet is read. */
  sentence: Text;
}

/** Answers to questions by their ids. */
export type Answers = ReadonlyMap<string, string>;
