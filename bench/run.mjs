// Prints medians: the whole program against an empty Node start, the whole pipeline on a city panel, and entropy +
// TOPSIS on growing tables with peak memory. Nothing here is a test. node bench/run.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'holling-bench-'));
const compiled = join(work, 'bench.cjs');
await build({
  entryPoints: [join(root, 'bench/kernel.ts')],
  outfile: compiled,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
});

console.log(`Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}\n`);
startUp();
for (const size of ['286x13', '3718', '100000', '1000000']) {
  // Each size has a process of its own, so that peaks of memory do not mix.
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', compiled, size], {
    encoding: 'utf8',
  });
  process.stdout.write(status === 0 ? stdout : stderr);
}

function startUp() {
  const empty = join(work, 'empty.mjs');
  writeFileSync(empty, '');
  const run = [
    join(root, 'dist/cli/main.js'),
    'run',
    join(root, 'studies/northeast-border'),
    '--out',
    join(work, 'results'),
    '--quiet',
  ];
  const base = median(() => time([empty]));
  const whole = median(() => time(run));
  console.log(`empty Node start                         ${base.toFixed(0)} ms`);
  console.log(
    `holling run studies/northeast-border     ${whole.toFixed(0)} ms   ${(whole / base).toFixed(2)} x the empty start (target 3)\n`,
  );
}

function time(words) {
  const start = performance.now();
  spawnSync(process.execPath, words);
  return performance.now() - start;
}

function median(measure, times = 15) {
  const taken = Array.from({ length: times }, measure).sort((a, b) => a - b);
  return taken[times >> 1];
}
