import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { albers } from '../../src/core/spatial/albers.ts';
import { KERNELS, scottBandwidth, smoothAt } from '../../src/core/spatial/smooth.ts';
import { surface } from '../../src/methods/analyse/surface.ts';
import type { AnalyseInput } from '../../src/methods/method.ts';
import { expectClose } from '../support/close.ts';
import { goldenInput, placesAt, reordered } from '../support/golden-input.ts';

const input = await goldenInput();
const run = (given: AnalyseInput, options: object = {}) => {
  const { tables, notes } = surface.run(
    given,
    surface.options.parse({ resolution: 20, ...options }) as never,
  );
  return { rows: tables.flatMap(records), notes };
};
const values = (rows: Record<string, unknown>[]) => rows.map((row) => row.value as number);
const seen = (rows: Record<string, unknown>[]) => values(rows).filter((value) => !Number.isNaN(value));

describe('surface', () => {
  const kernels = Object.keys(KERNELS) as (keyof typeof KERNELS)[];

  it.each(kernels)('%s stays within the scores, and is empty far from all units', (kernel) => {
    const { rows } = run(input, { kernel, periods: [2010] });
    const scores = input.scores.columns[0]!.subarray(0, input.units.length);
    expect(seen(rows).length).toBeGreaterThan(0);
    for (const value of seen(rows)) {
      expect(value).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-12);
      expect(value).toBeLessThanOrEqual(Math.max(...scores) + 1e-12);
    }
    const reach = KERNELS[kernel].reach * (rows[0]!.bandwidth_km as number);
    const { x, y } = input.places!;
    for (const row of rows) {
      const away = Math.min(
        ...x.map((one, unit) =>
          Math.hypot(one / 1000 - (row.x as number), y[unit]! / 1000 - (row.y as number)),
        ),
      );
      expect(Number.isNaN(row.value)).toBe(away > reach);
    }
  });

  it.each(kernels)('%s: the weight is 1 at the place and falls to 0', (kernel) => {
    const { weight, reach } = KERNELS[kernel];
    const weights = [0, 0.25, 0.5, 0.75, 0.999].map((share) => weight(share * Math.max(1, reach)));
    expect(weights[0]).toBe(1);
    weights.forEach((one, i) => {
      if (i > 0) expect(one).toBeLessThan(weights[i - 1]!);
    });
  });

  it('kernels have the bandwidths of equal smoothing that Silverman prints', () => {
    expect(KERNELS.epanechnikov.canonical).toBeCloseTo(2.4, 2);
    expect(KERNELS.quartic.canonical).toBeCloseTo(2.78, 2);
  });

  it('says where each cell lies: longitude and latitude project back to it', () => {
    const { rows } = run(input, { periods: [2010] });
    const project = albers(input.places!.projection);
    for (const row of rows) {
      const { x, y } = project(row.lon as number, row.lat as number);
      expectClose([x / 1000, y / 1000], [row.x as number, row.y as number], 1e-8);
    }
    const columns = new Set(rows.map((row) => row.x));
    expect(Math.max(columns.size, rows.length / columns.size)).toBe(20);
  });

  it('takes the bandwidth of Scott, or the one that is fixed', () => {
    const kilometres = (metres: Float64Array) => metres.map((value) => value / 1000);
    const { x, y } = input.places!;
    const scott = scottBandwidth(kilometres(x), kilometres(y));
    expect(run(input).rows[0]!.bandwidth_km).toBeCloseTo(scott, 9);
    expect(run(input, { kernel: 'quartic' }).rows[0]!.bandwidth_km).toBeCloseTo(
      scott * KERNELS.quartic.canonical,
      9,
    );
    expect(run(input, { bandwidth: { fixed: 300 } }).rows[0]!.bandwidth_km).toBe(300);
  });

  it('a wide bandwidth levels, a narrow one gives the unit its own score', () => {
    const points = [
      { x: 0, y: 0, value: 1 },
      { x: 10, y: 0, value: 3 },
    ];
    expect(smoothAt(0, 0, points, KERNELS.gaussian, 1e6)).toBeCloseTo(2, 9);
    expect(smoothAt(0, 0, points, KERNELS.gaussian, 0.1)).toBeCloseTo(1, 12);
    expect(smoothAt(5, 0, points, KERNELS.quartic, 6)).toBe(2);
    expect(smoothAt(5, 0, points, KERNELS.quartic, 5)).toBeNaN();
  });

  it('equal scores give a level surface, whatever the order of units', () => {
    const level = {
      ...input,
      scores: { ...input.scores, columns: input.scores.columns.map((column) => column.map(() => 0.4)) },
    };
    for (const value of seen(run(level).rows)) expect(value).toBeCloseTo(0.4, 14);
    const order = [...input.units.keys()].reverse();
    expectClose(values(run(reordered(input, order)).rows), values(run(input).rows), 1e-9);
  });

  it('shows the root in every period, or what is asked for', () => {
    const asked = (options: object) =>
      new Set(run(input, options).rows.map((row) => `${row.period} ${row.node}`));
    expect(asked({})).toEqual(new Set(['2010 index', '2015 index', '2019 index']));
    expect(asked({ periods: [2015], nodes: ['basic'] })).toEqual(new Set(['2015 basic']));
  });

  it('always says that it illustrates, and names what is left out', () => {
    const scores = { ...input.scores, columns: input.scores.columns.map((column) => column.slice()) };
    scores.columns[0]![4] = Number.NaN;
    const { lon, lat } = input.places!;
    const places = placesAt([Number.NaN, ...lon.slice(1)], [...lat]);
    const { notes } = run({ ...input, scores, places });
    expect(notes.map(({ code, items }) => [code, items])).toEqual([
      ['surface/illustration', undefined],
      ['surface/no-coordinates', ["Xing'an League"]],
      ['surface/no-score', ['Hegang 2010 index']],
    ]);
  });

  it('has no surface for units in one place, unless the bandwidth is fixed', () => {
    const places = placesAt(
      input.units.map(() => 120),
      input.units.map(() => 40),
    );
    const together = { ...input, places };
    expect(run(together).notes.map(({ code }) => code)).toEqual(['surface/too-few']);
    expect(seen(run(together, { bandwidth: { fixed: 50 } }).rows).length).toBeGreaterThan(0);
  });

  it('refuses periods and nodes that the study does not have', () => {
    const context = {
      root: input.root,
      indicators: [],
      periods: [2010],
      groups: [],
      variables: [],
      hasCoordinates: false,
    };
    const given = surface.options.parse({ periods: [2011], nodes: ['other'] }) as never;
    expect(surface.check!(given, context).map(({ code }) => code)).toEqual([
      'study/no-coordinates',
      'study/unknown-period',
      'study/unknown-node',
    ]);
  });
});
