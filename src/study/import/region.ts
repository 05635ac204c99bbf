import { kindOf, textOf, tight, widthOf } from './cell-kind.ts';
import { isUnit, tableUnit, unitInTitle } from './header-text.ts';
import type { CellValue, Sheet } from './sheet.ts';
import { readYear } from './year-text.ts';

/** Where the table of a sheet stands; positions of rows from 0, ends included. */
export interface Region {
  /** Rows above the header: titles, and the unit of the whole table. */
  titles: string[];
  unit?: string;
  header: [number, number];
  data: [number, number];
  /** Positions of rows after the data. */
  notes: number[];
}

/**
 * Finds the table in a sheet whose merged cells are filled: titles stand alone in their rows above it; the header has
 * no numbers but years, or numbers the columns (1, 2, 3); the data begin with the first other number and end with the
 * last row that is no footnote. Undefined where nothing looks like data.
 */
export function regionOf(sheet: Sheet): Region | undefined {
  const { rows } = sheet;
  const { first, titles, unit } = titlesOf(sheet);
  const start = dataStart(sheet, first);
  if (start === undefined) return undefined;
  let last = rows.length - 1;
  while (last > start && !hasNumber(rows[last]!) && isAfterword(rows[last]!)) last--;
  last = beforeLegend(sheet, start, last);
  const notes = Array.from({ length: rows.length - 1 - last }, (_, i) => last + 1 + i);
  return {
    titles,
    ...(unit === undefined ? {} : { unit }),
    header: [first, start - 1],
    data: [start, last],
    notes: notes.filter((row) => onlyText(rows[row]!) !== ''),
  };
}

/**
 * The last row before a legend: below a blank row, rows of at most two texts and no number under a wider table, as
 * databases explain their markers and flags.
 */
function beforeLegend({ rows }: Sheet, start: number, last: number): number {
  const filled = (r: number) => rows[r]!.filter((cell) => textOf(cell) !== '').length;
  const isWider = Array.from({ length: last - start + 1 }, (_, i) => start + i).some((r) => filled(r) > 2);
  if (!isWider) return last;
  let begin = last + 1;
  for (let r = last; r > start; r--) {
    if (filled(r) > 2 || hasNumber(rows[r]!)) break;
    if (filled(r) === 0) begin = r;
  }
  return begin - 1;
}

/**
 * Rows of at most two texts above a blank row and a wider header, as databases write them over what they export: how
 * many, with the blank row.
 */
function preamble(rows: Sheet['rows']): number {
  const filled = (r: number) => rows[r]!.filter((cell) => textOf(cell) !== '').length;
  let end = 0;
  for (let r = 0; r < Math.min(30, rows.length); r++) {
    if (filled(r) > 2 || rows[r]!.some((cell) => ['number', 'almost', 'marker'].includes(kindOf(cell))))
      break;
    if (filled(r) === 0) end = r + 1;
  }
  return end > 0 && end < rows.length && filled(end) > 2 ? end : 0;
}

/** The rows above a table: how many, what they say, and the unit that they give to all of it. */
export function titlesOf({ rows }: Sheet): { first: number; titles: string[]; unit?: string } {
  let first = 0;
  const titles: string[] = [];
  let unit: string | undefined;
  const introduced = preamble(rows);
  while (first < rows.length && (first < introduced || isTitle(rows[first]!))) {
    const [head, told, ...more] = distinct(rows[first]!);
    const isPair = told !== undefined && more.length === 0;
    const isOfUnit = isPair && /^(?:计量)?单位[:：]?$|^units?(?: of measure(?:ment)?)?:?$/i.test(head!);
    const texts = isOfUnit
      ? [`Unit: ${told}`]
      : isPair && /[:：]$/.test(head!)
        ? [`${head} ${told}`]
        : distinct(rows[first]!);
    for (const text of texts) {
      const found = tableUnit(text);
      if (found === undefined) titles.push(text);
      unit ??= found ?? unitInTitle(text);
    }
    first++;
  }
  return { first, titles, ...(unit === undefined ? {} : { unit }) };
}

/**
 * Whether a text says that a table goes on here: 续表, 2-1 续表 3, (续), continued.
 * @example ['2-1 续表', '各市人口（续一）', 'Table 3 (continued)', '继续教育'].map(isContinued) // => [true, true, true, false]
 */
export function isContinued(text: string): boolean {
  return /续表|接上表|[(（]续[^)）]{0,3}[)）]|\bcontinued\b|\bcont'?d\b/i.test(
    tight(text).replace(/continued/i, ' continued '),
  );
}

/** The different texts of a row, from the left. */
export function distinct(row: readonly CellValue[]): string[] {
  return [...new Set(row.map(textOf).filter((text) => text !== ''))];
}

/**
 * The text that a row says and nothing else: in one cell, or the same in several. Empty for a row that says nothing,
 * undefined for one that says more.
 * @example [onlyText([null, 'a', 'a']), onlyText([]), onlyText(['a', 1])] // => ['a', '', undefined]
 */
export function onlyText(row: readonly CellValue[]): string | undefined {
  let only = '';
  for (const cell of row) {
    if (cell === null) continue;
    const text = textOf(cell);
    if (text === '' || text === only) continue;
    if (only !== '') return undefined;
    only = text;
  }
  return only;
}

/** Nothing, one text alone, or a text and the unit of the table. */
export function isTitle(row: readonly CellValue[]): boolean {
  const texts = distinct(row);
  if (texts.length === 0) return true;
  if (texts.every((text) => kindOf(text) !== 'text' && kindOf(text) !== 'year')) return false;
  if (texts.length === 1) return row.filter((cell) => textOf(cell) !== '').length === 1 || isWide(row);
  return texts.length <= 3 && texts.some((text) => tableUnit(text) !== undefined);
}

/** One merged cell over most of the row. */
function isWide(row: readonly CellValue[]): boolean {
  return row.filter((cell) => textOf(cell) !== '').length >= Math.max(2, row.length - 1);
}

function dataStart(sheet: Sheet, first: number): number | undefined {
  const found = firstNumbers(sheet, first);
  if (found === undefined) return undefined;
  // Data can begin before their first number: with a heading, or a row whose values are missing.
  const c = sheet.rows[first]!.findIndex((cell) => textOf(cell) !== '');
  const said = sheet.rows[first]!.map(tight);
  for (let r = first + 1; r < found; r++) {
    const name = textOf(sheet.rows[r]![c]);
    if (isName(name, sheet.rows[first]![c] ?? null) && !said.includes(tight(name))) return r;
    said.push(...sheet.rows[r]!.map(tight));
  }
  return found;
}

/** Whether the text in the first column of a row is a name rather than a part of the header above it. */
function isName(text: string, header: CellValue): boolean {
  if (text === '' || kindOf(text) !== 'text' || isHeading(tight(text)) || isUnit(text)) return false;
  if (/^[(（].*[)）]$/.test(text) || tableUnit(text) !== undefined || /^[甲乙丙丁A-D]$/.test(text))
    return false;
  const isForeign = !/\p{Script=Han}/u.test(text) && /\p{Script=Han}/u.test(textOf(header));
  return !isForeign;
}

function firstNumbers(sheet: Sheet, first: number): number | undefined {
  const { rows } = sheet;
  const faulty = new Set(
    [...sheet.odd].flatMap(([key, { kind }]) =>
      kind === 'error' || kind === 'uncached' ? [Number(key.split(':')[0])] : [],
    ),
  );
  for (let r = first; r < rows.length; r++) {
    if (onlyText(rows[r]!) === '') continue;
    if (r > first && faulty.has(r)) return r;
    if (!hasNumber(rows[r]!) || isNumbering(rows[r]!) || isUnitRow(rows[r]!)) continue;
    if (r < first + 6 && isYearHeader(sheet, r, first)) continue;
    // Groups such as 0-4 and 5-9 head columns; data have plain numbers too.
    if (r === first && !rows[r]!.some((cell) => ['number', 'year'].includes(kindOf(cell)))) continue;
    // A table whose very first row has numbers has no header: the row above the data must have text.
    return r > first ? r : undefined;
  }
  return undefined;
}

function hasNumber(row: readonly CellValue[]): boolean {
  return row.some((cell) => ['number', 'year', 'almost'].includes(kindOf(cell)));
}

/** The columns counted: 甲 1 2 3, or (1) (2) (3). */
export function isNumbering(row: readonly CellValue[]): boolean {
  const numbers = row
    .map((cell) => /^[(]?(\d{1,3})[)]?$/.exec(tight(cell))?.[1])
    .filter((one) => one !== undefined);
  const texts = row.filter((cell) => kindOf(cell) === 'text' && !/^\(\d+\)$/.test(tight(cell)));
  return (
    numbers.length >= 2 &&
    numbers.every((one, i) => Number(one) === Number(numbers[0]) + i) &&
    Number(numbers[0]) <= 2 &&
    texts.every((cell) => /^[甲乙丙丁A-Da-d]$/.test(tight(cell)))
  );
}

/** Headed as the units of what stands above: 单位, 万元, 人; Unit, 100 million yuan, %. */
function isUnitRow(row: readonly CellValue[]): boolean {
  const [head, ...rest] = distinct(row);
  return head !== undefined && /^(?:计量)?单位$|^units?$/i.test(tight(head)) && rest.every(isUnit);
}

/**
 * All numbers are years in an order that headers have, and below most of them stand no years. Under another row of the
 * header nothing else may stand beside them but what that row says: a name would make it a row of data, whose values
 * happen to look like years.
 */
function isYearHeader({ rows }: Sheet, r: number, first: number): boolean {
  const row = rows[r]!;
  const years = row.flatMap((cell, c) => {
    const read = readYear(cell, false);
    return read.kind === 'year' ? [{ c, year: read.year }] : [];
  });
  const others = row.filter((cell) => ['number', 'almost'].includes(kindOf(cell)));
  if (years.length === 0 || others.length > 0 || !isOrdered(years.map(({ year }) => year))) return false;
  const below: (readonly CellValue[])[] = [];
  for (let next = r + 1; next < rows.length && below.length < 20; next++)
    if (onlyText(rows[next]!) !== '') below.push(rows[next]!);
  if (below.length === 0 || years.some(({ c }) => isColumnOfYears(below.map((next) => next[c] ?? null))))
    return false;
  if (r === first) return true;
  // A year in the column of names heads the rows below it.
  const names = rows[first]!.findIndex((cell) => textOf(cell) !== '');
  if (readYear(row[names] ?? null, false).kind === 'year') return false;
  const above = new Set(rows.slice(first, r).flatMap((one) => one.map(tight)));
  return row.every(
    (cell) =>
      kindOf(cell) !== 'text' ||
      above.has(tight(cell)) ||
      isHeading(tight(cell)) ||
      COMPARED.test(tight(cell)),
  );
}

/** Rising or falling, or one such run again and again under several headings. */
function isOrdered(years: readonly number[]): boolean {
  const length = new Set(years).size;
  const isRun = (run: readonly number[]) =>
    run.every((year, i) => i === 0 || year >= run[i - 1]!) ||
    run.every((year, i) => i === 0 || year <= run[i - 1]!);
  if (isRun(years)) return true;
  return isRun(years.slice(0, length)) && years.every((year, i) => year === years[i % length]);
}

function isColumnOfYears(cells: readonly CellValue[]): boolean {
  const filled = cells.filter((cell) => kindOf(cell) !== 'empty');
  const years = filled.filter((cell) => readYear(cell, false).kind === 'year');
  return filled.length > 0 && years.length >= 0.8 * filled.length;
}

/** What stands beside two years: their difference. */
const COMPARED =
  /^(?:比上年|较上年|同比|环比|年均|平均)?(?:增长|增减|增速|增幅|升降|变化|增加)|^(?:growth|change|increase|±)/i;

function isHeading(text: string): boolean {
  return (
    /^(?:城市|地区|市|市州|市县|县市|区县|名称|指标|项目|年份?|年度|时间|单位|省份?|序号|.{1,4}(?:名称?|代码|编码|指标))$/.test(
      text,
    ) ||
    (/^[\w /().,-]{1,24}$/.test(text) &&
      /(?:city|cities|region|area|country|name|year|period|indicator|unit|code|\bgeo\b|\btime\b|labels?\b)/i.test(
        text,
      ))
  );
}

/** What follows a table: notes, sources, and, where prose is meant too, a single sentence. */
export function isAfterword(row: readonly CellValue[], withProse = true): boolean {
  const texts = distinct(row);
  if (texts.length === 0) return true;
  if (texts.length > 2) return false;
  return (
    /^(?:[*①-⑳]|注|说明|备注|资料来源|数据来源|来源|note|source|data source)/i.test(texts[0]!) ||
    (withProse && isProse(texts[0]!))
  );
}

/** A sentence rather than a name. */
function isProse(text: string): boolean {
  return text.length > 20 || /[。；;.]$/.test(text);
}

/** The widest row that the region's table has. */
export function columnsOf(sheet: Sheet, { header, data }: Region): number {
  return widthOf({ rows: sheet.rows.slice(header[0], data[1] + 1) });
}
