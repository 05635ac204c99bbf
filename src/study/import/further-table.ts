import { tight } from './cell-kind.ts';
import type { ColumnHeader } from './header-tree.ts';
import type { Question } from './reading.ts';
import type { Sheet } from './sheet.ts';

/**
 * The first row of the data that heads another table: it says what the header says of its column of names, and
 * something else of another column. Below it every column may hold something else. Undefined where there is none.
 */
export function furtherHeader(
  { rows }: Sheet,
  [from, to]: readonly [number, number],
  headers: readonly ColumnHeader[],
  unitColumns: readonly number[],
): number | undefined {
  const paths = headers.map(({ path }) => new Set(path.map(tight)));
  for (let r = from; r <= to; r++) {
    const row = rows[r]!;
    const isHeader = unitColumns.some((c) => tight(row[c]) !== '' && paths[c]!.has(tight(row[c])));
    if (!isHeader) continue;
    if (row.some((cell, c) => tight(cell) !== '' && !paths[c]?.has(tight(cell)))) return r;
  }
  return undefined;
}

/** Says that only the first table of a sheet is read. */
export function furtherQuestion(where: string, line: number, texts: readonly string[]): Question {
  return {
    id: 'tables',
    where,
    text: {
      en: `In row ${line} another table begins, with another header. Only the table above it can be read from this sheet; put the other one on a sheet of its own to read it too.`,
      zh: `第 ${line} 行起是另一张表头不同的表。此工作表只能读取其上方的表；如需读取另一张，请将其移至单独的工作表。`,
    },
    samples: texts.slice(0, 5),
    choices: [{ id: 'first', text: { en: 'read the first table alone', zh: '只读取第一张表' } }],
  };
}
