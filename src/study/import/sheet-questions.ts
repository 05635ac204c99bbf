import { kindOf, textOf } from './cell-kind.ts';
import type { Role } from './column-roles.ts';
import { readHeader } from './header-text.ts';
import type { ColumnHeader } from './header-tree.ts';
import type { Answers, Question } from './reading.ts';
import type { Region } from './region.ts';
import { shifted } from './scale.ts';
import { cellName, columnName, type Sheet } from './sheet.ts';
import { spanOf } from './year-text.ts';

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
  // Columns of years belong to the indicator of the table, whatever stands beside them.
  const counts = new Map<string, number>();
  for (const { header, c } of values) {
    if (header.title !== '' || header.period !== undefined) continue;
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

/** Numbers that their format shows in thousands or 万: the header speaks of the ones or of the others. */
export function shownQuestion({ odd, rows }: Sheet, where: string, questions: Question[]): void {
  const found = [...odd].flatMap(([key, { kind, text }]) => {
    const [r, c] = key.split(':').map(Number) as [number, number];
    const value = rows[r]?.[c];
    return kind === 'scaled' && typeof value === 'number' && value !== 0
      ? [{ cell: cellName(r, c), value, shown: shifted(value, 1 / Number(text)) }]
      : [];
  });
  const [first] = found;
  if (!first) return;
  questions.push({
    id: 'shown',
    where: `${where}:${first.cell}`,
    text: {
      en: `${found.length} number(s) are stored larger than their format shows them. Which are meant?`,
      zh: `有 ${found.length} 个数值的存储值大于其显示值（数字格式缩小了显示）。以哪个为准？`,
    },
    samples: found.slice(0, 5).map(({ cell, value, shown }) => `${cell}: ${value} (${shown})`),
    choices: [
      { id: 'shown', text: { en: `as shown: ${first.shown}`, zh: `显示值：${first.shown}` } },
      { id: 'stored', text: { en: `as stored: ${first.value}`, zh: `存储值：${first.value}` } },
    ],
  });
}

/** One number in a merged cell over several rows or columns of values: whose it is, the file does not tell. */
export function mergedQuestion(
  { merges, rows, lines }: Sheet,
  [from, to]: readonly [number, number],
  isValue: (r: number, c: number) => boolean,
  where: string,
  questions: Question[],
): void {
  const found = merges.filter(
    ({ top, left, bottom, right }) =>
      top >= from &&
      bottom <= to &&
      isValue(top, left) &&
      (isValue(bottom, left) || isValue(top, right)) &&
      (bottom > top || right > left) &&
      ['number', 'year', 'almost'].includes(kindOf(rows[top]?.[left] ?? null)),
  );
  if (found.length === 0) return;
  questions.push({
    id: 'merged',
    where,
    text: {
      en: `${found.length} number(s) stand in merged cells over several values. Whose are they?`,
      zh: `有 ${found.length} 个数值位于跨多个单元格的合并单元格中。它属于谁？`,
    },
    samples: found
      .slice(0, 5)
      .map(
        ({ top, left, bottom, right }) =>
          `${columnName(left)}${lines[top]}:${columnName(right)}${lines[bottom]} ${textOf(rows[top]![left])}`,
      ),
    choices: [
      {
        id: 'first',
        text: { en: 'of the first cell alone; the others are missing', zh: '只属于首个单元格，其余为缺失' },
      },
      { id: 'each', text: { en: 'of each of the cells', zh: '各单元格均取此值' } },
    ],
  });
}

/** A fiscal or school year, 2014-15, lies in two years: which of them names it is the source's own choice. */
export function spanQuestion(headers: readonly ColumnHeader[], where: string, questions: Question[]): void {
  const spans = headers.filter(({ isSpan }) => isSpan).map(({ path }) => path.find((text) => spanOf(text))!);
  const [first] = spans;
  const years = first === undefined ? undefined : spanOf(first);
  if (!years) return;
  questions.push({
    id: 'span',
    where,
    text: {
      en: `Columns are headed by spans such as ${first}. Under which year are they taken?`,
      zh: `表头的年份为 ${first} 这样的区间。取哪一年？`,
    },
    samples: [...new Set(spans)].slice(0, 5),
    choices: [
      { id: 'first', text: { en: `the first: ${years[0]}`, zh: `前一年：${years[0]}` } },
      { id: 'last', text: { en: `the last: ${years[1]}`, zh: `后一年：${years[1]}` } },
    ],
  });
}

/** Titles of tables of many indicators. */
const GENERAL = /(?:指标|资料|年鉴|概况|一览表?|数据|统计|indicators|data|statistics|yearbook)$/i;

/** The indicator of a table that only has years above its columns: what its title says beside table number and years. */
export function indicatorOf(
  region: Region,
  sheet: string | undefined,
  where: string,
  answers: Answers,
  questions: Question[],
): string | undefined {
  // A sheet per indicator is called by it and its unit, where nothing else says it: 常住人口(万人).
  const isCalled = sheet !== undefined && region.titles.length === 0 && readHeader(sheet).unit !== undefined;
  const titles = isCalled ? [sheet] : region.titles;
  // As databases head what they export: 指标：年末户籍人口(万人).
  const named = titles.flatMap(
    (text) => /^(?:指标|indicator|series|dataset)\s*[:：]\s*(.+)$/i.exec(text.trim())?.[1] ?? [],
  );
  const said = (named.length === 1 ? named : titles)
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

/**
 * The one unit of a sheet without a column of units: the name of the sheet where it is a place, else the place with
 * which a title begins (黑河市国民经济主要指标), or asked for.
 */
export function placeOf(
  { name }: Sheet,
  titles: readonly string[],
  isPlace: ((text: string) => boolean) | undefined,
  where: string,
  answers: Answers,
  questions: Question[],
): string | undefined {
  const answered = answers.get('place');
  const found = name !== undefined && isPlace?.(name) === true ? name : placeInTitles(titles, isPlace);
  if (answered !== undefined || found === undefined)
    questions.push({
      id: 'place',
      where,
      text: { en: 'Which city or region are these data of?', zh: '这些数据属于哪个城市或地区？' },
      samples: [...titles, ...(name === undefined ? [] : [name])].slice(0, 5),
      choices: [],
    });
  return answered ?? found;
}

/** A full name alone, with what its kind is called: 吉林 or 海南 begin other names and titles too. */
const FULL_NAME =
  /^[\p{Script=Han}]{1,10}?(?:市|自治州|地区|盟|县|自治县|自治旗)(?=[\p{Script=Han}\d（(\s])/u;

function placeInTitles(
  titles: readonly string[],
  isPlace: ((text: string) => boolean) | undefined,
): string | undefined {
  const found = titles.flatMap((title) => {
    const text = withoutTableNumber(title).replace(
      /^(?:19|20)\d\d\s*年?(?:\s*[-~—–至]\s*(?:19|20)?\d\d\s*年?)?/,
      '',
    );
    const name = FULL_NAME.exec(text.trim())?.[0];
    // Districts and counties of a city have rows or tables of their own.
    const rest = text.trim().slice(name?.length ?? 0);
    const isOfParts =
      /^(?:各|分|所辖|下辖|及|和|与|、)|^\p{Script=Han}{0,8}?(?:区|县|旗|镇|乡|街道|市)/u.test(rest);
    return name !== undefined && !isOfParts && isPlace?.(name) === true ? [name] : [];
  });
  const names = new Set(found);
  return names.size === 1 ? found[0] : undefined;
}

/** A title without the number of the table before it: 表2-1, 3.2. */
function withoutTableNumber(title: string): string {
  return title.replace(/^(?:表|table)?\s*[\d一二三四五六七八九十]+(?:[-–.．]\d+)*[、.:：\s]+/i, '').trim();
}
