import type { Note } from '../core/note.ts';
import type { Problem } from '../core/problem.ts';
import { cellKey, cellName, type Sheet } from '../study/import/sheet.ts';
import type { RawTable } from '../study/raw-table.ts';
import type { Reading } from '../study/study.ts';
import { noHeader, ragged } from './csv.ts';
import { noMeaning, readSheets } from './readers/read-sheets.ts';
import type { ReadOptions } from './readers/reading.ts';

/**
 * A table of a plain study from a file of any kind that is read: its first row that holds something names the columns. Numbers of
 * workbooks become their shortest text; errors stay as the workbook shows them, for the assembly to refuse.
 */
export async function readTable(
  file: string,
  bytes: Uint8Array,
  reading: Partial<Reading>,
  notes: Note[],
  problems: Problem[],
  told: Pick<ReadOptions, 'onProgress' | 'signal'> = {},
): Promise<RawTable | undefined> {
  const { encoding, delimiter, sheet } = reading;
  const found = await readSheets(file, bytes, { encoding, delimiter, sheet, ...told });
  problems.push(...found.problems);
  if (found.problems.length > 0) return undefined;
  const filled = found.sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== null)));
  const shown =
    reading.hidden === 'leave-out' && reading.sheet === undefined
      ? filled.filter(({ hidden }) => !hidden.sheet)
      : filled;
  if (shown.length > 1 && reading.sheet === undefined) problems.push(whichSheet(file, shown));
  else if (shown.length === 0) problems.push(noHeader(file));
  if (shown.length !== 1) return undefined;
  if (reading.hidden !== undefined && shown[0]!.name === undefined)
    problems.push(...noMeaning(file, 'hidden', { en: 'no workbook', zh: '非工作簿' }).problems);
  const leavesOut = reading.hidden === 'leave-out';
  notes.push(
    ...found.notes.filter(({ code }) => code !== 'read/hidden' || !leavesOut),
    ...leftOut(shown[0]!, leavesOut),
  );
  return tableOf(shown[0]!, leavesOut, problems);
}

function tableOf(sheet: Sheet, leavesOut: boolean, problems: Problem[]): RawTable {
  const { file, digest, name, lines, hidden } = sheet;
  const isShown = shownIn(leavesOut ? hidden.rows : []);
  const isColumn = shownIn(leavesOut ? hidden.columns : []);
  const text = (row: number, column: number) => cellText(sheet, row, column);
  const kept = sheet.rows.flatMap((row, r) =>
    isShown(r) && row.some((cell, c) => cell !== null && isColumn(c) && String(cell).trim() !== '')
      ? [r]
      : [],
  );
  const [top = 0, ...body] = kept;
  // Trailing blanks of a workbook's row are not kept, so the header alone tells its columns.
  const places = [...(sheet.rows[top] ?? []).keys()].filter(isColumn);
  const header = places.map((column) => text(top, column).trim());
  const isWorkbook = name !== undefined;
  const rows = body.map((r) => {
    const row = sheet.rows[r]!;
    const outside = [...row.keys()].filter(
      (c) => c >= (sheet.rows[top]?.length ?? 0) && row[c] !== null && isColumn(c),
    );
    if (isWorkbook ? outside.length > 0 : row.length !== header.length)
      problems.push(
        ragged(
          isWorkbook ? `${file}!${name}:${cellName(r, outside[0]!)}` : `${file}:${lines[r]}`,
          row.length,
          header.length,
        ),
      );
    return places.map((column) => text(r, column));
  });
  if (header.every((cell) => cell === '')) problems.push(noHeader(file));
  if (isWorkbook) problems.push(...merged(sheet, top), ...uncached(sheet, isShown));
  return {
    file,
    digest,
    header,
    rows,
    lines: body.map((r) => lines[r]!),
    ...(isWorkbook ? { sheet: { name, columns: places } } : {}),
  };
}

function shownIn(hidden: readonly number[]): (index: number) => boolean {
  const set = new Set(hidden);
  return (index) => !set.has(index);
}

function cellText({ rows, odd }: Sheet, row: number, column: number): string {
  const cell = rows[row]?.[column] ?? null;
  if (cell !== null) return String(cell);
  const said = odd.get(cellKey(row, column));
  return said?.kind === 'error' ? said.text : '';
}

function leftOut({ file, name, hidden }: Sheet, leavesOut: boolean): Note[] {
  if (!leavesOut || hidden.rows.length + hidden.columns.length === 0) return [];
  return [
    {
      code: 'read/left-out',
      level: 'note',
      text: {
        en: `${hidden.rows.length} hidden row(s) and ${hidden.columns.length} hidden column(s) of ${file}!${name} were left out.`,
        zh: `${file}!${name} 的 ${hidden.rows.length} 个隐藏行与 ${hidden.columns.length} 个隐藏列未采用。`,
      },
    },
  ];
}

/** Merged cells of a plain table: only the first holds the value, and the others would read as missing. */
function merged({ file, name, merges, rows }: Sheet, top: number): Problem[] {
  return merges
    .filter(({ top: from, bottom }) => bottom >= top && from < rows.length)
    .map((area) => ({
      code: 'data/merged',
      where: `${file}!${name}:${cellName(area.top, area.left)}:${cellName(area.bottom, area.right)}`,
      saw: { en: 'merged cells', zh: '合并单元格' },
      why: {
        en: 'only the first of them holds the value, the others would read as missing',
        zh: '只有首个单元格有值，其余会被读作缺失',
      },
      fix: { en: 'unmerge them and fill every cell', zh: '请取消合并并逐格填写' },
    }));
}

function uncached({ file, name, odd }: Sheet, isShown: (row: number) => boolean): Problem[] {
  const problems: Problem[] = [];
  for (const [key, { kind, text }] of odd) {
    const [row, column] = key.split(':').map(Number) as [number, number];
    if (kind !== 'uncached' || !isShown(row)) continue;
    problems.push({
      code: 'data/uncached',
      where: `${file}!${name}:${cellName(row, column)}`,
      saw: {
        en: `a formula without a stored value (${text.slice(0, 40)})`,
        zh: `没有存储值的公式（${text.slice(0, 40)}）`,
      },
      why: {
        en: 'formulas are not computed here, so the cell is unknown',
        zh: '此处不计算公式，单元格的值未知',
      },
      fix: {
        en: 'open the workbook in Excel, recalculate and save it',
        zh: '请在 Excel 中打开，重新计算并保存',
      },
    });
  }
  return problems;
}

function whichSheet(file: string, sheets: readonly Sheet[]): Problem {
  const names = sheets.map(({ name }) => name).join(', ');
  return {
    code: 'data/which-sheet',
    where: file,
    saw: {
      en: `${sheets.length} sheets that hold something: ${names}`,
      zh: `${sheets.length} 张有内容的工作表：${names}`,
    },
    why: { en: 'it is not clear which one is meant', zh: '无法确定所指为哪一张' },
    fix: { en: 'write sheet: with its name beside the file', zh: '请在该文件旁用 sheet: 写明表名' },
  };
}
