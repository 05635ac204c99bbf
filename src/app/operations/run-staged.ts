import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { panelSource } from '../../engines/duckdb/panel-source.ts';
import { isParquet, parquetSource } from '../../engines/duckdb/parquet-source.ts';
import { duckSession } from '../../engines/duckdb/session.ts';
import { passesOf, refuseCollecting } from '../../engines/plan-passes.ts';
import { runStaged, type Staged } from '../../engines/sql/staged.ts';
import { loadStudy, readPlan } from '../../io/load-study.ts';
import { replaceFolder } from '../../io/result-folder.ts';
import { methods } from '../../methods/index.ts';
import { csvText } from '../../study/csv-text.ts';
import { deriveIndicators } from '../../study/derive.ts';
import { resolvedStudy } from '../../study/manifest.ts';
import type { Override } from '../../study/overrides.ts';
import type { Plan } from '../../study/plan.ts';
import type { World } from '../operation.ts';

export interface StagedInput {
  study: string;
  out?: string | undefined;
  memoryLimit?: string | undefined;
  tempDir?: string | undefined;
  maxTemp?: string | undefined;
  workers?: number | undefined;
  normalised: boolean;
}

/** A run whose rows stay with DuckDB: small tables as CSV, those with a row per unit and period as Parquet. */
export async function runOnDuckdb(input: StagedInput, overrides: readonly Override[], world: World) {
  const { plan, digest } = await readPlan(input.study, methods, overrides);
  const results = input.out === undefined ? join(input.study, 'results') : input.out;
  const outside = await isParquet(input.study, plan);
  if (outside) refuseCollecting(plan, plan.study.periods.length * 1_000_000);
  let found: Staged | undefined;
  await replaceFolder(resolve(results), async (out) => {
    const { memoryLimit, tempDir, maxTemp, workers } = input;
    const session = await duckSession({
      out,
      signal: world.signal,
      ...(memoryLimit === undefined ? {} : { memoryLimit }),
      ...(tempDir === undefined ? {} : { tempDir: resolve(tempDir) }),
      ...(maxTemp === undefined ? {} : { maxTemp }),
      ...(workers === undefined ? {} : { threads: workers }),
    });
    try {
      await world.progress('load', 0);
      const source = outside ? await parquetSource(session, resolve(input.study), plan) : undefined;
      const loaded = source ? undefined : await loadStudy(input.study, methods, overrides);
      const panel = loaded && deriveIndicators(loaded.plan, loaded.panel);
      if (panel) refuseCollecting(plan, panel.panel.units.length * panel.panel.periods.length);
      const rows = source ?? (await panelSource(session, plan, panel!.panel));
      found = await runStaged(plan, session, rows, {
        normalised: input.normalised,
        onPass: (pass, done) => world.progress(pass, done),
      });
      found.notes.unshift(
        ...(loaded?.notes ?? []),
        ...(panel?.notes ?? []).map((note) => ({ step: 'derive', ...note })),
      );
      if (plan.analyses.uncertainty) found.notes.push(withoutReplicates);
      await writeSmall(out, plan, found, { digest, software: world.software, units: rows.units });
    } finally {
      await session.close();
    }
  });
  return { results, staged: found! };
}

const withoutReplicates = {
  step: 'uncertainty',
  code: 'engine/without-uncertainty',
  level: 'note' as const,
  text: {
    en: 'Replicates of uncertainty were not drawn: they need all rows in memory. Use --engine kernel on a sample of units for them.',
    zh: '未做不确定性重复：它需要将全部行放入内存。可抽取部分单元用 --engine kernel 计算。',
  },
};

async function writeSmall(
  out: string,
  plan: Plan,
  { weights, grades, notes, rows }: Staged,
  facts: { digest: string; software: string; units: number },
) {
  const table = (name: string, columns: string[], cells: (string | number)[][]) =>
    writeFileSync(join(out, `${name}.csv`), [...csvText({ columns, rows: cells })].join(''));
  const pooled = weights.weights.length === 1;
  table(
    'weights',
    ['indicator', 'weight', 'period'],
    weights.weights.flatMap((vector, s) =>
      plan.indicators.map(({ id }, i) => [id, vector[i]!, pooled ? '' : plan.study.periods[s]!]),
    ),
  );
  table(
    'grades',
    ['node', 'grade', 'label', 'lower', 'upper', 'count', 'label_zh'],
    grades.flatMap(({ node, outcome, lower, counts }) =>
      outcome.upper.map((upper, k) => [
        node.node.id,
        k + 1,
        outcome.labels?.[k]?.en ?? '',
        k === 0 ? Math.min(lower, upper) : outcome.upper[k - 1]!,
        upper,
        counts[k]!,
        outcome.labels?.[k]?.zh ?? '',
      ]),
    ),
  );
  const files = await Promise.all(
    readdirSync(out)
      .sort()
      .map(async (file) => ({ file, digest: await digestOf(join(out, file)) })),
  );
  const manifest = {
    software: facts.software,
    study: { title: plan.study.title, digest: facts.digest },
    resolved: resolvedStudy(plan, { units: [] }),
    engine: 'duckdb',
    counts: {
      units: facts.units,
      periods: plan.study.periods.length,
      indicators: plan.indicators.length,
      rows,
    },
    passes: passesOf(plan).map((pass) => ({ ...pass, engine: 'duckdb' })),
    notes,
    files,
  };
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Of a file that may be larger than memory. */
async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
