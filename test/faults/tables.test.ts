import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holling } from '../support/cli.ts';
import { sound } from '../support/folder.ts';
import { askedBy, imported, refusedImport } from '../support/survival.ts';
import { sheetData, workbook } from '../support/workbooks.ts';

type Cells = (string | number | null)[][];
const book = async (rows: Cells, more = '') => ({
  'book.xlsx': await workbook({ sheets: { '2-1': `${sheetData(rows)}${more}` } }),
});

describe('F06: a unit of measurement that changes inside a series', () => {
  it('F06: check names unit, year and factor, and the report carries a badge until it is accepted', async () => {
    const years = [2010, 2011, 2012, 2013, 2014, 2015];
    const panel = ['id,year,a,b,c'];
    for (const [u, id] of ['u1', 'u2', 'u3', 'u4'].entries())
      for (const [t, year] of years.entries())
        panel.push(
          `${id},${year},${(10 + u + 0.5 * t) * (id === 'u3' && year === 2013 ? 10000 : 1)},${5 + u + (t % 3)},${20 + u * 2 - (t % 2)}`,
        );
    const files = {
      'panel.csv': `${panel.join('\n')}\n`,
      'units.csv': 'id,name,zone\nu1,A,e\nu2,B,e\nu3,C,e\nu4,D,e\n',
    };
    const folder = sound({ periods: years }, files);
    const { code, out } = await holling('check', folder, '--json');
    expect(code).toBe(0);
    const jumps = JSON.parse(out).findings.filter(({ check }: { check: string }) => check === 'jump');
    expect(jumps).toHaveLength(1);
    expect(jumps[0].text.en).toContain('C 2013 (135000, expected 13.5)');
    const page = async (change: object) => {
      const study = sound({ periods: years, ...change }, files);
      expect((await holling('run', study, '--json')).code).toBe(0);
      return readFileSync(join(study, 'results/report.html'), 'utf8');
    };
    expect(await page({})).toContain('<span class="badge">Unresolved unit jump');
    const accept = [{ check: 'jump', indicator: 'a', unit: 'u3', why: 'so printed' }];
    expect(await page({ audit: { accept } })).not.toContain('<span class="badge">');
  });
});

describe('F07: titles, merged headers, notes, repeated headers and subtotals', () => {
  const merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/></mergeCells>';
  const rows: Cells = [
    ['2-1 人口（2016年）', null, null],
    ['城市', '人口（万人）', null],
    [null, '全市', '市辖区'],
    ['全国', 9000, 8000],
    ['黑龙江省', 3800, 1400],
    ['哈尔滨', 961.5, 551.2],
    ['城市', '人口（万人）', null],
    [null, '全市', '市辖区'],
    ['大庆', 277.5, 136.1],
    ['合计', 1239, 687.3],
    ['注：合成数据。', null, null],
  ];
  it('F07: only cities are taken, and what was left out is counted in the sentence of the sheet', async () => {
    const { rows: found, recipe } = await imported(await book(rows, merges));
    expect(found.map(([unit, period, indicator, value]) => [unit, period, indicator, value])).toEqual([
      ['230100', '2016', '人口_city', '961.5'],
      ['230100', '2016', '人口_districts', '551.2'],
      ['230600', '2016', '人口_city', '277.5'],
      ['230600', '2016', '人口_districts', '136.1'],
    ]);
    for (const line of ['"4": total', '"5": province', '"7": header', '"8": header', '"10": total'])
      expect(recipe).toContain(line);
  });
  it('F07: a header that cannot be resolved names what is in conflict', async () => {
    const blank = rows.map((row, r) => (r === 2 ? [null, '全市', '全市'] : row));
    const found = await refusedImport(await book(blank.slice(0, 6), merges));
    expect(found.map(({ code, where, saw }) => [code, where, saw])).toEqual([
      ['data/conflict', expect.stringContaining('C6'), expect.stringContaining('B6')],
    ]);
    const untitled: Cells = [
      ['城市', '年份', '人口（万人）', null],
      ['哈尔滨', 2016, 961.5, 12],
      ['大庆', 2016, 277.5, 7],
    ];
    const [asked] = await refusedImport(await book(untitled));
    expect(asked).toMatchObject({ code: 'import/question', where: expect.stringMatching(/2-1:D$/) });
  });
});

describe('F09: a value given twice', () => {
  const csv = (value: string) => ({
    'a.csv': '城市,年份,人口（万人）\n哈尔滨,2016,961.5\n大庆,2016,277.5\n',
    'b.csv': `城市,年份,人口（万人）\n哈尔滨市,2016,${value}\n`,
  });
  it('F09: alike is taken once, with a note that names both cells', async () => {
    const { values, notes } = await imported(csv('961.5'));
    expect(values).toEqual(['961.5', '277.5']);
    const said = notes.find(({ code }) => code === 'import/repeated');
    expect(said?.items?.join()).toMatch(/a\.csv:C2.*b\.csv:C2|b\.csv:C2.*a\.csv:C2/);
  });
  it('F09: differently is refused with both cells and both values', async () => {
    const [found, ...more] = await refusedImport(csv('9615'));
    expect(more).toEqual([]);
    expect(`${found!.where} ${found!.saw}`).toMatch(/b\.csv:C2 .* = 9615, but .*a\.csv:C2 says 961\.5/);
  });
});

describe('F10, F11: names of places', () => {
  const places = (...names: string[]) => ({
    'table.csv': `城市,年份,人口（万人）\n${names.map((name, i) => `${name},2016,${i + 1}`).join('\n')}\n`,
  });
  it.each([['Heihe'], ['Heihe City'], ['黑河'], ['黑河市']])('F10: %s is Heihe', async (name) => {
    const { rows } = await imported(places(name, '哈尔滨'));
    expect(rows[0]![0]).toBe('231100');
  });
  it('F10: old and other spellings are taken by alias and listed', async () => {
    const { rows, notes } = await imported(places('Kiamusu', 'Hulunbeier', '哈尔滨市'));
    expect(rows.map(([unit]) => unit)).toEqual(['230800', '150700', '230100']);
    const listed = notes.flatMap(({ items = [] }) => items).join();
    for (const name of ['Kiamusu', 'Hulunbeier']) expect(listed).toContain(name);
    expect(listed).not.toContain('哈尔滨市');
  });
  it('F10: a near name is a suggestion, never taken', async () => {
    const [asked] = await refusedImport(places('Harbinn', '大庆', '黑河'));
    expect(asked!.fix).toMatch(/"place:Harbinn=<230100 \| own \| leave-out>"/);
  });
  it.each([
    ['Yichun', '230700', '360900'],
    ['Suzhou', '320500', '341300'],
    ['Fuzhou', '350100', '361000'],
    ['Taizhou', '321200', '331000'],
  ])('F11: %s is two places, and is not guessed', async (name, one, other) => {
    const [asked, ...more] = await refusedImport(places(name, '哈尔滨', '大庆'));
    expect(more).toEqual([]);
    expect(asked!.saw).toContain('2 places match');
    expect(asked!.fix).toContain(`"place:${name}=<${one} | ${other} | own | leave-out>"`);
    const { rows } = await imported(places(name, '哈尔滨', '大庆'), `place:${name}=${other}`);
    expect(rows[0]![0]).toBe(other);
  });
  it('F11: the province settles it, and 吉林 below its province is the city', async () => {
    const { rows } = await imported({
      'table.csv':
        '省份,城市,年份,人口（万人）\n安徽,Suzhou,2016,1\n江苏,Suzhou,2016,2\n吉林,吉林,2016,3\n吉林,长春,2016,4\n',
    });
    expect(rows.map(([unit]) => unit)).toEqual(['341300', '320500', '220200', '220100']);
  });
});

describe('F12: units that are renamed, merged or begin later', () => {
  const merged = {
    'table.csv':
      '城市,年份,人口（万人）\n济南,2018,656\n莱芜,2018,128\n济南,2019,797\n青岛,2018,900\n青岛,2019,910\n',
  };
  it('F12: is asked about, and put together or kept as answered, with a note', async () => {
    expect(await askedBy(merged)).toEqual(['concordance']);
    const kept = await imported(merged, 'concordance=keep');
    expect(kept.rows.map(([unit]) => unit)).toContain('371200');
    expect(kept.codes).toContain('names/changed-units');
    const one = await imported(merged, 'concordance=harmonise', 'rule:人口=sum');
    expect(one.rows.filter(([unit]) => unit === '370100').map(([, , , value]) => value)).toEqual([
      '784',
      '797',
    ]);
    expect(one.rows.map(([unit]) => unit)).not.toContain('371200');
    expect(one.recipe).toContain('concordance: harmonise');
  });
  it('F12: an old name is the unit of today', async () => {
    const { rows, notes } = await imported({
      'table.csv': '城市,年份,人口（万人）\n思茅,2005,230\n普洱,2016,260\n昆明,2005,600\n昆明,2016,670\n',
    });
    expect(rows.filter(([unit]) => unit === '530800')).toHaveLength(2);
    expect(notes.flatMap(({ items = [] }) => items).join()).toContain('思茅');
  });
});

describe('F13: 全市 beside 市辖区', () => {
  const rows: Cells = [
    ['城市', '年份', '人口（全市）（万人）', '人口（市辖区）（万人）'],
    ['哈尔滨', 2016, 961.5, 551.2],
    ['大庆', 2016, 277.5, 136.1],
  ];
  it('F13: are two indicators, and one id for both is refused by name', async () => {
    expect((await imported(await book(rows))).rows.map(([, , id]) => id)).toEqual([
      '人口_city',
      '人口_districts',
      '人口_city',
      '人口_districts',
    ]);
    const ids = ['id:人口 [city]=pop', 'id:人口 [districts]=pop'];
    const [found] = await refusedImport(await book(rows), ...ids);
    expect(found!.code).toBe('import/mixed-scope');
    expect(`${found!.where} ${found!.saw}`).toContain('pop');
  });
});

describe('F28: formulas and errors', () => {
  it('F28: errors, formulas without a value and links to other workbooks are listed with their cells', async () => {
    const xml = sheetData([
      ['城市', '年份', '人口（万人）'],
      ['哈尔滨', 2016, 11],
      ['大庆', 2016, 12],
      ['黑河', 2016, 13],
      ['绥化', 2016, 14],
    ])
      .replace('<c r="C2"><v>11</v></c>', '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
      .replace('<c r="C3"><v>12</v></c>', '<c r="C3"><f>C2+1</f></c>')
      .replace('<c r="C4"><v>13</v></c>', '<c r="C4"><f>[1]Sheet1!A1</f><v>13</v></c>');
    const bytes = await workbook({ sheets: { S: xml }, workbook: '<calcPr iterate="1"/>' });
    const { rows, notes } = await imported({ 'book.xlsx': bytes });
    expect(rows.map(([, , , value, status, reason]) => [value, status, reason])).toEqual([
      ['', '', 'error'],
      ['', '', 'error'],
      ['13', 'observed', ''],
      ['14', 'observed', ''],
    ]);
    const errors = notes.find(({ code }) => code === 'import/errors')!;
    expect(errors.items).toEqual(['../book.xlsx!S:C2 (#DIV/0!)', '../book.xlsx!S:C3 (=C2+1)']);
    expect(errors.text.en).toContain('Recalculate the workbook and save it');
    expect(notes.find(({ code }) => code === 'read/external-link')!.items).toEqual(['../book.xlsx!S:C4']);
    expect(notes.map(({ code }) => code)).toContain('read/iterative');
  });
});

describe('F29: what a spreadsheet made of codes', () => {
  it('F29: codes in scientific notation, dates from 3-1 and long identifiers are warned of with their cells', async () => {
    const csv = await imported({
      'table.csv': '编号码,城市,年份,人口（万人）\n1.1E+05,哈尔滨,2016,1\n2.3E+05,大庆,2016,2\n',
    });
    expect(csv.notes.find(({ code }) => code === 'read/scientific')!.items).toEqual([
      '../table.csv:2 (1.1E+05)',
      '../table.csv:3 (2.3E+05)',
    ]);
    const xml = sheetData([
      ['城市', '年份', '人口（万人）', '备注', '编号'],
      ['哈尔滨', 2016, 1, 40238, 7],
      ['大庆', 2016, 2, null, 8],
    ])
      .replace('<c r="D2">', '<c r="D2" s="1">')
      .replace('<v>7</v>', '<v>1234567890123456789</v>');
    const bytes = await workbook({ sheets: { S: xml }, formats: ['m"-"d'] });
    const { notes } = await imported({ 'book.xlsx': bytes });
    expect(notes.find(({ code }) => code === 'read/short-date')!.items).toEqual(['../book.xlsx!S:D2']);
    expect(notes.find(({ code }) => code === 'read/long-number')!.items).toEqual([
      '../book.xlsx!S:E2 (1234567890123456789)',
    ]);
  });
  it('F29: a date among numbers is asked about, never a number', async () => {
    const faulty = {
      'table.csv': '城市,年份,人口（万人）\n哈尔滨,2016,2016-03-01\n大庆,2016,2\n黑河,2016,3\n',
    };
    expect(await askedBy(faulty)).toEqual(['marker:2016-03-01']);
  });
});

describe('F30: what a workbook hides', () => {
  const rows: Cells = [
    ['城市', '年份', '人口（万人）', '面积（平方公里）'],
    ['哈尔滨', 2016, 961.5, 53000],
    ['大庆', 2016, 277.5, 21000],
  ];
  it.each([
    ['a row', (xml: string) => xml.replace('<row r="3">', '<row r="3" hidden="1">'), ['961.5', '53000']],
    ['a column', (xml: string) => `<cols><col min="4" max="4" hidden="1"/></cols>${xml}`, ['961.5', '277.5']],
  ] as const)('F30: %s is asked about, and read or left out as answered', async (_, hide, shown) => {
    const bytes = { 'book.xlsx': await workbook({ sheets: { S: hide(sheetData(rows)) } }) };
    expect(await askedBy(bytes)).toEqual(['hidden']);
    expect((await imported(bytes, 'hidden=read')).values).toHaveLength(4);
    expect((await imported(bytes, 'hidden=left-out')).values).toEqual(shown);
  });
  it('F30: a sheet is asked about, a filter and dates from 1904 are told', async () => {
    const xml = sheetData(rows).replace('<c r="B2"><v>2016</v></c>', '<c r="B2" s="1"><v>41274</v></c>');
    const filter = '<autoFilter ref="A1:D3"><filterColumn colId="0"/></autoFilter>';
    const bytes = {
      'book.xlsx': await workbook({
        sheets: {
          S: `${xml}${filter}`,
          Draft: sheetData(rows.map((row, r) => (r === 1 ? ['黑河', 2016, 1, 2] : row))),
        },
        states: { Draft: 'veryHidden' },
        formats: ['yyyy'],
        workbook: '<workbookPr date1904="1"/>',
      }),
    };
    expect(await askedBy(bytes)).toEqual(['hidden']);
    const { rows: found, codes } = await imported(bytes, 'hidden=left-out');
    expect(found.map(([, period]) => period)).toEqual(['2017', '2017', '2016', '2016']);
    expect(codes).toEqual(expect.arrayContaining(['read/filter', 'read/dates-1904']));
  });
});
