import { unmerged } from './cell-kind.ts';
import { shifted } from './scale.ts';
import { type CellValue, cellKey, type Sheet } from './sheet.ts';

/** What of a sheet is read otherwise than by itself. */
export interface Preparing {
  /** Columns in which a number in a merged cell stays in the first of its cells. */
  isAlone?: ((c: number) => boolean) | undefined;
  /** Whether numbers that are shown in thousands or 万 are taken as shown. */
  isShown?: boolean;
}

/**
 * A sheet as its reader sees it: hidden rows and columns blank unless they are read (blank rather than cut, so that the
 * others keep their names), numbers that are shown as percent with their sign, and merged cells filled.
 */
export function prepared(
  sheet: Sheet,
  hidden: 'read' | 'left-out',
  { isAlone, isShown = false }: Preparing = {},
): Sheet {
  const percents = withPercents(hidden === 'read' ? sheet : withoutHidden(sheet));
  return unmerged(isShown ? asShown(percents) : percents, isAlone);
}

/** Numbers that a format divides, as it shows them. */
function asShown(sheet: Sheet): Sheet {
  const rows = sheet.rows.map((row) => row.slice());
  for (const [key, { kind, text }] of sheet.odd) {
    const [r, c] = key.split(':').map(Number) as [number, number];
    const value = rows[r]?.[c];
    if (kind === 'scaled' && typeof value === 'number') rows[r]![c] = shifted(value, 1 / Number(text));
  }
  return { ...sheet, rows };
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
