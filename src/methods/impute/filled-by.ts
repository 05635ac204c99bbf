import { type Note, noteAbout } from '../../core/note.ts';
import { type Table, withColumns } from '../../core/table.ts';
import type { ImputeOutcome } from '../method.ts';

/** What a cell is filled with: a value, and 1 + the index of the way; NaN = it stays missing. */
export interface Fill {
  value: number;
  way: number;
}

export const NO_FILL: Fill = { value: Number.NaN, way: 0 };

/**
 * Fills each missing cell with what `fill` gives for it; `fill` sees the observed table alone, so that filled cells are
 * never a source for others. Notes name the indicators in which cells stay missing.
 */
export function filledBy(
  table: Table,
  ways: readonly string[],
  fill: (column: number, row: number) => Fill,
): ImputeOutcome {
  const filled = table.columns.map((column) => new Uint8Array(column.length));
  const left = new Float64Array(table.columns.length);
  const columns = table.columns.map((column, c) =>
    column.map((own, row) => {
      if (!Number.isNaN(own)) return own;
      const { value, way } = fill(c, row);
      if (Number.isNaN(value)) left[c]!++;
      else filled[c]![row] = way;
      return value;
    }),
  );
  return { table: withColumns(table, columns), filled, ways, notes: leftNotes(table.ids, left) };
}

function leftNotes(ids: readonly string[], left: Float64Array): Note[] {
  const items = ids.flatMap((id, c) => (left[c]! > 0 ? [`${id} (${left[c]})`] : []));
  return noteAbout('impute/left-missing', 'note', items, (names) => ({
    en: `Cells that could not be filled stay missing: ${names.en}.`,
    zh: `以下指标有单元格无法插补，仍为缺失：${names.zh}。`,
  }));
}
