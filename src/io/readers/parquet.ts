import type { CellValue, OddCell } from '../../study/import/sheet.ts';
import { type ParquetPart, parquetRows } from './parquet-rows.ts';
import { inThread } from './parquet-thread.ts';
import { type Reading, type ReadOptions, refused, sheetOf } from './reading.ts';

const OWN = import.meta.url;
/** Stands beside this file in the library, and beside the bundle of the command line. */
const WORKER = new URL(OWN.endsWith('.ts') ? './parquet-worker.ts' : './parquet-worker.js', OWN);
/** Older Nodes cannot run a thread from its TypeScript source, which matters only to who works on it. */
const CAN_START = !OWN.endsWith('.ts') || 'typescript' in process.features;

/** What the thread of a Parquet reader runs, where one can be started. */
export function workerFor({ parquet }: Pick<ReadOptions, 'parquet'>): URL | undefined {
  return parquet?.worker ?? (CAN_START ? WORKER : undefined);
}

/**
 * A Parquet file as one sheet: its columns' names, then a row per record. It is read in a thread of its own, since the
 * pages of a damaged file can keep a reader busy without end.
 */
export async function readParquet(
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Reading> {
  const fault = framing(bytes);
  if (fault !== undefined) throw damaged(file, fault);
  const { signal } = options;
  const worker = workerFor(options);
  const odd = new Map<string, OddCell>();
  const rows: CellValue[][] = [];
  const tell = (part: ParquetPart): void => {
    signal?.throwIfAborted();
    if (part.told === 'size') return;
    for (const row of part.rows) rows.push(row);
    for (const [key, cell] of part.odd) odd.set(key, cell);
    options.onProgress?.(part.share);
  };
  try {
    if (worker) await inThread(worker, { task: 'rows', file, bytes }, tell, options);
    else await parquetRows(file, bytes, tell);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error && error.name !== 'ProblemError') throw damaged(file, error.message);
    throw error;
  }
  options.onProgress?.(1);
  return { sheets: [sheetOf(file, digest, rows, { odd })], notes: [], problems: [] };
}

/** What is wrong with the ends of a file, which costs nothing to see: its mark, and metadata that fit into it. */
export function framing(bytes: Uint8Array): string | undefined {
  const end = bytes.length - 8;
  if (end < 4) return `${bytes.length} bytes`;
  if (String.fromCharCode(...bytes.subarray(end + 4)) !== 'PAR1') return 'no PAR1 at its end';
  const length = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true);
  return length > end - 4 ? `metadata of ${length} bytes in a file of ${bytes.length}` : undefined;
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
