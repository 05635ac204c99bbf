import type { Unit } from '../core/panel.ts';
import type { Problem } from '../core/problem.ts';
import { readPoint } from './coordinates.ts';
import { columnAt } from './raw-columns.ts';
import { isBlank, placeIn, type RawTable } from './raw-table.ts';
import type { UnitsSection } from './study.ts';

/** Units from the unit file, in its order. Other columns become attributes. */
export function readUnits(section: UnitsSection, table: RawTable, problems: Problem[]): Unit[] {
  const name =
    typeof section.name === 'string' ? { en: section.name, zh: section.name } : (section.name ?? {});
  const wanted = [
    section.key,
    ...Object.values(name).filter((column) => column !== undefined),
    ...Object.values(section.coordinates ?? {}),
    ...section.groups,
  ];
  const columns = new Map<string, number>();
  for (const column of new Set(wanted)) {
    const at = columnAt(table, column, problems);
    if (at !== undefined) columns.set(column, at);
  }
  if (!columns.has(section.key)) return [];

  const seen = new Map<string, number>();
  const units: Unit[] = [];
  table.rows.forEach((row, r) => {
    const cell = (column: string | undefined) =>
      column === undefined ? '' : (row[columns.get(column) ?? -1] ?? '').trim();
    const id = cell(section.key);
    const where = placeIn(table, table.lines[r]!);
    if (id === '') {
      if (row.some((one) => !isBlank(one)))
        problems.push(noKey(placeIn(table, table.lines[r]!, section.key)));
      return;
    }
    if (seen.has(id)) {
      problems.push(repeatedUnit(where, id, seen.get(id)!));
      return;
    }
    seen.set(id, table.lines[r]!);
    const en = cell(name.en) || cell(name.zh) || id;
    units.push({
      id,
      name: { en, zh: cell(name.zh) || en },
      attributes: new Map(table.header.map((column, i) => [column, (row[i] ?? '').trim()])),
      ...(section.coordinates
        ? readPoint(
            { lon: cell(section.coordinates.lon), lat: cell(section.coordinates.lat) },
            (axis) => placeIn(table, table.lines[r]!, section.coordinates![axis]),
            problems,
          )
        : {}),
    });
  });
  for (const key of Object.keys(section.excluded))
    if (seen.has(key)) problems.push(excludedUnit(placeIn(table, seen.get(key)!), key));
  if (units.length === 0 && problems.length === 0) problems.push(noUnits(table));
  return units;
}

function noKey(where: string): Problem {
  return {
    code: 'units/no-key',
    where,
    saw: { en: 'an empty key', zh: '空的键' },
    why: { en: 'every unit needs an identity', zh: '每个单元都需要标识' },
    fix: { en: 'fill in the key or remove the row', zh: '请填写或删除该行' },
  };
}

function repeatedUnit(where: string, id: string, line: number): Problem {
  return {
    code: 'units/repeated',
    where,
    saw: { en: `unit ${id}, which line ${line} has already`, zh: `单元 ${id}，第 ${line} 行已有` },
    why: { en: 'each unit must have one row', zh: '每个单元只能有一行' },
    fix: { en: 'remove one of the rows or give it another key', zh: '请删除其一或改用其他键' },
  };
}

function excludedUnit(where: string, id: string): Problem {
  return {
    code: 'units/excluded',
    where,
    saw: { en: `unit ${id}, which units.excluded names too`, zh: `单元 ${id} 同时列于 units.excluded` },
    why: { en: 'a place is either scored or excluded', zh: '同一地区不能既计分又被排除' },
    fix: {
      en: 'remove the row, or the key from units.excluded',
      zh: '请删除该行，或从 units.excluded 中去掉该键',
    },
  };
}

function noUnits(table: RawTable): Problem {
  return {
    code: 'units/none',
    where: table.file,
    saw: { en: 'no rows', zh: '没有数据行' },
    why: { en: 'there is nothing to score', zh: '没有可计分的单元' },
    fix: { en: 'add a row per unit', zh: '请每个单元添加一行' },
  };
}
