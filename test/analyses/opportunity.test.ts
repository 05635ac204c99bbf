import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { random } from '../../src/core/random.ts';
import {
  INTEGRALS,
  opportunityChange,
  opportunityCurve,
  opportunityIndex,
  opportunityWeights,
} from '../../src/core/statistics/opportunity.ts';
import { equityBand } from '../../src/core/statistics/opportunity-band.ts';
import { opportunity } from '../../src/methods/analyse/opportunity.ts';
import type { AnalyseInput } from '../../src/methods/method.ts';
import { analyseInput, column, distributionVector } from '../support/analyse-input.ts';
import { expectClose } from '../support/close.ts';
import { golden, runGolden } from '../support/golden.ts';

const NONE = Number.NaN;
const run = (input: AnalyseInput, options: object) => {
  const { tables, notes } = opportunity.run(
    input,
    opportunity.options.parse({ permutations: 0, ...options }) as Parameters<typeof opportunity.run>[1],
  );
  const [index, curve, change] = tables.map(records) as [Row[], Row[], Row[]];
  return { index, curve, change, notes: Object.fromEntries(notes.map((note) => [note.code, note])) };
};
type Row = Record<string, string | number>;

interface Reference
  extends Record<
    'byOrder_equal' | 'byOrder_population' | 'byScore_equal' | 'byScore_population',
    // biome-ignore lint/suspicious/noExplicitAny: numbers and lists of numbers
    Record<string, any>
  > {
  cities: string[];
}

describe('reference values', () => {
  const { cities, years, indicators, orderIndicator, populationIndicator } = golden.input;
  const { groups, scoreKey } = golden.opportunity;
  const at = (id: string) => indicators.findIndex((one: { id: string }) => one.id === id);
  const values = (id: string) => golden.interpolation.hold.flat().map((row: number[]) => row[at(id)]);
  const named = Object.entries(groups).filter(([name]) => name !== 'ALL') as [
    string,
    { cities: string[] }[],
  ][];
  const input = analyseInput({
    units: cities,
    periods: years,
    scores: { index: golden.topsis[scoreKey].C.flat() },
    values: { order: values(orderIndicator), people: values(populationIndicator) },
    groups: {
      province: Object.fromEntries(
        named.map(([name, [first]]) => [name, first!.cities.map((city) => cities.indexOf(city))]),
      ),
    },
  });
  const variants = {
    byOrder_equal: { order: 'order' },
    byOrder_population: { order: 'order', population: 'people' },
    byScore_equal: { order: 'score' },
    byScore_population: { order: 'score', population: 'people' },
  };

  describe.each(Object.keys(variants) as (keyof typeof variants)[])('%s', (variant) => {
    it.each(INTEGRALS)('in every group and year, chosen: %s', (integral) => {
      const { index, curve, notes } = run(input, { by: 'province', integral, ...variants[variant] });
      let seen = 0;
      for (const [name, perYear] of Object.entries(groups) as [string, Reference[]][]) {
        years.forEach((period: number, y: number) => {
          const expected = perYear[y]![variant];
          const members = perYear[y]!.cities;
          const group = name === 'ALL' ? '*' : name;
          const is = (row: Row) => row.group === group && row.period === period;
          const found = index.find(is);
          if (members.length < 2) {
            expect(found).toBeUndefined();
            return;
          }
          seen++;
          expectClose(
            ['index', 'step', 'trapezoid', 'mean', 'equity', 'index_chosen', 'equity_chosen'].map(
              (key) => found![key] as number,
            ),
            ['exact', 'step', 'trapezoid', 'mean', 'phi_exact', integral, `phi_${integral}`].map(
              (key) => expected[key]!,
            ),
          );
          const points = curve.filter(is);
          expect(points.map(({ unit }) => unit)).toEqual(expected.order.map((i: number) => members[i]));
          expectClose(
            points.map((row) => row.cumulative_share as number),
            expected.p,
          );
          expectClose(
            points.map((row) => row.curve as number),
            expected.curve,
          );
        });
      }
      expect(seen).toBe(12);
      expect(notes['opportunity/small-group']!.items).toEqual([
        'Liaoning 2010',
        'Liaoning 2015',
        'Liaoning 2019',
      ]);
    });

    it('of a single unit is its score', () => {
      for (const one of groups.Liaoning) {
        const { curve, mean, phi_step, phi_trapezoid, phi_exact } = one[variant];
        const found = INTEGRALS.map((way) => opportunityIndex(curve, opportunityWeights([1], way)) / mean);
        expectClose(found, [phi_exact, phi_step, phi_trapezoid]);
      }
    });
  });

  it('come out of a study that asks for them', async () => {
    const result = await runGolden(
      {},
      { opportunity: { order: orderIndicator, population: populationIndicator } },
    );
    const table = result.analyses.find(({ name }) => name === 'opportunity')!;
    const root = records(table).filter(({ node, group }) => node === 'index' && group === '*');
    expectClose(
      root.map((row) => row.equity as number),
      groups.ALL.map(
        (one: never) => (one as Record<string, Record<string, number>>).byOrder_population!.phi_exact,
      ),
    );
    expect(new Set(column(table, 'by'))).toEqual(new Set(['']));
  });
});

describe('worked examples', () => {
  it.each(['opp-1', 'opp-2'])('%s', (id) => {
    const { inputs, expected, tolerance } = distributionVector(id);
    const equal = inputs.y_ordered.map(() => 1);
    const curve = opportunityCurve(inputs.y_ordered, equal);
    expectClose(curve, expected.curve, tolerance);
    const index = opportunityIndex(inputs.y_ordered, opportunityWeights(equal, 'step'));
    expectClose(
      [curve.at(-1)!, index, index / curve.at(-1)!],
      [expected.mean, expected.OI, expected.phi],
      tolerance,
    );
  });

  it('opp-prd2004: the Pearl River Delta in 2004, as printed, and in the order of the scores', () => {
    const { inputs, expected, tolerance } = distributionVector('opp-prd2004');
    const scores: number[] = inputs.y_ordered;
    const input = analyseInput({
      units: scores.map((_, i) => `u${i}`),
      periods: [2004],
      scores: { index: scores },
      values: { rank: scores.map((_, i) => i) },
    });
    const [found] = run(input, { order: 'rank', integral: 'step' }).index;
    expectClose([found!.mean, found!.index_chosen] as number[], [expected.mean, expected.OI], tolerance);
    expect((found!.equity_chosen as number).toFixed(2)).toBe(expected.phi.toFixed(2));
    const [own] = run(input, { order: 'score', integral: 'step' }).index;
    expect((own!.index_chosen as number).toFixed(4)).toBe('0.0682');
    expect((own!.equity_chosen as number).toFixed(3)).toBe('0.544');
  });

  it('opp-paper002-T3: the printed indices split into mean and equity', () => {
    const { inputs, expected } = distributionVector('opp-paper002-T3');
    const rows = Object.entries(inputs.table3 as Record<string, number[]>).map(([name, numbers]) => ({
      name,
      index: numbers.slice(0, 4),
      equity: numbers.slice(4),
    }));
    expect(rows.length).toBe(expected.n);
    const meanOf = (y: number) => rows.reduce((sum, row) => sum + row.equity[y]! / rows.length, 0);
    expect([meanOf(0).toFixed(2), meanOf(3).toFixed(2)]).toEqual(['0.93', '0.92']);
    for (const { index, equity } of rows) {
      const at = (y: number) => ({ mean: index[y]! / equity[y]!, equity: equity[y]! });
      const { byMean, byEquity } = opportunityChange(at(0), at(3));
      expectClose([byMean + byEquity], [index[3]! - index[0]!], 1e-14);
    }
    // Start-based growth: one printed number holds, the other (37.03 for the Pearl River Delta) is a slip.
    const growth = (name: string) => {
      const { index } = rows.find((row) => row.name === name)!;
      return (100 * (index[3]! / index[0]! - 1)).toFixed(2);
    };
    expect(growth('Yangtze River Delta')).toBe(expected.growth_pct_printed['Yangtze River Delta'].toFixed(2));
    expect(growth('Pearl River Delta')).toBe('60.65');
  });
});

const positive = fc.double({ min: 0.01, max: 1, noNaN: true });
const units = fc.array(fc.tuple(positive, positive), { minLength: 2, maxLength: 15 });
const integral = fc.constantFrom(...INTEGRALS);

describe('laws', () => {
  it('weights fall from the low end to the high end and sum to 1', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 30 }), integral, (shares, way) => {
        const weights = opportunityWeights(shares, way);
        expectClose([weights.reduce((sum, weight) => sum + weight, 0)], [1], 1e-12);
        const perShare = weights.map((weight, k) => weight / shares[k]!);
        perShare.forEach((weight, k) => {
          if (k > 0) expect(weight).toBeLessThanOrEqual(perShare[k - 1]! * (1 + 1e-9));
        });
      }),
    );
  });

  it('the exact integral is the limit of fine steps', () => {
    const [scores, shares] = [
      [0.4, 0.1, 0.7],
      [1, 3, 2],
    ];
    const exact = opportunityIndex(scores, opportunityWeights(shares, 'exact'));
    const fine = (array: number[]) => array.flatMap((value) => Array<number>(4000).fill(value));
    const steps = opportunityIndex(fine(scores), opportunityWeights(fine(shares), 'step'));
    expect(steps).toBeCloseTo(exact, 4);
    expect(opportunityIndex(scores, opportunityWeights(shares, 'step'))).not.toBeCloseTo(exact, 2);
  });

  it('ordered by the score itself, the equity index never exceeds 1', () => {
    fc.assert(
      fc.property(units, integral, (given, way) => {
        const ordered = given.toSorted((a, b) => a[0] - b[0]);
        const [scores, shares] = [ordered.map(([score]) => score), ordered.map(([, share]) => share)];
        const index = opportunityIndex(scores, opportunityWeights(shares, way));
        expect(index / opportunityCurve(scores, shares).at(-1)!).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('under another order it can', () => {
    const input = analyseInput({
      units: ['a', 'b', 'c'],
      periods: [1],
      scores: { index: [0.9, 0.5, 0.1] },
      values: { income: [10, 20, 30] },
    });
    expect(run(input, { order: 'income' }).index[0]!.equity).toBeGreaterThan(1.3);
    expect(run(input, { order: 'score' }).index[0]!.equity).toBeLessThan(0.8);
  });

  it('constant scores give 1, with a band of 1 and p of 1', () => {
    fc.assert(
      fc.property(units, integral, (given, way) => {
        const input = analyseInput({
          units: given.map((_, i) => `u${i}`),
          periods: [1],
          scores: { index: given.map(() => 0.3) },
          values: { income: given.map(([income]) => income), people: given.map(([, people]) => people) },
        });
        const [found] = run(input, {
          order: 'income',
          population: 'people',
          integral: way,
          permutations: 19,
        }).index;
        expectClose(
          ['equity', 'equity_chosen', 'equity_low', 'equity_high', 'p'].map((key) => found![key] as number),
          [1, 1, 1, 1, 1],
          1e-12,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('permuting units without ties changes nothing, the band included', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(positive, positive), {
          minLength: 2,
          maxLength: 12,
          selector: ([income]) => income,
        }),
        (given) => {
          const of = (list: [number, number][]) =>
            run(
              analyseInput({
                units: list.map(([income]) => `u${income}`),
                periods: [1],
                scores: { index: list.map(([, score]) => score) },
                values: { income: list.map(([income]) => income) },
              }),
              { order: 'income', permutations: 9 },
            );
          const [plain, other] = [of(given), of(given.toReversed())];
          expect(other.index).toEqual(plain.index);
          expect(other.curve).toEqual(plain.curve);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('the decomposition adds up', () => {
    fc.assert(
      fc.property(units, fc.func(positive), integral, (given, drift, way) => {
        const input = analyseInput({
          units: given.map((_, i) => `u${i}`),
          periods: [1, 2],
          scores: { index: [...given.map(([score]) => score), ...given.map((one, i) => drift(one, i))] },
          values: { income: [...given, ...given].map(([, income], i) => income + i * 1e-3) },
        });
        const [found] = run(input, { order: 'income', integral: way }).change;
        expectClose(
          [(found!.by_mean as number) + (found!.by_equity as number)],
          [found!.change as number],
          1e-13,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('the band of random orders', () => {
  const scores = Array.from({ length: 12 }, (_, k) => (k + 1) / 12);
  const band = (seed: number, ordered = scores) =>
    equityBand(
      ordered,
      scores.map(() => 1),
      'exact',
      999,
      0.9,
      random(seed, 'test'),
    );

  it('lies about 1 and says how unusual an order is', () => {
    const { low, high, p } = band(1);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    expect(p).toBeCloseTo(2 / 1000, 12);
    expect(band(1, [6, 1, 12, 4, 9, 8, 2, 11, 5, 7, 10, 3]).p).toBeGreaterThan(0.2);
  });

  it('is the same for the same seed and another for another', () => {
    expect(band(1)).toEqual(band(1));
    expect(band(2)).not.toEqual(band(1));
  });

  it('agrees with all orders of three units', () => {
    // 1 - 3 in six orders: two sixths of them are at least as low as the ascending one only once.
    const { p } = equityBand([1, 2, 3], [1, 1, 1], 'step', 5999, 0.9, random(1, 'three'));
    expect(p).toBeGreaterThan(0.3);
    expect(p).toBeLessThan(0.37);
  });
});

describe('what is left out', () => {
  const input = analyseInput({
    units: ['a', 'b', 'c', 'd', 'e'],
    periods: [2010, 2015, 2020],
    scores: {
      index: [0.1, 0.2, 0.3, 0.4, 0.5, 0.2, NONE, 0.3, 0.1, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3],
      part: [0.1, 0.2, 0.3, 0.4, 0.5, 0.2, 0.7, 0.3, 0.1, 0.5, -1, -1, 0, 0, 0],
    },
    values: {
      income: [5, 5, 2, 1, NONE, 4, 4, 4, 1, 3, 1, 2, 3, 4, 5],
      people: [1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1],
    },
    groups: { zone: { east: [0, 1, 4], west: [2, 3] } },
  });
  const { index, curve, change, notes } = run(input, { by: 'zone', order: 'income', population: 'people' });

  it('is named, with the node only where the nodes differ', () => {
    expect(notes['opportunity/no-order']!.items).toEqual(['e 2010']);
    expect(notes['opportunity/no-population']!.items).toEqual(['c 2015']);
    expect(notes['opportunity/no-score']!.items).toEqual(['b 2015 index']);
    expect(notes['opportunity/small-group']!.items).toEqual(['west 2015']);
    expect(notes['opportunity/mean-not-positive']!.items).toEqual([
      'east part 2020',
      'west part 2020',
      '* part 2020',
    ]);
    expect(Object.values(notes).every(({ level }) => level === 'note')).toBe(true);
  });

  it('is named in every period when only some nodes are asked for', () => {
    const some = run(input, { by: 'zone', order: 'income', population: 'people', nodes: ['part'] });
    expect(new Set(some.index.map(({ node }) => node))).toEqual(new Set(['part']));
    expect(some.notes['opportunity/no-order']!.items).toEqual(['e 2010']);
    expect(some.notes['opportunity/no-population']!.items).toEqual(['c 2015']);
    expect(some.notes['opportunity/small-group']!.items).toEqual(['west 2015']);
    const late = run(input, { order: 'income', periods: [2015], nodes: ['index'] });
    expect(late.notes['opportunity/no-score']!.items).toEqual(['b 2015']);
    expect(late.notes['opportunity/ties']!.items).toEqual(['a = c 2015']);
  });

  it('ties are noted and stand in study order', () => {
    expect(notes['opportunity/ties']!.items).toEqual(['a = b 2010']);
    const first = curve.filter((row) => row.group === '*' && row.period === 2010 && row.node === 'index');
    expect(first.map(({ unit }) => unit)).toEqual(['d', 'c', 'a', 'b']);
    expect(run(input, { order: 'score' }).notes['opportunity/ties']).toBeUndefined();
  });

  it('leaves no rows, or an empty equity index where the mean is not positive', () => {
    const of = (group: string, period: number, node: string) =>
      index.find((row) => row.group === group && row.period === period && row.node === node);
    expect(of('west', 2015, 'index')).toBeUndefined();
    expect(of('*', 2015, 'index')!.count).toBe(3);
    expect(of('*', 2020, 'part')!.equity).toBeNaN();
    expect(of('*', 2020, 'part')!.index).toBeLessThan(0);
    expect(of('*', 2020, 'index')!.equity).toBeCloseTo(1, 12);
  });

  it('changes go from one computed period to the next, and over the whole span', () => {
    const spans = (group: string, node: string) =>
      change
        .filter((row) => row.group === group && row.node === node)
        .map((row) => [row.from_period, row.to_period, row.regime]);
    expect(spans('west', 'index')).toEqual([[2010, 2020, 'mean-down-equity-down']]);
    expect(spans('*', 'part').map(([, , regime]) => regime)).toEqual(['mean-up-equity-down', '', '']);
  });

  it('wrong names are refused', async () => {
    await expect(runGolden({}, { opportunity: { order: 'Y1' } })).rejects.toThrow(/order: Y1/);
    await expect(runGolden({}, { opportunity: { by: 'zone', order: 'X1' } })).rejects.toThrow(
      /the group zone/,
    );
    await expect(runGolden({}, { opportunity: {} })).rejects.toThrow(/order/);
  });
});
