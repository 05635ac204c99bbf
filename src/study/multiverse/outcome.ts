import type { Panel } from '../../core/panel.ts';
import { rankDescending } from '../../core/statistics/rank.ts';
import type { NodeResult } from '../result.ts';
import { gradeOf } from '../score.ts';
import { classShares, movedLimits } from '../uncertainty/grades.ts';
import type { Combination } from './labels.ts';

/** What one way of computing the study gives for the whole index. */
export interface Outcome {
  combination: Combination;
  /** Of every unit, in the period that is looked at. */
  score: Float64Array;
  rank: Float64Array;
  grade: number[];
  /** Mean score of every period. */
  means: number[];
}

/** The outcome of a combination, from the scores of the root over all units and periods. */
export function outcomeOf(
  combination: Combination,
  scores: Float64Array,
  root: Pick<NodeResult, 'classes'>,
  { units, periods }: Panel,
  p: number,
): Outcome {
  const score = scores.slice(p * units.length, (p + 1) * units.length);
  const limits = movedLimits(scores, classShares(root));
  return {
    combination,
    score,
    rank: rankDescending(score),
    grade: Array.from(score, (value) => gradeOf(value, limits)),
    means: periods.map((_, at) => meanOf(scores.subarray(at * units.length, (at + 1) * units.length))),
  };
}

/** Mean of the observed values; NaN where there are none. */
export function meanOf(values: ArrayLike<number>): number {
  let count = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    count++;
    total += values[i]!;
  }
  return count === 0 ? Number.NaN : total / count;
}
