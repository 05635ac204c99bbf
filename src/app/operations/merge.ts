import { resolve } from 'node:path';
import * as z from 'zod';
import { sqlText } from '../../core/sql.ts';
import { nodesOf } from '../../core/tree.ts';
import { refuseUnfit } from '../../engines/shards/fit.ts';
import { merged } from '../../engines/shards/gather.ts';
import { readShard, type Shard, writeShard } from '../../engines/shards/state.ts';
import type { Scored } from '../../engines/sql/score-rows.ts';
import { gradeRows, type Staged } from '../../engines/sql/staged.ts';
import { replaceFolder } from '../../io/result-folder.ts';
import { methods } from '../../methods/index.ts';
import { type Plan, plan as planOf } from '../../study/plan.ts';
import { operation, type World } from '../operation.ts';
import { withoutReplicates } from './run-staged.ts';
import { type Bounds, sessionFor } from './staged-data.ts';
import { stagedSummary } from './staged-summary.ts';
import { writeSmall } from './write-staged.ts';

/** Results, or the pass that the shards are to run next. */
type Merged = { results: string; engine: string; staged: Staged } | { next: number; shards: number };

export const merge = operation({
  id: 'merge',
  about: {
    en: 'Add up what the shards of a run have answered (run --shard i/n): after each pass for the next one, after the last one to results.',
    zh: '合并各分片的结果（run --shard i/n）：每轮之后供下一轮使用，最后一轮之后写出结果。',
  },
  positional: ['folders...'],
  example: 'holling merge work/shard-* --out results',
  input: z.object({
    folders: z.array(z.string()).min(1).describe('folders of all shards of one run, in any order'),
    out: z.string().describe('result folder, written after the last pass'),
    memoryLimit: z.string().optional().describe('most memory, e.g. 2GB'),
    tempDir: z.string().optional().describe('folder for rows that do not fit in memory'),
    tempLimit: z.string().optional().describe('most that may be laid in that folder, e.g. 50GB'),
    workers: z.coerce.number().int().min(1).optional().describe('most threads'),
  }),
  async run(input, world): Promise<Merged> {
    const all = await Promise.all(
      input.folders.map(async (folder) => ({ folder: resolve(folder), shard: await readShard(folder) })),
    );
    const found = refuseUnfit(all, world.software);
    const pass = Math.min(...found.map(({ shard }) => shard.answers.length));
    if (found.some(({ shard }) => !shard.end)) {
      // A shard that was run anew takes the answer that the others went on with.
      const known = found.find(({ shard }) => shard.answers.length > pass);
      const answer = known?.shard.answers[pass] ?? merged(found.map(({ shard }) => shard.parts[pass]!));
      for (const { folder, shard } of found)
        if (shard.answers.length === pass)
          await writeShard(folder, { ...shard, answers: [...shard.answers, answer] });
      return { next: pass + 2, shards: found.length };
    }
    const results = resolve(input.out);
    return { results: input.out, engine: 'duckdb', staged: await ended(found, results, input, world) };
  },
  show(outcome, { lang }) {
    if ('results' in outcome) return stagedSummary(outcome, lang);
    const { next, shards } = outcome;
    return lang === 'zh'
      ? `${shards} 个分片已合并；请以同样的命令运行全部分片的第 ${next} 轮，然后再次合并。`
      : `${shards} shards merged; run all of them again, by the same commands, for pass ${next}, and merge again.`;
  },
  json: (outcome) =>
    'results' in outcome
      ? { results: outcome.results, notes: outcome.staged.notes }
      : { next: outcome.next, notes: [] },
});

/** Class limits, ranks and grades over the scores of all shards, and the tables of each as one. */
async function ended(
  found: readonly { folder: string; shard: Shard }[],
  results: string,
  bounds: Bounds,
  world: World,
): Promise<Staged> {
  const { shard } = found[0]!;
  const plan = planOf(shard.study, methods);
  const end = shard.end!;
  let staged: Staged | undefined;
  await replaceFolder(results, async (out) => {
    const session = await sessionFor(bounds, { out, signal: world.signal });
    const parts = (name: string) =>
      `read_parquet([${found.map(({ folder }) => sqlText(`${folder}/${name}.parquet`)).join(', ')}])`;
    try {
      const scored: Scored = {
        weights: end.weights,
        kept: { relation: parts('kept/scores'), nodes: nodesOfEnd(plan, end) },
        rows: end.rows,
        notes: end.notes,
      };
      for (const name of end.tables) await session.write(name, `SELECT * FROM ${parts(name)}`);
      staged = await gradeRows(plan, session, scored, { onPass: (pass, done) => world.progress(pass, done) });
      if (plan.analyses.uncertainty) staged.notes.push(withoutReplicates);
      await writeSmall(out, plan, staged, {
        digest: shard.studyDigest,
        software: shard.software,
        units: shard.units,
        engine: session.id,
      });
    } finally {
      await session.close();
    }
  });
  return staged!;
}

function nodesOfEnd({ study }: Plan, { nodes }: NonNullable<Shard['end']>): Scored['kept']['nodes'] {
  const byId = new Map(nodesOf(study.index).map((node) => [node.id, node]));
  return nodes.map(({ id, columns, seen }) => ({
    node: byId.get(id)!,
    columns: [...columns],
    ...(seen === undefined ? {} : { seen }),
  }));
}
