import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Panel } from '../../core/panel.ts';
import { passesOf, refuseCollecting } from '../../engines/plan-passes.ts';
import type { Session, Source } from '../../engines/sql/session.ts';
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
  normalised: boolean;
}

/** Where the rows of a staged run stay: what an engine does its own way around the passes. */
export interface Place<S extends Session> {
  /** Whether the data of the study are read by the engine where they lie. */
  reads(plan: Plan): Promise<boolean>;
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
  const outside = await place.reads(plan);
  if (outside) refuseCollecting(plan, plan.study.periods.length * 1_000_000);
  let found: Staged | undefined;
  let engine = '';
  await replaceFolder(resolve(results), async (out) => {
    const session = await place.open(out);
    engine = session.id;
    try {
      await world.progress('load', 0);
      const stored = outside ? await place.stored(session, plan) : undefined;
      const study = stored ? undefined : await loadStudy(input.study, methods, overrides);
      const derived = study && deriveIndicators(study.plan, study.panel);
      if (derived) refuseCollecting(plan, derived.panel.units.length * derived.panel.periods.length);
      const rows = stored ?? (await place.loaded(session, plan, derived!.panel));
      place.accept?.(plan, rows.units * plan.study.periods.length);
      found = await runStaged(plan, session, rows, {
        normalised: input.normalised,
        onPass: (pass, done) => world.progress(pass, done),
      });
      found.notes.unshift(
        ...(study?.notes ?? []),
        ...(derived?.notes ?? []).map((note) => ({ step: 'derive', ...note })),
      );
      if (plan.analyses.uncertainty) found.notes.push(withoutReplicates);
      const elsewhere = (await place.finish?.(session, found, plan, derived?.panel, out)) ?? {};
      await writeSmall(out, plan, found, {
        digest,
        software: world.software,
        units: rows.units,
        engine,
        elsewhere,
      });
    } finally {
      await session.close();
    }
  });
  return { results, engine, staged: found! };
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
  facts: { digest: string; software: string; units: number; engine: string; elsewhere: object },
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
    engine: facts.engine,
    ...facts.elsewhere,
    counts: {
      units: facts.units,
      periods: plan.study.periods.length,
      indicators: plan.indicators.length,
      rows,
    },
    passes: passesOf(plan).map((pass) => ({ ...pass, engine: facts.engine })),
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
