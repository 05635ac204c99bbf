import type { Result } from '../result.ts';

export interface RankInterval {
  low: number;
  high: number;
}

/** The interval of the rank of every unit in a period, by unit; empty where the study has no uncertainty analysis. */
export function rankIntervals(
  { analyses }: Pick<Result, 'analyses'>,
  node: string,
  period: number,
): ReadonlyMap<string, RankInterval> {
  const table = analyses.find(({ name }) => name === 'intervals');
  if (!table) return new Map();
  const [unit, at, of, low, high] = ['unit', 'period', 'node', 'rank_low', 'rank_high'].map((column) =>
    table.columns.indexOf(column),
  ) as [number, number, number, number, number];
  return new Map(
    table.rows
      .filter((row) => row[of] === node && row[at] === period)
      .map((row) => [`${row[unit]}`, { low: row[low] as number, high: row[high] as number }]),
  );
}

/**
 * A rank with its interval where there is one.
 * @example rankText(7, { low: 5, high: 11 }) // => '7 (5–11)'
 */
export function rankText(rank: number, interval: RankInterval | undefined): string {
  if (!interval || Number.isNaN(interval.low)) return `${rank}`;
  return `${rank} (${interval.low}–${interval.high})`;
}
