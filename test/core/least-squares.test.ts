import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSquares, polynomial, valueAt } from '../../src/core/linalg/least-squares.ts';
import { moments } from '../../src/core/statistics/moments.ts';

interface DataSet {
  k: number;
  intercept: boolean;
  coef: number[];
  rsd: number;
  r2: number;
  x: number[][];
  y: number[];
}
const sets: Record<string, DataSet> = JSON.parse(
  readFileSync(new URL('../golden/nist-linear.json', import.meta.url), 'utf8'),
).linear;

/** Digits of the coefficients and of the residual standard deviation that each data set must keep. */
const DIGITS: Record<string, [number, number]> = {
  Norris: [12, 13],
  Pontius: [12, 12],
  NoInt1: [14, 14],
  NoInt2: [14, 14],
  Filip: [7, 8],
  Longley: [11, 12],
  Wampler1: [8.5, 8],
  Wampler2: [12, 13],
  Wampler3: [9, 13],
  Wampler4: [7, 13],
  Wampler5: [5.5, 13],
};

function columnsOf({ x, k, intercept }: DataSet): number[][] {
  const constant = intercept ? [x.map(() => 1)] : [];
  const measured =
    x[0]!.length > 1
      ? x[0]!.map((_, j) => x.map((row) => row[j]!))
      : Array.from({ length: k - constant.length }, (_, p) => x.map(([value]) => value! ** (p + 1)));
  return [...constant, ...measured];
}
const digits = (found: number, certified: number) =>
  -Math.log10(Math.abs(found - certified) / (Math.abs(certified) || 1));

describe('least squares on the data sets of NIST', () => {
  it('has a bound for each', () => expect(Object.keys(DIGITS)).toEqual(Object.keys(sets)));

  it.each(Object.entries(sets))('%s', (name, set) => {
    const found = leastSquares(columnsOf(set), set.y)!;
    const [ofCoefficients, ofDeviation] = DIGITS[name]!;
    expect(found.coefficients.length).toBe(set.k);
    set.coef.forEach((certified, i) => {
      expect(digits(found.coefficients[i]!, certified), `coefficient ${i}`).toBeGreaterThan(ofCoefficients);
    });
    const deviation = Math.sqrt(found.residualSumSquares / (set.y.length - set.k));
    expect(digits(deviation, set.rsd)).toBeGreaterThan(ofDeviation);
    if (set.intercept) {
      const r2 = 1 - found.residualSumSquares / moments(Float64Array.from(set.y)).sumSquares;
      expect(digits(r2, set.r2)).toBeGreaterThan(10);
    }
  });
});

describe('least squares', () => {
  it('has no answer where the columns depend on each other or rows are too few', () => {
    expect(
      leastSquares(
        [
          [1, 1, 1],
          [2, 2, 2],
        ],
        [1, 2, 3],
      ),
    ).toBeUndefined();
    expect(leastSquares([[0, 0]], [1, 2])).toBeUndefined();
    expect(leastSquares([[1], [2]], [1])).toBeUndefined();
    expect(polynomial([0, 1, 1, 0], [1, 2, 3, 4], 2)).toBeUndefined();
  });

  it('fits a constant, without R2', () => {
    const found = polynomial([0, 0.3, 1], [0.1, 0.1, 0.1], 1)!;
    expect(found.coefficients[0]).toBeCloseTo(0.1, 14);
    expect(found.r2).toBeNaN();
  });

  it('finds any cubic again', () => {
    const coefficient = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(coefficient, coefficient, coefficient, coefficient), (wanted) => {
        const s = [0, 0.1, 0.35, 0.5, 0.8, 1];
        const found = polynomial(
          s,
          s.map((at) => valueAt(wanted, at)),
          3,
        )!;
        wanted.forEach((c, k) => {
          expect(found.coefficients[k]).toBeCloseTo(c, 10);
        });
      }),
    );
  });

  it('leaves residuals that are orthogonal to the columns', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 20 }),
        (y) => {
          const s = y.map((_, i) => i / (y.length - 1));
          const { fitted } = polynomial(s, y, 2)!;
          for (const power of [0, 1, 2]) {
            const dot = y.reduce((sum, value, i) => sum + (value - fitted[i]!) * s[i]! ** power, 0);
            expect(Math.abs(dot)).toBeLessThan(1e-11);
          }
        },
      ),
    );
  });
});
