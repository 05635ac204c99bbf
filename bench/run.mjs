// Prints medians: the whole program against an empty Node start, the whole pipeline on a city panel, and entropy +
// TOPSIS on growing tables with peak memory. Nothing here is a test. node bench/run.mjs
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { writeSyntheticStudy } from './synthetic-panel.mjs';

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'holling-bench-'));
const compiled = join(work, 'kernel.mjs');
await build({
  entryPoints: [join(root, 'bench/kernel.ts'), join(root, 'bench/uncertainty.ts')],
  outdir: work,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
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
await replicates();
// Each prints what it measured itself.
for (const name of ['import.mjs', 'simplify.mjs'])
  spawnSync(process.execPath, [join(root, 'bench', name)], { stdio: 'inherit' });

/** Replicates on one thread, then those of the whole program by workers, with its memory and the time to stop. */
async function replicates() {
  console.log('');
  process.stdout.write(
    spawnSync(process.execPath, [join(work, 'uncertainty.mjs')], { encoding: 'utf8' }).stdout,
  );
  const folder = join(work, 'panel');
  const size = { units: 286, periods: 13, indicators: 25, error: '5 %' };
  const vary = { weight: { perturb: 0.25 }, 'leave-one-out': true, error: true };
  const program = (words) => [
    '-v',
    process.execPath,
    join(root, 'dist/cli/main.js'),
    'run',
    folder,
    '--quiet',
    ...words,
  ];
  writeSyntheticStudy(folder, { ...size, uncertainty: 'none' });
  const without = time(program([]).slice(2));
  writeSyntheticStudy(folder, { ...size, uncertainty: { replicates: 1000, vary } });
  for (const workers of [1, 2]) {
    const taken = time([...program(['--workers', `${workers}`]).slice(2)]) - without;
    console.log(
      `286 x 13 x 25, 1,000 anew, ${workers} worker(s)      ${(taken / 1000).toFixed(1)} s more than without replicates${workers === 2 ? ' (target 2.5 s on two free cores)' : ''}`,
    );
  }
  writeSyntheticStudy(folder, { ...size, uncertainty: { replicates: 10_000 } });
  const measured = spawnSync('/usr/bin/time', program(['--workers', '2']), { encoding: 'utf8' });
  const peak = /Maximum resident set size \(kbytes\): (\d+)/.exec(measured.stderr ?? '')?.[1];
  console.log(
    peak
      ? `286 x 13 x 25, 10,000 replicates         ${(Number(peak) / 1024).toFixed(0)} MB at most (target 500 MB)`
      : 'memory of 10,000 replicates              not measured: /usr/bin/time is absent',
  );
  writeSyntheticStudy(folder, { ...size, uncertainty: { replicates: 100_000 } });
  const child = spawn(process.execPath, program([]).slice(2), { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const asked = performance.now();
  child.kill('SIGINT');
  await new Promise((resolve) => child.on('exit', resolve));
  console.log(
    `from Ctrl-C to the end                   ${(performance.now() - asked).toFixed(0)} ms (target 200 ms)`,
  );
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
    '--set',
    'analyses.uncertainty=none',
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
