import { nearest } from '../core/nearest.ts';
import type { Problem } from '../core/problem.ts';
import { placeIn, type RawTable } from './raw-table.ts';

/** The position of a column, or a problem that names the nearest one. */
export function columnAt(table: RawTable, column: string, problems: Problem[]): number | undefined {
  const at = table.header.indexOf(column);
  if (at >= 0) {
    if (table.header.indexOf(column, at + 1) < 0) return at;
    problems.push({
      code: 'data/repeated-column',
      where: `${table.file}:1`,
      saw: { en: `two columns called ${column}`, zh: `两列同名 ${column}` },
      why: { en: 'it is not clear which one is meant', zh: '无法确定所指为哪一列' },
      fix: { en: 'rename or remove one of them', zh: '请改名或删除其一' },
    });
    return undefined;
  }
  const near = nearest(column, table.header);
  problems.push({
    code: 'data/no-column',
    where: `${table.file}:1`,
    saw: {
      en: `no column ${column}; there are ${table.header.slice(0, 30).join(', ')}`,
      zh: `没有列 ${column}；现有 ${table.header.slice(0, 30).join('、')}`,
    },
    why: { en: 'the study asks for it', zh: '研究文件引用了该列' },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : {
          en: 'add the column, or name the right one in the study',
          zh: '请补充该列，或在研究文件中更正列名',
        },
  });
  return undefined;
}

/** The position of a declared column, or of the first of the usual names that the table has. */
export function usualColumn(
  table: RawTable,
  declared: string | undefined,
  usual: readonly string[],
  problems: Problem[],
): number | undefined {
  const name = declared ?? usual.find((one) => table.header.includes(one)) ?? usual[0]!;
  return columnAt(table, name, problems);
}

/** The cells of one row, trimmed, by the roles that the columns play. */
export interface Row<Role extends string> {
  cell(role: Role): string;
  /** `file:line`, with the column where one is named. */
  where(role?: Role): string;
  line: number;
  isBlank: boolean;
}

/** The rows of a table by the roles of its columns; undefined after a problem. Roles without a column read as empty. */
export function rowsOf<Role extends string>(
  table: RawTable,
  columns: Readonly<Record<Role, number | undefined | 'none'>>,
): Row<Role>[] | undefined {
  const at = columns as Record<string, number | undefined | 'none'>;
  if (Object.values(at).includes(undefined)) return undefined;
  const place = (role: Role) => (at[role] === 'none' ? -1 : (at[role] as number));
  return table.rows.map((row, r) => ({
    cell: (role) => (row[place(role)] ?? '').trim(),
    where: (role) =>
      placeIn(table, table.lines[r]!, role === undefined || place(role) < 0 ? undefined : place(role)),
    line: table.lines[r]!,
    isBlank: row.every((cell) => cell.trim() === ''),
  }));
}

/** The position of a column that may be left undeclared. */
export function optionalColumn(
  table: RawTable,
  column: string | undefined,
  problems: Problem[],
): number | undefined | 'none' {
  return column === undefined ? 'none' : columnAt(table, column, problems);
}
