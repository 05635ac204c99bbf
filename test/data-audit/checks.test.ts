import { describe, expect, it } from 'vitest';
import { breaks } from '../../src/study/data-audit/breaks.ts';
import { checks } from '../../src/study/data-audit/checks.ts';
import { constant } from '../../src/study/data-audit/constant.ts';
import { direction } from '../../src/study/data-audit/direction.ts';
import { duplicateUnits } from '../../src/study/data-audit/duplicate-units.ts';
import type { Check } from '../../src/study/data-audit/finding.ts';
import { interpolated } from '../../src/study/data-audit/interpolated.ts';
import { lost } from '../../src/study/data-audit/lost.ts';
import { missingRuns } from '../../src/study/data-audit/missing-runs.ts';
import { money } from '../../src/study/data-audit/money.ts';
import { mostlyMissing } from '../../src/study/data-audit/mostly-missing.ts';
import { nearDuplicates } from '../../src/study/data-audit/near-duplicates.ts';
import { outliers } from '../../src/study/data-audit/outliers.ts';
import { percentages } from '../../src/study/data-audit/percentages.ts';
import { rounded } from '../../src/study/data-audit/rounded.ts';
import { scope } from '../../src/study/data-audit/scope.ts';
import { similarNames } from '../../src/study/data-audit/similar-names.ts';
import { spikes } from '../../src/study/data-audit/spikes.ts';
import { sums } from '../../src/study/data-audit/sums.ts';
import { unitSpan } from '../../src/study/data-audit/unit-span.ts';
import { auditView } from '../support/audit-view.ts';

const _ = null;
/** Values without pattern, the same on every run. */
function wobble(units: number, periods: number, seed = 7): number[][] {
  let state = seed;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: units }, () => {
    const start = 50 + 40 * next();
    return Array.from({ length: periods }, () => Number((start * (0.97 + 0.06 * next())).toFixed(3)));
  });
}
const spots = (check: Check, view: Parameters<Check['find']>[0]) =>
  check
    .find(view)
    .flatMap((hit) => hit.spots.map((spot) => [spot.unit, view.periods[spot.period], spot.length ?? 1]));

describe('the checks of the data', () => {
  it('have different ids, both languages and a source each', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { title, rule, source } of checks)
      for (const text of [title, rule, source])
        for (const one of [text.en, text.zh]) expect(one).not.toBe('');
  });

  it('find nothing in data without faults, and take one unit, one period and nothing at all', () => {
    const plain = auditView({ x: wobble(12, 8), y: wobble(12, 8, 11) });
    for (const check of checks) expect(check.find(plain), check.id).toEqual([]);
    for (const view of [
      auditView({ x: [[1]] }),
      auditView({ x: [[1, 2, 3]] }),
      auditView({ x: [[1], [2], [3]] }),
      auditView({ x: [[_], [_]] }),
    ])
      for (const check of checks)
        for (const hit of check.find(view)) {
          const text = check.tell(hit, { en: '', zh: '' }, hit.spots.length, view);
          expect(`${text.en}${text.zh}`, check.id).not.toMatch(/undefined|NaN/);
        }
  });

  it('missing-run: three years in a row within a unit that has others', () => {
    const view = auditView({
      x: [
        [1, _, _, _, 2],
        [1, _, _, 3, 2],
        [_, _, _, _, _],
        [_, _, _, _, 2],
      ],
    });
    expect(spots(missingRuns, view)).toEqual([
      [0, 2011, 3],
      [3, 2010, 4],
    ]);
  });

  it('F15: what is lost and what is mostly missing is listed', () => {
    const view = auditView({
      x: [
        [1, _, 2],
        [_, _, _],
        [3, _, _],
      ],
      y: [
        [_, _, _],
        [_, _, _],
        [_, _, _],
      ],
    });
    expect(lost.find(view).map(({ indicator, facts }) => [indicator, facts!.kind])).toEqual([
      ['y', 'indicator'],
      ['', 'unit'],
      ['', 'period'],
    ]);
    expect(spots(lost, view)).toEqual([
      [1, undefined, 1],
      [-1, 2011, 1],
    ]);
    expect(mostlyMissing.find(view)).toMatchObject([{ indicator: 'x', facts: { missing: 6, of: 9 } }]);
  });

  it('F12: units that begin or end within the panel', () => {
    const view = auditView({
      x: [
        [1, 2, 3, 4],
        [_, _, 3, 4],
        [1, _, _, _],
        [_, _, _, _],
      ],
    });
    expect(spots(unitSpan, view)).toEqual([
      [1, 2010, 2],
      [2, 2011, 3],
    ]);
  });

  it('F14: constant and nearly constant indicators', () => {
    const near = Array.from({ length: 40 }, (_one, u) => [u < 39 ? 0 : 7]);
    const view = auditView({ x: near, y: near.map(() => [5]), z: near.map((_one, u) => [u]) });
    expect(constant.find(view).map(({ indicator }) => indicator)).toEqual(['x', 'y']);
  });

  it('outlier: far out as it is and in logarithms', () => {
    const skewed = Array.from({ length: 20 }, (_one, u) => [2 ** (u / 2)]);
    expect(spots(outliers, auditView({ x: skewed }))).toEqual([]);
    const far = [...Array.from({ length: 19 }, (_one, u) => [100 + u]), [900]];
    expect(spots(outliers, auditView({ x: far }))).toEqual([[19, 2010, 1]]);
    expect(spots(outliers, auditView({ x: far.map(([value]) => [-value!]) }))).toEqual([[19, 2010, 1]]);
  });

  it('spike: one year that leaves its series, and not its neighbours', () => {
    const rows = wobble(10, 8);
    rows[3]![4] = rows[3]![4]! * 4;
    expect(spots(spikes, auditView({ x: rows }))).toEqual([[3, 2014, 1]]);
  });

  it('break: many units make their largest change in one year', () => {
    const rows = wobble(12, 8).map((row) => row.map((value, p) => (p >= 5 ? 2 * value : value)));
    expect(spots(breaks, auditView({ x: rows }))).toEqual([[-1, 2015, 1]]);
    const ways = rows.map((row, u) =>
      u % 2 === 0 ? row : row.map((value, p) => (p >= 5 ? value / 4 : value)),
    );
    expect(spots(breaks, auditView({ x: ways }))).toEqual([]);
  });

  it('sum: declared parts against their whole', () => {
    const view = auditView({ a: [[40], [60]], b: [[60], [41]], c: [[100], [100]] });
    const sum = { parts: ['a', 'b'], complete: true, tolerance: 0.005 };
    const found = (more: object) =>
      sums.find({ ...view, sums: [{ ...sum, whole: 'c', ...more }] }).flatMap((hit) => hit.spots);
    expect(found({})).toEqual([{ unit: 1, period: 0, value: 101, expected: 100 }]);
    expect(found({ whole: 100 })).toHaveLength(1);
    expect(found({ tolerance: 0.02 })).toEqual([]);
    expect(found({ parts: ['a'], complete: false })).toEqual([]);
    expect(found({ whole: 50, parts: ['a'], complete: false })).toHaveLength(1);
  });

  it('percentage: below 0 or above 100 in %, but for growth and ratios', () => {
    const rows = [[50], [101], [-1]];
    const unit = { en: '%', zh: '%' };
    const titled = (en: string) => auditView({ x: rows }, { unit, title: { en, zh: '某率' } });
    expect(spots(percentages, titled('Share of forest'))).toEqual([
      [1, 2010, 1],
      [2, 2010, 1],
    ]);
    expect(spots(percentages, titled('Growth of output'))).toEqual([]);
    expect(spots(percentages, auditView({ x: rows }))).toEqual([]);
  });

  it('near-duplicate: proportional or almost perfectly correlated', () => {
    const rows = wobble(6, 4);
    const times = rows.map((row) => row.map((value) => 2.5 * value));
    const turned = rows.map((row) => row.map((value, p) => 300 - value + (p % 2) / 100));
    const found = nearDuplicates.find(auditView({ x: rows, y: times, z: turned, w: wobble(6, 4, 5) }));
    expect(found.map(({ indicator, facts }) => [indicator, facts!.with, facts!.factor])).toEqual([
      ['x', 'y', '2.5'],
      ['x', 'z', ''],
      ['y', 'z', ''],
    ]);
  });

  it('duplicate: a unit with the numbers of another, and a year that repeats the last', () => {
    const rows = wobble(5, 4);
    rows[4] = rows[1]!;
    expect(spots(duplicateUnits, auditView({ x: rows, y: rows }))).toEqual([[4, undefined, 1]]);
    const [x, y, z] = [3, 5, 9].map((seed) => {
      const own = wobble(5, 4, seed);
      own[2]![3] = own[2]![2]!;
      return own;
    });
    expect(spots(duplicateUnits, auditView({ x: x!, y: y!, z: z! }))).toEqual([[2, 2013, 1]]);
  });

  it('interpolated: values on a line or without change between observations', () => {
    const rows = wobble(8, 9);
    rows[2] = [10, 31.4, 12.5, 20.1, 27.7, 35.3, 42.9, 13.7, 60];
    rows[5] = [3, 8, 8, 8, 8, 8, 2, 9, 4];
    expect(spots(interpolated, auditView({ x: rows }))).toEqual([
      [2, 2013, 3],
      [5, 2012, 3],
    ]);
    // Areas stay as they are, and whole numbers that move by one lie on lines by rounding.
    const still = Array.from({ length: 8 }, (_one, u) => Array.from({ length: 9 }, () => 100 + u));
    const small = Array.from({ length: 8 }, (_one, u) => Array.from({ length: 9 }, (_two, p) => u + p));
    expect(interpolated.find(auditView({ x: still }))).toEqual([]);
    expect(interpolated.find(auditView({ x: small }))).toEqual([]);
  });

  it('rounded: one year with fewer digits than the others', () => {
    const rows = wobble(12, 5).map((row) => row.map((value, p) => (p === 3 ? Math.round(value) : value)));
    expect(spots(rounded, auditView({ x: rows }))).toEqual([[-1, 2013, 1]]);
  });

  it('direction: against the index after its direction is applied', () => {
    const against = (agreement: number) => direction.find(auditView({ x: [[1], [2]] }, { agreement })).length;
    expect([-0.5, -0.1, Number.NaN].map(against)).toEqual([1, 0, 0]);
  });

  it('money and coverage are told by their titles and units', () => {
    const titled = (title: string, unit: string) =>
      auditView({ x: wobble(3, 4) }, { title: { en: title, zh: title }, unit: { en: unit, zh: unit } });
    expect(money.find(titled('Output', '亿元'))).toHaveLength(1);
    expect(money.find(titled('Output at constant prices', 'yuan'))).toEqual([]);
    expect(money.find(titled('Output', 't'))).toEqual([]);
    // Without a unit, names must tell.
    const named = (id: string) =>
      money.find({
        ...auditView({ x: wobble(3, 4) }),
        variables: [{ ...auditView({ x: wobble(3, 4) }).variables[0]!, id, title: { en: id, zh: id } }],
      }).length;
    expect(
      ['gdp_per_capita_yuan', 'retail_sales_10kyuan', 'deposits_100m', '固定资产投资'].map(named),
    ).toEqual([1, 1, 1, 1]);
    expect(
      ['gdp_growth_pct', 'edu_exp_share_pct', 'income_inequality_atkinson', 'explosions', '贷款增长率'].map(
        named,
      ),
    ).toEqual([0, 0, 0, 0, 0]);
    const [x, y] = auditView({ x: [[1]], y: [[2]] }).variables;
    const view = auditView({ x: [[1]] });
    const mixed = [
      { ...x!, title: { en: 'x', zh: '市辖区道路' } },
      { ...y!, title: { en: 'y', zh: '全市道路' } },
    ];
    expect(scope.find({ ...view, variables: mixed })[0]!.facts).toMatchObject({ first: 'x', second: 'y' });
    expect(scope.find({ ...view, variables: mixed.slice(1) })).toEqual([]);
    const deposits = (zh: string) => scope.find({ ...view, variables: [{ ...x!, title: { en: 'x', zh } }] });
    expect(deposits('年末存款余额')).toMatchObject([{ facts: { deposits: 'x' } }]);
    expect(deposits('居民储蓄存款余额')).toEqual([]);
    const plain = [
      { ...x!, id: 'built_up_area_km2' },
      { ...y!, id: 'land_area_km2' },
    ];
    expect(scope.find({ ...view, variables: plain })[0]!.facts).toMatchObject({
      first: 'built_up_area_km2',
      second: 'land_area_km2',
    });
  });

  it('similar-name: the same but for an ending', () => {
    const view = auditView({ x: [[1], [2], [3]] });
    const names = ['Jilin', 'Jilin City', 'Harbin'];
    const units = view.units.map((unit, u) => ({ ...unit, name: { en: names[u]!, zh: names[u]! } }));
    expect(similarNames.find({ ...view, units })[0]!.facts!.pairs).toBe('Jilin City (u0, u1)');
    expect(similarNames.find(view)).toEqual([]);
  });
});
