import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { holling } from '../support/cli.ts';
import { PANEL, sound } from '../support/folder.ts';
import { imported, refusedImport, refusedRun } from '../support/survival.ts';
import { sheetData, workbook } from '../support/workbooks.ts';

const TEXT = '城市,年份,地区生产总值（万元）\n哈尔滨,2016,61016\n齐齐哈尔,2016,13254\n牡丹江,2016,13681\n';
/** The bytes of the text above in encodings that the platform reads and does not write. */
const GBK =
  'b3c7cad02cc4eab7dd2cb5d8c7f8c9fab2fad7dcd6b5a3a8cdf2d4aaa3a90ab9fe b6fbb1f52c323031362c36313031360ac6ebc6ebb9fe b6fb2c323031362c31333235340ac4b5b5a4bdad2c323031362c31333638310a'.replaceAll(
    ' ',
    '',
  );
const hex = (text: string) => Buffer.from(text, 'hex');

describe('F23: encodings', () => {
  it.each([
    ['GBK', hex(GBK)],
    ['UTF-8 with a byte-order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ])('F23: %s is read, never garbled', async (_, bytes) => {
    const { rows } = await imported({ 'table.csv': bytes });
    expect(rows.map(([unit, , indicator, value]) => [unit, indicator, value])).toEqual([
      ['230100', '地区生产总值', '61016'],
      ['230200', '地区生产总值', '13254'],
      ['231000', '地区生产总值', '13681'],
    ]);
  });
  it('F23: an encoding that was found is said', async () => {
    const { notes } = await imported({ 'table.csv': hex(GBK) });
    expect(notes.find(({ code }) => code === 'read/encoding')?.text.en).toContain('GB18030');
  });
  it('F23: what could be two encodings, or is two, is refused with what was seen', async () => {
    const [unsure] = await refusedRun('panel.csv', Buffer.from(PANEL.replaceAll('u1', 'é1'), 'latin1'));
    expect(unsure).toMatchObject({ code: 'data/encoding', where: 'panel.csv' });
    const mixed = Buffer.concat([Buffer.from(TEXT), hex(GBK)]);
    const [found] = await refusedImport({ 'table.csv': mixed });
    expect(found!.code).toBe('data/encoding');
    expect(`${found!.where} ${found!.saw}`).toMatch(/\b5\b/);
  });
  it('F23: an import shows the words in each encoding, and takes the answer, again by its recipe', async () => {
    // 黑河 alone is text in two encodings.
    const short = Buffer.concat([
      Buffer.from('city,year,gdp\n'),
      hex('bada bad3'.replace(' ', '')),
      Buffer.from(',2016,5\n'),
    ]);
    const [found] = await refusedImport({ 'table.csv': short });
    expect(found).toMatchObject({
      code: 'data/encoding',
      fix: expect.stringContaining('--answer "encoding='),
    });
    expect(found!.saw).toMatch(/gb18030: "黑河"; big5: /);
    const { rows, recipe, study } = await imported({ 'table.csv': short }, 'encoding=gb18030');
    expect(rows[0]![0]).toBe('231100');
    expect(recipe).toContain('encoding: gb18030');
    expect((await holling('import', '--study', study, '--yes')).code).toBe(0);
    expect(readFileSync(join(study, 'import/recipe.yaml'), 'utf8')).toBe(recipe);
    const [wrong] = await refusedImport({ 'table.csv': short }, 'encoding=utf-8');
    expect(wrong).toMatchObject({ code: 'data/encoding', where: expect.stringMatching(/table\.csv:2$/) });
  });
});

describe('F24: text tables that are broken', () => {
  const run = async (text: string) =>
    (await refusedRun('panel.csv', text)).map(({ code, where }) => `${code} ${where}`);
  it('F24: an unclosed quote, ragged rows, a header alone and 0 bytes name their line', async () => {
    expect(await run(PANEL.replace('u1,2015,2,6,11', 'u1,2015,"2,6,11'))).toEqual([
      'data/quoting panel.csv:3',
    ]);
    expect(
      await run(PANEL.replace('u1,2015,2,6,11', 'u1,2015,2,6').replace('u3,2015,7', 'u3,2015,7,7')),
    ).toEqual(['data/row-length panel.csv:3', 'data/row-length panel.csv:7']);
    expect(await run('id,year,a,b,c\n')).toEqual(['data/no-values panel.csv']);
    expect(await run('')).toEqual(['data/no-header panel.csv']);
    expect(await run(' \n\n')).toEqual(['data/no-header panel.csv']);
  });
  it('F24: NUL bytes name the line', async () => {
    expect(await run(PANEL.replace('u1,2015,2', 'u1,2015,\u00002'))).toEqual([
      expect.stringMatching(/^data\/\S+ panel\.csv:3$/),
    ]);
  });
  it('F24: lines that end in CR alone are lines', async () => {
    const folder = sound({}, { 'panel.csv': PANEL.replaceAll('\n', '\r') });
    expect((await holling('run', folder, '--json')).code).toBe(0);
  });
  it('F24: one line of 10 MB is refused by name', async () => {
    expect(await run(`${PANEL}u3,2015,${'7'.repeat(10_000_000)}`)).toEqual([
      expect.stringMatching(/panel\.csv:8/),
    ]);
  });
  it('F24: an import says the same', async () => {
    const found = await refusedImport({ 'table.csv': TEXT.replace('13254', '"13254') });
    expect(found.map(({ code, where }) => [code, where])).toEqual([
      ['data/quoting', expect.stringMatching(/table\.csv:3$/)],
    ]);
    for (const empty of ['', '\n\n', '城市,年份,人口\n'])
      expect((await refusedImport({ 'table.csv': empty })).length).toBe(1);
  });
});

describe('F25: files that are not what their name says', () => {
  const streams = Buffer.concat([
    hex('d0cf11e0a1b11ae1'),
    Buffer.alloc(512),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
  it.each([
    ['an .xls named .xlsx', 'book.xlsx', hex('d0cf11e0a1b11ae1000000'), 'read/type', '.xls, .et'],
    ['an .et of WPS', 'book.et', hex('d0cf11e0a1b11ae1000000'), 'read/type', '.xls, .et'],
    [
      'HTML named .xls',
      'book.xls',
      Buffer.from('<html><table><tr><td>1</td></tr></table>'),
      'read/type',
      'HTML',
    ],
    ['a workbook with a password', 'book.xlsx', streams, 'read/protected', 'password'],
    ['a PDF', 'book.xlsx', Buffer.from('%PDF-1.7'), 'read/type', 'PDF'],
    [
      'an archive that is no workbook',
      'book.xlsx',
      hex('504b0506000000000000000000000000000000000000'),
      'read/type',
      'zip archive',
    ],
  ] as const)('F25: %s is named, with what to do', async (_, file, bytes, code, saw) => {
    const [found, ...more] = await refusedImport({ [file]: bytes });
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code, saw: expect.stringContaining(saw) });
    expect(found!.fix).toMatch(/save it as \.xlsx|find the table|unpack/);
  });
  it('F25: a workbook that is cut off is refused, in a study too, and its results stay', async () => {
    const whole = await workbook({
      sheets: {
        S: sheetData([
          ['城市', '年份', '人口'],
          ['哈尔滨', 2016, 1],
        ]),
      },
    });
    for (const share of [0.3, 0.6, 0.9]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      const [found] = await refusedImport({ 'book.xlsx': cut });
      expect(found!.code).toBe('read/truncated');
      const [again] = await refusedRun('panel.csv', cut);
      expect(again!.code).toBe('read/truncated');
    }
  });
  it('F25: a text table named .xlsx and a workbook named .csv are read, with a warning', async () => {
    const text = await imported({ 'book.xlsx': TEXT });
    expect(text.codes).toContain('read/other-type');
    const rows = TEXT.trimEnd()
      .split('\n')
      .map((line) => line.split(',').map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell)));
    const book = await imported({ 'book.csv': await workbook({ sheets: { S: sheetData(rows) } }) });
    expect(book.codes).toContain('read/other-type');
    expect(book.values).toEqual(text.values);
  });
  it('F25: a Parquet file that is cut off is refused', async () => {
    const whole = Buffer.from(
      parquetWriteBuffer({ columnData: [{ name: 'id', data: ['u1'], type: 'STRING' }] }),
    );
    const folder = sound({ data: [{ file: 'panel.parquet' }] });
    writeFileSync(join(folder, 'panel.parquet'), whole.subarray(0, whole.length - 9));
    const { code, out } = await holling('run', folder, '--json');
    expect([code, JSON.parse(out).problems[0].code]).toEqual([1, 'read/truncated']);
  });
});
