import Papa from 'papaparse';
import type { Note } from '../../core/note.ts';
import type { Problem } from '../../core/problem.ts';
import { unguarded } from '../../study/csv-text.ts';
import type { Sheet } from '../../study/import/sheet.ts';
import { type Delimiter, findDelimiter, splitAmbiguously } from './delimiter.ts';
import { decodeText } from './encoding.ts';
import { type Reading, type ReadOptions, sheetOf } from './reading.ts';

/** The records of a text file with the line on which each begins. */
export interface Records {
  rows: string[][];
  lines: number[];
  notes: Note[];
  problems: Problem[];
}

/**
 * Splits the bytes of a text file into records: encoding, separator and line breaks are found out, and what is said in the
 * options holds. Faults of quotation marks and NUL bytes are problems that name their lines.
 */
export function readRecords(file: string, bytes: Uint8Array, options: ReadOptions = {}): Records {
  const steps = recordSteps(file, bytes, options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same in steps, each with the share that is done, between which a request to stop can be heard. */
function* recordSteps(file: string, bytes: Uint8Array, options: ReadOptions): Generator<number, Records> {
  const { text: raw, notes, problems } = decodeText(file, bytes, options.encoding);
  const empty = { rows: [], lines: [], notes, problems };
  if (problems.length > 0) return empty;
  const nul = raw.indexOf('\0');
  if (nul >= 0) return { ...empty, problems: [nulBytes(file, raw, nul)] };
  // One kind of line break: files joined from parts mix them, and a stray one would swallow a line.
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  const found = separatorOf(file, text, options.delimiter);
  if ('problem' in found) return { ...empty, problems: [found.problem] };
  const parsed = yield* parsedSteps(text, found.delimiter);
  // The break that ends the last line begins no record.
  if (parsed.data.length > 1 && isEnd(parsed.data.at(-1)!)) parsed.data.pop();
  const lines = linesOf(parsed.data);
  const broken = parsed.errors.map(({ row, message }) => {
    const at = Math.min(row ?? 0, parsed.data.length - 1);
    return quoting(`${file}:${openedAt(parsed.data[at], lines[at] ?? 1)}`, message, parsed.data[at]);
  });
  const first = parsed.data[0]?.length ?? 0;
  const swallowed = broken.length > 0 ? [] : swallowing(file, parsed.data, lines, found.delimiter, first);
  return {
    rows: /'[=+\-@\t\r]/.test(text) ? parsed.data.map((row) => row.map(unguarded)) : parsed.data,
    lines,
    notes: [...notes, ...(found.note ? [found.note] : [])],
    problems: [...broken, ...swallowed],
  };
}

/** Characters of a step: a tenth of a second on a slow machine. */
const STEP = 2 ** 20;

/** A text without quotation marks is parsed in pieces, since every line break in it ends a record. */
function* parsedSteps(
  text: string,
  delimiter: string,
): Generator<number, Pick<Papa.ParseResult<string[]>, 'data' | 'errors'>> {
  const settings = { delimiter, newline: '\n' } as const;
  yield 0;
  if (text.length <= STEP || text.includes('"')) return Papa.parse<string[]>(text, settings);
  const data: string[][] = [];
  for (let from = 0; from < text.length; ) {
    const at = text.indexOf('\n', from + STEP);
    const end = at < 0 ? text.length : at;
    for (const record of Papa.parse<string[]>(text.slice(from, end), settings).data) data.push(record);
    from = end + 1;
    // The last line break is followed by a record of nothing, as in a text that is parsed whole.
    if (from === text.length) data.push(['']);
    yield end / text.length;
  }
  return { data, errors: [] };
}

const isEnd = (record: readonly string[]) => record.length === 1 && record[0] === '';

/** A text file as a sheet: one table, no names, cells as they stand. */
export async function readDelimited(
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Reading> {
  const steps = recordSteps(file, bytes, options);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    options.onProgress?.(step.value);
    await new Promise(setImmediate);
    options.signal?.throwIfAborted();
  }
  const { rows, lines, notes, problems } = step.value;
  const cells = rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
  const sheets: Sheet[] = problems.length > 0 ? [] : [sheetOf(file, digest, cells, { lines })];
  return { sheets, notes, problems };
}

function separatorOf(
  file: string,
  text: string,
  told: string | undefined,
): { delimiter: string; note?: Note } | { problem: Problem } {
  if (told !== undefined) return { delimiter: told };
  const found = findDelimiter(text, file);
  if (Array.isArray(found)) return { problem: ambiguous(file, text, found) };
  return { delimiter: found, ...(usual(file, found) ? {} : { note: separated(file, found) }) };
}

function usual(file: string, delimiter: string): boolean {
  return /\.tsv$/i.test(file) ? delimiter === '\t' : delimiter === ',';
}

const NAMES: Record<Delimiter, { en: string; zh: string }> = {
  ',': { en: 'commas', zh: '逗号' },
  ';': { en: 'semicolons', zh: '分号' },
  '\t': { en: 'tabs', zh: '制表符' },
  '|': { en: 'vertical bars', zh: '竖线' },
};

function separated(file: string, delimiter: Delimiter): Note {
  const { en, zh } = NAMES[delimiter];
  return {
    code: 'read/delimiter',
    level: 'note',
    text: { en: `${file} was read with ${en} between the cells.`, zh: `${file} 按${zh}分隔读取。` },
    items: [file],
  };
}

function ambiguous(file: string, text: string, candidates: readonly Delimiter[]): Problem {
  const shown = candidates.map((one) => `${NAMES[one].en}: ${splitAmbiguously(text, one)}`).join('; ');
  return {
    code: 'data/separator',
    where: `${file}:1`,
    saw: { en: `more than one possible separator (${shown})`, zh: `分隔符不止一种可能（${shown}）` },
    why: { en: 'the columns would be different ones', zh: '分出的列各不相同' },
    fix: {
      en: 'write delimiter: with the right one beside the file',
      zh: '请在该文件旁用 delimiter: 写明正确的分隔符',
    },
  };
}

/** The line on which each record begins: quoted cells may hold line breaks. */
function linesOf(records: readonly (readonly string[])[]): number[] {
  let line = 1;
  return records.map((record) => {
    const start = line;
    line += 1;
    for (const cell of record) if (cell.includes('\n')) line += breaks(cell);
    return start;
  });
}

const breaks = (cell: string) => cell.split('\n').length - 1;

/** The line in a record on which the cell begins that holds line breaks last. */
function openedAt(record: readonly string[] | undefined, start: number): number {
  const all = (record ?? []).map(breaks);
  const last = all.findLastIndex((count) => count > 0);
  return start + all.slice(0, Math.max(0, last)).reduce((sum, count) => sum + count, 0);
}

/** Quoted cells that hold what looks like whole rows: a mark that was left open until the next one. */
function swallowing(
  file: string,
  records: readonly (readonly string[])[],
  lines: readonly number[],
  delimiter: string,
  columns: number,
): Problem[] {
  if (columns < 2) return [];
  return records.flatMap((record, r) => {
    const at = record.findIndex(
      (cell) =>
        cell.includes('\n') &&
        cell
          .split('\n')
          .slice(1)
          .some((one) => one.split(delimiter).length >= columns),
    );
    if (at < 0) return [];
    const start = lines[r]! + record.slice(0, at).reduce((sum, cell) => sum + breaks(cell), 0);
    return [quoting(`${file}:${start}`, 'A quoted cell holds whole rows', record)];
  });
}

function nulBytes(file: string, text: string, at: number): Problem {
  const count = text.split('\0').length - 1;
  return {
    code: 'data/nul',
    where: `${file}:${text.slice(0, at).split(/\r\n?|\n/).length}`,
    saw: { en: `${count} NUL character(s)`, zh: `${count} 个 NUL 字符` },
    why: {
      en: 'text has none; the file is damaged, or its encoding is another one',
      zh: '文本中不应出现，文件可能损坏或编码不同',
    },
    fix: {
      en: 'export the file again, or write encoding: beside it',
      zh: '请重新导出，或用 encoding: 写明编码',
    },
  };
}

function quoting(where: string, message: string, record: readonly string[] | undefined): Problem {
  const held = Math.max(0, ...(record ?? []).map(breaks));
  const more =
    held === 0
      ? { en: '', zh: '' }
      : { en: `; ${held} line(s) would end up in one cell`, zh: `；将有 ${held} 行并入同一单元格` };
  return {
    code: 'data/quoting',
    where,
    saw: { en: message + more.en, zh: `引号有误：${message}${more.zh}` },
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
