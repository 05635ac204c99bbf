import { addRanks, type RankHistogram, rankHistogram } from '../../core/statistics/rank-histogram.ts';
import {
  addScore,
  SCORE_BINS,
  type ScoreHistogram,
  scoreHistogram,
} from '../../core/statistics/score-histogram.ts';
import type { NodeResult } from '../result.ts';
import { classShares, countGrades } from './grades.ts';

/** What is kept of all replicates: counts, whose size does not grow with them. */
export interface Tally {
  units: number;
  periods: number;
  /** At node times periods + period; pairs are counted for the root in the last period. */
  ranks: readonly RankHistogram[];
  /** A series per node and row. */
  scores: ScoreHistogram;
  /** How often each row of each node had each class. */
  grades: Uint32Array;
  /** Classes of the node that has the most. */
  classes: number;
  /** Cumulative shares of the classes of each node. */
  shares: readonly (readonly number[])[];
}

/** Most bytes for the counts. */
export const LARGEST = 2_000_000_000;

/** Bytes that a tally of so many nodes, periods and units takes. */
export function tallySize(nodes: number, periods: number, units: number, classes: number): number {
  return nodes * periods * units * 4 * (units + SCORE_BINS + classes);
}

export function emptyTally(
  nodes: readonly Pick<NodeResult, 'classes'>[],
  units: number,
  periods: number,
): Tally {
  const classes = Math.max(0, ...nodes.map((node) => node.classes.length));
  const series = nodes.length * periods * units;
  return {
    units,
    periods,
    ranks: nodes.flatMap((_, n) =>
      Array.from({ length: periods }, (_, p) => rankHistogram(units, n === 0 && p === periods - 1)),
    ),
    scores: scoreHistogram(series),
    grades: new Uint32Array(series * classes),
    classes,
    shares: nodes.map(classShares),
  };
}

/** Adds the scores of the node at this position in one replicate. */
export function addNode(tally: Tally, n: number, column: Float64Array): void {
  const { units, periods, classes } = tally;
  const rows = units * periods;
  for (let p = 0; p < periods; p++)
    addRanks(tally.ranks[n * periods + p]!, column.subarray(p * units, (p + 1) * units));
  for (let row = 0; row < rows; row++) addScore(tally.scores, n * rows + row, column[row]!);
  countGrades(tally.grades, n * rows * classes, classes, column, tally.shares[n]!);
}
