import type { ColumnStatistics } from '../../core/sql.ts';
import { sum } from '../../core/statistics/sum.ts';

/** What a pass brings home from the rows it sees; answers on parts of the rows add up to the answer on all. */
export interface Answers {
  /** Statistics by scope and column, and counts that came along. */
  statistics: { found: ColumnStatistics[][]; also: number[] };
  /** By scope, numbers that add up and numbers of which the least is kept. */
  pairs: { add: number[]; least: number[] }[];
}
export type Kind = keyof Answers;

/**
 * Asks for the answer of a pass over all rows. Where the rows are all here it is computed; where here is a part of them,
 * the part is computed and put down, and the answer is that of all parts together.
 */
export type Gather = <K extends Kind>(kind: K, compute: () => Promise<Answers[K]>) => Promise<Answers[K]>;

/** All rows are here. */
export const whole: Gather = (_, compute) => compute();

/** How the answers on parts become the answer on all; the order of the parts decides the last digit of sums alone. */
export const MERGES: { [K in Kind]: (parts: readonly Answers[K][]) => Answers[K] } = {
  statistics: (parts) => ({
    found: parts[0]!.found.map((scope, s) =>
      scope.map((_, c) => mergedStatistics(parts.map(({ found }) => found[s]![c]!))),
    ),
    also: parts[0]!.also.map((_, i) => sum(parts.map(({ also }) => also[i]!))),
  }),
  pairs: (parts) =>
    parts[0]!.map(({ add, least }, s) => ({
      add: add.map((_, i) => sum(parts.map((part) => part[s]!.add[i]!))),
      least: least.map((_, i) => leastOf(parts.map((part) => part[s]!.least[i]!))),
    })),
};

/**
 * Statistics of several parts as one: counts and sums add up, and squared deviations move to the common mean. A part
 * without a value adds nothing.
 * @example mergedStatistics([]).count // => 0
 */
export function mergedStatistics(all: readonly ColumnStatistics[]): ColumnStatistics {
  // Where counts were not asked for they are NaN.
  const parts = all.filter(({ count }) => count !== 0);
  const total = (of: (part: ColumnStatistics) => number) =>
    parts.length === 0 ? Number.NaN : sum(parts.map(of));
  const count = sum(parts.map((part) => part.count));
  const [min, max] = [
    parts.reduce((least, part) => Math.min(least, part.min), Number.POSITIVE_INFINITY),
    parts.reduce((largest, part) => Math.max(largest, part.max), Number.NEGATIVE_INFINITY),
  ].map((end) => (Number.isFinite(end) ? end : Number.NaN)) as [number, number];
  // Means are moved from the first one on, so that a large mean costs no digits.
  const origin = parts[0]?.mean ?? Number.NaN;
  const mean = origin + total((part) => part.count * (part.mean - origin)) / count;
  const sumSquares = total((part) => part.sumSquares + part.count * (part.mean - mean) * (part.mean - mean));
  return {
    count,
    min,
    max,
    mean,
    sumSquares: min === max ? 0 : sumSquares,
    squares: total((part) => part.squares),
    sum: total((part) => part.sum),
    sumLog: total((part) => part.sumLog),
  };
}

function leastOf(values: readonly number[]): number {
  const seen = values.filter((value) => value === value);
  return seen.length === 0 ? Number.NaN : Math.min(...seen);
}
