import { mergedRanks, type RankHistogram } from '../../core/statistics/rank-histogram.ts';
import { mergeScores, SCORE_BINS } from '../../core/statistics/score-histogram.ts';
import type { Tally } from './tally.ts';

/** Series that are merged between two chances to act: a few milliseconds. */
const SERIES = 2000;

/**
 * Adds all of one tally to another, so that it is as if it had seen the replicates of both; which came first does not
 * matter.
 */
export async function mergeTally(target: Tally, source: Tally, pause: () => Promise<void>): Promise<void> {
  const ranks = target.ranks as RankHistogram[];
  for (let i = 0; i < ranks.length; i++) {
    if (i % 16 === 0) await pause();
    ranks[i] = mergedRanks(ranks[i]!, source.ranks[i]!);
  }
  for (let from = 0; from < target.scores.exponents.length; from += SERIES) {
    await pause();
    mergeScores(part(target, from), part(source, from));
  }
  for (let i = 0; i < target.grades.length; i++) target.grades[i]! += source.grades[i]!;
}

/** Some of the series of a tally, over the same memory. */
function part({ scores }: Tally, from: number): Tally['scores'] {
  const to = from + SERIES;
  return {
    counts: scores.counts.subarray(from * SCORE_BINS, to * SCORE_BINS),
    exponents: scores.exponents.subarray(from, to),
    smallest: scores.smallest.subarray(from, to),
    largest: scores.largest.subarray(from, to),
    observed: scores.observed.subarray(from, to),
  };
}
