import type { Meaning } from './svg.ts';

/** Text of one cell; null goes on with the cell above it. */
export type GridCell = string | null;

export interface GridColumn {
  /** Headings from the outermost down; columns beside each other share the outer ones that are alike. */
  head: readonly string[];
  numeric?: boolean;
  /** Long text that may be broken into lines. */
  wrap?: boolean;
  /** Text that is never broken. */
  whole?: boolean;
  /** Where there is little room, its text moves below the text of the wrapped column. */
  minor?: boolean;
  /** What the heading and all cells stand for. */
  about?: Meaning;
  /** What the cell of each row stands for. */
  cells?: readonly (Meaning | undefined)[];
}

/** A table as it is read: what a drawing, a page and a document show alike. */
export interface Grid {
  caption: string;
  columns: readonly GridColumn[];
  rows: readonly (readonly GridCell[])[];
  note?: string;
  /** What each row stands for. */
  about?: readonly (Meaning | undefined)[];
  /** Leading columns that name the row, repeated where a wide table is cut; 1 when absent. */
  lead?: number;
  /** Rows shown at once on a page; the rest unfold. */
  open?: number;
}

export interface HeadCell {
  text: string;
  column: number;
  columns: number;
  level: number;
  levels: number;
}

/** How many lines of headings a table has. */
export function headLevels(columns: readonly GridColumn[]): number {
  return Math.max(1, ...columns.map(({ head }) => head.length));
}

/**
 * The headings, line by line: outer headings span the columns that share them, and a column with fewer headings than
 * others has its last one reach down.
 * @example headCells([{ head: ['City'] }, { head: ['2010', 'OF'] }, { head: ['2010', 'OD'] }])[0].map((cell) => cell.columns) // => [1, 2]
 */
export function headCells(columns: readonly GridColumn[]): HeadCell[][] {
  const levels = headLevels(columns);
  return Array.from({ length: levels }, (_, level) => {
    const cells: HeadCell[] = [];
    columns.forEach(({ head }, column) => {
      if (level >= head.length) return;
      const isLeaf = level === head.length - 1;
      const last = cells[cells.length - 1];
      const goesOn =
        last !== undefined &&
        !isLeaf &&
        last.column + last.columns === column &&
        last.levels === 1 &&
        isOuter(columns[last.column]!.head, head, level);
      if (goesOn) last.columns++;
      else cells.push({ text: head[level]!, column, columns: 1, level, levels: isLeaf ? levels - level : 1 });
    });
    return cells;
  });
}

/** Whether two columns share the heading of a level and all above it, and have another below. */
function isOuter(a: readonly string[], b: readonly string[], level: number): boolean {
  return a.length > level + 1 && a.slice(0, level + 1).every((text, i) => text === b[i]);
}

/**
 * How many rows each cell takes; 0 for a cell that goes on with the one above.
 * @example rowSpans([['a', '1'], [null, '2']]) // => [[2, 1], [0, 1]]
 */
export function rowSpans(rows: readonly (readonly GridCell[])[]): number[][] {
  return rows.map((row, r) =>
    row.map((cell, c) => {
      if (cell === null) return 0;
      let span = 1;
      while (r + span < rows.length && rows[r + span]![c] === null) span++;
      return span;
    }),
  );
}

/**
 * Some of the rows as a table of their own: cells that go on with one above the cut are written again.
 * @example rowsBetween([['a', '1'], [null, '2']], 1, 2) // => [['a', '2']]
 */
export function rowsBetween(rows: Grid['rows'], from: number, to: number): readonly (readonly GridCell[])[] {
  const [first, ...rest] = rows.slice(from, to);
  return first === undefined ? [] : [first.map((cell, c) => cell ?? textAt(rows, from, c)), ...rest];
}

/** The text that a cell shows, its own or that of the cell it goes on with. */
export function textAt(rows: Grid['rows'], row: number, column: number): string {
  for (let r = row; r >= 0; r--) {
    const cell = rows[r]![column]!;
    if (cell !== null) return cell;
  }
  return '';
}

/**
 * Rows whose first columns are written once for all neighbours that share them.
 * @example nested([['a', '1'], ['a', '2']], 1) // => [['a', '1'], [null, '2']]
 */
export function nested(rows: readonly (readonly string[])[], columns: number): GridCell[][] {
  return rows.map((row, r) =>
    row.map((cell, c) => {
      const before = rows[r - 1];
      const isSame =
        c < columns && before !== undefined && row.slice(0, c + 1).every((one, i) => one === before[i]);
      return isSame ? null : cell;
    }),
  );
}

/** How many of the leading columns have cells that span rows. */
export function nestedColumns({ rows, columns }: Pick<Grid, 'rows' | 'columns'>): number {
  let count = 0;
  while (count < columns.length && rows.some((row) => row[count] === null)) count++;
  return count;
}

/** More rows than these nobody reads in a drawing or on a page. */
const MOST = 1000;

/** The rows that are shown, and a word on those that are not. */
export function shortened(grid: Grid, lang: 'en' | 'zh'): Grid {
  const { rows, note } = grid;
  if (rows.length <= MOST) return grid;
  const more =
    lang === 'zh'
      ? `只列出前 ${MOST} 行，共 ${rows.length} 行；全部见结果表。`
      : `The first ${MOST} of ${rows.length} rows; the result tables hold all.`;
  return {
    ...grid,
    rows: rows.slice(0, MOST),
    note: note === undefined ? noteOf([more], lang) : `${note} ${more}`,
  };
}

/** Sentences of a note as one text; empty ones are passed over. */
export function noteOf(sentences: readonly string[], lang: 'en' | 'zh'): string {
  return `${lang === 'zh' ? '注：' : 'Note: '}${sentences.filter((one) => one !== '').join(lang === 'zh' ? '' : ' ')}`;
}
