import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import type { CellValue, Sheet } from '../../src/study/import/sheet.ts';
import { take } from '../../src/study/import/take.ts';
import { understand } from '../../src/study/import/understand.ts';
import { sheetOf } from './sheet-of.ts';

/** What a sheet gives, as `place period title unit value`, and the ids of its questions. */
function read(sheet: Sheet, answers: Record<string, string> = {}) {
  const found = understand(sheet, { answers: new Map(Object.entries(answers)) });
  if (!found) throw new Error('no table');
  const problems: Problem[] = [];
  const values = take(sheet, found.reading, problems).map(({ place, period, title, unit, value }) =>
    [place, period, title.zh, unit ?? '', value].join(' '),
  );
  return { values, asked: found.questions.map(({ id }) => id), problems, ...found };
}

describe('a yearbook table', () => {
  const rows: CellValue[][] = [
    ['2-1 各城市主要指标（2016年）', null, null, null],
    [null, null, null, '单位：万元'],
    ['城　市', '地区生产总值', '年末户籍人口（万人）', null],
    [null, null, '全市', '市辖区'],
    ['黑龙江省', 15386.1, 3785, 1400],
    ['哈尔滨', '6,101.6', 962.1, 551.2],
    ['齐齐哈尔', '1,325.4', '…', '—'],
    ['合　计', 7427, 2000, 700],
    ['注：数据为初步核算数。', null, null, null],
  ];
  const merges = [
    { top: 0, left: 0, bottom: 0, right: 3 },
    { top: 2, left: 0, bottom: 3, right: 0 },
    { top: 2, left: 1, bottom: 3, right: 1 },
    { top: 2, left: 2, bottom: 2, right: 3 },
  ];
  const sheet = sheetOf(rows, { merges });

  test('is read with its title, merged header, totals and notes', () => {
    const found = read(sheet, { 'marker:...': 'zero' });
    expect(found.values).toEqual([
      '哈尔滨 2016 地区生产总值 万元 6101.6',
      '哈尔滨 2016 年末户籍人口 万人 962.1',
      '哈尔滨 2016 年末户籍人口 万人 551.2',
      '齐齐哈尔 2016 地区生产总值 万元 1325.4',
      '齐齐哈尔 2016 年末户籍人口 万人 0',
      '齐齐哈尔 2016 年末户籍人口 万人 NaN',
    ]);
    expect(found.problems).toEqual([]);
    expect(found.reading.rows).toEqual(
      new Map([
        [5, 'province'],
        [8, 'total'],
      ]),
    );
    expect(found.sentence.zh).toContain('略去合计 1 行、省级 1 行');
  });

  test('asks what the ellipsis stands for, and nothing else', () => {
    expect(read(sheet).asked).toEqual(['marker:...']);
  });
});

test('a table of one indicator with years across', () => {
  const found = read(
    sheetOf([
      ['表3-2 人均地区生产总值 2010-2012', null, null, null],
      ['（单位：元）', null, null, null],
      ['Region', 2010, '2011年', '２０１２'],
      ['Harbin', 100, 110, 120],
      ['Heihe', 50, 55, 60],
    ]),
  );
  expect(found.values).toEqual([
    'Harbin 2010 人均地区生产总值 元 100',
    'Harbin 2011 人均地区生产总值 元 110',
    'Harbin 2012 人均地区生产总值 元 120',
    'Heihe 2010 人均地区生产总值 元 50',
    'Heihe 2011 人均地区生产总值 元 55',
    'Heihe 2012 人均地区生产总值 元 60',
  ]);
  expect(found.asked).toEqual([]);
});

test('a long table', () => {
  const found = read(
    sheetOf([
      ['城市', '年份', '指标', '单位', '数值'],
      ['哈尔滨', 2010, 'GDP', '亿元', 3664],
      ['哈尔滨', 2010, '人口', '万人', 1063],
      ['黑河', 2010, 'GDP', '亿元', '-'],
    ]),
  );
  expect(found.values).toEqual([
    '哈尔滨 2010 GDP 亿元 3664',
    '哈尔滨 2010 人口 万人 1063',
    '黑河 2010 GDP 亿元 NaN',
  ]);
});

test('a wide table by city and year with a code', () => {
  const found = read(
    sheetOf([
      ['代码', '城市', '年份', '人均GDP(元)', '绿地率/%'],
      [230100, '哈尔滨市', 2015, 59027, '35%'],
      [231100, '黑河市', 2015, 26000, '38.5%'],
    ]),
  );
  expect(found.values[0]).toBe('哈尔滨市 2015 人均GDP 元 59027');
  expect(found.values[1]).toBe('哈尔滨市 2015 绿地率 % 35');
});

describe('a column headed unit', () => {
  const rolesIn = (rows: CellValue[][]) => {
    const { reading, asked, values } = read(sheetOf(rows));
    return { roles: [...reading.columns.values()].map(({ role }) => role), asked, values };
  };

  test('holds codes of places where its cells are figures', () => {
    const table = (header: string) =>
      rolesIn([
        [header, 'year', 'x0', 'x1'],
        ...[100000, 100001, 102999].flatMap((id) => [2001, 2002].map((year) => [id, year, id / 8, year / 7])),
      ]);
    for (const header of ['unit', 'Units', 'id', 'code', 'key', 'unit_id', '编号', 'No.'])
      expect(table(header), header).toMatchObject({ roles: ['code', 'period', 'value', 'value'], asked: [] });
  });

  test('holds places where its cells are ids, as in tables that Holling writes', () => {
    expect(
      rolesIn([
        ['unit', 'period', 'score'],
        ['m', '2010', '0.25'],
        ['t', '2010', '0.5'],
        ['Harbin', '2010', '0.75'],
      ]),
    ).toEqual({
      roles: ['unit', 'period', 'value'],
      asked: [],
      values: ['m 2010 score  0.25', 't 2010 score  0.5', 'Harbin 2010 score  0.75'],
    });
    // Each of these ids is an abbreviation of a unit of measurement too.
    expect(
      rolesIn([
        ['unit', 'period', 'score'],
        ['m', 2010, 0.25],
        ['t', 2010, 0.5],
      ]).roles,
    ).toEqual(['unit', 'period', 'value']);
  });

  test('is the code beside a column of names', () => {
    for (const header of ['unit', 'code', 'id'])
      expect(
        rolesIn([
          [header, 'name', 'year', 'gdp'],
          [230100, 'Harbin', 2010, 100.5],
          [230200, 'Qiqihar', 2010, 90.5],
        ]).roles,
        header,
      ).toEqual(['code', 'unit', 'period', 'value']);
  });

  test('holds units of measurement where places and indicators stand beside it', () => {
    expect(
      rolesIn([
        ['city', 'indicator', 'unit', 2010, 2011],
        ['Harbin', 'GDP', '10 000 yuan', 5, 6],
        ['Harbin', 'Population', 'persons', 50, 60],
      ]).values,
    ).toEqual([
      'Harbin 2010 GDP 10 000 yuan 5',
      'Harbin 2011 GDP 10 000 yuan 6',
      'Harbin 2010 Population persons 50',
      'Harbin 2011 Population persons 60',
    ]);
    expect(
      rolesIn([
        ['code', 'year', 'value', 'unit'],
        [230100, 2010, 5.5, 't'],
        [230200, 2010, 6.5, 't'],
      ]).roles,
    ).toEqual(['code', 'period', 'value', 'measure']);
  });
});

test('the one place of a table is the one with which its title begins, but not where it goes on to a part of it', () => {
  const asked = (title: string) => {
    const rows = [
      [title],
      ['指标', 2014, 2015],
      ['常住人口（万人）', 1.5, 2.5],
      ['地区生产总值（亿元）', 3.5, 4.5],
    ];
    const found = understand(sheetOf(rows), {
      answers: new Map(),
      isPlace: (text) => ['石家庄市', '黑河市'].includes(text),
    })!;
    return [found.reading.all.place, found.questions.map(({ id }) => id)];
  };
  expect(asked('1-2 黑河市国民经济主要指标')).toEqual(['黑河市', []]);
  for (const title of [
    '石家庄市长安区主要指标',
    '石家庄市各区主要指标',
    '石家庄市、黑河市主要指标',
    '主要指标',
  ])
    expect(asked(title), title).toEqual([undefined, ['place']]);
});

test('parts of the country are totals among others, and units where there is nothing else', () => {
  const parts = ['东部地区', '中部地区'].map((name, i) => [name, i + 0.5]);
  const taken = (rows: CellValue[][]) =>
    read(sheetOf([['2016年'], ['地区', '人口（万人）'], ...rows])).values.map((text) => text.split(' ')[0]);
  expect(taken(parts)).toEqual(['东部地区', '中部地区']);
  expect(taken([...parts, ['石家庄市', 7.5]])).toEqual(['石家庄市']);
});

test('a table set in two halves', () => {
  const found = read(
    sheetOf([
      ['2015年 人口', null, null, null],
      ['城市', '人口（万人）', '城市', '人口（万人）'],
      ['哈尔滨', 961, '黑河', 168],
      ['大庆', 277, '绥化', 548],
    ]),
  );
  expect(found.values.sort()).toEqual([
    '哈尔滨 2015 人口 万人 961',
    '大庆 2015 人口 万人 277',
    '绥化 2015 人口 万人 548',
    '黑河 2015 人口 万人 168',
  ]);
});

test('a table on its side is turned by its places', () => {
  const sheet = sheetOf([
    ['2015年主要指标', null, null, null],
    ['指标', '哈尔滨', '大庆', '黑河'],
    ['人口（万人）', 961, 277, 168],
    ['GDP（亿元）', 5751, 2983, 448],
  ]);
  const isPlace = (text: string) => ['哈尔滨', '大庆', '黑河'].includes(text);
  const found = understand(sheet, { answers: new Map(), isPlace })!;
  expect(found.reading.transposed).toBe(true);
  const values = take(sheet, found.reading, []);
  expect(
    values.map(({ place, title, unit, value, cell }) => [place, title.zh, unit, value, cell]),
  ).toContainEqual(['黑河', 'GDP', '亿元', 448, 'book.xlsx!2-1:D4']);
  expect(values).toHaveLength(6);
});

describe('what a sheet does not tell is asked', () => {
  const table = (cell: CellValue): CellValue[][] => [
    ['城市', '年份', '产值'],
    ['哈尔滨', 2010, cell],
    ['黑河', 2010, 3],
  ];
  test.each([
    ['1,234', 'decimal:C'],
    ['缺报', 'marker:缺报'],
    ['约30', 'estimates:C'],
    ['30~40', 'estimates:C'],
    ['12.5万', 'scale:C'],
  ])('%j asks %s', (cell, id) => {
    expect(read(sheetOf(table(cell))).asked).toEqual([id]);
  });
  test('the year, where none is named', () => {
    const bare = [
      ['城市', '产值'],
      ['哈尔滨', 1.5],
      ['黑河', 3],
    ] as CellValue[][];
    const unnamed = { file: 'data.csv', name: undefined } as unknown as Partial<Sheet>;
    expect(read(sheetOf(bare, unnamed)).asked).toEqual(['period']);
    expect(read(sheetOf(bare, unnamed), { period: '2012' }).values[0]).toBe('哈尔滨 2012 产值  1.5');
  });
  test('the year of a yearbook', () => {
    const sheet = sheetOf(
      [
        ['城市', '产值'],
        ['哈尔滨', 1.5],
      ],
      { file: '中国城市统计年鉴2017.xlsx' },
    );
    expect(read(sheet).asked).toEqual(['yearbook']);
    expect(read(sheet, { yearbook: 'before' }).values).toEqual(['哈尔滨 2016 产值  1.5']);
  });
  test('the year in a title is that of the data, whatever yearbook the file is', () => {
    const rows = [
      ['2-6 各市产值（2020年）'],
      ['城市', '产值'],
      ['哈尔滨', 1.5],
      ['黑河', 3],
    ] as CellValue[][];
    const found = read(sheetOf(rows, { file: '统计年鉴2021.xlsx' }), { yearbook: 'before' });
    expect(found.asked).toEqual([]);
    expect(found.values[0]).toBe('哈尔滨 2020 产值  1.5');
  });
  test('units that stand in a column beside the indicators are theirs', () => {
    const rows = [
      ['Main indicators, 2020'],
      ['Indicator', 'Unit', '哈尔滨', '齐齐哈尔', '大庆'],
      ['GDP', '100 million yuan', 5183.8, 1200.4, 2301.1],
      ['Beds', 'per 1,000 persons', 7.1, 6.2, 6],
    ] as CellValue[][];
    const cities = new Set(['哈尔滨', '齐齐哈尔', '大庆']);
    const { reading } = understand(sheetOf(rows), {
      answers: new Map(),
      isPlace: (text) => cities.has(text),
    })!;
    expect([...reading.columns.values()].map((column) => ('unit' in column ? column.unit : ''))).toEqual([
      '',
      '100 million yuan',
      'per 1,000 persons',
    ]);
  });
  test('a year that was answered is that of the data', () => {
    const rows = [
      ['城市', '产值'],
      ['哈尔滨', 1.5],
      ['黑河', 3],
    ] as CellValue[][];
    const answers = { period: '2019', yearbook: 'before' };
    const found = read(sheetOf(rows, { file: '统计年鉴2020-2021.xlsx' }), answers);
    expect(found.values[0]).toBe('哈尔滨 2019 产值  1.5');
  });
  test('hidden rows', () => {
    const sheet = sheetOf(table(7), { hidden: { sheet: false, rows: [1], columns: [] } });
    expect(read(sheet).asked).toEqual(['hidden']);
    expect(read(sheet).values).toEqual(['黑河 2010 产值  3']);
    expect(read(sheet, { hidden: 'read' }).values).toEqual(['哈尔滨 2010 产值  7', '黑河 2010 产值  3']);
  });
});

test('a trailing sign is a problem with its cell', () => {
  const found = read(
    sheetOf([
      ['城市', '年份', '产值'],
      ['哈尔滨', 2010, '3.5-'],
      ['黑河', 2010, 3],
    ]),
  );
  expect(found.problems.map(({ code, where }) => [code, where])).toEqual([
    ['import/trailing-sign', 'book.xlsx!2-1:C2'],
  ]);
});

test.each(['unit_name', 'city_name', 'area_name'])(
  '%s heads the units, whatever other texts stand before them',
  (header) => {
    const found = read(
      sheetOf([
        ['surveyor', header, 'year', 'x'],
        ['Ada', 'Northtown', 2010, 1.5],
        ['Ben', 'Southtown', 2010, 2.5],
      ]),
    );
    expect(found.values).toEqual(['Northtown 2010 x  1.5', 'Southtown 2010 x  2.5']);
    expect(found.reading.columns.get('B')).toEqual({ role: 'unit' });
    expect(found.asked).toEqual([]);
  },
);

describe('years in the titles of columns', () => {
  const table = (header: string[], ...rows: CellValue[][]) =>
    read(sheetOf([header, ...rows.map((row, i) => [`甲${i}市`, ...row])]));
  test.each([
    ['popu_2020', 'popu'],
    ['GDP2020', 'GDP'],
    ['2020人口', '人口'],
    ['2020年人口', '人口'],
    ['人口（2020年）', '人口'],
  ])('%s alone is its year', (title, name) => {
    const { values, asked } = table(['城市', title], [1.5], [2.5]);
    expect(values).toEqual([`甲0市 2020 ${name}  1.5`, `甲1市 2020 ${name}  2.5`]);
    expect(asked).toEqual([]);
  });
  test('one title with two years is a series, beside columns without a year', () => {
    const { values, asked } = read(
      sheetOf([
        ['城市', '人口2019', '人口2020', 'GDP2020', 'x2001', '面积'],
        ['甲0市', 1.5, 2.5, 3.5, 4.5, 5.5],
        ['甲1市', 1.6, 2.6, 3.6, 4.6, 5.6],
      ]),
      { period: '2018' },
    );
    expect(asked).toEqual(['period']);
    expect(values.slice(0, 5)).toEqual([
      '甲0市 2019 人口  1.5',
      '甲0市 2020 人口  2.5',
      '甲0市 2020 GDP  3.5',
      '甲0市 2018 x2001  4.5',
      '甲0市 2018 面积  5.5',
    ]);
  });
  test('the years of prices, and years beside a column of years, stay in the title', () => {
    const { values } = read(
      sheetOf([
        ['城市', '年份', 'GDP2015', 'GDP2020'],
        ['甲市', 2016, 1.5, 2.5],
        ['乙市', 2017, 1.6, 2.6],
      ]),
    );
    expect(values[0]).toBe('甲市 2016 GDP2015  1.5');
    const prices = read(
      sheetOf([
        ['城市', '2010年价GDP', '2015年不变价GDP'],
        ['甲市', 1.5, 2.5],
        ['乙市', 1.6, 2.6],
      ]),
      { period: '2018' },
    );
    expect(prices.values[0]).toBe('甲市 2018 2010年价GDP  1.5');
  });
});
