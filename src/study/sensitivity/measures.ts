import type { Cell, DataTable } from '../../core/data-table.ts';
import { gini } from '../../core/statistics/inequality.ts';
import { moments } from '../../core/statistics/moments.ts';
import { movedLimits } from '../uncertainty/grades.ts';
import type { CellOutput, MEASURES } from './schema.ts';

/** What an output is taken from in one computation. */
export interface Seen {
  /** Of the node in the period, by unit; NaN = none. */
  scores: Float64Array;
  ranks: Float64Array;
  /** Of the node in all periods. */
  all: Float64Array;
  /** A table of an analysis of the study, made from these scores. */
  table(name: string): DataTable | undefined;
}

/** A number whose variance is explained. */
export interface Measure {
  /** As written in the table. */
  output: string;
  measure: string;
  /** The unit it is about, if any. */
  unit: string;
  /** NaN where it cannot be computed. */
  value(seen: Seen): number;
}

/** What the published result gives the measures. */
export interface Published {
  units: readonly string[];
  ranks: Float64Array;
  /** Cumulative shares of the classes of the node. */
  shares: readonly number[];
}

type Name = (typeof MEASURES)[number];

/** The measures of a named output: one per unit for ranks and scores. */
export function measuresOf(name: Name, units: readonly string[], published: Published): Measure[] {
  const whole = (value: Measure['value']): Measure[] => [{ output: name, measure: name, unit: '', value }];
  const each = (value: (seen: Seen, u: number) => number): Measure[] =>
    units.map((unit) => {
      const u = published.units.indexOf(unit);
      return { output: `${name} ${unit}`, measure: name, unit, value: (seen) => value(seen, u) };
    });
  switch (name) {
    case 'rank':
      return each(({ ranks }, u) => ranks[u]!);
    case 'score':
      return each(({ scores }, u) => scores[u]!);
    case 'mean-rank-shift':
      return whole(({ ranks }) => meanRankShift(ranks, published.ranks));
    case 'mean':
      return whole(({ scores }) => moments(scores).mean);
    case 'gini':
      return whole(({ scores }) => giniOf(observed(scores)));
    case 'top-grade':
      return whole(({ scores, all }) => topShare(scores, all, published.shares));
  }
}

/**
 * Mean of |rank - published rank| over the units that have both (Saisana et al. 2005); NaN without any.
 * @example meanRankShift(Float64Array.of(2, 1, NaN), Float64Array.of(1, 2, 3)) // => 1
 */
export function meanRankShift(ranks: Float64Array, published: Float64Array): number {
  return moments(ranks.map((rank, u) => Math.abs(rank - published[u]!))).mean;
}

function observed(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

function giniOf(scores: Float64Array): number {
  return gini(scores, new Float64Array(scores.length).fill(1 / scores.length));
}

/**
 * Share of the scores of a period in the highest class, where classes keep their shares of the scores of all periods;
 * NaN without scores or classes.
 * @example topShare(Float64Array.of(1, 4), Float64Array.of(1, 4, 2, 3), [0.5, 1]) // => 0.5
 */
export function topShare(scores: Float64Array, all: Float64Array, shares: readonly number[]): number {
  const present = observed(scores);
  if (present.length === 0 || shares.length === 0) return Number.NaN;
  const below = movedLimits(all, shares)[shares.length - 2] ?? Number.NEGATIVE_INFINITY;
  return present.filter((score) => score > below).length / present.length;
}

/** The number of an analysis that its table, column and row name; NaN where there is no such row or no number. */
export function measureOfCell(asked: CellOutput): Measure {
  const { table, column, where } = asked;
  const row = Object.entries(where).map(([key, value]) => `${key}=${value}`);
  return {
    output: [table, column, ...row].join(' '),
    measure: table,
    unit: '',
    value: (seen) => {
      const rows = rowsOf(seen.table(table), where);
      const value = rows.length === 1 ? rows[0]![seen.table(table)!.columns.indexOf(column)] : undefined;
      return typeof value === 'number' ? value : Number.NaN;
    },
  };
}

/** Rows of a table whose cells say what is asked. */
export function rowsOf(
  table: DataTable | undefined,
  where: CellOutput['where'],
): readonly (readonly Cell[])[] {
  if (!table) return [];
  const wanted = Object.entries(where).map(
    ([key, value]) => [table.columns.indexOf(key), `${value}`] as const,
  );
  return table.rows.filter((row) => wanted.every(([at, value]) => `${row[at]}` === value));
}
