import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import { sheetData, workbook } from '../support/workbooks.ts';

/** Whatever the bytes are, reading ends with sheets or with problems that say something, and never throws. */
async function survives(content: Uint8Array): Promise<void> {
  const { sheets, problems } = await readSheets('a', content);
  expect(sheets.length > 0 || problems.length > 0).toBe(true);
  for (const { code, saw } of problems) {
    expect(code).not.toBe('');
    expect(saw.en).not.toBe('');
  }
}

const json = Buffer.from(
  JSON.stringify({
    version: '2.0',
    class: 'dataset',
    id: ['geo'],
    size: [2],
    dimension: { geo: { category: { index: ['a', 'b'] } } },
    value: [1, 2],
  }),
);
const makers: [string, () => Promise<Uint8Array>][] = [
  ['workbook', () => workbook({ sheets: { S: sheetData([['城市', 1, 2.5]]) }, strings: ['a'] })],
  ['json', async () => json],
  [
    'parquet',
    async () =>
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'a', data: [1.5, 2, 3], type: 'DOUBLE' }] })),
  ],
  ['text', async () => Buffer.from('城市,x\n"黑河",1\n')],
];

describe.each(makers)('a damaged %s', (name, make) => {
  // The Parquet library can run on without end over pages with changed bytes; see the decision on readers.
  it.skipIf(name === 'parquet')('F25: is survived with a byte changed', async () => {
    const content = await make();
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.nat(255), async (at, byte) => {
        const copy = Uint8Array.from(content);
        copy[at] = byte;
        await survives(copy);
      }),
      { numRuns: 300 },
    );
  });
  it('F25: is survived cut off anywhere', async () => {
    const content = await make();
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length), async (length) => survives(content.slice(0, length))),
      { numRuns: 100 },
    );
  });
});

it('F25: any bytes at all are survived', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), survives), { numRuns: 300 });
});
