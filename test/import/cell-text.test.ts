import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUnit, readHeader, tableUnit } from '../../src/study/import/header-text.ts';
import { sentinelsOf, usualMeaning } from '../../src/study/import/markers.ts';
import { marksOf, PLAIN_MARKS, readQuantity } from '../../src/study/import/number-text.ts';
import { readYear } from '../../src/study/import/year-text.ts';

const value = (cell: string, marks = PLAIN_MARKS) => {
  const read = readQuantity(cell, marks);
  return read.kind === 'number' ? read.value : read.kind === 'fault' ? read.fault : read.kind;
};

describe('numbers as yearbooks write them', () => {
  test.each([
    ['1,234', 1234],
    ['1,234,567.5', 1234567.5],
    ['１２，３４５．６', 12345.6],
    ['1 234', 1234],
    ['1\u00a0234.5', 1234.5],
    ['\u22123.5', -3.5],
    ['－3.5', -3.5],
    ['(3.5)', -3.5],
    ['（3.5）', -3.5],
    ['-0', 0],
    ['+7', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1.1E+05', 110000],
    ['12.5（万）', 12.5],
    ['35%', 35],
    ['1.2亿', 1.2],
    ['300元/人', 300],
    ['3.5-', 'trailing-sign'],
    ['约30', 'approximate'],
    ['~30', 'approximate'],
    ['30~40', 'range'],
    ['30-40', 'range'],
    ['30至40', 'range'],
    ['12,34', 'not-a-number'],
    ['1,2345', 'not-a-number'],
    ['1e309', 'not-finite'],
    ['NaN', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['1e', 'not-a-number'],
    ['--3', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['3.5 4.5', 'not-a-number'],
    ['', 'blank'],
    [' \u3000\u00a0', 'blank'],
  ])('%j', (cell, expected) => {
    expect(value(cell)).toBe(expected);
  });

  test('keep what stands behind them, and multiply nothing', () => {
    expect(readQuantity('12.5（万）', PLAIN_MARKS)).toMatchObject({ suffix: '万' });
    expect(readQuantity('1.2亿元', PLAIN_MARKS)).toMatchObject({ value: 1.2, suffix: '亿元' });
  });

  test('decimal commas are read as the marks say', () => {
    expect(value('1.234,5', { decimal: ',', group: '.' })).toBe(1234.5);
    expect(value('1,5', { decimal: ',', group: '.' })).toBe(1.5);
  });

  test('every double reads back from its shortest text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(value(String(number))).toBe(number + 0);
      }),
    );
  });
});

describe('the decimal sign of a column', () => {
  const kind = (cells: string[], doubtful = false) => {
    const read = marksOf(cells, doubtful);
    return read.kind === 'certain' ? read.marks.decimal : read.kind;
  };
  test.each([
    [['1,234', '5,678'], false, 'ambiguous'],
    [['1,234', '12.5'], false, '.'],
    [['1,234,567', '1,234'], false, '.'],
    [['1.234,5'], false, ','],
    [['3,5', '1.234'], false, ','],
    [['1.234', '2.345'], false, '.'],
    [['1.234', '2.345'], true, 'ambiguous'],
    [['0,234', '1,234'], false, ','],
    [['12.5', '3,5'], false, 'conflict'],
    [['12', '…'], true, '.'],
  ] as const)('%j', (cells, doubtful, expected) => {
    expect(kind([...cells], doubtful)).toBe(expected);
  });
});

describe('years', () => {
  test.each([
    ['2010', 2010],
    ['2010年', 2010],
    ['２０１０年', 2010],
    ['二〇一〇年', 2010],
    ['二零一零', 2010],
    ['2010-12-31', 2010],
    ['2010/12/31', 2010],
    ['2010.12', 2010],
    ['2010年末', 2010],
    ['2010年12月31日', 2010],
    [2010, 2010],
  ])('%j', (cell, year) => {
    expect(readYear(cell, false)).toMatchObject({ kind: 'year', year });
  });
  test.each([
    [36526, 2000],
    [36525, 1999],
    [40179, 2010],
    [40178, 2009],
    [41639, 2013],
    [42369, 2015],
    [42735, 2016],
  ])('day %i as spreadsheets count', (cell, year) => {
    expect(readYear(cell, true)).toMatchObject({ kind: 'year', year, form: 'serial' });
    expect(readYear(cell, false)).toEqual({ kind: 'none' });
  });
  test.each([
    ['10年', 'two-digits'],
    ['2010-2011', 'span'],
    ['1810', 'impossible'],
    ['2110年', 'impossible'],
  ])('%j is a fault', (cell, fault) => {
    expect(readYear(cell, false)).toEqual({ kind: 'fault', fault });
  });
  test.each(['', 'GDP', '12.5', '201', '20100', null])('%j is no year', (cell) => {
    expect(readYear(cell, false)).toEqual({ kind: 'none' });
  });
});

describe('markers', () => {
  test.each([
    ['…', 'below-unit'],
    ['...', 'below-unit'],
    ['—', 'none'],
    ['－', 'none'],
    ['n/a', 'missing'],
    ['无', 'missing'],
    ['哈尔滨', undefined],
    ['12', undefined],
  ])('%j', (cell, meaning) => {
    expect(usualMeaning(cell)).toBe(meaning);
  });
  test('numbers that stand for nothing repeat and lie far outside', () => {
    expect(sentinelsOf([1, 2, 3, -9999])).toEqual([]);
    expect(sentinelsOf([1, 2, 3, -9999, -9999])).toEqual([-9999]);
    expect(sentinelsOf([90000, 110000, 99999, 99999])).toEqual([]);
    expect(sentinelsOf([-9999, -9999])).toEqual([]);
  });
});

describe('headers', () => {
  test.each([
    ['地区生产总值(万元)', { title: '地区生产总值', unit: '万元' }],
    ['人均GDP（元/人）', { title: '人均GDP', unit: '元/人' }],
    ['第三产业占GDP的比重/%', { title: '第三产业占GDP的比重', unit: '%' }],
    ['路网密度（km/km²）', { title: '路网密度', unit: 'km/km2' }],
    [
      '年末户籍人口（万人）\nPopulation at Year-end\n(10 000 persons)',
      { title: '年末户籍人口', english: 'Population at Year-end', unit: '万人' },
    ],
    ['建成区面积①', { title: '建成区面积' }],
    ['#市辖区', { title: '市辖区', scope: 'districts' }],
    ['地区生产总值（全市）', { title: '地区生产总值(全市)', scope: 'city' }],
    ['Road length [km]', { title: 'Road length', unit: 'km' }],
    ['国际互联网用户数（户）', { title: '国际互联网用户数', unit: '户' }],
    ['普通高等学校（不含成人）', { title: '普通高等学校(不含成人)' }],
    ['每万人拥有公交车辆,辆', { title: '每万人拥有公交车辆', unit: '辆' }],
  ])('%j', (text, expected) => {
    expect(readHeader(text)).toMatchObject(expected);
  });
  test('a name in parentheses is no unit', () => {
    expect(readHeader('普通高等学校（不含成人）').unit).toBeUndefined();
    expect(isUnit('不含成人')).toBe(false);
  });
  test('the unit of a whole table', () => {
    expect([
      tableUnit('单位：万元'),
      tableUnit('（单位:人）'),
      tableUnit('Unit: km'),
      tableUnit('单位名称'),
    ]).toEqual(['万元', '人', 'km', undefined]);
  });
});
