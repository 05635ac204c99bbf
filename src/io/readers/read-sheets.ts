import { createHash } from 'node:crypto';
import { type Note, noteAbout } from '../../core/note.ts';
import { type Problem, ProblemError } from '../../core/problem.ts';
import type { Sheet } from '../../study/import/sheet.ts';
import { readDelimited } from './delimited.ts';
import { type Reading, type ReadOptions, refused } from './reading.ts';
import { splitLabels } from './sdmx.ts';
import { type Kind, sniff } from './sniff.ts';

/**
 * Reads the bytes of a file into sheets, whatever its name says: the type is told by the content. Text files, JSON and Parquet
 * give one sheet, workbooks one for each of theirs. What cannot be read is a problem that says what the file is and what
 * to do; what was decided on the way (encoding, separator, hidden parts) is a note.
 */
export async function readSheets(
  file: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Reading> {
  options.signal?.throwIfAborted();
  const digest = createHash('sha256').update(bytes).digest('hex');
  const kind = sniff(bytes);
  try {
    refuseUnused(file, kind, options);
    const reading = await readKind(kind, file, digest, bytes, options);
    return { ...reading, notes: [...otherName(file, kind), ...reading.notes] };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { sheets: [], notes: [], problems: [...error.problems] };
  }
}

/** Refuses what is said of a file but has no meaning for one of its kind. */
function refuseUnused(file: string, kind: Kind, { encoding, delimiter, sheet }: ReadOptions): void {
  const unused = [
    ...(kind === 'text' || encoding === undefined ? [] : ['encoding']),
    ...(kind === 'text' || delimiter === undefined ? [] : ['delimiter']),
    ...(kind !== 'text' && kind !== 'parquet' ? [] : sheet === undefined ? [] : ['sheet']),
  ];
  if (unused.length > 0 && kind in ENDINGS) throw noMeaning(file, unused.join(', '), NAMES[kind]);
}

/** The refusal of a key that files of a kind have no use for. */
export function noMeaning(file: string, keys: string, kind: { en: string; zh: string }): ProblemError {
  return refused(
    'data/no-meaning',
    file,
    { en: `${keys}, while the file is ${kind.en}`, zh: `指定了 ${keys}，而文件为${kind.zh}` },
    { en: 'what is written in the study would be ignored', zh: '研究文件中的该设置将不起作用' },
    { en: `remove ${keys}, or name the right file`, zh: `请删除 ${keys}，或更正文件名` },
  );
}

async function readKind(
  kind: Kind,
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<Reading> {
  switch (kind) {
    case 'text':
      return readText(file, digest, bytes, options);
    case 'xlsx':
      return (await import('./xlsx.ts')).readXlsx(file, digest, bytes, options);
    case 'ods':
      return (await import('./ods.ts')).readOds(file, digest, bytes, options);
    case 'parquet':
      return (await import('./parquet.ts')).readParquet(file, digest, bytes, options);
    case 'json':
      return (await import('./json.ts')).readJson(file, digest, bytes, options);
    default:
      throw notATable(file, kind);
  }
}

async function readText(
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<Reading> {
  const { sheets, notes, problems } = await readDelimited(file, digest, bytes, options);
  options.onProgress?.(1);
  const split: Sheet[] = sheets.map((sheet) => ({ ...sheet, rows: splitLabels(sheet.rows) }));
  const blank: Problem[] = split
    .filter(({ rows }) => rows.every((row) => row.every((cell) => String(cell ?? '').trim() === '')))
    .flatMap(() => notATable(file, 'empty').problems);
  return {
    sheets: blank.length > 0 ? [] : split,
    notes: [...notes, ...codeNotes(split)],
    problems: [...problems, ...blank],
  };
}

/** Numbers in scientific notation as spreadsheets write long codes: the digits are gone from the file. */
function codeNotes(sheets: readonly Sheet[]): Note[] {
  const items: string[] = [];
  for (const { file, rows, lines } of sheets)
    rows.forEach((row, r) => {
      for (const cell of row)
        if (typeof cell === 'string' && /^\s*\d(\.\d+)?E\+\d\d\s*$/.test(cell))
          items.push(`${file}:${lines[r]} (${cell.trim()})`);
    });
  return noteAbout('read/scientific', 'warning', items, (cells) => ({
    en: `Numbers as spreadsheets shorten long codes; if they are codes, their digits are lost: ${cells.en}.`,
    zh: `电子表格缩写长代码的形式；若为代码，其数字已丢失：${cells.zh}。`,
  }));
}

const ENDINGS: Partial<Record<Kind, RegExp>> = {
  xlsx: /\.(xlsx|xlsm|xltx)$/i,
  ods: /\.(ods|ots)$/i,
  parquet: /\.(parquet|pq)$/i,
  json: /\.(json|px\.json)$/i,
  text: /\.(csv|tsv|txt|tab|dat)$/i,
};

/** A note where the ending of the name says something else than the content. */
function otherName(file: string, kind: Kind): Note[] {
  if (ENDINGS[kind]?.test(file) !== false || !Object.values(ENDINGS).some((ending) => ending.test(file)))
    return [];
  const { en, zh } = NAMES[kind];
  return [
    {
      code: 'read/other-type',
      level: 'warning',
      text: {
        en: `By its content ${file} is ${en}, and was read so.`,
        zh: `${file} 的内容实为${zh}，已按此读取。`,
      },
      items: [file],
    },
  ];
}

const NAMES: Record<Kind, { en: string; zh: string }> = {
  empty: { en: 'empty', zh: '空文件' },
  xlsx: { en: 'an Excel workbook', zh: 'Excel 工作簿' },
  ods: { en: 'an OpenDocument spreadsheet', zh: 'OpenDocument 电子表格' },
  zip: { en: 'a zip archive that is no workbook', zh: '并非工作簿的 zip 压缩包' },
  protected: { en: 'a workbook protected by a password', zh: '受密码保护的工作簿' },
  ole: { en: 'a workbook in the old binary form (.xls, .et)', zh: '旧式二进制工作簿（.xls、.et）' },
  parquet: { en: 'a Parquet file', zh: 'Parquet 文件' },
  json: { en: 'JSON', zh: 'JSON' },
  html: { en: 'a web page (HTML)', zh: '网页（HTML）' },
  xml: { en: 'XML', zh: 'XML' },
  pdf: { en: 'a PDF', zh: 'PDF' },
  packed: { en: 'a packed archive', zh: '压缩文件' },
  picture: { en: 'a picture', zh: '图片' },
  text: { en: 'a text table', zh: '文本表格' },
};

function notATable(file: string, kind: Kind): ProblemError {
  const { en, zh } = NAMES[kind];
  const isProtected = kind === 'protected';
  return refused(
    kind === 'empty' ? 'data/no-header' : isProtected ? 'read/protected' : 'read/type',
    file,
    { en: kind === 'empty' ? 'an empty file' : `${en}, whatever its name says`, zh: `内容为${zh}` },
    isProtected
      ? { en: 'its content is encrypted', zh: '其内容已加密' }
      : {
          en: 'read are .csv, .tsv, .xlsx, .ods, .parquet and .json tables',
          zh: '可读取 .csv、.tsv、.xlsx、.ods、.parquet 与 .json 表格',
        },
    FIXES[kind] ?? {
      en: 'open it in a spreadsheet program and save it as .xlsx',
      zh: '请用电子表格软件（如 WPS、Excel）打开并另存为 .xlsx',
    },
  );
}

const FIXES: Partial<Record<Kind, { en: string; zh: string }>> = {
  empty: { en: 'export or download the file again', zh: '请重新导出或下载该文件' },
  protected: {
    en: 'open it, take the password off, and save it as .xlsx',
    zh: '请打开后取消密码，并另存为 .xlsx',
  },
  zip: { en: 'unpack it and give the table inside', zh: '请解压后给出其中的表格' },
  packed: { en: 'unpack it and give the table inside', zh: '请解压后给出其中的表格' },
  pdf: {
    en: 'find the table as a spreadsheet, or copy it into one',
    zh: '请获取电子表格版本，或将表格录入电子表格',
  },
  picture: { en: 'give the table itself', zh: '请给出表格本身' },
};
