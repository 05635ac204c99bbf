import { listed, type Note, noteAbout } from '../../core/note.ts';
import { cellName, columnName, type Sheet } from '../../study/import/sheet.ts';
import { type Reading, type ReadOptions, refused, sheetOf } from './reading.ts';
import { readParts } from './workbook-parts.ts';
import { readWorksheet, type Worksheet } from './worksheet.ts';
import { openArchive } from './zip.ts';

/** The sheets of an .xlsx workbook, or the one that the options name. */
export async function readXlsx(
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Reading> {
  const archive = openArchive(file, bytes);
  if (!archive.entries.has('xl/workbook.xml')) throw noWorkbook(file);
  let done = 0;
  let total = 1;
  const onBytes = (count: number) => {
    options.signal?.throwIfAborted();
    done += count;
    options.onProgress?.(Math.min(1, done / total));
  };
  const parts = await readParts(archive, () => options.signal?.throwIfAborted());
  if (parts.sheets.length === 0) throw noWorkbook(file);
  const wanted = parts.sheets.filter(({ name }) => options.sheet === undefined || name === options.sheet);
  if (options.sheet !== undefined && wanted.length === 0)
    throw noSheet(
      file,
      options.sheet,
      parts.sheets.map(({ name }) => name),
    );
  total = Math.max(
    1,
    wanted.reduce((sum, { part }) => sum + archive.entries.get(part)!.inflated, 0),
  );
  const budget = { cells: 0 };
  const sheets: Sheet[] = [];
  const notes: Note[] = [];
  for (const one of wanted) {
    const found = await readWorksheet(archive, one, parts, budget, onBytes);
    sheets.push(
      sheetOf(file, digest, found.rows, {
        name: one.name,
        merges: found.merges,
        hidden: { sheet: one.hidden, rows: found.hiddenRows, columns: found.hiddenColumns },
        odd: found.odd,
      }),
    );
    notes.push(...sheetNotes(`${file}!${one.name}`, found));
  }
  notes.push(...hiddenNotes(sheets));
  if (parts.is1904) notes.push(dates1904(file));
  if (parts.iterates) notes.push(circular(file));
  return { sheets, notes, problems: [] };
}

function sheetNotes(place: string, { external, inexact, filtered, odd }: Worksheet): Note[] {
  const notes = [
    ...noteAbout('read/external-link', 'warning', external, (cells) => ({
      en: `Formulas that ask another workbook; their stored values were taken: ${cells.en}.`,
      zh: `公式引用其他工作簿，采用其存储值：${cells.zh}。`,
    })),
    ...noteAbout('read/long-number', 'warning', inexact, (cells) => ({
      en: `Whole numbers of more than 15 digits, whose last digits a spreadsheet loses: ${cells.en}. Write identifiers as text.`,
      zh: `超过 15 位的整数，电子表格会丢失末位数字：${cells.zh}。标识请以文本存储。`,
    })),
    ...noteAbout('read/short-date', 'warning', shortDates(place, odd), (cells) => ({
      en: `Dates shown without a year, perhaps typed as something else such as 3-1: ${cells.en}.`,
      zh: `不含年份的日期，可能原为“3-1”之类的文本：${cells.zh}。`,
    })),
  ];
  if (filtered)
    notes.push({
      code: 'read/filter',
      level: 'note',
      text: {
        en: `${place} has a filter; rows that it hides were read too.`,
        zh: `${place} 设有筛选，被隐藏的行也已读取。`,
      },
    });
  return notes;
}

function shortDates(place: string, odd: Worksheet['odd']): string[] {
  const found: string[] = [];
  for (const [key, { kind, text }] of odd)
    if (kind === 'date' && /d/i.test(text) && /m/i.test(text) && !/[yh]/i.test(text)) {
      const [row, column] = key.split(':').map(Number) as [number, number];
      found.push(`${place}:${cellName(row, column)}`);
    }
  return found;
}

/** What is hidden, told and read all the same. */
export function hiddenNotes(sheets: readonly Sheet[]): Note[] {
  const items = sheets.flatMap(({ file, name, hidden }) => {
    const place = `${file}!${name}`;
    return [
      ...(hidden.sheet ? [place] : []),
      ...(hidden.rows.length > 0
        ? [
            `${place} (rows ${
              listed(
                hidden.rows.map((r) => String(r + 1)),
                4,
              ).en
            })`,
          ]
        : []),
      ...(hidden.columns.length > 0
        ? [`${place} (columns ${listed(hidden.columns.map(columnName), 4).en})`]
        : []),
    ];
  });
  return noteAbout('read/hidden', 'warning', items, (names) => ({
    en: `Hidden in the workbook, and read like the rest: ${names.en}.`,
    zh: `工作簿中隐藏的部分，仍照常读取：${names.zh}。`,
  }));
}

function dates1904(file: string): Note {
  return {
    code: 'read/dates-1904',
    level: 'note',
    text: {
      en: `${file} counts its dates from 1904; they were read so.`,
      zh: `${file} 的日期从 1904 年起算，已按此读取。`,
    },
  };
}

function circular(file: string): Note {
  return {
    code: 'read/iterative',
    level: 'warning',
    text: {
      en: `${file} allows circular formulas; the values stored last were taken.`,
      zh: `${file} 允许循环引用，采用最后存储的值。`,
    },
  };
}

function noWorkbook(file: string) {
  return refused(
    'read/truncated',
    file,
    { en: 'a workbook without its list of sheets', zh: '缺少工作表目录的工作簿' },
    { en: 'its sheets cannot be found', zh: '无法找到工作表' },
    { en: 'open it in a spreadsheet program and save it anew', zh: '请用电子表格软件打开并重新保存' },
  );
}

function noSheet(file: string, sheet: string, names: readonly string[]) {
  const known = listed(names, 20);
  return refused(
    'data/no-sheet',
    file,
    { en: `no sheet "${sheet}"; there are ${known.en}`, zh: `没有工作表“${sheet}”；现有 ${known.zh}` },
    { en: 'the study asks for it', zh: '研究文件引用了该表' },
    { en: 'correct sheet:', zh: '请更正 sheet:' },
  );
}
