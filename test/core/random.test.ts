import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../src/core/random/dirichlet.ts';
import { logOfGamma } from '../../src/core/random/gamma.ts';
import { fillNormal, normal } from '../../src/core/random/normal.ts';
import { stream } from '../../src/core/random/stream.ts';
import { fillUniform, random } from '../../src/core/random.ts';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
function power(values: ArrayLike<number>, exponent: number): number {
  const centre = mean(values);
  return mean(Array.from(values, (value) => (value - centre) ** exponent));
}

describe('streams by index', () => {
  it('do not depend on which other streams were drawn', () => {
    const forwards = Array.from({ length: 50 }, (_, i) => stream(9, 'x', i).next());
    const backwards = Array.from({ length: 50 }, (_, i) => stream(9, 'x', 49 - i).next()).reverse();
    expect(backwards).toEqual(forwards);
    expect(new Set(forwards).size).toBe(50);
    expect(stream(9, 'y', 0).next()).not.toBe(forwards[0]);
    expect(stream(10, 'x', 0).next()).not.toBe(forwards[0]);
  });
  it('keep name and index apart', () => {
    expect(stream(1, 'x1', 1).next()).not.toBe(stream(1, 'x', 11).next());
  });
  it('begin evenly and without relation to their neighbours', () => {
    const n = 65536;
    const first = Float64Array.from({ length: n }, (_, i) => stream(3, 'even', i).next());
    const cells = new Float64Array(256);
    for (const value of first) cells[Math.floor(256 * value)]!++;
    const square = cells.reduce((total, count) => total + (count - 256) ** 2 / 256, 0);
    // Chi-squared with 255 degrees of freedom: mean 255, standard deviation 22.6.
    expect(Math.abs(square - 255)).toBeLessThan(5 * 22.6);
    for (const lag of [1, 2, 10, 256]) {
      const products = Array.from({ length: n - lag }, (_, i) => (first[i]! - 0.5) * (first[i + lag]! - 0.5));
      expect(Math.abs(mean(products) * 12 * Math.sqrt(n))).toBeLessThan(5);
    }
  });
  it.each([-1, 0.5, Number.NaN])('refuse the index %s', (index) => {
    expect(() => stream(1, 'x', index)).toThrow(RangeError);
  });
});

const N = 200_000;
/** The first three numbers of this seed, which must never change. */
const GOLDEN_NORMAL = [-1.4488624976608322, -0.44687262777517256, -2.0245008601984145];
describe('normal numbers', () => {
  const drawn = Float64Array.from({ length: N }, () => 0);
  const source = random(5, 'normal');
  for (let i = 0; i < N; i++) drawn[i] = normal(source);
  it('have the moments of the normal distribution', () => {
    expect(Math.abs(mean(drawn))).toBeLessThan(5 * Math.sqrt(1 / N));
    expect(Math.abs(power(drawn, 2) - 1)).toBeLessThan(5 * Math.sqrt(2 / N));
    expect(Math.abs(power(drawn, 3))).toBeLessThan(5 * Math.sqrt(15 / N));
    expect(Math.abs(power(drawn, 4) - 3)).toBeLessThan(5 * Math.sqrt(96 / N));
  });
  it('fall where the normal distribution says', () => {
    for (const [limit, share] of [
      [-1.959963984540054, 0.025],
      [-0.6744897501960817, 0.25],
      [1.2815515655446004, 0.9],
      [3.090232306167813, 0.999],
    ] as const) {
      const below = drawn.filter((value) => value < limit).length / N;
      expect(Math.abs(below - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / N));
    }
  });
  it('are the same bits everywhere', () => {
    const few = random(1, 'golden');
    expect([normal(few), normal(few), normal(few)]).toEqual(GOLDEN_NORMAL);
  });
  it('are finite at both ends of the uniform numbers', () => {
    const end = { next: () => 1 - 2 ** -53, integer: () => 0 };
    expect(normal(end)).toBeCloseTo(8.126, 3);
  });
});

describe('gamma numbers', () => {
  it.each([0.3, 1, 2.5, 40])('of shape %s have its mean, variance and skewness', (shape) => {
    const source = random(7, `gamma ${shape}`);
    const drawn = Float64Array.from({ length: N }, () => Math.exp(logOfGamma(shape, source)));
    expect(Math.abs(mean(drawn) - shape)).toBeLessThan(5 * Math.sqrt(shape / N));
    const variance = power(drawn, 2);
    // The variance of a sample variance: (fourth moment - variance squared) / N.
    expect(Math.abs(variance - shape)).toBeLessThan(5 * Math.sqrt((2 * shape * shape + 6 * shape) / N));
    expect(power(drawn, 3) / variance ** 1.5).toBeCloseTo(2 / Math.sqrt(shape), shape < 1 ? 0 : 1);
  });
  it('of shape 1 are exponential', () => {
    const source = random(8, 'exponential');
    const above = Array.from({ length: N }, () => logOfGamma(1, source)).filter((value) => value > 0).length;
    expect(Math.abs(above / N - Math.exp(-1))).toBeLessThan(5 * Math.sqrt(0.2325 / N));
  });
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuse the shape %s', (shape) => {
    expect(() => logOfGamma(shape, random(1, 'x'))).toThrow('must be positive');
  });
});

describe('Dirichlet weights', () => {
  const given = [1, 2, 0, 5];
  it.each([2, 50])('lie around the given ones with concentration %s', (concentration) => {
    const source = random(11, 'dirichlet');
    const n = 40_000;
    const draws = Array.from({ length: n }, () => dirichlet(given, concentration, source));
    given.forEach((weight, i) => {
      const share = weight / 8;
      const values = draws.map((one) => one[i]!);
      const variance = (share * (1 - share)) / (concentration + 1);
      expect(Math.abs(mean(values) - share)).toBeLessThanOrEqual(5 * Math.sqrt(variance / n));
      expect(Math.abs(power(values, 2) - variance)).toBeLessThanOrEqual(0.05 * variance);
    });
    for (const one of draws.slice(0, 100)) expect(mean(one) * 4).toBeCloseTo(1, 14);
  });
  it('stay weights where most gamma numbers vanish', () => {
    const source = random(12, 'tiny');
    for (let i = 0; i < 100; i++) {
      const drawn = dirichlet([1, 1, 1], 1e-5, source);
      expect(drawn.every((weight) => weight >= 0)).toBe(true);
      expect(mean(drawn) * 3).toBeCloseTo(1, 14);
    }
  });
  it('refuse what are no weights', () => {
    const source = random(1, 'x');
    expect(() => dirichlet([1, -1], 1, source)).toThrow('must not be negative');
    expect(() => dirichlet([1, Number.NaN], 1, source)).toThrow('must not be negative');
    expect(() => dirichlet([0, 0], 1, source)).toThrow('must be positive');
    expect(() => dirichlet([1, 1], 0, source)).toThrow('must be positive');
  });
});

describe('arrays filled in one go', () => {
  it('hold the numbers of the stream, bit for bit', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(1000), fc.nat(50), (seed, name, index, count) => {
        const uniform = random(seed, name);
        expect([...fillUniform(seed, name, new Float64Array(count))]).toEqual(
          Array.from({ length: count }, () => uniform.next()),
        );
        const numbers = stream(seed, name, index);
        expect([...fillNormal(seed, name, index, new Float64Array(count))]).toEqual(
          Array.from({ length: count }, () => normal(numbers)),
        );
      }),
    );
  });
});
