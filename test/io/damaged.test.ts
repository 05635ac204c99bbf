import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import { sheetData, workbook } from '../support/workbooks.ts';
import { bundled } from '../support/worker-file.ts';

let worker: URL;
beforeAll(async () => {
  worker = await bundled('src/io/readers/parquet-worker.ts');
}, 60_000);

/** Whatever the bytes are, reading ends with sheets or with problems that say something, and never throws. */
async function survives(content: Uint8Array): Promise<void> {
  const { sheets, problems } = await readSheets('a', content, { parquet: { worker, patience: 2000 } });
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
  it('F25: is survived with a byte changed', async () => {
    const content = await make();
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.nat(255), async (at, byte) => {
        const copy = Uint8Array.from(content);
        copy[at] = byte;
        await survives(copy);
      }),
      // Each Parquet file has a thread of its own.
      { numRuns: name === 'parquet' ? 60 : 300 },
    );
  }, 120_000);
  it('F25: is survived cut off anywhere', async () => {
    const content = await make();
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length), async (length) => survives(content.slice(0, length))),
      { numRuns: name === 'parquet' ? 40 : 100 },
    );
  }, 120_000);
});

it('F25: any bytes at all are survived', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), survives), { numRuns: 300 });
});

describe('a Parquet file', () => {
  const whole = () =>
    new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'a', data: [1.5, 2, 3], type: 'DOUBLE' }] }));
  const changed = (at: number, byte: number) => {
    const bytes = whole();
    bytes[at] = byte;
    return bytes;
  };

  it('gives the same sheet in a thread as in this one', async () => {
    const told: number[] = [];
    const apart = await readSheets('a', whole(), {
      parquet: { worker },
      onProgress: (share) => told.push(share),
    });
    expect(apart).toEqual(await readSheets('a', whole()));
    expect(apart.sheets[0]!.rows).toEqual([['a'], [1.5], [2], [3]]);
    expect(told.at(-1)).toBe(1);
  });

  // Bytes of page headers with which the library alone runs on without end.
  it.each([
    [11, 0],
    [15, 0],
    [19, 0],
    [20, 255],
    [21, 0],
  ])(
    'F25: with byte %i set to %i is refused, and nothing waits for it',
    async (at, byte) => {
      const { sheets, problems } = await readSheets('a.parquet', changed(at, byte), {
        parquet: { worker, patience: 2000 },
      });
      expect(sheets).toEqual([]);
      expect(problems).toMatchObject([{ code: 'read/truncated', where: 'a.parquet' }]);
    },
    30_000,
  );

  it('is let go of at once when a stop is asked for', async () => {
    const stop = new AbortController();
    const asked = new Error('stopped');
    const reading = readSheets('a.parquet', changed(11, 0), { parquet: { worker }, signal: stop.signal });
    setTimeout(() => stop.abort(asked), 300);
    await expect(reading).rejects.toBe(asked);
  });

  it('with metadata longer than itself is refused without a thread', async () => {
    const bytes = whole();
    new DataView(bytes.buffer, bytes.length - 8).setUint32(0, 100_000, true);
    const { problems } = await readSheets('a.parquet', bytes, {
      parquet: { worker: new URL('file:///none') },
    });
    expect(problems[0]!.saw.en).toContain('metadata of 100000 bytes');
  });
});
