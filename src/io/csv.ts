import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import type { Problem } from '../core/problem.ts';
import type { RawTable } from '../study/raw-table.ts';
import { decode } from './decode.ts';

/**
 * Reads CSV (or TSV, by the file's ending) into text cells with the line of each row. Only UTF-8 is taken, with or
 * without a byte-order mark; faults of quoting and rows that do not fit the header are listed with their lines. Rows
 * without anything in them, as spreadsheets leave them behind a table, are passed over.
 */
export function readCsv(file: string, bytes: Uint8Array, problems: Problem[]): RawTable {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const text = decode(file, bytes, problems);
  const parsed = Papa.parse<string[]>(text, { delimiter: file.toLowerCase().endsWith('.tsv') ? '\t' : ',' });
  const starts = linesOf(parsed.data);
  for (const error of parsed.errors) {
    problems.push(quoting(`${file}:${starts[error.row ?? 0] ?? 1}`, error.message));
  }
  const header = (parsed.data[0] ?? []).map((cell) => cell.trim());
  const rows: string[][] = [];
  const lines: number[] = [];
  parsed.data.slice(1).forEach((row, r) => {
    if (row.every((cell) => cell.trim() === '')) return;
    const line = starts[r + 1]!;
    if (row.length !== header.length) problems.push(ragged(`${file}:${line}`, row.length, header.length));
    rows.push(row);
    lines.push(line);
  });
  if (header.length === 1 && header[0]!.includes(';')) problems.push(semicolons(file));
  if (header.every((cell) => cell === '')) problems.push(noHeader(file));
  return { file, digest, header, rows, lines };
}

/** The line on which each record begins: quoted cells may hold line breaks. */
function linesOf(records: readonly (readonly string[])[]): number[] {
  let line = 1;
  return records.map((record) => {
    const start = line;
    line +=
      1 +
      record.reduce((breaks, cell) => breaks + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
    return start;
  });
}

function noHeader(file: string): Problem {
  return {
    code: 'data/no-header',
    where: `${file}:1`,
    saw: { en: 'no names of columns', zh: '没有列名' },
    why: { en: 'the first line says what the columns hold', zh: '首行须说明各列内容' },
    fix: { en: 'write the names of the columns in the first line', zh: '请在首行写出列名' },
  };
}

function quoting(where: string, message: string): Problem {
  return {
    code: 'data/quoting',
    where,
    saw: { en: message, zh: message },
    why: {
      en: 'cells after a broken quotation mark cannot be told apart',
      zh: '引号有误时其后的单元格无法区分',
    },
    fix: {
      en: 'close the quotation mark, or double one that belongs to the text',
      zh: '请补全引号，文本中的引号须写两次',
    },
  };
}

function ragged(where: string, cells: number, columns: number): Problem {
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

function semicolons(file: string): Problem {
  return {
    code: 'data/separator',
    where: `${file}:1`,
    saw: { en: 'semicolons between the columns', zh: '列间为分号' },
    why: {
      en: 'a .csv file is read with commas; the decimal sign of such files is often a comma too',
      zh: '.csv 按逗号读取；此类文件的小数点也常为逗号',
    },
    fix: {
      en: 'save it with commas and decimal points, or as .tsv with tabs',
      zh: '请以逗号分隔、小数点为“.”保存，或存为制表符分隔的 .tsv',
    },
  };
}
