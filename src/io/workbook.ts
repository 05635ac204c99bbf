import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Cell } from '../core/data-table.ts';
import { escapeXml } from '../core/escape-xml.ts';
import type { ResultTable } from '../study/tables.ts';

/** Rows that a sheet can hold. */
const MOST_ROWS = 1_048_576;

/** A time that every time zone writes alike, so that the same result is the same file. */
const MADE = new Date(1980, 0, 1);

/**
 * Tables as typed sheets of one workbook: numbers as numbers, text as text that no spreadsheet takes for a formula.
 * What does not fit on a sheet is cut, and the last row says so.
 */
export async function tablesWorkbook(tables: readonly ResultTable[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  const add = (name: string, content: string) =>
    zip.addBuffer(Buffer.from(`${XML}${content}`), name, {
      mtime: MADE,
      forceDosTimestamp: true,
      compressionLevel: 3,
    } as never);
  const sheets = tables.map((_, i) => `xl/worksheets/sheet${i + 1}.xml`);
  add('[Content_Types].xml', contentTypes(sheets));
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  add('xl/workbook.xml', workbook(tables.map((table) => table.name)));
  add(
    'xl/_rels/workbook.xml.rels',
    relations(sheets.map((sheet) => ['worksheet', sheet.replace('xl/', '')])),
  );
  tables.forEach((table, i) => {
    add(sheets[i]!, sheet(table));
  });
  zip.end();
  return buffer(zip.outputStream as Readable);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function contentTypes(sheets: readonly string[]): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>`,
    ...sheets.map((one) => `<Override PartName="/${one}" ContentType="${type}.worksheet+xml"/>`),
    '</Types>',
  ].join('');
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const items = targets.map(
    ([type, target], i) => `<Relationship Id="r${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}

function workbook(names: readonly string[]): string {
  const items = names.map((name, i) => `<sheet name="${text(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`);
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${items.join('')}</sheets></workbook>`;
}

/** The header stays in view; empty cells are left out, which is what a missing value is. */
function sheet({ columns, rows }: ResultTable): string {
  let body = row(columns);
  let count = 1;
  for (const cells of rows) {
    if (++count === MOST_ROWS) {
      body += row(['(cut: more rows are in the CSV file)']);
      break;
    }
    body += row(cells);
  }
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
  return `<worksheet xmlns="${MAIN}">${frozen}<sheetData>${body}</sheetData></worksheet>`;
}

function row(cells: readonly Cell[]): string {
  return `<row>${cells.map(cellOf).join('')}</row>`;
}

function cellOf(cell: Cell): string {
  if (cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${text(cell)}</t></is></c>`;
}

/** Text cut to what a cell may hold. */
function text(cell: string): string {
  return escapeXml(cell.slice(0, 32_767));
}
