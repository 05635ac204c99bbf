import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { dateText } from '../../src/io/readers/dates.ts';
import { findDelimiter } from '../../src/io/readers/delimiter.ts';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import { sniff } from '../../src/io/readers/sniff.ts';
import { isDateFormat } from '../../src/io/readers/workbook-parts.ts';
import { sheetData, workbook, zipped } from '../support/workbooks.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, mark = true) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
const swapped = (buffer: Buffer) => Buffer.from(buffer).swap16();
const rowsOf = async (file: string, content: Uint8Array, options = {}) => {
  const { sheets, problems } = await readSheets(file, content, options);
  expect(problems).toEqual([]);
  return sheets[0]!.rows;
};
const problemOf = async (file: string, content: Uint8Array, options = {}) => {
  const { sheets, problems } = await readSheets(file, content, options);
  expect(sheets).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0]!;
};
const codesOf = async (file: string, content: Uint8Array) =>
  (await readSheets(file, content)).notes.map(({ code }) => code);

/** `城市,年份\n黑河,2010\n伊春,2010\n齐齐哈尔,2011\n` in GBK. */
const GBK = Buffer.from(
  'b3c7cad02cc4eab7dd0abadabad32c323031300ad2c1b4ba2c323031300ac6ebc6ebb9feb6fb2c323031310a',
  'hex',
);
/** `城市,年份\n臺北市,2010\n新竹縣,2010\n高雄市,2011\n` in Big5. */
const BIG5 = Buffer.from(
  'abb0a5ab2ca67ea5f70abb4fa55fa5ab2c323031300ab773a6cbbfa42c323031300ab0aab6afa5ab2c323031310a',
  'hex',
);

describe('encodings', () => {
  const table = '城市,年份\n黑河,2010\n';
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table}`)],
    ['UTF-16 LE', utf16(table)],
    ['UTF-16 BE', swapped(utf16(table))],
    ['UTF-16 LE without a mark', utf16(table, false)],
    ['UTF-16 BE without a mark', swapped(utf16(table, false))],
  ])('F23: %s', async (_, content) => {
    expect((await rowsOf('a.csv', content))[1]).toEqual(['黑河', '2010']);
  });
  it('F23: GBK and Big5 are told apart by their common characters, and said', async () => {
    const gbk = await readSheets('a.csv', GBK);
    expect(gbk.sheets[0]!.rows.map((row) => row[0])).toEqual(['城市', '黑河', '伊春', '齐齐哈尔']);
    expect(gbk.notes[0]).toMatchObject({ code: 'read/encoding' });
    expect(gbk.notes[0]!.text.en).toContain('GB18030');
    const big5 = await readSheets('a.csv', BIG5);
    expect(big5.sheets[0]!.rows.map((row) => row[0])).toEqual(['城市', '臺北市', '新竹縣', '高雄市']);
    expect(big5.notes[0]!.text.en).toContain('BIG5');
  });
  it('F23: what could be either is asked, with the words in each reading', async () => {
    const short = GBK.subarray(10, 14);
    const problem = await problemOf('a.csv', Buffer.concat([Buffer.from('id\n'), short]));
    expect(problem.code).toBe('data/encoding');
    expect(problem.saw.en).toContain('gb18030: "黑河"');
    expect(problem.saw.en).toContain('big5: "');
    expect(problem.fix.en).toContain('encoding:');
    expect(await rowsOf('a.csv', Buffer.concat([Buffer.from('id\n'), short]), { encoding: 'gbk' })).toEqual([
      ['id'],
      ['黑河'],
    ]);
  });
  it('F23: Western text in one byte a letter is asked, not garbled', async () => {
    const latin = Buffer.from('land,ort\nTürkiye,Çorum\nÖsterreich,Graz\nDeutschland,Köln\n', 'latin1');
    expect((await problemOf('a.csv', latin)).saw.en).toContain('windows-1252: "ü');
    expect((await rowsOf('a.csv', latin, { encoding: 'windows-1252' }))[1]![0]).toBe('Türkiye');
  });
  it('F23: mixed encodings name the two lines', async () => {
    const mixed = Buffer.concat([GBK, Buffer.from('牡丹江,2011\n')]);
    expect(await problemOf('a.csv', mixed)).toMatchObject({ code: 'data/encoding', where: 'a.csv:1' });
  });
  it('F23: an encoding that is told but wrong names the line, an unknown one is refused', async () => {
    expect((await problemOf('a.csv', GBK, { encoding: 'utf-8' })).where).toBe('a.csv:1');
    expect((await problemOf('a.csv', GBK, { encoding: 'klingon' })).why.en).toContain('name');
  });
});

describe('text tables', () => {
  it('separators: commas, semicolons, tabs, bars, and what is ambiguous', async () => {
    expect(findDelimiter('a,b\n1,2\n')).toBe(',');
    expect(findDelimiter('id;a;b\n1;2,5;3,5\n')).toBe(';');
    expect(findDelimiter('a\tb\n1,5\t2\n')).toBe('\t');
    expect(findDelimiter('a|b\n1|2\n')).toBe('|');
    expect(findDelimiter('"a;b",c\n"1;2",3\n')).toBe(',');
    expect(findDelimiter('a,b;c\n1,2;3\n')).toEqual([',', ';']);
    const problem = await problemOf('a.csv', bytes('a,b;c\n1,2;3\n'));
    expect(problem.code).toBe('data/separator');
    expect(problem.saw.en).toContain('[a] [b;c]');
    expect(await rowsOf('a.csv', bytes('a,b;c\n1,2;3\n'), { delimiter: ';' })).toEqual([
      ['a,b', 'c'],
      ['1,2', '3'],
    ]);
  });
  it('F24: an unclosed quote names its line and what it would swallow', async () => {
    const problem = await problemOf('a.csv', bytes('a,b\n1,2\n"3,4\n5,6\n7,8\n'));
    expect(problem).toMatchObject({ code: 'data/quoting', where: 'a.csv:3' });
    expect(problem.saw.en).toContain('line(s) would end up in one cell');
  });
  it('F24: a quote that is closed by the next open one is found too', async () => {
    const problem = await problemOf('a.csv', bytes('a,b\n"1,2\n3,4\n5,6",7\n8,9\n'));
    expect(problem).toMatchObject({ code: 'data/quoting', where: 'a.csv:2' });
  });
  it('F24: quoted cells may hold line breaks', async () => {
    const { sheets } = await readSheets('a.csv', bytes('a,b\n"one\ntwo",2\n3,4\n'));
    expect(sheets[0]!.rows[1]).toEqual(['one\ntwo', '2']);
    expect(sheets[0]!.lines).toEqual([1, 2, 4]);
  });
  it('F24: NUL bytes name the first line', async () => {
    expect(await problemOf('a.csv', bytes('a,b\n1,2\n3,\0\0\n'))).toMatchObject({
      code: 'data/nul',
      where: 'a.csv:3',
    });
  });
  it('F24: CR only, and breaks of all kinds in one file', async () => {
    expect(await rowsOf('a.csv', bytes('a,b\r1,2\r3,4\r'))).toHaveLength(3);
    expect(await rowsOf('a.csv', bytes('a,b\r\n1,2\n3,4\r5,6'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });
  it('F24: one line of 10 MB', async () => {
    const [row] = await rowsOf('a.csv', bytes(Array.from({ length: 1_300_000 }, () => '1234567').join(',')));
    expect(row).toHaveLength(1_300_000);
  });
  it('F24: 0 bytes, and only blanks', async () => {
    expect((await problemOf('a.csv', bytes(''))).code).toBe('data/no-header');
    expect((await problemOf('a.csv', bytes(' \n\n'))).code).toBe('data/no-header');
  });
  it('F29: codes in scientific notation warn with their line', async () => {
    const { notes } = await readSheets('a.csv', bytes('code,x\n1.1E+05,1\n110000,2\n'));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({
      code: 'read/scientific',
      level: 'warning',
      items: ['a.csv:2 (1.1E+05)'],
    });
  });
});

describe('types by content', () => {
  const ole = (name: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(name, 'utf16le')]);
  it.each([
    ['old workbooks named .xlsx', 'a.xlsx', ole('Workbook'), 'read/type', '.xls'],
    ['WPS workbooks', 'a.et', ole('Workbook'), 'read/type', '.et'],
    ['workbooks with a password', 'a.xlsx', ole('EncryptedPackage'), 'read/protected', 'password'],
    ['pages named .xls', 'a.xls', bytes('<html><table><tr><td>1'), 'read/type', 'HTML'],
    ['XML named .xls', 'a.xls', bytes('<?xml version="1.0"?><Workbook/>'), 'read/type', 'XML'],
    ['a PDF', 'a.csv', bytes('%PDF-1.7'), 'read/type', 'PDF'],
  ])('F25: %s are named', async (_, file, content, code, saw) => {
    const problem = await problemOf(file, content);
    expect(problem.code).toBe(code);
    expect(problem.saw.en).toContain(saw);
  });
  it('F25: what to do is to save it as .xlsx', async () => {
    expect((await problemOf('a.xls', ole('Workbook'))).fix.en).toContain('.xlsx');
  });
  it('F25: CSV named .xlsx and a workbook named .csv are read, with a warning', async () => {
    expect(await codesOf('a.xlsx', bytes('a,b\n1,2\n'))).toContain('read/other-type');
    expect(await codesOf('a.csv', await workbook({ sheets: { S: sheetData([[1]]) } }))).toContain(
      'read/other-type',
    );
    expect(await codesOf('a.csv', bytes('a,b\n1,2\n'))).toEqual([]);
  });
  it('F25: a zip that is cut off, at its end and inside', async () => {
    const whole = await workbook({ sheets: { S: sheetData([['a', 1]]) } });
    expect((await problemOf('a.xlsx', whole.subarray(0, whole.length - 30))).code).toBe('read/truncated');
    const other = await zipped({ 'a.txt': 'x' });
    expect((await problemOf('a.xlsx', other)).saw.en).toContain('no workbook');
  });
  it('tells text that begins like JSON from JSON', () => {
    expect(sniff(bytes('{"a":1}'))).toBe('json');
    expect(sniff(bytes('[{"a":1}]'))).toBe('json');
    expect(sniff(bytes('[Table 1],x\n'))).toBe('text');
    expect(sniff(bytes('{a},x\n'))).toBe('text');
  });
});

describe('Parquet and JSON', () => {
  it('Parquet: numbers, big integers, blanks, dates, booleans', async () => {
    const content = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: ['a', 'b'], type: 'STRING' },
        { name: 'x', data: [1.5, null], type: 'DOUBLE' },
        { name: 'n', data: [5n, 9007199254740993n], type: 'INT64' },
        {
          name: 'd',
          data: [new Date('2010-01-01T00:00:00Z'), new Date('2010-01-01T06:00:00Z')],
          type: 'TIMESTAMP',
        },
        { name: 'b', data: [true, false], type: 'BOOLEAN' },
      ],
    });
    const { sheets } = await readSheets('a.parquet', new Uint8Array(content));
    expect(sheets[0]!.rows).toEqual([
      ['id', 'x', 'n', 'd', 'b'],
      ['a', 1.5, 5, '2010-01-01', 'TRUE'],
      ['b', null, '9007199254740993', '2010-01-01T06:00:00', 'FALSE'],
    ]);
    expect(sheets[0]!.odd.get('1:3')?.kind).toBe('date');
    expect((await problemOf('a.parquet', new Uint8Array(content).subarray(0, 40))).code).toBe(
      'read/truncated',
    );
  });
  it('JSON: records, split tables, and what is no table', async () => {
    expect(await rowsOf('a.json', bytes('[{"a":1,"b":"x"},{"b":null,"c":true,"__proto__":2}]'))).toEqual([
      ['a', 'b', 'c', '__proto__'],
      [1, 'x', null, null],
      [null, null, 'TRUE', 2],
    ]);
    expect(await rowsOf('a.json', bytes('{"columns":["a","b"],"data":[[1,2],[3,null]]}'))).toEqual([
      ['a', 'b'],
      [1, 2],
      [3, null],
    ]);
    expect((await problemOf('a.json', bytes('{"a":{"b":1}}'))).code).toBe('read/json');
    expect((await problemOf('a.json', bytes('[{"a":[1,2]}]'))).code).toBe('read/nested');
    expect((await problemOf('a.json', bytes('[{"a":1}'))).code).toBe('read/json');
  });
  it('JSON-stat: long, with codes, labels and statuses', async () => {
    const cube = {
      version: '2.0',
      class: 'dataset',
      id: ['geo', 'time'],
      size: [2, 2],
      dimension: {
        geo: { category: { index: ['AT', 'BE'], label: { AT: 'Austria', BE: 'Belgium' } } },
        time: { category: { index: { 2010: 0, 2011: 1 } } },
      },
      value: [1, null, 3, 4.5],
      status: { 1: 'e' },
    };
    expect(await rowsOf('a.json', bytes(JSON.stringify(cube)))).toEqual([
      ['geo', 'geo_label', 'time', 'value', 'OBS_STATUS'],
      ['AT', 'Austria', '2010', 1, null],
      ['AT', 'Austria', '2011', null, 'e'],
      ['BE', 'Belgium', '2010', 3, null],
      ['BE', 'Belgium', '2011', 4.5, null],
    ]);
    const huge = { ...cube, size: [1e6, 1e6] };
    expect((await problemOf('a.json', bytes(JSON.stringify(huge)))).code).toBe('read/limit');
  });
  it.each(['structure', 'structures'])('SDMX-JSON with its %s', async (key) => {
    const structure = {
      dimensions: {
        series: [
          {
            id: 'REF_AREA',
            values: [
              { id: 'AT', name: 'Austria' },
              { id: 'BE', names: { en: 'Belgium' } },
            ],
          },
        ],
        observation: [{ id: 'TIME_PERIOD', values: [{ id: '2010' }, { id: '2011' }] }],
      },
      attributes: { series: [], observation: [{ id: 'OBS_STATUS', values: [{ id: 'A' }, { id: 'E' }] }] },
    };
    const dataSets = [
      {
        series: {
          '0:': undefined,
          '0': { observations: { '0': [1.5, 0], '1': [null, null] } },
          '1': { observations: { '1': [2, 1] } },
        },
      },
    ];
    const message = { data: { dataSets, [key]: key === 'structure' ? structure : [structure] } };
    expect(await rowsOf('a.json', bytes(JSON.stringify(message)))).toEqual([
      ['REF_AREA', 'REF_AREA_label', 'TIME_PERIOD', 'OBS_VALUE', 'OBS_STATUS'],
      ['AT', 'Austria', '2010', 1.5, 'A'],
      ['AT', 'Austria', '2011', null, null],
      ['BE', 'Belgium', '2011', 2, 'E'],
    ]);
  });
  it('SDMX-CSV: codes and labels in one cell come apart, the status stays', async () => {
    const text =
      'DATAFLOW,geo: Area,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_STATUS: Status\nX:A(1.0),AT: Austria,2010: 2010,1.5,E: Estimate\n';
    expect(await rowsOf('a.csv', bytes(text))).toEqual([
      [
        'DATAFLOW',
        'geo',
        'geo_label',
        'TIME_PERIOD',
        'TIME_PERIOD_label',
        'OBS_VALUE',
        'OBS_STATUS',
        'OBS_STATUS_label',
      ],
      ['X:A(1.0)', 'AT', 'Austria', '2010', '2010', '1.5', 'E', 'Estimate'],
    ]);
  });
});

describe('dates', () => {
  it('serial numbers of both systems', () => {
    // Excel: 1 is 1900-01-01, 60 the day that never was, 61 is 1900-03-01; 1904: 0 is 1904-01-01.
    expect([1, 59, 60, 61, 40_179].map((serial) => dateText(serial, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
      '2010-01-01',
    ]);
    expect(dateText(40_179 - 1462, true)).toBe('2010-01-01');
    expect(dateText(0.5, false)).toBe('12:00:00');
    expect(dateText(40_179.25, false)).toBe('2010-01-01T06:00:00');
    expect(dateText(-1, false)).toBeUndefined();
  });
  it('formats of dates, and formats that only look so', () => {
    expect(['yyyy-mm-dd', 'm"月"d"日"', '[h]:mm', '[$-804]yyyy'].every(isDateFormat)).toBe(true);
    expect(['0.00', '0"days"', '[Red]0', 'General', '#,##0\\d', '[$USD] 0'].some(isDateFormat)).toBe(false);
  });
});
