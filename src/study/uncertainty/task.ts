import { ProblemError } from '../../core/problem.ts';
import type { NodeResult } from '../result.ts';
import type { Task } from '../team.ts';
import { drawOf } from './draw.ts';
import { type Failures, noFailures, withFailure } from './failures.ts';
import { replicator } from './replicate.ts';
import { addNode, emptyTally, type Tally } from './tally.ts';
import { spreadsOf, type Values } from './values.ts';

/** Plain data that, with the study and the software, the replicates follow from. */
export interface TallySetup {
  values: Values;
  /** Ids of the units. */
  ids: readonly string[];
  /** Classes of each node, parents first. */
  nodes: readonly Pick<NodeResult, 'classes'>[];
  /** Units whose ranks are told after each block. */
  watched: readonly number[];
}

/** Replicates `from` up to `to`, `to` excluded. */
export interface Block {
  from: number;
  to: number;
}

/** How far a worker is since it last gave away its tally. */
export interface Told {
  replicates: number;
  /** Counts of the ranks of the watched units, whole index in the last period: a row per unit. */
  ranks: Uint32Array;
}

export interface Kept {
  tally: Tally;
  failures: Failures;
}

/** Counts replicates. */
export const tallyTask: Task<TallySetup, Block, Told, Kept> = {
  id: 'tally',
  begin(plan, { values, ids, nodes, watched }) {
    const uncertainty = plan.analyses.uncertainty!;
    const replicate = replicator(plan, uncertainty, values, spreadsOf(values, ids));
    const periods = values.raw.periods.length;
    let kept: Kept | undefined;
    let replicates = 0;
    const take = () => {
      const given = kept ?? { tally: emptyTally(nodes, ids.length, periods), failures: noFailures };
      kept = undefined;
      replicates = 0;
      return given;
    };
    return {
      take,
      async compute({ from, to }, pause) {
        kept ??= take();
        const { tally } = kept;
        // One replicate at a time is so large that to wait for its end would be long.
        const isLarge = to - from === 1;
        for (let index = from; index < to; index++) {
          const scores = attempt(() => replicate(drawOf(plan, uncertainty, index)).scores);
          if (scores instanceof ProblemError) kept.failures = withFailure(kept.failures, index, scores);
          else
            for (const [n, column] of scores.entries()) {
              if (isLarge) await pause();
              addNode(tally, n, column);
            }
        }
        replicates += to - from;
        const counts = tally.ranks[periods - 1]!.counts;
        const ranks = new Uint32Array(watched.length * ids.length);
        watched.forEach((unit, row) => {
          ranks.set(counts.subarray(unit * ids.length, (unit + 1) * ids.length), row * ids.length);
        });
        return { replicates, ranks };
      },
    };
  },
};

/** What can be computed; the problem where it cannot. */
function attempt<T>(compute: () => T): T | ProblemError {
  try {
    return compute();
  } catch (problem) {
    if (problem instanceof ProblemError) return problem;
    throw problem;
  }
}
