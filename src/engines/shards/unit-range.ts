import { sqlText } from '../../core/sql.ts';
import type { Session } from '../sql/session.ts';

/** A part of the units: the `index`-th, from 1, of so many. */
export interface Part {
  index: number;
  of: number;
}

/**
 * The condition on a unit's key that a part's rows fulfil: a range of the ordered keys, so that all rows of a unit are together,
 * and files that are ordered by unit are read in part. The ranges cover every text, known as a unit or not.
 */
export async function unitRange(
  session: Session,
  units: string,
  { index, of }: Part,
): Promise<(key: string) => string> {
  const [counted] = await session.rows(`SELECT COUNT(*) FROM ${units}`);
  const count = Number(counted![0]);
  const [from, to] = [index - 1, index].map((i) => Math.floor((count * i) / of)) as [number, number];
  if (from === to) return () => 'FALSE';
  const found = await session.rows(
    `SELECT u FROM (SELECT u, ROW_NUMBER() OVER (ORDER BY u) - 1 AS i FROM ${units}) AS o WHERE i = ${from} OR i = ${to} ORDER BY i`,
  );
  const ends = found.map(([u]) => sqlText(String(u)));
  const [low, high] = [from === 0 ? undefined : ends[0]!, to === count ? undefined : ends[1]!];
  if (low === undefined && high === undefined) return () => 'TRUE';
  // A row without a unit is to be refused, and so must be seen by someone.
  if (low === undefined) return (key) => `(${key} < ${high} OR ${key} IS NULL)`;
  return (key) => `${key} >= ${low}${high === undefined ? '' : ` AND ${key} < ${high}`}`;
}
