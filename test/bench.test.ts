import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

it('measures at small sizes, with the peers that are there, and says which are not', {
  timeout: 300_000,
}, () => {
  const json = join(mkdtempSync(join(tmpdir(), 'holling-bench-test-')), 'results.json');
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'bench/run.mjs'), '--small', '--json', json],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { rows, growth, peers } = JSON.parse(readFileSync(json, 'utf8'));
  const what = rows.map((row: { what: string }) => row.what);
  expect(what).toContain('holling --version, to the empty start');
  expect(what).toContain('286 x 13 x 25, whole pipeline, 7 nodes');
  for (const { value } of rows) expect(value).toBeGreaterThan(0);
  for (const { points } of growth) expect(points.length).toBeGreaterThan(1);
  for (const { answer, failed } of peers.rows) if (!failed) expect(answer).not.toMatch(/DIFFERS|ANOTHER/);
  const names = ['numpy', 'scikit-criteria', 'pymcdm', 'topsis', 'topsis2', 'simple-statistics', 'geostats'];
  const told = JSON.stringify(peers);
  for (const name of names) expect(told).toContain(name);
});
