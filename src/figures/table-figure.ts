import * as z from 'zod';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { type Figure, figure, MARGIN } from './figure.ts';
import { type Grid, textAt } from './grid.ts';
import { threeLineTable } from './three-line-table.ts';

/** More rows than these nobody reads in a drawing or on a page. */
const MOST = 1000;

interface Common {
  lang: 'en' | 'zh';
  width: number;
}

/** A figure that is a table. Its grid is also what pages and documents show. */
export interface TableFigure<Options extends object> extends Figure<Options> {
  grid(result: Result, options: Options): Grid;
}

/** Makes a figure of a grid: a three-line table with its note below. */
export function tableFigure<Z extends z.ZodObject & z.ZodType<Common>>(
  definition: Pick<TableFigure<z.output<Z>>, 'id' | 'title' | 'about' | 'available' | 'grid'> & {
    options: Z;
  },
): TableFigure<z.output<Z>> & { options: Z } {
  const { grid: whole, ...rest } = definition;
  const grid = (result: Result, options: z.output<Z>) =>
    shortened(whole(result, options), (options as Common).lang);
  const drawn = figure({
    ...rest,
    alt: (result, options) => inWords(grid(result, options), (options as Common).lang),
    content(result, options) {
      const made = grid(result, options);
      const { width } = options as Common;
      const { svg, height } = threeLineTable(made, MARGIN, 42, width - 2 * MARGIN);
      return { title: made.caption, height: 42 + height + MARGIN, parts: [svg] };
    },
  });
  return { ...drawn, grid };
}

/** The rows that are shown, and a word on those that are not. */
function shortened(grid: Grid, lang: 'en' | 'zh'): Grid {
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

/** A table in words: how large it is, what its columns are, and its first row. */
function inWords({ columns, rows, note }: Grid, lang: 'en' | 'zh'): string {
  const heads = columns.map(({ head }) => head.join(' ')).filter((head) => head !== '');
  const first = columns
    .map((_, c) => (rows.length === 0 ? '' : textAt(rows, 0, c)))
    .filter((text) => text !== '');
  const ending = note === undefined ? '' : ` ${note}`;
  if (lang === 'zh')
    return `表格，${rows.length} 行，列为：${heads.join('、')}。首行：${first.join('，')}。${ending}`.trim();
  return `Table of ${rows.length} row(s) with the columns ${heads.join(', ')}. First row: ${first.join(', ')}.${ending}`;
}

/** Sentences of a note as one text; empty ones are passed over. */
export function noteOf(sentences: readonly string[], lang: 'en' | 'zh'): string {
  return `${lang === 'zh' ? '注：' : 'Note: '}${sentences.filter((one) => one !== '').join(lang === 'zh' ? '' : ' ')}`;
}

export const byOption = z
  .string()
  .optional()
  .meta({ description: 'group column; default: the first', zh: '分组列，默认第一个' });

/** The group columns that a table of an analysis was made by. */
export function groupColumns(result: Pick<Result, 'analyses'>, table: string): string[] {
  return [...new Set(recordsOf(result, table).map(({ by }) => by as string))];
}

/** The group column that was asked for, or the first; one that the table does not have is a fault of the caller. */
export function groupColumn(
  result: Pick<Result, 'analyses'>,
  table: string,
  asked: string | undefined,
): string {
  const known = groupColumns(result, table);
  const found = asked ?? known[0]!;
  if (!known.includes(found))
    throw new RangeError(`invalid by: ${found} (must be one of ${known.join(', ')})`);
  return found;
}
