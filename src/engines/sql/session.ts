import type { SqlWords } from '../../core/sql.ts';

export type SqlCellValue = number | string | null;

/**
 * A connection to an engine that speaks SQL. Everything an engine does its own way is here; the passes are the same
 * for all of them.
 */
export interface Session {
  id: string;
  words: SqlWords;
  /** A small answer, as rows of cells. */
  rows(sql: string): Promise<SqlCellValue[][]>;
  /** Computes a query once and keeps its rows until the session closes; gives what to select from. */
  keep(name: string, select: string): Promise<string>;
  /** Writes a large result; gives what to select from. */
  write(name: string, select: string): Promise<string>;
  close(): Promise<void>;
}

/** Where the rows of a study are: columns `u` (unit), `t` (period) and `v0`, `v1`, ... (indicators in order). */
export interface Source {
  relation: string;
  units: number;
}
