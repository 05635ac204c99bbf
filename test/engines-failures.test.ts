import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { duckSession } from '../src/engines/duckdb/session.ts';
import { limitsOf } from '../src/engines/sql/limits.ts';
import { naturalBreaks } from '../src/methods/grade/natural-breaks.ts';
import { quantile } from '../src/methods/grade/quantile.ts';
import { holling, problemsOf } from './support/cli.ts';
import { study, studyFolder, UNITS } from './support/folder.ts';

/** A study whose data are the Parquet that a query gives. */
async function parquetStudy(select: string, change: Record<string, unknown> = {}): Promise<string> {
  const folder = studyFolder({
    'study.yaml': study({ data: [{ file: 'panel.parquet' }], method: {}, ...change }),
    'units.csv': UNITS,
  });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${join(folder, 'panel.parquet')}' (FORMAT parquet)`);
  connection.closeSync();
  return folder;
}
const ROWS =
  "(VALUES ('u1', 2010, 1.0, 5.0, 10.0), ('u1', 2015, 2, 6, 11), ('u2', 2010, 3, 2, 14), ('u2', 2015, 4, 1, 12), ('u3', 2010, 9, 9, 19), ('u3', 2015, 7, 8, 16)) AS p(id, year, a, b, c)";

describe('Parquet that stays where it is', () => {
  it('markers and statuses that would be ignored in Parquet read as it lies are refused', async () => {
    const folder = await parquetStudy(`SELECT * FROM ${ROWS}`, {
      data: [{ file: 'panel.parquet', missing: ['-'] }],
    });
    const found = await problemsOf(['run', folder, '--engine', 'duckdb']);
    expect(found).toMatchObject([{ code: 'engine/unread', where: 'data[0].missing' }]);
  });

  it('gives the weights of the kernel', async () => {
    const folder = await parquetStudy(`SELECT * FROM ${ROWS}`);
    expect(
      await holling('run', folder, '--engine', 'duckdb', '--out', join(folder, 'd'), '--quiet'),
    ).toMatchObject({ code: 0 });
    expect(await holling('run', folder, '--out', join(folder, 'k'), '--quiet')).toMatchObject({ code: 0 });
    const weights = (name: string) =>
      readFileSync(join(folder, name, 'weights.csv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',')[1]));
    weights('k').forEach((weight, i) => {
      expect(Math.abs(weights('d')[i]! - weight)).toBeLessThan(1e-9);
    });
  }, 60_000);

  it.each([
    ['data/no-variable', `SELECT id, year, a, b FROM ${ROWS}`],
    ['data/not-a-number', `SELECT id, year, a, b, 'x' AS c FROM ${ROWS}`],
    ['data/unknown-unit', `SELECT id || 'x' AS id, year, a, b, c FROM ${ROWS}`],
    ['data/duplicate-row', `SELECT * FROM ${ROWS} UNION ALL SELECT * FROM ${ROWS}`],
    ['data/not-finite', `SELECT id, year, a, b, CAST('nan' AS DOUBLE) AS c FROM ${ROWS}`],
  ])('refuses with %s and writes nothing', async (code, select) => {
    const folder = await parquetStudy(select);
    const problems = await problemsOf(['run', folder, '--engine', 'duckdb']);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  it('is read long, and from a folder of files', async () => {
    const weights = async (folder: string) => {
      const { code, err } = await holling('run', folder, '--engine', 'duckdb', '--quiet');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      return readFileSync(join(folder, 'results', 'weights.csv'), 'utf8');
    };
    const wide = await weights(await parquetStudy(`SELECT * FROM ${ROWS}`));
    const long =
      'SELECT id, year, i, v FROM (UNPIVOT (SELECT * FROM ' + ROWS + ') ON a, b, c INTO NAME i VALUE v)';
    const data = { file: 'panel.parquet', layout: 'long', indicator: 'i', value: 'v' };
    expect(await weights(await parquetStudy(long, { data: [data] }))).toBe(wide);
    const twice = await parquetStudy(`${long} UNION ALL ${long} LIMIT 19`, { data: [data] });
    const [repeated] = await problemsOf(['run', twice, '--engine', 'duckdb']);
    expect(repeated!.code).toBe('data/duplicate-row');
    const folder = await parquetStudy(`SELECT * FROM ${ROWS} WHERE year = 2010`, {
      data: [{ file: 'parts' }],
    });
    const other = await parquetStudy(`SELECT * FROM ${ROWS} WHERE year = 2015`);
    mkdirSync(join(folder, 'parts'));
    renameSync(join(folder, 'panel.parquet'), join(folder, 'parts', 'a.parquet'));
    renameSync(join(other, 'panel.parquet'), join(folder, 'parts', 'b.parquet'));
    expect(await weights(folder)).toBe(wide);
  }, 60_000);

  it('leaves the old results where the temporary folder is full', async () => {
    const folder = await parquetStudy(
      "SELECT 'u' || i AS id, y.y AS year, hash(i + y.y) % 1000 / 7.0 AS a, hash(i * 3) % 1000 / 7.0 AS b, hash(i * 5) % 1000 / 7.0 AS c FROM range(1, 300001) AS r(i), (VALUES (2010), (2015)) AS y(y)",
      { units: { file: 'panel.parquet', key: 'id' } },
    );
    mkdirSync(join(folder, 'results'));
    writeFileSync(join(folder, 'results', 'manifest.json'), '{}');
    const tight = ['--memory-limit', '60MB', '--temp-dir', join(folder, 'temp'), '--temp-limit', '100KB'];
    const problems = await problemsOf(['run', folder, '--engine', 'duckdb', ...tight], 3);
    expect(problems.map(({ code }) => code)).toEqual([expect.stringMatching(/^engine\/(disk-full|memory)$/)]);
    expect(readdirSync(join(folder, 'results'))).toEqual(['manifest.json']);
    expect(readdirSync(join(folder, 'temp'))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 60_000);

  it('says its plan and runs nothing', async () => {
    const folder = await parquetStudy(`SELECT * FROM ${ROWS}`, { method: { weight: 'equal' } });
    const { code, out } = await holling('run', folder, '--engine', 'duckdb', '--plan', '--json');
    expect(code).toBe(0);
    const { passes } = JSON.parse(out);
    const of = (name: string) => passes.find(({ id }: { id: string }) => id === name);
    expect(of('scores')).toMatchObject({
      engine: 'duckdb',
      reads: 'data',
      rows: 6,
      bytes: 144,
      collected: 0,
    });
    expect(of('weights')).toMatchObject({ reads: 'nothing', collected: 0 });
    expect(existsSync(join(folder, 'results'))).toBe(false);
    const shown = await holling('run', folder, '--engine', 'duckdb', '--plan', '--lang', 'zh');
    expect(shown.out).toContain('取回数值');
    const ran = await holling('run', folder, '--engine', 'duckdb');
    expect(ran.err).toContain('numbers brought home');
  }, 60_000);

  it('refuses what must be collected, with its size', async () => {
    const folder = await parquetStudy(`SELECT * FROM ${ROWS}`, { method: { impute: 'median' } });
    const [problem] = await problemsOf(['run', folder, '--engine', 'duckdb']);
    expect(problem!.code).toBe('engine/must-collect');
    expect(problem!.why).toMatch(/MB/);
  });
});

describe('DuckDB sessions', () => {
  it('tell of a full temporary folder and of an interruption, and leave nothing', async () => {
    const tempDir = mkdtempSync(join(tmpdir(), 'holling-temp-'));
    const session = await duckSession({
      out: tempDir,
      tempDir,
      memoryLimit: '60MB',
      maxTemp: '1MB',
      threads: 1,
    });
    const sort =
      'SELECT MIN(n), SUM(h / n), MAX(i) FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY h) AS n FROM (SELECT hash(i) AS h, i FROM range(20000000) AS r(i)))';
    await expect(session.rows(sort)).rejects.toMatchObject({
      problems: [{ code: expect.stringMatching(/^engine\/(disk-full|memory)$/) }],
      fault: 'machine',
    });
    await session.close();
    const stop = new AbortController();
    const second = await duckSession({ out: tempDir, tempDir, signal: stop.signal });
    const long = second.rows('SELECT SUM(a.range * b.range) FROM range(1000000) AS a, range(1000000) AS b');
    setTimeout(() => stop.abort(), 50);
    await expect(long).rejects.toMatchObject({ name: 'AbortError' });
    await second.close();
    expect(readdirSync(tempDir)).toEqual([]);
  }, 60_000);

  it('find the limits of the kernel from histograms', async () => {
    const session = await duckSession({ out: tmpdir() });
    const relation =
      '(SELECT CAST(hash(i) % 100003 AS DOUBLE) * (hash(i) % 7) / 1000 AS s FROM range(20000) AS r(i)) AS v';
    const scores = Float64Array.from(await session.rows(`SELECT s FROM ${relation}`), ([s]) => Number(s));
    for (const [method, options] of [
      [quantile, quantile.options.parse({})],
      [naturalBreaks, naturalBreaks.options.parse({})],
    ] as const) {
      const found = await limitsOf(session, { relation, column: 's' }, method.sql!(options as never)!);
      expect(found.upper).toEqual(method.run({ scores }, options as never).upper);
    }
    await session.close();
  }, 60_000);
});
