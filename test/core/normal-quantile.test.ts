import { expect, test } from 'vitest';
import { normalQuantile } from '../../src/core/statistics/normal-quantile.ts';

// Printed in tables of the normal distribution; the tails from Wichura (1988), table 1.
test.each([
  [0.25, -0.6744897501960817],
  [0.001, -3.090232306167813],
  [1e-20, -9.262340089798408],
  [0.975, 1.959963984540054],
  [0.9, 1.2815515655446004],
  [0.075, -1.4395314709384563],
])('the quantile at %d', (p, expected) => {
  expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(1e-15);
});

test('is odd about one half, infinite at the ends and nothing beyond them', () => {
  for (const p of [0.01, 0.2, 0.45]) expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 13);
  expect([0, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect([-0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
