import { expect, test } from 'vitest';
import { changesInWords } from '../../src/web/changes-in-words.ts';
import type { Snapshot } from '../../src/web/snapshot.ts';

const names = {
  units: [{ id: 'jixi', name: { en: 'Jixi', zh: '鸡西市' }, groups: [] }],
  indicators: [
    { id: 'X1', title: { en: 'GDP per capita', zh: '人均地区生产总值' } },
  ] as Snapshot['indicators'],
  stages: {
    normalise: { en: 'Normalise', zh: '标准化' },
    weight: { en: 'Weigh', zh: '赋权' },
    grade: { en: 'Grade', zh: '分级' },
  },
  methods: [
    { id: 'equal', stage: 'weight', title: { en: 'Equal weights', zh: '等权' } },
    { id: 'given', stage: 'weight', title: { en: 'Given weights', zh: '给定权重' } },
    { id: 'min-max', stage: 'normalise', title: { en: 'Min-max', zh: '极差标准化' } },
  ],
};

test('methods, what is left out and other values are told by their names', () => {
  const overlay = {
    method: { weight: 'equal', normalise: { 'min-max': { scope: 'pooled' } }, grade: 'own' },
    without: { indicators: ['X1'], units: ['jixi'], periods: [2010] },
    corrections: [
      { unit: 'jixi', period: 2019, indicator: 'X1', value: 12 },
      { unit: 'other', period: 2019, variable: 'x', value: null },
    ],
  };
  expect(changesInWords(overlay, names, 'en')).toEqual([
    'Weigh: Equal weights',
    'Normalise: Min-max, scope = pooled',
    'Grade: own',
    'without GDP per capita',
    'without Jixi',
    'without 2010',
    'Jixi 2019, GDP per capita = 12',
    'other 2019, x = missing',
  ]);
  expect(changesInWords(overlay, names, 'zh').slice(0, 4)).toEqual([
    '赋权：等权',
    '标准化：极差标准化, scope = pooled',
    '分级：own',
    '去掉人均地区生产总值',
  ]);
});

test('weights by hand are one change, and what has no words stays as it is written', () => {
  expect(
    changesInWords({ method: { weight: { given: { weights: { X1: 0.5, X2: 0.5 } } } } }, names, 'en'),
  ).toEqual(['Weigh: Given weights']);
  expect(changesInWords({ title: 'x', method: { other: { a: 1 } } }, names, 'en')).toEqual([
    'title = x',
    'method.other.a = 1',
  ]);
  expect(changesInWords({ notes: 'n'.repeat(100) }, names, 'en')[0]).toHaveLength(50);
  expect(changesInWords({}, names, 'en')).toEqual([]);
});
