import { createHash } from 'node:crypto';
import type { Problem } from '../core/problem.ts';
import type { RawTable } from '../study/raw-table.ts';
import { readRecords } from './readers/delimited.ts';

/**
 * Reads CSV (or TSV) into text cells with the line of each row; encoding and separator are found out where they are
 * certain. Faults of quoting and rows that do not fit the header are listed with their lines. Rows
 * without anything in them, as spreadsheets leave them behind a table, are passed over.
 */
export function readCsv(file: string, bytes: Uint8Array, problems: Problem[]): RawTable {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const records = readRecords(file, bytes);
  problems.push(...records.problems);
  const header = (records.rows[0] ?? []).map((cell) => cell.trim());
  const rows: string[][] = [];
  const lines: number[] = [];
  records.rows.slice(1).forEach((row, r) => {
    if (row.every((cell) => cell.trim() === '')) return;
    const line = records.lines[r + 1]!;
    if (row.length !== header.length) problems.push(ragged(`${file}:${line}`, row.length, header.length));
    rows.push(row);
    lines.push(line);
  });
  if (records.problems.length === 0 && header.every((cell) => cell === '')) problems.push(noHeader(file));
  return { file, digest, header, rows, lines };
}

/** The problem of a table whose first line names nothing. */
export function noHeader(file: string): Problem {
  return {
    code: 'data/no-header',
    where: `${file}:1`,
    saw: { en: 'no names of columns', zh: '没有列名' },
    why: { en: 'the first line says what the columns hold', zh: '首行须说明各列内容' },
    fix: { en: 'write the names of the columns in the first line', zh: '请在首行写出列名' },
  };
}

/** The problem of a row that does not fit the header. */
export function ragged(where: string, cells: number, columns: number): Problem {
  return {
    code: 'data/row-length',
    where,
    saw: { en: `${cells} cells under ${columns} columns`, zh: `${columns} 列表头下有 ${cells} 个单元格` },
    why: { en: 'values could stand under the wrong column', zh: '数值可能错列' },
    fix: {
      en: 'add or remove separators so that the row fits the header',
      zh: '请增减分隔符使该行与表头一致',
    },
  };
}
