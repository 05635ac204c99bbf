import { type Table, withColumns } from '../../core/table.ts';
import type { ImputeOutcome } from '../method.ts';

const WAYS = ['last', 'next'] as const;
export type Way = (typeof WAYS)[number];

/**
 * Fills each missing cell with the unit's nearest observation in the first of `directions` that has one:
 * `last` looks back in time, `next` ahead. Filled cells are never a source for others; without an observation a cell stays missing.
 * @example [...carry({ units: 1, periods: [2010, 2011], ids: ['x'], columns: [Float64Array.of(4, NaN)] }, ['last']).table.columns[0]] // => [4, 4]
 */
export function carry(table: Table, directions: readonly Way[]): ImputeOutcome {
  const { units } = table;
  const filled = table.columns.map((column) => new Uint8Array(column.length));
  const columns = table.columns.map((column, c) =>
    column.map((value, row) => {
      if (!Number.isNaN(value)) return value;
      for (const way of directions) {
        const step = way === 'last' ? -units : units;
        let from = row + step;
        while (from >= 0 && from < column.length && Number.isNaN(column[from]!)) from += step;
        if (from < 0 || from >= column.length) continue;
        filled[c]![row] = 1 + WAYS.indexOf(way);
        return column[from]!;
      }
      return Number.NaN;
    }),
  );
  return { table: withColumns(table, columns), filled, ways: WAYS, notes: [] };
}
