// Measures Holling: its start, the pipeline on a city panel, growth, replicates, and entropy, TOPSIS, natural breaks and
// Sobol' indices beside its peers, whose answers are compared before their times. Nothing here is a test.
// node bench/run.mjs [--small] [--peers <folder>] [--json <file>] [--record]
// --small: sizes at which it only shows that it works; --record: installs the peers, measures the workbench too, and
// writes bench/results.json, bench/results-web.json and docs/benchmarks.md.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { compare, inputOf, median, runOwn } from './peers/compare.mjs';
import { FOLDER } from './peers/peers.mjs';
import { writeSyntheticStudy } from './synthetic-panel.mjs';

const root = join(import.meta.dirname, '..');
const { values: asked } = parseArgs({
  options: {
    small: { type: 'boolean' },
    peers: { type: 'string' },
    json: { type: 'string' },
    record: { type: 'boolean' },
  },
});
const isSmall = asked.small === true;
if (asked.record) node('peers/install.mjs', asked.peers ?? FOLDER);
const work = mkdtempSync(join(tmpdir(), 'holling-bench-'));
await build({
  entryPoints: ['kernel.ts', 'uncertainty.ts', 'peers/holling.ts'].map((file) => join(root, 'bench', file)),
  outdir: work,
  outbase: join(root, 'bench'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
const holling = join(work, 'peers/holling.mjs');
const rows = [];
const report = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
  isSmall,
  rows,
  growth: [],
};
console.log(`${report.machine}\n`);
try {
  startUp();
  kernelTimes();
  growth();
  console.log('');
  report.peers = compare({
    work,
    compiled: holling,
    isSmall,
    folder: asked.peers ?? FOLDER,
    say: console.log,
  });
  console.log('');
  if (!isSmall) {
    await replicates();
    // Each prints what it measured itself.
    for (const words of [['read.mjs'], ['import.mjs', '60000', 'import'], ['simplify.mjs']]) node(...words);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (asked.record) {
  asked.json = join(root, 'bench/results.json');
  node('web.mjs', '--json', join(root, 'bench/results-web.json'));
}
if (asked.json) writeFileSync(asked.json, `${JSON.stringify(report, null, 1)}\n`);
if (asked.record) node('page.mjs');

function node(file, ...words) {
  const { status } = spawnSync(process.execPath, [join(root, 'bench', file), ...words], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${file} ended with ${status}`);
}

function put(what, value, unit, target) {
  rows.push({ what, value, unit, ...(target === undefined ? {} : { target }) });
  const beside =
    target === undefined ? '' : `   (target ${target} ${unit}${value <= target ? '' : ', MISSED'})`;
  console.log(`${what.padEnd(62)}${value.toFixed(unit === 'x' ? 2 : 1).padStart(9)} ${unit}${beside}`);
}

function startUp() {
  const empty = join(work, 'empty.mjs');
  writeFileSync(empty, '');
  const main = join(root, 'dist/cli/main.js');
  const study = join(root, 'studies/northeast-border');
  const commands = {
    'holling --version': [[main, '--version'], 1.5],
    'holling methods': [[main, 'methods'], 1.5],
    'holling run studies/northeast-border': [
      [main, 'run', study, '--out', join(work, 'results'), '--quiet', '--set', 'analyses.uncertainty=none'],
      3,
    ],
  };
  const times = isSmall ? 1 : 15;
  const taken = Object.fromEntries(['empty', ...Object.keys(commands)].map((name) => [name, []]));
  // One after the other in turn, so that a busy moment of the machine meets all of them.
  for (let i = 0; i < times; i++) {
    taken.empty.push(time([empty]));
    for (const [name, [words]] of Object.entries(commands)) taken[name].push(time(words));
  }
  put('empty Node start', median(taken.empty), 'ms');
  for (const [name, [, target]] of Object.entries(commands)) {
    put(name, median(taken[name]), 'ms');
    put(`${name}, to the empty start`, median(taken[name]) / median(taken.empty), 'x', target);
  }
}

function kernelTimes() {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(work, 'kernel.mjs'), isSmall ? '3' : '25'],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  put('286 x 13 x 25, whole pipeline, 7 nodes', Number(stdout), 'ms', 30);
  if (isSmall) return;
  const [million, columns] = [1_000_000, 25];
  const { times, peak } = entropyTopsis(million, columns, 5);
  put('1,000,000 x 25, entropy + TOPSIS', median(times), 'ms', 500);
  put('the same, peak of memory to the input', peak / (million * columns * 8), 'x', 3);
}

function entropyTopsis(units, columns, repeats) {
  const input = inputOf(work, units, columns);
  const asked = { task: 'entropy', input, rows: units, columns, repeats };
  const found = runOwn(holling, asked, join(work, 'own.bin'));
  rmSync(input);
  return found;
}

/** How time grows with rows, indicators and the values of natural breaks. */
function growth() {
  const curve = (what, sizes, measure) => {
    const points = sizes.map((size) => ({ size, ms: measure(size) }));
    report.growth.push({ what, points });
    console.log(
      `${what}: ${points.map(({ size, ms }) => `${size.toLocaleString('en')} ${ms.toFixed(1)} ms`).join(', ')}`,
    );
  };
  const repeats = isSmall ? 1 : 5;
  const most = isSmall ? 2 : 4;
  curve('entropy + TOPSIS over units, 25 indicators', [1e3, 1e4, 1e5, 3e5].slice(0, most), (units) =>
    median(entropyTopsis(units, 25, repeats).times),
  );
  curve(
    'entropy + TOPSIS over indicators, 30,000 units',
    [5, 10, 25, 50, 100].slice(0, most + 1),
    (columns) => median(entropyTopsis(isSmall ? 1000 : 30_000, columns, repeats).times),
  );
  curve('natural breaks over values, 5 classes', [1e3, 1e4, 1e5, 1e6].slice(0, most), (values) => {
    const input = inputOf(work, values, 1);
    return median(
      runOwn(holling, { task: 'breaks', input, rows: values, columns: 1, repeats }, join(work, 'own.bin'))
        .times,
    );
  });
  if (isSmall) return;
  const study = join(work, 'growing');
  const whole = (size) => {
    writeSyntheticStudy(study, { units: 286, periods: 13, indicators: 25, uncertainty: 'none', ...size });
    return median(
      Array.from({ length: 3 }, () => time([join(root, 'dist/cli/main.js'), 'run', study, '--quiet'])),
    );
  };
  curve('whole program over periods of 286 units, files written', [5, 13, 26, 52], (periods) =>
    whole({ periods }),
  );
  curve('whole program over replicates, 286 x 13 x 25', [100, 300, 1000, 3000], (replicates) =>
    whole({ uncertainty: { replicates } }),
  );
}

/** Replicates on one thread, then those of the whole program by workers, with its memory and the time to stop. */
async function replicates() {
  process.stdout.write(
    spawnSync(process.execPath, [join(work, 'uncertainty.mjs')], { encoding: 'utf8' }).stdout,
  );
  const folder = join(work, 'panel');
  const size = { units: 286, periods: 13, indicators: 25, error: '5 %' };
  const vary = { weight: { perturb: 0.25 }, 'leave-one-out': true, error: true };
  const program = (words) => [join(root, 'dist/cli/main.js'), 'run', folder, '--quiet', ...words];
  writeSyntheticStudy(folder, { ...size, uncertainty: 'none' });
  const without = time(program([]));
  writeSyntheticStudy(folder, { ...size, uncertainty: { replicates: 1000, vary } });
  for (const workers of [1, 2]) {
    const taken = time(program(['--workers', `${workers}`])) - without;
    const what = `286 x 13 x 25, 1,000 replicates anew, ${workers} worker(s), beyond a run without`;
    put(what, taken, 'ms', workers === 2 ? 2500 : undefined);
  }
  writeSyntheticStudy(folder, { ...size, uncertainty: { replicates: 10_000 } });
  const measured = spawnSync('/usr/bin/time', ['-v', process.execPath, ...program(['--workers', '2'])], {
    encoding: 'utf8',
  });
  const peak = /Maximum resident set size \(kbytes\): (\d+)/.exec(measured.stderr ?? '')?.[1];
  if (peak) put('286 x 13 x 25, 10,000 replicates, peak of memory', Number(peak) / 1024, 'MB', 500);
  else console.log('memory of 10,000 replicates: not measured, /usr/bin/time is absent');
  writeSyntheticStudy(folder, { ...size, uncertainty: { replicates: 100_000 } });
  const child = spawn(process.execPath, program([]), { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const from = performance.now();
  child.kill('SIGINT');
  await new Promise((resolve) => child.on('exit', resolve));
  put('from Ctrl-C to the end', performance.now() - from, 'ms', 200);
}

function time(words) {
  const start = performance.now();
  spawnSync(process.execPath, words);
  return performance.now() - start;
}
