import type { CellValue, OddCell } from '../../study/import/sheet.ts';
import { cellOf } from './cell-of.ts';
import { isRecord } from './json-shape.ts';
import { beyond, LIMITS } from './limits.ts';
import type { LongTable } from './long-table.ts';
import { type Reading, type ReadOptions, refused, sheetOf } from './reading.ts';

/**
 * A JSON file: an array of records, `{ columns, data }`, JSON-stat 2 or an SDMX-JSON data message. Statistical cubes come
 * out long: a row per observation, with the code and the label of each dimension.
 */
export async function readJson(
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Reading> {
  if (bytes.length > LIMITS.json)
    throw beyond(file, { en: 'bytes of JSON', zh: 'JSON 字节数' }, bytes.length, LIMITS.json);
  const json = parsed(file, bytes);
  options.signal?.throwIfAborted();
  const { isJsonStat, jsonStatTables } = await import('./json-stat.ts');
  const { isSdmxJson, sdmxTables } = await import('./sdmx.ts');
  const odd = new Map<string, OddCell>();
  const tables: LongTable[] = isJsonStat(json)
    ? await jsonStatTables(file, json)
    : isSdmxJson(json)
      ? sdmxTables(file, json)
      : [{ rows: plainRows(file, json, odd) }];
  const wanted = tables.filter(({ name }) => options.sheet === undefined || name === options.sheet);
  if (wanted.length === 0) throw noDataset(file, options.sheet ?? '', tables);
  options.onProgress?.(1);
  return {
    sheets: wanted.map(({ rows, name }) =>
      sheetOf(file, digest, rows, { odd, ...(name === undefined || tables.length === 1 ? {} : { name }) }),
    ),
    notes: [],
    problems: [],
  };
}

function parsed(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw refused(
      'read/json',
      file,
      {
        en: `JSON that cannot be read (${(error as Error).message})`,
        zh: `无法读取的 JSON（${(error as Error).message}）`,
      },
      { en: 'a part of it would be lost', zh: '部分内容将丢失' },
      { en: 'mend it, or write the file again', zh: '请修正或重新生成该文件' },
    );
  }
}

/** Rows of records or of `{ columns, data }`; columns in the order in which they first occur. */
function plainRows(file: string, json: unknown, odd: Map<string, OddCell>): CellValue[][] {
  const split = json as { columns?: unknown; data?: unknown };
  const isSplit = isRecord(json) && Array.isArray(split.columns) && Array.isArray(split.data);
  if (isSplit && (split.data as unknown[]).every(Array.isArray))
    return rowsOf(file, (split.columns as unknown[]).map(String), split.data as unknown[][], odd);
  const records = Array.isArray(json) ? json : isSplit ? split.data : undefined;
  if (!Array.isArray(records) || !records.every(isRecord)) throw unknownShape(file);
  const columns = new Map<string, number>();
  for (const record of records)
    for (const key of Object.keys(record)) if (!columns.has(key)) columns.set(key, columns.size);
  const names = [...columns.keys()];
  const rows = records.map((record) =>
    names.map((name) => (Object.hasOwn(record, name) ? record[name] : null)),
  );
  return rowsOf(file, names, rows, odd);
}

function rowsOf(
  file: string,
  names: readonly string[],
  rows: readonly unknown[][],
  odd: Map<string, OddCell>,
): CellValue[][] {
  if (names.length * rows.length > LIMITS.cells)
    throw beyond(file, { en: 'cells', zh: '单元格数' }, names.length * rows.length, LIMITS.cells);
  return [
    [...names],
    ...rows.map((row, r) =>
      row.map((value, c) => cellOf(value, r + 1, c, odd, `${file}:${r + 2} [${names[c]}]`)),
    ),
  ];
}

function noDataset(file: string, sheet: string, tables: readonly LongTable[]) {
  const names = tables.map(({ name }) => name ?? '-').join(', ');
  return refused(
    'data/no-sheet',
    file,
    { en: `no dataset "${sheet}"; there are ${names}`, zh: `没有数据集“${sheet}”；现有 ${names}` },
    { en: 'the study asks for it', zh: '研究文件引用了该数据集' },
    { en: 'correct sheet:', zh: '请更正 sheet:' },
  );
}

function unknownShape(file: string) {
  return refused(
    'read/json',
    file,
    { en: 'JSON that is no table', zh: '不是表格的 JSON' },
    {
      en: 'read are an array of records, { columns, data }, JSON-stat 2 and SDMX-JSON',
      zh: '可读取：记录数组、{ columns, data }、JSON-stat 2 与 SDMX-JSON',
    },
    { en: 'write it in one of these forms', zh: '请改写为其中一种形式' },
  );
}
