import * as z from 'zod';
import { type Table, withColumns } from '../../core/table.ts';
import type { ImputeOutcome } from '../method.ts';
import { help } from '../options.ts';

export const centreOptions = z.strictObject({
  across: help(
    z.enum(['units', 'periods']).default('units'),
    'units: over all units in the period; periods: over all periods of the unit',
    'units：同一时期各单元；periods：同一单元各时期',
  ),
});
export type Across = z.output<typeof centreOptions>['across'];

/** Over what the centre was taken, for the sentence of the methods text. */
export const OVER = {
  units: { en: 'of all units in the period', zh: '同一时期各单元' },
  periods: { en: 'of all periods of the unit', zh: '同一单元各时期' },
} as const;

/**
 * Fills each missing cell with the centre of the observed cells of its indicator in the same period (`units`) or of the
 * same unit (`periods`). Without any such observation it stays missing.
 */
export function fillCentre(
  table: Table,
  across: Across,
  centreOf: (sorted: Float64Array) => number,
): ImputeOutcome {
  const { units, periods } = table;
  const filled = table.columns.map((column) => new Uint8Array(column.length));
  const setOf = (row: number) => (across === 'units' ? Math.floor(row / units) : row % units);
  const columns = table.columns.map((column, c) => {
    const observed = Array.from(
      { length: across === 'units' ? periods.length : units },
      () => [] as number[],
    );
    column.forEach((value, row) => {
      if (!Number.isNaN(value)) observed[setOf(row)]!.push(value);
    });
    const centres = observed.map((values) =>
      values.length === 0 ? Number.NaN : centreOf(Float64Array.from(values).sort()),
    );
    return column.map((value, row) => {
      const centre = centres[setOf(row)]!;
      if (!Number.isNaN(value) || Number.isNaN(centre)) return value;
      filled[c]![row] = 1;
      return centre;
    });
  });
  return { table: withColumns(table, columns), filled, ways: [across], notes: [] };
}
