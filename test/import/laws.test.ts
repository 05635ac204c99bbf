import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import { PLAIN_MARKS, readQuantity } from '../../src/study/import/number-text.ts';
import { type CellValue, cellName, type Sheet } from '../../src/study/import/sheet.ts';
import { type TakenValue, take } from '../../src/study/import/take.ts';
import { understand } from '../../src/study/import/understand.ts';
import { sheetData, workbook } from '../support/workbooks.ts';
import { bytesOf } from './fixtures/bytes.ts';
import { isPlace } from './fixtures/check.ts';
import { FIXTURES } from './fixtures/index.ts';
import { sheetOf } from './sheet-of.ts';

const known = new Map<string, boolean>();
const isKnownPlace = (text: string) => {
  if (!known.has(text)) known.set(text, isPlace(text));
  return known.get(text)!;
};

function valuesOf(sheet: Sheet): TakenValue[] {
  const found = understand(sheet, { answers: new Map(), isPlace: isKnownPlace });
  return found ? take(sheet, found.reading, []) : [];
}

/** Without the cells, in one order. */
function facts(values: readonly TakenValue[]): string[] {
  return values
    .map(({ place, period, title, unit, scope, value, status }) =>
      [place, period, title.zh, unit ?? '', scope ?? '', value, status].join('|'),
    )
    .sort();
}

const CITIES = ['哈尔滨市', '齐齐哈尔市', '大庆市', '黑河市', '伊春市', '鸡西市'];
const HEADERS = ['地区生产总值（万元）', '年末人口（万人）', '绿地率/%', '用水量(吨)', '医院床位数（张）'];
const number = fc.integer({ min: -9_000_000, max: 9_000_000 }).map((n) => n / 100);
/** Rows of cities and a table of numbers and blanks, at least one number in each row. */
const table = fc
  .record({
    cities: fc.shuffledSubarray(CITIES, { minLength: 2 }),
    headers: fc.shuffledSubarray(HEADERS, { minLength: 2 }),
    years: fc.shuffledSubarray([2009, 2010, 2011], { minLength: 1 }),
    numbers: fc.array(fc.option(number, { freq: 5 }), { minLength: 5 * 18, maxLength: 5 * 18 }),
  })
  .map(({ cities, headers, years, numbers }): CellValue[][] => {
    const at = [...numbers];
    return [
      ['城市', '年份', ...headers],
      ...cities.flatMap((city) =>
        years.map((year) => [city, year, ...headers.map((_, c) => at.pop() ?? (c === 0 ? 0.5 : null))]),
      ),
    ];
  });

describe('what does not change the values', () => {
  test('the order of columns and rows', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (rows, draws) => {
        const keyed = <T>(items: readonly T[]) =>
          items.map((item) => [draws.next().value, item] as const).sort((a, b) => a[0] - b[0]);
        const order = keyed(rows[0]!.map((_, c) => c)).map(([, c]) => c);
        const [header, ...data] = rows;
        const shuffled = [header!, ...keyed(data).map(([, row]) => row)].map((row) =>
          order.map((c) => row[c]!),
        );
        expect(facts(valuesOf(sheetOf(rows)))).toHaveLength(data.length * (order.length - 2));
        expect(facts(valuesOf(sheetOf(shuffled)))).toEqual(facts(valuesOf(sheetOf(rows))));
      }),
      { numRuns: 60 },
    );
  });

  test('titles above and notes below', () => {
    const titles = fc.subarray([
      '2-1 各市主要指标（2009年）',
      'Main Indicators of Cities',
      '',
      '（合成数据）',
    ]);
    const notes = fc.subarray(['注：合成数据。', '', '资料来源：合成', '* 按当年价格计算', '① 初步数']);
    fc.assert(
      fc.property(table, titles, notes, (rows, above, below) => {
        const alone = (text: string): CellValue[] => [text === '' ? null : text];
        const dressed = [...above.map(alone), ...rows, ...below.map(alone)];
        expect(facts(valuesOf(sheetOf(dressed)))).toEqual(facts(valuesOf(sheetOf(rows))));
      }),
      { numRuns: 60 },
    );
  });

  test('whether the table is CSV or XLSX', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n');
        const csv = await readSheets('合成.csv', new TextEncoder().encode(text));
        const book = await readSheets('合成.xlsx', await workbook({ sheets: { S: sheetData(rows) } }));
        expect(facts(valuesOf(csv.sheets[0]!))).toEqual(facts(valuesOf(book.sheets[0]!)));
      }),
      { numRuns: 15 },
    );
  });

  test('spaces within names and full-width digits', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const wide = rows.map((row) =>
          row.map((cell, c) =>
            c === 0 ? [...`${cell}`].join('　') : c === 1 && cell !== '年份' ? `${cell}年` : cell,
          ),
        );
        expect(facts(valuesOf(sheetOf(wide)))).toEqual(facts(valuesOf(sheetOf(rows))));
      }),
      { numRuns: 30 },
    );
  });
});

const word = fc.constantFrom(
  ...[
    '城市',
    '年份',
    '指标',
    '单位',
    '数值',
    '省份',
    '合计',
    '全国',
    '黑龙江省',
    '吉林',
    '北京',
    '续表',
    '甲',
    '①',
    '',
  ],
  ...[
    '哈尔滨',
    'Harbin',
    'City',
    '人口（万人）',
    'GDP/元',
    '全市',
    '市辖区',
    '万元',
    '注：无',
    '2010年',
    '０５年',
    ' ',
  ],
  ...[
    '…',
    '—',
    'NA',
    '约30',
    '30~40',
    '1,234',
    '1.234,5',
    '3.5-',
    '12亿',
    '35%',
    '-9999',
    '2010-2012',
    '5①',
    '__proto__',
  ],
);
const cell: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 2100 }) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'binary' }) },
);
const anySheet = fc
  .record({
    rows: fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 14 }),
    merges: fc.array(fc.record({ top: fc.nat(13), left: fc.nat(7), height: fc.nat(3), width: fc.nat(4) }), {
      maxLength: 3,
    }),
    hidden: fc.record({
      sheet: fc.boolean(),
      rows: fc.array(fc.nat(13), { maxLength: 2 }),
      columns: fc.array(fc.nat(7), { maxLength: 2 }),
    }),
  })
  .map(({ rows, merges, hidden }) =>
    sheetOf(rows, {
      hidden,
      merges: merges
        .filter(({ top }) => top < rows.length)
        .map(({ top, left, height, width }) => ({
          top,
          left,
          bottom: Math.min(top + height, rows.length - 1),
          right: left + width,
        })),
    }),
  );

/** Every observed number stands in its cell, or in the corner of the merged cells that it is of. */
function expectHonest(sheet: Sheet, values: readonly TakenValue[]): void {
  const prefix = `${sheet.file}${sheet.name === undefined ? '' : `!${sheet.name}`}:`;
  const cells = new Map<string, CellValue[]>();
  sheet.rows.forEach((row, r) => {
    row.forEach((one, c) => {
      cells.set(prefix + cellName(sheet.lines[r]! - 1, c), [one]);
    });
  });
  for (const { top, left, bottom, right } of sheet.merges)
    for (let r = top; r <= Math.min(bottom, sheet.rows.length - 1); r++)
      for (let c = left; c <= right; c++) {
        const at = prefix + cellName(sheet.lines[r]! - 1, c);
        cells.set(at, [...(cells.get(at) ?? []), sheet.rows[top]?.[left] ?? null]);
      }
  for (const { cell: at, value, status } of values) {
    if (status !== 'observed') expect(status === 'estimated' || !(value > 0)).toBe(true);
    if (status !== 'observed') continue;
    const possible = (cells.get(at) ?? []).flatMap((one) => {
      if (typeof one !== 'string') return [one];
      return [PLAIN_MARKS, { decimal: ',', group: '.' } as const].map((marks) => {
        const read = readQuantity(one, marks);
        return read.kind === 'number' ? read.value : null;
      });
    });
    expect(possible).toContain(value);
  }
}

describe('any sheet', () => {
  test('is read without failing, and no value is made up', () => {
    fc.assert(
      fc.property(anySheet, (sheet) => {
        expectHonest(sheet, valuesOf(sheet));
      }),
      { numRuns: 500 },
    );
  });

  test('cut off, shuffled or with cells taken out, is read without failing, and no value is made up', async () => {
    const sheets = (
      await Promise.all(
        FIXTURES.filter(({ file }) => !/shares/.test(file)).map(async (one) =>
          readSheets(one.file, await bytesOf(one)),
        ),
      )
    ).flatMap((reading) => reading.sheets);
    fc.assert(
      fc.property(
        fc.constantFrom(...sheets),
        fc.nat(12),
        fc.constantFrom('head', 'tail', 'reverse', 'holes'),
        fc.infiniteStream(fc.boolean()),
        (sheet, n, how, draws) => {
          const changed: Record<typeof how, (rows: Sheet['rows']) => Sheet['rows']> = {
            head: (rows) => rows.slice(0, n),
            tail: (rows) => rows.slice(n),
            reverse: (rows) => [...rows].reverse(),
            holes: (rows) => rows.map((row) => row.map((one) => (draws.next().value ? one : null))),
          };
          const rows = changed[how](sheet.rows);
          const broken = sheetOf(rows, { odd: sheet.odd, hidden: sheet.hidden });
          expectHonest(broken, valuesOf(broken));
        },
      ),
      { numRuns: 300 },
    );
  });
});
