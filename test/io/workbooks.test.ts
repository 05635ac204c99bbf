import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import { sheetData, tampered, workbook, workbookParts, zipped } from '../support/workbooks.ts';

const read = async (content: Uint8Array, options = {}) => readSheets('a.xlsx', content, options);
const problemOf = async (content: Uint8Array) => {
  const { sheets, problems } = await read(content);
  expect(sheets).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0]!;
};
const cells = (...xml: string[]) => `<sheetData><row r="1">${xml.join('')}</row></sheetData>`;
const simple = { sheets: { S: sheetData([['a', 1]]) } };

describe('workbooks', () => {
  it('written by a library come back: texts, numbers, dates, merged cells, several sheets', async () => {
    const content = await writeXlsx({
      sheets: [
        {
          name: '2010',
          rows: [
            ['城市', 'x', 'date'],
            ['黑河', 0.1 + 0.2, new Date('2010-01-01T00:00:00Z')],
            ['伊春', -5e-324, true],
          ],
          merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }],
        },
        { name: '2011', rows: [['b']] },
      ],
    });
    const { sheets, problems } = await read(content);
    expect(problems).toEqual([]);
    expect(sheets.map(({ name }) => name)).toEqual(['2010', '2011']);
    expect(sheets[0]!.rows).toEqual([
      ['城市', 'x', 'date'],
      ['黑河', 0.1 + 0.2, '2010-01-01'],
      ['伊春', -5e-324, 'TRUE'],
    ]);
    expect(sheets[0]!.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }]);
    expect(sheets[0]!.odd.get('1:2')?.kind).toBe('date');
    expect(sheets[0]!.odd.get('2:2')).toEqual({ kind: 'boolean', text: 'TRUE' });
  });
  it('one sheet can be asked for; progress ends at 1; a signal stops', async () => {
    const content = await workbook({ sheets: { A: sheetData([[1]]), B: sheetData([[2]]) } });
    const shares: number[] = [];
    const { sheets } = await read(content, { sheet: 'B', onProgress: (share: number) => shares.push(share) });
    expect(sheets.map(({ rows }) => rows)).toEqual([[[2]]]);
    expect(shares.at(-1)).toBe(1);
    expect((await read(content, { sheet: 'C' })).problems[0]).toMatchObject({ code: 'data/no-sheet' });
    await expect(read(content, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });
  it('rich text, phonetic readings, escapes and prefixes', async () => {
    const content = await workbook({
      sheets: {
        S: cells(
          '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>a_x0041_</t></r><r><t>b</t></r></is></c>',
        ),
      },
      more: {
        'xl/sharedStrings.xml':
          '<x:sst xmlns:x="x"><x:si><x:r><x:t>哈尔</x:t></x:r><x:r><x:t>滨</x:t></x:r><x:rPh><x:t>kana</x:t></x:rPh></x:si></x:sst>',
      },
    });
    expect((await read(content)).sheets[0]!.rows).toEqual([['哈尔滨', 'aAb']]);
  });
  it('OpenDocument: repeated cells, merged cells, dates', async () => {
    const content = await writeOds({
      sheets: [
        {
          name: 'S',
          rows: [['a', 'a', 'a', null, 5], [], ['x', 1.5, new Date('2010-01-01T00:00:00Z')]],
        },
      ],
    });
    const { sheets, problems } = await readSheets('a.ods', content);
    expect(problems).toEqual([]);
    expect(sheets[0]!.rows).toEqual([
      ['a', 'a', 'a', null, 5],
      [],
      ['x', 1.5, expect.stringMatching(/^2010-01-01/)],
    ]);
  });
  it('OpenDocument: hidden rows, errors, formulas without a value, rows repeated a million times', async () => {
    const content = await zipped(
      {
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': `<d xmlns:t="t" xmlns:o="o" xmlns:x="x"><t:table t:name="S">
        <t:table-row t:visibility="collapse"><t:table-cell o:value-type="float" o:value="1"/></t:table-row>
        <t:table-row><t:table-cell t:formula="of:=1/0" o:value-type="string" c:value-type="error" xmlns:c="c"><x:p>#DIV/0!</x:p></t:table-cell><t:table-cell t:formula="of:=A1"/></t:table-row>
        <t:table-row t:number-rows-repeated="1048574"><t:table-cell t:number-columns-repeated="16384"/></t:table-row></t:table></d>`,
      },
      false,
    );
    const [sheet] = (await readSheets('a.ods', content)).sheets;
    expect(sheet!.rows).toEqual([[1]]);
    expect(sheet!.hidden.rows).toEqual([0]);
    expect([...sheet!.odd]).toEqual([
      ['1:0', { kind: 'error', text: '#DIV/0!' }],
      ['1:1', { kind: 'uncached', text: '=A1' }],
    ]);
  });
});

describe('faults of cells', () => {
  it('F28: formulas without a value, errors and links to other workbooks are marked', async () => {
    const content = await workbook({
      sheets: {
        S: cells(
          '<c r="A1"><f>B1+1</f></c>',
          '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
          '<c r="C1"><f>[1]Sheet1!A1</f><v>5</v></c>',
          '<c r="D1" t="str"><f>""</f><v></v></c>',
        ),
      },
      workbook: '<calcPr iterate="1"/>',
    });
    const { sheets, notes } = await read(content);
    expect(sheets[0]!.rows).toEqual([[null, null, 5]]);
    expect([...sheets[0]!.odd]).toEqual([
      ['0:0', { kind: 'uncached', text: '=B1+1' }],
      ['0:1', { kind: 'error', text: '#DIV/0!' }],
    ]);
    expect(notes.map(({ code }) => code)).toEqual(['read/external-link', 'read/iterative']);
    expect(notes[0]!.items).toEqual(['a.xlsx!S:C1']);
  });
  it('F29: identifiers of more than 15 digits, and dates without a year', async () => {
    const content = await workbook({
      sheets: { S: cells('<c r="A1"><v>1.10101199001011E+17</v></c>', '<c r="B1" s="1"><v>43891</v></c>') },
      formats: ['m-d'],
    });
    const { sheets, notes } = await read(content);
    expect(sheets[0]!.rows[0]![1]).toBe('2020-03-01');
    expect(notes.map(({ code, items }) => [code, items])).toEqual([
      ['read/long-number', ['a.xlsx!S:A1 (1.10101199001011E+17)']],
      ['read/short-date', ['a.xlsx!S:B1']],
    ]);
  });
  it('F30: hidden sheets, rows and columns, filters and dates from 1904 are told', async () => {
    const content = await workbook({
      sheets: {
        S: `<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" s="1"><v>38717</v></c><c r="B1"><v>2</v></c></row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row></sheetData><autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter>`,
        T: sheetData([[1]]),
      },
      states: { T: 'veryHidden' },
      formats: ['yyyy-mm-dd'],
      workbook: '<workbookPr date1904="1"/>',
    });
    const { sheets, notes } = await read(content);
    expect(sheets[0]!.rows).toEqual([['2010-01-01', 2], [3]]);
    expect(sheets[0]!.hidden).toEqual({ sheet: false, rows: [1], columns: [1] });
    expect(sheets[1]!.hidden.sheet).toBe(true);
    expect(notes.map(({ code }) => code)).toEqual(['read/filter', 'read/hidden', 'read/dates-1904']);
    expect(notes[1]!.text.en).toContain('a.xlsx!S (rows 2)');
  });
  it('F17: a number beyond a double stays as it is written', async () => {
    const { sheets } = await read(await workbook({ sheets: { S: cells('<c r="A1"><v>1e309</v></c>') } }));
    expect(sheets[0]!.rows).toEqual([['1e309']]);
  });
});

describe('bombs', () => {
  const part = 'xl/worksheets/sheet1.xml';
  const inflated = (size: number) => (directory: Buffer, at: number) =>
    directory.writeUInt32LE(size, at + 24);
  it('F26: a declared size beyond the limit, and a ratio beyond it, with both numbers', async () => {
    const content = await workbook(simple);
    const large = await problemOf(tampered(content, part, inflated(2 ** 30 + 1)));
    expect(large).toMatchObject({ code: 'read/limit' });
    const ratio = await problemOf(tampered(content, part, inflated(2 ** 29)));
    expect(ratio.saw.en).toContain('the limit is 250');
    expect(ratio.where).toContain(part);
  });
  it('F26: a declared size that lies is counted while inflating', async () => {
    const content = await workbook({ sheets: { S: sheetData([['a'.repeat(30_000), 1]]) } });
    expect((await problemOf(tampered(content, part, inflated(100)))).saw.en).toContain('100 bytes');
    expect((await problemOf(tampered(content, part, inflated(60_000)))).code).toBe('read/truncated');
  });
  it('F26: entries twice, outside of the archive, archives inside', async () => {
    const parts = workbookParts(simple);
    const renamed = (from: string, to: string) => (bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
    const twice = renamed('xl/aaaaaa.xml', 'xl/styles.xml')(await zipped({ ...parts, 'xl/aaaaaa.xml': 'x' }));
    expect((await problemOf(twice)).saw.en).toBe('the same entry twice');
    const outside = renamed('xl/aaaaa.xml', '../../ab.xml')(await zipped({ ...parts, 'xl/aaaaa.xml': 'x' }));
    expect((await problemOf(outside)).saw.en).toBe('an entry outside of the archive');
    const nested = await zipped({ ...parts, 'xl/more.zip': await zipped({ a: 'x' }) });
    expect((await problemOf(nested)).saw.en).toBe('an archive in the archive');
    // What Office embeds in a drawing is never opened.
    const embedded = await zipped({ ...parts, 'xl/embeddings/book.xlsx': 'x' });
    expect((await read(embedded)).problems).toEqual([]);
  });
  it('F26: 65,536 entries, zip64, encrypted and overlapping entries', async () => {
    const content = await workbook(simple);
    const end = content.length - 22;
    const changed = (change: (copy: Buffer) => void) => {
      const copy = Buffer.from(content);
      change(copy);
      return problemOf(copy);
    };
    expect((await changed((copy) => copy.writeUInt16LE(20_000, end + 10))).saw.en).toBe(
      'entries of the archive: 20 000; the limit is 10 000',
    );
    expect((await changed((copy) => copy.writeUInt16LE(0xffff, end + 10))).saw.en).toContain('zip64');
    const directory = (change: (copy: Buffer, at: number) => void) =>
      problemOf(tampered(content, part, change));
    expect((await directory((copy, at) => copy.writeUInt16LE(1, at + 8))).saw.en).toContain('encrypted');
    expect((await directory((copy, at) => copy.writeUInt32LE(0, at + 42))).saw.en).toContain('overlap');
    expect((await directory((copy, at) => copy.writeUInt16LE(9, at + 10))).saw.en).toContain('method 9');
  });
  it('F26: a dimension of the whole sheet, and a cell in its last corner, take no memory', async () => {
    const { sheets } = await read(
      await workbook({
        sheets: {
          S: '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>',
        },
      }),
    );
    expect(sheets[0]!.rows).toHaveLength(1_048_576);
    expect(sheets[0]!.rows[5]).toBe(sheets[0]!.rows[6]);
    const beyond = await workbook({ sheets: { S: '<sheetData><row r="1048577"/></sheetData>' } });
    expect((await problemOf(beyond)).saw.en).toBe('rows: 1 048 577; the limit is 1 048 576');
  });
  it('F26: few cells at the right edge of many rows are refused before they fill the memory', async () => {
    const rows = Array.from(
      { length: 1900 },
      (_, r) => `<row r="${r + 1}"><c r="XFD${r + 1}"><v>1</v></c></row>`,
    );
    expect(
      (await problemOf(await workbook({ sheets: { S: `<sheetData>${rows.join('')}</sheetData>` } }))).saw.en,
    ).toContain('cells: 30 015 488; the limit is 30 000 000');
  });
  it('F26: texts longer than a cell can be', async () => {
    const long = await workbook({ sheets: { S: sheetData([['a'.repeat(32_768)]]) } });
    expect((await problemOf(long)).saw.en).toBe('characters of a cell: 32 768; the limit is 32 767');
    const shared = await workbook({ sheets: { S: sheetData([[1]]) }, strings: ['a'.repeat(40_000)] });
    expect((await problemOf(shared)).where).toBe('a.xlsx!xl/sharedStrings.xml');
    const untagged = await workbook({ sheets: { S: sheetData([['ab'.repeat(700_000)]]) } });
    expect((await problemOf(untagged)).saw.en).toContain('without a tag');
  });
  it('F27: document type declarations, entities and floods of references', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>';
    const content = await zipped({
      ...workbookParts(simple),
      [part]: `${doctype}<worksheet>&b;</worksheet>`,
    });
    const problem = await problemOf(content);
    expect(problem.code).toBe('read/doctype');
    expect(problem.why.en).toContain('document type declarations are not allowed');
    const external = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>';
    const strings = await workbook({ ...simple, more: { 'xl/sharedStrings.xml': external } });
    expect((await problemOf(strings)).code).toBe('read/doctype');
    const unknown = await zipped({ ...workbookParts(simple), [part]: '<worksheet>&b;</worksheet>' });
    expect((await problemOf(unknown)).code).toBe('read/xml');
    const flood = cells(`<c r="A1" t="inlineStr"><is><t>${'&#65;'.repeat(100_000)}</t></is></c>`);
    expect((await problemOf(await workbook({ sheets: { S: flood } }))).code).toBe('read/limit');
    const ods = await zipped(
      { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': `${doctype}<x/>` },
      false,
    );
    expect((await readSheets('a.ods', ods)).problems[0]!.code).toBe('read/doctype');
  });
});
