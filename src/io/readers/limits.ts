import type { ProblemError } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import { refused } from './reading.ts';

/** What no honest table exceeds; beyond it a file is refused before memory is taken. */
export const LIMITS = {
  /** Entries of an archive. */
  entries: 10_000,
  /** Bytes to which all entries of an archive inflate. */
  inflated: 2 ** 30,
  /** Inflated size by compressed size, of entries that inflate to more than `smallEntry`. */
  ratio: 250,
  smallEntry: 2 ** 24,
  /** Cells of a file, blank ones inside of rows included. */
  cells: 30_000_000,
  rows: 1_048_576,
  columns: 16_384,
  /** Characters of a cell, as spreadsheets have it. */
  text: 32_767,
  /** Characters of all the texts of a workbook together. */
  texts: 2 ** 28,
  /** Characters between two tags. */
  untagged: 2 ** 20,
  /** Bytes of a JSON file, which is held whole. */
  json: 2 ** 28,
} as const;

const formatted = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ' ');

/** The refusal of what exceeds a limit, with both numbers. */
export function beyond(where: string, what: Text, saw: number, limit: number): ProblemError {
  return refused(
    'read/limit',
    where,
    {
      en: `${what.en}: ${formatted(saw)}; the limit is ${formatted(limit)}`,
      zh: `${what.zh}：${formatted(saw)}，上限为 ${formatted(limit)}`,
    },
    {
      en: 'files made to exhaust memory look like this, and no table needs it',
      zh: '此类文件常用于耗尽内存，正常表格无需如此',
    },
    {
      en: 'split the table, or save it anew from a spreadsheet program; Parquet that is large stays where it is with --engine duckdb',
      zh: '请拆分表格，或用电子表格软件重新保存；大型 Parquet 可用 --engine duckdb 就地计算',
    },
  );
}
