import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import { holling } from '../support/cli.ts';
import { sound } from '../support/folder.ts';
import { imported } from '../support/survival.ts';
import { sheetData, workbook } from '../support/workbooks.ts';

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** A study whose units and indicators have these names. */
function named(units: readonly string[], indicators: readonly string[]): string {
  return sound(
    {
      units: { file: 'units.csv', key: 'id', name: 'id' },
      periods: [2010],
      data: [{ file: 'panel.csv', layout: 'long', unit: 'id' }],
      index: { id: 'index', children: indicators.map((id) => ({ id, direction: 'benefit' })) },
    },
    {
      'units.csv': `id,zone\n${units.map((unit) => `${quoted(unit)},z`).join('\n')}\n`,
      'panel.csv': `id,period,indicator,value\n${units
        .flatMap((unit, u) =>
          indicators.map((id, i) => `${quoted(unit)},2010,${quoted(id)},${((u * 7 + i * 3) % 11) - 3}`),
        )
        .join('\n')}\n`,
    },
  );
}
/** The cells of every table of the results, as text tables and as sheets of the workbook. */
async function tables(folder: string) {
  const target = join(folder, 'results');
  const csv = new Map<string, string[][]>();
  for (const name of readdirSync(target).filter((one) => one.endsWith('.csv'))) {
    const { sheets } = await readSheets(name, readFileSync(join(target, name)), { delimiter: ',' });
    csv.set(
      name,
      sheets.flatMap(({ rows }) => rows.map((row) => row.map((cell) => String(cell ?? '')))),
    );
  }
  const book = await readSheets('tables.xlsx', readFileSync(join(target, 'tables.xlsx')));
  return { csv, sheets: new Map(book.sheets.map((sheet) => [sheet.name!, sheet.rows])) };
}
const cellsOf = (rows: readonly (readonly unknown[])[] | undefined, column: number) =>
  new Set(rows!.slice(1).map((row) => row[column]));

describe('F35: names of any kind', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '人均 GDP',
    '😀🏙️',
    '\u202ertl',
    'مدينة',
    'a"b, c',
    '<img onerror=x>',
    'x'.repeat(10_000),
  ];
  it('F35: are ordinary units and indicators from the data to the results and back', async () => {
    const folder = named(names, names);
    const { code, out } = await holling('run', folder, '--json');
    expect(code, out).toBe(0);
    const { csv, sheets } = await tables(folder);
    for (const rows of [csv.get('scores.csv'), sheets.get('scores')])
      expect(cellsOf(rows, 0)).toEqual(new Set(names));
    for (const rows of [csv.get('weights.csv'), sheets.get('weights')])
      expect(cellsOf(rows, 0)).toEqual(new Set(names));
    const manifest = JSON.parse(readFileSync(join(folder, 'results/manifest.json'), 'utf8'));
    expect(JSON.stringify(manifest)).toContain('__proto__');
    expect(readFileSync(join(folder, 'results/report.html'), 'utf8')).not.toContain('<img onerror');
    expect(({} as Record<string, unknown>).onerror).toBeUndefined();
    expect((await holling('explain', folder, '__proto__', '2010', '--json')).code).toBe(0);
    expect((await holling('check', folder, '--json')).code).toBe(0);
  });
  it('F35: are imported as they are, and the recipe gives the same again', async () => {
    const [units, titles] = [
      names.filter((one) => !/^(a"b, c|人均 GDP)$/.test(one)),
      ['constructor', '__proto__', '😀🏙️'],
    ];
    const csv = [
      ['name', 'year', ...titles].join(','),
      ...units.map((unit, u) => [quoted(unit), 2016, u + 1, u + 20, u * 3 + 0.5].join(',')),
    ].join('\n');
    const first = await imported({ 'table.csv': `${csv}\n` }, 'gazetteer=none');
    expect(new Set(first.rows.map(([unit]) => unit!.replace(/^'/, '')))).toEqual(new Set(units));
    expect(new Set(first.rows.map(([, , id]) => id)).size).toBe(titles.length);
    const before = readFileSync(join(first.study, 'data/panel.csv'), 'utf8');
    const again = await holling('import', '--study', first.study, '--yes', '--json');
    expect(again.code, again.out).toBe(0);
    expect(readFileSync(join(first.study, 'data/panel.csv'), 'utf8')).toBe(before);
    expect((await holling('run', first.study, '--json')).code).toBe(0);
  });
});

describe('F38: names that a spreadsheet would take for formulas', () => {
  const names = ["=cmd|' /C calc'!A0", '+1+1', '@SUM(A1)', '-2+3', '\t=1+1', 'plain'];
  it('F38: are text in every table, and negative numbers stay numbers', async () => {
    const folder = named(
      names.map((name) => name.trim()),
      ['a', 'b'],
    );
    const { code, out } = await holling('run', folder, '--json', '--set', 'method.weight=equal');
    expect(code, out).toBe(0);
    const { csv, sheets } = await tables(folder);
    for (const name of csv.keys()) {
      const text = readFileSync(join(folder, 'results', name), 'utf8');
      for (const [, cell] of text.matchAll(/(?:^|,)([=+@\t\r-][^,\n]*)/gm))
        expect(Number.isFinite(Number(cell)), `${name}: ${cell}`).toBe(true);
    }
    const guarded = readFileSync(join(folder, 'results/scores.csv'), 'utf8').split('\n');
    for (const start of ["'=cmd|' /C calc'!A0,", "'+1+1,", "'@SUM(A1),", "'-2+3,", "'=1+1,", 'plain,'])
      expect(guarded.some((line) => line.startsWith(start))).toBe(true);
    // Read back, they are the names that they were.
    expect(cellsOf(csv.get('scores.csv'), 0)).toEqual(new Set(names.map((name) => name.trim())));
    // A workbook has types: the names are text cells as they are, and no cell is a formula.
    expect(cellsOf(sheets.get('scores'), 0)).toEqual(new Set(names.map((name) => name.trim())));
    const normalised = sheets
      .get('normalised')!
      .slice(1)
      .map((row) => row[3]);
    expect(normalised.every((cell) => typeof cell === 'number')).toBe(true);
  });
  it('F38: negative numbers of the data are numbers in what is written, and are read back', async () => {
    const { study, values } = await imported(
      {
        'table.xlsx': await workbook({
          sheets: {
            S: sheetData([
              ['name', 'year', 'gdp'],
              ['=1+1', 2016, -3.5],
              ['+x', 2016, -0.25],
              ['@y', 2016, 7],
            ]),
          },
        }),
      },
      'gazetteer=none',
    );
    expect(values).toEqual(['-3.5', '-0.25', '7']);
    const text = readFileSync(join(study, 'data/panel.csv'), 'utf8');
    expect(text).toMatch(/^'=1\+1,2016,gdp,-3\.5,/m);
    expect(text).not.toContain('0,=');
    // The guard is not part of the name: the study reads the unit that the import wrote.
    const { code, out } = await holling('run', study, '--json');
    expect(code, out).toBe(0);
    const { sheets } = await tables(study);
    expect(cellsOf(sheets.get('scores'), 0)).toEqual(new Set(['=1+1', '+x', '@y']));
  });
});
