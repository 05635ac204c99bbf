import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** The bytes of an archive from the texts or bytes of its entries. */
export async function zipped(
  entries: Readonly<Record<string, string | Buffer>>,
  compress = true,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries))
    zip.addBuffer(Buffer.from(content as string), name, { compress });
  zip.end();
  const out = (zip.outputStream as Readable).pipe(new PassThrough());
  const chunks: Buffer[] = [];
  for await (const chunk of out) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What a test says of a workbook: the XML of each sheet's inside, and parts or words that are not the usual ones. */
export interface Written {
  sheets: Readonly<Record<string, string>>;
  strings?: readonly string[];
  /** Codes of number formats; a cell with s="1" has the first of them. */
  formats?: readonly string[];
  workbook?: string;
  states?: Readonly<Record<string, string>>;
  more?: Readonly<Record<string, string | Buffer>>;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The entries of a workbook written by hand, so that a test can hold what a spreadsheet program would not save. */
export function workbookParts(written: Written): Record<string, string | Buffer> {
  const names = Object.keys(written.sheets);
  const formats = written.formats ?? [];
  return {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r">${written.workbook ?? ''}<sheets>${names
      .map(
        (name, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${written.states?.[name] ? ` state="${written.states[name]}"` : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map(
        (_, i) => `<Relationship Id="rId${i + 1}" Type="worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats
      .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escaped(code)}"/>`)
      .join(
        '',
      )}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${(written.strings ?? []).map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet>${written.sheets[name]}</worksheet>`,
      ]),
    ),
    ...written.more,
  };
}

export function workbook(written: Written): Promise<Buffer> {
  return zipped(workbookParts(written));
}

/** The XML of rows of numbers and texts; null is no cell. */
export function sheetData(rows: readonly (readonly (string | number | null)[])[]): string {
  const xml = rows.map((row, r) => {
    const cells = row.map((cell, c) => {
      const at = `${String.fromCharCode(65 + c)}${r + 1}`;
      if (cell === null) return '';
      return typeof cell === 'number'
        ? `<c r="${at}"><v>${cell}</v></c>`
        : `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
    });
    return `<row r="${r + 1}">${cells.join('')}</row>`;
  });
  return `<sheetData>${xml.join('')}</sheetData>`;
}

/** The bytes with the fields of the central directory's entry of a name changed. */
export function tampered(
  bytes: Buffer,
  name: string,
  change: (directory: Buffer, at: number) => void,
): Buffer {
  const copy = Buffer.from(bytes);
  let at = copy.readUInt32LE(copy.length - 22 + 16);
  while (copy.readUInt32LE(at) === 0x02014b50) {
    const length = copy.readUInt16LE(at + 28);
    if (copy.toString('utf8', at + 46, at + 46 + length) === name) change(copy, at);
    at += 46 + length + copy.readUInt16LE(at + 30) + copy.readUInt16LE(at + 32);
  }
  return copy;
}
