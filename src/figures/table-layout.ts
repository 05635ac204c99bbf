import {
  type Grid,
  type GridCell,
  type GridColumn,
  nestedColumns,
  rowSpans,
  rowsBetween,
  textAt,
} from './grid.ts';
import type { Meaning } from './svg.ts';
import { apportion, NARROW, type Room, type Size, sizesOf, total, WIDE } from './table-columns.ts';

/** Rows of a table before it is laid out in several blocks beside each other, and the space between these. */
const TALLEST = 40;
export const BESIDE = 24;

/** A piece of a table at a place: columns at their positions, rows as they are written there. */
export interface Piece {
  columns: readonly GridColumn[];
  rows: readonly (readonly GridCell[])[];
  /** What each row stands for, and where the first stands in the table. */
  about?: readonly (Meaning | undefined)[];
  first: number;
  spans: readonly (readonly number[])[];
  /** Text above a row that all its columns share, where merged columns had to give way. */
  bands: ReadonlyMap<number, string>;
  /** Text below that of a column, where minor columns had to give way. */
  under: ReadonlyMap<number, string>;
  /** The column that `under` belongs to; -1 = none. */
  main: number;
  left: readonly number[];
  widths: readonly number[];
  width: number;
}

/** Pieces in rows: what stands beside each other, and what below. */
export function layOut(grid: Grid, width: number): Piece[][] {
  const sizes = sizesOf(grid, WIDE);
  const blocks = blocksOf(grid, sizes, width);
  if (blocks > 1) return [besideEachOther(grid, blocks, width)];
  if (isWithin(sizes, width, WIDE)) return [[pieceOf(grid, width, WIDE)]];
  const { grid: narrow, bands, under, main } = narrowed(grid);
  return columnParts(narrow, width).map((columns) => [
    { ...pieceOf(cut(narrow, columns), width, NARROW), bands, under, main: columns.indexOf(main) },
  ]);
}

function isWithin(sizes: readonly Size[], width: number, { gap }: Room): boolean {
  return (
    total(
      sizes.map(({ least }) => least),
      gap,
    ) <= width
  );
}

function pieceOf(
  grid: Pick<Grid, 'columns' | 'rows' | 'about'>,
  width: number,
  room: Room,
  sizes = sizesOf(grid, room),
  first = 0,
): Piece {
  const { widths, gap } = apportion(sizes, width, room.gap);
  return {
    ...grid,
    first,
    spans: rowSpans(grid.rows),
    bands: new Map(),
    under: new Map(),
    main: -1,
    left: widths.map((_, c) => total(widths.slice(0, c), gap) + (c > 0 ? gap : 0)),
    widths,
    width: total(widths, gap),
  };
}

/** How many blocks of rows stand beside each other. */
function blocksOf({ rows, columns }: Grid, sizes: readonly Size[], width: number): number {
  const comfortable = total(
    sizes.map(({ natural, least }, c) =>
      columns[c]!.numeric ? natural : Math.min(natural, Math.max(least, WIDE.text)),
    ),
    WIDE.gap,
  );
  const room = Math.floor((width + BESIDE) / (comfortable + BESIDE));
  return Math.max(1, Math.min(Math.ceil(rows.length / TALLEST), room));
}

function besideEachOther(grid: Grid, count: number, width: number): Piece[] {
  const each = Math.ceil(grid.rows.length / count);
  const own = (width - (count - 1) * BESIDE) / count;
  const sizes = sizesOf(grid, WIDE);
  return Array.from({ length: count }, (_, i) => rowsBetween(grid.rows, i * each, (i + 1) * each))
    .filter((rows) => rows.length > 0)
    .map((rows, i) => pieceOf({ ...grid, rows }, own, WIDE, sizes, i * each));
}

/** The grid without its merged columns, which become bands above the rows, and without its minor ones, which go below a text. */
function narrowed(grid: Grid): Pick<Piece, 'bands' | 'under' | 'main'> & { grid: Grid } {
  const merged = Math.min(nestedColumns(grid), grid.columns.length - 1);
  const bands = new Map<number, string>();
  const under = new Map<number, string>();
  const minor = grid.columns.flatMap((column, c) => (column.minor && c >= merged ? [c] : []));
  grid.rows.forEach((row, r) => {
    if (row.slice(0, merged).some((cell) => cell !== null)) {
      const above = Array.from({ length: merged }, (_, c) => textAt(grid.rows, r, c));
      if (above.some((text) => text !== '')) bands.set(r, above.filter((text) => text !== '').join(' · '));
    }
    const below = minor.map((c) => row[c] ?? '').filter((text) => text !== '');
    if (below.length > 0) under.set(r, below.join(' · '));
  });
  const kept = grid.columns.map((_, c) => c).filter((c) => c >= merged && !minor.includes(c));
  return {
    grid: { ...cut(grid, kept), lead: Math.max(0, (grid.lead ?? 1) - merged) },
    bands,
    under,
    main: Math.max(
      0,
      kept.findIndex((c) => grid.columns[c]!.wrap),
    ),
  };
}

function cut(grid: Grid, columns: readonly number[]): Grid {
  return {
    ...grid,
    columns: columns.map((c) => grid.columns[c]!),
    rows: grid.rows.map((row) => columns.map((c) => row[c]!)),
  };
}

/** Columns that fit beside each other with the leading ones, cut between outer headings where that is possible. */
function columnParts(grid: Grid, width: number): number[][] {
  const sizes = sizesOf(grid, NARROW);
  const lead = grid.columns.map((_, c) => c).slice(0, grid.lead ?? 1);
  const fits = (columns: readonly number[]) =>
    isWithin(
      [...lead, ...columns].map((c) => sizes[c]!),
      width,
      NARROW,
    );
  const parts: number[][] = [[]];
  for (const group of groupsThatFit(grid.columns, lead.length, fits)) {
    const last = parts[parts.length - 1]!;
    if (last.length === 0 || fits([...last, ...group])) last.push(...group);
    else parts.push([...group]);
  }
  return parts.map((columns) => [...lead, ...columns]);
}

/** The columns after the leading ones by their outermost heading, split further where one of these is too wide. */
function groupsThatFit(
  columns: readonly GridColumn[],
  from: number,
  fits: (columns: readonly number[]) => boolean,
): number[][] {
  const split = (members: readonly number[], level: number): number[][] => {
    if (members.length <= 1 || (level > 0 && fits(members))) return [[...members]];
    const groups: number[][] = [];
    for (const c of members) {
      const last = groups[groups.length - 1];
      if (last && sharesHead(columns[last[0]!]!, columns[c]!, level)) last.push(c);
      else groups.push([c]);
    }
    return groups.flatMap((group) => split(group, level + 1));
  };
  return split(columns.map((_, c) => c).slice(from), 0);
}

function sharesHead({ head: a }: GridColumn, { head: b }: GridColumn, level: number): boolean {
  return a.length > level + 1 && b.length > level + 1 && a[level] === b[level];
}
