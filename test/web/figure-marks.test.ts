import { expect, test } from 'vitest';
import { isChosen, type Mark, nearestMark } from '../../src/web/figure-marks.ts';

const mark = (unit: string, x0: number, y0: number, x1: number, y1: number) =>
  ({ meant: { unit }, x0, y0, x1, y1 }) as Mark;

test('the nearest mark within reach is met; of several that hold the place, the smallest', () => {
  const marks = [
    mark('row', 0, 0, 300, 15),
    mark('cell', 20, 0, 30, 15),
    mark('dot', 100, 40, 104, 44),
    mark('curve', 0, 0, 300, 300),
  ];
  const met = (x: number, y: number) => nearestMark(marks, x, y, 12)?.meant.unit;
  expect(met(25, 5)).toBe('cell');
  expect(met(200, 5)).toBe('row');
  expect(met(102, 55)).toBe('dot');
  expect(met(102, 57)).toBeUndefined();
  // The box of a curve is no part of it, however near.
  expect(met(200, 200)).toBeUndefined();
  expect(nearestMark([], 0, 0, 12)).toBeUndefined();
});

test('a mark is of what is selected by its unit, else its node, else its period', () => {
  const selected = new Set(['jixi']);
  const is = (meant: object) => isChosen(meant, selected, 'X1', 2019);
  expect(is({ unit: 'jixi' })).toBe(true);
  expect(is({ unit: 'jixi', period: 2010 })).toBe(true);
  expect(is({ unit: 'jixi', node: 'X1' })).toBe(true);
  expect(is({ unit: 'jixi', node: 'X2' })).toBe(false);
  expect(is({ unit: 'heihe', node: 'X1' })).toBe(false);
  expect(is({ node: 'X1', period: 2010 })).toBe(true);
  expect(is({ node: 'X2', period: 2019 })).toBe(false);
  expect(is({ period: 2019 })).toBe(true);
  expect(is({ period: 2010 })).toBe(false);
});
