import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/core/table.ts';
import { last } from '../../src/methods/impute/last.ts';
import { leaveOneOutError } from '../../src/methods/impute/leave-one-out-error.ts';
import { mean } from '../../src/methods/impute/mean.ts';
import { median } from '../../src/methods/impute/median.ts';
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

describe('leave-one-out error', () => {
  it('compares what the method can fill and counts the rest', () => {
    const [error] = leaveOneOutError(series(1, 2, 4), (table) => last.run({ table }, { before: 'none' }));
    expect(error).toEqual({ cells: 3, compared: 2, rmse: Math.sqrt(2.5), mae: 1.5, relative: 0.5 });
  });

  it('has no error when nothing can be compared', () => {
    const [error] = leaveOneOutError(series(1), (table) => last.run({ table }, { before: 'none' }));
    expect(error).toEqual({ cells: 1, compared: 0, rmse: GAP, mae: GAP, relative: GAP });
  });
});

it('takes the error of imputation on at most 200 cells of an indicator, the same ones every time', () => {
  let imputations = 0;
  const column = Float64Array.from({ length: 500 }, (_, i) => i);
  const table = { units: 500, periods: [2010], ids: ['x'], columns: [column] };
  const impute = (given: typeof table) => {
    imputations++;
    return {
      table: { ...given, columns: given.columns.map((one) => one.map((v) => (Number.isNaN(v) ? 0 : v))) },
      filled: [],
      ways: [],
      notes: [],
    };
  };
  const found = leaveOneOutError(table, impute as never, 7);
  expect(imputations).toBe(200);
  expect(found[0]).toMatchObject({ cells: 200, compared: 200, relative: 1 });
  expect(leaveOneOutError(table, impute as never, 7)).toEqual(found);
  expect(leaveOneOutError(table, impute as never, 8)).not.toEqual(found);
});
