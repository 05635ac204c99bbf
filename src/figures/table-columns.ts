import { max } from 'd3-array';
import { type Grid, type GridColumn, headCells } from './grid.ts';
import { textWidth, wrapped } from './text-width.ts';

export const SIZE = 11;
/** How much wider heavy letters are. */
export const BOLD = 1.07;

/** Least space between columns, and least width of text that may be broken. */
export interface Room {
  gap: number;
  text: number;
}
export const WIDE: Room = { gap: 12, text: 96 };
export const NARROW: Room = { gap: 8, text: 70 };
/** To what the space between columns grows where there is much room. */
const WIDEST_GAP = 44;
const NARROWEST_TEXT = 52;
const WIDEST_TEXT = 560;
/** Longer words are broken. */
const WIDEST_WORD = 120;

export interface Size {
  /** Width at which nothing of the column has to be broken. */
  natural: number;
  least: number;
}

/** Width of columns with the space between them. */
export function total(widths: readonly number[], gap: number): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, widths.length - 1);
}

/** Widths of the columns by their texts and headings. */
export function sizesOf({ columns, rows }: Pick<Grid, 'columns' | 'rows'>, room: Room): Size[] {
  const sizes = columns.map(({ head, numeric, whole, wrap }, c) => {
    const own = head[head.length - 1]!;
    const cells = max(rows, (row) => textWidth(row[c] ?? '', SIZE)) ?? 0;
    const word = longestWord(own);
    if (numeric || whole) {
      const least = Math.max(cells, word) + 2;
      return { natural: Math.max(least, Math.min(boldWidth(own), 74)), least };
    }
    const natural = Math.max(cells, word, Math.min(boldWidth(own), 90)) + 2;
    const inside = Math.min(WIDEST_WORD, max(rows, (row) => longestWord(row[c] ?? '')) ?? 0);
    const least = Math.min(natural, Math.max(NARROWEST_TEXT, word + 2, inside, wrap ? room.text : 0));
    return { natural: wrap ? Math.min(natural, Math.max(WIDEST_TEXT, word)) : natural, least };
  });
  return withOuterHeads(columns, sizes, room.gap);
}

/** Columns below a shared heading are made wide enough for its longest word. */
function withOuterHeads(columns: readonly GridColumn[], sizes: readonly Size[], gap: number): Size[] {
  const made = sizes.map((size) => ({ ...size }));
  for (const { text, column, columns: count, level } of headCells(columns).flat()) {
    if (level === columns[column]!.head.length - 1) continue;
    const below = made.slice(column, column + count);
    const widen = (key: keyof Size, needed: number) => {
      const lack =
        needed -
        total(
          below.map((size) => size[key]),
          gap,
        );
      if (lack > 0) for (const size of below) size[key] += lack / count;
    };
    widen('least', longestWord(text));
    widen('natural', Math.min(boldWidth(text), 60 * count));
  }
  return made;
}

/** Width of a heading, whose letters are heavier. */
function boldWidth(text: string): number {
  return textWidth(text, SIZE * BOLD);
}

/** The widest piece of a text that is not broken; Chinese stays whole up to four characters. */
function longestWord(text: string): number {
  const words = text.match(/[\u2e80-\uffff]{1,4}|[^\s\u2e80-\uffff]+/g) ?? [];
  return Math.max(0, ...words.map(boldWidth));
}

/** Widths between least and natural so that the columns fill what there is, and the space that is then left between them. */
export function apportion(
  sizes: readonly Size[],
  width: number,
  least: number,
): { widths: number[]; gap: number } {
  const natural = sizes.map((size) => size.natural);
  const smallest = sizes.map((size) => size.least);
  const between = Math.max(1, sizes.length - 1);
  if (total(natural, least) <= width) {
    return { widths: natural, gap: Math.min(WIDEST_GAP, (width - total(natural, 0)) / between) };
  }
  const room = width - total(smallest, least);
  if (room >= 0) {
    const wish = natural.map((one, c) => one - smallest[c]!);
    const wishes = wish.reduce((sum, one) => sum + one, 0);
    return { widths: smallest.map((one, c) => one + (room * wish[c]!) / wishes), gap: least };
  }
  const share = Math.max(0.2, (width - least * (sizes.length - 1)) / total(smallest, 0));
  return { widths: smallest.map((one) => one * share), gap: least };
}

/** Text in lines of a width, a word that is longer than a line broken too. */
export function lines(text: string, width: number, size = SIZE): string[] {
  return wrapped(text, width, size).flatMap((line) => {
    if (textWidth(line, size) <= width + 0.5) return [line];
    const made = [''];
    for (const character of line) {
      const last = made.length - 1;
      if (made[last] === '' || textWidth(made[last]! + character, size) <= width) made[last] += character;
      else made.push(character);
    }
    return made;
  });
}
