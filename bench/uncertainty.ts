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

async function time(label: string, size: Size, uncertainty: Record<string, unknown>): Promise<void> {
  const { made, panel } = study(size, uncertainty);
  let begun = 0;
  await run(made, panel, kernel, {
    onProgress: (step) => {
      if (step === 'uncertainty' && begun === 0) begun = performance.now();
    },
  });
  const ms = performance.now() - begun;
  console.log(
    `${label.padEnd(48)} ${ms.toFixed(0)} ms, ${(ms / (uncertainty.replicates as number)).toFixed(2)} ms each`,
  );
}

const column = Float64Array.from({ length: 1e6 }, (_, i) => 1 + i);
entropySums(column, 0, 1e6);
const start = performance.now();
for (let i = 0; i < 10; i++) entropySums(column, 0, 1e6);
console.log(`yardstick: z ln z of 10 million cells            ${(performance.now() - start).toFixed(0)} ms`);

const CITIES = { units: 286, periods: 13, indicators: 25, dimensions: 6 };
const n = Number(process.argv[2] ?? 200);
const all = { weight: { perturb: 0.25 }, 'leave-one-out': true };
await time('286 x 13 x 25, default choices', CITIES, { replicates: n, vary: all });
await time('286 x 13 x 25, everything anew', CITIES, { replicates: n, vary: { ...all, error: true } });
await time(
  '51 x 49 x 1, everything anew',
  { units: 51, periods: 1, indicators: 49, dimensions: 7 },
  {
    replicates: 600,
    vary: { ...all, error: true },
  },
);
