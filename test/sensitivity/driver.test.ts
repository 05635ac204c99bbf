import { describe, expect, it } from 'vitest';
import { outputsOf } from '../../src/study/sensitivity/again.ts';
import {
  coordinatesOf,
  type Input,
  inputsOf,
  perRow,
  sobolDraws,
} from '../../src/study/sensitivity/inputs.ts';
import { meanRankShift, topShare } from '../../src/study/sensitivity/measures.ts';
import { sensitivityNotes } from '../../src/study/sensitivity/notes.ts';
import { type Explained, explain, hasSettled, outputsOfMeasure } from '../../src/study/sensitivity/tables.ts';
import { mostUncertain } from '../../src/study/sensitivity/units.ts';
import type { Varied } from '../../src/study/uncertainty/choices.ts';
import type { Draw } from '../../src/study/uncertainty/draw.ts';
import type { Vary } from '../../src/study/uncertainty/schema.ts';
import { expectClose } from '../support/close.ts';

const plain: Vary = { 'leave-one-out': false, impute: false, error: false };
const step = { method: { id: 'any' }, options: {} } as never;
const varied = (vary: Partial<Vary>, lists: Partial<Varied> = {}): Varied => ({
  options: { vary: { ...plain, ...vary } },
  ...{ weights: [], normalise: [], aggregate: [], ...lists },
});
const names = (count: number) => Array.from({ length: count }, (_, i) => `x${i + 1}`);

/** Indices of a function of the draws through everything but the study itself. */
async function explained(
  model: (draw: Draw) => number,
  choices: Varied,
  inputs: readonly Input[],
  { samples, seed = 1, indicators = 3 }: { samples: number; seed?: number; indicators?: number },
): Promise<Explained> {
  const drawAt = sobolDraws(choices, inputs, { samples, seed, indicators });
  const count = samples * perRow(inputs);
  const { values } = outputsOf((draw) => [0, model(draw)], 2, drawAt, 0, count);
  const measure = { output: 'y', measure: 'y', unit: '', value: () => 0 };
  const outputs = outputsOfMeasure(values, 1, { measures: 2, inputs: inputs.length, samples });
  return explain(measure, outputs, { resamples: 99, level: 0.9, seed }, async () => {});
}

const weights = varied({ weight: { perturb: 1 } });
const each = inputsOf(weights, names(3), 'indicator');
const ishigami = ({ perturb }: Draw) => {
  const [x1, x2, x3] = [...perturb!].map((u) => Math.PI * (2 * u - 1));
  return Math.sin(x1!) + 7 * Math.sin(x2!) ** 2 + 0.1 * x3! ** 4 * Math.sin(x1!);
};

describe('indices of known functions of the draws', () => {
  it('of the function of Ishigami (the vector sobol-ishigami: Ishigami and Homma 1990)', async () => {
    const { whole } = await explained(ishigami, weights, each, { samples: 32_768 });
    expectClose(whole.first, [0.31390519, 0.44241114, 0], 0.01);
    expectClose(whole.total, [0.55758886, 0.44241114, 0.24368367], 0.01);
  });
  it('of a sum are its shares, the same with an offset', async () => {
    const sum = ({ perturb }: Draw) => perturb![0]! + 2 * perturb![1]! + 3 * perturb![2]!;
    const one = await explained(sum, weights, each, { samples: 4096 });
    const other = await explained((draw) => 1e5 + sum(draw), weights, each, { samples: 4096 });
    const shares = [1 / 14, 4 / 14, 9 / 14];
    expectClose(one.whole.first, shares, 0.01);
    expectClose(one.whole.total, shares, 0.01);
    expectClose(other.whole.first, one.whole.first, 1e-8);
    expectClose(other.whole.total, one.whole.total, 1e-8);
    expect(hasSettled(one)).toBe(true);
  });
  it('have a first order that is not above the total beyond the intervals', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { first, total } = await explained(ishigami, weights, each, { samples: 256, seed });
      first.low.forEach((low, i) => {
        expect(low).toBeLessThanOrEqual(total.high[i]!);
      });
    }
  });
  it('of methods by equal bins: a product of signs is all interaction', async () => {
    const lists = varied({}, { weights: [step, step], normalise: [step, step], aggregate: [step] });
    const inputs = inputsOf(lists, names(3), 'choice');
    expect(inputs.map(({ id }) => id)).toEqual(['weight-method', 'normalise']);
    const product = ({ weight, normalise }: Draw) => (2 * weight - 1) * (2 * normalise - 1);
    const { whole } = await explained(product, lists, inputs, { samples: 4096 });
    expectClose(whole.first, [0, 0], 0.06);
    expectClose(whole.total, [1, 1], 0.06);
  });
  it('of streams: two groups that add up, one that does nothing', async () => {
    const groups = varied({ impute: true, error: true, weight: { dirichlet: 9 } });
    const inputs = inputsOf(groups, names(3), 'choice');
    expect(inputs.map(({ id, width }) => `${id} ${width}`)).toEqual(['weights 0', 'impute 0', 'error 0']);
    // A number of its own for every stream, as even as the streams are many.
    const numberOf = (stream: number) => (stream * 0.6180339887498949) % 1;
    const model = ({ streams }: Draw) => numberOf(streams.weight) + 2 * numberOf(streams.error);
    const { whole, total } = await explained(model, groups, inputs, { samples: 64 });
    expect([whole.total[1], total.low[1], total.high[1]]).toEqual([0, 0, 0]);
    expect(whole.total[2]).toBeGreaterThan(whole.total[0]!);
  });
});

describe('what is said of indices', () => {
  const of = (first: number, rows: number) => ({
    ...{ first: Float64Array.of(first), total: Float64Array.of(0.5), variance: 1, rows },
  });
  const one = (half: number, whole: number): Explained => ({
    measure: { output: `from ${half} to ${whole}`, measure: '', unit: '', value: () => 0 },
    whole: of(whole, 64),
    parts: [of(0.9, 16), of(half, 32), of(whole, 64)],
    first: { low: Float64Array.of(0), high: Float64Array.of(1) },
    total: { low: Float64Array.of(0), high: Float64Array.of(1) },
  });
  it('names those that moved by more than 0.1 from the first half of the rows to all', () => {
    const notes = sensitivityNotes(
      [one(0.3, 0.39), one(0.3, 0.45), one(0.5, 0.39)],
      { values: new Float64Array(0), failed: 0 },
      64,
      256,
    );
    expect(notes.map(({ code, items }) => [code, ...items!])).toEqual([
      ['sensitivity/not-settled', 'from 0.3 to 0.45', 'from 0.5 to 0.39'],
    ]);
    expect(notes[0]!.text.en).toContain('samples: 128');
  });
});

describe('draws of the samples', () => {
  it('are those of A but for the one input that comes from B', () => {
    const all = varied(
      { weight: { perturb: 0.5 }, 'leave-one-out': true, ideal: ['pooled', 'period'], error: true },
      { weights: [step, step, step] },
    );
    const inputs = inputsOf(all, names(4), 'indicator');
    expect(inputs.map(({ id }) => id)).toEqual([
      ...['weight-method', 'ideal', 'leave-one-out'],
      ...['weight x1', 'weight x2', 'weight x3', 'weight x4', 'error'],
    ]);
    const at = sobolDraws(all, inputs, { samples: 64, seed: 3, indicators: 4 });
    const parts = (draw: Draw) => [
      draw.weight,
      draw.ideal,
      draw.dropped,
      ...draw.perturb!,
      draw.streams.error,
    ];
    for (let row = 0; row < 64; row++) {
      const [a, b, ...mixed] = Array.from({ length: 10 }, (_, v) => parts(at(row * 10 + v)));
      mixed.forEach((draw, i) => {
        expect(draw).toEqual(a!.map((part, k) => (k === i ? b![k] : part)));
      });
    }
  });
  it('take each method and each indicator to be left out equally often', () => {
    const all = varied({ 'leave-one-out': true }, { weights: [step, step, step, step] });
    const at = sobolDraws(all, inputsOf(all, names(7), 'choice'), { samples: 64, seed: 5, indicators: 7 });
    const count = (key: 'weight' | 'dropped') => {
      const counts = new Map<number, number>();
      for (let row = 0; row < 64; row++) {
        const drawn = at(row * 4)[key];
        counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
      }
      return [...counts].sort(([a], [b]) => a - b);
    };
    expect(count('weight')).toEqual([0, 1, 2, 3].map((k) => [k, 16]));
    expect(count('dropped')).toEqual([-1, 0, 1, 2, 3, 4, 5, 6].map((k) => [k, 8]));
  });
  it('perturb all weights by coordinates as long as these suffice, then by streams', () => {
    const widths = (count: number) =>
      inputsOf(weights, names(count), 'choice').map(({ id, width }) => `${id} ${width}`);
    expect(widths(128)).toEqual(['weights 128']);
    expect(widths(129)).toEqual(['weights 0']);
    expect(coordinatesOf(inputsOf(weights, names(129), 'indicator'))).toBe(129);
  });
});

describe('outputs', () => {
  it('leave out units without a rank', () => {
    expect(meanRankShift(Float64Array.of(3, 1, Number.NaN), Float64Array.of(1, 2, 3))).toBe(1.5);
    expect(meanRankShift(Float64Array.of(Number.NaN), Float64Array.of(1))).toBeNaN();
  });
  it('count the top grade among classes that keep their shares', () => {
    const all = Float64Array.of(10, 40, 20, 30);
    expect(topShare(all.subarray(0, 2), all, [0.5, 1])).toBe(0.5);
    expect(topShare(all.subarray(0, 2), all, [1])).toBe(1);
    expect(topShare(Float64Array.of(Number.NaN), all, [0.5, 1])).toBeNaN();
  });
  it('are those of the units whose ranks vary most, whatever the order of the units', () => {
    const units = ['a', 'b', 'c', 'd'];
    const runs = [
      [1, 2, 3, 4],
      [1, 3, 2, 4],
      [2, 4, 1, 3],
    ];
    expect(mostUncertain(Float64Array.from(runs.flat()), units, Float64Array.of(1, 2, 3, 4))).toEqual([
      ...['b', 'c', 'a'],
    ]);
    const turned = runs.flatMap(([a, b, c, d]) => [d!, c!, b!, a!]);
    expect(mostUncertain(Float64Array.from(turned), units.toReversed(), Float64Array.of(4, 3, 2, 1))).toEqual(
      ['b', 'c', 'a'],
    );
  });
});
