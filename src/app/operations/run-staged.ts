import { join, resolve } from 'node:path';
import type { Panel } from '../../core/panel.ts';
import { passesOf, refuseCollecting } from '../../engines/plan-passes.ts';
import type { Session, Source } from '../../engines/sql/session.ts';
import { runStaged, type Staged } from '../../engines/sql/staged.ts';
import { readPlan } from '../../io/load-study.ts';
import { replaceFolder } from '../../io/result-folder.ts';
import { methods } from '../../methods/index.ts';
import type { Override } from '../../study/overrides.ts';
import type { Plan } from '../../study/plan.ts';
import type { World } from '../operation.ts';
import { loadData } from './load-data.ts';
import { planLines } from './plan-lines.ts';
import { writeSmall } from './write-staged.ts';

export interface StagedInput {
  study: string;
  out?: string | undefined;
  normalised: boolean;
  /** Says what would be run, and runs nothing. */
  isPlanOnly?: boolean;
}

/** Rows that the passes see, and bytes of the files that stay where they are. */
interface Size {
  rows: number;
  bytes: number;
}

/** Where the rows of a staged run stay: what an engine does its own way around the passes. */
export interface Place<S extends Session> {
  /** Of the engine. */
  id: string;
  /** Whether the data of the study are read by the engine where they lie. */
  reads(plan: Plan): Promise<boolean>;
  /** How much such data are, where that can be told before anything is computed. */
  size?(plan: Plan): Promise<Size | undefined>;
  /** `out` is the folder of the results, which takes the place of the old ones at the end. */
  open(out: string): Promise<S>;
  stored(session: S, plan: Plan): Promise<Source>;
  loaded(session: S, plan: Plan, panel: Panel): Promise<Source>;
  /** Refuses, before anything is computed, results that there is no place for. */
  accept?(plan: Plan, rows: number): void;
  /** Brings home what belongs to the result folder; gives what stays elsewhere, for the manifest. */
  finish?(session: S, found: Staged, plan: Plan, panel: Panel | undefined, out: string): Promise<object>;
}

/** A run whose rows stay with an engine: small tables as CSV, those with a row per unit and period as it writes them. */
export async function runStudyStaged<S extends Session>(
  input: StagedInput,
  overrides: readonly Override[],
  world: World,
  place: Place<S>,
) {
  const { plan, digest } = await readPlan(input.study, methods, overrides);
  const results = input.out === undefined ? join(input.study, 'results') : input.out;
  await world.progress('load', 0);
  const outside = await place.reads(plan);
  const size = outside ? await place.size?.(plan) : undefined;
  if (outside) refuseCollecting(plan, size?.rows ?? plan.study.periods.length * 1_000_000);
  const loaded = outside ? undefined : await loadData(input.study, plan, overrides);
  const passes = (rows: number) =>
    passesOf(plan, rows, input.normalised).map((pass) => ({ ...pass, engine: place.id }));
  const tell = (rows: number) =>
    world.say({
      en: planLines(passes(rows), size?.bytes, 'en'),
      zh: planLines(passes(rows), size?.bytes, 'zh'),
    });
  const known = size?.rows ?? loaded?.rows;
  if (input.isPlanOnly) return { planned: { passes: passes(known ?? 0), onDisk: size?.bytes } };
  if (known !== undefined) tell(known);
  let found: Staged | undefined;
  await replaceFolder(resolve(results), async (out) => {
    const session = await place.open(out);
    try {
      const source = loaded
        ? await place.loaded(session, plan, loaded.panel)
        : await place.stored(session, plan);
      const rows = source.units * plan.study.periods.length;
      if (known === undefined) tell(rows);
      place.accept?.(plan, rows);
      found = await runStaged(plan, session, source, {
        normalised: input.normalised,
        onPass: (pass, done) => world.progress(pass, done),
      });
      found.notes.unshift(...(loaded?.notes ?? []));
      if (plan.analyses.uncertainty) found.notes.push(withoutReplicates);
      const elsewhere = (await place.finish?.(session, found, plan, loaded?.panel, out)) ?? {};
      await writeSmall(out, plan, found, {
        digest,
        software: world.software,
        units: source.units,
        engine: place.id,
        elsewhere,
      });
    } finally {
      await session.close();
    }
  });
  return { results, engine: place.id, staged: found! };
}

export const withoutReplicates = {
  step: 'uncertainty',
  code: 'engine/without-uncertainty',
  level: 'note' as const,
  text: {
    en: 'Replicates of uncertainty were not drawn: they need all rows in memory. Use --engine kernel on a sample of units for them.',
    zh: '未做不确定性重复：它需要将全部行放入内存。可抽取部分单元用 --engine kernel 计算。',
  },
};
