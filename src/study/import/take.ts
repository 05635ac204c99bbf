import type { Problem } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import { textOf, tight, transposed, widthOf } from './cell-kind.ts';
import { isValueWord } from './column-roles.ts';
import { filledDown } from './fill-down.ts';
import { type HeaderText, readHeader, type Scope } from './header-text.ts';
import { unnamedProblem, yearProblem } from './import-problems.ts';
import { placeText } from './place-text.ts';
import { prepared } from './prepared.ts';
import { provinceOf } from './province-names.ts';
import { type CellReader, cellReader } from './read-cell.ts';
import type { ColumnRole, Measured, SheetReading } from './reading.ts';
import { blockYear } from './row-roles.ts';
import { type CellValue, columnName, type Sheet } from './sheet.ts';
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
  const upright = prepared(given, reading.hidden);
  const sheet = reading.transposed ? transposed(upright, reading.titles) : upright;
  const layout = layoutOf(sheet, reading);
  const cells = cellReader(sheet, reading);
  const prefix = `${given.file}${given.name === undefined ? '' : `!${given.name}`}`;
  const filled = { ...sheet, rows: withGroups(sheet, layout.columns, reading) };
  const taken: TakenValue[] = [];
  let province: string | undefined;
  let block: number | undefined;
  filled.rows.forEach((row, r) => {
    const line = sheet.lines[r]!;
    if (line < reading.data[0] || line > reading.data[1]) return;
    const role = reading.rows.get(line);
    if (role === 'province')
      province = provinceOf(row.map(placeText).find((text) => provinceOf(text)) ?? '') ?? province;
    if (role === 'header') block = blockYear(row) ?? block;
    if (role !== undefined) return;
    const nameCell = (c: number) =>
      `${prefix}:${reading.transposed ? `${columnName(r)}${given.lines[reading.titles + c]}` : `${columnName(c)}${line}`}`;
    for (const value of rowValues(row, layout, reading, cells, { province, block, nameCell, r }, problems))
      taken.push(value);
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

/** The columns of a reading by what they are, found once for all rows. */
interface Layout {
  columns: readonly (ColumnRole | undefined)[];
  first: (role: ColumnRole['role']) => number;
  /** By the column of values: the nearest column of units on its left, else the first one. */
  unitOf: readonly (number | undefined)[];
  indicators: readonly number[];
  /** The columns of values, with what the sheet and the header say of them. */
  used: readonly { column: ColumnRole & { role: 'value' }; c: number; measured: Measured }[];
}

function layoutOf(sheet: Sheet, reading: SheetReading): Layout {
  const width = widthOf(sheet);
  const columns = Array.from({ length: width }, (_, c) => reading.columns.get(columnName(c)));
  const at = (role: ColumnRole['role']) => columns.flatMap((column, c) => (column?.role === role ? [c] : []));
  const units = at('unit');
  let nearest = units[0];
  const unitOf = columns.map((column, c) => {
    if (column?.role === 'unit') nearest = c;
    return nearest;
  });
  const first = new Map(columns.map((column, c) => [column?.role, c] as const).reverse());
  const used = columns.flatMap((column, c) => {
    if (column?.role !== 'value') return [];
    const { role: _, ...measured } = column;
    return [{ column, c, measured: { ...reading.all, ...defined(measured) } }];
  });
  return { columns, first: (role) => first.get(role) ?? -1, unitOf, indicators: at('indicator'), used };
}

interface RowPlace {
  /** Of the heading above. */
  province: string | undefined;
  block: number | undefined;
  nameCell: (c: number) => string;
  r: number;
}

function rowValues(
  row: readonly CellValue[],
  layout: Layout,
  reading: SheetReading,
  cells: CellReader,
  at: RowPlace,
  problems: Problem[],
): TakenValue[] {
  const { used, unitOf } = layout;
  const cellOf = (role: ColumnRole['role']) => row[layout.first(role)] ?? null;
  const code = textOf(cellOf('code'));
  const said = placeText(cellOf('province'));
  const province = provinceOf(said) ?? (said || at.province);
  const named = namedBy(row, layout.indicators);
  const isNamed = layout.indicators.length > 0;
  const measure = textOf(cellOf('measure'));
  const periodAt = layout.first('period');
  const hasPlaces = layout.first('unit') >= 0 || layout.first('code') >= 0;
  const status = declared(textOf(cellOf('status')));
  const filled = used.find(({ c }) => isWritten(row[c], at.r, c, cells));
  const dated = used.some(({ column }) => column.period === undefined);
  const isBlankYear = tight(row[periodAt]) === '';
  const year =
    periodAt >= 0 && dated && (filled || !isBlankYear)
      ? yearIn(row[periodAt] ?? null, at.nameCell(periodAt), problems)
      : undefined;
  if (periodAt >= 0 && dated && filled && isBlankYear)
    problems.push(unnamedProblem(at.nameCell(filled.c), 'year'));
  const values: TakenValue[] = [];
  let isNameless = false;
  let placeAt = -1;
  let place = '';
  for (const { column, c, measured: own } of used) {
    if (unitOf[c] !== placeAt || place === '')
      place = placeText(row[unitOf[c] ?? -1]) || reading.all.place || '';
    placeAt = unitOf[c] ?? -1;
    if (place === '' && code === '') {
      if (hasPlaces && !isNameless && isWritten(row[c], at.r, c, cells)) {
        problems.push(unnamedProblem(at.nameCell(c), 'place'));
        isNameless = true;
      }
      continue;
    }
    const measured: Measured =
      isNamed || measure !== ''
        ? { ...own, ...named(column.title), ...(measure === '' ? {} : { unit: measure }) }
        : own;
    const period =
      periodAt >= 0 && column.period === undefined ? year : (column.period ?? at.block ?? measured.period);
    if (period === undefined) continue;
    const read = cells.read(row[c] ?? null, at.r, c, measured.unit, at.nameCell(c), problems);
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
      ...(status && read.status === 'observed' ? { status } : {}),
      cell: at.nameCell(c),
    });
  }
  return values;
}

/** Whether a cell holds anything, or an error in place of something. */
function isWritten(cell: CellValue | undefined, r: number, c: number, { isFaulty }: CellReader): boolean {
  return typeof cell === 'number' || tight(cell) !== '' || isFaulty(r, c);
}

/**
 * What the row's columns of indicators say of a value, with its own header behind it unless that only says "value": the
 * title, and the unit and scope in it.
 */
function namedBy(
  row: readonly CellValue[],
  indicators: readonly number[],
): (title: Text | undefined) => Measured {
  const read = indicators
    .map((c) => textOf(row[c]))
    .filter((text) => text !== '')
    .map(readHeader);
  if (read.length === 0) return () => NOTHING;
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

const NOTHING: Measured = {};

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
