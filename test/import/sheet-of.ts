import type { CellValue, Sheet } from '../../src/study/import/sheet.ts';

/** A sheet as a reader would give it. */
export function sheetOf(rows: readonly (readonly CellValue[])[], more: Partial<Sheet> = {}): Sheet {
  return {
    file: 'book.xlsx',
    digest: '',
    name: '2-1',
    rows,
    lines: rows.map((_, i) => i + 1),
    merges: [],
    hidden: { sheet: false, rows: [], columns: [] },
    odd: new Map(),
    ...more,
  };
}
