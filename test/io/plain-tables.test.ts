import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { sourceCell } from '../../src/core/panel.ts';
import { loadStudy } from '../../src/index.ts';
import { holling, problemsOf } from '../support/cli.ts';
import { PANEL, sound, UNITS } from '../support/folder.ts';
import { sheetData, workbook } from '../support/workbooks.ts';

const out = () => join(mkdtempSync(join(tmpdir(), 'holling-out-')), 'results');
const tableOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell)));
const PANEL_CELLS = tableOf(PANEL);

/** A sound study whose panel is a file of these bytes. */
function withPanel(
  file: string,
  content: Uint8Array,
  source: Readonly<Record<string, unknown>> = {},
): string {
  const folder = sound({ data: [{ file, ...source }] });
  writeFileSync(join(folder, file), content);
  return folder;
}
const problemsWith = (file: string, content: Uint8Array, source = {}) =>
  problemsOf(['run', withPanel(file, content, source), '--out', out()]);
/** A sound study whose panel has this text in the cell of u1 in 2010 under a. */
const withCell = (cell: string, source: Readonly<Record<string, unknown>> = {}) =>
  sound(
    { data: [{ file: 'panel.csv', ...source }] },
    { 'panel.csv': PANEL.replace('u1,2010,1,', `u1,2010,${cell},`) },
  );

describe('plain studies from files of other kinds', () => {
  it('give the same panel from .xlsx, .parquet, .json, .tsv and UTF-16, and name their cells', async () => {
    const [header, ...rows] = PANEL_CELLS;
    const records = rows.map((row) => Object.fromEntries(header!.map((name, c) => [name, row[c]])));
    const parquet = parquetWriteBuffer({
      columnData: header!.map((name, c) => ({
        name: String(name),
        data: rows.map((row) => row[c]!),
        type: c === 0 ? ('STRING' as const) : ('DOUBLE' as const),
      })),
    });
    const files: [string, Uint8Array, string][] = [
      [
        'panel.xlsx',
        await workbook({ sheets: { 'Sheet 1': sheetData(PANEL_CELLS) } }),
        'panel.xlsx!Sheet 1:D3 [b]',
      ],
      ['panel.parquet', new Uint8Array(parquet), 'panel.parquet:3 [b]'],
      ['panel.json', Buffer.from(JSON.stringify(records)), 'panel.json:3 [b]'],
      ['panel.tsv', Buffer.from(PANEL.replaceAll(',', '\t')), 'panel.tsv:3 [b]'],
      ['wide.csv', Buffer.from(`\ufeff${PANEL}`, 'utf16le'), 'wide.csv:3 [b]'],
    ];
    const plain = await loadStudy(sound());
    for (const [file, content, place] of files) {
      const { panel } = await loadStudy(withPanel(file, content));
      for (const [id, column] of plain.panel.columns)
        expect(panel.columns.get(id)!.values, `${file} ${id}`).toEqual(column.values);
      // Row 3 of the panel is u1 in 2015.
      expect(sourceCell(panel, 'b', 3)).toBe(place);
    }
  });
  it('the unit file can be a workbook, and one of several sheets', async () => {
    const folder = sound({
      units: { file: 'units.xlsx', key: 'id', name: 'name', groups: ['zone'], sheet: 'Units' },
    });
    const content = await workbook({
      sheets: { Notes: sheetData([['read me']]), Units: sheetData(tableOf(UNITS)) },
    });
    writeFileSync(join(folder, 'units.xlsx'), content);
    expect((await loadStudy(folder)).panel.units.map(({ id }) => id)).toEqual(['u1', 'u2', 'u3']);
  });
  it('several sheets without sheet: are asked', async () => {
    const content = await workbook({
      sheets: { A: sheetData(PANEL_CELLS), B: sheetData(PANEL_CELLS), C: '' },
    });
    const [problem] = await problemsWith('panel.xlsx', content);
    expect(problem).toMatchObject({ code: 'data/which-sheet', where: 'panel.xlsx' });
    expect(problem!.saw).toContain('A, B');
    const { code } = await holling(
      'run',
      withPanel('panel.xlsx', content, { sheet: 'B' }),
      '--out',
      out(),
      '--quiet',
    );
    expect(code).toBe(0);
  });
  it('merged cells in the table are refused', async () => {
    const merged = `${sheetData(PANEL_CELLS)}<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`;
    const [problem] = await problemsWith('panel.xlsx', await workbook({ sheets: { S: merged } }));
    expect(problem).toMatchObject({ code: 'data/merged', where: 'panel.xlsx!S:A2:A3' });
  });
  it('keys that have no meaning for a kind of file are refused, not ignored', async () => {
    const content = await workbook({ sheets: { S: sheetData(PANEL_CELLS) } });
    const codes = async (...words: Parameters<typeof problemsWith>) =>
      (await problemsWith(...words)).map(({ code }) => code);
    expect(await codes('panel.xlsx', content, { encoding: 'gbk', delimiter: ';' })).toEqual([
      'data/no-meaning',
    ]);
    expect(await codes('panel.csv', Buffer.from(PANEL), { sheet: 'S' })).toEqual(['data/no-meaning']);
    expect(await codes('panel.csv', Buffer.from(PANEL), { hidden: 'read' })).toEqual(['data/no-meaning']);
  });
  it('a certain encoding is read and noted, an uncertain one asked', async () => {
    const text = Buffer.from(PANEL.replaceAll('u1', 'é1'), 'latin1');
    const [problem] = await problemsWith('panel.csv', text);
    expect(problem).toMatchObject({ code: 'data/encoding', where: 'panel.csv' });
    const { notes } = await loadStudy(withPanel('panel.csv', Buffer.from(`\ufeff${PANEL}`, 'utf16le')));
    expect(notes.find(({ code }) => code === 'read/encoding')?.text.en).toContain('UTF-16LE');
  });
});

describe('faults in plain studies', () => {
  it.each(['', ' ', '\u00a0', '\u3000'])(
    'F01: a blank cell (%j) of a workbook is missing, never 0',
    async (blank) => {
      const cells = PANEL_CELLS.map((row, r) => row.map((cell, c) => (r === 1 && c === 2 ? blank : cell)));
      const { panel } = await loadStudy(
        withPanel('panel.xlsx', await workbook({ sheets: { S: sheetData(cells) } })),
      );
      expect(panel.columns.get('a')!.values[0]).toBeNaN();
      expect(panel.columns.get('a')!.status[0]).toBe(0);
    },
  );
  it.each(['…', '—', '-', '/', 'NA', '无', '#N/A'])(
    'F02: the marker %s is refused with its cell until it is declared',
    async (marker) => {
      const [problem] = await problemsOf(['run', withCell(marker), '--out', out()]);
      expect(problem).toMatchObject({ code: 'data/not-a-number', where: 'panel.csv:2 [a]' });
      const { panel } = await loadStudy(withCell(marker, { missing: [marker] }));
      expect(panel.columns.get('a')!.values[0]).toBeNaN();
    },
  );
  it.each([
    ['F03', '"1,234"'],
    ['F03', '１２，３４５．６'],
    ['F03', '"1.234,5"'],
    ['F03', '1 234'],
    ['F04', '−3.5'],
    ['F04', '－3.5'],
    ['F04', '(3.5)'],
    ['F04', '3.5-'],
    ['F05', '12.5（万）'],
    ['F05', '1.2亿'],
    ['F05', '35%'],
    ['F05', '约30'],
    ['F05', '30~40'],
    ['F17', '1e309'],
    ['F17', 'NaN'],
    ['F17', 'Infinity'],
    ['F17', '0x10'],
  ])('%s: %s is refused with its cell, never guessed', async (_, cell) => {
    const [problem] = await problemsOf(['run', withCell(cell), '--out', out()]);
    expect(problem).toMatchObject({ code: 'data/not-a-number', where: 'panel.csv:2 [a]' });
  });
  it('F17: -0, 5e-324 and 1e3 as text are numbers', async () => {
    for (const [cell, value] of [
      ['-0', 0],
      ['5e-324', 5e-324],
      ['1e3', 1000],
    ] as const)
      expect((await loadStudy(withCell(cell))).panel.columns.get('a')!.values[0]! + 0).toBe(value);
  });
  it('F23: GBK data run, with the encoding in the notes', async () => {
    // 单位编号与年份指标数值 in GBK, as the name of a column that is not read.
    const name = Buffer.from('b5a5cebbb1e0bac5d3ebc4eab7ddd6b8b1eacafdd6b5', 'hex');
    const [first, ...rest] = PANEL.trimEnd().split('\n');
    const text = Buffer.concat([
      Buffer.from(`${first},`),
      name,
      Buffer.from(`\n${rest.map((line) => `${line},1`).join('\n')}\n`),
    ]);
    const { code, out: text1 } = await holling('run', withPanel('panel.csv', text), '--out', out(), '--json');
    expect(code).toBe(0);
    expect(text1).toContain('GB18030');
  });
  it('F24: a header alone, ragged rows, an unclosed quote and 0 bytes name their place', async () => {
    const codes = async (text: string) =>
      (await problemsWith('panel.csv', Buffer.from(text))).map(({ code, where }) => `${code} ${where}`);
    expect(await codes('id,year,a,b,c\n')).toEqual(['data/no-values panel.csv']);
    expect(await codes(PANEL.replace('u1,2015,2,6,11', 'u1,2015,2,6'))).toEqual([
      'data/row-length panel.csv:3',
    ]);
    expect(await codes(PANEL.replace('u1,2015,2,6,11', 'u1,2015,"2,6,11'))).toEqual([
      'data/quoting panel.csv:3',
    ]);
    expect(await codes('')).toEqual(['data/no-header panel.csv']);
  });
  it('F25: an old workbook named .xlsx says what to do', async () => {
    const [problem] = await problemsWith('panel.xlsx', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'));
    expect(problem!.code).toBe('read/type');
    expect(problem!.fix).toContain('save it as .xlsx');
  });
  it('F28: errors and formulas without a value are listed with their cells, and an error can be declared missing', async () => {
    const xml = sheetData(PANEL_CELLS)
      .replace('<c r="C2"><v>1</v></c>', '<c r="C2" t="e"><v>#DIV/0!</v></c>')
      .replace('<c r="D3"><v>6</v></c>', '<c r="D3"><f>D2+1</f></c>');
    const problems = await problemsWith('panel.xlsx', await workbook({ sheets: { S: xml } }));
    expect(problems.map(({ code, where }) => [code, where])).toEqual([['data/uncached', 'panel.xlsx!S:D3']]);
    expect(problems[0]!.fix).toContain('recalculate');
    const error = await workbook({ sheets: { S: xml.replace('<f>D2+1</f>', '<v>6</v>') } });
    const [refusal] = await problemsWith('panel.xlsx', error);
    expect(refusal).toMatchObject({ code: 'data/not-a-number', where: 'panel.xlsx!S:C2 [a]' });
    expect(refusal!.saw).toContain('#DIV/0!');
    const { panel } = await loadStudy(withPanel('panel.xlsx', error, { missing: ['#DIV/0!'] }));
    expect(panel.columns.get('a')!.values[0]).toBeNaN();
  });
  it('F30: hidden rows are read with a warning, or left out by choice', async () => {
    const content = await workbook({
      sheets: { S: sheetData(PANEL_CELLS).replace('<row r="2">', '<row r="2" hidden="1">') },
    });
    const read = await loadStudy(withPanel('panel.xlsx', content));
    expect(read.panel.columns.get('a')!.values[0]).toBe(1);
    expect(read.notes.map(({ code }) => code)).toContain('read/hidden');
    const without = await loadStudy(withPanel('panel.xlsx', content, { hidden: 'leave-out' }));
    expect(without.panel.columns.get('a')!.values[0]).toBeNaN();
    expect(without.notes.map(({ code }) => code)).toContain('read/left-out');
  });
});
