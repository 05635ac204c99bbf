import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fTail, incompleteBeta, logGamma } from '../../src/core/statistics/beta.ts';

describe('logarithm of the gamma function', () => {
  it('knows factorials and one half', () => {
    let factorial = 1;
    for (let n = 1; n < 20; n++) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 13);
      factorial *= n;
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(logGamma(0)).toBeNaN();
  });
});

describe('incomplete beta function', () => {
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  const positive = fc.double({ min: 0.3, max: 60, noNaN: true });

  it('has its closed forms', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 30 }), (x, a) => {
        expect(incompleteBeta(x, a, 1)).toBeCloseTo(x ** a, 12);
        expect(incompleteBeta(x, 1, a)).toBeCloseTo(1 - (1 - x) ** a, 12);
      }),
    );
    // The arcsine distribution.
    expect(incompleteBeta(0.3, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.3)), 14);
  });

  it('mirrors, and rises', () => {
    fc.assert(
      fc.property(share, positive, positive, (x, a, b) => {
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 11);
        expect(incompleteBeta(x * 0.9, a, b)).toBeLessThanOrEqual(incompleteBeta(x, a, b) + 1e-14);
      }),
    );
  });

  it('refuses what it is not defined for', () => {
    for (const value of [incompleteBeta(-0.1, 1, 1), incompleteBeta(1.1, 1, 1), incompleteBeta(0.5, 0, 1)])
      expect(value).toBeNaN();
  });
});

describe('tail of the F distribution', () => {
  // Upper 5 % and 1 % points printed in every table of the F distribution.
  it.each([
    [161.4476, 1, 1, 0.05],
    [4.9646, 1, 10, 0.05],
    [10.0443, 1, 10, 0.01],
    [4.0012, 1, 60, 0.05],
    [3.3258, 5, 10, 0.05],
    [2.978237, 10, 10, 0.05],
  ])('F = %d with %d and %d degrees of freedom', (f, d1, d2, p) => {
    expect(fTail(f, d1, d2)).toBeCloseTo(p, 5);
  });

  it('of two and two is 1 / (1 + f)', () => expect(fTail(3, 2, 2)).toBeCloseTo(0.25, 14));
  it('of a square is the two-sided t: Cauchy for one and one', () =>
    expect(fTail(4, 1, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(2), 13));
});
