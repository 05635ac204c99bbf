import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../src/core/linalg/least-squares.ts';
import type { Table } from '../../src/core/table.ts';
import { groupMean } from '../../src/methods/impute/group-mean.ts';
import { groupMedian } from '../../src/methods/impute/group-median.ts';
import { last } from '../../src/methods/impute/last.ts';
import { mean } from '../../src/methods/impute/mean.ts';
import { median } from '../../src/methods/impute/median.ts';
import { nearest } from '../../src/methods/impute/nearest.ts';
import { regression } from '../../src/methods/impute/regression.ts';
import { methods } from '../../src/methods/index.ts';
import type { Method } from '../../src/methods/method.ts';
import { byHiding } from '../../src/study/imputation/leave-one-out-error.ts';
import { expectClose } from '../support/close.ts';

const GAP = Number.NaN;
const series = (...values: number[]): Table => ({
  units: 1,
  periods: values.map((_, p) => 2010 + p),
  ids: ['x'],
  columns: [Float64Array.from(values)],
});

describe('imputation', () => {
  it('carries forward, then back when asked, and marks which', () => {
    const { table, filled, ways } = last.run({ table: series(GAP, 2, GAP) }, { before: 'next' });
    expectClose(table.columns[0]!, [2, 2, 2]);
    expect([...filled[0]!].map((mark) => ways[mark - 1])).toEqual(['next', undefined, 'last']);
  });

  it('takes the centre over periods of the unit, and leaves a series without observations', () => {
    const table: Table = { ...series(1, 2, 6, GAP), units: 2, periods: [2010, 2011, 2012, 2013] };
    const both = { ...table, columns: [Float64Array.of(1, GAP, 2, GAP, 6, GAP, GAP, GAP)] };
    const across = 'periods' as const;
    expectClose(mean.run({ table: both }, { across }).table.columns[0]!, [1, GAP, 2, GAP, 6, GAP, 3, GAP]);
    const outcome = median.run({ table: both }, { across });
    expectClose(outcome.table.columns[0]!, [1, GAP, 2, GAP, 6, GAP, 2, GAP]);
    expect([...outcome.filled[0]!]).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
  });
});

describe('group mean and median', () => {
  const groups = new Map([
    [
      'region',
      [
        { group: 'n', members: [0, 1, 2] },
        { group: 's', members: [3] },
      ],
    ],
  ]);
  const table: Table = {
    units: 5,
    periods: [2010, 2011],
    ids: ['x'],
    columns: [Float64Array.of(1, 5, GAP, GAP, 9, GAP, GAP, 4, 7, GAP)],
  };

  it('stay within the group and the period, and name what is left', () => {
    const { table: out, filled, ways, notes } = groupMean.run({ table, groups }, { by: 'region' });
    expectClose(out.columns[0]!, [1, 5, 3, GAP, 9, 4, 4, 4, 7, GAP]);
    expect([...filled[0]!]).toEqual([0, 0, 1, 0, 0, 1, 1, 0, 0, 0]);
    expect(ways).toEqual(['group']);
    expect(notes.map(({ code, items }) => [code, items])).toEqual([['impute/left-missing', ['x (2)']]]);
  });

  it('ask which grouping where there are several, and refuse unknown ones', () => {
    const context = (...names: string[]) => ({ groups: names }) as never;
    const codes = (by: string | undefined, ...names: string[]) =>
      groupMedian.check!({ by }, context(...names)).map(({ code }) => code);
    expect(codes(undefined, 'a')).toEqual([]);
    expect(codes('b', 'a', 'b')).toEqual([]);
    expect(codes(undefined, 'a', 'b')).toEqual(['impute/group']);
    expect(codes(undefined)).toEqual(['impute/group']);
    expect(codes('c', 'a')).toEqual(['study/unknown-group']);
  });
});

describe('regression', () => {
  // y = 1 + 2 x1 - x2 exactly; sum = x1 + x2.
  const plane: Table = {
    units: 6,
    periods: [2010],
    ids: ['y', 'x1', 'x2', 'sum', 'one'],
    columns: [
      Float64Array.of(1, 3, 0, 2, 6, GAP),
      Float64Array.of(0, 1, 0, 1, 3, 10),
      Float64Array.of(0, 0, 1, 1, 1, 2),
      Float64Array.of(0, 1, 1, 2, 4, 12),
      Float64Array.of(7, 7, 7, 7, 7, 7),
    ],
  };

  it('finds the plane, leaves out what adds nothing, and says where it leaves the range', () => {
    const { table, notes, filled, ways } = regression.run({ table: plane }, { complete: 0.8 });
    expectClose(table.columns[0]!, [1, 3, 0, 2, 6, 19], 1e-10);
    expect(ways[filled[0]![5]! - 1]).toBe('beyond-range');
    expect(notes.map(({ code, items }) => [code, items])).toEqual([
      ['impute/dependent-predictor', ['y: sum', 'y: one']],
      ['impute/beyond-range', ['y (1)']],
    ]);
  });

  it('takes the predictors that a row has, and leaves rows without any', () => {
    const table: Table = {
      units: 6,
      periods: [2010],
      ids: ['y', 'a', 'b'],
      columns: [
        Float64Array.of(2, 4, 6, 8, GAP, GAP),
        Float64Array.of(1, 2, 3, 4, 5, GAP),
        Float64Array.of(1, 0, 2, 1, GAP, GAP),
      ],
    };
    const { table: out, notes } = regression.run({ table }, { complete: 0.5 });
    expectClose(out.columns[0]!, [2, 4, 6, 8, 10, GAP], 1e-10);
    expect(notes[0]!.items).toEqual(['y (1)', 'a (1)', 'b (1)']);
    expect(regression.run({ table }, { complete: 0.9 }).table.columns[0]![4]).toBeNaN();
    expect(
      regression.check!({ predictors: ['aa'], complete: 0.8 }, { indicators: [{ id: 'a' }] } as never),
    ).toHaveLength(1);
  });
});

describe('regression of many columns', () => {
  const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 160, maxLength: 160 });
  const holes = fc.uniqueArray(fc.nat(159), { minLength: 1, maxLength: 14 });
  // Four columns of 40 rows, and where asked for one more that is the sum of the first two.
  const given = fc.tuple(numbers, holes, fc.boolean()).map(([cells, gaps, hasSum]): Table => {
    const columns = [0, 1, 2, 3].map((c) => Float64Array.from(cells.slice(40 * c, 40 * c + 40)));
    if (hasSum) columns.push(columns[0]!.map((value, row) => value + columns[1]![row]!));
    for (const gap of gaps) columns[gap % columns.length]![gap % 40] = GAP;
    return { units: 40, periods: [2010], ids: columns.map((_, c) => `x${c}`), columns };
  });
  /** The value by least squares over the rows in which the cell's column and what its row has are observed. */
  const direct = ({ columns }: Table, c: number, row: number) => {
    const seen = columns.filter((column, j) => j !== c && !Number.isNaN(column[row]!));
    const rows = [...columns[c]!.keys()].filter((r) =>
      [columns[c]!, ...seen].every((column) => !Number.isNaN(column[r]!)),
    );
    const ones = rows.map(() => 1);
    const fit = leastSquares(
      [ones, ...seen.map((column) => rows.map((r) => column[r]!))],
      rows.map((r) => columns[c]![r]!),
    )!;
    return seen.reduce(
      (sum, column, j) => sum + fit.coefficients[j + 1]! * column[row]!,
      fit.coefficients[0]!,
    );
  };

  it('fills with what least squares over the rows themselves gives', () => {
    fc.assert(
      fc.property(given, (table) => {
        fc.pre(table.ids.length === 4);
        const { columns } = regression.run({ table }, { complete: 0.5 }).table;
        columns.forEach((column, c) => {
          const gaps = [...column.keys()].filter((row) => Number.isNaN(table.columns[c]![row]!));
          expectClose(
            gaps.map((row) => column[row]!),
            gaps.map((row) => direct(table, c, row)),
            1e-8,
          );
        });
      }),
      { numRuns: 60 },
    );
  });

  it('says of a hidden cell what it would fill it with, dependent columns and gaps or not', () => {
    fc.assert(
      fc.property(given, fc.nat(159), (table, at) => {
        const [c, row] = [at % table.ids.length, at % 40];
        fc.pre(!Number.isNaN(table.columns[c]![row]!));
        const method = regression as unknown as Method<'impute'>;
        const options = { complete: 0.5 };
        expectClose(
          [method.alone!({ table }, options)(c, row)],
          [byHiding(method, options, { table })(c, row)],
          1e-7,
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('nearest units', () => {
  it('count all ties at the last distance, and stand alone at distance 0', () => {
    const table: Table = {
      units: 5,
      periods: [2010],
      ids: ['y', 'x'],
      columns: [Float64Array.of(GAP, 10, 20, 40, 90), Float64Array.of(2, 1, 3, 2, 9)],
    };
    const value = (k: number, weights: 'uniform' | 'distance') =>
      nearest.run({ table }, { k, weights }).table.columns[0]![0];
    expect(value(1, 'uniform')).toBe(40);
    expect(value(2, 'uniform')).toBeCloseTo(70 / 3, 12);
    expect(value(3, 'uniform')).toBeCloseTo(70 / 3, 12);
    expect(value(50, 'uniform')).toBe(40);
    expect(value(3, 'distance')).toBe(40);
  });

  it('leave cells without a unit to compare', () => {
    const lone = { ...series(GAP, 2), units: 1 };
    expect(nearest.run({ table: lone }, { k: 5, weights: 'uniform' }).table.columns[0]![0]).toBeNaN();
  });
});

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -50, max: 50 }) },
  { weight: 1, arbitrary: fc.constant(GAP) },
);
const column = fc.array(cell, { minLength: 24, maxLength: 24 }).map((cells) => Float64Array.from(cells));
const tables = fc
  .tuple(column, column, column)
  .map((columns): Table => ({ units: 8, periods: [2010, 2011, 2015], ids: ['a', 'b', 'c'], columns }));
const groups = new Map([
  [
    'region',
    [
      { group: 'n', members: [0, 2, 4] },
      { group: 's', members: [1, 3, 5, 6] },
    ],
  ],
]);
const imputations = methods
  .filter(({ stage }) => stage === 'impute')
  .map((method) => [method.id, method as unknown as Method<'impute'>] as const);

describe.each(imputations)('%s', (_, method) => {
  const options = method.options.parse({});

  it('keeps what is observed, marks what it fills, and leaves no other cell changed', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { table: out, filled } = method.run({ table, groups }, options);
        table.columns.forEach((before, c) => {
          before.forEach((value, row) => {
            const after = out.columns[c]![row]!;
            if (!Number.isNaN(value)) expect(after).toBe(value);
            expect(filled[c]![row]! > 0).toBe(Number.isNaN(value) && !Number.isNaN(after));
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  it('says of a hidden cell what it would fill it with', () => {
    if (!method.alone) return expect(method.id).toBe('none');
    fc.assert(
      fc.property(tables, fc.nat(2), fc.nat(23), (table, c, row) => {
        fc.pre(!Number.isNaN(table.columns[c]![row]!));
        const input = { table, groups };
        const expected = byHiding(method, options, input)(c, row);
        expectClose([method.alone!(input, options)(c, row)], [expected], 1e-9);
      }),
      { numRuns: 60 },
    );
  });
});

it.each([groupMean, groupMedian])('$id stays within the observations of its group', (method) => {
  fc.assert(
    fc.property(tables, (table) => {
      const { table: out, filled } = method.run({ table, groups }, {});
      filled.forEach((marks, c) => {
        marks.forEach((mark, row) => {
          if (mark === 0) return;
          const group = groups.get('region')!.find(({ members }) => members.includes(row % 8))!;
          const seen = group.members
            .map((unit) => table.columns[c]![Math.floor(row / 8) * 8 + unit]!)
            .filter((value) => !Number.isNaN(value));
          expect(out.columns[c]![row]).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-12);
          expect(out.columns[c]![row]).toBeLessThanOrEqual(Math.max(...seen) + 1e-12);
        });
      });
    }),
    { numRuns: 60 },
  );
});
