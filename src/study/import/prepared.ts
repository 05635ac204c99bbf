import { unmerged } from './cell-kind.ts';
import { shifted } from './scale.ts';
import { type CellValue, cellKey, type Sheet } from './sheet.ts';

/**
 * A sheet as its reader sees it: hidden rows and columns blank unless they are read (blank rather than cut, so that the
 * others keep their names), numbers that are shown as percent with their sign, and merged cells filled but for numbers in the columns that
 * `isAlone` names.
 */
export function prepared(sheet: Sheet, hidden: 'read' | 'left-out', isAlone?: (c: number) => boolean): Sheet {
  return unmerged(withPercents(hidden === 'read' ? sheet : withoutHidden(sheet)), isAlone);
}

function withoutHidden(sheet: Sheet): Sheet {
  const [rows, columns] = [new Set(sheet.hidden.rows), new Set(sheet.hidden.columns)];
  if (!sheet.hidden.sheet && rows.size === 0 && columns.size === 0) return sheet;
  return {
    ...sheet,
    rows: sheet.rows.map((row, r) =>
      sheet.hidden.sheet || rows.has(r) ? [] : row.map((cell, c) => (columns.has(c) ? null : cell)),
    ),
    merges: sheet.merges.filter(({ top, left }) => !rows.has(top) && !columns.has(left)),
  };
}

/** The number 0.35 of a cell that shows 35% is 35 in a table: what is shown is what its header speaks of. */
function withPercents(sheet: Sheet): Sheet {
  if (![...sheet.odd.values()].some(({ kind }) => kind === 'percent')) return sheet;
  const shown = (cell: CellValue, r: number, c: number) =>
    typeof cell === 'number' && sheet.odd.get(cellKey(r, c))?.kind === 'percent'
      ? `${shifted(cell, 100)}%`
      : cell;
  return { ...sheet, rows: sheet.rows.map((row, r) => row.map((cell, c) => shown(cell, r, c))) };
}
