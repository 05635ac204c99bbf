import { emptyColumn, type Panel } from '../src/core/panel.ts';
import type { Table } from '../src/core/table.ts';
import { kernel } from '../src/engines/kernel.ts';
import { topsis } from '../src/methods/aggregate/topsis.ts';
import { methods } from '../src/methods/index.ts';
import { minMax } from '../src/methods/normalise/min-max.ts';
import { entropy } from '../src/methods/weight/entropy.ts';
import { parseStudy } from '../src/study/parse.ts';
import { plan } from '../src/study/plan.ts';
import { run } from '../src/study/run.ts';

const INDICATORS = 25;
const ids = Array.from({ length: INDICATORS }, (_, j) => `x${j}`);

/** A skewed column; a small generator of its own, so that every run measures the same numbers. */
function column(rows: number, seed: number): Float64Array {
  let state = seed * 2654435761;
  return Float64Array.from({ length: rows }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const share = (state >>> 0) / 2 ** 32;
    return 1 + 100 * share * share * share;
  });
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}

/** The whole pipeline: derive, impute, normalise, weigh, aggregate at every node, grade, obstacles, transitions. */
async function wholePipeline(): Promise<void> {
  const units = 286;
  const periods = Array.from({ length: 13 }, (_, t) => 2004 + t);
  const rows = units * periods.length;
  const columns = new Map(
    ids.map((id, j) => [
      id,
      { ...emptyColumn(rows), values: column(rows, j + 1), status: new Uint8Array(rows).fill(1) },
    ]),
  );
  for (const { values } of columns.values())
    for (let row = 7; row < rows; row += 150) values[row] = Number.NaN;
  const panel: Panel = {
    units: Array.from({ length: units }, (_, i) => ({
      id: `u${i}`,
      name: { en: `u${i}`, zh: `u${i}` },
      attributes: new Map(),
    })),
    periods,
    columns,
    sources: [],
  };
  const dimension = (id: string, from: number, to: number) => ({
    id,
    children: ids.slice(from, to).map((x) => ({ id: x, direction: 'benefit' })),
  });
  const { study } = parseStudy(
    JSON.stringify({
      version: 1,
      units: { file: 'u.csv', key: 'id' },
      periods,
      data: [{ file: 'p.csv' }],
      analyses: { uncertainty: 'none' },
      index: {
        id: 'index',
        children: [0, 1, 2, 3, 4, 5].map((d) => dimension(`d${d}`, d * 4, d === 5 ? 25 : d * 4 + 4)),
      },
    }),
  );
  const made = plan(study!, methods);
  const times: number[] = [];
  for (let i = 0; i < 25; i++) {
    const start = performance.now();
    await run(made, panel, kernel);
    times.push(performance.now() - start);
  }
  console.log(`286 x 13 x 25, whole pipeline, 7 nodes   ${median(times).toFixed(1)} ms (target 30)`);
}

/** Min-max, entropy and TOPSIS with weights squared, as one pass after the other. */
function entropyTopsis(rows: number): void {
  const table: Table = { units: rows, periods: [0], ids, columns: ids.map((_, j) => column(rows, j + 1)) };
  const root = { id: 'index', title: { en: '', zh: '' }, children: [] };
  const indicators = ids.map((id) => ({ id, title: { en: id, zh: id }, direction: 'benefit' as const }));
  const before = process.memoryUsage().rss;
  let peak = 0;
  const times: number[] = [];
  for (let i = 0; i < (rows > 500_000 ? 5 : 9); i++) {
    const start = performance.now();
    const { table: normalised } = minMax.run(
      { table, directions: ids.map(() => 'benefit') },
      minMax.options.parse({}) as never,
    );
    const { weights } = entropy.run(
      { normalised, raw: table, root, indicators, parts: [] },
      entropy.options.parse({}) as never,
    );
    topsis.run({ table: normalised, weights, coverage: 0.5 }, topsis.options.parse({}) as never);
    times.push(performance.now() - start);
    // One pass is what a run does; later ones may overlap with what the collector has not yet freed of the first.
    if (i === 0) peak = process.resourceUsage().maxRSS * 1024;
    globalThis.gc?.();
  }
  const input = rows * INDICATORS * 8;
  console.log(
    `${rows.toLocaleString('en')} x 25, entropy + TOPSIS`.padEnd(40),
    `${median(times).toFixed(1)} ms; peak ${(peak / 2 ** 20).toFixed(0)} MiB, of which ${(before / 2 ** 20).toFixed(0)} before it began; ${(peak / input).toFixed(2)} x the input of ${(input / 2 ** 20).toFixed(1)} MiB`,
  );
}

const size = process.argv[2]!;
if (size === '286x13') void wholePipeline();
else entropyTopsis(Number(size));
