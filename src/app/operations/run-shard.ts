import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ProblemError } from '../../core/problem.ts';
import { parquetFiles } from '../../engines/duckdb/parquet-files.ts';
import { Awaited, replaying } from '../../engines/shards/gather.ts';
import { readShard, type Shard, writeShard } from '../../engines/shards/state.ts';
import type { Part } from '../../engines/shards/unit-range.ts';
import { type Scored, scoreRows } from '../../engines/sql/score-rows.ts';
import { readPlan } from '../../io/load-study.ts';
import { methods } from '../../methods/index.ts';
import type { Override } from '../../study/overrides.ts';
import type { Plan } from '../../study/plan.ts';
import type { World } from '../operation.ts';
import type { StagedInput } from './run-staged.ts';
import { type Bounds, layData, readData, sessionFor } from './staged-data.ts';

/** How far a shard is: the pass that it has answered last, and whether that was the last of all. */
export interface ShardOutcome {
  folder: string;
  part: Part;
  pass: number;
  isEnd: boolean;
}

/**
 * Runs the next pass of one part of the units and puts its answer down; the passes before are answered by what `merge`
 * made of all parts. Run again, it does what is left, and nothing where nothing is.
 */
export async function runShard(
  input: StagedInput & Bounds & { part: Part },
  overrides: readonly Override[],
  world: World,
): Promise<ShardOutcome> {
  const { part } = input;
  const { plan, digest } = await readPlan(input.study, methods, overrides);
  refuseAcrossUnits(plan);
  const data = await readData(input.study, plan, overrides);
  const folder = resolve(input.out ?? join(input.study, 'shards', `${part.index}-of-${part.of}`));
  const run = createHash('sha256')
    .update(
      JSON.stringify({
        software: world.software,
        study: plan.study,
        files: data.panel ? data.files : await parquetFiles(input.study, plan),
        of: part.of,
        normalised: input.normalised,
      }),
    )
    .digest('hex');
  const before = await readShard(folder);
  if (before && (before.run !== run || before.index !== part.index)) throw otherRun(folder, before);
  const shard: Shard = before ?? {
    software: world.software,
    ...part,
    run,
    study: plan.study,
    studyDigest: digest,
    units: 0,
    parts: [],
    answers: [],
  };
  const at = (isEnd: boolean) => ({ folder, part, pass: shard.parts.length + (isEnd ? 1 : 0), isEnd });
  if (shard.end) return at(true);
  if (shard.parts.length > shard.answers.length) return at(false);
  // Rows that were kept before the first answer may be of other data.
  const keptIn = join(folder, 'kept');
  if (!before) await rm(keptIn, { recursive: true, force: true });
  const session = await sessionFor(input, { out: folder, keptIn, signal: world.signal });
  try {
    await world.progress('load', 0);
    const source = await layData(session, data, plan, part);
    shard.units = source.units;
    const scored = await scoreRows(plan, session, source, replaying(shard.answers), {
      normalised: input.normalised,
      onPass: (pass, done) => world.progress(pass, done),
    });
    shard.end = endOf(scored, data.notes);
    await writeShard(folder, shard);
    await removeSpent(folder, keptIn);
    return at(true);
  } catch (awaited) {
    if (!(awaited instanceof Awaited)) throw awaited;
    shard.parts.push(awaited.part);
    await writeShard(folder, shard);
    return at(false);
  } finally {
    await session.close();
  }
}

/** Rows that no later pass needs, and what killed runs left half written. */
async function removeSpent(folder: string, keptIn: string): Promise<void> {
  for (const name of await readdir(keptIn))
    if (name !== 'scores.parquet') await rm(join(keptIn, name), { force: true });
  for (const name of await readdir(folder))
    if (name.endsWith('.part')) await rm(join(folder, name), { force: true });
}

function endOf({ weights, kept, rows, notes, obstacles, normalised }: Scored, before: Scored['notes']) {
  return {
    weights,
    nodes: kept.nodes.map(({ node, columns, seen }) => ({
      id: node.id,
      columns,
      ...(seen === undefined ? {} : { seen }),
    })),
    tables: [...(obstacles ? ['obstacles'] : []), ...(normalised ? ['normalised'] : [])],
    rows,
    notes: [...before, ...notes],
  };
}

/** A shard holds some units over all periods; what fills a gap from other units would see only those. */
function refuseAcrossUnits({ impute }: Plan): void {
  const form = impute.method.sql?.(impute.options);
  if (form?.across !== 'units') return;
  throw new ProblemError([
    {
      code: 'shard/across-units',
      where: 'method.impute',
      saw: { en: impute.method.id, zh: impute.method.id },
      why: {
        en: 'it fills a gap from other units, and a shard sees only some of them',
        zh: '它用其他单元补缺，而分片只含部分单元',
      },
      fix: {
        en: 'run without --shard, or impute along time (e.g. linear)',
        zh: '请不用 --shard，或沿时间插补（如 linear）',
      },
    },
  ]);
}

function otherRun(folder: string, { index, of, software }: Shard): ProblemError {
  return new ProblemError(
    [
      {
        code: 'shard/other-run',
        where: folder,
        saw: {
          en: `shard ${index}/${of} of a run of ${software} with another study, data or options`,
          zh: `${software} 另一研究、数据或选项的分片 ${index}/${of}`,
        },
        why: {
          en: 'parts of different runs do not add up',
          zh: '不同运行的分片不能相加',
        },
        fix: {
          en: 'name another --out, or remove this folder first',
          zh: '请另选 --out，或先删除该文件夹',
        },
      },
    ],
    'usage',
  );
}
