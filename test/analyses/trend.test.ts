import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { valueAt } from '../../src/core/linalg/least-squares.ts';
import { trend } from '../../src/methods/analyse/trend.ts';
import { rotated, shapeOf, turningPoints } from '../../src/methods/analyse/trend-fit.ts';
import type { AnalyseInput } from '../../src/methods/method.ts';
import { expectClose } from '../support/close.ts';
import { golden } from '../support/golden.ts';
import { goldenInput, placesAt, reordered } from '../support/golden-input.ts';

const input = await goldenInput();
const run = (given: AnalyseInput, options: object = {}) => {
  const { tables, notes } = trend.run(
    given,
    trend.options.parse({ replicates: 0, nodes: ['index'], ...options }) as never,
  );
  const [fits, band, points] = tables.map(records);
  return { fits: fits!, band: band!, points: points!, notes };
};

describe('trend: reference values', () => {
  const zones = Object.entries(golden.trend.byZone as Record<string, object>);
  it('has both zones and both rotations', () =>
    expect(zones.map(([zone, of]) => [zone, Object.keys(of)])).toEqual([
      ['ALL', ['theta0', 'theta30']],
      ['Heilongjiang', ['theta0', 'theta30']],
    ]));

  it.each(
    zones.flatMap(([zone, rotations]) =>
      Object.entries(rotations).flatMap(([theta, years]) =>
        [1, 2, 3].map((order) => [zone, Number(theta.slice(5)), order, years] as const),
      ),
    ),
  )('%s at %d degrees, order %d', (zone, rotation, order, years) => {
    const { fits, band, points } = run(input, { rotation, order, ...(zone === 'ALL' ? {} : { by: 'zone' }) });
    const group = zone === 'ALL' ? '*' : zone;
    const cities = zone === 'ALL' ? golden.input.cities : golden.input.zones[zone];
    expect(fits).toHaveLength(6);
    years.forEach((year: Record<string, Record<string, Expected>>, y: number) => {
      for (const axis of ['x', 'y'] as const) {
        const expected = year[`order${order}`]![axis]!;
        const is = (row: Record<string, unknown>) =>
          row.group === group && row.period === input.periods[y] && row.axis === axis;
        const found = fits.find(is)!;
        const coefficients = [found.c0, found.c1, found.c2, found.c3] as number[];
        expectClose(coefficients, [...expected.coef, ...Array(3 - order).fill(Number.NaN)]);
        expectClose([found.r2, found.axis_min, found.axis_max] as number[], [
          expected.R2,
          expected.uMin,
          expected.uMax,
        ]);
        const curve = band.filter(is).filter((_, i) => i % 2 === 0);
        expectClose(
          curve.map((row) => row.fitted as number),
          expected.curve,
        );
        const fitted = cities.map((city: string) => {
          const at = points.find((row) => row.unit === city && row.group === group)![axis] as number;
          const s = (at - expected.uMin) / (expected.uMax - expected.uMin);
          return valueAt(coefficients.slice(0, order + 1), s);
        });
        expectClose(fitted, expected.fitted);
      }
    });
  });
});
interface Expected {
  coef: number[];
  R2: number;
  uMin: number;
  uMax: number;
  curve: number[];
  fitted: number[];
}

describe('trend: laws', () => {
  const { fits: plain } = run(input);
  const numbers = (rows: Record<string, unknown>[], columns: string[]) =>
    rows.flatMap((row) => columns.map((column) => row[column] as number));
  const BASE = [
    'c0',
    'c1',
    'c2',
    'r2',
    'f',
    'p',
    'turning_point',
    'axis_min',
    'axis_max',
    'best_angle',
    'best_r2',
  ];

  it('does not depend on the order of units', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...input.units.keys()], { minLength: 13, maxLength: 13 }), (order) => {
        expectClose(numbers(run(reordered(input, order)).fits, BASE), numbers(plain, BASE), 1e-9);
      }),
      { numRuns: 5 },
    );
  });

  it('mirrors at half a turn, and changes walls at a quarter', () => {
    const half = run(input, { rotation: 180 }).fits;
    expectClose(numbers(half, ['r2', 'f', 'p']), numbers(plain, ['r2', 'f', 'p']), 1e-9);
    expectClose(
      numbers(half, ['turning_point']),
      numbers(plain, ['turning_point']).map((s) => 1 - s),
      1e-9,
    );
    const quarter = run(input, { rotation: 90 }).fits;
    expectClose(
      numbers(
        quarter.filter((row) => row.axis === 'x'),
        ['c0', 'c1', 'c2', 'r2'],
      ),
      numbers(
        plain.filter((row) => row.axis === 'y'),
        ['c0', 'c1', 'c2', 'r2'],
      ),
    );
  });

  it('the best angle explains no less than the axes, and is what that rotation gives', () => {
    for (const row of plain) expect(row.best_r2 as number).toBeGreaterThanOrEqual((row.r2 as number) - 1e-12);
    const [first] = plain;
    const turned = run(input, { rotation: first!.best_angle as number }).fits[0]!;
    expectClose([turned.r2 as number], [first!.best_r2 as number]);
  });

  it('higher orders explain more, and F and p say how much', () => {
    const [one, two] = [1, 2].map((order) => run(input, { order }).fits);
    two!.forEach((row, i) => {
      const lower = one![i]!;
      expect(row.r2 as number).toBeGreaterThanOrEqual(lower.r2 as number);
      const f = ((row.r2 as number) - (lower.r2 as number)) / ((1 - (row.r2 as number)) / 10);
      expect(row.f).toBeCloseTo(f, 9);
      expect(row.p as number).toBeGreaterThan(0);
      expect(row.p as number).toBeLessThanOrEqual(1);
    });
  });

  it('the band holds the curve in its middle, depends on the seed alone, and narrows with the interval', () => {
    const options = { replicates: 200 };
    const { band } = run(input, options);
    expect(run(input, options).band).toEqual(band);
    expect(run({ ...input, seed: 2 }, options).band).not.toEqual(band);
    const narrow = run(input, { ...options, interval: 0.5 }).band;
    band.forEach((row, i) => {
      expect(row.low as number).toBeLessThanOrEqual(narrow[i]!.low as number);
      expect(row.high as number).toBeGreaterThanOrEqual(narrow[i]!.high as number);
      expect(row.replicates).toBeGreaterThan(190);
    });
    const inside = band.filter((row) => row.low! <= row.fitted! && row.fitted! <= row.high!);
    expect(inside.length).toBeGreaterThan(0.9 * band.length);
  });
});

describe('trend: shapes', () => {
  it('turns where the slope changes its sign', () => {
    expect(turningPoints([0, 1])).toEqual([]);
    expect(turningPoints([0, 1, -1])).toEqual([0.5]);
    expect(turningPoints([0, 1, 1])).toEqual([]);
    expectClose(turningPoints([0, 3, -16.5, 22]), [0.119, 0.381], 1e-3);
    // A level point that is passed: (s - 1/2)^3.
    expect(turningPoints([0, 0.75, -1.5, 1])).toEqual([]);
  });

  it.each([
    ['rising', [0, 1]],
    ['falling', [0, -1]],
    ['u', [0, -1, 1]],
    ['inverted-u', [0, 1, -1]],
    ['rise-fall-rise', [0, 3, -16.5, 22]],
    ['fall-rise-fall', [0, -3, 16.5, -22]],
    ['flat', [0.5, 0.01]],
  ])('%s', (shape, coefficients) => {
    expect(shapeOf(coefficients, turningPoints(coefficients), 1)).toBe(shape);
  });

  it('quarter turns are exact', () => {
    expect(rotated([2], [5], 90)).toEqual({ u: Float64Array.of(5), v: Float64Array.of(-2) });
    expect(rotated([2], [5], -90)).toEqual({ u: Float64Array.of(-5), v: Float64Array.of(2) });
    expect(rotated([2], [5], 360)).toEqual({ u: Float64Array.of(2), v: Float64Array.of(5) });
  });
});

describe('trend: what cannot be fitted', () => {
  const codes = (given: AnalyseInput, options: object = {}) =>
    run(given, options).notes.map(({ code }) => code);
  const withScores = (change: (score: number, row: number) => number): AnalyseInput => ({
    ...input,
    scores: { ...input.scores, columns: input.scores.columns.map((column) => column.map(change)) },
  });

  it('skips small groups and says so', () => {
    const { fits, notes } = run(input, { by: 'zone' });
    expect(new Set(fits.map((row) => row.group))).toEqual(new Set(['Heilongjiang']));
    expect(notes.find(({ code }) => code === 'trend/small-group')!.items).toEqual([
      'Inner Mongolia',
      'Jilin',
      'Liaoning',
    ]);
  });

  it('leaves out units without coordinates or score and names them', () => {
    const lon = [...golden.geography.lon];
    lon[2] = Number.NaN;
    const given = withScores((score, row) => (row === 4 ? Number.NaN : score));
    const { fits, points, notes } = run({ ...given, places: placesAt(lon, golden.geography.lat) });
    expect(fits.map((row) => row.count)).toEqual([11, 11, 12, 12, 12, 12]);
    expect(points).toHaveLength(12);
    expect(notes.map(({ code, items }) => [code, items])).toEqual([
      ['trend/no-coordinates', ['Heihe']],
      ['trend/no-score', ['Hegang 2010 index']],
    ]);
  });

  it('skips an axis on which all units lie in one place', () => {
    const places = placesAt(golden.geography.lon, golden.geography.lat);
    const { fits, notes } = run({ ...input, places: { ...places, x: places.x.map(() => 7) } });
    expect(new Set(fits.map((row) => row.axis))).toEqual(new Set(['y']));
    expect(notes.map(({ code }) => code)).toEqual(['trend/no-extent']);
  });

  it('gives a level curve for equal scores', () => {
    const { fits } = run(withScores(() => 0.25));
    for (const row of fits) {
      expect(row.shape).toBe('flat');
      expect(row.c0).toBeCloseTo(0.25, 12);
      for (const key of ['r2', 'f', 'p', 'best_angle', 'best_r2']) expect(row[key]).toBeNaN();
    }
  });

  it('gives an exact curve the probability 0', () => {
    const { x } = input.places!;
    const [low, high] = [Math.min(...x), Math.max(...x)];
    const s = (row: number) => (x[row % x.length]! - low) / (high - low);
    const { fits } = run(withScores((_, row) => 1 + s(row) - s(row) * s(row)));
    const [onX] = fits;
    expectClose([onX!.c0, onX!.c1, onX!.c2] as number[], [1, 1, -1]);
    expect(onX!.p as number).toBeLessThan(1e-40);
    expect(onX!.turning_point).toBeCloseTo(0.5, 9);
    expect(onX!.shape).toBe('inverted-u');
  });

  it('has nothing to say when no unit has coordinates', () => {
    const { places: _, ...without } = input;
    expect(codes(without)).toEqual(['trend/no-coordinates']);
  });

  it('refuses a study without coordinates, unknown groups and unknown nodes', () => {
    const context = {
      root: input.root,
      indicators: [],
      periods: [],
      groups: ['zone'],
      variables: [],
      hasCoordinates: false,
    };
    const complaints = trend.check!(trend.options.parse({ by: 'zones', nodes: ['indes'] }) as never, context);
    expect(complaints.map(({ code }) => code)).toEqual([
      'study/no-coordinates',
      'study/unknown-group',
      'study/unknown-node',
    ]);
  });
});
