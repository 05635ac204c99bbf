import { writeXlsx } from 'hucre/xlsx';
import type { ResultTable } from '../study/tables.ts';

/** Rows that a sheet can hold below its header. */
const MOST_ROWS = 1_048_575;

/** Tables as typed sheets. What does not fit on a sheet is cut, and the sheet's last row says so. */
export async function tablesWorkbook(tables: readonly ResultTable[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: tables.map(({ name, columns, rows }) => ({ name, rows: [[...columns], ...fitting(rows)] })),
  });
}

function fitting(rows: ResultTable['rows']): (string | number | null)[][] {
  const cells: (string | number | null)[][] = [];
  for (const row of rows) {
    if (cells.length === MOST_ROWS - 1) {
      cells.push(['(cut: more rows are in the CSV file)']);
      break;
    }
    cells.push(row.map((cell) => (cell === '' ? null : cell)));
  }
  return cells;
}
