import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { decomposed, gini, meanLogDeviation, theil } from '../../src/core/statistics/inequality.ts';
import { exampleInput } from '../../src/methods/analyse/example-input.ts';
import { inequality } from '../../src/methods/analyse/inequality.ts';
import type { AnalyseInput } from '../../src/methods/method.ts';
import { expectClose } from '../support/close.ts';
import { golden } from '../support/golden.ts';
import { goldenInput, reordered } from '../support/golden-input.ts';

const input = await goldenInput();
const run = (given: AnalyseInput, options: object = {}) => {
  const { tables, notes } = inequality.run(given, inequality.options.parse(options) as never);
  return { tables: tables.map(records), notes };
};
const COLUMNS = ['mean', 'gini', 'theil', 'theil_l', 'cv', 'range', 'theil_between', 'theil_within'];
const numbers = (rows: Record<string, unknown>[]) =>
  rows.map((row) => COLUMNS.map((key) => row[key] as number));

describe('inequality: reference values', () => {
  const { tables } = run(input, { by: 'zone', population: golden.input.populationIndicator });
  it.each(['equal', 'population'])('%s weights', (weights) => {
    const found = tables[0]!.filter((row) => row.node === 'index' && row.weights === weights);
    const expected = golden.inequality[weights].map((one: Record<string, number>) => [
      ...[one.mean, one.gini, one.theilT, one.theilL, one.cvSample, one.range],
      ...[one.theilT_between, one.theilT_within],
    ]);
    expect(Object.keys(golden.inequality[weights][0])).toHaveLength(COLUMNS.length);
    expectClose(numbers(found).flat(), expected.flat());
  });

  it('parts sum to the whole, for both indices', () => {
    for (const row of tables[0]!) {
      expectClose([(row.theil_between as number) + (row.theil_within as number)], [row.theil as number]);
      expectClose(
        [(row.theil_l_between as number) + (row.theil_l_within as number)],
        [row.theil_l as number],
      );
    }
  });

  it('tells the inequality of each group of two or more, and names the others', () => {
    const { notes } = run(input, { by: 'zone' });
    expect(new Set(tables[1]!.map((row) => row.group))).toEqual(
      new Set(['Inner Mongolia', 'Heilongjiang', 'Jilin']),
    );
    expect(notes.find(({ code }) => code === 'inequality/too-few')!.items).toContain('Liaoning 2010 index');
  });

  it('has no parts without groups', () => {
    const { tables: plain } = run(input);
    expect(plain).toHaveLength(1);
    expect(plain[0]![0]!.theil_between).toBeNaN();
    expect(plain[0]![0]!.by).toBe('');
  });
});

describe('inequality: laws', () => {
  const values = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 20 });
  const equal = (list: number[]) => list.map(() => 1 / list.length);
  const all = (list: number[]) => [gini, theil, meanLogDeviation].map((of) => of(list, equal(list)));

  it('the order, the scale and the replication of units change nothing', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.1, max: 50, noNaN: true }), (list, scale) => {
        const plain = all(list);
        expectClose(all(list.toReversed()), plain, 1e-12);
        expectClose(all(list.map((value) => value * scale)), plain, 1e-12);
        expectClose(all([...list, ...list]), plain, 1e-12);
      }),
    );
  });

  it('is what the definition over all pairs says, from 0 to 1', () => {
    fc.assert(
      fc.property(values, (list) => {
        const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
        const pairs = list.flatMap((a) => list.map((b) => Math.abs(a - b)));
        const defined = pairs.reduce((sum, gap) => sum + gap, 0) / (2 * list.length ** 2 * mean);
        expectClose([all(list)[0]!], [defined], 1e-12);
        expect(all(list)[0]).toBeGreaterThanOrEqual(0);
        expect(all(list)[0]).toBeLessThan(1);
      }),
    );
  });

  it('a unit counts as its population does', () => {
    expectClose([theil([1, 3], [0.25, 0.75])], [theil([1, 3, 3, 3], [0.25, 0.25, 0.25, 0.25])], 1e-14);
    expectClose([gini([1, 3], [0.25, 0.75])], [gini([1, 3, 3, 3], [0.25, 0.25, 0.25, 0.25])], 1e-14);
  });

  it('parts sum to the whole for any groups', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 4 }), (list, count) => {
        const groups = Array.from({ length: count }, (_, g) =>
          list.map((_, i) => i).filter((i) => i % count === g),
        ).filter((group) => group.length > 0);
        for (const [weight, index] of [
          ['value', theil],
          ['share', meanLogDeviation],
        ] as const) {
          const { between, within } = decomposed(list, equal(list), groups, weight);
          expectClose([between + within], [index(list, equal(list))], 1e-12);
        }
      }),
    );
  });

  it('the analysis does not depend on the order of units', () => {
    const order = [...input.units.keys()].reverse();
    const options = { by: 'zone', population: 'X4' };
    expectClose(
      numbers(run(reordered(input, order), options).tables[0]!).flat(),
      numbers(run(input, options).tables[0]!).flat(),
      1e-12,
    );
  });
});

describe('inequality: odd scores', () => {
  const of = (values: number[], options: object = {}, more: object = {}) => {
    const { tables, notes } = run(exampleInput(values, more), options);
    return { row: tables[0]![0], rows: tables[0]!, notes: notes.map(({ code }) => code) };
  };

  it('equal scores are equal', () => {
    const { row } = of([0.3, 0.3, 0.3]);
    expect([row!.gini, row!.theil, row!.theil_l, row!.cv, row!.range]).toEqual([0, 0, 0, 0, 0]);
  });

  it('a zero counts in T and empties L', () => {
    const { row, notes } = of([0, 1]);
    expect(row!.gini).toBe(0.5);
    expect(row!.theil).toBeCloseTo(Math.log(2), 14);
    expect(row!.theil_l).toBeNaN();
    expect(notes).toEqual(['inequality/zero']);
  });

  it('a negative score empties both, and all zeros everything', () => {
    const negative = of([-1, 2, 3]);
    expect(negative.row!.theil).toBeNaN();
    expect(negative.row!.gini).toBeGreaterThan(0);
    expect(negative.notes).toEqual(['inequality/negative']);
    const zeros = of([0, 0]);
    expect([zeros.row!.gini, zeros.row!.theil, zeros.row!.cv]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(zeros.notes).toEqual(['inequality/zero', 'inequality/no-mean']);
  });

  it('one score has no inequality, and a missing one is named', () => {
    const { rows, notes } = of([Number.NaN, 2]);
    expect(rows).toEqual([]);
    expect(notes).toEqual(['inequality/no-score', 'inequality/too-few']);
  });

  it('units without a group are one group', () => {
    const groups = [{ group: 'A', members: [0, 1] }];
    const { row, notes } = of([1, 2, 3, 4], { by: 'group' }, { groups });
    const { between, within } = decomposed(
      [1, 2, 3, 4],
      [0.25, 0.25, 0.25, 0.25],
      [
        [0, 1],
        [2, 3],
      ],
      'value',
    );
    expectClose([row!.theil_between, row!.theil_within] as number[], [between, within], 1e-14);
    expect(notes).toContain('inequality/no-group');
  });

  it('a population that is not positive leaves the weighted row', () => {
    const given = exampleInput([1, 2, 3]);
    const people = { ...given.values, ids: ['people'], columns: [Float64Array.of(5, 0, 5)] };
    const { tables, notes } = run({ ...given, values: people }, { population: 'people' });
    expect(tables[0]!.map((row) => [row.weights, row.count])).toEqual([
      ['equal', 3],
      ['population', 2],
    ]);
    expect(notes.map(({ code }) => code)).toEqual(['inequality/no-population']);
  });
});
