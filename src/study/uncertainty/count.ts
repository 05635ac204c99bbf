import type { Panel } from '../../core/panel.ts';
import { rankQuantile } from '../../core/statistics/rank-histogram.ts';
import type { Table } from '../../core/table.ts';
import type { Text } from '../../core/text.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult } from '../result.ts';
import { alone, type Stop, type Team } from '../team.ts';
import { blocksLeft, joined } from './blocks.ts';
import type { Uncertainty } from './choices.ts';
import { mergedFailures } from './failures.ts';
import { mergeTally } from './merge.ts';
import { mergeStability } from './stability.ts';
import { LARGEST, tallySize } from './tally.ts';
import { type Block, type Kept, type TallySetup, type Told, tallyTask } from './task.ts';
import type { Values } from './values.ts';

/** Cells of the study that are computed in one go: well under 0.2 s. */
const BLOCK = 200_000;
/** What a replicate takes whatever its size, in cells. */
const OVERHEAD = 500;
/** Fewer cells than this in all replicates take this thread under half a second, and a pool 0.13 s to start. */
const FEW = 1_000_000;
/** Units at the top of the whole index whose intervals are told while it runs. */
const WATCHED = 5;

/** Intervals of the replicates so far: the units that lead the whole index in the last period, best first. */
export interface Partial {
  replicates: number;
  of: number;
  units: readonly { id: string; name: Text; rank: number; low: number; high: number }[];
}

/** What is kept of a run that stops before its end, so that the next can go on. */
export interface Progress {
  done: readonly Block[];
  kept: Kept;
}

/** Keeps progress between runs; `what` is all that the replicates follow from, and only the same goes on. */
export interface Keeper {
  load(what: unknown): Promise<Progress | undefined>;
  /** Whether so much time has passed that it should be kept now. */
  due(): boolean;
  save(what: unknown, progress: Progress): Promise<void>;
}

/** Who counts, and who wants to know. */
export interface Surroundings {
  team?: Team | undefined;
  keeper?: Keeper | undefined;
  signal?: Stop | undefined;
  onPartial?: ((partial: Partial) => void | Promise<void>) | undefined;
  begin(share: number): Promise<void>;
}

/** Counts all replicates of a study. The outcome depends neither on the workers nor on how often it was stopped. */
export async function countReplicates(
  plan: Plan,
  { options: { replicates, interval } }: Uncertainty,
  {
    panel,
    nodes,
    values,
    obstacles,
  }: { panel: Panel; nodes: readonly NodeResult[]; values: Values; obstacles: Table | undefined },
  { team = alone, keeper, signal, onPartial, begin }: Surroundings,
): Promise<Kept> {
  const setup: TallySetup = {
    values,
    ids: panel.units.map(({ id }) => id),
    nodes: nodes.map(({ classes }) => ({ classes })),
    watched: leaders(panel, nodes[0]!),
    obstacles,
  };
  const what = { study: plan.study, setup };
  const before = await keeper?.load(what);
  let total = before?.kept;
  let done = [...(before?.done ?? [])];
  const finished = () => done.reduce((sum, { from, to }) => sum + to - from, 0);
  const underWay = new Map<number, Told>();
  const toGive = new Set<number>();
  const share = () =>
    (finished() + [...underWay.values()].reduce((sum, told) => sum + told.replicates, 0)) / replicates;
  const pause = () => begin(Math.min(1, share()));

  const cells = OVERHEAD + panel.units.length * panel.periods.length * plan.indicators.length;
  const block = Math.max(1, Math.floor(BLOCK / cells));
  const isSmall = cells * replicates < FEW;
  // One worker after the other adds what it kept, and it is saved only when that is whole.
  let adding: Promise<void> = Promise.resolve();
  const add = async (kept: Kept, blocks: readonly Block[], worker: number) => {
    if (total) {
      await mergeTally(total.tally, kept.tally, pause);
      total.stability = mergeStability(total.stability, kept.stability);
      total.failures = mergedFailures(total.failures, kept.failures);
    } else total = kept;
    done = joined([...done, ...blocks]);
    underWay.delete(worker);
    if (!toGive.delete(worker) || toGive.size > 0) return;
    if (finished() < replicates) await keeper?.save(what, { done, kept: total });
  };
  await (isSmall || team.size === 1 ? alone : team).run({
    task: tallyTask,
    plan,
    setup,
    blocks: blocksLeft(replicates, block, done),
    workers: Math.min(workersWithin(nodes, panel), Math.ceil((replicates - finished()) / block)),
    onTold: async (told, worker) => {
      underWay.set(worker, told);
      if (onPartial)
        await onPartial(
          partialOf(panel, nodes[0]!, setup.watched, interval, replicates, [
            ...(total ? [{ replicates: finished(), ranks: watchedRanks(total, setup, panel) }] : []),
            ...underWay.values(),
          ]),
        );
      await pause();
    },
    onKept: (kept, blocks, worker) => {
      adding = adding.then(() => add(kept, blocks, worker));
      return adding;
    },
    wanted: (worker) => {
      if (toGive.size === 0 && keeper?.due()) for (const one of underWay.keys()) toGive.add(one);
      return toGive.has(worker);
    },
    pause,
    signal,
  });
  return total!;
}

/** So many that what they count, what is merged and what is on its way stay within the limit; one always may. */
function workersWithin(nodes: readonly NodeResult[], { units, periods }: Panel): number {
  const classes = Math.max(0, ...nodes.map((node) => node.classes.length));
  return Math.max(
    1,
    Math.floor(LARGEST / tallySize(nodes.length, periods.length, units.length, classes)) - 2,
  );
}

function leaders({ units, periods }: Panel, { rank }: NodeResult): number[] {
  const base = (periods.length - 1) * units.length;
  return units
    .map((_, unit) => unit)
    .filter((unit) => !Number.isNaN(rank[base + unit]!))
    .sort((a, b) => rank[base + a]! - rank[base + b]!)
    .slice(0, WATCHED);
}

function watchedRanks({ tally }: Kept, { watched, ids }: TallySetup, { periods }: Panel): Uint32Array {
  const { counts } = tally.ranks[periods.length - 1]!;
  return Uint32Array.from(
    watched.flatMap((unit) => [...counts.subarray(unit * ids.length, (unit + 1) * ids.length)]),
  );
}

function partialOf(
  { units, periods }: Panel,
  { rank }: NodeResult,
  watched: readonly number[],
  interval: number,
  of: number,
  parts: readonly Told[],
): Partial {
  const counts = new Uint32Array(watched.length * units.length);
  for (const { ranks } of parts) for (let i = 0; i < counts.length; i++) counts[i]! += ranks[i]!;
  const replicates = parts.reduce((sum, part) => sum + part.replicates, 0);
  const histogram = { units: units.length, replicates, counts, above: new Uint32Array(0), apart: undefined };
  return {
    replicates,
    of,
    units: watched.map((unit, row) => ({
      id: units[unit]!.id,
      name: units[unit]!.name,
      rank: rank[(periods.length - 1) * units.length + unit]!,
      low: rankQuantile(histogram, row, (1 - interval) / 2),
      high: rankQuantile(histogram, row, (1 + interval) / 2),
    })),
  };
}
