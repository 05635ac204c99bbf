/**
 * What a computing step sees of a panel: columns of doubles over the same rows, nothing else.
 * Rows are period-major (`row = period * units + unit`), so that one period is one contiguous range.
 * NaN marks a missing cell; its reason stands in the panel's status.
 */
export interface Table {
  units: number;
  periods: readonly number[];
  ids: readonly string[];
  columns: readonly Float64Array[];
}

/** Rows of a table, `to` excluded. */
export interface Range {
  from: number;
  to: number;
}

/** The rows that constants (ranges, means, ideals, entropies) are taken from: all, the same period, or one base period. */
export type Reference = 'pooled' | 'period' | { period: number };

/**
 * The distinct ranges that a reference takes its constants from, and which of them each period uses.
 * Throws when the base period is not one of the table's.
 * @example scopes('pooled', 2, [2010, 2015]).ranges // => [{ from: 0, to: 4 }]
 */
export function scopes(
  reference: Reference,
  units: number,
  periods: readonly number[],
): { ranges: Range[]; of: number[] } {
  if (reference === 'pooled') {
    return { ranges: [{ from: 0, to: units * periods.length }], of: periods.map(() => 0) };
  }
  if (reference === 'period') {
    return {
      ranges: periods.map((_, p) => ({ from: p * units, to: (p + 1) * units })),
      of: periods.map((_, p) => p),
    };
  }
  const base = periods.indexOf(reference.period);
  if (base < 0)
    throw new RangeError(
      `invalid reference period: ${reference.period} (must be one of ${periods.join(', ')})`,
    );
  return { ranges: [{ from: base * units, to: (base + 1) * units }], of: periods.map(() => 0) };
}

/** The same rows with other columns of the same ids. */
export function withColumns(table: Table, columns: readonly Float64Array[]): Table {
  return { ...table, columns };
}

/** The named columns of a table, in that order. */
export function select(table: Table, ids: readonly string[]): Table {
  return { ...table, ids, columns: ids.map((id) => columnOf(table, id)) };
}

/** One column of a table by its id; an unknown id is a fault of the caller. */
export function columnOf(table: Table, id: string): Float64Array {
  const column = table.columns[table.ids.indexOf(id)];
  if (!column) throw new RangeError(`invalid column: ${id} (must be one of ${table.ids.join(', ')})`);
  return column;
}

/** Number of rows of a table. */
export function rowsOf(table: Table): number {
  return table.units * table.periods.length;
}
