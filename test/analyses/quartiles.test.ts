import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { quantile } from '../../src/core/statistics/quantile.ts';
import { rankDescending } from '../../src/core/statistics/rank.ts';
import { rankClasses } from '../../src/core/statistics/rank-classes.ts';
import { exampleInput } from '../../src/methods/analyse/example-input.ts';
import { quartiles } from '../../src/methods/analyse/quartiles.ts';
import { quantile as quantileGrade } from '../../src/methods/grade/quantile.ts';
import { expectClose } from '../support/close.ts';
import { golden } from '../support/golden.ts';
import { goldenInput, reordered } from '../support/golden-input.ts';

const input = await goldenInput();
const run = (given: typeof input, options: object = {}) => {
  const { tables, notes } = quartiles.run(given, quartiles.options.parse(options) as never);
  return { rows: records(tables[0]!), notes };
};

describe('quartiles', () => {
  it('are those of the reference in every year', () => {
    const { rows } = run(input, { nodes: ['index'] });
    golden.classification.quartiles_perYear.forEach((expected: { classByRank: number[] }, y: number) => {
      const own = rows.filter((row) => row.period === input.periods[y]);
      expect(own.map((row) => row.unit)).toEqual(input.units);
      expect(own.map((row) => row.class)).toEqual(expected.classByRank);
    });
  });

  it('by rank over all years, and by value in each year, are those of the reference', () => {
    const scores: number[][] = golden.topsis.A_w2_pooled.C;
    expect([...rankClasses(rankDescending(scores.flat()), 4)]).toEqual(
      golden.classification.quartiles_pooled.classByRank,
    );
    scores.forEach((own, y) => {
      const expected = golden.classification.quartiles_perYear[y];
      const sorted = Float64Array.from(own).sort();
      expectClose(
        [0.25, 0.5, 0.75].map((p) => quantile(sorted, p)),
        [expected.Q1, expected.Q2, expected.Q3],
      );
      const { upper } = quantileGrade.run({ scores: Float64Array.from(own) }, { classes: 4 });
      expect(own.map((score) => 1 + upper.findIndex((limit) => score <= limit))).toEqual(
        expected.classByValue,
      );
    });
  });

  it('do not depend on the order of units', () => {
    const order = [...input.units.keys()].reverse();
    const sorted = (rows: Record<string, unknown>[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted(run(reordered(input, order)).rows)).toEqual(sorted(run(input).rows));
  });

  it('hold equal numbers, and take other numbers of classes', () => {
    const ranks = Array.from({ length: 10 }, (_, i) => i + 1);
    expect(run(exampleInput(ranks), { classes: 5 }).rows.map((row) => row.class)).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
    ]);
    expect(run(exampleInput([1])).rows.map((row) => row.class)).toEqual([4]);
  });

  it('give no class to a unit without a score, and name it', () => {
    const { rows, notes } = run(exampleInput([1, Number.NaN, 2]));
    expect(rows.map((row) => row.class)).toEqual([2, Number.NaN, 4]);
    expect(notes.map(({ items }) => items)).toEqual([['u1 2020 index']]);
  });
});
