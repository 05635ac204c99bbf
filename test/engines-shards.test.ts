import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { mergedStatistics } from '../src/engines/sql/gather.ts';
import { holling, problemsOf } from './support/cli.ts';
import { sound, study, studyFolder } from './support/folder.ts';

const PERIODS = [2010, 2012, 2015];

/** A panel with gaps, zeros and ties as CSV, or complete; the same for the same arguments. */
function panel(units: number, gaps: boolean): { units: string; panel: string } {
  let state = 12345;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const ids = Array.from({ length: units }, (_, i) => `u${i}`);
  const cell = () => {
    const value = next();
    if (next() < 0.2 && gaps) return '';
    return next() < 0.1 ? '0' : String(Math.round(value * 4000) / 40);
  };
  const rows = ids.flatMap((id) =>
    PERIODS.map((year) => [id, year, cell(), cell(), year === 2012 ? cell() : '3'].join()),
  );
  return {
    units: ['id,name,zone', ...ids.map((id, i) => `${id},${id},z${i % 3}`), ''].join('\n'),
    panel: ['id,year,a,b,c', ...rows, ''].join('\n'),
  };
}

function folderOf(change: Record<string, unknown>, gaps = true, units = 23): string {
  const made = panel(units, gaps);
  return sound({ periods: PERIODS, ...change }, { 'units.csv': made.units, 'panel.csv': made.panel });
}

/** Runs all shards and merges until there are results; gives the number of passes. */
async function sharded(folder: string, of: number, work: string, words: string[] = []): Promise<number> {
  const folders = Array.from({ length: of }, (_, i) => join(work, `${i + 1}`));
  for (let pass = 1; pass < 12; pass++) {
    for (const [i, out] of folders.entries()) {
      const shard = ['--shard', `${i + 1}/${of}`, '--out', out];
      const { code, err } = await holling('run', folder, '--engine', 'duckdb', ...shard, ...words, '--quiet');
      expect(err).toBe('');
      expect(code).toBe(0);
    }
    const { code, out, err } = await holling('merge', ...folders, '--out', join(work, 'results'), '--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    if (JSON.parse(out).results) return pass;
    expect(JSON.parse(out).next).toBe(pass + 1);
  }
  throw new Error('no end');
}

async function rowsOf(file: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const found = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}') ORDER BY ALL`);
  connection.closeSync();
  return found.getRowsJS() as unknown[][];
}

function near(found: unknown[][], expected: unknown[][]): void {
  expect(found.length).toBe(expected.length);
  const by = (rows: unknown[][]) =>
    new Map(
      rows.map((row) => [JSON.stringify(row.slice(0, 2)) + (typeof row[2] === 'string' ? row[2] : ''), row]),
    );
  const others = by(expected);
  for (const [key, row] of by(found)) {
    const other = others.get(key)!;
    row.forEach((cell, i) => {
      if (typeof cell === 'number') expect(Math.abs(cell - (other[i] as number)), key).toBeLessThan(1e-9);
      else expect(cell, key).toBe(other[i]);
    });
  }
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const work = () => mkdtempSync(join(tmpdir(), 'holling-shards-'));

const CASES: [string, Record<string, unknown>, number][] = [
  ['defaults', { analyses: { obstacles: { scope: 'index' } } }, 3],
  [
    'within periods',
    {
      method: {
        normalise: { 'min-max': { reference: 'period' } },
        weight: { entropy: { reference: 'period' } },
      },
    },
    5,
  ],
  ['standard deviations after z-scores', { method: { normalise: 'z-score', weight: 'sd' } }, 4],
  ['CRITIC with gaps', { method: { weight: 'critic', impute: 'none' } }, 4],
  [
    'nodes of nodes, not imputed',
    { method: { aggregate: { topsis: { of: 'children' } }, impute: 'none', weight: 'equal' } },
    4,
  ],
];

describe('shards', () => {
  it.each(CASES)(
    'give the numbers of a run of one: %s',
    async (_, change, passes) => {
      const folder = folderOf(change);
      const at = work();
      const whole = join(at, 'whole');
      await holling('run', folder, '--engine', 'duckdb', '--normalised', '--out', whole, '--quiet');
      expect(await sharded(folder, 4, at, ['--normalised'])).toBeLessThanOrEqual(passes);
      for (const name of readdirSync(whole)) {
        if (name.endsWith('.parquet'))
          near(await rowsOf(join(at, 'results', name)), await rowsOf(join(whole, name)));
        else expect(readdirSync(join(at, 'results'))).toContain(name);
      }
      const numbers = (text: string) =>
        text.split(/[,\n]/).map((cell) => (/^-?[\d.]+(e-?\d+)?$/.test(cell) ? Number(cell) : cell));
      for (const name of ['weights.csv', 'grades.csv'])
        near([numbers(read(join(at, 'results'), name))], [numbers(read(whole, name))]);
      const notes = (at: string) => JSON.parse(read(at, 'manifest.json')).notes;
      expect(notes(join(at, 'results'))).toEqual(notes(whole));
    },
    120_000,
  );

  it('leave some empty when there are more than units, and do not depend on the order of the folders', async () => {
    const folder = folderOf({}, true, 5);
    const at = work();
    await sharded(folder, 7, at);
    const folders = Array.from({ length: 7 }, (_, i) => join(at, `${7 - i}`));
    await holling('merge', ...folders, '--out', join(at, 'turned'));
    for (const name of ['weights.csv', 'grades.csv'])
      expect(read(join(at, 'turned'), name)).toBe(read(join(at, 'results'), name));
    expect(await rowsOf(join(at, 'turned', 'scores.parquet'))).toEqual(
      await rowsOf(join(at, 'results', 'scores.parquet')),
    );
  }, 120_000);

  it('can be run and merged again, and go on after one was lost', async () => {
    const folder = folderOf({});
    const at = work();
    const one = (i: number) =>
      holling('run', folder, '--engine', 'duckdb', '--shard', `${i}/2`, '--out', join(at, `${i}`), '--json');
    const merge = async () =>
      JSON.parse(
        (await holling('merge', join(at, '1'), join(at, '2'), '--out', join(at, 'r'), '--json')).out,
      );
    await one(1);
    const before = read(join(at, '1'), 'shard.json');
    expect(JSON.parse((await one(1)).out)).toMatchObject({ pass: 1, last: false });
    expect(read(join(at, '1'), 'shard.json')).toBe(before);
    await one(2);
    expect(await merge()).toEqual({ next: 2, notes: [] });
    expect((await merge()).problems[0].code).toBe('shard/behind');
    await one(1);
    rmSync(join(at, '2'), { recursive: true });
    await one(2);
    expect(await merge()).toEqual({ next: 2, notes: [] });
    for (let pass = 0; pass < 3; pass++) {
      await one(1);
      await one(2);
      await merge();
    }
    expect(JSON.parse((await one(2)).out)).toMatchObject({ pass: 3, last: true });
    await merge();
    const results = async () => [
      read(join(at, 'r'), 'grades.csv'),
      await rowsOf(join(at, 'r', 'scores.parquet')),
    ];
    const first = await results();
    await merge();
    expect(await results()).toEqual(first);
  }, 120_000);

  it('are refused where they do not belong together', async () => {
    const folder = folderOf({});
    const at = work();
    const run = (i: number, of: number, out: string, ...words: string[]) =>
      holling('run', folder, '--engine', 'duckdb', '--shard', `${i}/${of}`, '--out', join(at, out), ...words);
    await run(1, 2, 'a');
    await run(2, 2, 'b');
    await run(2, 3, 'c');
    await run(2, 2, 'd', '--set', 'method.weight=equal');
    const codes = async (...names: string[]) => {
      const folders = names.map((name) => join(at, name));
      const problems = await problemsOf(['merge', ...folders, '--out', join(at, 'r')], 2);
      return problems.map(({ code }) => code);
    };
    expect(await codes('a')).toEqual(['shard/missing']);
    expect(await codes('a', 'b', 'b')).toEqual(['shard/twice']);
    expect(await codes('a', 'c')).toEqual(['shard/other-run']);
    expect(await codes('a', 'd')).toEqual(['shard/other-run']);
    expect(await codes('a', 'nowhere')).toEqual(['shard/not-run']);
    mkdirSync(join(at, 'foreign'));
    writeFileSync(join(at, 'foreign', 'thesis.doc'), '');
    expect(await codes('a', 'foreign')).toEqual(['shard/not-a-shard']);
    cpSync(join(at, 'b'), join(at, 'old'), { recursive: true });
    const state = JSON.parse(read(join(at, 'old'), 'shard.json'));
    writeFileSync(join(at, 'old', 'shard.json'), JSON.stringify({ ...state, software: 'Holling 0.0.1' }));
    expect(await codes('a', 'old')).toEqual(['shard/other-version']);
    const again = ['run', folder, '--engine', 'duckdb', '--shard'];
    const [taken] = await problemsOf([...again, '1/3', '--out', join(at, 'a')], 2);
    expect(taken!.code).toBe('shard/other-run');
    for (const wrong of ['0/2', '3/2', '1', 'a/b', '1/0'])
      expect((await problemsOf([...again, wrong], 2))[0]!.code).toBe('usage/shard');
    const [kernel] = await problemsOf(['run', folder, '--shard', '1/2'], 2);
    expect(kernel!.code).toBe('usage/engine-option');
  }, 120_000);

  it('refuse what fills gaps from other units', async () => {
    const folder = folderOf({ method: { impute: 'mean' } });
    const [problem] = await problemsOf(['run', folder, '--engine', 'duckdb', '--shard', '1/2']);
    expect(problem!.code).toBe('shard/across-units');
  });

  it('of Parquet find what is wrong with any row, and take data that changed for another run', async () => {
    const write = async (folder: string, select: string) => {
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      await connection.run(`COPY (${select}) TO '${join(folder, 'panel.parquet')}' (FORMAT parquet)`);
      connection.closeSync();
    };
    const rows = (unit: string) =>
      `SELECT ${unit} AS id, y.y AS year, hash(i * 7 + y.y) % 1000 / 10.0 AS a, hash(i * 11 + y.y) % 1000 / 10.0 AS b, hash(i * 13 + y.y) % 1000 / 10.0 AS c FROM range(1, 41) AS r(i), (VALUES (2010), (2015)) AS y(y)`;
    const made = studyFolder({
      'study.yaml': study({ data: [{ file: 'panel.parquet' }] }),
      'units.csv': ['id,name,zone', ...Array.from({ length: 40 }, (_, i) => `u${i + 1},n,z`), ''].join('\n'),
    });
    await write(made, rows("'u' || i"));
    const at = work();
    await holling('run', made, '--engine', 'duckdb', '--out', join(at, 'whole'), '--quiet');
    await sharded(made, 3, at);
    near(
      await rowsOf(join(at, 'results', 'scores.parquet')),
      await rowsOf(join(at, 'whole', 'scores.parquet')),
    );
    const one = (i: number, out: string) => [
      'run',
      made,
      '--engine',
      'duckdb',
      '--shard',
      `${i}/3`,
      '--out',
      out,
    ];
    for (const strange of ["'a'", "'z'", 'NULL']) {
      await write(made, `${rows("'u' || i")} UNION ALL SELECT ${strange}, 2010, 1, 2, 3`);
      const [changed] = await problemsOf(one(1, join(at, '1')), 2);
      expect(changed!.code).toBe('shard/other-run');
      const outcomes = [];
      for (const i of [1, 2, 3]) outcomes.push((await holling(...one(i, join(work(), 'new')))).code);
      expect(outcomes.filter((code) => code !== 0)).toEqual([1]);
    }
  }, 120_000);
});

describe('statistics of parts', () => {
  it('add up to those of the whole', () => {
    const of = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const total = (f: (value: number) => number) => values.reduce((sum, value) => sum + f(value), 0);
      return {
        count: values.length,
        min: Math.min(...values),
        max: Math.max(...values),
        mean,
        sumSquares: total((value) => (value - mean) ** 2),
        squares: total((value) => value * value),
        sum: total((value) => value),
        sumLog: total((value) => value * Math.log(value)),
      };
    };
    const values = [1e6 + 1, 1e6 + 2, 1e6 + 4, 1e6 + 9, 1e6 + 3];
    const none = { ...of([1]), count: 0, min: NaN, max: NaN, mean: NaN };
    const found = mergedStatistics([of(values.slice(0, 2)), none, of(values.slice(2))]);
    for (const [key, value] of Object.entries(of(values)))
      expect(found[key as keyof typeof found] / value).toBeCloseTo(1, 10);
  });
});
