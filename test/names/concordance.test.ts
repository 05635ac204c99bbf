import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaGazetteer } from '../../src/io/gazetteer.ts';
import { partNotes, partsOfPanel } from '../../src/study/import/names/breaks.ts';
import type { Weights } from '../../src/study/import/names/combine.ts';
import {
  type Extent,
  harmonise,
  type Rule,
  type UnitValue,
} from '../../src/study/import/names/concordance.ts';
import type { Change } from '../../src/study/import/names/gazetteer.ts';

const { changes } = await chinaGazetteer();
const [JINAN, LAIWU] = ['370100', '371200'];

function row(unit: string, period: number, value: number, indicator = 'people'): UnitValue {
  return {
    unit,
    period,
    indicator,
    value,
    status: Number.isNaN(value) ? 'missing' : 'observed',
    cell: `p.csv:${unit}/${period}`,
  };
}

function run(
  values: readonly UnitValue[],
  rule: Rule | Extent | undefined,
  options: { changes?: readonly Change[]; weights?: Weights } = {},
) {
  const isExtent = rule === 'extensive' || rule === 'intensive';
  return harmonise(values, {
    changes: options.changes ?? changes,
    rules: new Map(rule === undefined || isExtent ? [] : [['people', rule]]),
    extents: new Map(isExtent ? [['people', rule]] : []),
    weights: options.weights ?? {},
  });
}
const valueIn = (values: readonly UnitValue[], unit: string, period: number) =>
  values.find((one) => one.unit === unit && one.period === period);

/** Jinan and Laiwu: 700 and 130 before 2019, 830 after. */
const merged = [
  row(JINAN, 2017, 700),
  row(LAIWU, 2017, 130),
  row(JINAN, 2018, 710),
  row(LAIWU, 2018, 131),
  row(JINAN, 2019, 845),
];
const weights: Weights = {
  area: (unit) => ({ [JINAN]: 8000, [LAIWU]: 2000 })[unit],
  population: (unit) => ({ [JINAN]: 3, [LAIWU]: 1 })[unit],
};

describe('merged units', () => {
  it.each([
    ['sum', 830],
    ['extensive', 830],
    ['mean', 415],
    ['area-weighted', 0.8 * 700 + 0.2 * 130],
    ['population-weighted', 0.75 * 700 + 0.25 * 130],
    ['intensive', 0.75 * 700 + 0.25 * 130],
  ] as const)('%s', (rule, expected) => {
    const { values, breaks, problems } = run(merged, rule, { weights });
    const jinan = valueIn(values, JINAN, 2017)!;
    expect(jinan.value).toBeCloseTo(expected, 10);
    expect(jinan.status).toBe('derived');
    expect(valueIn(values, JINAN, 2019)).toMatchObject({ value: 845, status: 'observed' });
    expect(valueIn(values, LAIWU, 2017)).toBeUndefined();
    expect([breaks, problems]).toEqual([[], []]);
  });
  it('names what was put together, with its cells', () => {
    const { values, notes } = run(merged, 'sum');
    expect(valueIn(values, JINAN, 2018)!.origin).toEqual({
      formula: 'sum(370100 710, 371200 131)',
      cells: ['p.csv:370100/2018', 'p.csv:371200/2018'],
    });
    expect(notes.map(({ code }) => code)).toEqual(['names/concordance']);
    expect(notes[0]!.text.en).toBe(
      'Laiwu became part of Jinan. Values of 2017-2018 were put together for the units of 2019 (people: sum).',
    );
  });
  it('keeps the series and tells the break by keep', () => {
    const { values, breaks, notes } = run(merged, 'keep');
    expect(values).toEqual(merged);
    expect(breaks.map(({ change }) => change.year)).toEqual([2019]);
    expect(notes[0]).toMatchObject({ code: 'names/break', level: 'warning' });
  });
  it('tells the break where the table never had the other part', () => {
    const { values, breaks } = run(
      merged.filter(({ unit }) => unit === JINAN),
      'sum',
    );
    expect(valueIn(values, JINAN, 2017)!.value).toBe(700);
    expect(breaks).toHaveLength(1);
  });
  it('makes the whole missing where a part or its weight is', () => {
    const gap = merged.map((one) =>
      one.unit === LAIWU && one.period === 2017 ? row(LAIWU, 2017, Number.NaN) : one,
    );
    const { values } = run(gap, 'sum');
    expect(valueIn(values, JINAN, 2017)).toMatchObject({ value: Number.NaN, status: 'missing' });
    expect(valueIn(values, JINAN, 2018)!.value).toBe(841);
    const unweighed = run(merged, 'area-weighted', {
      weights: { area: (unit) => (unit === JINAN ? 1 : undefined) },
    });
    expect(valueIn(unweighed.values, JINAN, 2018)!.value).toBeNaN();
  });
  it('asks for a rule once, and does nothing without', () => {
    const { values, problems } = run(merged, undefined);
    expect(problems.map(({ code }) => code)).toEqual(['names/no-rule']);
    expect(values).toEqual(merged);
    expect(run(merged, 'intensive').problems).toHaveLength(1);
  });
  it('leaves a panel that ends before the change as it is', () => {
    const early = merged.filter(({ period }) => period < 2019);
    expect(run(early, 'sum')).toEqual({ values: early, breaks: [], notes: [], problems: [] });
  });
});

describe('other changes', () => {
  it('gives a recoded unit one code', () => {
    const { values, notes } = run([row('652200', 2015, 5), row('650500', 2016, 6)], 'sum');
    expect(values.map(({ unit, value, status }) => [unit, value, status])).toEqual([
      ['650500', 5, 'observed'],
      ['650500', 6, 'observed'],
    ]);
    expect(notes.map(({ code }) => code)).toEqual(['names/recoded']);
  });
  it('refuses two values of one place', () => {
    const values = [row('652200', 2015, 5), row('650500', 2015, 7), row('650500', 2016, 6)];
    expect(run(values, 'sum').problems.map(({ code }) => code)).toEqual(['names/conflict']);
  });
  it('shares out a split unit where the shares are known', () => {
    const split: Change = {
      year: 2011,
      kind: 'split',
      from: ['C'],
      to: ['A', 'B'],
      shares: { A: 0.75, B: 0.25 },
      note: { en: 'C was divided.', zh: 'C 拆分。' },
    };
    const values = [
      row('A', 2010, 100),
      row('B', 2010, 50),
      row('C', 2010, 40),
      row('A', 2011, 131),
      row('B', 2011, 61),
    ];
    const sums = run(values, 'sum', { changes: [split] });
    expect(valueIn(sums.values, 'A', 2010)).toMatchObject({ value: 130, status: 'derived' });
    expect(valueIn(sums.values, 'A', 2010)!.origin!.formula).toBe('sum(C 40 x 0.75, A 100)');
    expect(valueIn(sums.values, 'B', 2010)!.value).toBe(60);
    const area = { area: (unit: string) => ({ A: 3, B: 2, C: 4 })[unit] };
    const means = run(values, 'area-weighted', { changes: [split], weights: area });
    expect(valueIn(means.values, 'A', 2010)!.value).toBeCloseTo((40 * 3 + 100 * 3) / 6, 12);
    expect(valueIn(means.values, 'B', 2010)!.value).toBeCloseTo((40 * 1 + 50 * 2) / 3, 12);
  });
  it('tells the break of Chaohu, whose shares nobody knows, and of moved counties', () => {
    const values = ['341400', '340100', '220300', '220100'].flatMap((unit) => [
      row(unit, 2010, 1),
      row(unit, 2021, 2),
    ]);
    const { values: same, breaks } = run(values, 'sum');
    expect(breaks.map(({ change }) => [change.kind, change.year])).toEqual([
      ['split', 2011],
      ['boundary', 2020],
    ]);
    expect(same.toSorted(byKey)).toEqual(values.toSorted(byKey));
  });
});

const byKey = (a: UnitValue, b: UnitValue) => a.period - b.period || (a.unit < b.unit ? -1 : 1);

describe('laws', () => {
  const panel = fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 18, maxLength: 18 })
    .map((numbers) =>
      [JINAN, LAIWU, '652200', '130100', '341200', '230100'].flatMap((unit, u) =>
        [2014, 2016, 2020].map((period, p) => row(unit, period, numbers[u * 3 + p]!)),
      ),
    );
  const total = (values: readonly UnitValue[], period: number) =>
    values.filter((one) => one.period === period).reduce((sum, { value }) => sum + value, 0);

  it('sums are preserved in every period', () => {
    fc.assert(
      fc.property(panel, (values) => {
        const { values: after } = run(values, 'sum');
        for (const period of [2014, 2016, 2020])
          expect(total(after, period)).toBeCloseTo(total(values, period), 9);
      }),
    );
  });
  it('units without changes keep their values, and harmonised values stay as they are', () => {
    fc.assert(
      fc.property(panel, (values) => {
        const { values: after } = run(values, 'sum');
        for (const unit of ['130100', '230100'])
          expect(after.filter((one) => one.unit === unit)).toEqual(values.filter((one) => one.unit === unit));
        const clean = after.filter(({ unit }) => unit !== LAIWU);
        expect(run(clean, 'sum').values).toEqual(clean);
      }),
    );
  });
});

describe('F12: units that begin or end within the panel', () => {
  it('are told with the change that explains them, and the concordance is offered', () => {
    const parts = partsOfPanel([...merged, row('460300', 2018, 1), row('460300', 2019, 1)], changes);
    expect(parts.map(({ unit, side, year, change }) => [unit, side, year, change?.year])).toEqual([
      [LAIWU, 'ends', 2018, 2019],
      ['460300', 'begins', 2018, undefined],
    ]);
    const notes = partNotes(parts);
    expect(notes.map(({ code, level }) => [code, level])).toEqual([
      ['names/changed-units', 'warning'],
      ['names/part-of-panel', 'warning'],
    ]);
    expect(notes[0]!.text.en).toContain(
      'A concordance brings them to the same units (sum, mean, weighted mean, or keep)',
    );
  });
  it('are none in a whole panel, or in an empty one', () => {
    expect(partsOfPanel([row('a', 2000, 1), row('b', 2000, 1)], changes)).toEqual([]);
    expect(partNotes(partsOfPanel([], changes))).toEqual([]);
  });
});
