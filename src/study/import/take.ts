import type { Problem } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import { textOf, tight, transposed, unmerged } from './cell-kind.ts';
import { isValueWord } from './column-roles.ts';
import { filledDown } from './fill-down.ts';
import { type HeaderText, readHeader, type Scope } from './header-text.ts';
import { faultProblem, unnamedProblem, yearProblem } from './import-problems.ts';
import type { MarkerTreatment } from './markers.ts';
import { type NumberMarks, readQuantity } from './number-text.ts';
import { placeText } from './place-text.ts';
import { provinceOf } from './province-names.ts';
import type { ColumnRole, Measured, SheetReading } from './reading.ts';
import { scaleOf } from './scale.ts';
import { type CellValue, cellKey, columnName, type Sheet } from './sheet.ts';
import { readYear } from './year-text.ts';

/** A value as a sheet gives it, with the texts that name its place and what is measured, and the cell it stood in. */
export interface TakenValue {
  place: string;
  code?: string;
  province?: string;
  period: number;
  title: Text;
  indicator?: string;
  unit?: string;
  scope?: Scope;
  /** NaN where missing. */
  value: number;
  status: 'observed' | 'estimated' | 'missing' | 'not-applicable' | 'below-unit' | 'error';
  /** As a reader would look it up: `book.xlsx!Sheet1:C7`. */
  cell: string;
  /** The text of the cell, where it is not simply the number. */
  written?: string;
}

/**
 * Takes every value of a sheet that a reading describes. Cells that the reading does not cover (a number with a fault,
 * a year that is none) are problems, all of them listed; nothing is guessed here.
 */
export function take(given: Sheet, reading: SheetReading, problems: Problem[]): TakenValue[] {
  const upright = unmerged(shown(given, reading));
  const sheet = reading.transposed ? transposed(upright, reading.titles) : upright;
  const roles = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: roles }, (_, c) => reading.columns.get(columnName(c)));
  const prefix = `${given.file}${given.name === undefined ? '' : `!${given.name}`}`;
  const filled = { ...sheet, rows: withGroups(sheet, columns, reading) };
  const taken: TakenValue[] = [];
  let province: string | undefined;
  filled.rows.forEach((row, r) => {
    const line = sheet.lines[r]!;
    if (line < reading.data[0] || line > reading.data[1]) return;
    const role = reading.rows.get(line);
    if (role === 'province')
      province = provinceOf(row.map(placeText).find((text) => provinceOf(text)) ?? '') ?? province;
    if (role !== undefined) return;
    const nameCell = (c: number) =>
      `${prefix}:${reading.transposed ? `${columnName(r)}${given.lines[reading.titles + c]}` : `${columnName(c)}${line}`}`;
    taken.push(...rowValues(row, columns, reading, { province, nameCell, r, sheet }, problems));
  });
  return taken;
}

/** The rows with what they have from the rows above; positions of the data by the lines that the reading names. */
function withGroups(
  sheet: Sheet,
  columns: readonly (ColumnRole | undefined)[],
  { data, rows }: SheetReading,
): Sheet['rows'] {
  const inside = sheet.lines.flatMap((line, r) => (line >= data[0] && line <= data[1] ? [r] : []));
  if (inside.length === 0) return sheet.rows;
  return filledDown(
    sheet,
    [inside[0]!, inside[inside.length - 1]!],
    columns.map((column) => column?.role),
    (r) => rows.get(sheet.lines[r]!),
  );
}

function shown(sheet: Sheet, { hidden }: SheetReading): Sheet {
  if (hidden === 'read') return sheet;
  const [rows, columns] = [new Set(sheet.hidden.rows), new Set(sheet.hidden.columns)];
  if (rows.size === 0 && columns.size === 0) return sheet;
  return {
    ...sheet,
    rows: sheet.rows.map((row, r) =>
      rows.has(r) ? [] : row.map((cell, c) => (columns.has(c) ? null : cell)),
    ),
  };
}

interface RowPlace {
  /** Of the heading above. */
  province: string | undefined;
  nameCell: (c: number) => string;
  r: number;
  sheet: Sheet;
}

function rowValues(
  row: readonly CellValue[],
  columns: readonly (ColumnRole | undefined)[],
  reading: SheetReading,
  at: RowPlace,
  problems: Problem[],
): TakenValue[] {
  const first = (role: ColumnRole['role']) => {
    const c = columns.findIndex((column) => column?.role === role);
    return c < 0 ? '' : textOf(row[c]);
  };
  const code = first('code');
  const own = placeText(first('province'));
  const province = provinceOf(own) ?? (own || at.province);
  const named = namedBy(row, columns);
  const measure = first('measure');
  const periodAt = columns.findIndex((column) => column?.role === 'period');
  const status = first('status');
  const values: TakenValue[] = [];
  // One problem a row: its cells all lack the same.
  const lacking = new Set<'place' | 'year'>();
  columns.forEach((column, c) => {
    if (column?.role !== 'value') return;
    const isBlank = tight(row[c]) === '';
    const place = placeFor(row, columns, c) || reading.all.place || '';
    if (place === '' && code === '') {
      if (!isBlank && hasPlaces(columns)) lacking.add('place');
      return;
    }
    const measured: Measured = {
      ...reading.all,
      ...defined(column),
      ...defined(named(column.title)),
      ...(measure === '' ? {} : { unit: measure }),
    };
    const isDated = periodAt >= 0 && column.period === undefined;
    const period = isDated ? yearIn(row[periodAt] ?? null, at.nameCell(periodAt), problems) : measured.period;
    if (isDated && tight(row[periodAt]) === '' && !isBlank) lacking.add('year');
    if (period === undefined) return;
    const read = readCell(row[c] ?? null, columnName(c), reading, at, c, problems);
    values.push({
      place,
      ...(code === '' ? {} : { code }),
      ...(province ? { province } : {}),
      period: period + reading.yearShift,
      title: measured.title ?? { en: '', zh: '' },
      ...(measured.indicator === undefined ? {} : { indicator: measured.indicator }),
      ...(measured.unit === undefined ? {} : { unit: measured.unit }),
      ...(measured.scope === undefined ? {} : { scope: measured.scope }),
      ...read,
      ...(declared(status) && read.status === 'observed' ? { status: declared(status)! } : {}),
      cell: at.nameCell(c),
    });
  });
  const firstValue = columns.findIndex((column, c) => column?.role === 'value' && tight(row[c]) !== '');
  for (const what of lacking) problems.push(unnamedProblem(at.nameCell(firstValue), what));
  return values;
}

function hasPlaces(columns: readonly (ColumnRole | undefined)[]): boolean {
  return columns.some((column) => column?.role === 'unit' || column?.role === 'code');
}

/**
 * What the row's columns of indicators say of a value, with its own header behind it unless that only says "value": the
 * title, and the unit and scope in it.
 */
function namedBy(
  row: readonly CellValue[],
  columns: readonly (ColumnRole | undefined)[],
): (title: Text | undefined) => Measured {
  const read = columns.flatMap((column, c) =>
    column?.role === 'indicator' && textOf(row[c]) !== '' ? [readHeader(textOf(row[c]))] : [],
  );
  if (read.length === 0) return () => ({});
  const said = (pick: (one: HeaderText) => string | undefined) =>
    read.map(pick).filter((one) => one !== undefined && one !== '');
  const zh = said(({ title }) => title).join(' ');
  const en = said(({ title, english }) => english ?? title).join(' ');
  const [unit] = said((one) => one.unit);
  const [scope] = said((one) => one.scope) as Scope[];
  return (title) => ({
    title: isValueWord(title?.zh ?? '') ? { en, zh } : { en: `${en} ${title!.en}`, zh: `${zh} ${title!.zh}` },
    ...(unit === undefined ? {} : { unit }),
    ...(scope === undefined ? {} : { scope }),
  });
}

/** The nearest column of units on the left of a column of values, else the first one. */
function placeFor(
  row: readonly CellValue[],
  columns: readonly (ColumnRole | undefined)[],
  c: number,
): string {
  const units = columns.flatMap((column, i) => (column?.role === 'unit' ? [i] : []));
  const at = units.filter((i) => i < c).pop() ?? units[0];
  return at === undefined ? '' : placeText(row[at]);
}

function defined(column: Measured): Partial<Measured> {
  return Object.fromEntries(Object.entries(column).filter(([, value]) => value !== undefined));
}

function yearIn(cell: CellValue, where: string, problems: Problem[]): number | undefined {
  if (tight(cell) === '') return undefined;
  const read = readYear(cell, true);
  if (read.kind === 'year') return read.year;
  problems.push(yearProblem(where, textOf(cell), read.kind === 'fault' ? read.fault : 'none'));
  return undefined;
}

/** SDMX's codes of estimates (E), and the words for them. */
function declared(status: string): 'estimated' | undefined {
  return /^(?:e|estimated?|估计|估算|p|provisional)$/i.test(status) ? 'estimated' : undefined;
}

function readCell(
  cell: CellValue,
  letter: string,
  reading: SheetReading,
  at: RowPlace,
  c: number,
  problems: Problem[],
): Pick<TakenValue, 'value' | 'status' | 'written'> {
  const missing = (status: TakenValue['status'], written?: string) => ({
    value: Number.NaN,
    status,
    ...(written ? { written } : {}),
  });
  const odd = reading.transposed ? undefined : at.sheet.odd.get(cellKey(at.r, c));
  if (odd?.kind === 'error' || odd?.kind === 'uncached') return missing('error', odd.text);
  const marks: NumberMarks = reading.columnMarks.get(letter) ?? reading.marks;
  if (cell === null) return missing('missing');
  const coded = (value: number) => reading.markers.get(`${letter}:${value}`);
  if (typeof cell === 'number')
    return coded(cell) ? missing('missing', `${cell}`) : { value: cell, status: 'observed' };
  const written = cell.trim();
  const treatment = reading.markers.get(cell.normalize('NFKC').trim());
  if (treatment) return treated(treatment, written, letter, reading, at);
  const read = readQuantity(cell, marks);
  if (read.kind === 'blank') return missing('missing');
  if (read.kind === 'number') {
    if (coded(read.value)) return missing('missing', written);
    const plain = { status: 'observed' as const, ...(read.manners.length > 0 ? { written } : {}) };
    if (read.suffix === undefined) return { value: read.value, ...plain };
    if (reading.scales.has(letter)) return { value: read.value * scaleOf(read.suffix).factor, ...plain };
    return isOfColumn(read.suffix, letter, reading)
      ? { value: read.value, ...plain }
      : missing('missing', written);
  }
  if (read.fault === 'approximate' || read.fault === 'range') {
    const middle = reading.estimates.has(letter) ? middleOf(written, marks) : undefined;
    return middle === undefined
      ? missing('missing', written)
      : { value: middle, status: 'estimated', written };
  }
  problems.push(faultProblem(at.nameCell(c), written, read.fault));
  return missing('error', written);
}

/** A suffix that says the same as the unit of its column, or stands behind every number of it. */
function isOfColumn(suffix: string, letter: string, { columns, all }: SheetReading): boolean {
  const column = columns.get(letter);
  const unit = (column?.role === 'value' ? column.unit : undefined) ?? all.unit;
  return unit === undefined || unit.normalize('NFKC') === suffix;
}

function treated(
  treatment: MarkerTreatment,
  written: string,
  letter: string,
  reading: SheetReading,
  at: RowPlace,
): Pick<TakenValue, 'value' | 'status' | 'written'> {
  if (treatment === 'missing') return { value: Number.NaN, status: 'missing', written };
  if (treatment === 'none') return { value: Number.NaN, status: 'not-applicable', written };
  return {
    value: treatment === 'zero' ? 0 : 0.5 * lastDigit(letter, reading, at.sheet),
    status: 'below-unit',
    written,
  };
}

/** The worth of the last digit that a column shows: 1 for whole numbers, 0.01 where two decimals stand. */
function lastDigit(letter: string, { data }: SheetReading, sheet: Sheet): number {
  let decimals = 0;
  sheet.rows.forEach((row, r) => {
    const line = sheet.lines[r]!;
    if (line < data[0] || line > data[1]) return;
    const c = row.findIndex((_, i) => columnName(i) === letter);
    const text = textOf(c < 0 ? null : row[c]);
    const fraction = /^[-+]?[\d,\s]*\.(\d+)$/.exec(text)?.[1];
    if (fraction) decimals = Math.max(decimals, fraction.length);
  });
  return Number(`1e-${decimals}`);
}

/** 约30 is 30; 30~40 is 35. */
function middleOf(text: string, marks: NumberMarks): number | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/~|至|到|to|(?<=\d) ?- ?(?=\d)/)
    .map((part) => readQuantity(part.replace(/^[^\d+-]+/, ''), marks))
    .flatMap((read) => (read.kind === 'number' ? [read.value] : []));
  if (parts.length === 0 || parts.length > 2) return undefined;
  return parts.length === 1 ? parts[0] : (parts[0]! + parts[1]!) / 2;
}
