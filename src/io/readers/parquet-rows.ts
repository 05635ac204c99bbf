import type { CellValue, OddCell } from '../../study/import/sheet.ts';
import { cellOf } from './cell-of.ts';
import { beyond, LIMITS } from './limits.ts';

/** What is told of a Parquet file while it is read. */
export type ParquetPart =
  /** Before any row: how many cells there will be, of which time is allowed for. */
  | { told: 'size'; cells: number }
  /** Rows in their order, and their odd cells by `cellKey`; the first row names the columns. */
  | { told: 'rows'; rows: CellValue[][]; odd: [string, OddCell][]; share: number };

/** Rows that are told of at once. */
const BATCH = 8192;

/** Reads the columns of a Parquet file and tells of them in parts; throws where they exceed the limits or cannot be read. */
export async function parquetRows(
  file: string,
  bytes: Uint8Array,
  tell: (part: ParquetPart) => void | Promise<void>,
): Promise<void> {
  const [{ parquetMetadata, parquetRead, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(buffer);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const count = Number(metadata.num_rows);
  const size = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  if (count * names.length > LIMITS.cells)
    throw beyond(file, { en: 'cells', zh: '单元格数' }, count * names.length, LIMITS.cells);
  if (size > LIMITS.inflated)
    throw beyond(file, { en: 'bytes of the inflated columns', zh: '解压后列字节数' }, size, LIMITS.inflated);
  await tell({ told: 'size', cells: Math.max(0, count) * names.length });
  await tell({ told: 'rows', rows: [names], odd: [], share: 0 });
  let done = 0;
  // One group of rows at a time, so that the values of a large file are not held twice.
  for (const group of metadata.row_groups) {
    const rowStart = done;
    const rowEnd = done + Number(group.num_rows);
    let records: unknown[][] = [];
    await parquetRead({
      file: buffer,
      metadata,
      compressors,
      rowFormat: 'array',
      rowStart,
      rowEnd,
      onComplete: (found) => {
        records = found as unknown[][];
      },
    });
    for (let from = 0; from < records.length; from += BATCH) {
      const odd = new Map<string, OddCell>();
      const rows = records.slice(from, from + BATCH).map((record, i) => {
        const r = rowStart + from + i + 1;
        return names.map((name, c) => cellOf(record[c], r, c, odd, `${file}:${r + 1} [${name}]`));
      });
      await tell({ told: 'rows', rows, odd: [...odd], share: (rowStart + from + rows.length) / count });
    }
    done = rowEnd;
  }
}
