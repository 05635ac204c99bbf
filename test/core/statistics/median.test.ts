import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from '../../../src/core/statistics/median.ts';
import { quantile } from '../../../src/core/statistics/quantile.ts';

it('is the middle of the sorted values, whatever their order and whatever is missing', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { freq: 4 })), (own) => {
      const values = Float64Array.from(own, (value) => value ?? Number.NaN);
      const sorted = values.filter((value) => !Number.isNaN(value)).sort();
      const expected = quantile(sorted, 0.5);
      // -0 and 0 stand in any order.
      expect(median(values) + 0).toBe(expected + 0);
    }),
  );
  expect(median(new Float64Array(0))).toBeNaN();
  expect(median(Float64Array.of(Number.NaN))).toBeNaN();
});
