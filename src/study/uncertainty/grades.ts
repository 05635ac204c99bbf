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
  // Missing scores sort to the end.
  const ascending = scores.slice().sort();
  let observed = ascending.length;
  while (observed > 0 && Number.isNaN(ascending[observed - 1]!)) observed--;
  return shares.map((share) => ascending[Math.round(share * observed) - 1] ?? Number.NEGATIVE_INFINITY);
}

/** Adds the class of every score to `counts`, which holds `width` classes a row from `offset`. */
export function countGrades(
  counts: Uint32Array,
  offset: number,
  width: number,
  scores: Float64Array,
  shares: readonly number[],
): void {
  const upper = movedLimits(scores, shares);
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    for (let k = 0; k < upper.length; k++) {
      if (score > upper[k]! || score !== score) continue;
      counts[offset + row * width + k]!++;
      break;
    }
  }
}
