import type { Note } from '../../../core/note.ts';
import type { Status } from '../../../core/panel.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Text } from '../../../core/text.ts';
import type { Scope } from '../header-text.ts';
import type { NameIndex } from '../names/name-index.ts';
import type { Answers, Question } from '../reading.ts';
import type { TakenValue } from '../taken.ts';
import type { CollectedColumns } from './columns.ts';

/** Why a cell has no number of its own. */
export type Reason = 'missing' | 'not-applicable' | 'below-unit' | 'error';

/** A value in the units and indicators of a study; missing is NaN. */
export interface CollectedValue {
  unit: string;
  period: number;
  indicator: string;
  value: number;
  status: Extract<Status, 'observed' | 'estimated' | 'derived' | 'missing'>;
  reason?: Reason;
  /** Where it was read, e.g. `book.xlsx!2-1:C7`; several, separated by semicolons, for what was put together. */
  cell: string;
}

/** An indicator of the import, and the titles in the files that name it. */
export interface CollectedIndicator {
  id: string;
  title: Text;
  unit?: string;
  scope?: Scope;
  /** Titles as `titleKey` writes them. */
  from: string[];
}

/** A unit of the import. */
export interface CollectedUnit {
  code: string;
  name: Text;
  province?: Text;
}

/** Everything that files hold together, and what is still to be decided. */
export interface Collected {
  columns: CollectedColumns;
  indicators: CollectedIndicator[];
  units: CollectedUnit[];
  periods: number[];
  questions: Question[];
  problems: Problem[];
  notes: Note[];
}

/** A taken value with the indicator that it belongs to. */
export interface Named {
  taken: TakenValue;
  indicator: string;
}

/** What is known before the values are looked at. */
export interface Known {
  answers: Answers;
  /** Of an earlier import; their ids and units of measurement hold. */
  indicators: readonly CollectedIndicator[];
  /** Places to look names up in; without, codes or names stand for themselves. */
  index?: NameIndex | undefined;
}
