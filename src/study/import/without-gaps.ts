import type { CellValue, Sheet } from './sheet.ts';

/** Blank rows that are kept of a longer run; what parts two tables is far less. */
const KEPT = 100;

/**
 * A sheet of which long runs of blank rows are cut out: one cell at the far end of a sheet otherwise makes a table of a
 * million rows. The rows that stay keep the numbers that the file gives them.
 */
export function withoutGaps(sheet: Sheet): Sheet {
  const kept: number[] = [];
  let blank = 0;
  sheet.rows.forEach((row, r) => {
    blank = isBlank(row) ? blank + 1 : 0;
    if (blank <= KEPT) kept.push(r);
  });
  if (kept.length === sheet.rows.length) return sheet;
  const places = new Map(kept.map((r, i) => [r, i]));
  const odd = [...sheet.odd].flatMap(([key, cell]): [string, typeof cell][] => {
    const [r, c] = key.split(':');
    const place = places.get(Number(r));
    return place === undefined ? [] : [[`${place}:${c}`, cell]];
  });
  return {
    ...sheet,
    rows: kept.map((r) => sheet.rows[r]!),
    lines: kept.map((r) => sheet.lines[r]!),
    merges: sheet.merges.flatMap((area) => {
      const [top, bottom] = [places.get(area.top), places.get(area.bottom)];
      return top === undefined || bottom === undefined ? [] : [{ ...area, top, bottom }];
    }),
    hidden: { ...sheet.hidden, rows: sheet.hidden.rows.flatMap((r) => places.get(r) ?? []) },
    odd: new Map(odd),
  };
}

function isBlank(row: readonly CellValue[]): boolean {
  return row.length === 0 || row.every((cell) => cell === null);
}
