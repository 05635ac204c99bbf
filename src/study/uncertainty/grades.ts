import { orderStatistics } from '../../core/statistics/order-statistics.ts';
import type { NodeResult } from '../result.ts';

/** Of the graded unit-periods of a node, the share up to each class; empty where nothing is graded. */
export function classShares({ classes }: Pick<NodeResult, 'classes'>): number[] {
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  let below = 0;
  return classes.map(({ count }) => {
    below += count;
    return below / total;
  });
}

/**
 * Upper limits of the classes among other scores, such that each class keeps its share of the unit-periods. A limit is
 * a score that occurs and belongs to the class below it, so that ties are never parted; an empty class has the limit of
 * the one below it.
 * @example movedLimits(Float64Array.of(5, 1, NaN, 2, 4), [0.5, 1]) // => [2, 5]
 */
export function movedLimits(scores: Float64Array, shares: readonly number[]): number[] {
  let observed = 0;
  for (let row = 0; row < scores.length; row++) if (scores[row]! === scores[row]!) observed++;
  const positions = shares.map((share) => Math.round(share * observed) - 1);
  return orderStatistics(scores, positions).map((limit) =>
    Number.isNaN(limit) ? Number.NEGATIVE_INFINITY : limit,
  );
}

/** Adds the class of every score to `counts`, which holds `width` classes a row from `offset`. */
export function countGrades(
  counts: Uint32Array,
  offset: number,
  width: number,
  scores: Float64Array,
  shares: readonly number[],
): void {
  const upper = Float64Array.from(movedLimits(scores, shares));
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score !== score) continue;
    let k = 0;
    while (k < upper.length && score > upper[k]!) k++;
    if (k < upper.length) counts[offset + row * width + k]!++;
  }
}
