// Runs Holling on what its peers are given: holling <task> <input> <rows> <columns> <classes> <repeats> <answer>
import { readFileSync, writeFileSync } from 'node:fs';
import { naturalBreaks } from '../../src/core/statistics/natural-breaks.ts';
import { sobolIndices } from '../../src/core/statistics/sobol-indices.ts';
import type { Table } from '../../src/core/table.ts';
import { topsis } from '../../src/methods/aggregate/topsis.ts';
import { minMax } from '../../src/methods/normalise/min-max.ts';
import { vector } from '../../src/methods/normalise/vector.ts';
import { entropy } from '../../src/methods/weight/entropy.ts';

const [task, source, ...words] = process.argv.slice(2);
const [rows, columns, classes, repeats] = words.slice(0, 4).map(Number) as [number, number, number, number];
const bytes = readFileSync(source!);
const data = new Float64Array(bytes.buffer, bytes.byteOffset, rows * columns);
const ids = Array.from({ length: columns }, (_, j) => `x${j}`);
const table: Table = {
  units: rows,
  periods: [0],
  ids,
  columns: ids.map((_, j) => data.subarray(j * rows, (j + 1) * rows)),
};
const root = { id: 'index', title: { en: '', zh: '' }, children: [] };
const indicators = ids.map((id) => ({ id, title: { en: id, zh: id }, direction: 'benefit' as const }));
const directions = indicators.map(({ direction }) => direction);
const scored = (normalised: Table, weights: Float64Array[]) =>
  topsis.run({ table: normalised, weights, coverage: 0.5 }, topsis.options.parse({}) as never).table
    .columns[0]!;

/** Entropy weights of the min-max values, or of the raw ones. */
function entropyTopsis(isOfNormalised: boolean): Float64Array {
  const { table: normalised } = minMax.run({ table, directions }, minMax.options.parse({}) as never);
  const weighed = isOfNormalised ? normalised : table;
  const input = { normalised: weighed, raw: table, root, indicators, parts: [] };
  return scored(normalised, entropy.run(input, entropy.options.parse({}) as never).weights);
}

const work: Record<string, () => ArrayLike<number>> = {
  entropy: () => entropyTopsis(true),
  raw: () => entropyTopsis(false),
  vector() {
    const { table: normalised } = vector.run({ table, directions }, vector.options.parse({}) as never);
    return scored(normalised, [new Float64Array(columns).fill(1 / columns)]);
  },
  breaks: () => naturalBreaks(data, classes).upper,
  sobol: () => {
    const [a, ...rest] = table.columns as Float64Array[];
    return sobolIndices({ a: a!, b: rest.at(-1)!, mixed: rest.slice(0, -1) }).total;
  },
};
let found = work[task!]!();
const times = Array.from({ length: repeats }, () => {
  globalThis.gc?.();
  const start = performance.now();
  found = work[task!]!();
  return performance.now() - start;
});
writeFileSync(words[4]!, new Uint8Array(Float64Array.from(found).buffer));
console.log(JSON.stringify({ times, peak: process.resourceUsage().maxRSS * 1024 }));
