import { type CellValue, cellKey, type OddCell } from '../../study/import/sheet.ts';
import { refused } from './reading.ts';

/** A value of any column or record as a cell; lists and records in a cell are refused. */
export function cellOf(
  value: unknown,
  row: number,
  column: number,
  odd: Map<string, OddCell>,
  place: string,
): CellValue {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  // What is no finite number stays as text, for a reader to be told.
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'boolean') {
    const text = value ? 'TRUE' : 'FALSE';
    odd.set(cellKey(row, column), { kind: 'boolean', text });
    return text;
  }
  if (value instanceof Date) {
    const text = value.toISOString().replace(/T00:00:00\.000Z$|\.000Z$/, '');
    odd.set(cellKey(row, column), { kind: 'date', text });
    return text;
  }
  throw refused(
    'read/nested',
    place,
    { en: 'a list or a record in a cell', zh: '单元格中是列表或记录' },
    { en: 'a table has one value in each cell', zh: '表格的每个单元格只有一个值' },
    { en: 'unfold it into columns or rows of its own', zh: '请展开为单独的列或行' },
  );
}
