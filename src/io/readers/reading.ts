import type { Note } from '../../core/note.ts';
import { type Problem, ProblemError } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import type { Sheet } from '../../study/import/sheet.ts';

/** What a caller may say of a file instead of letting it be found out. */
export interface ReadOptions {
  /** A name that `TextDecoder` knows, e.g. gb18030. */
  encoding?: string | undefined;
  /** Of text files: the separator of cells. */
  delimiter?: string | undefined;
  /** Of workbooks: the one sheet to read, by its name. */
  sheet?: string | undefined;
  /** The share that is read, from 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Of Parquet files: what its thread runs, and the milliseconds that it may be silent. */
  parquet?: { worker?: URL; patience?: number } | undefined;
}

/** Everything that was found in a file. */
export interface Reading {
  sheets: Sheet[];
  notes: Note[];
  problems: Problem[];
}

/** A problem that ends the reading of a file. */
export function refused(code: string, where: string, saw: Text, why: Text, fix: Text): ProblemError {
  return new ProblemError([{ code, where, saw, why, fix }]);
}

/** What is common to all sheets; the rest is given. */
export function sheetOf(file: string, digest: string, rows: Sheet['rows'], more: Partial<Sheet> = {}): Sheet {
  return {
    file,
    digest,
    rows,
    lines: rows.map((_, r) => r + 1),
    merges: [],
    hidden: { sheet: false, rows: [], columns: [] },
    odd: new Map(),
    ...more,
  };
}
