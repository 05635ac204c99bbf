import { kindOf, textOf, tight } from './cell-kind.ts';
import { isMunicipality, provinceOf } from './province-names.ts';
import type { RowRole } from './reading.ts';
import { distinct } from './region.ts';
import type { Sheet } from './sheet.ts';

const TOTAL =
  /^(?:其中:?)?(?:全国|全省|全区|全市合计|合计|总计|小计|总和|平均|平均值|均值|.{0,12}(?:合计|总计|小计|平均)|(?:national |grand |sub-?)?totals?|averages?|mean|sum|nation(?:al)?|whole country|china)$/i;
const NOTE = /^(?:[*①-⑳]|注[:：\d]|注$|说明|备注|资料来源|数据来源|来源[:：]|note|source|data source)/i;

/**
 * What the rows of a table are, by position: data unless they say otherwise. A row that repeats the header, a total, a
 * note and an empty row are no data. A row that names a province is its subtotal, or the heading of its block, where
 * the table also has units that are no provinces; the four municipalities are units all the same.
 */
export function rowRoles(
  sheet: Sheet,
  [from, to]: [number, number],
  unitColumns: readonly number[],
  headerTexts: ReadonlySet<string>,
): Map<number, Exclude<RowRole, 'data'>> {
  const roles = new Map<number, Exclude<RowRole, 'data'>>();
  const nameOf = (r: number) =>
    unitColumns.map((c) => tight(sheet.rows[r]![c])).find((text) => text !== '') ?? '';
  const plain: number[] = [];
  for (let r = from; r <= to; r++) {
    const row = sheet.rows[r]!;
    const texts = distinct(row);
    const name = nameOf(r);
    const hasNumber = row.some((cell) => ['number', 'year', 'almost', 'marker'].includes(kindOf(cell)));
    if (texts.length === 0) roles.set(r, 'empty');
    else if (texts.filter((text) => headerTexts.has(tight(text))).length > texts.length / 2)
      roles.set(r, 'header');
    else if (TOTAL.test(name)) roles.set(r, 'total');
    else if (NOTE.test(tight(texts[0]!)) && !hasNumber) roles.set(r, 'note');
    else if (/续表/.test(tight(texts[0]!)) && !hasNumber) roles.set(r, 'header');
    else plain.push(r);
  }
  const provinces = plain.filter((r) => provinceOf(nameOf(r)) !== undefined);
  const isProvincial = provinces.length > 0.5 * plain.length;
  if (isProvincial) return roles;
  for (const r of provinces) {
    const short = provinceOf(nameOf(r))!;
    if (isMunicipality(short)) continue;
    // 吉林 without 省 among the cities of its province is the city.
    if (short === '吉林' && /^(?:吉林|jilin)$/i.test(nameOf(r)) && isInside(r, roles, plain, nameOf))
      continue;
    roles.set(r, 'province');
  }
  for (const r of plain) {
    if (roles.has(r) || nameOf(r) !== '') continue;
    const texts = distinct(sheet.rows[r]!);
    if (texts.length === 1 && kindOf(texts[0]!) === 'text') roles.set(r, 'note');
  }
  return roles;
}

/** Whether the province of Jilin was named in a row above, in whose block this row stands. */
function isInside(
  r: number,
  roles: ReadonlyMap<number, string>,
  plain: readonly number[],
  nameOf: (r: number) => string,
): boolean {
  for (let i = plain.indexOf(r) - 1; i >= 0; i--) {
    const above = plain[i]!;
    if (roles.get(above) === 'province' || provinceOf(nameOf(above)) !== undefined)
      return provinceOf(nameOf(above)) === '吉林';
  }
  return false;
}

/** Cells of one column in the rows that are data. */
export function columnCells(sheet: Sheet, c: number, rows: readonly number[]) {
  return rows.map((r) => sheet.rows[r]![c] ?? null);
}

/** Whether a column has anything in the rows. */
export function hasAny(sheet: Sheet, c: number, rows: readonly number[]): boolean {
  return rows.some((r) => textOf(sheet.rows[r]![c]) !== '');
}
