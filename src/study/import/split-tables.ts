import { kindOf, textOf, tight, widthOf } from './cell-kind.ts';
import { isUnitWord } from './column-roles.ts';
import { tableUnit } from './header-text.ts';
import { headersOf } from './header-tree.ts';
import { prepared } from './prepared.ts';
import { provinceOf } from './province-names.ts';
import { columnsOf, distinct, isAfterword, isContinued, isTitle, regionOf, titlesOf } from './region.ts';
import type { CellValue, Sheet } from './sheet.ts';

/** A part of a sheet that is a table of its own, with positions from 0 and both ends included. */
export interface Part {
  rows: readonly [number, number];
  columns: readonly [number, number];
  /** Rows of titles that stand over this part too, wherever they begin. */
  titles: readonly number[];
  /** Whether something parts it from the table before: a title, a blank row, a blank column. */
  isParted: boolean;
}

/** Rows in which the header of a table is looked for. */
const HEAD = 30;

/**
 * The tables of a sheet. Beside each other they are parted by a blank column, where the right one names its own units under another
 * header; one below the other, a row says again what the header says of its units, and something else of another
 * column, or it repeats the header under a title of another year.
 */
export function partsOf(sheet: Sheet, isPlace?: (text: string) => boolean): Part[] {
  const shown = prepared(sheet, 'read');
  return besideParts(shown).flatMap((part) => stackedParts(shown, part, isPlace));
}

/** The sheet with nothing but one of its parts, every cell in its own place. */
export function within(sheet: Sheet, { rows: [top, bottom], columns: [left, right], titles }: Part): Sheet {
  const shared = new Set(titles);
  const isIn = (r: number, c: number) =>
    shared.has(r) || (r >= top && r <= bottom && c >= left && c <= right);
  return {
    ...sheet,
    rows: sheet.rows.map((row, r) => {
      if (shared.has(r)) return row;
      if (r < top || r > bottom) return [];
      return row.map((cell, c) => (c >= left && c <= right ? cell : null));
    }),
    merges: sheet.merges.filter(({ top: r, left: c }) => isIn(r, c)),
    hidden: {
      ...sheet.hidden,
      rows: sheet.hidden.rows.filter((r) => r >= top && r <= bottom),
      columns: sheet.hidden.columns.filter((c) => c >= left && c <= right),
    },
    odd: new Map([...sheet.odd].filter(([key]) => isIn(...(key.split(':').map(Number) as [number, number])))),
  };
}

function besideParts(sheet: Sheet): Part[] {
  const width = widthOf(sheet);
  const last = sheet.rows.length - 1;
  const isFilled = Array.from({ length: width }, () => false);
  for (const row of sheet.rows)
    if (distinct(row.slice(0, 50)).length > 1 || row.length > 50)
      row.forEach((cell, c) => {
        if (cell !== null && cell !== '') isFilled[c] = true;
      });
  const starts = isFilled.flatMap((is, c) => (is && (c === 0 || !isFilled[c - 1]) ? [c] : []));
  const heads = starts.map((start, i) => ({ start, ...headOf(sheet, start, (starts[i + 1] ?? width) - 1) }));
  const own = heads.filter(({ row, texts }, i) => {
    if (i === 0) return true;
    const before = heads[i - 1]!;
    return row !== undefined && before.row !== undefined && texts !== before.texts;
  });
  return own.map(({ start, row = 0 }, i) => {
    const columns = [i === 0 ? 0 : start, (own[i + 1]?.start ?? width) - 1] as const;
    const above = sheet.rows.slice(0, row);
    const hasTitle = above.some((cells) =>
      cells.slice(columns[0], columns[1] + 1).some((cell) => textOf(cell)),
    );
    const titles = hasTitle || i === 0 ? [] : above.flatMap((cells, r) => (isTitle(cells) ? [r] : []));
    return { rows: [0, last], columns, titles, isParted: true };
  });
}

/** The row that heads a group of columns: its first cell names units, and others stand beside it. */
function headOf({ rows }: Sheet, from: number, to: number): { row?: number; texts?: string } {
  for (let r = 0; r < Math.min(HEAD, rows.length); r++) {
    const cells = rows[r]!.slice(from, to + 1);
    if (!isUnitWord(tight(cells[0])) || distinct(cells).length < 2) continue;
    return { row: r, texts: cells.map(tight).join('\n').trimEnd() };
  }
  return {};
}

function stackedParts(whole: Sheet, part: Part, isPlace?: (text: string) => boolean): Part[] {
  const [, last] = part.rows;
  const parts: Part[] = [];
  let rest = part;
  // Of a table that goes on in several parts, the titles of the first hold for all.
  let over = part.titles;
  let isGoingOn = false;
  for (;;) {
    const further = furtherTable(within(whole, rest), rest.rows[0], isPlace);
    if (!further) return [...parts, rest];
    parts.push({ ...rest, rows: [rest.rows[0], further.start - 1] });
    if (!isGoingOn) over = [...part.titles, ...further.titles];
    isGoingOn = further.goesOn;
    const titles = over.filter((r) => !(further.hasUnit && hasUnit(whole.rows[r]!)));
    rest = {
      ...part,
      rows: [further.start, last],
      titles: isGoingOn ? titles : part.titles,
      isParted: further.isParted,
    };
  }
}

function hasUnit(row: readonly CellValue[]): boolean {
  return row.some((cell) => tableUnit(textOf(cell)) !== undefined);
}

/** Where another table begins below the first one of a sheet, with the rows of titles over it. */
function furtherTable(sheet: Sheet, from: number, isPlace?: (text: string) => boolean) {
  const { rows } = sheet;
  const first = headRow(rows, from);
  if (first === undefined) return undefined;
  const names = new Set(
    rows[first]!.map(tight)
      .filter((text) => text !== '')
      .slice(0, 1),
  );
  const isHead = (r: number) => isHeadLike(rows[r]!, names);
  const heads: number[] = [];
  for (let r = first + 1; r < rows.length; r++) if (isHead(r)) heads.push(r);
  if (heads.length === 0) return undefined;
  const region = regionOf(sheet);
  if (!region) return undefined;
  const paths = headersOf(sheet, region, columnsOf(sheet, region)).map(
    ({ path }) => new Set(path.map(tight)),
  );
  const years = yearsOf(region.titles);
  for (const r of heads) {
    if (r <= region.data[0]) continue;
    let start = r;
    while (start - 1 > region.data[0] && (isHead(start - 1) || isAbove(rows[start - 1]!, isPlace))) start--;
    const above = rows.slice(start, r).filter((_, i) => !isHead(start + i));
    const titles = above.flatMap(distinct);
    const isOther = rows[r]!.some((cell, c) => tight(cell) !== '' && !paths[c]?.has(tight(cell)));
    const own = yearsOf(titles);
    if (!isOther && (own === '' || own === years)) continue;
    return {
      start,
      isParted: above.length > 0,
      goesOn: titles.some(isContinued),
      hasUnit: titles.some((text) => tableUnit(text) !== undefined),
      titles: Array.from({ length: titlesOf(sheet).first }, (_, i) => i).filter(
        (i) => i >= from && distinct(rows[i]!).length > 0,
      ),
    };
  }
  return undefined;
}

/** The first row with several texts. */
function headRow(rows: Sheet['rows'], from: number): number | undefined {
  for (let r = from; r < Math.min(from + HEAD, rows.length); r++)
    if (!isTitle(rows[r]!) && distinct(rows[r]!).length > 1) return r;
  return undefined;
}

/** Whether a row begins with a word for units, or with one of the names, and has texts and no numbers but years behind it. */
function isHeadLike(row: readonly CellValue[], names: ReadonlySet<string>): boolean {
  const at = row.findIndex((cell) => cell !== null && cell !== '');
  if (at < 0 || typeof row[at] === 'number') return false;
  const text = tight(row[at]);
  if (text === '' || text.length > 20 || !(names.has(text) || isUnitWord(text))) return false;
  const others = row.slice(at + 1).filter((cell) => textOf(cell) !== '');
  return others.length > 0 && others.every((cell) => ['text', 'year'].includes(kindOf(cell)));
}

/** Whether a row belongs above a table rather than to the one before: blank, or a title that is no place and no note. */
function isAbove(row: readonly CellValue[], isPlace?: (text: string) => boolean): boolean {
  if (!isTitle(row)) return false;
  const [text = '', more] = distinct(row);
  if (text === '') return true;
  if (isContinued(text) || /^\(?单位|^unit/i.test(tight(text)) || more !== undefined) return true;
  return !isAfterword(row, false) && provinceOf(text) === undefined && isPlace?.(text) !== true;
}

/** The years that titles name, as one text. */
function yearsOf(titles: readonly string[]): string {
  const years = titles.flatMap((text) => text.normalize('NFKC').match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? []);
  return [...new Set(years)].sort().join(' ');
}
