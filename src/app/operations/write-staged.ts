import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passesOf } from '../../engines/plan-passes.ts';
import type { Staged } from '../../engines/sql/staged.ts';
import { csvText } from '../../study/csv-text.ts';
import { resolvedStudy } from '../../study/manifest.ts';
import type { Plan } from '../../study/plan.ts';

/** The small tables of a staged run and its manifest, beside the large ones, which are there already. */
export async function writeSmall(
  out: string,
  plan: Plan,
  { weights, grades, notes, rows, normalised }: Staged,
  facts: { digest: string; software: string; units: number; engine: string; elsewhere?: object },
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
    passes: passesOf(plan, rows, normalised !== undefined).map((pass) => ({ ...pass, engine: facts.engine })),
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
