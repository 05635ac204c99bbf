import { textOf, tight } from './cell-kind.ts';
import { type HeaderText, isUnit, readHeader, type Scope, tableUnit } from './header-text.ts';
import { distinct, type Region } from './region.ts';
import type { Sheet } from './sheet.ts';
import { readYear, spanOf } from './year-text.ts';

/** What the header says of a column, from its top row to its lowest. */
export interface ColumnHeader {
  /** The different texts above the column. */
  path: string[];
  title: string;
  english?: string;
  unit?: string;
  scope?: Scope;
  period?: number;
  /** Whether the period was written as two years, 2014-15, of which one was chosen. */
  isSpan?: boolean;
  marks: string[];
}

/**
 * What stands above every column of a table. Merged cells must be filled; where a header of several rows was set
 * without merging, an upper text holds for the empty cells on its right as long as something stands below them. Years
 * in the path are the period, a row that numbers the columns says nothing, and the rest is the title.
 */
export function headersOf(
  sheet: Sheet,
  { header }: Region,
  width: number,
  span: 'first' | 'last' = 'first',
): ColumnHeader[] {
  const rows = translated(sheet.rows.slice(header[0], header[1] + 1).filter((row) => !isNumbered(row)));
  const filled = rows.map((row, r) => spread(row, rows.slice(r + 1), width));
  const headers = Array.from({ length: width }, (_, c) =>
    headerOf([...new Set(filled.map((row) => row[c]!).filter((text) => text !== ''))], span),
  );
  return ofWhich(headers);
}

/** What is part of what stands on its left: #女性, 其中：女性. */
const PART = /^(?:[#＃]|其\s*中\s*[:：]?)\s*(?=.)/;

/**
 * Columns that are part of the column on their left have its unit where they name none of their own, and its title
 * before theirs where two parts of the table are called alike.
 */
function ofWhich(headers: readonly ColumnHeader[]): ColumnHeader[] {
  const isPart = headers.map(({ path }) => path.some((text) => PART.test(text.trim())));
  const wholes = headers.map(({ scope, period }, c) =>
    isPart[c]
      ? headers.findLast((one, at) => at < c && !isPart[at] && one.scope === scope && one.period === period)
      : undefined,
  );
  const keyOf = ({ title, scope, period }: ColumnHeader) =>
    [title.replace(PART, ''), scope, period].join('\n');
  return headers.map((header, c) => {
    const whole = wholes[c];
    if (!whole || whole.title === '') return header;
    const title = header.title.replace(PART, '');
    const isTaken = headers.some((other, at) => at !== c && keyOf(other) === keyOf(header));
    return {
      ...header,
      title: isTaken ? `${whole.title} ${title}` : title,
      ...(header.unit === undefined && whole.unit !== undefined ? { unit: whole.unit } : {}),
    };
  });
}

/**
 * Rows in English that say again what the row above says in Chinese, text by text, become its second lines. A row with
 * more texts than the one above it parts it further: PM2.5, PM10 under 空气质量.
 */
function translated(rows: readonly Sheet['rows'][number][]): Sheet['rows'][number][] {
  const joined: Sheet['rows'][number][] = [];
  for (const row of rows) {
    const above = joined[joined.length - 1];
    if (above && isTranslation(row, above))
      joined[joined.length - 1] = above.map((cell, c) =>
        textOf(row[c]) === '' || textOf(row[c]) === textOf(cell)
          ? cell
          : `${textOf(cell)}\n${textOf(row[c])}`,
      );
    else joined.push(row);
  }
  return joined;
}

function isTranslation(row: Sheet['rows'][number], above: Sheet['rows'][number]): boolean {
  const own = distinct(row);
  if (own.length < 2 || own.length !== distinct(above).length) return false;
  return row.every((cell, c) => {
    const [text, upper] = [textOf(cell), textOf(above[c])];
    return (
      (text === '') === (upper === '') &&
      (text === upper || (/^[^\p{Script=Han}]*[A-Za-z]{2}/u.test(text) && /\p{Script=Han}/u.test(upper)))
    );
  });
}

function headerOf(path: string[], span: 'first' | 'last'): ColumnHeader {
  const marks: string[] = [];
  let period: number | undefined;
  let isSpan = false;
  let unit: string | undefined;
  let scope: Scope | undefined;
  const titles: HeaderText[] = [];
  for (const text of path) {
    const year = readYear(text, false);
    if (year.kind === 'year') {
      period = year.year;
      continue;
    }
    const ends = spanOf(text);
    if (ends) {
      period = ends[span === 'first' ? 0 : 1];
      isSpan = true;
      continue;
    }
    const own = tableUnit(text);
    // A row of units stands below the names: 所, 人.
    if (own !== undefined || (titles.some(({ title }) => title !== '') && isUnit(text))) {
      unit = own ?? text.normalize('NFKC').trim();
      continue;
    }
    const read = readHeader(text);
    marks.push(...read.marks);
    unit = read.unit ?? unit;
    scope = read.scope ?? scope;
    titles.push(read);
  }
  // A part that only says the scope names nothing.
  const named = titles.filter(
    ({ title }) => title !== '' && !/^(?:全市|市辖区|市区|totalcity|districtsundercity)$/i.test(tight(title)),
  );
  const english = named.flatMap((one) => one.english ?? []).join(' ');
  return {
    path,
    title: named.map(({ title }) => title).join(' '),
    ...(english ? { english } : {}),
    ...(unit ? { unit } : {}),
    ...(scope ? { scope } : {}),
    ...(period === undefined ? {} : { period }),
    ...(isSpan ? { isSpan } : {}),
    marks,
  };
}

/** Texts of a row, each also over the empty cells on its right that have something below. */
function spread(row: Sheet['rows'][number], below: Sheet['rows'], width: number): string[] {
  let held = '';
  return Array.from({ length: width }, (_, c) => {
    const text = textOf(row[c]);
    if (text !== '') {
      held = text;
      return text;
    }
    return below.some((next) => textOf(next[c]) !== '') ? held : '';
  });
}

function isNumbered(row: Sheet['rows'][number]): boolean {
  const texts = row.map(tight).filter((text) => text !== '');
  return texts.length > 1 && texts.every((text) => /^\(?\d{1,3}\)?$|^[甲乙丙丁]$/.test(text));
}
