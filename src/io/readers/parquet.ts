import type { CellValue, OddCell } from '../../study/import/sheet.ts';
import { cellKey } from '../../study/import/sheet.ts';
import { beyond, LIMITS } from './limits.ts';
import { type Reading, type ReadOptions, refused, sheetOf } from './reading.ts';

/** A Parquet file as one sheet: its columns' names, then a row per record. */
export async function readParquet(
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Reading> {
  const [{ parquetMetadata, parquetRead, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    const metadata = parquetMetadata(buffer);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const count = Number(metadata.num_rows);
    const size = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
    if (count * names.length > LIMITS.cells)
      throw beyond(file, { en: 'cells', zh: '单元格数' }, count * names.length, LIMITS.cells);
    if (size > LIMITS.inflated)
      throw beyond(
        file,
        { en: 'bytes of the inflated columns', zh: '解压后列字节数' },
        size,
        LIMITS.inflated,
      );
    const odd = new Map<string, OddCell>();
    const rows: CellValue[][] = [names];
    await parquetRead({
      file: buffer,
      metadata,
      compressors,
      rowFormat: 'array',
      onComplete: (records) => {
        for (const record of records as unknown[][]) {
          options.signal?.throwIfAborted();
          const r = rows.length;
          rows.push(names.map((name, c) => cellOf(record[c], r, c, odd, `${file}:${r + 1} [${name}]`)));
        }
      },
    });
    options.onProgress?.(1);
    return { sheets: [sheetOf(file, digest, rows, { odd })], notes: [], problems: [] };
  } catch (error) {
    if (error instanceof Error && error.name !== 'ProblemError' && error.name !== 'AbortError')
      throw damaged(file, error.message);
    throw error;
  }
}

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

function damaged(file: string, message: string) {
  return refused(
    'read/truncated',
    file,
    {
      en: `a Parquet file that is cut off or damaged (${message})`,
      zh: `不完整或损坏的 Parquet 文件（${message}）`,
    },
    { en: 'its columns cannot be read', zh: '无法读取其列' },
    { en: 'copy or write the file again', zh: '请重新复制或生成该文件' },
  );
}
