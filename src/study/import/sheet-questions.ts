import { textOf } from './cell-kind.ts';
import type { Role } from './column-roles.ts';
import type { ColumnHeader } from './header-tree.ts';
import type { Answers, Question } from './reading.ts';
import type { Region } from './region.ts';
import { columnName, type Sheet } from './sheet.ts';

/** Rows and columns that the file hides may be drafts or mere layout. */
export function hiddenQuestion(sheet: Sheet, questions: Question[]): void {
  const { hidden } = sheet;
  const count = hidden.rows.length + hidden.columns.length;
  if (!hidden.sheet && count === 0) return;
  questions.push({
    id: 'hidden',
    where: `${sheet.file}${sheet.name === undefined ? '' : `!${sheet.name}`}`,
    text: hidden.sheet
      ? { en: 'This sheet is hidden in the file. Read it?', zh: '该工作表在文件中被隐藏。是否读取？' }
      : {
          en: `${hidden.rows.length} row(s) and ${hidden.columns.length} column(s) are hidden in the file. Read them?`,
          zh: `文件中隐藏了 ${hidden.rows.length} 行、${hidden.columns.length} 列。是否读取？`,
        },
    samples: [
      ...hidden.rows
        .slice(0, 3)
        .map(
          (r) =>
            `${sheet.lines[r] ?? r + 1}: ${(sheet.rows[r] ?? []).map(textOf).filter(Boolean).slice(0, 4).join(' ')}`,
        ),
      ...hidden.columns.slice(0, 2).map((c) => columnName(c)),
    ],
    choices: [
      { id: 'read', text: { en: 'read them', zh: '读取' } },
      { id: 'left-out', text: { en: 'leave them out', zh: '不读取' } },
    ],
  });
}

/**
 * A column of numbers without a header among others that have one: a rank, a sum, something left over. It is named by the
 * header on its left, which stays the same where columns are added elsewhere.
 */
export function untitledQuestions(
  sheet: Sheet,
  headers: readonly ColumnHeader[],
  roles: Role[],
  dataRows: readonly number[],
  where: string,
  questions: Question[],
): void {
  const values = headers.flatMap((header, c) => (roles[c] === 'value' ? [{ header, c }] : []));
  if (roles.includes('indicator') || !values.some(({ header }) => header.title !== '')) return;
  const counts = new Map<string, number>();
  for (const { header, c } of values) {
    if (header.title !== '') continue;
    roles[c] = 'ignored';
    const letter = columnName(c);
    const beside = headers.slice(0, c).findLast(({ title }) => title !== '')?.title ?? '';
    const count = (counts.get(beside) ?? 0) + 1;
    counts.set(beside, count);
    questions.push({
      id: `untitled:${beside}${count === 1 ? '' : ` ${count}`}`,
      where: `${where}:${letter}`,
      text: {
        en: `Column ${letter}, on the right of "${beside}", holds numbers, but nothing stands above them. It can only be left out; write a header to have it read.`,
        zh: `“${beside}”右侧的 ${letter} 列有数值而无表头，只能略去；如需读取，请补写表头。`,
      },
      samples: dataRows.slice(0, 5).map((r) => textOf(sheet.rows[r]![c])),
      choices: [{ id: 'ignored', text: { en: 'leave it out', zh: '略去' } }],
    });
  }
}

/** Titles of tables of many indicators. */
const GENERAL = /(?:指标|资料|年鉴|概况|一览表?|数据|统计|indicators|data|statistics|yearbook)$/i;

/** The indicator of a table that only has years above its columns: what its title says beside table number and years. */
export function indicatorOf(
  { titles }: Region,
  where: string,
  answers: Answers,
  questions: Question[],
): string | undefined {
  const said = titles
    .map((text) =>
      text
        .replace(/^(?:表|table)?\s*[\d一二三四五六七八九十]+(?:[-–.．]\d+)*[、.:：\s]*/i, '')
        .replace(/(?:19|20)\d\d\s*年?(?:\s*[-~—–至]\s*(?:19|20)?\d\d\s*年?)?/g, '')
        .replace(/^(?:各?(?:城市|地区|市|地级市)(?:的)?)/, '')
        .trim(),
    )
    .filter((text) => text !== '' && !/^[(（].*[)）]$/.test(text));
  // A second title in English is the first one again.
  const chinese = said.filter((text) => /\p{Script=Han}/u.test(text));
  const plain = chinese.length > 0 ? chinese : said;
  const isClear = plain.length === 1 && !GENERAL.test(plain[0]!);
  const answered = answers.get('indicator');
  if (answered !== undefined || !isClear)
    questions.push({
      id: 'indicator',
      where,
      text: { en: 'Which indicator does this sheet hold?', zh: '此表是哪项指标？' },
      samples: titles.slice(0, 5),
      choices: [],
    });
  return answered ?? (isClear ? plain[0] : undefined);
}

/** The one unit of a sheet without a column of units: the name of the sheet where it is a place, or asked for. */
export function placeOf(
  { name }: Sheet,
  isPlace: ((text: string) => boolean) | undefined,
  where: string,
  answers: Answers,
  questions: Question[],
): string | undefined {
  const answered = answers.get('place');
  const isTelling = name !== undefined && isPlace?.(name) === true;
  if (answered !== undefined || !isTelling)
    questions.push({
      id: 'place',
      where,
      text: { en: 'Which city or region are these data of?', zh: '这些数据属于哪个城市或地区？' },
      samples: name === undefined ? [] : [name],
      choices: [],
    });
  return answered ?? (isTelling ? name : undefined);
}
