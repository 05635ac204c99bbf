import { type Note, noteAbout } from '../core/note.ts';
import { type Column, emptyColumn, type Panel, type Source, type Unit } from '../core/panel.ts';
import { type Problem, pathText } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import { amend } from './amend.ts';
import { readStatus, statusNotes } from './cell-status.ts';
import { coordinateNotes } from './coordinates.ts';
import {
  capped,
  conflict,
  notANumber,
  notAPeriod,
  outsidePeriods,
  repeatedValues,
  unknownUnit,
} from './data-problems.ts';
import { unitSuggester } from './import/names/unit-names.ts';
import { columnName } from './import/sheet.ts';
import type { Plan } from './plan.ts';
import { columnAt, optionalColumn, usualColumn } from './raw-columns.ts';
import { isBlank, placeIn, type RawTable, readNumber, readPeriod } from './raw-table.ts';
import { readUnits } from './read-units.ts';
import type { StepNote } from './result.ts';
import { notRead, notUsed } from './source-notes.ts';
import type { DataSource, Study } from './study.ts';
import { absent, alsoMeasured, noValues, unknownVariable } from './variable-problems.ts';
import { computedOf } from './variables.ts';

export interface Assembled {
  panel: Panel;
  notes: StepNote[];
  problems: Problem[];
}

/** As `assembleWhole`, with the corrections of the study, and without the units that it leaves out. */
export function assemble(
  plan: Pick<Plan, 'study' | 'measured'>,
  unitTable: RawTable,
  tables: readonly RawTable[],
): Assembled {
  const whole = assembleWhole(plan, unitTable, tables);
  const { panel, notes, problems } = amend(plan.study, whole.panel, pathText);
  return {
    panel,
    notes: [...whole.notes, ...notes.map((note) => ({ step: 'assemble', ...note }))],
    problems: [...whole.problems, ...problems],
  };
}

/**
 * Puts the tables of a study together: one value, one status and one source cell for each unit, period and variable.
 * Rows of periods outside the study are left out with a note; equal duplicates are merged with a note; everything
 * else that does not fit is a problem, and all of them are listed.
 */
export function assembleWhole(
  plan: Pick<Plan, 'study' | 'measured'>,
  unitTable: RawTable,
  tables: readonly RawTable[],
): Assembled {
  const { study, measured } = plan;
  const problems: Problem[] = [];
  const units = readUnits(study.units, unitTable, problems);
  const rows = units.length * study.periods.length;
  const columns = new Map<string, Column>(measured.map((id) => [id, emptyColumn(rows)]));
  const filling: Filling = {
    unitAt: new Map(units.map((unit, i) => [unit.id, i])),
    periodAt: new Map(study.periods.map((period, i) => [period, i])),
    units,
    suggest: unitSuggester(units),
    columns,
    tables,
    problems: [],
    computed: computedOf(study),
    otherPeriods: 0,
    repeats: [],
    unread: [],
  };
  const sources = study.data.map((source, s) => {
    const table = tables[s]!;
    const found =
      source.layout === 'wide' && !table.cells
        ? readWide(source, table, s, study.units.key, filling)
        : readLong(source, table, s, study.units.key, filling);
    return sourceOf(source, table, found);
  });
  problems.push(...capped(filling.problems));
  const provided = new Set(sources.flatMap((source) => [...source.columns.keys()]));
  if (filling.problems.length === 0) problems.push(...absent(measured, provided, tables));
  const empty = emptyPeriods(columns, units.length, study.periods);
  const isEmpty = measured.length > 0 && empty.length === study.periods.length;
  if (problems.length === 0 && isEmpty) problems.push(noValues(tables));
  return {
    panel: { units, periods: study.periods, columns, sources },
    notes: [...notesOf(filling, study), ...(isEmpty || measured.length === 0 ? [] : withoutValues(empty))],
    problems,
  };
}

interface Filling {
  unitAt: ReadonlyMap<string, number>;
  periodAt: ReadonlyMap<number, number>;
  units: readonly Unit[];
  suggest: (key: string) => Text | undefined;
  columns: ReadonlyMap<string, Column>;
  tables: readonly RawTable[];
  problems: Problem[];
  /** Variables that are computed instead of measured, and how. */
  computed: ReadonlyMap<string, string>;
  otherPeriods: number;
  repeats: string[];
  /** Columns that bear the name of a variable but are not read. */
  unread: Note[];
}

function readWide(
  source: DataSource,
  table: RawTable,
  s: number,
  key: string,
  filling: Filling,
): Map<string, string> {
  const unitColumn = usualColumn(table, source.unit, [key, 'unit'], filling.problems);
  const periodColumn = usualColumn(table, source.period, ['period', 'year'], filling.problems);
  const places = new Map<string, number>();
  const found = new Map<string, string>();
  for (const id of filling.columns.keys()) {
    const mapped = Object.hasOwn(source.columns, id) ? source.columns[id]! : undefined;
    const name = mapped ?? (table.header.includes(id) ? id : undefined);
    const at = name === undefined ? undefined : columnAt(table, name, filling.problems);
    if (at === undefined) continue;
    places.set(id, at);
    found.set(id, table.header[at]!);
  }
  for (const id of Object.keys(source.columns))
    if (!filling.columns.has(id))
      filling.problems.push(unknownVariable(id, `${table.file} (data.columns)`, filling));
  noteComputed(source, table, filling);
  const statusColumn = optionalColumn(table, source.status, filling.problems);
  if (unitColumn === undefined || periodColumn === undefined) return found;
  table.rows.forEach((row, r) => {
    const row0 = rowOf(row[unitColumn] ?? '', row[periodColumn] ?? '', table, r, filling);
    if (row0 === undefined) return;
    const status = readStatus(table, statusColumn, r, filling.problems);
    for (const [id, at] of places)
      put(source, table, s, r, id, row0, row[at] ?? '', table.header[at]!, status, filling);
  });
  return found;
}

function readLong(
  source: DataSource,
  table: RawTable,
  s: number,
  key: string,
  filling: Filling,
): Map<string, string> {
  const unitColumn = usualColumn(table, source.unit, [key, 'unit'], filling.problems);
  const periodColumn = usualColumn(table, source.period, ['period', 'year'], filling.problems);
  const nameColumn = columnAt(table, source.indicator, filling.problems);
  const valueColumn = columnAt(table, source.value, filling.problems);
  const statusColumn = optionalColumn(table, table.cells ? 'status' : source.status, filling.problems);
  const found = new Map<string, string>();
  if (
    unitColumn === undefined ||
    periodColumn === undefined ||
    nameColumn === undefined ||
    valueColumn === undefined
  )
    return found;
  const unknown = new Set<string>();
  table.rows.forEach((row, r) => {
    const id = (row[nameColumn] ?? '').trim();
    if (!filling.columns.has(id)) {
      // A recipe reads whole yearbooks, of which a study uses a part.
      if (!unknown.has(id) && table.cells) filling.unread.push(notUsed(table.file, id));
      else if (!unknown.has(id))
        filling.problems.push(
          unknownVariable(id, placeIn(table, table.lines[r]!, source.indicator), filling),
        );
      unknown.add(id);
      return;
    }
    found.set(id, source.value);
    const row0 = rowOf(row[unitColumn] ?? '', row[periodColumn] ?? '', table, r, filling);
    if (row0 === undefined) return;
    const status = readStatus(table, statusColumn, r, filling.problems);
    put(source, table, s, r, id, row0, row[valueColumn] ?? '', source.value, status, filling);
  });
  return found;
}

/** Columns of variables that are computed: beside a construction refused, beside a formula (often its published result) noted. */
function noteComputed(source: DataSource, table: RawTable, filling: Filling): void {
  const mapped = Object.values(source.columns);
  for (const id of table.header) {
    const way = filling.computed.get(id);
    if (way === undefined || mapped.includes(id)) continue;
    if (way === 'formula') filling.unread.push(notRead(table.file, id));
    else filling.problems.push(alsoMeasured(id, way, placeIn(table, 1, id)));
  }
}

/** The panel row of a unit and period; undefined when it is not part of the study. */
function rowOf(
  unit: string,
  period: string,
  table: RawTable,
  r: number,
  filling: Filling,
): number | undefined {
  const where = () => placeIn(table, table.lines[r]!);
  const at = filling.unitAt.get(unit.trim());
  const year = readPeriod(period);
  if (year === undefined) {
    filling.problems.push(notAPeriod(where(), period));
    return undefined;
  }
  if (at === undefined) {
    filling.problems.push(unknownUnit(where(), unit, filling.suggest));
    return undefined;
  }
  const p = filling.periodAt.get(year);
  if (p === undefined) {
    filling.otherPeriods++;
    return undefined;
  }
  return p * filling.units.length + at;
}

function put(
  source: DataSource,
  table: RawTable,
  s: number,
  r: number,
  id: string,
  row: number,
  cell: string,
  name: string,
  status: number,
  filling: Filling,
): void {
  if (isBlank(cell) || source.missing.includes(cell.trim())) return;
  const where = () => placeIn(table, table.lines[r]!, name);
  const value = readNumber(cell);
  if (value === undefined) {
    filling.problems.push(notANumber(where(), cell));
    return;
  }
  const target = filling.columns.get(id)!;
  const before = target.source[row]!;
  if (before >= 0) {
    const first = placeIn(filling.tables[before]!, target.line[row]!);
    if (target.values[row] === value) filling.repeats.push(where());
    else filling.problems.push(conflict(where(), cell, first, target.values[row]!, id));
    return;
  }
  target.values[row] = value;
  target.status[row] = status;
  target.source[row] = s;
  target.line[row] = table.lines[r]!;
}

function sourceOf(source: DataSource, table: RawTable, columns: ReadonlyMap<string, string>): Source {
  return {
    file: table.file,
    digest: table.digest,
    ...(source.licence === undefined ? {} : { licence: source.licence }),
    ...(source.cite === undefined ? {} : { cite: source.cite }),
    columns,
    ...(table.sheet ? { sheet: sheetOf(table, table.sheet, columns) } : {}),
    ...(table.cells ? { cells: table.cells } : {}),
  };
}

/** Where the columns of the variables stand in a workbook. */
function sheetOf(
  { header }: RawTable,
  { name, columns: places }: NonNullable<RawTable['sheet']>,
  columns: ReadonlyMap<string, string>,
): NonNullable<Source['sheet']> {
  const letters = [...columns].map(([id, column]) => {
    return [id, columnName(places[header.indexOf(column)] ?? 0)] as const;
  });
  return { name, letters: new Map(letters) };
}

/** Periods in which no source has a value. */
function emptyPeriods(
  columns: ReadonlyMap<string, Column>,
  units: number,
  periods: readonly number[],
): number[] {
  return periods.filter((_, p) =>
    [...columns.values()].every(({ values }) =>
      values.subarray(p * units, (p + 1) * units).every((value) => Number.isNaN(value)),
    ),
  );
}

function withoutValues(periods: readonly number[]): StepNote[] {
  return noteAbout('data/empty-period', 'warning', periods.map(String), (names) => ({
    en: `No source has a value of ${names.en}; what is scored there was filled in from other periods, if at all.`,
    zh: `没有任何来源提供 ${names.zh} 年的数值；该期若有得分，全部来自其他时期的插补。`,
  })).map((note) => ({ step: 'assemble', ...note }));
}

function notesOf(
  { otherPeriods, repeats, units, unread, columns }: Filling,
  study: Pick<Study, 'units' | 'periods' | 'data'>,
): StepNote[] {
  const notes: Note[] = [
    ...(study.units.coordinates ? coordinateNotes(units) : []),
    ...outsidePeriods(otherPeriods),
    ...repeatedValues(repeats),
    ...(study.data.some(({ status, recipe }) => (status ?? recipe) !== undefined)
      ? statusNotes(columns, units, study.periods)
      : []),
    ...unread,
  ];
  return notes.map((note) => ({ step: 'assemble', ...note }));
}
