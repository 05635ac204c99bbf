import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { SheetReading } from '../../src/study/import/reading.ts';
import { readingOf, recipeOf, sheetRecipe } from '../../src/study/import/recipe.ts';

const reading: SheetReading = {
  file: 'book.xlsx',
  sheet: '2-1',
  transposed: false,
  titles: 2,
  header: [3, 4],
  data: [5, 9],
  columns: new Map([
    ['A', { role: 'unit' }],
    [
      'B',
      { role: 'value', title: { en: 'GDP', zh: '地区生产总值' }, unit: '万元', scope: 'city', period: 2016 },
    ],
    ['C', { role: 'value', title: { en: '人口', zh: '人口' } }],
  ]),
  rows: new Map([[8, 'total']]),
  all: { period: 2016 },
  yearShift: -1,
  marks: { decimal: ',', group: '.' },
  columnMarks: new Map([['C', { decimal: '.', group: ',' }]]),
  markers: new Map([
    ['…', 'half'],
    ['C:-9999', 'missing'],
  ]),
  estimates: new Set(['B']),
  scales: new Set(['C']),
  hidden: 'read',
};

test('a reading survives being written as a recipe', () => {
  const back = sheetRecipe.parse(parse(stringify(recipeOf(reading))));
  expect(readingOf('book.xlsx', back)).toEqual(reading);
});

test('what is the usual is not written', () => {
  const plain: SheetReading = {
    ...reading,
    titles: 0,
    rows: new Map(),
    all: {},
    yearShift: 0,
    marks: { decimal: '.', group: ',' },
    columnMarks: new Map(),
    markers: new Map(),
    estimates: new Set(),
    scales: new Set(),
    hidden: 'left-out',
  };
  expect(Object.keys(recipeOf(plain))).toEqual(['sheet', 'header', 'data', 'columns']);
  expect(readingOf('book.xlsx', sheetRecipe.parse(recipeOf(plain)))).toEqual(plain);
});
