import { describe, expect, it } from 'vitest';
import { gradeOf, nodeResult } from '../src/study/score.ts';

const node = { id: 'index', title: { en: 'Index', zh: '指数' }, children: [] };
const scored = {
  units: 4,
  periods: [2020],
  ids: ['score'],
  columns: [Float64Array.of(0.2, Number.NaN, 0.1, 0.4)],
};

describe('scores of a node', () => {
  const result = nodeResult(node, scored, { upper: [0.2, 0.4], notes: [] }, undefined);

  it('leave a unit without a score without a rank and a grade', () => {
    expect([...result.rank]).toEqual([2, Number.NaN, 3, 1]);
    expect([...result.grade]).toEqual([1, 0, 1, 2]);
  });

  it('start the first class at the smallest score, whatever is missing', () => {
    expect(result.classes.map(({ lower, upper, count }) => [lower, upper, count])).toEqual([
      [0.1, 0.2, 2],
      [0.2, 0.4, 1],
    ]);
  });

  it('give a limit to the class below it', () => {
    expect([0.1, 0.2, 0.2000001, 0.5].map((value) => gradeOf(value, [0.2, 0.4]))).toEqual([1, 1, 2, 0]);
  });
});
