import { kindOf, textOf, tight } from './cell-kind.ts';
import { dimensionsOf } from './dimensions.ts';
import { isUnit } from './header-text.ts';
import type { ColumnHeader } from './header-tree.ts';
import { provinceOf } from './province-names.ts';
import type { CellValue } from './sheet.ts';
import { readYear } from './year-text.ts';

export type Role =
  | 'unit'
  | 'code'
  | 'province'
  | 'period'
  | 'indicator'
  | 'measure'
  | 'status'
  | 'ignored'
  | 'value';

const WORDS: readonly (readonly [Role, RegExp])[] = [
  [
    'code',
    /^(?:(?:行政区划|区划|地区|城市|行政)?(?:代码|编码|码)|adcode|(?:city|area|region|geo|country|unit)?[ _]?(?:code|id|key)|iso3?|ref_area|geo)$/i,
  ],
  ['province', /^(?:省|省份|所在省|所属省份?|省区|省（?自治区）?|province)(?:\(.*\))?$/i],
  [
    'period',
    /^(?:年份?|年度|时间|统计年度|年鉴年份|year|data year|yearbook year|period|time|date|time_period)$/i,
  ],
  [
    'indicator',
    /^(?:指标|指标名称|变量|项目|indic(?:ator)?|indicator name|series name|variable|item|series)$/i,
  ],
  ['measure', /^(?:单位|计量单位|unit|units|unit of measure(?:ment)?|unit_measure)$/i],
  ['status', /^(?:状态|obs_status|status|flags?|obs_flag)$/i],
  ['value', /^(?:数值|值|数据|value|obs_value|values?|amount)$/i],
  ['ignored', /^(?:序号|编号|备注|说明|no\.?|#|remarks?|notes?|comment)$/i],
  [
    'unit',
    /^(?:城市|地区|市|市州|州市|市（?州）?|地级市|城市名称?|地区名称?|行政区划?|行政区划名称|区域|单元|名称|city|cities|city name|region|prefecture|name|area|place|country|country name|unit name|area name|region name|place name|ref_area_label)$/i,
  ],
];

/**
 * Whether the title of a column of values names no indicator: 数值, value, or nothing.
 * @example [isValueWord('数值'), isValueWord('人口')] // => [true, false]
 */
export function isValueWord(title: string): boolean {
  return title === '' || WORDS.some(([role, pattern]) => role === 'value' && pattern.test(tight(title)));
}

/**
 * Whether a header says that units stand below it: 城市, region.
 * @example [isUnitWord('城市'), isUnitWord('人口')] // => [true, false]
 */
export function isUnitWord(text: string): boolean {
  return text !== '' && WORDS.some(([role, pattern]) => role === 'unit' && pattern.test(text));
}

/**
 * What each column of a table is: by the words of its header, and where these say nothing by what its cells look like.
 * A column of places, of codes and of years is taken once (unit columns may repeat where a table is set in halves);
 * columns with mostly numbers hold values; what is left is ignored. `isPlace` helps where no header names the places.
 */
export function rolesOf(
  headers: readonly ColumnHeader[],
  columns: readonly (readonly CellValue[])[],
  isPlace?: (text: string) => boolean,
): Role[] {
  const roles: (Role | undefined)[] = headers.map((header, c) => byWords(header, columns[c]!));
  labelRoles(headers, roles);
  columns.forEach((cells, c) => {
    roles[c] ??= byCells(cells, headers[c]!);
  });
  const has = (role: Role) => roles.includes(role);
  if (!has('unit') && isPlace) {
    const places = columns.findIndex(
      (cells, c) => (roles[c] === 'indicator' || roles[c] === 'ignored') && mostly(cells, isPlace),
    );
    if (places >= 0) roles[places] = 'unit';
  }
  if (!has('unit')) {
    const named = columns.findIndex(
      (cells, c) => roles[c] === 'ignored' && headers[c]!.title === '' && isNames(cells),
    );
    const any =
      named >= 0
        ? named
        : columns.findIndex(
            (cells, c) =>
              roles[c] === 'ignored' &&
              isNames(cells) &&
              !/备注|说明|remark|note|comment/i.test(headers[c]!.title),
          );
    if (any >= 0) roles[any] = 'unit';
    else if (has('province')) roles[roles.indexOf('province')] = 'unit';
  }
  return dimensionsOf(
    roles.map((role) => role ?? 'ignored'),
    headers.map(({ title }) => title),
    columns,
  );
}

/** Readers of cubes set the label of each code beside it: `geo`, `geo_label`. What the code is, its label says better. */
function labelRoles(headers: readonly ColumnHeader[], roles: (Role | undefined)[]): void {
  headers.forEach(({ title }, c) => {
    const base = headers[c - 1]?.title;
    if (c === 0 || !base || title !== `${base}_label`) return;
    const role = roles[c - 1];
    if (role === 'unit' || role === 'code') [roles[c - 1], roles[c]] = ['code', 'unit'];
    else if (role === 'indicator' || role === 'measure') [roles[c - 1], roles[c]] = ['ignored', role];
    else if (role !== 'value') [roles[c - 1], roles[c]] = [role ?? 'ignored', 'ignored'];
  });
}

function byWords({ title, english, period }: ColumnHeader, cells: readonly CellValue[]): Role | undefined {
  if (period !== undefined && title === '') return 'value';
  // Databases write unit_name for unit name.
  const spaced = title.trim().replaceAll('_', ' ');
  const words = [tight(title), title.trim(), spaced, english?.trim() ?? ''].filter((text) => text !== '');
  const found = WORDS.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
  if (found === undefined) return undefined;
  const kinds = shares(cells);
  // A header can promise what its cells do not keep: 市 over numbers, 单位 over the names of places.
  if (found === 'period' && !(kinds.year + kinds.number > 0.5)) return undefined;
  if (['unit', 'province', 'indicator'].includes(found) && kinds.text < 0.5) return undefined;
  if (found === 'value' && kinds.text > 0.5) return undefined;
  if (found === 'measure' && words.some((word) => /unit_?measure/i.test(word))) return found;
  if (found === 'measure')
    return cells.every((cell) => textOf(cell) === '' || isUnit(textOf(cell))) ? found : 'unit';
  return found;
}

function byCells(cells: readonly CellValue[], { title, unit }: ColumnHeader): Role {
  const kinds = shares(cells);
  if (kinds.filled === 0) return title === '' ? 'ignored' : 'value';
  if (title === '' && cells.every((cell, i) => textOf(cell) === `${i + 1}`)) return 'ignored';
  if (unit === undefined && title === '' && isCodes(cells)) return 'code';
  if (unit === undefined && title === '' && isYears(cells)) return 'period';
  if (kinds.number + kinds.year + kinds.marker + kinds.almost >= 0.5) return 'value';
  if (cells.every((cell) => textOf(cell) === '' || provinceOf(textOf(cell)) !== undefined) && repeats(cells))
    return 'province';
  return 'ignored';
}

/** Six digits from 11 to 82: codes of Chinese units; or texts of one length of letters and digits. */
function isCodes(cells: readonly CellValue[]): boolean {
  const texts = cells.map(textOf).filter((text) => text !== '');
  return texts.length > 0 && texts.every((text) => /^[1-8]\d{5}(?:\d{6})?$/.test(text));
}

function isYears(cells: readonly CellValue[]): boolean {
  const filled = cells.filter((cell) => textOf(cell) !== '');
  return filled.length > 0 && filled.every((cell) => readYear(cell, false).kind === 'year');
}

function mostly(cells: readonly CellValue[], test: (text: string) => boolean): boolean {
  const texts = cells.map(textOf).filter((text) => text !== '');
  return texts.length > 0 && texts.filter(test).length > 0.5 * texts.length;
}

/** Texts of which most differ. */
function isNames(cells: readonly CellValue[]): boolean {
  const texts = cells.filter((cell) => kindOf(cell) === 'text');
  return texts.length >= 0.5 * cells.filter((cell) => textOf(cell) !== '').length && texts.length > 0;
}

function repeats(cells: readonly CellValue[]): boolean {
  const texts = cells.map(textOf).filter((text) => text !== '');
  return new Set(texts).size < texts.length || texts.length < cells.length;
}

function shares(cells: readonly CellValue[]) {
  const count = { number: 0, year: 0, marker: 0, almost: 0, text: 0, empty: 0 };
  for (const cell of cells) count[kindOf(cell)]++;
  const filled = cells.length - count.empty;
  const share = (n: number) => (filled === 0 ? 0 : n / filled);
  return {
    filled,
    number: share(count.number),
    year: share(count.year),
    marker: share(count.marker),
    almost: share(count.almost),
    text: share(count.text),
  };
}
