import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
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
