import {
  countRank,
  endReplicate,
  type RankHistogram,
  rankHistogram,
  rankScores,
} from '../../core/statistics/rank-histogram.ts';
import {
  addScores,
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

/** Adds replicates to a tally; `close` must be called before the tally is read. */
export interface Counter {
  /** The scores of one replicate, a column per node. */
  add(scores: readonly Float64Array[]): void;
  close(): void;
}

/** Replicates that wait to be counted together. */
const BATCH = 32;

/**
 * Counts replicates in small batches: a tally is larger than what a processor keeps at hand, so that the counts of a
 * row are visited once for several replicates.
 */
export function counter(tally: Tally): Counter {
  const { units, periods, classes, shares } = tally;
  const rows = units * periods;
  const orders = tally.ranks.map(() => Uint32Array.from({ length: units }, (_, unit) => unit));
  const ranks = Array.from({ length: BATCH }, () => new Int32Array(tally.ranks.length * units));
  const values = new Float64Array(BATCH);
  const waiting: (readonly Float64Array[])[] = [];
  // The ranks that are watched while replicates are computed do not wait.
  const watched = periods - 1;
  const count = () => {
    const many = waiting.length;
    for (let n = 0; n * periods < tally.ranks.length; n++) {
      const columns = waiting.map((scores) => scores[n]!);
      for (let row = 0; row < rows; row++) {
        const of = n * periods + Math.floor(row / units);
        const at = n * rows + row;
        for (let i = 0; i < many; i++) {
          values[i] = columns[i]![row]!;
          if (of !== watched) countRank(tally.ranks[of]!, row % units, ranks[i]![at]!);
        }
        addScores(tally.scores, at, values, 0, many);
      }
    }
    waiting.length = 0;
  };
  return {
    add(scores) {
      const own = ranks[waiting.length]!;
      scores.forEach((column, n) => {
        for (let p = 0; p < periods; p++) {
          const at = n * periods + p;
          const found = own.subarray(at * units, (at + 1) * units);
          rankScores(column.subarray(p * units, (p + 1) * units), orders[at]!, found);
          if (at === watched) for (let u = 0; u < units; u++) countRank(tally.ranks[at]!, u, found[u]!);
          endReplicate(tally.ranks[at]!, found);
        }
        countGrades(tally.grades, n * rows * classes, classes, column, shares[n]!);
      });
      waiting.push(scores);
      if (waiting.length === BATCH) count();
    },
    close: count,
  };
}
