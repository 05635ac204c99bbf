import { join, resolve } from 'node:path';
import { passesOf } from '../../engines/plan-passes.ts';
import { runStaged, type Staged } from '../../engines/sql/staged.ts';
import { readPlan } from '../../io/load-study.ts';
import { replaceFolder } from '../../io/result-folder.ts';
import { methods } from '../../methods/index.ts';
import type { Override } from '../../study/overrides.ts';
import type { World } from '../operation.ts';
import { planLines } from './plan-lines.ts';
import { type Bounds, layData, readData, sessionFor } from './staged-data.ts';
import { writeSmall } from './write-staged.ts';

export interface StagedInput extends Bounds {
  study: string;
  out?: string | undefined;
  normalised: boolean;
  /** Says what would be run, and runs nothing. */
  isPlanOnly?: boolean;
}

/** A run whose rows stay with DuckDB: small tables as CSV, those with a row per unit and period as Parquet. */
export async function runOnDuckdb(input: StagedInput, overrides: readonly Override[], world: World) {
  const { plan, digest } = await readPlan(input.study, methods, overrides);
  const results = input.out === undefined ? join(input.study, 'results') : input.out;
  await world.progress('load', 0);
  const data = await readData(input.study, plan, overrides);
  const passes = passesOf(plan, data.rows, input.normalised).map((pass) => ({ ...pass, engine: 'duckdb' }));
  const planned = { passes, onDisk: data.onDisk };
  if (input.isPlanOnly) return { planned };
  world.say({ en: planLines(passes, data.onDisk, 'en'), zh: planLines(passes, data.onDisk, 'zh') });
  let found: Staged | undefined;
  await replaceFolder(resolve(results), async (out) => {
    const session = await sessionFor(input, { out, signal: world.signal });
    try {
      const source = await layData(session, data, plan);
      found = await runStaged(plan, session, source, {
        normalised: input.normalised,
        onPass: (pass, done) => world.progress(pass, done),
      });
      found.notes.unshift(...data.notes);
      if (plan.analyses.uncertainty) found.notes.push(withoutReplicates);
      await writeSmall(out, plan, found, { digest, software: world.software, units: source.units });
    } finally {
      await session.close();
    }
  });
  return { results, staged: found! };
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
