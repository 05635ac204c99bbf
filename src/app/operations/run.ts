import { join, resolve } from 'node:path';
import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import type { Pass } from '../../engines/plan-passes.ts';
import type { Part } from '../../engines/shards/unit-range.ts';
import type { Staged } from '../../engines/sql/staged.ts';
import { figures } from '../../figures/index.ts';
import { run as compute, loadStudy } from '../../index.ts';
import { partialFile } from '../../io/partial-file.ts';
import { readEarlier, readReplaced } from '../../io/read-earlier.ts';
import { writeResults } from '../../io/write-results.ts';
import { report } from '../../report/html.ts';
import { againstEarlier, type Earlier } from '../../study/reference/moved.ts';
import type { Result } from '../../study/result.ts';
import { flagOf, operation } from '../operation.ts';
import { over, readOverrides } from './overrides.ts';
import { partialLines } from './partial-lines.ts';
import { planLines } from './plan-lines.ts';
import type { ShardOutcome } from './run-shard.ts';
import { shardSummary, stagedSummary } from './staged-summary.ts';
import { summary } from './summary.ts';

export const run = operation({
  id: 'run',
  about: {
    en: 'Compute a study and write its result folder: tables, figures, report and manifest.',
    zh: '计算研究并写出结果文件夹：表格、图、报告与清单。',
  },
  positional: ['study'],
  example: 'holling run studies/world --set method.weight=entropy',
  input: z.object({
    study: z.string().describe('folder of the study'),
    out: z.string().optional().describe('result folder (default: results in the study folder)'),
    engine: z
      .string()
      .default('kernel')
      .describe(
        'where the plan runs: kernel, duckdb for data larger than memory, or spark for data on a cluster',
      ),
    memoryLimit: z.string().optional().describe('duckdb: most memory, e.g. 2GB'),
    tempDir: z.string().optional().describe('duckdb: folder for rows that do not fit in memory'),
    tempLimit: z.string().optional().describe('duckdb: most that may be laid in that folder, e.g. 50GB'),
    endpoint: z
      .string()
      .optional()
      .describe(
        'spark: address of a Spark Connect server, sc://host:port/;use_ssl=true; the token is read from HOLLING_SPARK_TOKEN',
      ),
    dataPath: z
      .string()
      .optional()
      .describe('spark: where the Parquet files of the study lie on the storage of the cluster'),
    resultsPath: z
      .string()
      .optional()
      .describe('spark: folder on that storage for scores and obstacles; without it they come home as CSV'),
    normalised: z.boolean().default(false).describe('duckdb, spark: write normalised values too'),
    shard: z
      .string()
      .optional()
      .describe(
        'duckdb: only this part of the units, e.g. 3/8 (from 1); --out is the folder of the shard; see merge',
      ),
    plan: z
      .boolean()
      .default(false)
      .describe('duckdb: only say which step runs where, what it reads and what it brings home'),
    ...over,
    workers: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe(
        'most worker threads for replicates (default: one per processor, at most 8); the results are the same',
      ),
    against: z
      .string()
      .optional()
      .describe(
        'results (or their manifest.json) of an earlier run: earlier scores beside the new ones, and what moved; default: the results that are replaced, where periods were added',
      ),
    bom: z.boolean().default(false).describe('start CSV files with a byte-order mark'),
  }),
  async run(input, world): Promise<Outcome> {
    refuseUnused(input);
    // Engines that are not in this process load large modules; only runs that use them do.
    if (input.engine === 'duckdb') {
      if (input.shard !== undefined && !input.plan) {
        const shard = { ...input, part: partOf(input.shard) };
        const { runShard } = await import('./run-shard.ts');
        return { shard: await runShard(shard, await readOverrides(input), world) };
      }
      const staged = { ...input, isPlanOnly: input.plan };
      return (await import('./run-on-duckdb.ts')).runOnDuckdb(staged, await readOverrides(input), world);
    }
    if (input.engine === 'spark')
      return (await import('./run-on-spark.ts')).runOnSpark(input, await readOverrides(input), world);
    await world.progress('load', 0);
    const study = await loadStudy(input.study, await readOverrides(input), {
      onProgress: (file, share) => world.progress(file, 0.1 * share),
      signal: world.signal,
    });
    const results = input.out === undefined ? join(input.study, 'results') : input.out;
    const earlier = input.against === undefined ? undefined : await readEarlier(input.against);
    const keeper = partialFile(resolve(results), world.software, world.say);
    const computed = await compute(study, {
      onProgress: (step, done) => world.progress(step, 0.1 + 0.5 * done),
      onPartial: (partial) => world.meanwhile(partialLines(partial, world.lang)),
      signal: world.signal,
      keeper,
      ...(input.workers === undefined ? {} : { workers: input.workers }),
    });
    world.meanwhile([]);
    const result = beside(computed, earlier ?? (await grownFrom(computed, resolve(results), input.study)));
    const drawings = new Map<string, string>();
    const drawn = figures.filter((figure) => figure.available(result));
    for (const [i, figure] of drawn.entries()) {
      await world.progress(`figure ${figure.id}`, 0.6 + (0.2 * i) / drawn.length);
      drawings.set(figure.id, figure.draw(result, figure.options.parse({ lang: world.lang })));
    }
    await world.progress('report', 0.8);
    const page = report(result, { lang: world.lang, software: world.software, drawings });
    const documents = new Map([...drawings].map(([id, svg]) => [`figures/${id}.svg`, svg]));
    documents.set('report.html', page);
    await world.progress('write', 0.9);
    await writeResults(result, resolve(results), {
      software: world.software,
      studyDigest: study.digest,
      overlays: study.overlays,
      inputs: study.inputs,
      documents,
      bom: input.bom,
      onProgress: (file) => world.progress(file, 0.9),
    });
    await keeper.clear();
    return { results, result };
  },
  show(outcome, { lang }) {
    if ('shard' in outcome) return shardSummary(outcome.shard, lang);
    if ('planned' in outcome) return planLines(outcome.planned.passes, outcome.planned.onDisk, lang);
    return 'staged' in outcome
      ? stagedSummary(outcome, lang)
      : summary(outcome.result, outcome.results, lang);
  },
  json(outcome) {
    if ('planned' in outcome) return { ...outcome.planned, notes: [] };
    if ('shard' in outcome) {
      const { folder, part, pass, isEnd } = outcome.shard;
      return { shard: folder, ...part, pass, last: isEnd, notes: [] };
    }
    return {
      results: outcome.results,
      notes: 'staged' in outcome ? outcome.staged.notes : outcome.result.notes,
    };
  },
});

type Outcome =
  | { results: string; result: Result }
  | { results: string; engine: string; staged: Staged }
  | { shard: ShardOutcome }
  | { planned: Planned };

interface Planned {
  passes: readonly Pass[];
  onDisk: number | undefined;
}

/** Reads `3/8`. */
function partOf(written: string): Part {
  const [, index, of] = (/^([1-9]\d*)\/([1-9]\d*)$/.exec(written) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index <= of) return { index, of };
  throw new ProblemError(
    [
      {
        code: 'usage/shard',
        where: '--shard',
        saw: { en: written, zh: written },
        why: {
          en: 'a shard is its number, from 1, and how many there are',
          zh: '分片由序号（从 1 起）与总数组成',
        },
        fix: { en: 'write e.g. --shard 3/8', zh: '例如 --shard 3/8' },
      },
    ],
    'usage',
  );
}

/** Options that only some engines have a use for. */
const ENGINES: Readonly<Record<string, readonly string[]>> = {
  kernel: ['against', 'bom', 'workers'],
  duckdb: ['memoryLimit', 'tempDir', 'tempLimit', 'normalised', 'workers', 'shard', 'plan'],
  spark: ['endpoint', 'dataPath', 'resultsPath', 'normalised'],
};

/** Options of the other engines are refused, not ignored. */
function refuseUnused(input: { engine: string }): void {
  const { engine } = input;
  const own = ENGINES[engine];
  if (!own) throw unknownEngine(engine);
  const given = new Map<string, unknown>(Object.entries(input));
  const unused = [...new Set(Object.values(ENGINES).flat())].filter(
    (option) => !own.includes(option) && given.get(option) !== undefined && given.get(option) !== false,
  );
  if (unused.length === 0) return;
  throw new ProblemError(
    unused.map((option) => {
      const flag = flagOf(option);
      return {
        code: 'usage/engine-option',
        where: flag,
        saw: { en: `${flag} with --engine ${engine}`, zh: `--engine ${engine} 与 ${flag}` },
        why: { en: `the engine ${engine} has no use for it`, zh: `引擎 ${engine} 不使用该选项` },
        fix: { en: `leave ${flag} out`, zh: `请去掉 ${flag}` },
      };
    }),
    'usage',
  );
}

/** The result with what an earlier run had instead, if there is one. */
function beside(result: Result, earlier: Earlier | undefined): Result {
  if (!earlier) return result;
  const { tables, notes } = againstEarlier(result, earlier);
  return { ...result, analyses: [...result.analyses, ...tables], notes: [...result.notes, ...notes] };
}

/** The run that this one is held to, or that it replaces, where it had fewer of the same periods. */
async function grownFrom(
  { plan, panel }: Result,
  results: string,
  study: string,
): Promise<Earlier | undefined> {
  const { frozen } = plan;
  const earlier = await readReplaced(frozen ? resolve(study, frozen.file) : results);
  const had = earlier?.record.periods ?? [];
  const isGrown = had.length < panel.periods.length && had.every((period) => panel.periods.includes(period));
  return isGrown ? earlier : undefined;
}

function unknownEngine(engine: string): ProblemError {
  return new ProblemError(
    [
      {
        code: 'usage/engine',
        where: '--engine',
        saw: { en: engine, zh: engine },
        why: {
          en: `this version has the engines ${Object.keys(ENGINES).join(', ')}`,
          zh: `本版本的引擎有 ${Object.keys(ENGINES).join('、')}`,
        },
        fix: { en: 'leave --engine out, or write one of them', zh: '请去掉 --engine，或写其中之一' },
      },
    ],
    'usage',
  );
}
