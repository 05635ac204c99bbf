import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/core/formula/evaluate.ts';
import { parseFormula } from '../../src/core/formula/parse.ts';
import { statusOf } from '../../src/core/panel.ts';
import { loadStudy, run } from '../../src/index.ts';
import { methodsText } from '../../src/report/methods-text.ts';
import { adjust } from '../../src/study/adjust/adjust.ts';
import { originOf } from '../../src/study/adjust/origin.ts';
import { factorBetween, measureOf } from '../../src/study/adjust/units.ts';
import { deriveIndicators } from '../../src/study/derive.ts';
import { explain } from '../../src/study/explain.ts';
import { holling, problemsOf } from '../support/cli.ts';
import { studyFolder } from '../support/folder.ts';

const shape = { units: 2, periods: [2010, 2011, 2012] };
const SIX = { minLength: 6, maxLength: 6 };
// Not below a millionth, where doubles lose their digits.
const amount = fc
  .double({ min: -1e9, max: 1e9, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-6 ? 0 : value));
const money = fc.array(amount, SIX).map((x) => Float64Array.from(x));
const prices = fc.array(fc.double({ min: 80, max: 130, noNaN: true }), SIX).map((x) => Float64Array.from(x));
const form = fc.constantFrom('previous' as const, 'fixed' as const);
const base = fc.constantFrom(2010, 2011, 2012);
const near = (a: Float64Array, b: Float64Array) => {
  a.forEach((value, i) => {
    expect(Math.abs(value - b[i]!)).toBeLessThanOrEqual(1e-12 * Math.abs(b[i]!));
  });
};

describe('laws', () => {
  it('per one of ones, and a share of a hundred, change nothing', () =>
    fc.assert(
      fc.property(money, (x) => {
        const by = (value: number) => () => new Float64Array(6).fill(value);
        expect(adjust({ denominate: { by: 'n', per: 1 } }, x, by(1), shape).values).toEqual(x);
        near(adjust({ denominate: { by: 'n', per: 'share' } }, x, by(100), shape).values, x);
      }),
    ));
  it('prices of 100 change nothing, and the base period keeps its values', () =>
    fc.assert(
      fc.property(money, prices, form, base, (x, cpi, how, b) => {
        const deflate = { by: 'cpi', base: b, form: how, scope: 'unit' as const };
        expect(adjust({ deflate }, x, () => new Float64Array(6).fill(100), shape).values).toEqual(x);
        const { values } = adjust({ deflate }, x, () => cpi, shape);
        const p = shape.periods.indexOf(b);
        expect(values.subarray(2 * p, 2 * p + 2)).toEqual(x.subarray(2 * p, 2 * p + 2));
      }),
    ));
  it('a chain and the fixed-base index that it makes deflate alike, whatever the base of the index', () =>
    fc.assert(
      fc.property(
        money,
        prices,
        base,
        fc.double({ min: 50, max: 200, noNaN: true }),
        (x, chain, b, level) => {
          const fixed = new Float64Array(6).fill(level);
          for (let row = 2; row < 6; row++) fixed[row] = (fixed[row - 2]! * chain[row]!) / 100;
          const by = (how: 'previous' | 'fixed', column: Float64Array) =>
            adjust({ deflate: { by: 'i', base: b, form: how, scope: 'unit' } }, x, () => column, shape)
              .values;
          near(by('previous', chain), by('fixed', fixed));
        },
      ),
    ));
  it('there and back is where it was', () => {
    const kinds = [
      ['万元', '亿元', 'yuan', '10000 yuan', 'million yuan'],
      ['公顷', '亩', '平方公里', 'km2', 'm²', 'ha'],
      ['吨', '万吨', 'kg', '斤'],
      ['人', '万人', 'thousand persons', '10 000 persons'],
      ['元/人', 'yuan per person', '万元/人', '亿元/万人'],
    ];
    const pair = fc
      .constantFrom(...kinds)
      .chain((units) => fc.tuple(fc.constantFrom(...units), fc.constantFrom(...units)));
    fc.assert(
      fc.property(money, pair, (x, [from, to]) => {
        const there = adjust({ convert: { from, to } }, x, () => x, shape).values;
        near(adjust({ convert: { from: to, to: from } }, there, () => x, shape).values, x);
      }),
    );
  });
});

describe('units', () => {
  it.each([
    ['万元', '元', 10000, 1],
    ['亿元', '万元', 10000, 1],
    ['10,000 yuan', 'million yuan', 1, 100],
    ['平方公里', '公顷', 100, 1],
    ['km²', '亩', 1500, 1],
    ['亩', '公顷', 1, 15],
    ['万吨', 'kg', 1e7, 1],
    ['万人', 'persons', 10000, 1],
    ['％', '‰', 10, 1],
    ['万辆', '辆', 10000, 1],
    ['人/平方公里', 'persons per ha', 1, 100],
    ['千瓦时', 'kWh', 1, 1],
  ])('%s in %s: %s / %s', (from, to, over, under) => {
    expect(factorBetween(from, to)).toEqual({ over, under });
  });
  it('what measures different things has no factor', () => {
    for (const [from, to] of [
      ['万元', '人'],
      ['yuan', 'usd'],
      ['km', 'km2'],
      ['yuan', 'yuan per person'],
      ['辆', '张'],
    ] as const)
      expect(factorBetween(from, to)).toBeUndefined();
    expect(measureOf('辆').isKnown).toBe(false);
  });
  it('powers of ten move the point', () => {
    const x = Float64Array.of(1.1, 0.35);
    const two = { units: 2, periods: [2010] };
    expect([...adjust({ convert: { from: '亿元', to: '元' } }, x, () => x, two).values]).toEqual([
      1.1e8, 3.5e7,
    ]);
    expect([...adjust({ convert: { from: '元', to: '万元' } }, x, () => x, two).values]).toEqual([
      0.00011, 0.000035,
    ]);
  });
});

// Made-up numbers. u1: prices rise by 3 % and 2 %; u2: by 10 % and not at all.
const PANEL = `id,year,gdp,cpi,population,land,wood,total
u1,2010,1.5,101,20,100,50,200
u1,2011,2.06,103,20,100,60,200
u1,2012,2.1012,102,25,100,,200
u2,2010,3,100,10,50,10,40
u2,2011,3.3,110,10,50,20,0
u2,2012,4.4,100,,50,30,40
`;
const UNITS = 'id,name\nu1,One\nu2,Two\n';
const ALL = {
  convert: { from: '亿元', to: '元' },
  deflate: { by: 'cpi', base: 2010 },
  denominate: { by: 'population', per: 10000 },
};
const POPULATION = { id: 'population', unit: '人', convert: { from: '万人', to: '人' } };
interface Change {
  context?: object[];
  periods?: number[];
  panel?: string;
  second?: object;
}
function folder(gdp: object, { context = [], periods, panel = PANEL, second }: Change = {}): string {
  const own = new Set(context.map((one) => (one as { id: string }).id));
  const rest = ['cpi', 'population', 'land', 'total'].filter((id) => !own.has(id)).map((id) => ({ id }));
  const study = {
    version: 1,
    title: 'Synthetic',
    units: { file: 'units.csv', key: 'id', name: 'name' },
    periods: periods ?? [2010, 2011, 2012],
    data: [{ file: 'panel.csv' }],
    index: {
      id: 'index',
      children: [
        { id: 'gdp', direction: 'benefit', ...gdp },
        { id: 'wood', direction: 'benefit', ...second },
      ],
    },
    context: [...context, ...rest],
    method: { impute: 'none', weight: 'equal', aggregate: 'weighted-sum' },
    analyses: { uncertainty: 'none' },
  };
  return studyFolder({
    'study.yaml': JSON.stringify(study, null, 1),
    'units.csv': UNITS,
    'panel.csv': panel,
  });
}
const computed = async (gdp: object, change: Change = {}) => run(await loadStudy(folder(gdp, change)));
const values = async (gdp: object, change: Change = {}) => [
  ...(await computed(gdp, change)).panel.columns.get('gdp')!.values,
];
const codes = async (gdp: object, change: Change = {}) =>
  (await problemsOf(['check', folder(gdp, change)])).map(({ code }) => code);

describe('a study', () => {
  it('converts, deflates and denominates in this order', async () => {
    const found = await values(ALL, { context: [POPULATION] });
    // u1: 1.5e8 / 200,000 * 10,000; 2.06e8 / 1.03; 2.1012e8 / (1.03 * 1.02) / 250,000
    const wanted = [7.5e6, 3e7, 1e7, 3e7, 8e6];
    wanted.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 4);
    });
    expect(found[5]).toBeNaN();
  });
  it('a zero or missing denominator is missing, with its cell in a note', async () => {
    const result = await computed(ALL, {
      context: [POPULATION],
      second: { denominate: { by: 'total', per: 'share' } },
    });
    const note = (code: string) => result.notes.find((one) => one.code === code);
    expect(note('denominate/missing')!.items).toEqual(['u2 2012']);
    expect(note('denominate/zero')!.items).toEqual(['u2 2011']);
    expect([...result.panel.columns.get('wood')!.values]).toEqual([25, 25, 30, Number.NaN, Number.NaN, 75]);
    expect(statusOf(result.panel.columns.get('wood')!, 3)).toBe('missing');
    expect(statusOf(result.panel.columns.get('wood')!, 0)).toBe('derived');
    expect(result.plan.indicators[1]!.unit).toEqual({ en: '%', zh: '%' });
  });
  it('a conversion keeps the status of what was observed', async () => {
    const result = await computed({ convert: { factor: 10 } });
    const column = result.panel.columns.get('gdp')!;
    expect([statusOf(column, 0), column.values[0], column.before![0]]).toEqual(['observed', 15, 1.5]);
  });
  it('every value is what its text says, from the cells that it names', async () => {
    const result = await computed(
      { ...ALL, deflate: { by: 'cpi', base: 2011 } },
      { context: [POPULATION], second: { formula: 'land / 3', denominate: { by: 'total', per: 100 } } },
    );
    const { plan, panel } = result;
    for (const id of ['gdp', 'wood', 'population'])
      panel.columns.get(id)!.values.forEach((value, row) => {
        const origin = originOf(plan, panel, id, row);
        expect(origin === undefined).toBe(Number.isNaN(value));
        if (!origin) return;
        const parsed = parseFormula(origin.formula);
        expect(parsed.ok, origin.formula).toBe(true);
        const again = evaluate(
          (parsed as unknown as { formula: never }).formula,
          () => new Float64Array(1),
          1,
        );
        expect(again.values[0]! / value).toBeCloseTo(1, 12);
      });
    const term = explain(result, 'u1', 2010)!.terms[0]!;
    expect(term.formula).toBe('1.5 * 100000000 * (103 / 100) / 200000 * 10000');
    expect(term.cell).toBe('panel.csv:2 [gdp]; panel.csv:3 [cpi]; panel.csv:2 [population]');
    expect(term.status).toBe('derived');
  });
  it('a formula over adjusted values names the cells below them', async () => {
    const result = await computed({ deflate: { by: 'cpi', base: 2010 } }, { second: { formula: '2 * gdp' } });
    expect(explain(result, 'u1', 2011)!.terms[1]).toMatchObject({
      formula: '2 * 2',
      cell: 'panel.csv:3 [gdp]; panel.csv:3 [cpi]',
    });
  });
  it('is not adjusted twice', async () => {
    const result = await computed(ALL, { context: [POPULATION] });
    const again = deriveIndicators(result.plan, result.panel);
    for (const [id, { values: own }] of result.panel.columns)
      expect(again.panel.columns.get(id)!.values).toEqual(own);
  });
  it('national prices stand at any unit, once per period or alike', async () => {
    const panel = PANEL.replace('2011,3.3,110', '2011,3.3,').replace('2012,4.4,100', '2012,4.4,102');
    const found = await values({ deflate: { by: 'cpi', base: 2010, scope: 'national' } }, { panel });
    expect(found[3]).toBeCloseTo(3.3 / 1.03, 12);
    expect(found[5]).toBeCloseTo(4.4 / (1.03 * 1.02), 12);
  });
  it('says so in the methods and in both languages', async () => {
    const result = await computed(ALL, { context: [{ ...POPULATION, unit: { en: 'persons', zh: '人' } }] });
    expect(methodsText(result, 'en')).toContain('Deflated to 2010 prices by cpi (previous year = 100): gdp.');
    expect(methodsText(result, 'en')).toContain('Per 10,000 persons (population): gdp.');
    expect(methodsText(result, 'zh')).toContain('以cpi（上年=100）平减至 2010 年价格：gdp。');
  });
  it('warns of units that disagree, of heads in ten thousands, and of an index with one base', async () => {
    const result = await computed(
      { ...ALL, denominate: undefined, unit: '万元', title: 'GDP (亿元)' },
      {
        context: [{ id: 'population', unit: '万人' }],
        second: { denominate: { by: 'population', per: 10000 } },
        panel: PANEL.replace('1.5,101', '1.5,100').replace('2.1012,102', '2.1012,140'),
      },
    );
    const found = result.notes.map(({ code }) => code);
    for (const code of ['adjust/unit', 'adjust/title-unit', 'denominate/scale', 'deflate/form'])
      expect(found).toContain(code);
    const quiet = await computed({ ...ALL, denominate: undefined, unit: 'yuan', title: 'GDP (元)' });
    expect(quiet.notes.map(({ code }) => code).filter((code) => /adjust|deflate|denom/.test(code))).toEqual(
      [],
    );
  });
});

describe('what makes no sense is refused', () => {
  it.each<[string, object, Change, string]>([
    ['units of two kinds', { convert: { from: '万元', to: '公顷' } }, {}, 'convert/dimension'],
    ['a unit that is not known', { convert: { from: 'yaun', to: 'yuan' } }, {}, 'convert/unknown-unit'],
    ['half a conversion', { convert: { from: '万元' } }, {}, 'convert/form'],
    ['a conversion in both ways', { convert: { from: '万元', to: '元', factor: 2 } }, {}, 'convert/form'],
    ['an unknown price', { deflate: { by: 'cip', base: 2010 } }, {}, 'adjust/unknown-name'],
    ['an unknown denominator', { denominate: { by: 'people' } }, {}, 'adjust/unknown-name'],
    ['a base outside', { deflate: { by: 'cpi', base: 2009 } }, {}, 'deflate/base'],
    ['a chain with a gap', { deflate: { by: 'cpi', base: 2010 } }, { periods: [2010, 2012] }, 'deflate/gap'],
    ['prices of land', { unit: '公顷', deflate: { by: 'cpi', base: 2010 } }, {}, 'deflate/not-money'],
    [
      'two national prices',
      { deflate: { by: 'cpi', base: 2010, scope: 'national' } },
      {},
      'deflate/not-national',
    ],
    ['a share of itself', { denominate: { by: 'gdp', per: 'share' } }, {}, 'formula/cycle'],
    [
      'a share in other units',
      { convert: { from: '亿元', to: '元' }, denominate: { by: 'total', per: 'share' } },
      { context: [{ id: 'total', unit: '万元' }] },
      'denominate/units',
    ],
    [
      'a distance per head',
      { distance: { to: 'u1' }, denominate: { by: 'population' } },
      {},
      'adjust/no-sense',
    ],
    [
      'points at constant prices',
      { conditions: { file: 'c.csv', from: 'f' }, deflate: { by: 'cpi', base: 2010 } },
      {},
      'adjust/no-sense',
    ],
    ['an option that is not there', { denominate: { by: 'land', of: 2 } }, {}, 'study/unknown-key'],
  ])('%s', async (_, gdp, change, code) => {
    expect(await codes(gdp, change)).toContain(code);
  });
  it('a node has none', async () => {
    const node = { convert: { factor: 2 }, children: [{ id: 'gdp', direction: 'benefit' }] };
    expect(await codes({ id: 'n', direction: undefined, ...node })).toContain('study/node-or-indicator');
  });
  it('prices that are missing or zero, each named, where money needs them', async () => {
    const panel = PANEL.replace('2.06,103', '2.06,').replace('4.4,100', '4.4,0');
    const problems = await problemsOf(['check', folder({ deflate: { by: 'cpi', base: 2010 } }, { panel })]);
    expect(problems.map(({ code }) => code)).toEqual(['deflate/no-price', 'deflate/no-price']);
    expect(problems[0]!.saw).toContain('u1 2011');
    expect(problems[1]!.saw).toContain('u2 2012');
    expect(problems[0]!.where).toMatch(/^study\.yaml:\d+/);
    // The index of the base period against the year before is not needed.
    const first = PANEL.replace('1.5,101', '1.5,').replace('3,100,10,50', '3,,10,50');
    expect((await values({ deflate: { by: 'cpi', base: 2010 } }, { panel: first }))[0]).toBe(1.5);
  });
});

it('cannot be held to a run whose values were adjusted in another way', async () => {
  const made = folder({ convert: { factor: 10 } });
  const out = join(made, 'before');
  expect((await holling('run', made, '--out', out)).code).toBe(0);
  const frozen = ['--set', 'reference.freeze=before/manifest.json'];
  expect((await holling('check', made, ...frozen)).code).toBe(0);
  const found = await problemsOf(['check', made, ...frozen, '--set', 'index.children.0.convert.factor=100']);
  expect(found.map(({ code }) => code)).toEqual(['reference/adjusted']);
});

it('from the command line: constructed.csv, explain, the table of indicators', async () => {
  const made = folder(ALL, { context: [POPULATION] });
  const out = join(made, 'results');
  expect((await holling('run', made, '--out', out)).code).toBe(0);
  const rows = readFileSync(join(out, 'constructed.csv'), 'utf8');
  expect(rows).toContain(
    'u1,2012,gdp,8000000,2.1012 * 100000000 / (103 / 100 * 102 / 100) / 250000 * 10000,panel.csv:4 [gdp]; panel.csv:3 [cpi]; panel.csv:4 [cpi]; panel.csv:4 [population]',
  );
  expect(rows).toContain('u1,2010,population,200000,20 * 10000,panel.csv:2 [population]');
  const said = await holling('explain', made, 'u1', '2012');
  expect(said.out).toContain('2.1012 * 100000000 / (103 / 100 * 102 / 100) / 250000 * 10000');
  const table = await holling('figure', made, 'indicator-table', '--out', join(made, 't.svg'));
  expect(table.code, table.err).toBe(0);
});
