import { expect } from 'vitest';

/** Holds every number to `tolerance * max(1, |expected|)`; null, undefined and NaN stand for missing. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number | null>,
  tolerance = 1e-10,
): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const wanted = expected[i] ?? Number.NaN;
    const found = actual[i]!;
    if (Number.isNaN(wanted)) expect(found, `at ${i}`).toBeNaN();
    else if (!(Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted)))) {
      expect.fail(`at ${i}: ${found}, expected ${wanted}`);
    }
  }
}
