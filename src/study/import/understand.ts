import type { Text } from '../../core/text.ts';
import { kindOf, tight, transposed } from './cell-kind.ts';
import {
  decimalQuestions,
  mannerQuestions,
  markerQuestions,
  soleSuffix,
  valueColumn,
} from './column-questions.ts';
import { type Role, rolesOf } from './column-roles.ts';
import { datedHeaders } from './dated-titles.ts';
import { readHeader } from './header-text.ts';
import { type ColumnHeader, headersOf } from './header-tree.ts';
import { isPlain, type NumberMarks } from './number-text.ts';
import { periodOf, type TablePeriod, yearShiftOf } from './period-source.ts';
import { prepared } from './prepared.ts';
import { provinceOf } from './province-names.ts';
import type { Answers, ColumnRole, Question, RowRole, SheetReading, Understanding } from './reading.ts';
import { columnsOf, type Region, regionOf, titlesOf } from './region.ts';
import { blockYear, rowRoles } from './row-roles.ts';
import { sentenceOf } from './sentence.ts';
import { type CellValue, columnName, type Sheet } from './sheet.ts';
import { hiddenQuestion, indicatorOf, placeOf, untitledQuestions } from './sheet-questions.ts';

/** What helps to understand a sheet, where it is known. */
export interface Hints {
  answers: Answers;
  /** Whether a text names a unit: a city, a country. Tells a table set on its side. */
  isPlace?: (text: string) => boolean;
  /** Whether the columns of the text file are parted by semicolons, as where decimals have commas. */
  semicolons?: boolean;
}

/**
 * Reads a sheet as people make them: finds the table under its titles and above its notes, its header of one or more
 * rows, the columns of places, years and indicators, the rows that are totals or headings, and what its markers and
 * numbers mean. What the sheet does not tell becomes a question, never a guess. Undefined for a sheet without a table.
 */
export function understand(given: Sheet, hints: Hints): Understanding | undefined {
  const questions: Question[] = [];
  hiddenQuestion(given, questions);
  const isRead = hints.answers.get('hidden') === 'read';
  // A hidden sheet is understood before it is decided on, so that the choice can be shown.
  const upright = prepared(given, isRead || given.hidden.sheet ? 'read' : 'left-out');
  const lies = isOnItsSide(upright, hints);
  const above = titlesOf(upright);
  const sheet = lies ? transposed(upright, above.first) : upright;
  const found = regionOf(sheet);
  if (!found) return undefined;
  const region: Region = lies
    ? { ...found, titles: above.titles, ...(above.unit ? { unit: above.unit } : {}) }
    : found;
  const width = columnsOf(sheet, region);
  const written = headersOf(sheet, region, width);
  const where = `${given.file}${given.name === undefined ? '' : `!${given.name}`}`;
  const { roles, rows } = rolesAndRows(sheet, region, written, hints);
  const headers = datedHeaders(written, roles);
  const dataRows = positions(region.data).filter((r) => !rows.has(r));
  untitledQuestions(sheet, headers, roles, dataRows, where, questions);
  const values = headers.flatMap((header, c) => (roles[c] === 'value' ? [{ header, c }] : []));
  const cells = cellsOf(sheet, headers.length, dataRows);
  const columns = values.map(({ header, c }) =>
    valueColumn({
      letter: columnName(c),
      title: header.title || header.path.join(' '),
      ...((header.unit ?? region.unit) ? { unit: (header.unit ?? region.unit)! } : {}),
      cells: cells[c]!,
      nameOf: (i) =>
        lies
          ? `${columnName(dataRows[i]!)}${upright.lines[above.first + c]}`
          : `${columnName(c)}${sheet.lines[dataRows[i]!]}`,
    }),
  );
  const marks = decimalQuestions(columns, hints.semicolons === true, where, hints.answers, questions);
  const markers = markerQuestions(columns, marks, where, hints.answers, questions);
  mannerQuestions(columns, marks, where, questions);
  // Rows before the first block have their year from elsewhere.
  const begins = positions(region.data).find((r) => !rows.has(r) || blockYear(sheet.rows[r]!) !== undefined);
  const isBlocked = begins !== undefined && rows.has(begins);
  const all = wholeSheet(sheet, region, headers, roles, where, hints, isBlocked, questions);
  const answered = (kind: string, choice: string) =>
    new Set(columns.map(({ letter }) => letter).filter((c) => hints.answers.get(`${kind}:${c}`) === choice));
  const suffixUnits = new Map(
    columns.flatMap((column) => {
      const unit = column.unit === undefined ? soleSuffix(column, marks.get(column.letter)) : undefined;
      return unit === undefined ? [] : [[column.letter, { unit }] as const];
    }),
  );
  const common = commonMarks(marks);
  const reading: SheetReading = {
    file: given.file,
    ...(given.name === undefined ? {} : { sheet: given.name }),
    transposed: lies,
    titles: above.first,
    header: [sheet.lines[region.header[0]]!, sheet.lines[region.header[1]]!],
    data: [sheet.lines[region.data[0]]!, sheet.lines[region.data[1]]!],
    columns: new Map(
      headers.map((header, c) => [
        columnName(c),
        columnRole(roles[c]!, { ...header, ...suffixUnits.get(columnName(c)) }),
      ]),
    ),
    rows: new Map([...rows].sort(([a], [b]) => a - b).map(([r, role]) => [sheet.lines[r]!, role])),
    ...all,
    marks: common,
    columnMarks: new Map([...marks].filter(([, one]) => one.decimal !== common.decimal)),
    markers,
    estimates: answered('estimates', 'estimate'),
    scales: answered('scale', 'convert'),
    hidden: isRead ? 'read' : 'left-out',
  };
  const isLeftOut = given.hidden.sheet && !isRead;
  return {
    reading,
    questions: isLeftOut ? questions.filter(({ id }) => id === 'hidden') : questions,
    sentence: sentenceOf(reading, dataRows.length),
  };
}

function positions([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Units stand side by side: more places in some row of the first ten than in any of the first five columns. */
function isOnItsSide(sheet: Sheet, { isPlace }: Hints): boolean {
  const known = new Map<string, boolean>();
  const isKnown = (text: string) => {
    const found = known.get(text) ?? ((isPlace?.(text) ?? false) || provinceOf(text) !== undefined);
    known.set(text, found);
    return found;
  };
  const places = (cells: readonly (string | number | null | undefined)[]) => {
    const texts = new Set(
      cells.flatMap((cell) => (typeof cell === 'string' && !isPlain(cell) ? [tight(cell)] : [])),
    );
    return [...texts].filter((text) => /\p{L}{2}/u.test(text) && isKnown(text)).length;
  };
  const acrossMost = Math.max(0, ...sheet.rows.slice(0, 10).map((row) => places(row)));
  const downMost = Math.max(0, ...[0, 1, 2, 3, 4].map((c) => places(sheet.rows.map((row) => row[c]))));
  return acrossMost >= 3 && acrossMost > downMost;
}

/** The cells of the rows by column; filled row by row, as they lie in memory. */
function cellsOf({ rows }: Sheet, width: number, at: readonly number[]): CellValue[][] {
  const columns = Array.from({ length: width }, () => new Array<CellValue>(at.length));
  for (let i = 0; i < at.length; i++) {
    const row = rows[at[i]!]!;
    for (let c = 0; c < width; c++) columns[c]![i] = row[c] ?? null;
  }
  return columns;
}

/** Roles of columns and rows depend on each other: totals and headings say nothing of what a column holds. */
function rolesAndRows(sheet: Sheet, region: Region, headers: readonly ColumnHeader[], { isPlace }: Hints) {
  const cells = (rows: readonly number[]) => cellsOf(sheet, headers.length, rows);
  const texts = headers.map(({ path }) => new Set(path.map((text) => tight(text))));
  const all = positions(region.data).filter((r) => sheet.rows[r]!.some((cell) => kindOf(cell) !== 'empty'));
  const first = rolesOf(headers, cells(all), isPlace);
  const unitsOf = (roles: readonly Role[]) => roles.flatMap((role, c) => (role === 'unit' ? [c] : []));
  const before = rowRoles(sheet, region.data, unitsOf(first), texts);
  const kept = all.filter((r) => !before.has(r));
  if (kept.length === all.length) return { roles: first, rows: before };
  const plain = cells(kept);
  // A year that only totals have is the year of the rows below them.
  const roles = rolesOf(headers, plain, isPlace).map((role, c) =>
    first[c] === 'period' && plain[c]!.every((cell) => kindOf(cell) === 'empty') ? 'period' : role,
  );
  const rows: Map<number, Exclude<RowRole, 'data'>> = rowRoles(sheet, region.data, unitsOf(roles), texts);
  return { roles, rows };
}

function columnRole(role: Role, header: ColumnHeader): ColumnRole {
  if (role !== 'value') return { role };
  const { title, english, unit, scope, period } = header;
  return {
    role,
    ...(title === '' ? {} : { title: titleText(title, english) }),
    ...(unit === undefined ? {} : { unit }),
    ...(scope === undefined ? {} : { scope }),
    ...(period === undefined ? {} : { period }),
  };
}

function titleText(title: string, english: string | undefined): Text {
  return { en: english ?? title, zh: title };
}

function wholeSheet(
  sheet: Sheet,
  region: Region,
  headers: readonly ColumnHeader[],
  roles: readonly Role[],
  where: string,
  { answers, isPlace }: Hints,
  isBlocked: boolean,
  questions: Question[],
): Pick<SheetReading, 'all' | 'yearShift'> {
  const around = {
    titles: region.titles,
    ...(sheet.name === undefined ? {} : { sheet: sheet.name }),
    file: sheet.file,
  };
  const values = headers.filter((_, c) => roles[c] === 'value');
  const periodColumn = headers[roles.indexOf('period')];
  const isDated = roles.includes('period') || values.every(({ period }) => period !== undefined) || isBlocked;
  const { period, from }: TablePeriod = isDated
    ? { from: periodColumn?.path.join(' ') }
    : periodOf(around, where, answers, questions);
  const shift = yearShiftOf(from, where, answers, questions);
  const isPartly = values.some(({ title }) => title !== '');
  const isNamed = roles.includes('indicator') || values.every(({ title }) => title !== '');
  const titled = isNamed || isPartly ? undefined : indicatorOf(region, where, answers, questions);
  const named = titled === undefined ? undefined : readHeader(titled);
  const unit = named?.unit ?? region.unit;
  const hasPlaces = roles.includes('unit') || roles.includes('code');
  const place = hasPlaces ? undefined : placeOf(sheet, isPlace, where, answers, questions);
  return {
    all: {
      ...(period === undefined ? {} : { period }),
      ...(named === undefined ? {} : { title: titleText(named.title, named.english) }),
      ...(named?.scope === undefined ? {} : { scope: named.scope }),
      ...(unit === undefined ? {} : { unit }),
      ...(place === undefined ? {} : { place }),
    },
    yearShift: shift,
  };
}

function commonMarks(marks: ReadonlyMap<string, NumberMarks>): NumberMarks {
  const commas = [...marks.values()].filter(({ decimal }) => decimal === ',').length;
  return commas > marks.size / 2 ? { decimal: ',', group: '.' } : { decimal: '.', group: ',' };
}
