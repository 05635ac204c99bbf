import type { Question } from './reading.ts';
import { columnName, type Sheet } from './sheet.ts';
import { type Part, partsOf, within } from './split-tables.ts';

/**
 * The tables of a sheet, each as a sheet of its own that keeps the names of its cells; all but the first have a number. Where
 * nothing parts them but another header, only the first is given until the question is answered.
 */
export function tablesOf(
  sheet: Sheet,
  choice: string | undefined,
  isPlace?: (text: string) => boolean,
): { tables: Sheet[]; question?: Question } {
  const parts = partsOf(sheet, isPlace);
  if (parts.length <= 1) return { tables: [sheet] };
  const isSure = parts.slice(1).every(({ isParted }) => isParted);
  const isEach = choice === 'each' || (choice === undefined && isSure);
  const tables = parts.map((part, i) => ({ ...within(sheet, part), ...(i === 0 ? {} : { table: i + 1 }) }));
  return {
    tables: isEach ? tables : tables.slice(0, 1),
    question: tablesQuestion(sheet, parts, isSure),
  };
}

function tablesQuestion(sheet: Sheet, parts: readonly Part[], isSure: boolean): Question {
  return {
    id: 'tables',
    where: `${sheet.file}${sheet.name === undefined ? '' : `!${sheet.name}`}`,
    text: {
      en: `This sheet holds ${parts.length} tables with headers of their own. Read each by itself, or the first alone?`,
      zh: `此工作表有 ${parts.length} 张表头各异的表。分别读取，还是只读取第一张？`,
    },
    samples: parts.map((part) => areaText(sheet, part)),
    choices: [
      { id: 'each', text: { en: 'each as a table of its own', zh: '分别读取' } },
      { id: 'first', text: { en: 'the first table alone', zh: '只读取第一张表' } },
    ],
    ...(isSure ? { usual: 'each' } : {}),
  };
}

/** Where a part stands, as spreadsheets write it. */
function areaText({ lines }: Sheet, { rows: [top, bottom], columns: [left, right] }: Part): string {
  return `${columnName(left)}${lines[top]}:${columnName(right)}${lines[bottom]}`;
}
