import { type Area, type CellValue, cellKey, columnName, type OddCell } from '../../study/import/sheet.ts';
import { dateText } from './dates.ts';
import { beyond, LIMITS } from './limits.ts';
import { checkedText, raised, type WorkbookParts } from './workbook-parts.ts';
import { readPart } from './xml.ts';
import type { Archive } from './zip.ts';

/** What one worksheet holds; rows are those of the sheet from the first, so that a row's index is its number less one. */
export interface Worksheet {
  rows: CellValue[][];
  merges: Area[];
  hiddenRows: number[];
  hiddenColumns: number[];
  odd: Map<string, OddCell>;
  filtered: boolean;
  /** Cells whose formula asks another workbook. */
  external: string[];
  /** Cells with a whole number that a double cannot hold exactly, with the text of the file. */
  inexact: string[];
}

const NOTHING: CellValue[] = [];

/** Counts cells over all sheets of a file. */
export interface Budget {
  cells: number;
}

interface CellState {
  type: string;
  style: number;
  column: number;
  value: string;
  inline: string;
  formula: string;
  hasFormula: boolean;
  hasValue: boolean;
}

/** Reads the cells of one sheet in one pass, without holding its XML. */
export async function readWorksheet(
  archive: Archive,
  { name, part }: { name: string; part: string },
  parts: WorkbookParts,
  budget: Budget,
  onBytes?: (bytes: number) => void,
): Promise<Worksheet> {
  const sheet: Worksheet = {
    rows: [],
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    odd: new Map(),
    filtered: false,
    external: [],
    inexact: [],
  };
  const file = archive.file;
  const blank: CellState = {
    type: '',
    style: -1,
    column: 0,
    value: '',
    inline: '',
    formula: '',
    hasFormula: false,
    hasValue: false,
  };
  let row = -1;
  let cells: CellValue[] = [];
  let next = 0;
  let cell: CellState | undefined;
  let into: 'value' | 'formula' | 'inline' | undefined;
  let phonetic = 0;
  let isRaised = false;
  const place = () => `${file}!${name}:${columnName(cell?.column ?? 0)}${row + 1}`;

  const endRow = () => {
    while (cells.length > 0 && cells[cells.length - 1] === null) cells.pop();
    if (cells.length === 0) return;
    budget.cells += cells.length;
    if (budget.cells > LIMITS.cells)
      throw beyond(`${file}!${name}`, { en: 'cells', zh: '单元格数' }, budget.cells, LIMITS.cells);
    // Rows that hold nothing are one and the same array, so that a cell far below costs little.
    while (sheet.rows.length < row) sheet.rows.push(NOTHING);
    sheet.rows[row] = cells;
  };
  const endCell = (ended: CellState) => {
    const value = readValue(ended, parts, sheet, row, place);
    if (value === null) return;
    while (cells.length < ended.column) cells.push(null);
    cells[ended.column] = value;
  };
  await readPart(
    archive,
    part,
    {
      open: (tag, a) => {
        if (tag === 'c') {
          const column = a.r === undefined ? next : columnOf(a.r);
          if (!(column >= 0 && column < LIMITS.columns))
            throw beyond(`${file}!${name}`, { en: 'columns', zh: '列数' }, column + 1, LIMITS.columns);
          next = column + 1;
          cell = { ...blank, type: a.t ?? '', style: a.s === undefined ? -1 : Number(a.s), column };
        } else if (tag === 'v') {
          into = 'value';
          if (cell) cell.hasValue = true;
        } else if (tag === 'f') {
          into = 'formula';
          if (cell) cell.hasFormula = true;
        } else if (tag === 't') into = 'inline';
        else if (tag === 'r') isRaised = false;
        else if (tag === 'vertAlign') isRaised = a.val === 'superscript';
        else if (tag === 'rPh') phonetic++;
        else if (tag === 'row') {
          row = a.r === undefined ? row + 1 : Number(a.r) - 1;
          if (!(row >= 0 && row < LIMITS.rows))
            throw beyond(`${file}!${name}`, { en: 'rows', zh: '行数' }, row + 1, LIMITS.rows);
          cells = [];
          next = 0;
          if (isOn(a.hidden)) sheet.hiddenRows.push(row);
        } else if (tag === 'col') {
          if (isOn(a.hidden)) hideColumns(sheet, Number(a.min), Number(a.max));
        } else if (tag === 'mergeCell') {
          const area = areaOf(a.ref ?? '');
          if (area) sheet.merges.push(area);
        } else if (tag === 'filterColumn') sheet.filtered = true;
      },
      text: (text) => {
        if (!cell || !into) return;
        if (into === 'inline' && phonetic > 0) return;
        cell[into] += into === 'inline' && isRaised ? raised(text) : text;
      },
      close: (tag) => {
        if (tag === 'c' && cell) {
          endCell(cell);
          cell = undefined;
        } else if (tag === 'row') endRow();
        else if (tag === 'rPh') phonetic--;
        else if (tag === 'r') isRaised = false;
        else if (tag === 'v' || tag === 'f' || tag === 't') into = undefined;
      },
    },
    onBytes,
  );
  return sheet;
}

function readValue(
  cell: CellState,
  { strings, dateFormats, percentFormats, scaledFormats, is1904 }: WorkbookParts,
  sheet: Worksheet,
  row: number,
  place: () => string,
): CellValue {
  const odd = (kind: OddCell['kind'], text: string) =>
    sheet.odd.set(cellKey(row, cell.column), { kind, text });
  if (cell.hasFormula && /\[\d+\]/.test(cell.formula)) sheet.external.push(place());
  if (cell.hasFormula && (!cell.hasValue || (cell.value === '' && cell.type !== 'str'))) {
    odd('uncached', `=${cell.formula}`);
    return null;
  }
  switch (cell.type) {
    case 's': {
      const text = strings[Number(cell.value)];
      return text === undefined || text === '' ? null : text;
    }
    case 'str':
      return checkedText(place(), cell.value) || null;
    case 'inlineStr':
      return checkedText(place(), cell.inline) || null;
    case 'e':
      odd('error', cell.value);
      return null;
    case 'b': {
      const text = cell.value === '1' ? 'TRUE' : 'FALSE';
      odd('boolean', text);
      return text;
    }
    case 'd':
      odd('date', cell.value);
      return cell.value || null;
  }
  if (cell.value === '') return null;
  const value = Number(cell.value);
  // What is no finite number stays as the file has it, for a reader to be told.
  if (!Number.isFinite(value) || cell.value.trim() === '') return cell.value;
  const format = dateFormats.get(cell.style);
  const date = format === undefined ? undefined : dateText(value, is1904);
  if (date !== undefined) {
    odd('date', format!);
    return date;
  }
  if (percentFormats.has(cell.style)) odd('percent', `${value}`);
  else if (scaledFormats.has(cell.style)) odd('scaled', `${scaledFormats.get(cell.style)}`);
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) sheet.inexact.push(`${place()} (${cell.value})`);
  return value;
}

const isOn = (value: string | undefined) => value === '1' || value === 'true';

/** The column of a reference such as BC12, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code >= 65 && code <= 90) column = column * 26 + code - 64;
    else if (code >= 97 && code <= 122) column = column * 26 + code - 96;
    else break;
  }
  return column - 1;
}

function areaOf(reference: string): Area | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/i.exec(reference);
  if (!found) return undefined;
  return {
    top: Number(found[2]) - 1,
    left: columnOf(found[1]!),
    bottom: Number(found[4]) - 1,
    right: columnOf(found[3]!),
  };
}

function hideColumns(sheet: Worksheet, from: number, to: number): void {
  for (let column = from; column <= Math.min(to, LIMITS.columns); column++)
    sheet.hiddenColumns.push(column - 1);
}
