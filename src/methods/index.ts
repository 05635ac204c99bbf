import { geometric } from './aggregate/geometric.ts';
import { given as givenScores } from './aggregate/given.ts';
import { topsis } from './aggregate/topsis.ts';
import { weightedSum } from './aggregate/weighted-sum.ts';
import { changes } from './analyse/changes.ts';
import { density } from './analyse/density.ts';
import { dominance } from './analyse/dominance.ts';
import { groups } from './analyse/groups.ts';
import { inequality } from './analyse/inequality.ts';
import { obstacles } from './analyse/obstacles.ts';
import { opportunity } from './analyse/opportunity.ts';
import { quartiles } from './analyse/quartiles.ts';
import { robustness } from './analyse/robustness.ts';
import { surface } from './analyse/surface.ts';
import { trend } from './analyse/trend.ts';
import { typology } from './analyse/typology.ts';
import { equalInterval } from './grade/equal-interval.ts';
import { manual } from './grade/manual.ts';
import { naturalBreaks } from './grade/natural-breaks.ts';
import { quantile } from './grade/quantile.ts';
import { groupMean } from './impute/group-mean.ts';
import { groupMedian } from './impute/group-median.ts';
import { last } from './impute/last.ts';
import { linear } from './impute/linear.ts';
import { mean } from './impute/mean.ts';
import { median } from './impute/median.ts';
import { nearest } from './impute/nearest.ts';
import { none as imputeNone } from './impute/none.ts';
import { regression } from './impute/regression.ts';
import type { Method } from './method.ts';
import { goalposts } from './normalise/goalposts.ts';
import { minMax } from './normalise/min-max.ts';
import { none as normaliseNone } from './normalise/none.ts';
import { rank } from './normalise/rank.ts';
import { vector } from './normalise/vector.ts';
import { zScore } from './normalise/z-score.ts';
import { boxCox } from './treat/box-cox.ts';
import { log } from './treat/log.ts';
import { none as treatNone } from './treat/none.ts';
import { winsorise } from './treat/winsorise.ts';
import { ahp } from './weight/ahp.ts';
import { combined } from './weight/combined.ts';
import { critic } from './weight/critic.ts';
import { cv } from './weight/cv.ts';
import { entropy } from './weight/entropy.ts';
import { equal } from './weight/equal.ts';
import { given } from './weight/given.ts';
import { sd } from './weight/sd.ts';

/** Every method that Holling knows. A new method is a new file and a line here. */
export const methods: readonly Method[] = [
  imputeNone,
  linear,
  treatNone,
  minMax,
  zScore,
  goalposts,
  rank,
  vector,
  normaliseNone,
  entropy,
  equal,
  given,
  ahp,
  combined,
  critic,
  cv,
  sd,
  topsis,
  weightedSum,
  geometric,
  givenScores,
  naturalBreaks,
  quantile,
  equalInterval,
  manual,
  obstacles,
  groups,
  changes,
  typology,
  trend,
  surface,
  inequality,
  quartiles,
  density,
  opportunity,
  robustness,
  dominance,
  last,
  mean,
  median,
  winsorise,
  log,
  boxCox,
  groupMean,
  groupMedian,
  regression,
  nearest,
] as readonly Method[];
