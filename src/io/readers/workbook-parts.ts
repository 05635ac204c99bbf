import { beyond, LIMITS } from './limits.ts';
import { refused } from './reading.ts';
import { attribute, readPart } from './xml.ts';
import type { Archive } from './zip.ts';

/** What the parts of a workbook beside its sheets say. */
export interface WorkbookParts {
  sheets: { name: string; part: string; hidden: boolean }[];
  strings: readonly string[];
  /** By the index of a cell format: the code of its date format. */
  dateFormats: ReadonlyMap<number, string>;
  /** Indices of cell formats that show a number times 100 with a percent sign. */
  percentFormats: ReadonlySet<number>;
  /** By what cell formats divide the numbers that they show. */
  scaledFormats: ReadonlyMap<number, number>;
  is1904: boolean;
  iterates: boolean;
}

/** Built-in formats of dates and times, by their numbers. */
const BUILT_IN = new Map<number, string>([
  [14, 'm/d/yyyy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'm/d/yyyy h:mm'],
  [27, 'yyyy"年"m"月"'],
  [28, 'm"月"d"日"'],
  [29, 'm"月"d"日"'],
  [30, 'm-d-yy'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [34, 'h"时"mm"分"'],
  [35, 'h"时"mm"分"ss"秒"'],
  [36, 'yyyy"年"m"月"'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [50, 'yyyy"年"m"月"'],
  [51, 'm"月"d"日"'],
  [52, 'yyyy"年"m"月"'],
  [53, 'm"月"d"日"'],
  [54, 'm"月"d"日"'],
  [55, 'h"时"mm"分"'],
  [56, 'h"时"mm"分"ss"秒"'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
]);

/**
 * Whether a number format shows a date or a time: a letter of one outside of quotation marks, brackets and escapes.
 * @example isDateFormat('0.00"days"') // => false
 */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '').split(';')[0]!;
  return /[ymdhs]/i.test(bare.replace(/general/i, ''));
}

/** Reads the directory of sheets, the shared strings and the formats of an archive that is a workbook. */
export async function readParts(archive: Archive, onBytes?: (bytes: number) => void): Promise<WorkbookParts> {
  const found = await readDirectory(archive);
  return {
    ...found,
    strings: await readStrings(archive, onBytes),
    ...(await readFormats(archive)),
  };
}

async function readDirectory(archive: Archive) {
  const targets = new Map<string, string>();
  await readPart(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, attributes) => {
      if (name !== 'Relationship' || !attributes.Id || !attributes.Target) return;
      const target = attributes.Target;
      targets.set(attributes.Id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  const sheets: WorkbookParts['sheets'] = [];
  let is1904 = false;
  let iterates = false;
  const isOn = (value: string | undefined) => value === '1' || value === 'true';
  await readPart(archive, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = isOn(attributes.date1904);
      if (name === 'calcPr') iterates = isOn(attributes.iterate);
      if (name !== 'sheet') return;
      const id = Object.keys(attributes).find((key) => /:id$/i.test(key));
      const part = id === undefined ? undefined : targets.get(attributes[id]!);
      // Chart sheets have no cells.
      if (part?.includes('chartsheets')) return;
      if (part === undefined || !archive.entries.has(part)) throw lost(archive.file, attributes.name ?? '');
      const state = attribute(attributes, 'state');
      sheets.push({
        name: attributes.name ?? '',
        part,
        hidden: state === 'hidden' || state === 'veryHidden',
      });
    },
  });
  return { sheets, is1904, iterates };
}

function lost(file: string, sheet: string) {
  return refused(
    'read/truncated',
    `${file}!${sheet}`,
    { en: 'a sheet that the workbook lists but does not hold', zh: '目录列有但文件中不存在的工作表' },
    { en: 'its cells would be lost without a word', zh: '其单元格将无声丢失' },
    { en: 'copy the file again, or save it anew', zh: '请重新复制或另存该文件' },
  );
}

async function readStrings(archive: Archive, onBytes?: (bytes: number) => void): Promise<string[]> {
  const part = archive.entries.has('xl/sharedStrings.xml') ? 'xl/sharedStrings.xml' : 'xl/SharedStrings.xml';
  const strings: string[] = [];
  let total = 0;
  let pieces = '';
  let inText = false;
  let phonetic = 0;
  let isRaised = false;
  await readPart(
    archive,
    part,
    {
      open: (name, attributes) => {
        if (name === 'si') pieces = '';
        else if (name === 'r') isRaised = false;
        else if (name === 'vertAlign') isRaised = attribute(attributes, 'val') === 'superscript';
        else if (name === 'rPh') phonetic++;
        else if (name === 't') inText = true;
      },
      text: (piece) => {
        // Phonetic readings stand beside the text and are not part of it.
        if (inText && phonetic === 0) pieces += isRaised ? raised(piece) : piece;
      },
      close: (name) => {
        if (name === 't') inText = false;
        else if (name === 'r') isRaised = false;
        else if (name === 'rPh') phonetic--;
        else if (name === 'si') {
          total += pieces.length;
          strings.push(checkedText(`${archive.file}!${part}`, pieces));
          if (total > LIMITS.texts)
            throw beyond(
              archive.file,
              { en: 'characters of shared strings', zh: '共享字符串总字符数' },
              total,
              LIMITS.texts,
            );
        }
      },
    },
    onBytes,
  );
  return strings;
}

/** The text of a cell with its escapes undone, or a refusal where it is longer than any cell can be. */
export function checkedText(place: string, text: string): string {
  if (text.length > LIMITS.text)
    throw beyond(place, { en: 'characters of a cell', zh: '单元格字符数' }, text.length, LIMITS.text);
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

/** Whether a number format shows numbers times 100: a percent sign outside of quotation marks and escapes. */
function isPercentFormat(code: string): boolean {
  return code.replace(/"[^"]*"|\\.|_.|\*./g, '').includes('%');
}

/**
 * By what a number format divides what it shows: 1000 for each comma behind its digits, and 10 for each digit behind a
 * point that is only written, as in 0!.0, which shows units of 万; 1 for any other.
 * @example ['#,##0', '#,##0,', '0.0,,"m"', '0!.0,', '0!.0000'].map(shownDivisor) // => [1, 1000, 1000000, 10000, 10000]
 */
export function shownDivisor(code: string): number {
  const section = (code.split(';')[0] ?? '')
    .replace(/"\."|\\\.|!\./g, '|')
    .replace(/"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]/g, '');
  const commas = /[0#?](,+)[^0#?,.]*$/.exec(section)?.[1]?.length ?? 0;
  const written = /\|([0#?]+)/.exec(section)?.[1]?.length ?? 0;
  return 10 ** (3 * commas + written);
}

/** Digits of a raised run, which point to a footnote and are none of the number or name before them. */
export function raised(text: string): string {
  return text.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!);
}

async function readFormats(
  archive: Archive,
): Promise<Pick<WorkbookParts, 'dateFormats' | 'percentFormats' | 'scaledFormats'>> {
  const codes = new Map(BUILT_IN);
  // 0% and 0.00% are built in.
  const percents = new Set([9, 10]);
  const formats = new Map<number, string>();
  const percentFormats = new Set<number>();
  const divisors = new Map<number, number>();
  const scaledFormats = new Map<number, number>();
  let inCells = false;
  let count = 0;
  await readPart(archive, 'xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        const id = Number(attributes.numFmtId);
        if (isDateFormat(attributes.formatCode ?? '')) codes.set(id, attributes.formatCode!);
        else codes.delete(id);
        if (isPercentFormat(attributes.formatCode ?? '')) percents.add(id);
        else percents.delete(id);
        divisors.set(id, shownDivisor(attributes.formatCode ?? ''));
      }
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const code = codes.get(Number(attributes.numFmtId));
      if (code !== undefined) formats.set(count, code);
      if (percents.has(Number(attributes.numFmtId))) percentFormats.add(count);
      const divisor = divisors.get(Number(attributes.numFmtId)) ?? 1;
      if (divisor !== 1) scaledFormats.set(count, divisor);
      count++;
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return { dateFormats: formats, percentFormats, scaledFormats };
}
