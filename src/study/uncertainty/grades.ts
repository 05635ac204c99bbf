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
  const seen = new Float64Array(scores.length);
  let observed = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score === score) seen[observed++] = score;
  }
  const values = seen.subarray(0, observed);
  // Limits ascend: what lies below one need not be looked at for the next.
  let from = 0;
  return shares.map((share) => {
    const at = Math.round(share * observed) - 1;
    if (at < 0) return Number.NEGATIVE_INFINITY;
    select(values, at, from);
    from = at;
    return values[at]!;
  });
}

/** Puts the value of this place in ascending order there, and none larger before it (Hoare 1961). */
function select(values: Float64Array, at: number, from: number): void {
  let low = from;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    if (at <= j) high = j;
    else if (at >= i) low = i;
    else return;
  }
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
