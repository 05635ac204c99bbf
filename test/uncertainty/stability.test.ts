import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderStatistics } from '../../src/core/statistics/order-statistics.ts';
import { loadStudy, type Result, run } from '../../src/index.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { drawOf } from '../../src/study/uncertainty/draw.ts';
import { replicator } from '../../src/study/uncertainty/replicate.ts';
import { addStability, emptyStability, mergeStability } from '../../src/study/uncertainty/stability.ts';
import { stabilityTables } from '../../src/study/uncertainty/stability-tables.ts';
import { spreadsOf } from '../../src/study/uncertainty/values.ts';
import { sound } from '../support/folder.ts';

const drawn = async (vary: object, change: Record<string, unknown> = {}, obstacles: unknown = { top: 2 }) =>
  run(await loadStudy(sound({ analyses: { obstacles, uncertainty: { replicates: 60, vary } }, ...change })));
const rows = (result: Result, name: string) => recordsOf(result, name);

describe('stability over the replicates', () => {
  it.each([
    ['pooled', {}],
    ['one period', { method: { normalise: { 'min-max': { reference: 'period' } } } }],
    ['a base period', { method: { normalise: { 'min-max': { reference: { period: 2010 } } } } }],
  ])('is that of the study where nothing moves, ranges %s', async (_, change) => {
    for (const scope of ['index', 'dimension']) {
      const result = await drawn({ weight: { perturb: 0 } }, change, { top: 2, scope });
      const { obstacles, panel, nodes } = result;
      const last = panel.units.length * (panel.periods.length - 1);
      const own = rows(result, 'obstacle-stability').filter(({ unit }) => unit !== '*');
      expect(own.length).toBeGreaterThan(3);
      for (const row of own) {
        const u = panel.units.findIndex(({ id }) => id === row.unit);
        const degree = (c: number) => obstacles!.columns[c]![last + u]!;
        const c = obstacles!.ids.indexOf(`${row.indicator}`);
        const rank = 1 + obstacles!.ids.filter((_, i) => degree(i) > degree(c) + 1e-9).length;
        expect([row.rank_low, row.rank_high, row.rank_mean]).toEqual([rank, rank, rank]);
        expect([row.p_first, row.p_top]).toEqual([rank === 1 ? 1 : 0, 1]);
      }
      const mean = (c: number) =>
        panel.units.reduce((sum, _, u) => sum + obstacles!.columns[c]![last + u]!, 0) / panel.units.length;
      for (const row of rows(result, 'obstacle-stability').filter(({ unit }) => unit === '*')) {
        const c = obstacles!.ids.indexOf(`${row.indicator}`);
        const rank = 1 + obstacles!.ids.filter((_, i) => mean(i) > mean(c) + 1e-9).length;
        expect(row.rank_low).toBe(rank);
      }
      for (const row of rows(result, 'trend-stability').filter(({ unit }) => unit !== '*')) {
        const change = Number(row.change);
        expect([row.p_rise, row.p_fall]).toEqual([change > 0 ? 1 : 0, change < 0 ? 1 : 0]);
        expect(row.direction).toBe(change > 0 ? 'rising' : change < 0 ? 'falling' : 'unchanged');
      }
      for (const row of rows(result, 'grade-stability')) {
        const u = panel.units.findIndex(({ id }) => id === row.unit);
        expect([row.from_grade, row.to_grade]).toEqual([nodes[0]!.grade[u], nodes[0]!.grade[last + u]]);
        expect(row.p_found).toBe(1);
      }
    }
  });

  it('has shares that sum to 1 and says nothing of an indicator where it is left out', async () => {
    const result = await drawn({ weight: { perturb: 0.9 }, 'leave-one-out': true });
    for (const row of rows(result, 'grade-stability'))
      expect(Number(row.p_lower) + Number(row.p_same) + Number(row.p_higher)).toBeCloseTo(1, 12);
    for (const row of rows(result, 'trend-stability'))
      expect(Number(row.p_rise) + Number(row.p_fall)).toBeLessThanOrEqual(1);
    const all = rows(result, 'obstacle-stability');
    expect(all.every(({ replicates }) => Number(replicates) < 60)).toBe(true);
    for (const row of all) expect(Number(row.p_first)).toBeLessThanOrEqual(Number(row.p_top));
  });

  it('has no obstacles where the study diagnoses none, and no change of one period', async () => {
    const names = ({ analyses }: Result) => analyses.map(({ name }) => name);
    expect(names(await drawn({ weight: { perturb: 0.2 } }, {}, 'none'))).not.toContain('obstacle-stability');
    const one = names(await drawn({ weight: { perturb: 0.2 } }, { periods: [2010] }));
    expect(one).toContain('obstacle-stability');
    expect(one).not.toContain('trend-stability');
    expect(one).not.toContain('grade-stability');
  });

  it('adds up to the same bytes however the replicates are shared out', async () => {
    const { plan, panel, nodes, values, obstacles } = await drawn({
      weight: { perturb: 0.5 },
      'leave-one-out': true,
    });
    const asked = plan.analyses.uncertainty!;
    const whole = {
      raw: values,
      imputed: values,
      filled: values.columns.map(() => new Uint8Array(6)),
      treated: values,
    };
    const compute = replicator(plan, asked, whole, spreadsOf(whole, ['u1', 'u2', 'u3']));
    const of = (indices: readonly number[]) => {
      const counts = emptyStability(plan, nodes, 3, 2, obstacles);
      for (const index of indices) addStability(counts, plan, compute(drawOf(plan, asked, index)));
      return counts;
    };
    const all = of(Array.from({ length: 30 }, (_, i) => i));
    const [odd, even] = [1, 0].map((rest) => of(Array.from({ length: 15 }, (_, i) => 2 * i + rest)));
    expect(mergeStability(odd!, even!)).toEqual(all);
    expect(structuredClone(all)).toEqual(all);
    expect(stabilityTables(all, plan, panel, nodes, 0.9)).toHaveLength(3);
  });
});

it('finds the values that sorting would put in a place', () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noDefaultInfinity: true }));
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 60 }),
      fc.array(fc.nat(60), { maxLength: 6 }),
      (values, places) => {
        const given = Float64Array.from(values, (one) => one + 0);
        const before = given.slice();
        const sorted = given.filter((one) => !Number.isNaN(one)).sort();
        const asked = [...places].sort((a, b) => a - b);
        const found = orderStatistics(given, asked);
        expect(found.map((one) => one + 0)).toEqual(asked.map((at) => (sorted[at] ?? Number.NaN) + 0));
        expect(given).toEqual(before);
      },
    ),
  );
});
