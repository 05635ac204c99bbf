import type { Note } from '../../core/note.ts';
import { type Area, type CellValue, cellKey, type OddCell, type Sheet } from '../../study/import/sheet.ts';
import { beyond, LIMITS } from './limits.ts';
import { type Reading, type ReadOptions, refused, sheetOf } from './reading.ts';
import { checkedText } from './workbook-parts.ts';
import { hiddenNotes } from './xlsx.ts';
import { attribute, readPart } from './xml.ts';
import { openArchive } from './zip.ts';

interface Table {
  name: string;
  rows: CellValue[][];
  merges: Area[];
  hidden: { sheet: boolean; rows: number[]; columns: number[] };
  odd: Map<string, OddCell>;
}

interface Cell {
  attributes: Record<string, string>;
  paragraphs: string[];
}

/** The sheets of an OpenDocument spreadsheet, or the one that the options name. */
export async function readOds(
  file: string,
  digest: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Reading> {
  const archive = openArchive(file, bytes);
  await readPart(archive, 'META-INF/manifest.xml', {
    open: (name) => {
      if (name === 'encryption-data') throw locked(file);
    },
  });
  const hiddenStyles = new Set<string>();
  let style = '';
  const tables: Table[] = [];
  let table: Table | undefined;
  let column = 0;
  let row: CellValue[] = [];
  let rowIndex = 0;
  let rowAttributes: Record<string, string> = {};
  let cell: Cell | undefined;
  let depth = 0;
  let budget = 0;
  let done = 0;

  const endCell = (ended: Cell) => {
    const times = repeated(ended.attributes, 'number-columns-repeated');
    const value = readValue(ended, table!, rowIndex, column, `${file}!${table!.name}`);
    spanOf(ended.attributes, table!, rowIndex, column);
    // Blank cells to the right edge are repeated thousands of times and hold nothing.
    if (value !== null) {
      if (column + times > LIMITS.columns)
        throw beyond(`${file}!${table!.name}`, { en: 'columns', zh: '列数' }, column + times, LIMITS.columns);
      while (row.length < column) row.push(null);
      for (let i = 0; i < times; i++) row.push(value);
    }
    column += times;
  };
  const endRow = () => {
    const times = repeated(rowAttributes, 'number-rows-repeated');
    const isHidden = ['collapse', 'filter'].includes(attribute(rowAttributes, 'visibility') ?? '');
    if (row.length > 0) {
      budget += row.length * times;
      if (budget > LIMITS.cells || rowIndex + times > LIMITS.rows)
        throw beyond(`${file}!${table!.name}`, { en: 'cells', zh: '单元格数' }, budget, LIMITS.cells);
      while (table!.rows.length < rowIndex) table!.rows.push(NOTHING);
      for (let i = 0; i < times; i++) table!.rows.push(row);
      if (isHidden) for (let i = 0; i < times; i++) table!.hidden.rows.push(rowIndex + i);
    }
    rowIndex += times;
  };
  await readPart(
    archive,
    'content.xml',
    {
      open: (name, attributes) => {
        if (name === 'style') style = attribute(attributes, 'name') ?? '';
        else if (name === 'table-properties' && attribute(attributes, 'display') === 'false')
          hiddenStyles.add(style);
        else if (name === 'table') {
          table = newTable(attributes, hiddenStyles);
          tables.push(table);
          column = rowIndex = 0;
        } else if (!table) return;
        else if (name === 'table-column') column = hideColumns(table, attributes, column);
        else if (name === 'table-row') {
          rowAttributes = attributes;
          row = [];
          column = 0;
        } else if (name === 'table-cell' || name === 'covered-table-cell')
          cell = { attributes, paragraphs: [] };
        else if (name === 'annotation') depth++;
        else if (name === 'p' && depth === 0) cell?.paragraphs.push('');
        else if (cell && depth === 0) spaces(cell, name, attributes);
      },
      text: (text) => {
        if (!cell || depth > 0 || cell.paragraphs.length === 0) return;
        cell.paragraphs[cell.paragraphs.length - 1] += text;
      },
      close: (name) => {
        if (name === 'annotation') depth--;
        else if ((name === 'table-cell' || name === 'covered-table-cell') && cell) {
          endCell(cell);
          cell = undefined;
        } else if (name === 'table-row' && table) endRow();
        else if (name === 'table') table = undefined;
      },
    },
    (count) => {
      options.signal?.throwIfAborted();
      done += count;
      options.onProgress?.(Math.min(1, done / (archive.entries.get('content.xml')?.inflated || 1)));
    },
  );
  const wanted = tables.filter(({ name }) => options.sheet === undefined || name === options.sheet);
  if (wanted.length === 0) throw noTable(file, options.sheet, tables);
  const sheets: Sheet[] = wanted.map(({ rows, ...rest }) => sheetOf(file, digest, rows, rest));
  const notes: Note[] = hiddenNotes(sheets);
  return { sheets, notes, problems: [] };
}

const NOTHING: CellValue[] = [];

function newTable(attributes: Record<string, string>, hiddenStyles: ReadonlySet<string>): Table {
  return {
    name: attribute(attributes, 'name') ?? '',
    rows: [],
    merges: [],
    hidden: { sheet: hiddenStyles.has(attribute(attributes, 'style-name') ?? ''), rows: [], columns: [] },
    odd: new Map(),
  };
}

function repeated(attributes: Readonly<Record<string, string>>, name: string): number {
  const value = Number(attribute(attributes, name) ?? 1);
  return Number.isInteger(value) && value > 0 ? value : 1;
}

function hideColumns(table: Table, attributes: Record<string, string>, from: number): number {
  const times = repeated(attributes, 'number-columns-repeated');
  if (attribute(attributes, 'visibility') === 'collapse')
    for (let i = from; i < Math.min(from + times, LIMITS.columns); i++) table.hidden.columns.push(i);
  return from + times;
}

/** Runs of spaces, tabs and line breaks are elements of their own. */
function spaces(cell: Cell, name: string, attributes: Record<string, string>): void {
  const at = cell.paragraphs.length - 1;
  if (at < 0) return;
  const times = Math.min(repeated(attributes, 'c'), LIMITS.text);
  if (name === 's') cell.paragraphs[at] += ' '.repeat(times);
  else if (name === 'tab') cell.paragraphs[at] += '\t';
  else if (name === 'line-break') cell.paragraphs[at] += '\n';
}

function spanOf(attributes: Record<string, string>, table: Table, row: number, column: number): void {
  const across = repeated(attributes, 'number-columns-spanned');
  const down = repeated(attributes, 'number-rows-spanned');
  if (across * down > 1)
    table.merges.push({ top: row, left: column, bottom: row + down - 1, right: column + across - 1 });
}

function readValue(
  { attributes, paragraphs }: Cell,
  table: Table,
  row: number,
  column: number,
  sheet: string,
): CellValue {
  const text = checkedText(sheet, paragraphs.join('\n'));
  const odd = (kind: OddCell['kind'], said: string) =>
    table.odd.set(cellKey(row, column), { kind, text: said });
  const of = (name: string) => attribute(attributes, name);
  const type = of('value-type');
  const formula = of('formula');
  const isError = Object.entries(attributes).some(
    ([key, value]) => key.endsWith(':value-type') && value === 'error',
  );
  if (formula !== undefined && (isError || /^(#[A-Z/0!?]+|Err:\d+)$/.test(text))) {
    odd('error', text);
    return null;
  }
  if (formula !== undefined && type === undefined && text === '') {
    odd('uncached', `=${formula.replace(/^\w+:=/, '')}`);
    return null;
  }
  switch (type) {
    case 'float':
    case 'currency':
    case 'percentage': {
      const written = of('value') ?? '';
      const value = Number(written);
      if (type === 'percentage') odd('percent', text);
      return written.trim() === '' ? null : Number.isFinite(value) ? value : written;
    }
    case 'date':
      odd('date', text);
      return of('date-value') ?? null;
    case 'boolean': {
      const value = of('boolean-value') === 'true' ? 'TRUE' : 'FALSE';
      odd('boolean', value);
      return value;
    }
    default:
      return text === '' ? of('string-value') || null : text;
  }
}

function locked(file: string) {
  return refused(
    'read/protected',
    file,
    { en: 'a spreadsheet protected by a password', zh: '受密码保护的电子表格' },
    { en: 'its content is encrypted', zh: '其内容已加密' },
    { en: 'open it, take the password off and save it again', zh: '请打开后取消密码再保存' },
  );
}

function noTable(file: string, sheet: string | undefined, tables: readonly Table[]) {
  const names = tables.map(({ name }) => name).join(', ');
  return refused(
    'data/no-sheet',
    file,
    sheet === undefined
      ? { en: 'no sheet', zh: '没有工作表' }
      : { en: `no sheet "${sheet}"; there are ${names}`, zh: `没有工作表“${sheet}”；现有 ${names}` },
    { en: 'there is nothing to read', zh: '没有可读内容' },
    { en: 'correct sheet:', zh: '请更正 sheet:' },
  );
}
