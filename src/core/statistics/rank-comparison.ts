import { correlation } from './correlation.ts';
import { averageRank } from './rank.ts';

export interface RankComparison {
  /** Spearman's correlation over what has both scores; NaN where one of the two does not vary. */
  spearman: number;
  /** How many have another rank, or a rank in one of the two only. */
  changed: number;
  /** Mean size of the change of rank of what has both. */
  meanShift: number;
  /** The position with the largest change, the first of several; -1 where no rank changes. */
  largest: number;
}

/**
 * How far two rankings of the same things differ. Ranks (NaN = none) are compared as they are; for the correlation, ties
 * have the mean of their ranks among what both rankings hold.
 * @example rankComparison([1, 2, 3], [2, 1, 3]) // => { spearman: 0.5, changed: 2, meanShift: 2 / 3, largest: 0 }
 */
export function rankComparison(a: ArrayLike<number>, b: ArrayLike<number>): RankComparison {
  const both: number[] = [];
  let changed = 0;
  let total = 0;
  let largest = -1;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const [one, other] = [a[i]!, b[i]!];
    if (one === one && other === other) {
      both.push(i);
      const shift = Math.abs(one - other);
      total += shift;
      if (shift > 0) changed++;
      if (shift > most) {
        most = shift;
        largest = i;
      }
    } else if (one === one || other === other) changed++;
  }
  const ranked = (ranks: ArrayLike<number>) => averageRank(both.map((i) => ranks[i]!));
  return {
    spearman: correlation(ranked(a), ranked(b)).r,
    changed,
    meanShift: both.length === 0 ? Number.NaN : total / both.length,
    largest,
  };
}
