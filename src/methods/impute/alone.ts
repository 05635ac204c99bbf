import type { Table } from '../../core/table.ts';
import type { ImputeInput, ImputeOutcome } from '../method.ts';

/** A part of a table that holds all that a cell is filled from, and the row of the cell in it. */
interface Cut {
  table: Table;
  row: number;
}

/** The series of the cell's unit, in its own column alone. */
export function ofUnit({ units, periods, ids, columns }: Table, c: number, row: number): Cut {
  const unit = row % units;
  const series = Float64Array.from(periods, (_, p) => columns[c]![p * units + unit]!);
  return {
    table: { units: 1, periods, ids: [ids[c]!], columns: [series] },
    row: Math.floor(row / units),
  };
}

/** All units in the cell's period, in its own column alone. */
export function ofPeriod({ units, periods, ids, columns }: Table, c: number, row: number): Cut {
  const p = Math.floor(row / units);
  return {
    table: {
      units,
      periods: [periods[p]!],
      ids: [ids[c]!],
      columns: [columns[c]!.slice(p * units, (p + 1) * units)],
    },
    row: row % units,
  };
}

/**
 * What a cell would be filled with were it alone missing, by running the method on the part of the table that the cell
 * depends on.
 */
export function alone(
  input: ImputeInput,
  cut: (table: Table, column: number, row: number) => Cut,
  run: (input: ImputeInput) => ImputeOutcome,
): (column: number, row: number) => number {
  return (c, row) => {
    const { table, row: at } = cut(input.table, c, row);
    table.columns[0]![at] = Number.NaN;
    return run({ ...input, table }).table.columns[0]![at]!;
  };
}
