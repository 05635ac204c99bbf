import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../study/csv-text.ts';
import { manifest, type WrittenFile } from '../study/manifest.ts';
import type { Result } from '../study/result.ts';
import { type ResultTable, resultTables } from '../study/tables.ts';
import { replaceFolder } from './result-folder.ts';

export interface WriteOptions {
  software: string;
  studyDigest: string;
  /** Overlay files that were laid over the study. */
  overlays?: readonly WrittenFile[];
  /** The unit file, and files of weights and judgements. */
  inputs?: readonly WrittenFile[];
  /** Texts to write beside the tables, by their name in the folder: figures and the report. */
  documents: ReadonlyMap<string, string>;
  /** Starts each CSV with a byte-order mark, for spreadsheets that would garble Chinese without it. */
  bom?: boolean;
  onProgress?: (file: string) => void | Promise<void>;
}

/** Writes the whole result folder, the tables one row block at a time, and the manifest last. */
export async function writeResults(
  result: Result,
  target: string,
  options: WriteOptions,
): Promise<WrittenFile[]> {
  const files: WrittenFile[] = [];
  await replaceFolder(target, async (folder) => {
    for (const table of resultTables(result)) {
      await options.onProgress?.(`${table.name}.csv`);
      files.push(writeTable(folder, table, options.bom ?? false));
    }
    await options.onProgress?.('tables.xlsx');
    files.push(writeDocument(folder, 'tables.xlsx', await workbook(result)));
    for (const [name, text] of options.documents) {
      await options.onProgress?.(name);
      files.push(writeDocument(folder, name, text));
    }
    const { software, studyDigest, overlays = [], inputs = [] } = options;
    const facts = { software, studyDigest, overlays, inputs, files };
    writeDocument(folder, 'manifest.json', `${JSON.stringify(manifest(result, facts), null, 2)}\n`);
  });
  return files;
}

/** Small files are written fastest without a round through the thread pool; nothing else waits meanwhile. */
function writeTable(folder: string, table: ResultTable, bom: boolean): WrittenFile {
  const file = `${table.name}.csv`;
  const hash = createHash('sha256');
  const handle = openSync(join(folder, file), 'w');
  try {
    for (const piece of bom ? withMark(csvText(table)) : csvText(table)) {
      hash.update(piece);
      writeSync(handle, piece);
    }
  } finally {
    closeSync(handle);
  }
  return { file, digest: hash.digest('hex') };
}

function* withMark(pieces: Iterable<string>): Generator<string> {
  yield '\uFEFF';
  yield* pieces;
}

function writeDocument(folder: string, file: string, content: string | Uint8Array): WrittenFile {
  if (file.includes('/')) mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), content);
  return { file, digest: createHash('sha256').update(content).digest('hex') };
}

/** The tables as typed sheets; the writer is only loaded when it is needed. */
async function workbook(result: Result): Promise<Uint8Array> {
  const { tablesWorkbook } = await import('./workbook.ts');
  return tablesWorkbook(resultTables(result));
}
