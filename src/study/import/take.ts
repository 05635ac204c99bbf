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
import { type Subject, type Taken, type TakenValue, type Taking, taking, valuesOf } from './taken.ts';
import { readYear } from './year-text.ts';

export type { TakenValue } from './taken.ts';

/**
 * Takes every value of a sheet that a reading describes. Cells that the reading does not cover (a number with a fault,
 * a year that is none) are problems, all of them listed; nothing is guessed here.
 */
export function taken(given: Sheet, reading: SheetReading, problems: Problem[]): Taken {
  const steps = takenSteps(given, reading, problems);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** As `taken`, with an object for each value. */
export function take(given: Sheet, reading: SheetReading, problems: Problem[]): TakenValue[] {
  return valuesOf(taken(given, reading, problems));
}

/** Rows between which a request to stop can be heard. */
const STEP = 4096;

/** As `taken`, in steps with the share that is done. */
export function* takenSteps(
  given: Sheet,
  reading: SheetReading,
  problems: Problem[],
): Generator<number, Taken> {
  const isAlone = (c: number) => reading.columns.get(columnName(c))?.role === 'value';
  const upright = prepared(given, reading.hidden, {
    isAlone: reading.merged === 'first' ? isAlone : undefined,
    isShown: reading.shown === true,
  });
  const sheet = reading.transposed ? transposed(upright, reading.titles) : upright;
  const layout = layoutOf(sheet, reading);
  const cells = cellReader(sheet, reading);
  const prefix = `${given.file}${given.name === undefined ? '' : `!${given.name}`}`;
  yield 0;
  const rows = withGroups(sheet, layout.columns, reading);
  yield 0.1;
  const letters = layout.columns.map((_, c) => columnName(c));
  const nameOf = reading.transposed
    ? (r: number, c: number) => `${prefix}:${columnName(r)}${given.lines[reading.titles + c]}`
    : (r: number, c: number) => `${prefix}:${letters[c] ?? columnName(c)}${sheet.lines[r]!}`;
  const made = taking(rows.length * layout.used.length, nameOf);
  let province: string | undefined;
  let block: number | undefined;
  for (let r = 0; r < rows.length; r++) {
    const [row, line] = [rows[r]!, sheet.lines[r]!];
    if (r % STEP === STEP - 1) yield r / rows.length;
    if (line < reading.data[0] || line > reading.data[1]) continue;
    const role = reading.rows.get(line);
    if (role === 'province')
      province = provinceOf(row.map(placeText).find((text) => provinceOf(text)) ?? '') ?? province;
    if (role === 'header') block = blockYear(row) ?? block;
    if (role !== undefined) continue;
    takeRow(
      row,
      layout,
      reading,
      cells,
      { province, block, nameCell: (c) => nameOf(r, c), r },
      made,
      problems,
    );
  }
  return made.taken();
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
  used: readonly (Said & { column: ColumnRole & { role: 'value' }; c: number })[];
  /** By what rows say of themselves: what is measured in each column of values. */
  said: Map<string, Said[]>;
}

/** What is measured, and its position among the subjects once a value of it is taken. */
interface Said {
  measured: Measured;
  at: number;
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
    return [{ column, c, measured: { ...reading.all, ...defined(measured) }, at: -1 }];
  });
  return {
    columns,
    first: (role) => first.get(role) ?? -1,
    unitOf,
    indicators: at('indicator'),
    used,
    said: new Map(),
  };
}

interface RowPlace {
  /** Of the heading above. */
  province: string | undefined;
  block: number | undefined;
  nameCell: (c: number) => string;
  r: number;
}

function takeRow(
  row: readonly CellValue[],
  layout: Layout,
  reading: SheetReading,
  cells: CellReader,
  at: RowPlace,
  made: Taking,
  problems: Problem[],
): void {
  const { used, unitOf } = layout;
  const cellOf = (role: ColumnRole['role']) => row[layout.first(role)] ?? null;
  const code = textOf(cellOf('code'));
  const said = placeText(cellOf('province'));
  const province = provinceOf(said) ?? (said || at.province);
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
  const ofRow = isNamed || measure !== '' ? saidBy(row, layout, measure) : undefined;
  let isNameless = false;
  let placeAt = -1;
  let place = '';
  let held = -1;
  for (let u = 0; u < used.length; u++) {
    const { column, c } = used[u]!;
    if (unitOf[c] !== placeAt || place === '') {
      place = placeText(row[unitOf[c] ?? -1]) || reading.all.place || '';
      held = -1;
    }
    placeAt = unitOf[c] ?? -1;
    if (place === '' && code === '') {
      if (hasPlaces && !isNameless && isWritten(row[c], at.r, c, cells)) {
        problems.push(unnamedProblem(at.nameCell(c), 'place'));
        isNameless = true;
      }
      continue;
    }
    const subject = (ofRow ?? used)[u]!;
    const { measured } = subject;
    const period =
      periodAt >= 0 && column.period === undefined ? year : (column.period ?? at.block ?? measured.period);
    if (period === undefined) continue;
    const cell = row[c] ?? null;
    const read =
      cells.plain(cell, c) ?? cells.read(cell, at.r, c, measured.unit, () => at.nameCell(c), problems);
    if (held < 0)
      held = made.placeAt({ place, ...(code === '' ? {} : { code }), ...(province ? { province } : {}) });
    if (subject.at < 0) subject.at = made.subjectAt(subjectOf(measured));
    const given = status && read.status === 'observed' ? { ...read, status } : read;
    made.add(held, subject.at, period + reading.yearShift, given, at.r, c);
  }
}

function subjectOf({ title, indicator, unit, scope }: Measured): Subject {
  return {
    title: title ?? { en: '', zh: '' },
    ...(indicator === undefined ? {} : { indicator }),
    ...(unit === undefined ? {} : { unit }),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** What a row says of each column of values beside its header. Rows that say the same share it. */
function saidBy(row: readonly CellValue[], { indicators, used, said }: Layout, measure: string): Said[] {
  const key = [measure, ...indicators.map((c) => textOf(row[c]))].join('\u0000');
  const known = said.get(key);
  if (known) return known;
  const named = namedBy(row, indicators);
  const made = used.map(({ column, measured }) => ({
    measured: { ...measured, ...named(column.title), ...(measure === '' ? {} : { unit: measure }) },
    at: -1,
  }));
  said.set(key, made);
  return made;
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
