import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import type { CellValue, Sheet } from '../../src/study/import/sheet.ts';
import { tablesOf } from '../../src/study/import/tables-of.ts';
import { take } from '../../src/study/import/take.ts';
import { understand } from '../../src/study/import/understand.ts';
import { workbook } from '../support/workbooks.ts';
import { sheetOf } from './sheet-of.ts';

function read(sheet: Sheet, answers: Record<string, string> = {}) {
  const found = understand(sheet, { answers: new Map(Object.entries(answers)) });
  if (!found) throw new Error('no table');
  const problems: Problem[] = [];
  const values = take(sheet, found.reading, problems);
  return {
    ...found,
    values,
    numbers: values.map(({ value }) => value),
    asked: found.questions.map(({ id }) => id),
    faults: problems.map(({ code, where }) => `${code} ${where}`),
  };
}

/** A column of 产值 beside two more cities. */
const column = (...cells: CellValue[]) =>
  sheetOf([['城市', '年份', '产值（万元）'], ...cells.map((cell, i) => [`甲${i}市`, 2010, cell])]);

describe('F01: blank cells are missing, never 0', () => {
  test.each([[null], [''], [' '], ['\u00a0'], ['\u3000\u3000']])('%j', (cell) => {
    const { values, asked, faults } = read(column(5.5, cell, 7));
    expect(values[1]).toMatchObject({ value: Number.NaN, status: 'missing', cell: 'book.xlsx!2-1:C3' });
    expect([...asked, ...faults]).toEqual([]);
  });
});

describe('F02: markers have a meaning or are asked about once, with their cells', () => {
  test.each(['—', '-', '/', 'NA', '无', '#N/A'])('%s is no number and no question', (cell) => {
    const { values, asked } = read(column(5.5, cell, 7));
    expect(values[1]!.value).toBeNaN();
    expect(asked).toEqual([]);
  });
  test('… is below the unit: 0 or half of the last digit, by choice', () => {
    const sheet = column(5.5, '…', '7.25', '……');
    expect(read(sheet).asked).toEqual(['marker:...', 'marker:......']);
    const zero = read(sheet, { 'marker:...': 'zero', 'marker:......': 'half' });
    expect(zero.values[1]).toMatchObject({ value: 0, status: 'below-unit', written: '…' });
    expect(zero.values[3]).toMatchObject({ value: 0.005, status: 'below-unit' });
  });
  test('an unknown marker is asked about, with count and cells', () => {
    const { questions, faults } = read(column(5.5, '缺报', 7, '缺报'));
    expect(questions).toMatchObject([{ id: 'marker:缺报', samples: ['C3', 'C5'] }]);
    expect(questions[0]!.text.en).toContain('2 cell(s)');
    expect(faults).toHaveLength(2);
  });
  test('-9999 is asked about', () => {
    const sheet = column(5.5, -9999, 7, -9999);
    expect(read(sheet).asked).toEqual(['sentinel:C:-9999']);
    expect(read(sheet, { 'sentinel:C:-9999': 'missing' }).numbers).toEqual([5.5, Number.NaN, 7, Number.NaN]);
    expect(read(sheet, { 'sentinel:C:-9999': 'value' }).numbers).toEqual([5.5, -9999, 7, -9999]);
  });
});

describe('F03: thousands and decimals', () => {
  test.each([
    ['1,234.5', 1234.5],
    ['１２，３４５．６', 12345.6],
    ['1 234', 1234],
    ['1.234,5', 1234.5],
  ])('%s', (cell, value) => {
    const { numbers, asked } = read(column(cell, 7));
    expect(numbers).toEqual([value, 7]);
    expect(asked).toEqual([]);
  });
  test('1,234 alone can be read both ways, and both are shown', () => {
    const { questions } = read(column('1,234', 7));
    expect(questions.map(({ id }) => id)).toEqual(['decimal:C']);
    expect(questions[0]!.choices.map(({ text }) => text.en)).toEqual([
      'the point: 1,234 = 1234',
      'the comma: 1,234 = 1.234',
    ]);
    expect(read(column('1,234', 7), { 'decimal:C': 'comma' }).numbers).toEqual([1.234, 7]);
  });
});

describe('F04: signs', () => {
  test.each(['\u22123.5', '－3.5', '(3.5)', '（3.5）'])('%s is -3.5, with its text', (cell) => {
    const { values } = read(column(cell, 7));
    expect(values[0]!.value).toBe(-3.5);
  });
  test('3.5- is a problem with its cell', () => {
    const { values, faults } = read(column('3.5-', 7));
    expect(faults).toEqual(['import/trailing-sign book.xlsx!2-1:C2']);
    expect(values[0]).toMatchObject({ value: Number.NaN, status: 'error' });
  });
});

describe('F05: units behind numbers, and inexact numbers', () => {
  const table = (unit: string, ...cells: CellValue[]) =>
    sheetOf([['城市', '年份', `产值${unit}`], ...cells.map((cell, i) => [`甲${i}市`, 2010, cell])]);
  test.each([
    ['（元）', '12.5（万）', 125000],
    ['（万元）', '1.2亿元', 12000],
    ['（亿元）', '350万元', 0.035],
  ])('under %s, %s is asked about and converted into the unit of the column', (unit, cell, value) => {
    const sheet = table(unit, cell, 7);
    expect(read(sheet).asked).toEqual(['scale:C']);
    expect(read(sheet).numbers).toEqual([Number.NaN, 7]);
    expect(read(sheet, { 'scale:C': 'convert' }).numbers).toEqual([value, 7]);
  });
  test('a unit that is another one is a problem', () => {
    const { faults, numbers } = read(table('（元）', '3万人', 7), { 'scale:C': 'convert' });
    expect(faults).toEqual(['import/unit book.xlsx!2-1:C2']);
    expect(numbers).toEqual([Number.NaN, 7]);
  });
  test('a unit behind every number is the unit of the column', () => {
    const { values, asked } = read(table('', '35%', '4.5%'));
    expect(values.map(({ value, unit }) => [value, unit])).toEqual([
      [35, '%'],
      [4.5, '%'],
    ]);
    expect(asked).toEqual([]);
  });
  test('every number in another scale than the header says is asked about', () => {
    expect(read(table('（万元）', '35亿元', '4.5亿元')).asked).toEqual(['scale:C']);
  });
  test.each([
    ['约30', 30],
    ['30~40', 35],
  ])('%s is an estimate or missing, by choice', (cell, value) => {
    const sheet = column(cell, 7);
    expect(read(sheet).asked).toEqual(['estimates:C']);
    expect(read(sheet, { 'estimates:C': 'estimate' }).values[0]).toMatchObject({
      value,
      status: 'estimated',
    });
    expect(read(sheet, { 'estimates:C': 'missing' }).values[0]!.value).toBeNaN();
  });
});

describe('F07: titles, merged headers, notes, repeated headers and subtotals', () => {
  const rows: CellValue[][] = [
    ['2-1 人口（2016年）', null, null],
    ['城市', '人口（万人）', null],
    [null, '全市', '市辖区'],
    ['全国', 9, 9],
    ['黑龙江省', 8, 8],
    ['哈尔滨', 961.5, 551.2],
    ['续表', null, null],
    ['城市', '人口（万人）', null],
    [null, '全市', '市辖区'],
    ['大庆', 277.5, 136.1],
    ['合计', 7, 7],
    ['注：合成。', null, null],
  ];
  const merges = [1, 7].flatMap((top) => [
    { top, left: 0, bottom: top + 1, right: 0 },
    { top, left: 1, bottom: top, right: 2 },
  ]);
  test('are recognised, left out and listed', () => {
    const { numbers, reading, asked, faults } = read(sheetOf(rows, { merges }));
    expect(numbers).toEqual([961.5, 551.2, 277.5, 136.1]);
    expect([...reading.rows]).toEqual([
      [4, 'total'],
      [5, 'province'],
      [7, 'header'],
      [8, 'header'],
      [9, 'header'],
      [11, 'total'],
    ]);
    expect([...asked, ...faults]).toEqual([]);
  });
  test('a header below that differs begins another table, which is asked about where nothing parts them', () => {
    const other = rows.map((row, r) => (r === 8 ? [null, '市辖区', '全市'] : row));
    const each = tablesOf(sheetOf(other, { merges }), undefined);
    expect(each.question?.usual).toBe('each');
    expect(
      each.tables.map((sheet) => read(sheet, { period: '2016' }).values.map(({ scope }) => scope)),
    ).toEqual([
      ['city', 'districts'],
      ['districts', 'city'],
    ]);
    const bare = sheetOf(
      other.filter((_, r) => r !== 6),
      { merges: merges.map((one) => (one.top === 7 ? { ...one, top: 6, bottom: one.bottom - 1 } : one)) },
    );
    const asked = tablesOf(bare, undefined);
    expect(asked.question).toMatchObject({ id: 'tables', samples: ['A1:C6', 'A7:C11'] });
    expect(asked.question!.usual).toBeUndefined();
    expect(asked.tables).toHaveLength(1);
    expect(tablesOf(bare, 'each').tables.map(({ table }) => table)).toEqual([undefined, 2]);
  });
  test('a column without a header among others is not given one', () => {
    const sheet = sheetOf([
      ['2016年人口', null, null],
      ['城市', '人口', null],
      ['哈尔滨', 961.5, 11],
      ['大庆', 277.5, 12],
    ]);
    expect(read(sheet).asked).toEqual(['untitled:人口']);
    expect(
      read(sheet, { 'untitled:人口': 'ignored' }).values.map(({ title, value }) => [title.zh, value]),
    ).toEqual([
      ['人口', 961.5],
      ['人口', 277.5],
    ]);
  });
});

describe('F08: years', () => {
  test.each([['2010年'], ['２０１０'], [40179], ['2010-12-31'], ['二〇一〇年'], ['2010②']])(
    '%s is 2010',
    (year) => {
      const { values } = read(
        sheetOf([
          ['城市', '年份', '产值（万元）'],
          ['哈尔滨', year, 3.5],
          ['大庆', 2011, 4.5],
        ]),
      );
      expect(values.map(({ period }) => period)).toEqual([2010, 2011]);
    },
  );
  test.each([[1810], [2110], ['10年'], ['2010-2011'], ['去年']])('%s is a problem', (year) => {
    const { faults, numbers } = read(
      sheetOf([
        ['城市', '年份', '产值（万元）'],
        ['哈尔滨', year, 3.5],
        ['大庆', 2011, 4.5],
        ['黑河', 2012, 4.5],
      ]),
    );
    expect(faults).toEqual(['import/year book.xlsx!2-1:B2']);
    expect(numbers).toEqual([4.5, 4.5]);
  });
  test('a blank year is a problem, not the year above', () => {
    const { faults } = read(
      sheetOf([
        ['城市', '年份', '产值（万元）'],
        ['哈尔滨', 2010, 3.5],
        ['大庆', null, 4.5],
        ['黑河', 2012, 4.5],
      ]),
    );
    expect(faults).toEqual(['import/no-year book.xlsx!2-1:C3']);
  });
  test('the year of a yearbook is asked about, in a column too', () => {
    const sheet = sheetOf([
      ['城市', '年鉴年份', '产值（万元）'],
      ['哈尔滨', 2017, 3.5],
      ['大庆', 2017, 4.5],
    ]);
    expect(read(sheet).asked).toEqual(['yearbook']);
    expect(read(sheet, { yearbook: 'before' }).values[0]!.period).toBe(2016);
    expect(read(sheet, { yearbook: 'same' }).values[0]!.period).toBe(2017);
  });
});

const sheetsOf = async (xml: string) =>
  (await readSheets('book.xlsx', await workbook({ sheets: { '2010': xml } }))).sheets[0]!;
const text = (at: string, content: string) => `<c r="${at}" t="inlineStr"><is><t>${content}</t></is></c>`;
const row = (r: number, name: string, cell: string) => `<row r="${r}">${text(`A${r}`, name)}${cell}</row>`;

test('F28: errors and formulas without a value are errors with their cells, not blanks', async () => {
  const sheet = await sheetsOf(
    `<sheetData>${row(1, '城市', text('B1', '产值'))}${row(2, '甲市', '<c r="B2" t="e"><v>#DIV/0!</v></c>')}${row(3, '乙市', '<c r="B3"><f>B2+1</f></c>')}${row(4, '丙市', '<c r="B4"><v>5.5</v></c>')}</sheetData>`,
  );
  expect(read(sheet).values.map(({ status, written, cell }) => [status, written, cell])).toEqual([
    ['error', '#DIV/0!', 'book.xlsx!2010:B2'],
    ['error', '=B2+1', 'book.xlsx!2010:B3'],
    ['observed', undefined, 'book.xlsx!2010:B4'],
  ]);
});

test('F29: a date among numbers is asked about, never a number', () => {
  const sheet = column(5.5, '2010-03-01', 7);
  const { asked, numbers } = read(sheet);
  expect(asked).toEqual(['marker:2010-03-01']);
  expect(numbers).toEqual([5.5, Number.NaN, 7]);
});

test('F30: hidden rows, columns and sheets are read or left out by choice', () => {
  const shown = column(5.5, 6.5, 7.5);
  const cases = [
    [{ sheet: false, rows: [2], columns: [] }, [5.5, 7.5]],
    [{ sheet: false, rows: [], columns: [3] }, [5.5, 6.5, 7.5]],
    [{ sheet: true, rows: [], columns: [] }, []],
  ] as const;
  for (const [hidden, count] of cases) {
    const sheet = { ...shown, hidden };
    expect(read(sheet, { hidden: 'read' }).numbers).toEqual([5.5, 6.5, 7.5]);
    const unread = read(sheet);
    expect(unread.asked).toEqual(['hidden']);
    expect(unread.numbers).toEqual(count);
  }
});

test('numbers that a format shows in thousands or 万 are asked about, and taken as shown or as stored', async () => {
  const bytes = await workbook({
    sheets: {
      '2010': `<sheetData>${row(1, '城市', text('B1', '产值（万元）'))}${row(2, '甲市', '<c r="B2" s="1"><v>12345000</v></c>')}${row(3, '乙市', '<c r="B3"><v>5.5</v></c>')}</sheetData>`,
    },
    formats: ['0!.0,'],
  });
  const [sheet] = (await readSheets('book.xlsx', bytes)).sheets;
  const { asked, questions } = read(sheet!);
  expect(asked).toEqual(['shown']);
  expect(questions[0]!.samples).toEqual(['B2: 12345000 (1234.5)']);
  expect(read(sheet!, { shown: 'shown' }).numbers).toEqual([1234.5, 5.5]);
  expect(read(sheet!, { shown: 'stored' }).numbers).toEqual([12345000, 5.5]);
});

test('raised digits are footnotes, not the last digits of a number or a name', async () => {
  const raised = (plain: string, mark: string) =>
    `<is><r><t>${plain}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>${mark}</t></r><r><t></t></r></is>`;
  const inline = (at: string, plain: string, mark: string) =>
    `<c r="${at}" t="inlineStr">${raised(plain, mark)}</c>`;
  const sheet = await sheetsOf(
    `<sheetData>${row(1, '城市', inline('B1', '面积(km', '2'))}<row r="2">${inline('A2', '甲市', '1')}${inline('B2', '7.6', '12')}</row>${row(3, '乙市', '<c r="B3" t="inlineStr"><is><t>5.5</t></is></c>')}</sheetData>`,
  );
  expect(read(sheet).values.map(({ place, value }) => [place, value])).toEqual([
    ['甲市', 7.6],
    ['乙市', 5.5],
  ]);
});

test('one number merged over several values is asked about, and is of the first or of each', () => {
  const merges = [{ top: 1, left: 2, bottom: 2, right: 2 }];
  const sheet = { ...column(5.5, null, 7.5), merges };
  expect(read(sheet).asked).toEqual(['merged']);
  expect(read(sheet, { merged: 'first' }).numbers).toEqual([5.5, Number.NaN, 7.5]);
  expect(read(sheet, { merged: 'each' }).numbers).toEqual([5.5, 5.5, 7.5]);
});
