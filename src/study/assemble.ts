import { nearest } from '../core/nearest.ts';
import { listed } from '../core/note.ts';
import { type Column, emptyColumn, type Panel, type Source, statusCode, type Unit } from '../core/panel.ts';
import type { Problem } from '../core/problem.ts';
import type { Plan } from './plan.ts';
import { isBlank, type RawTable, readNumber } from './raw-table.ts';
import { columnAt, readUnits } from './read-units.ts';
import type { StepNote } from './result.ts';
import type { DataSource } from './study.ts';

/** Most problems of one kind that are listed one by one; the rest are counted. */
const LISTED = 100;

export interface Assembled {
  panel: Panel;
  notes: StepNote[];
  problems: Problem[];
}

/**
 * Puts the tables of a study together: one value, one status and one source cell for each unit, period and variable.
 * Rows of periods outside the study are left out with a note; equal duplicates are merged with a note; everything
 * else that does not fit is a problem, and all of them are listed.
 */
export function assemble(
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
    columns,
    tables,
    problems: [],
    otherPeriods: 0,
    repeats: [],
  };
  const sources = study.data.map((source, s) => {
    const table = tables[s]!;
    const found =
      source.layout === 'wide'
        ? readWide(source, table, s, study.units.key, filling)
        : readLong(source, table, s, study.units.key, filling);
    return sourceOf(source, table, found);
  });
  problems.push(...capped(filling.problems));
  const provided = new Set(sources.flatMap((source) => [...source.columns.keys()]));
  if (filling.problems.length === 0) problems.push(...absent(measured, provided, tables));
  return { panel: { units, periods: study.periods, columns, sources }, notes: notesOf(filling), problems };
}

interface Filling {
  unitAt: ReadonlyMap<string, number>;
  periodAt: ReadonlyMap<number, number>;
  units: readonly Unit[];
  columns: ReadonlyMap<string, Column>;
  tables: readonly RawTable[];
  problems: Problem[];
  otherPeriods: number;
  repeats: string[];
}

function readWide(
  source: DataSource,
  table: RawTable,
  s: number,
  key: string,
  filling: Filling,
): Map<string, string> {
  const unitColumn = column(table, source.unit, [key, 'unit'], filling);
  const periodColumn = column(table, source.period, ['period', 'year'], filling);
  const places = new Map<string, number>();
  const found = new Map<string, string>();
  for (const id of filling.columns.keys()) {
    const mapped = Object.hasOwn(source.columns, id) ? source.columns[id]! : undefined;
    const at = mapped === undefined ? table.header.indexOf(id) : columnAt(table, mapped, filling.problems);
    if (at === undefined || at < 0) continue;
    places.set(id, at);
    found.set(id, table.header[at]!);
  }
  for (const id of Object.keys(source.columns))
    if (!filling.columns.has(id))
      filling.problems.push(unknownVariable(id, `${table.file} (data.columns)`, filling));
  if (unitColumn === undefined || periodColumn === undefined) return found;
  table.rows.forEach((row, r) => {
    const row0 = rowOf(row[unitColumn] ?? '', row[periodColumn] ?? '', table, r, filling);
    if (row0 === undefined) return;
    for (const [id, at] of places)
      put(source, table, s, r, id, row0, row[at] ?? '', table.header[at]!, filling);
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
  const unitColumn = column(table, source.unit, [key, 'unit'], filling);
  const periodColumn = column(table, source.period, ['period', 'year'], filling);
  const nameColumn = columnAt(table, source.indicator, filling.problems);
  const valueColumn = columnAt(table, source.value, filling.problems);
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
      if (!unknown.has(id))
        filling.problems.push(
          unknownVariable(id, `${table.file}:${table.lines[r]} [${source.indicator}]`, filling),
        );
      unknown.add(id);
      return;
    }
    found.set(id, source.value);
    const row0 = rowOf(row[unitColumn] ?? '', row[periodColumn] ?? '', table, r, filling);
    if (row0 !== undefined) put(source, table, s, r, id, row0, row[valueColumn] ?? '', source.value, filling);
  });
  return found;
}

/** A declared column, or the first of the usual names that the table has. */
function column(
  table: RawTable,
  declared: string | undefined,
  usual: readonly string[],
  filling: Filling,
): number | undefined {
  const name = declared ?? usual.find((one) => table.header.includes(one)) ?? usual[0]!;
  return columnAt(table, name, filling.problems);
}

/** The panel row of a unit and period; undefined when it is not part of the study. */
function rowOf(
  unit: string,
  period: string,
  table: RawTable,
  r: number,
  filling: Filling,
): number | undefined {
  const where = `${table.file}:${table.lines[r]}`;
  const at = filling.unitAt.get(unit.trim());
  const year = readNumber(period);
  if (year === undefined || !Number.isInteger(year)) {
    filling.problems.push({
      code: 'data/period',
      where,
      saw: { en: `period "${period}"`, zh: `时期“${period}”` },
      why: { en: 'periods are whole numbers such as 2015', zh: '时期应为整数，如 2015' },
      fix: {
        en: 'correct the cell, or name the right column with period:',
        zh: '请更正单元格，或用 period: 指定正确的列',
      },
    });
    return undefined;
  }
  if (at === undefined) {
    const near = nearest(unit.trim(), filling.unitAt.keys());
    filling.problems.push({
      code: 'data/unknown-unit',
      where,
      saw: { en: `unit "${unit}"`, zh: `单元“${unit}”` },
      why: {
        en: 'the unit file does not have it, so its values would be lost',
        zh: '单元文件中没有该单元，其数据将丢失',
      },
      fix: near
        ? {
            en: `did you mean ${near}? Otherwise add it to the unit file or remove the row`,
            zh: `是否应为 ${near}？否则请加入单元文件或删除该行`,
          }
        : { en: 'add it to the unit file or remove the row', zh: '请加入单元文件或删除该行' },
    });
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
  filling: Filling,
): void {
  if (isBlank(cell) || source.missing.includes(cell.trim())) return;
  const where = `${table.file}:${table.lines[r]} [${name}]`;
  const value = readNumber(cell);
  if (value === undefined) {
    filling.problems.push(notANumber(where, cell));
    return;
  }
  const target = filling.columns.get(id)!;
  const before = target.source[row]!;
  if (before >= 0) {
    const first = `${filling.tables[before]!.file}:${target.line[row]}`;
    if (target.values[row] === value) filling.repeats.push(where);
    else filling.problems.push(conflict(where, cell, first, target.values[row]!, id));
    return;
  }
  target.values[row] = value;
  target.status[row] = statusCode('observed');
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
  };
}

function notANumber(where: string, cell: string): Problem {
  const shown = cell.length > 40 ? `${cell.slice(0, 37)}...` : cell;
  return {
    code: 'data/not-a-number',
    where,
    saw: { en: `"${shown}"`, zh: `“${shown}”` },
    why: {
      en: 'values are plain finite numbers (sign, digits, point, exponent); anything else is never guessed',
      zh: '数值须为普通有限数（符号、数字、小数点、指数），其他写法一律不猜测',
    },
    fix: {
      en: 'write the number, leave the cell empty, or list the marker under missing:',
      zh: '请写成数字、留空，或将该标记列入 missing:',
    },
  };
}

function conflict(where: string, cell: string, first: string, value: number, id: string): Problem {
  return {
    code: 'data/conflict',
    where,
    saw: {
      en: `${id} = ${cell.trim()}, but ${first} says ${value}`,
      zh: `${id} = ${cell.trim()}，而 ${first} 为 ${value}`,
    },
    why: { en: 'a value given twice and differently cannot both be right', zh: '同一数值出现两次且不一致' },
    fix: { en: 'keep the right one and remove the other', zh: '请保留正确者并删除另一个' },
  };
}

function unknownVariable(id: string, where: string, filling: Filling): Problem {
  const near = nearest(id, filling.columns.keys());
  return {
    code: 'data/unknown-indicator',
    where,
    saw: { en: `indicator "${id}"`, zh: `指标“${id}”` },
    why: {
      en: 'it is neither an indicator that is measured nor a context variable of the study',
      zh: '它既不是研究中的观测指标，也不是背景变量',
    },
    fix: near
      ? {
          en: `did you mean ${near}? Otherwise add it to context`,
          zh: `是否应为 ${near}？否则请加入 context`,
        }
      : {
          en: 'add it to the index or to context, or remove the rows',
          zh: '请加入指标体系或 context，或删除相应行',
        },
  };
}

function absent(
  measured: readonly string[],
  provided: ReadonlySet<string>,
  tables: readonly RawTable[],
): Problem[] {
  return measured
    .filter((id) => !provided.has(id))
    .map((id) => {
      const near = nearest(
        id,
        tables.flatMap((table) => table.header),
      );
      return {
        code: 'data/no-variable',
        where: tables.map((table) => table.file).join(', '),
        saw: { en: `no values of ${id}`, zh: `没有 ${id} 的数据` },
        why: {
          en: 'the study measures it, but no source has a column or rows of it',
          zh: '研究需要该变量，但没有数据源提供',
        },
        fix: near
          ? {
              en: `if it is the column ${near}, write columns: { ${id}: ${near} }`,
              zh: `若为列 ${near}，请写 columns: { ${id}: ${near} }`,
            }
          : {
              en: 'add the column, map it with columns:, give a formula, or remove the indicator',
              zh: '请补充该列、用 columns: 对应、给出 formula，或删除该指标',
            },
      };
    });
}

/** The first hundred of each kind, and one line that counts the rest. */
function capped(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, number>();
  const shown = problems.filter(({ code }) => {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    return counts.get(code)! <= LISTED;
  });
  for (const [code, count] of counts) {
    if (count <= LISTED) continue;
    const last = shown.findLast((problem) => problem.code === code)!;
    shown.push({
      ...last,
      saw: { en: `${count - LISTED} more of this kind`, zh: `另有 ${count - LISTED} 处同类问题` },
    });
  }
  return shown;
}

function notesOf({ otherPeriods, repeats }: Filling): StepNote[] {
  const notes: StepNote[] = [];
  if (otherPeriods > 0) {
    notes.push({
      step: 'assemble',
      code: 'data/other-periods',
      level: 'note',
      text: {
        en: `${otherPeriods} row(s) of periods outside the study were left out.`,
        zh: `${otherPeriods} 行属于研究时期以外，未采用。`,
      },
    });
  }
  if (repeats.length > 0) {
    const places = listed(repeats);
    notes.push({
      step: 'assemble',
      code: 'data/repeated',
      level: 'note',
      text: {
        en: `${repeats.length} value(s) are given twice and agree: ${places.en}.`,
        zh: `${repeats.length} 个数值重复出现且一致：${places.zh}。`,
      },
      items: repeats,
    });
  }
  return notes;
}
