import { beforeAll, describe, expect, test } from 'vitest';
import { chinaGazetteer } from '../../src/io/gazetteer.ts';
import { collect } from '../../src/study/import/collect/collect.ts';
import type { CollectedIndicator } from '../../src/study/import/collect/collected.ts';
import { titleKey } from '../../src/study/import/collect/indicators.ts';
import { measureOf } from '../../src/study/import/collect/measures.ts';
import { type NameIndex, nameIndex } from '../../src/study/import/names/name-index.ts';
import type { TakenValue } from '../../src/study/import/take.ts';

let china: NameIndex;
beforeAll(async () => {
  china = nameIndex(await chinaGazetteer());
});

/** Values of a sheet as `place period title value [unit] [scope]`, in the cells A1, A2, ... */
function taken(file: string, ...rows: Partial<TakenValue>[]): TakenValue[] {
  return rows.map((row, i) => ({
    place: '哈尔滨',
    period: 2016,
    title: { en: 'GDP', zh: 'GDP' },
    value: 1,
    status: 'observed',
    cell: `${file}:A${i + 1}`,
    ...row,
  }));
}
const title = (zh: string) => ({ title: { en: zh, zh } });

function collected(
  values: TakenValue[],
  answers: Record<string, string> = {},
  indicators: CollectedIndicator[] = [],
) {
  const found = collect(values, { answers: new Map(Object.entries(answers)), indicators, index: china });
  return {
    ...found,
    rows: found.values.map(({ unit, period, indicator, value }) =>
      [unit, period, indicator, value].join(' '),
    ),
    asked: found.questions.map(({ id }) => id),
    codes: found.problems.map(({ code }) => code),
    noted: found.notes.map(({ code }) => code),
  };
}

describe('indicators', () => {
  test('the same title of 全市 and 市辖区 is two indicators', () => {
    const found = collected(
      taken(
        'a.xlsx',
        { ...title('人口'), scope: 'city', value: 962 },
        { ...title('人口'), scope: 'districts', value: 551 },
      ),
    );
    expect(found.indicators.map(({ id, scope, from }) => [id, scope, from])).toEqual([
      ['人口_city', 'city', ['人口 [city]']],
      ['人口_districts', 'districts', ['人口 [districts]']],
    ]);
    expect(found.rows).toEqual(['230100 2016 人口_city 962', '230100 2016 人口_districts 551']);
  });

  test('F13: one id for 全市 and 市辖区 is an error that names both', () => {
    const known = [
      { id: 'pop', ...title('人口'), from: ['人口 [city]', '人口 [districts]'] },
    ] satisfies CollectedIndicator[];
    const found = collected(
      taken('a.xlsx', { ...title('人口'), scope: 'city' }, { ...title('人口'), scope: 'districts' }),
      {},
      known,
    );
    expect(found.codes).toContain('import/mixed-scope');
    const problem = found.problems.find(({ code }) => code === 'import/mixed-scope')!;
    expect(problem.saw.en).toContain('人口 [city] and 人口 [districts]');
    expect(problem.where).toBe('a.xlsx:A1; a.xlsx:A2');
  });

  test('a title without a scope beside one with a scope is asked about', () => {
    const values = taken(
      'a.xlsx',
      { ...title('人口'), scope: 'city', period: 2015 },
      { ...title('人口'), value: 2 },
    );
    expect(collected(values).asked).toEqual(['scope:人口']);
    expect(collected(values, { 'scope:人口': 'city' }).rows).toEqual([
      '230100 2015 人口_city 1',
      '230100 2016 人口_city 2',
    ]);
    expect(collected(values, { 'scope:人口': 'apart' }).indicators).toHaveLength(2);
  });

  test('an answer names an indicator, and English titles make plain ids', () => {
    const values = taken('a.xlsx', { title: { en: 'Population at year-end', zh: '年末人口' } });
    expect(collected(values).indicators[0]!.id).toBe('Population_at_year_end');
    expect(collected(values, { 'id:年末人口': 'pop' }).indicators[0]!.id).toBe('pop');
  });

  test('the words for a scope are no part of the title', () => {
    expect(titleKey('人口（全市）', 'city')).toBe('人口 [city]');
    expect(titleKey('市辖区', 'districts')).toBe('市辖区 [districts]');
  });
});

describe('units of measurement', () => {
  test.each([
    ['万元', 1e4, '元'],
    ['亿元', 1e8, '元'],
    ['10 000 yuan', 1e4, '元'],
    ['100 million yuan', 1e8, '元'],
    ['万人', 1e4, '人'],
    ['%', 1, '%'],
    ['km²', 1, '平方公里'],
    ['千米', 1, '公里'],
  ])('%s', (unit, factor, base) => {
    expect(measureOf(unit)).toEqual({ factor, base });
  });

  test('of the same base are converted to the first, with a note', () => {
    const found = collected(
      taken('a.xlsx', { unit: '亿元', value: 6101.61 }, { unit: '万元', value: 5e7, period: 2015 }),
    );
    expect(found.rows).toEqual(['230100 2016 GDP 6101.61', '230100 2015 GDP 5000']);
    expect(found.indicators[0]!.unit).toBe('亿元');
    expect(found.noted).toEqual(['import/converted']);
    expect(found.asked).toEqual([]);
  });

  test('of an earlier import hold', () => {
    const known = [{ id: 'GDP', ...title('GDP'), unit: '万元', from: ['GDP'] }];
    expect(collected(taken('a.xlsx', { unit: '亿元', value: 2 }), {}, known).rows).toEqual([
      '230100 2016 GDP 20000',
    ]);
  });

  test('of another base, or none, are asked about and left out until answered', () => {
    const values = taken('a.xlsx', { unit: '元' }, { unit: '美元', period: 2015 }, { period: 2014 });
    const found = collected(values);
    expect(found.asked).toEqual(['unit:GDP:美元', 'unit:GDP:']);
    expect(found.rows).toEqual(['230100 2016 GDP 1']);
    expect(collected(values, { 'unit:GDP:美元': 'apart', 'unit:GDP:': 'same' }).rows).toEqual([
      '230100 2016 GDP 1',
      '230100 2015 GDP_美元 1',
      '230100 2014 GDP 1',
    ]);
  });
});

describe('places', () => {
  test('F10: other spellings are taken and listed; a near name is only suggested', () => {
    const found = collected(
      taken(
        'a.xlsx',
        { place: 'Heihe', period: 2010 },
        { place: 'Heihe City', period: 2011 },
        { place: '黑河市', period: 2012 },
        { place: 'Heihee' },
      ),
    );
    expect(found.rows).toEqual(['231100 2010 GDP 1', '231100 2011 GDP 1', '231100 2012 GDP 1']);
    expect(found.noted).toContain('names/matched');
    expect(found.asked).toEqual(['place:Heihee']);
    expect(found.questions[0]!.choices.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['231100', 'own', 'leave-out']),
    );
    expect(found.questions[0]!.usual).toBeUndefined();
  });

  test('F11: a name of two places is asked for with both codes, and the province settles it', () => {
    const found = collected(taken('a.xlsx', { place: 'Suzhou' }));
    expect(found.rows).toEqual([]);
    expect(found.questions[0]!.choices.slice(0, 2).map(({ id }) => id)).toEqual(['320500', '341300']);
    expect(collected(taken('a.xlsx', { place: 'Suzhou', province: '安徽' })).rows).toEqual([
      '341300 2016 GDP 1',
    ]);
    expect(collected(taken('a.xlsx', { place: 'Suzhou' }), { 'place:Suzhou': '320500' }).rows).toEqual([
      '320500 2016 GDP 1',
    ]);
  });

  test('a municipality lies in no province, whatever heading it follows', () => {
    expect(collected(taken('a.xlsx', { place: '上海', province: '吉林' })).rows).toEqual([
      '310000 2016 GDP 1',
    ]);
    expect(collected(taken('a.xlsx', { place: '苏州', province: '吉林' })).asked).toEqual([
      'place:吉林/苏州',
    ]);
  });

  test('may be left out, or be kept as units of their own', () => {
    const values = taken('a.xlsx', { place: '某新区' });
    expect(collected(values, { 'place:某新区': 'leave-out' }).rows).toEqual([]);
    expect(collected(values, { 'place:某新区': 'own' }).units).toEqual([
      { code: '某新区', name: { en: '某新区', zh: '某新区' } },
    ]);
  });

  test('codes of another list are not looked up where there are names', () => {
    const found = collected(taken('a.xlsx', { code: 'X7', place: '哈尔滨' }));
    expect(found.rows).toEqual(['230100 2016 GDP 1']);
    expect(found.noted).toContain('import/other-codes');
  });
});

describe('F09: duplicates', () => {
  test('that agree are merged with a note that names both cells', () => {
    const found = collected([...taken('a.xlsx', {}), ...taken('b.xlsx', {})]);
    expect(found.rows).toEqual(['230100 2016 GDP 1']);
    expect(found.notes.find(({ code }) => code === 'import/repeated')!.items).toEqual([
      'a.xlsx:A1 = b.xlsx:A1',
    ]);
  });
  test('that differ are an error with both cells and values', () => {
    const found = collected([...taken('a.xlsx', {}), ...taken('b.xlsx', { value: 2 })]);
    expect(found.codes).toEqual(['data/conflict']);
    expect(found.problems[0]).toMatchObject({ where: 'b.xlsx:A1' });
    expect(found.problems[0]!.saw.en).toContain('= 2, but a.xlsx:A1 says 1');
  });
  test('a number stands before an empty cell', () => {
    const empty = { value: Number.NaN, status: 'missing' as const };
    expect(collected(taken('a.xlsx', empty, {})).rows).toEqual(['230100 2016 GDP 1']);
    expect(collected(taken('a.xlsx', {}, empty)).rows).toEqual(['230100 2016 GDP 1']);
  });
});

describe('F12: units that changed', () => {
  const values = taken(
    'a.xlsx',
    { place: '济南', period: 2018, value: 700 },
    { place: '莱芜', period: 2018, value: 130 },
    { place: '济南', period: 2019, value: 890 },
  );
  test('are told and asked about once', () => {
    const found = collected(values);
    expect(found.asked).toEqual(['concordance']);
    expect(found.noted).toContain('names/changed-units');
  });
  test('stay as they are, or are put together by the rule of each indicator', () => {
    expect(collected(values, { concordance: 'keep' }).rows).toHaveLength(3);
    expect(collected(values, { concordance: 'harmonise' }).asked).toEqual(['concordance', 'rule:GDP']);
    const found = collected(values, { concordance: 'harmonise', 'rule:GDP': 'sum' });
    expect(found.rows.sort()).toEqual(['370100 2018 GDP 830', '370100 2019 GDP 890']);
    const joined = found.values.find(({ period }) => period === 2018)!;
    expect([joined.status, joined.cell]).toEqual(['derived', 'a.xlsx:A1; a.xlsx:A2']);
    expect(found.units.map(({ code }) => code)).toEqual(['370100']);
  });
  test('a mean by population asks which indicator that is', () => {
    const people = values.map((one) => ({
      ...one,
      ...title('人口'),
      value: one.place === '莱芜' ? 100 : 300,
    }));
    const answers = { concordance: 'harmonise', 'rule:GDP': 'population-weighted', 'rule:人口': 'sum' };
    expect(collected([...values, ...people], answers).asked).toContain('population');
    const found = collected([...values, ...people], { ...answers, population: '人口' });
    expect(found.rows).toContain(`370100 2018 GDP ${(700 * 300 + 130 * 100) / 400}`);
  });
});
