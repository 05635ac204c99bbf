// Who Holling is compared with, and how each is run: a program of its own that reads columns from a file, does the
// work several times, writes its answer, and prints its times and its peak of memory.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const FOLDER = process.env.HOLLING_PEERS ?? join(tmpdir(), 'holling-peers');
export const NPM = ['topsis', 'topsis2', 'simple-statistics', 'geostats'];
export const PYTHON = ['numpy', 'pymcdm', 'scikit-criteria', 'pyDecision', 'mapclassify', 'SALib'];
export const R = ['COINr', 'classInt'];

/** The programs that are there, and what is missing. */
export function present(folder = FOLDER) {
  const python = join(folder, 'python/bin/python');
  const modules = join(folder, 'npm/node_modules');
  const missing = [];
  if (!existsSync(python)) missing.push(...PYTHON);
  missing.push(...NPM.filter((name) => !existsSync(join(modules, name))));
  const names = R.map((name) => `"${name}"`).join(',');
  const asked = `p <- c(${names}); cat(p[!sapply(p, requireNamespace, quietly = TRUE)])`;
  const r = spawnSync('Rscript', ['-e', asked], { encoding: 'utf8' });
  missing.push(...(r.status === 0 ? r.stdout.trim().split(/\s+/).filter(Boolean) : R));
  return { python: existsSync(python) ? python : undefined, modules, missing };
}

/** Runs a peer on columns in a file; what went wrong instead when it fails. */
export function runPeer(
  { python, modules },
  peer,
  { task, input, rows, columns, classes = 5, repeats },
  answer,
) {
  const words = [peer, task, input, rows, columns, classes, repeats, answer].map(String);
  const here = (name) => join(import.meta.dirname, name);
  const [program, ...first] = {
    python: [python, here('peers.py')],
    npm: [process.execPath, '--max-old-space-size=4096', here('npm.cjs')],
    r: ['Rscript', here('peers.R')],
  }[peer.split(':')[0]];
  if (!program) return { failed: 'not installed' };
  const { status, stdout, stderr, error } = spawnSync(program, [...first, ...words], {
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, NODE_PATH: modules, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (status !== 0)
    return { failed: (error?.message ?? stderr.trim().split('\n').at(-1) ?? 'failed').slice(0, 120) };
  const bytes = readFileSync(answer);
  return {
    ...JSON.parse(stdout.trim().split('\n').at(-1)),
    answer: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  };
}
