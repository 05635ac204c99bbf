import { kindOf, textOf, tight } from './cell-kind.ts';
import { placeText } from './place-text.ts';
import { isMunicipality, provinceOf } from './province-names.ts';
import type { RowRole } from './reading.ts';
import { isContinued, isNumbering, onlyText } from './region.ts';
import type { CellValue, Sheet } from './sheet.ts';
import { readYear } from './year-text.ts';

const TOTAL =
  /^(?:其中:?)?(?:全国|全省|全区|全市合计|合计|总计|小计|总和|平均|平均值|均值|.{0,12}(?:合计|总计|小计|平均)|(?:national |grand |sub-?)?totals?|averages?|mean|sum|nation(?:al)?|whole country)$/i;
/** Who made a table, with a date beside it or not. */
const SIGNED = /^(?:制表|填表|审核|复核|审批|统计员|统计负责人|单位负责人|填报)/;
/** Groups of provinces, as the Bureau of Statistics forms them. */
const PARTS =
  /^(?:[东東]部|中部|西部|[东東]北|[东東]南|西南|西北|[华華][东東北南中]|沿海|内陆)(?:地区|地區|区域|各省|省区)$|^(?:eastern|central|western|northeastern) (?:region|china|area)$/i;
/** A total where the table has its provinces, a country among countries elsewhere. */
const CHINA = /^(?:中国|china)$/i;
const NOTE = /^(?:[*①-⑳]|注[:：\d]|注$|说明|备注|资料来源|数据来源|来源[:：]|note|source|data source)/i;

/**
 * What the rows of a table are, by position: data unless they say otherwise. A row that repeats the header, a total, a
 * note and an empty row are no data. A row that names a province is its subtotal, or the heading of its block, where
 * the table also has units that are no provinces; the four municipalities, Hong Kong and Macao are units all the same. A row without a name
 * below a total or subtotal with numbers goes on with it.
 */
export function rowRoles(
  sheet: Sheet,
  [from, to]: [number, number],
  unitColumns: readonly number[],
  headerTexts: readonly ReadonlySet<string>[],
): Map<number, Exclude<RowRole, 'data'>> {
  const roles = new Map<number, Exclude<RowRole, 'data'>>();
  const names = new Map<number, string>();
  const nameOf = (r: number) => {
    const known = names.get(r);
    if (known !== undefined) return known;
    const name = unitColumns.map((c) => placeText(sheet.rows[r]![c])).find((text) => text !== '') ?? '';
    names.set(r, name);
    return name;
  };
  const plain: number[] = [];
  const parts: number[] = [];
  for (let r = from; r <= to; r++) {
    const row = sheet.rows[r]!;
    const name = nameOf(r);
    const only = onlyText(row);
    const leading = only ?? tight(row.find((cell) => textOf(cell) !== ''));
    if (only === '') roles.set(r, 'empty');
    else if (repeatsHeader(row, headerTexts) || (/^[甲A]$/.test(name) && isNumbering(row)))
      roles.set(r, 'header');
    else if (blockYear(row) !== undefined) roles.set(r, 'header');
    else if (TOTAL.test(name)) roles.set(r, 'total');
    else if (PARTS.test(name)) parts.push(r);
    else if (only !== undefined && isAcross(row) && provinceOf(placeText(only)) === undefined)
      roles.set(r, 'note');
    else if ((NOTE.test(tight(leading)) && !hasFigure(row)) || SIGNED.test(tight(leading)))
      roles.set(r, 'note');
    else if (isContinued(textOf(leading)) && !hasFigure(row)) roles.set(r, 'header');
    else plain.push(r);
  }
  // A table of nothing else is about the parts of the country.
  if (plain.length === 0) plain.push(...parts);
  else for (const r of parts) roles.set(r, 'total');
  const provinces = plain.filter((r) => provinceOf(nameOf(r)) !== undefined);
  if (provinces.length > 0) for (const r of plain) if (CHINA.test(nameOf(r))) roles.set(r, 'total');
  const own = (rows: readonly number[]) =>
    new Set(rows.map(nameOf).filter((name) => !isMunicipality(provinceOf(name) ?? ''))).size;
  // Beside the municipalities, which say nothing of it, most names are provinces.
  const isProvincial = own(provinces) > 0.5 * own(plain.filter((r) => nameOf(r) !== ''));
  const isHeaded = provinces.some((r) => !isMunicipality(provinceOf(nameOf(r))!) && !isBareJilin(nameOf(r)));
  for (const r of isProvincial ? [] : provinces) {
    const name = nameOf(r);
    if (isMunicipality(provinceOf(name)!)) continue;
    // 吉林 is the city inside the block of its province; where no row is surely a province, names must tell.
    if (isBareJilin(name) && (!isHeaded || isInside(r, plain, nameOf))) continue;
    roles.set(r, 'province');
  }
  goOn(sheet, [from, to], roles, nameOf);
  for (const r of plain) {
    if (roles.has(r) || nameOf(r) !== '') continue;
    const only = onlyText(sheet.rows[r]!);
    if (only && kindOf(only) === 'text') roles.set(r, 'note');
  }
  return roles;
}

/**
 * The year that stands alone in a row: it heads the rows below, up to the next such year.
 * @example blockYear([null, '2016年', null]) // => 2016
 */
export function blockYear(row: readonly CellValue[]): number | undefined {
  const only = onlyText(row);
  const read = only ? readYear(only, false) : undefined;
  return read?.kind === 'year' ? read.year : undefined;
}

function hasFigure(row: readonly CellValue[]): boolean {
  return row.some((cell) => ['number', 'year', 'almost', 'marker'].includes(kindOf(cell)));
}

/** One text merged over several columns, among no numbers. */
function isAcross(row: readonly CellValue[]): boolean {
  const filled = row.filter((cell) => textOf(cell) !== '');
  return filled.length > 1 && filled.length >= row.length / 2 && kindOf(filled[0]!) === 'text';
}

/** Whether every cell says what the header says of its column. */
function repeatsHeader(row: readonly CellValue[], headerTexts: readonly ReadonlySet<string>[]): boolean {
  return row.every((cell, c) => tight(cell) === '' || headerTexts[c]?.has(tight(cell)) === true);
}

/** Rows without a name below a total or subtotal that has numbers are its further years or indicators. */
function goOn(
  { rows }: Sheet,
  [from, to]: [number, number],
  roles: Map<number, Exclude<RowRole, 'data'>>,
  nameOf: (r: number) => string,
): void {
  let held: 'total' | 'province' | undefined;
  for (let r = from; r <= to; r++) {
    const role = roles.get(r);
    const hasNumber = rows[r]!.some((cell) => kindOf(cell) === 'number');
    if (role === 'total' || role === 'province') held = hasNumber ? role : undefined;
    else if (role === undefined && nameOf(r) !== '') held = undefined;
    else if (role === undefined && held && hasNumber) roles.set(r, held);
  }
}

/** Whether the province of Jilin was named in a row above, in whose block this row stands. */
function isInside(r: number, plain: readonly number[], nameOf: (r: number) => string): boolean {
  let i = plain.indexOf(r) - 1;
  // Rows of the same name running are its years.
  while (i >= 0 && nameOf(plain[i]!) === nameOf(r)) i--;
  for (; i >= 0; i--) {
    const above = provinceOf(nameOf(plain[i]!));
    if (above !== undefined) return above === '吉林';
  }
  return false;
}

function isBareJilin(name: string): boolean {
  return /^(?:吉林|jilin)$/i.test(name);
}

/** Cells of one column in the rows that are data. */
export function columnCells(sheet: Sheet, c: number, rows: readonly number[]) {
  return rows.map((r) => sheet.rows[r]![c] ?? null);
}

/** Whether a column has anything in the rows. */
export function hasAny(sheet: Sheet, c: number, rows: readonly number[]): boolean {
  return rows.some((r) => textOf(sheet.rows[r]![c]) !== '');
}
