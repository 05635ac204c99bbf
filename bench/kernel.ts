import { emptyColumn, type Panel } from '../src/core/panel.ts';
import { kernel } from '../src/engines/kernel.ts';
import { methods } from '../src/methods/index.ts';
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
async function wholePipeline(repeats: number): Promise<void> {
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
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await run(made, panel, kernel);
    times.push(performance.now() - start);
  }
  console.log(median(times));
}

void wholePipeline(Number(process.argv[2]));
