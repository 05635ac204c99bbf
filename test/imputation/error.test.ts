import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/core/table.ts';
import { last } from '../../src/methods/impute/last.ts';
import type { Method } from '../../src/methods/method.ts';
import { leaveOneOutError, withoutCell } from '../../src/study/imputation/leave-one-out-error.ts';

const series = (...values: number[]): Table => ({
  units: 1,
  periods: values.map((_, p) => 2010 + p),
  ids: ['x'],
  columns: [Float64Array.from(values)],
});
const carried = (table: Table) =>
  withoutCell(last as unknown as Method<'impute'>, { before: 'none' }, { table });

describe('leave-one-out error', () => {
  it('compares what the method can fill and counts the rest', () => {
    const table = series(1, 2, 4);
    // 2 is filled with 1, 4 with 2; the first cell with nothing.
    expect(leaveOneOutError(table, carried(table))).toEqual([
      {
        id: 'x',
        observed: 3,
        hidden: 3,
        compared: 2,
        rmse: Math.sqrt(2.5),
        nrmse: Math.sqrt(2.5) / 3,
        meanError: -1.5,
      },
    ]);
  });

  it('has no error when nothing can be compared or nothing varies', () => {
    const one = series(1);
    expect(leaveOneOutError(one, carried(one))[0]).toMatchObject({
      hidden: 1,
      compared: 0,
      rmse: Number.NaN,
    });
    const flat = series(5, 5, 5);
    expect(leaveOneOutError(flat, carried(flat))[0]).toMatchObject({ rmse: 0, nrmse: Number.NaN });
  });

  it('hides at most 200 cells of an indicator, the same ones every time, whatever the order of units', () => {
    const table: Table = { ...series(), units: 500, periods: [2010] };
    const columns = [Float64Array.from({ length: 500 }, (_, i) => i * i)];
    let asked: number[] = [];
    const hidden = (seed: number, given = columns, order?: number[]) => {
      asked = [];
      const without = (_: number, row: number) => {
        asked.push(given[0]![row]!);
        return 0;
      };
      const [found] = leaveOneOutError({ ...table, columns: given }, without, {
        seed,
        ...(order ? { order } : {}),
      });
      expect(found).toMatchObject({ observed: 500, hidden: 200, compared: 200 });
      return asked;
    };
    const first = hidden(7);
    expect(new Set(first).size).toBe(200);
    expect(hidden(7)).toEqual(first);
    expect(hidden(8)).not.toEqual(first);
    const backwards = [columns[0]!.slice().reverse()];
    expect(
      hidden(
        7,
        backwards,
        Array.from({ length: 500 }, (_, i) => 499 - i),
      ),
    ).toEqual(first);
  });

  it('hides the same units and periods of all indicators that have them', () => {
    const columns = [0, 1].map((c) =>
      Float64Array.from({ length: 400 }, (_, row) => (c === 1 && row % 2 === 0 ? Number.NaN : row)),
    );
    const asked: number[][] = [[], []];
    const without = (c: number, row: number) => {
      asked[c]!.push(row);
      return 0;
    };
    const table = { units: 400, periods: [2010], ids: ['a', 'b'], columns };
    leaveOneOutError(table, without, { most: 50 });
    expect(asked.map((rows) => rows.length)).toEqual([50, 50]);
    const odd = asked[0]!.filter((row) => row % 2 === 1);
    expect(odd.length).toBeGreaterThan(10);
    expect(asked[1]).toEqual(expect.arrayContaining(odd));
    asked.forEach((rows) => {
      rows.length = 0;
    });
    // What is wanted of one indicator does not depend on which others are.
    leaveOneOutError(table, without, { most: 50, columns: [1] });
    expect(asked[1]).toEqual(expect.arrayContaining(odd));
  });
});
