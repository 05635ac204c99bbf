// How long replicates take: everything drawn and computed anew, and the default choices. Synthetic numbers.

import { emptyColumn, type Panel } from '../src/core/panel.ts';
import { random } from '../src/core/random.ts';
import { entropySums } from '../src/core/statistics/entropy-sums.ts';
import { kernel } from '../src/engines/kernel.ts';
import { methods } from '../src/methods/index.ts';
import { parseStudy } from '../src/study/parse.ts';
import { plan } from '../src/study/plan.ts';
import { run } from '../src/study/run.ts';

interface Size {
  units: number;
  periods: number;
  indicators: number;
  dimensions: number;
}

function study({ units, periods, indicators, dimensions }: Size, uncertainty: unknown) {
  const ids = Array.from({ length: indicators }, (_, j) => `x${j}`);
  const years = Array.from({ length: periods }, (_, t) => 2004 + t);
  const numbers = random(1, 'bench');
  const rows = units * periods;
  const panel: Panel = {
    units: Array.from({ length: units }, (_, i) => ({
      id: `u${i}`,
      name: { en: `u${i}`, zh: `u${i}` },
      attributes: new Map(),
    })),
    periods: years,
    columns: new Map(
      ids.map((id) => [
        id,
        {
          ...emptyColumn(rows),
          values: Float64Array.from({ length: rows }, () => {
            const share = numbers.next();
            return 1 + 100 * share * share * share;
          }),
          status: new Uint8Array(rows).fill(1),
        },
      ]),
    ),
    sources: [],
  };
  const cut = (d: number) => Math.floor((d * indicators) / dimensions);
  const { study: parsed, problems } = parseStudy(
    JSON.stringify({
      version: 1,
      units: { file: 'u.csv', key: 'id' },
      periods: years,
      data: [{ file: 'p.csv' }],
      index: {
        id: 'index',
        children: Array.from({ length: dimensions }, (_, d) => ({
          id: `d${d}`,
          children: ids.slice(cut(d), cut(d + 1)).map((x) => ({ id: x, direction: 'benefit', error: '5 %' })),
        })),
      },
      analyses: { obstacles: 'none', uncertainty },
    }),
  );
  if (!parsed) throw new Error(JSON.stringify(problems));
  return { made: plan(parsed, methods), panel };
}

/** Replicates of a size on this thread: milliseconds each, and until the first interval. */
async function time(
  label: string,
  size: Size,
  target: string,
  uncertainty: Record<string, unknown>,
): Promise<void> {
  const { made, panel } = study(size, uncertainty);
  let begun = 0;
  let first = 0;
  await run(made, panel, kernel, {
    onProgress: (step) => {
      if (step === 'uncertainty' && begun === 0) begun = performance.now();
    },
    onPartial: () => {
      if (first === 0) first = performance.now();
    },
  });
  const ms = performance.now() - begun;
  const { replicates } = uncertainty as { replicates: number };
  console.log(
    `${label.padEnd(41)}${ms.toFixed(0)} ms for ${replicates}, ${(ms / replicates).toFixed(2)} ms each, first interval after ${(first - begun).toFixed(0)} ms (${target})`,
  );
}

const column = Float64Array.from({ length: 1e6 }, (_, i) => 1 + i);
entropySums(column, 0, 1e6);
const start = performance.now();
for (let i = 0; i < 10; i++) entropySums(column, 0, 1e6);
const cell = (performance.now() - start) / 10;
console.log(
  `z ln z, the yardstick                    ${cell.toFixed(1)} ns a cell (10-11 ns on the machine that the targets are for)`,
);

const CITIES = { units: 286, periods: 13, indicators: 25, dimensions: 6 };
const usual = { weight: { perturb: 0.25 }, 'leave-one-out': true };
const all = { ...usual, error: true };
await time('286 x 13 x 25, default choices', CITIES, 'no target', { replicates: 200, vary: usual });
await time('286 x 13 x 25, everything anew', CITIES, 'target 5 ms of one thread, 500 ms', {
  replicates: 200,
  vary: all,
});
await time(
  '51 x 49, everything anew',
  { units: 51, periods: 1, indicators: 49, dimensions: 7 },
  'target 300 ms',
  {
    replicates: 600,
    vary: all,
  },
);
