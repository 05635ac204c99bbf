import { describe, expect, it } from 'vitest';
import { stream } from '../../src/core/random/stream.ts';
import {
  type SobolOutputs,
  sobolConvergence,
  sobolIndices,
  sobolIntervals,
} from '../../src/core/statistics/sobol-indices.ts';
import { sobolColumn } from '../../src/core/statistics/sobol-sequence.ts';
import { expectClose } from '../support/close.ts';

type Model = (inputs: number[]) => number;
const ishigami: Model = (inputs) => {
  const angle = (i: number) => 2 * Math.PI * (inputs[i]! - 0.5);
  const first = Math.sin(angle(0));
  return first + 7 * Math.sin(angle(1)) ** 2 + 0.1 * angle(2) ** 4 * first;
};
/** The vector sobol-ishigami: analytic values of Ishigami and Homma (1990) for 7 and 0.1. */
const ISHIGAMI = {
  first: [0.31390519, 0.44241114, 0],
  total: [0.55758886, 0.44241114, 0.24368367],
  tolerance: 0.01,
};

/** The outputs of a model of `inputs` inputs for columns of uniform numbers, those of A first. */
function outputsOf(model: Model, inputs: number, columns: Float64Array[]): SobolOutputs {
  const point = new Array<number>(inputs).fill(0);
  const evaluate = (fromB: (input: number) => boolean) => {
    const used = point.map((_, i) => columns[fromB(i) ? inputs + i : i]!);
    return columns[0]!.map((_, row) => {
      for (let i = 0; i < inputs; i++) point[i] = used[i]![row]!;
      return model(point);
    });
  };
  return {
    a: evaluate(() => false),
    b: evaluate(() => true),
    mixed: Array.from({ length: inputs }, (_, input) => evaluate((i) => i === input)),
  };
}
const quasiRandom = (inputs: number, rows: number, seed: number) =>
  Array.from({ length: 2 * inputs }, (_, i) => sobolColumn(i, rows, seed));
function independent(inputs: number, rows: number, replicate: number): Float64Array[] {
  const source = stream(77, 'rows', replicate);
  return Array.from({ length: 2 * inputs }, () => Float64Array.from({ length: rows }, () => source.next()));
}

describe("Sobol' indices", () => {
  it('of the function of Ishigami', () => {
    const found = sobolIndices(outputsOf(ishigami, 3, quasiRandom(3, 32768, 1)));
    for (const order of ['first', 'total'] as const)
      found[order].forEach((index, i) => {
        expect(Math.abs(index - ISHIGAMI[order][i]!)).toBeLessThan(ISHIGAMI.tolerance);
      });
    expect(found.rows).toBe(32768);
  });
  it('of a sum are the shares of its terms, first and total alike', () => {
    const found = sobolIndices(outputsOf(([x, y, z]) => x! + 2 * y! + 3 * z!, 3, quasiRandom(3, 4096, 2)));
    const shares = [1 / 14, 4 / 14, 9 / 14];
    expectClose(found.first, shares, 0.005);
    expectClose(found.total, shares, 0.005);
    expectClose([found.variance], [14 / 12], 0.005);
  });
  it('are exact where every row is counted: a two-level interaction', () => {
    // All 16 rows of two inputs at two levels in A and B; f = the product of signs, which is all interaction.
    const columns = [8, 4, 2, 1].map((bit) =>
      Float64Array.from({ length: 16 }, (_, row) => (row & bit ? 1 : 0)),
    );
    const found = sobolIndices(outputsOf(([x, y]) => (2 * x! - 1) * (2 * y! - 1), 2, columns));
    expectClose([...found.first, ...found.total, found.variance], [0, 0, 1, 1, 1], 1e-14);
  });
  it('do not change with a constant or a factor', () => {
    const plain = outputsOf(ishigami, 3, independent(3, 500, 0));
    const moved = (by: number, factor: number): SobolOutputs => {
      const move = (column: Float64Array) => column.map((value) => factor * value + by);
      return { a: move(plain.a), b: move(plain.b), mixed: plain.mixed.map(move) };
    };
    const expected = sobolIndices(plain);
    for (const [by, factor] of [
      [1e4, 1],
      [-3, 1e-6],
      [0, -50],
    ] as const) {
      const found = sobolIndices(moved(by, factor));
      expectClose(found.first, expected.first, 1e-9);
      expectClose(found.total, expected.total, 1e-9);
    }
  });
  it('of an output that does not vary are missing, also where it only varies by rounding', () => {
    for (const noise of [0, 1e-16]) {
      const column = Float64Array.from({ length: 10 }, (_, i) => 0.3 + (i % 2) * noise);
      const outputs = { a: column, b: column.toReversed(), mixed: [column] };
      expectClose(sobolIndices(outputs).first, [Number.NaN]);
      expectClose(sobolIndices(outputs).total, [Number.NaN]);
      const { first } = sobolIntervals(outputs, { seed: 1, times: 19, level: 0.9 });
      expectClose([...first.low, ...first.high], [Number.NaN, Number.NaN]);
    }
  });
  it('leave out rows that miss an output, in all outputs together', () => {
    const full = outputsOf(ishigami, 3, independent(3, 60, 1));
    const holed: SobolOutputs = {
      a: full.a.slice(),
      b: full.b.slice(),
      mixed: full.mixed.map((one) => one.slice()),
    };
    holed.a[3] = Number.NaN;
    holed.mixed[1]![10] = Number.POSITIVE_INFINITY;
    const keep = (column: Float64Array) => column.filter((_, row) => row !== 3 && row !== 10);
    const expected = sobolIndices({ a: keep(full.a), b: keep(full.b), mixed: full.mixed.map(keep) });
    expect(sobolIndices(holed)).toEqual(expected);
    expect(expected.rows).toBe(58);
  });
  it('settle with more rows', () => {
    const steps = sobolConvergence(outputsOf(ishigami, 3, quasiRandom(3, 8192, 4)));
    expect(steps.map((one) => one.rows)).toEqual([1024, 2048, 4096, 8192]);
    const error = (i: number) => Math.max(...steps[i]!.first.map((s, j) => Math.abs(s - ISHIGAMI.first[j]!)));
    expect(error(3)).toBeLessThan(error(0));
    expect(error(3)).toBeLessThan(0.02);
    expect(sobolConvergence({ a: new Float64Array(3), b: new Float64Array(3), mixed: [] })).toHaveLength(1);
  });
});

describe('intervals of the indices', () => {
  const truth = [...ISHIGAMI.first, ...ISHIGAMI.total];
  /** In how many of the repetitions the 90 % interval holds the true value, in per cent, for each index. */
  function coverage(columnsOf: (replicate: number) => Float64Array[], repetitions: number): number[] {
    const hits = truth.map(() => 0);
    for (let replicate = 0; replicate < repetitions; replicate++) {
      const { first, total } = sobolIntervals(outputsOf(ishigami, 3, columnsOf(replicate)), {
        seed: replicate,
        times: 99,
        level: 0.9,
      });
      const low = [...first.low, ...total.low];
      const high = [...first.high, ...total.high];
      truth.forEach((value, i) => {
        if (low[i]! <= value && value <= high[i]!) hits[i]!++;
      });
    }
    return hits.map((count) => (100 * count) / repetitions);
  }
  it('hold the true value as often as they say, where rows are independent', () => {
    for (const share of coverage((replicate) => independent(3, 512, replicate), 500)) {
      expect(share).toBeGreaterThanOrEqual(86);
      expect(share).toBeLessThanOrEqual(94);
    }
  }, 120_000);
  it("are too wide rather than too narrow for scrambled Sobol' points", () => {
    const shares = coverage((replicate) => quasiRandom(3, 256, replicate), 200);
    for (const share of shares) expect(share).toBeGreaterThanOrEqual(86);
    expect(Math.max(...shares)).toBeGreaterThan(97);
  });
  it('never put a first-order index wholly above the total one', () => {
    const models: Model[] = [ishigami, ([x, y, z]) => x! * y! + z!, ([x, y, z]) => Math.max(x!, y!, z!)];
    for (const model of models)
      for (let replicate = 0; replicate < 20; replicate++) {
        const found = sobolIntervals(outputsOf(model, 3, independent(3, 128, replicate)), {
          seed: 1,
          times: 99,
          level: 0.99,
        });
        for (let i = 0; i < 3; i++) expect(found.first.low[i]).toBeLessThanOrEqual(found.total.high[i]!);
      }
  });
  it('come from the seed, narrow with more rows and widen with the level', () => {
    const outputs = outputsOf(ishigami, 3, independent(3, 200, 5));
    const options = { seed: 3, times: 199, level: 0.9 };
    expect(sobolIntervals(outputs, options)).toEqual(sobolIntervals(outputs, options));
    expect(sobolIntervals(outputs, { ...options, seed: 4 })).not.toEqual(sobolIntervals(outputs, options));
    const width = (of: SobolOutputs, level: number) => {
      const { total } = sobolIntervals(of, { ...options, level });
      return total.high[0]! - total.low[0]!;
    };
    expect(width(outputs, 0.5)).toBeLessThan(width(outputs, 0.9));
    expect(width(outputsOf(ishigami, 3, independent(3, 3200, 5)), 0.9)).toBeLessThan(
      width(outputs, 0.9) / 2.5,
    );
  });
});
