import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runOnSpark } from '../../src/app/operations/run-on-spark.ts';
import { kernel } from '../../src/engines/kernel.ts';
import { loadStudy } from '../../src/io/load-study.ts';
import { methods } from '../../src/methods/index.ts';
import type { Result } from '../../src/study/result.ts';
import { run } from '../../src/study/run.ts';
import { holling } from '../support/cli.ts';
import { ADDRESS, MARK, open } from './support.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('studies/world', () => {
  it('has the tables of the kernel', async () => {
    const study = join(ROOT, 'studies/world');
    const out = mkdtempSync(join(tmpdir(), 'holling-world-'));
    const change = ['--set', 'analyses={ obstacles: { top: 3 }, uncertainty: none }'];
    const words = ['run', study, ...change, '--quiet'];
    const [here, there] = [join(out, 'kernel'), join(out, 'spark')];
    expect(await holling(...words, '--out', here)).toMatchObject({ code: 0 });
    const spark = ['--engine', 'spark', '--endpoint', ADDRESS, '--normalised'];
    expect(await holling(...words, '--out', there, ...spark)).toMatchObject({ code: 0 });
    for (const name of ['scores', 'weights', 'grades', 'obstacles', 'normalised'])
      agree(cells(join(there, `${name}.csv`)), cells(join(here, `${name}.csv`)), name);
    const manifest = JSON.parse(readFileSync(join(there, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ engine: 'spark', endpoint: ADDRESS });
  });
});

function cells(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

function agree(found: string[][], expected: string[][], name: string): void {
  expect(found.length, name).toBe(expected.length);
  expected.forEach((row, r) => {
    row.forEach((cell, c) => {
      const own = found[r]![c]!;
      if (own === cell) return;
      const place = `${name}, row ${r}: ${own} for ${cell}`;
      expect(cell, place).toMatch(/^-?\d+\.\d/);
      expect(Math.abs(Number(own) - Number(cell)), place).toBeLessThan(
        1e-9 * Math.max(1, Math.abs(Number(cell))),
      );
    });
  });
}

describe('a grid of 204,000 rows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holling-grid-'));
  let expected: Result;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/grid/make.mjs'), folder, '10200', '20']);
    const { plan, panel } = await loadStudy(folder, methods);
    expected = await run(plan, panel, kernel);
  });

  const onSpark = (name: string, onStep: (step: string) => void) =>
    runOnSpark(
      {
        study: folder,
        out: join(folder, name),
        endpoint: ADDRESS,
        dataPath: `file://${folder}`,
        resultsPath: `file://${folder}/stored`,
        normalised: false,
      },
      [],
      {
        lang: 'en',
        software: 'holling test',
        progress: async (step) => onStep(step),
        meanwhile: () => undefined,
        say: () => undefined,
        out: () => undefined,
        signal: new AbortController().signal,
      },
    );

  it('has the scores, ranks and grades of the kernel', async () => {
    await onSpark('plain', () => undefined);
    await same('plain');
  });

  it('has them too when an executor is killed in the middle', async () => {
    let killed = 0;
    await onSpark('killed', (step) => {
      // Its share of the scores is kept in its memory by now, and has to be computed again.
      if (step === 'classes') killed = killExecutor();
    });
    expect(killed).toBeGreaterThan(0);
    await same('killed');
  });

  async function same(name: string): Promise<void> {
    const { stored } = JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8'));
    const session = await open();
    const rows = await session
      .rows(`SELECT unit, period, score, rank, grade FROM parquet.\`${stored.scores}\``)
      .finally(() => session.close());
    const { panel, nodes } = expected;
    const n = panel.units.length;
    const at = new Map(panel.units.map(({ id }, i) => [id, i]));
    const [{ score, rank, grade }] = nodes as [Result['nodes'][number]];
    expect(rows.length).toBe(score.length);
    let furthest = 0;
    let ranks = 0;
    let grades = 0;
    for (const [unit, period, own, place, class_] of rows) {
      const row = panel.periods.indexOf(Number(period)) * n + at.get(String(unit))!;
      furthest = Math.max(furthest, Math.abs(Number(own) - score[row]!));
      if (place !== rank[row]) ranks++;
      if (class_ !== grade[row]) grades++;
    }
    expect({ close: furthest < 1e-9, ranks, grades }).toEqual({ close: true, ranks: 0, grades: 0 });
  }
});

/** Ends one executor process of the cluster that was started for these tests; gives its process. */
function killExecutor(): number {
  const line = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1e8 })
    .split('\n')
    .find((one) => one.includes(`-Dholling.mark=${MARK}`) && one.includes('CoarseGrainedExecutorBackend'));
  const pid = Number.parseInt(line ?? '', 10);
  if (pid > 0) process.kill(pid, 'SIGKILL');
  return pid;
}
