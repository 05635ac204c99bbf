import { describe, expect, it } from 'vitest';
import { SOBOL_DIMENSIONS, sobolColumn } from '../../src/core/statistics/sobol-sequence.ts';

/** How many of the equal intervals hold a point. */
const occupied = (column: Float64Array, cells: number) =>
  new Set(column.map((x) => Math.floor(x * cells))).size;

describe("Sobol' points", () => {
  it('are the known first ones', () => {
    const columns = [0, 1, 2].map((dimension) => sobolColumn(dimension, 8));
    // Joe and Kuo's own program prints these for three dimensions.
    expect(columns.map((column) => [...column])).toEqual([
      [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125],
      [0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625],
      [0, 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375],
    ]);
  });
  it('are those of an independent program in every dimension', () => {
    let checksum = 0;
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++)
      checksum += sobolColumn(dimension, 4100)[4099]! * 2 ** 32 * (dimension + 1);
    expect(checksum).toBe(68864788398080);
  });
  it.each([undefined, 1, 2 ** 40 + 3])('fill every dimension evenly (seed %s)', (seed) => {
    expect(SOBOL_DIMENSIONS).toBe(256);
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
      const column = sobolColumn(dimension, 1024, seed);
      for (const count of [2, 16, 128, 1024]) expect(occupied(column.subarray(0, count), count)).toBe(count);
    }
  });
  it.each([undefined, 7])('fill the elementary intervals of the first two dimensions (seed %s)', (seed) => {
    const x = sobolColumn(0, 256, seed);
    const y = sobolColumn(1, 256, seed);
    for (let k = 0; k <= 8; k++) {
      const boxes = new Set(
        Array.from(x, (_, i) => `${Math.floor(x[i]! * 2 ** k)} ${Math.floor(y[i]! * 2 ** (8 - k))}`),
      );
      expect(boxes.size).toBe(256);
    }
  });
  it('differ between seeds and dimensions, and not otherwise', () => {
    expect(sobolColumn(3, 64, 5)).toEqual(sobolColumn(3, 64, 5));
    expect(sobolColumn(3, 64, 5)).toEqual(sobolColumn(3, 128, 5).subarray(0, 64));
    for (const seed of [6, 5 + 2 ** 32, -5])
      expect(sobolColumn(3, 64, seed)).not.toEqual(sobolColumn(3, 64, 5));
    expect(sobolColumn(4, 64, 5)).not.toEqual(sobolColumn(3, 64, 5));
    const column = sobolColumn(0, 64, 5);
    expect(Math.min(...column)).toBeGreaterThan(0);
    expect(Math.max(...column)).toBeLessThan(1);
  });
  it('turn the digits over like fair and unrelated coins, from seed to seed', () => {
    const seeds = 4096;
    // The first four points lie in different quarters: three independent coins give eight arrangements, and equally often.
    const arrangements = new Map<string, number>();
    const cells = new Float64Array(64);
    for (let seed = 0; seed < seeds; seed++) {
      const points = sobolColumn(2, 4, seed);
      const arrangement = points.map((x) => Math.floor(4 * x)).join('');
      arrangements.set(arrangement, (arrangements.get(arrangement) ?? 0) + 1);
      cells[Math.floor(64 * points[3]!)]!++;
    }
    expect(arrangements.size).toBe(8);
    const chiSquared = (counts: Iterable<number>, expected: number) =>
      [...counts].reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
    expect(chiSquared(arrangements.values(), seeds / 8)).toBeLessThan(7 + 5 * Math.sqrt(14));
    expect(chiSquared(cells, seeds / 64)).toBeLessThan(63 + 5 * Math.sqrt(126));
  });
  it('estimate a smooth mean far better than independent points would', () => {
    const n = 1024;
    const errors = Array.from({ length: 32 }, (_, seed) => {
      const columns = [0, 1, 2, 3].map((dimension) => sobolColumn(dimension, n, seed));
      let total = 0;
      for (let i = 0; i < n; i++)
        total += columns.reduce((product, column) => product * (0.5 + column[i]!), 1);
      return total / n - 1;
    });
    const rms = Math.sqrt(errors.reduce((total, error) => total + error * error, 0) / errors.length);
    // Independent points: the variance of the product is (13/12)^4 - 1.
    expect(rms).toBeLessThan(Math.sqrt((13 / 12) ** 4 - 1) / Math.sqrt(n) / 20);
    expect(Math.abs(errors.reduce((total, error) => total + error, 0) / errors.length)).toBeLessThan(rms);
  });
  it.each([-1, 256, 0.5])('refuse dimension %s', (dimension) => {
    expect(() => sobolColumn(dimension, 1)).toThrow('must be from 0 to 255');
  });
});
