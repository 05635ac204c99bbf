import { nearest } from '../../core/nearest.ts';
import type { Problem } from '../../core/problem.ts';
import { sum } from '../../core/statistics/sum.ts';
import type { Neighbours } from '../../core/tree.ts';
import {
  conflict,
  emptyName,
  notANumber,
  notAPeriod,
  outsidePeriods,
  repeatedValues,
  unknownUnit,
} from '../data-problems.ts';
import { unitSuggester } from '../import/names/unit-names.ts';
import { columnAt, rowsOf, usualColumn } from '../raw-columns.ts';
import { type RawTable, readNumber, readPeriod } from '../raw-table.ts';
import type { UnitsSection } from '../study.ts';
import { type Cell, type Maker, Reason, type Site } from './maker.ts';

type NeighbourTable = NonNullable<UnitsSection['neighbours']>;
/** The neighbours of each unit, each with the place that says so. */
export type Borders = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Which countries each unit borders on; a pair given twice counts once. */
export function readBorders(
  section: NeighbourTable,
  table: RawTable,
  site: Pick<Site, 'study' | 'units' | 'problems'>,
): Borders {
  const { problems } = site;
  const rows = rowsOf(table, {
    unit: usualColumn(table, section.unit, [site.study.units.key, 'unit'], problems),
    neighbour: columnAt(table, section.neighbour, problems),
  });
  const ids = new Set(site.units.map(({ id }) => id));
  const suggest = unitSuggester(site.units);
  const borders = new Map<string, Map<string, string>>();
  for (const row of rows ?? []) {
    if (row.isBlank) continue;
    const unit = row.cell('unit');
    const neighbour = row.cell('neighbour');
    if (!ids.has(unit)) problems.push(unknownUnit(row.where('unit'), unit, suggest));
    else if (neighbour === '') problems.push(emptyName(row.where('neighbour')));
    else {
      const own = borders.get(unit) ?? new Map<string, string>();
      borders.set(unit, own);
      if (!own.has(neighbour)) own.set(neighbour, row.where('neighbour'));
    }
  }
  return borders;
}

const COMBINE: Record<Neighbours['combine'], (values: readonly number[]) => number> = {
  mean: (values) => sum(values) / values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  sum,
};

/**
 * The values of a unit's neighbours in a period, combined over those that have one. A sum needs all of them.
 * Years between two values are not filled here: the cell is missing, and the study's imputation acts on the unit's series.
 */
export function neighboursMaker(id: string, asked: Neighbours, site: Site, borders: Borders): Maker {
  const { cells: values, known, notes } = readValues(asked, site, borders);
  if (known) refuseUnknown(asked, site, borders, known);
  const alone = new Reason();
  const partly = new Reason();
  const without = new Reason();
  return {
    cell(unit, period): Cell | undefined {
      const item = `${unit.id} ${period}`;
      const own = [...(borders.get(unit.id)?.keys() ?? [])];
      if (own.length === 0) {
        alone.add(unit.id, item);
        return undefined;
      }
      const found = own.flatMap((name) => {
        const one = values.get(name)?.get(period);
        return one ? [{ name, ...one }] : [];
      });
      const absent = own.filter((name) => !values.get(name)?.has(period));
      const isMissing = found.length === 0 || (asked.combine === 'sum' && absent.length > 0);
      for (const name of absent) (isMissing ? without : partly).add(`${name}: ${item}`, `${name}: ${item}`);
      if (isMissing) return undefined;
      return {
        value: COMBINE[asked.combine](found.map(({ value }) => value)),
        origin: {
          formula: `${asked.combine}(${found.map(({ name, value }) => `${name} ${value}`).join(', ')})`,
          cells: found.map(({ where }) => where),
        },
        side: asked,
        line: found[0]!.line,
      };
    },
    notes: () => [
      ...notes(),
      ...alone.note('construct/no-neighbour', 'warning', (units) => ({
        en: `${id} is missing for units without a row in ${site.study.units.neighbours!.file}: ${units.en}.`,
        zh: `以下单元在 ${site.study.units.neighbours!.file} 中没有记录，${id} 缺失：${units.zh}。`,
      })),
      ...partly.note('construct/neighbour-missing', 'warning', (names, cells) => ({
        en: `${id} rests on the other neighbours in ${cells} case(s) in which one has no value: ${names.en}.`,
        zh: `${id} 有 ${cells} 处因某一邻国没有数值而只用其余邻国：${names.zh}。`,
      })),
      ...without.note('construct/no-neighbour-value', 'warning', (names) => ({
        en: `${id} is missing where ${asked.combine === 'sum' ? 'a neighbour has no value' : 'no neighbour has a value'}: ${names.en}.`,
        zh: `${asked.combine === 'sum' ? '有邻国没有数值' : '所有邻国都没有数值'}之处，${id} 缺失：${names.zh}。`,
      })),
    ],
  };
}

interface Value {
  value: number;
  line: number;
  where: string;
}

/** The values of the countries that some unit borders on, by country and period. */
function readValues(asked: Neighbours, site: Site, borders: Borders) {
  const { problems } = site;
  const table = site.tables.get(asked.file)!;
  const rows = rowsOf(table, {
    key: columnAt(table, asked.key, problems),
    period: usualColumn(table, asked.period, ['period', 'year'], problems),
    value: columnAt(table, asked.value, problems),
  });
  const wanted = new Set([...borders.values()].flatMap((own) => [...own.keys()]));
  const known = new Set<string>();
  const cells = new Map<string, Map<number, Value>>();
  const repeats: string[] = [];
  let otherPeriods = 0;
  for (const row of rows ?? []) {
    if (row.isBlank) continue;
    const key = row.cell('key');
    if (key === '') problems.push(emptyName(row.where('key')));
    known.add(key);
    if (!wanted.has(key)) continue;
    const period = readPeriod(row.cell('period'));
    if (period === undefined) problems.push(notAPeriod(row.where('period'), row.cell('period')));
    else if (!site.study.periods.includes(period)) otherPeriods++;
    else {
      const own = cells.get(key) ?? new Map<number, Value>();
      cells.set(key, own);
      readValue(row.cell('value'), row.line, row.where('value'), key, period, own, asked, problems, repeats);
    }
  }
  return {
    cells,
    known: rows && known,
    notes: () => [...outsidePeriods(otherPeriods, asked.file), ...repeatedValues(repeats)],
  };
}

function readValue(
  cell: string,
  line: number,
  where: string,
  key: string,
  period: number,
  own: Map<number, Value>,
  asked: Neighbours,
  problems: Problem[],
  repeats: string[],
): void {
  if (cell === '' || asked.missing.includes(cell)) return;
  const value = readNumber(cell);
  const before = own.get(period);
  if (value === undefined) problems.push(notANumber(where, cell));
  else if (!before) own.set(period, { value, line, where });
  else if (before.value === value) repeats.push(where);
  else problems.push(conflict(where, cell, before.where, before.value, `${key} ${period}`));
}

/** A neighbour that the file of values does not know is told once, where it is first named. */
function refuseUnknown(asked: Neighbours, site: Site, borders: Borders, known: ReadonlySet<string>): void {
  const told = new Set(known);
  for (const own of borders.values()) {
    for (const [neighbour, where] of own) {
      if (told.has(neighbour)) continue;
      told.add(neighbour);
      site.problems.push(unknownNeighbour(neighbour, where, known, asked));
    }
  }
}

function unknownNeighbour(
  neighbour: string,
  where: string,
  known: ReadonlySet<string>,
  asked: Neighbours,
): Problem {
  const near = nearest(neighbour, known);
  const add = {
    en: `add a row of it to ${asked.file}, with an empty value if none is published`,
    zh: `请在 ${asked.file} 中补充其记录，若无公布数据则留空`,
  };
  return {
    code: 'construct/unknown-neighbour',
    where,
    saw: { en: `the neighbour ${neighbour}`, zh: `邻国 ${neighbour}` },
    why: {
      en: `${asked.file} does not have it, so it may be misspelt`,
      zh: `${asked.file} 中没有该国，名称可能有误`,
    },
    fix: near
      ? { en: `did you mean ${near}? Otherwise ${add.en}`, zh: `是否应为 ${near}？否则${add.zh}` }
      : add,
  };
}
