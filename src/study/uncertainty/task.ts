import { ProblemError } from '../../core/problem.ts';
import type { Table } from '../../core/table.ts';
import type { NodeResult } from '../result.ts';
import type { Task } from '../team.ts';
import { drawOf } from './draw.ts';
import { type Failures, noFailures, withFailure } from './failures.ts';
import { replicator } from './replicate.ts';
import { addStability, emptyStability, type Stability } from './stability.ts';
import { counter, emptyTally, type Tally } from './tally.ts';
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
  /** Obstacle degrees of the study, where it diagnoses them. */
  obstacles: Table | undefined;
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
  stability: Stability;
  failures: Failures;
}

/** Counts replicates. */
export const tallyTask: Task<TallySetup, Block, Told, Kept> = {
  id: 'tally',
  begin(plan, { values, ids, nodes, watched, obstacles }) {
    const uncertainty = plan.analyses.uncertainty!;
    const replicate = replicator(plan, uncertainty, values, spreadsOf(values, ids));
    const periods = values.raw.periods.length;
    const anew = () => {
      const tally = emptyTally(nodes, ids.length, periods);
      const stability = emptyStability(plan, nodes, ids.length, periods, obstacles);
      return { tally, counts: counter(tally), stability, failures: noFailures, replicates: 0 };
    };
    let kept: ReturnType<typeof anew> | undefined;
    return {
      take() {
        const { tally, counts, stability, failures } = kept ?? anew();
        counts.close();
        kept = undefined;
        return { tally, stability, failures };
      },
      async compute({ from, to }, pause) {
        kept ??= anew();
        for (let index = from; index < to; index++) {
          await pause();
          const made = attempt(() => replicate(drawOf(plan, uncertainty, index)));
          if (made instanceof ProblemError) kept.failures = withFailure(kept.failures, index, made);
          else {
            kept.counts.add(made.scores);
            addStability(kept.stability, plan, made);
          }
        }
        kept.replicates += to - from;
        const { replicates, tally } = kept;
        const { counts } = tally.ranks[periods - 1]!;
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
