import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/cli.ts';
import { sound } from '../support/folder.ts';
import { askedBy, imported, refusedImport, refusedRun } from '../support/survival.ts';
import { sheetData, workbook } from '../support/workbooks.ts';

const CITIES = ['哈尔滨', '大庆', '黑河', '绥化'];
/** A table of a city a row, with one value each; texts with commas stand in quotation marks. */
const table = (cells: readonly string[], { unit = '万元', years = [] as readonly string[] } = {}) => ({
  'table.csv': [
    `城市,年份,产值（${unit}）`,
    ...cells.map((cell, i) => `${CITIES[i]},${years[i] ?? '2016'},${/[",]/.test(cell) ? `"${cell}"` : cell}`),
    '',
  ].join('\n'),
});
const valuesOf = async (cells: readonly string[], ...answers: string[]) =>
  (await imported(table(cells), ...answers)).values;

describe('F01: blank cells', () => {
  it.each(['', '  ', '\u00a0', '\u3000'])('F01: %j is imported as missing, never as 0', async (blank) => {
    const { rows } = await imported(table(['5', blank, '7']));
    expect(rows.map(([, , , value, status, reason]) => [value, status, reason])).toEqual([
      ['5', 'observed', ''],
      ['', '', 'missing'],
      ['7', 'observed', ''],
    ]);
  });
});

describe('F02: texts in place of numbers', () => {
  it.each(['—', '-', '/', 'NA', '无', '#N/A'])('F02: %s is no value and never 0', async (marker) => {
    expect(await valuesOf(['5', marker, '7'])).toEqual(['5', '', '7']);
  });
  it('F02: … is below the unit, asked about once, and an unknown marker with its count and cells', async () => {
    const faulty = table(['…', '缺报', '…', '7']);
    const found = await refusedImport(faulty);
    expect(found.map(({ saw }) => saw)).toEqual([
      expect.stringContaining('"..." (2 cell(s)) stand for? [C2; C4]'),
      expect.stringContaining('"缺报" (1 cell(s)) stand for? [C3]'),
    ]);
    const { rows } = await imported(faulty, 'marker:...=half', 'marker:缺报=missing');
    expect(rows.map(([, , , value, , reason]) => [value, reason])).toEqual([
      ['0.5', 'below-unit'],
      ['', 'missing'],
      ['0.5', 'below-unit'],
      ['7', ''],
    ]);
  });
  it('F02: -9999 is asked about, not taken', async () => {
    expect(await askedBy(table(['5', '-9999', '7', '-9999']))).toEqual(['sentinel:C:-9999']);
  });
});

describe('F03: thousands and decimals', () => {
  it('F03: a column that tells is read', async () => {
    expect(await valuesOf(['1,234.5', '１２，３４５．６', '1 234'])).toEqual(['1234.5', '12345.6', '1234']);
    expect(await valuesOf(['1.234,5', '7'])).toEqual(['1234.5', '7']);
  });
  it('F03: a column that does not tell is asked about, with both readings', async () => {
    const [asked] = await refusedImport(table(['1,234', '7']));
    expect(asked!.fix).toContain('1,234 = 1234;');
    expect(asked!.fix).toContain('1,234 = 1.234)');
    expect(await valuesOf(['1,234', '7'], 'decimal:C=point')).toEqual(['1234', '7']);
    expect(await valuesOf(['1,234', '7'], 'decimal:C=comma')).toEqual(['1.234', '7']);
  });
});

describe('F04: signs', () => {
  it('F04: minus signs and parentheses are negative, and said', async () => {
    const { values, notes } = await imported(table(['\u22123.5', '－3.5', '(3.5)', '7']));
    expect(values).toEqual(['-3.5', '-3.5', '-3.5', '7']);
    const said = notes.find(({ code }) => code === 'import/negative');
    expect(said?.items).toEqual(['../table.csv:C2 (−3.5)', '../table.csv:C4 ((3.5))']);
  });
  it('F04: a minus behind a number is refused with its cell', async () => {
    const [found, ...more] = await refusedImport(table(['3.5-', '7']));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code: 'import/trailing-sign' });
    expect(found!.where).toMatch(/table\.csv:C2$/);
  });
});

describe('F05: units behind numbers, and numbers that are not exact', () => {
  it('F05: 万 and 亿 are asked about and converted', async () => {
    const faulty = table(['12.5（万）', '1.2亿', '7'], { unit: '元' });
    expect(await askedBy(faulty)).toEqual(['scale:C']);
    expect((await imported(faulty, 'scale:C=convert')).values).toEqual(['125000', '120000000', '7']);
  });
  it('F05: a percent sign behind every number is the unit', async () => {
    const { recipe, values } = await imported({
      'share.csv': '城市,年份,比重\n哈尔滨,2016,35%\n大庆,2016,4.5%\n',
    });
    expect(values).toEqual(['35', '4.5']);
    expect(recipe).toMatch(/unit: "?%/);
  });
  it('F05: 约30 and 30~40 are estimates or missing, by choice', async () => {
    const faulty = table(['约30', '30~40', '7']);
    expect(await askedBy(faulty)).toEqual(['estimates:C']);
    const { rows } = await imported(faulty, 'estimates:C=estimate');
    expect(rows.map(([, , , value, status]) => [value, status])).toEqual([
      ['30', 'estimated'],
      ['35', 'estimated'],
      ['7', 'observed'],
    ]);
    expect((await imported(faulty, 'estimates:C=missing')).values).toEqual(['', '', '7']);
  });
});

describe('F08: years', () => {
  it('F08: every form of a year is the year', async () => {
    const years = ['2010年', '２０１０', '2010-12-31', '二〇一〇年'];
    const { rows } = await imported(table(['1', '2', '3', '4'], { years }));
    expect(rows.map(([, period]) => period)).toEqual(['2010', '2010', '2010', '2010']);
  });
  it('F08: a column of day numbers is read by their year', async () => {
    const { rows } = await imported(table(['1', '2'], { years: ['40179', '40544'] }));
    expect(rows.map(([, period]) => period)).toEqual(['2010', '2011']);
  });
  it.each(['1810', '2110', '2010-2011', '10年'])('F08: %s is refused with its cell', async (year) => {
    const found = await refusedImport(table(['1', '2', '3'], { years: ['2010', year, '2012'] }));
    expect(found.map(({ code }) => code)).toEqual(['import/year']);
    expect(found[0]!.where).toMatch(/table\.csv:B3$/);
  });
  it('F08: the year of a yearbook is asked about', async () => {
    const faulty = { 'table.csv': '城市,年鉴年份,产值（万元）\n哈尔滨,2017,1\n大庆,2017,2\n' };
    expect(await askedBy(faulty)).toEqual(['yearbook']);
    expect((await imported(faulty, 'yearbook=before')).rows.map(([, period]) => period)).toEqual([
      '2016',
      '2016',
    ]);
  });
});

describe('F17: numbers that are none', () => {
  it.each(['1e309', '-1e309', '0x10'])('F17: %s is refused or asked about with its cell', async (cell) => {
    const found = await refusedImport(table(['5', cell, '7']));
    expect(found).toHaveLength(1);
    expect(`${found[0]!.where} ${found[0]!.saw}`).toContain('C3');
  });
  it('F17: NaN is what programs write for no value, and is said', async () => {
    const { values, notes } = await imported(table(['5', 'NaN', '7']));
    expect(values).toEqual(['5', '', '7']);
    expect(notes).toMatchObject([{ code: 'import/markers', items: ['"NaN" × 1 (../table.csv:C3)'] }]);
  });
  it.each(['Infinity', '-inf'])('F17: %s is asked about, never a number', async (cell) => {
    expect(await askedBy(table(['5', cell, '7']))).toEqual([`marker:${cell}`]);
  });
  it('F17: a number of a workbook beyond a double is refused', async () => {
    const xml = sheetData([
      ['城市', '年份', '产值（万元）'],
      ['哈尔滨', 2016, 1],
      ['大庆', 2016, 2],
    ]).replace('<v>2</v>', '<v>1e309</v>');
    const [found] = await refusedImport({ 'table.xlsx': await workbook({ sheets: { S: xml } }) });
    expect(found!.where).toMatch(/table\.xlsx!S:C3$/);
  });
  it('F17: -0, 5e-324 and 1e3 are numbers, and are written as such', async () => {
    expect(await valuesOf(['-0', '5e-324', '1e3', '7'])).toEqual(['0', '5e-324', '1000', '7']);
  });
  it('F17: a plain study refuses what is not finite, and keeps its results', async () => {
    const found = await refusedRun(
      'panel.csv',
      'id,year,a,b,c\nu1,2010,1e309,NaN,Infinity\nu1,2015,0x10,5e-324,-0\nu2,2010,1e3,2,3\n',
    );
    expect(found.map(({ code, where }) => [code, where])).toEqual([
      ['data/not-a-number', 'panel.csv:2 [a]'],
      ['data/not-a-number', 'panel.csv:2 [b]'],
      ['data/not-a-number', 'panel.csv:2 [c]'],
      ['data/not-a-number', 'panel.csv:3 [a]'],
    ]);
  });
  it('F17: what is printed as JSON is refused or a number, never null', async () => {
    const problems = await problemsOf(['run', sound({ seed: Number.NaN })]);
    expect(problems[0]!.where).toMatch(/^study\.yaml/);
  });
});
