import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { imported, refusedImport, refusedRun } from '../support/survival.ts';
import { sheetData, tampered, workbook, workbookParts, zipped } from '../support/workbooks.ts';

const ROWS = [
  ['城市', '年份', '人口（万人）'],
  ['哈尔滨', 2016, 961.5],
  ['大庆', 2016, 277.5],
] as const;
const part = 'xl/worksheets/sheet1.xml';
/** The one problem of a workbook, which a study must refuse in the same words, with its results left as they were. */
async function refusedBook(bytes: Uint8Array) {
  const [found, ...more] = await refusedImport({ 'book.xlsx': bytes });
  expect(more).toEqual([]);
  const [again] = await refusedRun('panel.csv', bytes);
  expect(again).toMatchObject({ code: found!.code, saw: found!.saw });
  return found!;
}

/** An archive written by hand: entries that all have the same packed bytes, and what its directory says of them. */
function archive(
  names: readonly string[],
  packed: Buffer,
  {
    inflated,
    isShared = false,
    isZip64 = false,
  }: { inflated: number; isShared?: boolean; isZip64?: boolean },
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  names.forEach((name, i) => {
    const label = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(inflated, 22);
    head.writeUInt16LE(label.length, 26);
    const own = isShared ? 0 : offset;
    if (!isShared || i === 0) {
      locals.push(head, label, packed);
      offset += 30 + label.length + packed.length;
    }
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(inflated, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(own, 42);
    directory.push(entry, label);
  });
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = Math.min(names.length, 0xffff);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(isZip64 ? 0xffffffff : size, 12);
  end.writeUInt32LE(isZip64 ? 0xffffffff : offset, 16);
  const long = Buffer.alloc(isZip64 ? 76 : 0);
  if (isZip64) {
    long.writeUInt32LE(0x06064b50, 0);
    long.writeBigUInt64LE(44n, 4);
    long.writeBigUInt64LE(BigInt(names.length), 24);
    long.writeBigUInt64LE(BigInt(names.length), 32);
    long.writeBigUInt64LE(BigInt(size), 40);
    long.writeBigUInt64LE(BigInt(offset), 48);
    long.writeUInt32LE(0x07064b50, 56);
    long.writeBigUInt64LE(BigInt(offset + size), 64);
    long.writeUInt32LE(1, 72);
  }
  return Buffer.concat([...locals, ...directory, long, end]);
}
const numbered = (count: number) => [
  'xl/workbook.xml',
  ...Array.from({ length: count - 1 }, (_, i) => `xl/media/${i}.bin`),
];
const zeros = (size: number) => deflateRawSync(Buffer.alloc(size), { level: 9 });

describe('F26: archive bombs', () => {
  it('F26: 65,535 and 65,536 real entries are refused with the number and the limit', async () => {
    const little = deflateRawSync(Buffer.from('x'));
    const many = await refusedBook(archive(numbered(60_000), little, { inflated: 1 }));
    expect(many).toMatchObject({
      code: 'read/limit',
      saw: expect.stringContaining('60 000; the limit is 10 000'),
    });
    const most = await refusedBook(archive(numbered(65_536), little, { inflated: 1 }));
    expect(most.saw).toBe('a zip64 archive');
    const long = await refusedBook(archive(numbered(65_536), little, { inflated: 1, isZip64: true }));
    expect(long.saw).toBe('a zip64 archive');
  });
  it('F26: an archive whose entries inflate to gigabytes is refused by its directory, with both numbers', async () => {
    const size = 2 ** 24;
    const packed = zeros(size);
    // Each entry is small enough for itself; 640 of them are 10 GB in 10 MB.
    const names = [
      'xl/workbook.xml',
      ...Array.from({ length: 639 }, (_, i) => `xl/worksheets/sheet${i}.xml`),
    ];
    const found = await refusedBook(archive(names, packed, { inflated: size }));
    expect(found.code).toBe('read/limit');
    expect(found.saw).toMatch(/1 090 519 040; the limit is 1 073 741 824$/);
    const one = await refusedBook(archive(['xl/workbook.xml'], packed, { inflated: size + 1 }));
    expect(one.saw).toMatch(/inflated size by compressed size: 1 0\d\d; the limit is 250/);
    expect(one.where).toContain('xl/workbook.xml');
  });
  it('F26: one packed piece under many names is refused', async () => {
    const size = 2 ** 20;
    const found = await refusedBook(archive(numbered(500), zeros(size), { inflated: size, isShared: true }));
    expect(found.saw).toBe('entries that overlap');
  });
  it('F26: sizes that lie are found while inflating, after no more than they declare', async () => {
    const parts = workbookParts({ sheets: { S: sheetData(ROWS) } });
    const bomb = await zipped({ ...parts, [part]: `<worksheet>${' '.repeat(50_000_000)}</worksheet>` });
    const lying = tampered(bomb, part, (directory, at) => directory.writeUInt32LE(1000, at + 24));
    expect((await refusedBook(lying)).saw).toBe('more than the 1000 bytes that the directory declares');
    const less = tampered(bomb, part, (directory, at) => directory.writeUInt32LE(60_000_000, at + 24));
    expect((await refusedBook(less)).code).toBe('read/limit');
  });
  it('F26: an archive in an archive, names outside of it and names twice are refused', async () => {
    const parts = workbookParts({ sheets: { S: sheetData(ROWS) } });
    const renamed = (from: string, to: string, bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
    const nested = await zipped({ ...parts, 'xl/inner.zip': await zipped({ ...parts }) });
    expect((await refusedBook(nested)).saw).toBe('an archive in the archive');
    const plain = await zipped({ ...parts, 'xl/aaaaa.xml': 'x' });
    for (const name of ['../../ab.xml', '/etc/ab.xmlx', 'C:/xl/ab.xml'])
      expect((await refusedBook(renamed('xl/aaaaa.xml', name, plain))).saw).toBe(
        'an entry outside of the archive',
      );
    const twice = await zipped({ ...parts, 'xl/aaaaaa.xml': 'x' });
    expect((await refusedBook(renamed('xl/aaaaaa.xml', 'xl/styles.xml', twice))).saw).toBe(
      'the same entry twice',
    );
  });
  it('F26: shared strings that are long, or long together, are refused', async () => {
    const long = await workbook({ sheets: { S: sheetData(ROWS) }, strings: ['a'.repeat(40_000)] });
    expect((await refusedBook(long)).saw).toBe('characters of a cell: 40 000; the limit is 32 767');
    const string = `<si><t>${'a'.repeat(32_000)}</t></si>`;
    const parts = workbookParts({ sheets: { S: sheetData(ROWS) } });
    const all = await zipped({ ...parts, 'xl/sharedStrings.xml': `<sst>${string.repeat(2_200)}</sst>` });
    expect((await refusedBook(all)).code).toBe('read/limit');
  });
  it('F26: one long string that many cells share is held once', async () => {
    const long = '市'.repeat(30_000);
    const cells = Array.from(
      { length: 3000 },
      (_, r) => `<row r="${r + 4}"><c r="D${r + 4}" t="s"><v>0</v></c></row>`,
    );
    const xml = sheetData(ROWS).replace('</sheetData>', `${cells.join('')}</sheetData>`);
    const bytes = await workbook({ sheets: { S: xml }, strings: [long] });
    expect((await imported({ 'book.xlsx': bytes })).values).toEqual(['961.5', '277.5']);
  });
  it('F26: a dimension of the whole sheet and a cell in its last corner cost nothing', async () => {
    const corner = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>';
    const xml = `<dimension ref="A1:XFD1048576"/>${sheetData(ROWS).replace('</sheetData>', corner)}`;
    const found = await refusedImport({ 'book.xlsx': await workbook({ sheets: { S: xml } }) });
    // The corner holds a number in a row without a name.
    expect(found.every(({ where }) => where.includes('XFD'))).toBe(true);
  });
});

describe('F27: document types, entities and floods of references', () => {
  const inPart = async (name: string, xml: string) =>
    zipped({ ...workbookParts({ sheets: { S: sheetData(ROWS) } }), [name]: xml });
  const lols = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  it.each([
    ['a billion laughs', part, `<!DOCTYPE x [<!ENTITY l0 "lol">${lols}]><worksheet>&l9;</worksheet>`],
    [
      'an external entity',
      part,
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>',
    ],
    [
      'an external document type',
      'xl/sharedStrings.xml',
      '<!DOCTYPE sst SYSTEM "http://127.0.0.1:9/x.dtd"><sst/>',
    ],
    ['one in the list of sheets', 'xl/workbook.xml', '<!DOCTYPE x><workbook/>'],
  ])('F27: %s is refused unread', async (_, name, xml) => {
    const found = await refusedBook(await inPart(name, xml));
    expect(found.code).toBe('read/doctype');
    expect(found.where).toContain(name);
    expect(found.why).toContain('document type declarations are not allowed');
  });
  it('F27: an entity that is not one of the five, and a million numeric references, are refused', async () => {
    expect((await refusedBook(await inPart(part, '<worksheet>&nbsp;</worksheet>'))).code).toBe('read/xml');
    const flood = `<sst><si><t>${'&#65;'.repeat(1_000_000)}</t></si></sst>`;
    expect((await refusedBook(await inPart('xl/sharedStrings.xml', flood))).code).toBe('read/limit');
  });
  it('F27: references within reason are texts', async () => {
    const xml = sheetData(ROWS).replace('哈尔滨', '&#21704;&#x5C14;&#28392;');
    const { rows } = await imported({ 'book.xlsx': await workbook({ sheets: { S: xml } }) });
    expect(rows[0]![0]).toBe('230100');
  });
  it('F27: an OpenDocument spreadsheet with a document type is refused', async () => {
    const ods = await zipped(
      {
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': '<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>',
      },
      false,
    );
    const [found] = await refusedImport({ 'book.ods': ods });
    expect(found!.code).toBe('read/doctype');
  });
});
