import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/study/data-audit/audit.ts';
import { jumps } from '../../src/study/data-audit/jumps.ts';
import { auditView } from '../support/audit-view.ts';

/** Steady series: each unit grows by a few percent a year. */
const grown = fc
  .array(fc.tuple(fc.double({ min: 1, max: 9, noNaN: true }), fc.integer({ min: 1, max: 8 })), {
    minLength: 3,
    maxLength: 9,
  })
  .map((units) =>
    units.map(([start, percent]) =>
      Array.from({ length: 8 }, (_, p) => start * (1 + (percent * p) / 100 + (p % 2) / 200)),
    ),
  );
const spotsOf = (series: number[][]) => jumps.find(auditView({ x: series })).flatMap(({ spots }) => spots);

describe('F06: a unit of measurement that changes inside a series', () => {
  it('finds nothing in steady series', () => {
    fc.assert(
      fc.property(grown, (series) => {
        expect(spotsOf(series)).toEqual([]);
      }),
    );
  });

  it('is found at its unit and years with its factor, whether it stays or goes back', () => {
    const plan = fc.tuple(
      grown,
      fc.nat(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(-4, -2, -1, 1, 2, 4),
    );
    fc.assert(
      fc.property(plan, ([series, which, from, length, power]) => {
        const unit = which % series.length;
        const to = Math.min(8, from + length);
        const factor = 10 ** power;
        const planted = series.map((row, u) =>
          row.map((value, p) => (u === unit && p >= from && p < to ? value * factor : value)),
        );
        const [spot, ...rest] = spotsOf(planted);
        expect(rest).toEqual([]);
        expect(spot).toMatchObject({ unit, period: from, length: to - from });
        expect(spot!.value! / spot!.expected!).toBeCloseTo(factor, 8);
      }),
    );
  });

  it('is found in the same places when the whole indicator is scaled', () => {
    fc.assert(
      fc.property(grown, fc.double({ min: 0.01, max: 1000, noNaN: true }), (series, times) => {
        const planted = series.map((row, u) =>
          row.map((value, p) => (u === 0 && p === 4 ? value * 100 : value)),
        );
        const scaled = planted.map((row) => row.map((value) => value * times));
        const places = (rows: number[][]) =>
          spotsOf(rows).map(({ unit, period, length }) => [unit, period, length]);
        expect(places(scaled)).toEqual(places(planted));
        expect(places(planted)).toEqual([[0, 4, 1]]);
      }),
    );
  });

  it('is no jump across zero or a change of sign, nor by a factor of 3 or 40', () => {
    for (const other of [0, -10, 3, 40]) {
      const series = [
        [1, 1.01, other, 1.02, 1.01],
        [2, 2.01, 2.02, 2.01, 2],
        [3, 3.02, 3.01, 3.02, 3.01],
      ];
      expect(spotsOf(series), `${other}`).toEqual([]);
    }
  });

  it('is no jump where a rate swings about one level', () => {
    const steady = Array.from({ length: 9 }, (_one, u) =>
      [9, 9.1, 9.2, 9.1, 9, 9.1, 9.2].map((value) => value + u),
    );
    const swings = [11.8, 12.3, 1.23, 7.5, 6.8, 7.1, 6.5];
    const changes = [118, 123, 12.3, 11.5, 11.8, 12.1, 12.5];
    expect(spotsOf([...steady, swings])).toEqual([]);
    expect(spotsOf([...steady, changes])).toMatchObject([{ unit: 9, period: 2, length: 5 }]);
  });

  it('bridges missing years', () => {
    const rows = [
      [1, 1.01, null, 10.2, 10.1],
      [2, 2.01, 2.02, 2.01, 2],
    ];
    const [hit] = jumps.find(auditView({ x: rows }));
    expect(hit!.spots).toMatchObject([{ unit: 0, period: 3, length: 2 }]);
  });

  it('is named with its unit, years and factor, and set apart where the study accepts it', () => {
    const steady = [1, 1.01, 1.02, 1.01, 1.02];
    const view = auditView({
      x: [
        [1, 1.01, 10.2, 10.1, 1.02],
        [1, 1.01, 1.02, 100.1, 1.02],
        ...[1, 2, 3].map((times) => steady.map((value) => value * times)),
      ],
    });
    const open = findingsOf(view, []).filter(({ check }) => check === 'jump');
    expect(open).toHaveLength(1);
    expect(open[0]!.text.en).toContain('U0 2012–2013 (10.2, expected 1.02), U1 2013 (100.1, expected 1.001)');
    expect(open[0]!.text.zh).toContain('U1 2013（100.1，预期 1.001）');
    const why = { en: 'a plant opened', zh: '新厂投产' };
    const accept = [{ check: 'jump', indicator: 'x', unit: 'u1', why }];
    const parted = findingsOf(view, accept).filter(({ check }) => check === 'jump');
    expect(parted.map(({ spots, accepted, level }) => [spots[0]!.unit, accepted, level])).toEqual([
      [0, undefined, 'warning'],
      [1, why, 'note'],
    ]);
    const all = findingsOf(view, [{ check: 'jump' }]).filter(({ check }) => check === 'jump');
    expect(all.map(({ accepted }) => accepted === undefined)).toEqual([false]);
    const other = findingsOf(view, [{ check: 'jump', indicator: 'x', unit: 'u1', period: 2011 }]);
    expect(other.filter(({ check, accepted }) => check === 'jump' && accepted)).toEqual([]);
  });
});
