import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../src/app/cli.ts';
import { holling, problemsOf } from '../support/cli.ts';
import { studyFolder } from '../support/folder.ts';
import { rowsOf } from '../support/rows.ts';
import { sheetData, workbook } from '../support/workbooks.ts';

type Cells = (string | number | null)[][];

/** A synthetic yearbook table of 全市 and 市辖区 with a title, totals, a province row and a note. */
const table = (year: number, more: Cells = []): Cells => [
  [`2-1 各城市主要指标（${year}年）`, null, null, null],
  ['城市', '地区生产总值（万元）', '年末户籍人口（全市）(万人)', '年末户籍人口（市辖区）(万人)'],
  ['黑龙江省', 15386.1, 3785, 1400],
  ['哈尔滨', 6101.6, 962.1, 551.2],
  ['齐齐哈尔市', '1,325.4', 540, '—'],
  ['Heihe', 448.2, 160.5, 19.4],
  ...more,
  ['合计', 7875.2, 1662.6, 570.6],
  ['注：数据为虚构。', null, null, null],
];

async function book(folder: string, name: string, sheets: Record<string, Cells>): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const parts = Object.fromEntries(Object.entries(sheets).map(([sheet, rows]) => [sheet, sheetData(rows)]));
  writeFileSync(file, await workbook({ sheets: parts }));
  return file;
}
const empty = () => join(studyFolder({}), 'study');
const bytesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(csv|yaml)$/.test(name))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
const importInto = (study: string, file: string, ...words: string[]) =>
  holling('import', file, '--study', study, '--yes', ...words);
const DIRECTIONS = ['--answer', 'directions=all-benefit'];

describe('a yearbook table', () => {
  let study: string;
  let file: string;
  beforeAll(async () => {
    study = empty();
    file = await book(study, 'raw/yearbook.xlsx'.replace('raw/', ''), { '2-1': table(2016) });
    const { code, err } = await importInto(
      study,
      file,
      '--answer',
      'direction:地区生产总值=benefit',
      ...DIRECTIONS,
    );
    expect(code, err).toBe(0);
  });

  test('becomes data with the cell of every value, units and a recipe', () => {
    expect(readFileSync(join(study, 'data/panel.csv'), 'utf8').split('\n').slice(0, 7)).toEqual([
      'unit,period,indicator,value,status,reason,source',
      '230100,2016,地区生产总值,6101.6,observed,,yearbook.xlsx!2-1:B4',
      '230100,2016,年末户籍人口_city,962.1,observed,,yearbook.xlsx!2-1:C4',
      '230100,2016,年末户籍人口_districts,551.2,observed,,yearbook.xlsx!2-1:D4',
      '230200,2016,地区生产总值,1325.4,observed,,yearbook.xlsx!2-1:B5',
      '230200,2016,年末户籍人口_city,540,observed,,yearbook.xlsx!2-1:C5',
      '230200,2016,年末户籍人口_districts,,,not-applicable,yearbook.xlsx!2-1:D5',
    ]);
    expect(readFileSync(join(study, 'data/units.csv'), 'utf8').split('\n')[1]).toBe(
      '230100,Harbin,哈尔滨,Heilongjiang,黑龙江',
    );
    const recipe = parse(readFileSync(join(study, 'import/recipe.yaml'), 'utf8'));
    expect(recipe).toMatchObject({
      version: 1,
      gazetteer: 'china',
      files: [{ file: 'yearbook.xlsx', sheets: [{ sheet: '2-1', header: [2, 2], data: [3, 7] }] }],
      units: ['230100', '230200', '231100'],
    });
    expect(recipe.indicators.年末户籍人口_city).toEqual({
      title: expect.anything(),
      unit: '万人',
      scope: 'city',
      direction: 'benefit',
      from: ['年末户籍人口 [city]'],
    });
  });

  test('the study that is made can be checked and run at once', async () => {
    expect((await holling('check', study)).code).toBe(0);
    const { code, err } = await holling('run', study, '--quiet');
    expect(code, err).toBe(0);
    expect(rowsOf(join(study, 'results/scores.csv'))).toHaveLength(3);
  });

  test('the same again, with or without naming the file, gives the same bytes', async () => {
    const before = bytesOf(study);
    expect((await importInto(study, file, ...DIRECTIONS)).code).toBe(0);
    expect(bytesOf(study)).toEqual(before);
    expect((await holling('import', '--study', study, '--yes')).code).toBe(0);
    expect(bytesOf(study)).toEqual(before);
    const other = empty();
    const { code, err } = await holling(
      'import',
      '--study',
      other,
      '--recipe',
      join(study, 'import/recipe.yaml'),
      '--yes',
    );
    expect(code, err).toBe(0);
    expect(rowsOf(join(other, 'data/panel.csv')).map(({ value }) => value)).toEqual(
      rowsOf(join(study, 'data/panel.csv')).map(({ value }) => value),
    );
  });

  test('what is corrected in the recipe by hand holds', async () => {
    const copy = empty();
    const own = await book(copy, 'yearbook.xlsx', { '2-1': table(2016) });
    await importInto(copy, own, ...DIRECTIONS);
    const at = join(copy, 'import/recipe.yaml');
    writeFileSync(at, readFileSync(at, 'utf8').replace('data: [3, 7]', 'data: [3, 5]'));
    expect((await holling('import', '--study', copy, '--yes')).code).toBe(0);
    expect(rowsOf(join(copy, 'data/panel.csv')).map(({ unit }) => unit)).not.toContain('231100');
  });

  test('a study can read the workbook itself by the recipe, and explains a score by its cells', async () => {
    const copy = empty();
    const own = await book(copy, 'yearbook.xlsx', { '2-1': table(2016) });
    await importInto(copy, own, ...DIRECTIONS);
    const at = join(copy, 'study.yaml');
    const text = readFileSync(at, 'utf8');
    const [from, to] = [text.indexOf('data:\n'), text.indexOf('index:\n')];
    const withRecipe = (more: string) =>
      `${text.slice(0, from)}data: [{ file: yearbook.xlsx, recipe: import/recipe.yaml${more} }]\n${text.slice(to)}`;
    writeFileSync(at, withRecipe(''));
    const { code, out, err } = await holling('explain', copy, '231100', '2016');
    expect(code, err).toBe(0);
    expect(out).toContain('yearbook.xlsx!2-1:B6');
    writeFileSync(at, withRecipe(', missing: ["-"]'));
    expect((await problemsOf(['check', copy])).map((one) => one.code)).toEqual(['data/beside-recipe']);
    writeFileSync(at, withRecipe(''));
    await book(copy, 'yearbook.xlsx', { '2-1': table(2017, [['Suzhou', 1, 2, 3]]) });
    const asked = await problemsOf(['check', copy]);
    expect(asked.map((one) => one.code)).toContain('import/question');
  });

  test('JSON on standard output holds what was written and how sheets were read', async () => {
    const { out } = await importInto(study, file, ...DIRECTIONS, '--json');
    const done = JSON.parse(out);
    expect(done).toMatchObject({ units: 3, values: 9, missing: 1, periods: [2016] });
    expect(done.written).toEqual(['data/panel.csv', 'import/recipe.yaml']);
    expect(done.sheets[0].sheet).toBe('yearbook.xlsx!2-1');
  });
});

describe('what the file does not tell', () => {
  const unclear: Cells = [
    ['城市', '年份', 'GDP（亿元）'],
    ['哈尔滨', 2016, '…'],
    ['Suzhou', 2016, 12],
    ['Nowhere', 2016, 13],
  ];

  test('F02, F10, F11: is listed whole with ids and choices, and nothing is written', async () => {
    const study = empty();
    const file = await book(study, 'unclear.xlsx', { a: unclear });
    const problems = await problemsOf(['import', file, '--study', study, '--yes']);
    expect(problems.every(({ code }) => code === 'import/question')).toBe(true);
    const fixes = problems.map(({ fix }) => fix).join('\n');
    for (const part of [
      '--answer "marker:...=<zero | half | missing>"',
      '"place:Suzhou=<320500 | 341300 | own | leave-out>"',
      '"place:Nowhere=<',
      '"directions=<',
    ])
      expect(fixes).toContain(part);
    expect(existsSync(join(study, 'import'))).toBe(false);
    expect(existsSync(join(study, 'data'))).toBe(false);
  });

  test('is answered on the command line, once for all runs', async () => {
    const study = empty();
    const file = await book(study, 'unclear.xlsx', { a: unclear });
    const answers = [
      'marker:...=half',
      'place:Suzhou=341300',
      'place:Nowhere=leave-out',
      'directions=all-cost',
    ];
    const { code, err } = await importInto(study, file, ...answers.flatMap((one) => ['--answer', one]));
    expect(code, err).toBe(0);
    expect(
      rowsOf(join(study, 'data/panel.csv')).map(({ unit, value, reason }) => [unit, value, reason]),
    ).toEqual([
      ['230100', '0.5', 'below-unit'],
      ['341300', '12', ''],
    ]);
    const before = bytesOf(study);
    expect((await holling('import', '--study', study, '--yes')).code).toBe(0);
    expect(bytesOf(study)).toEqual(before);
  });

  test('is refused where the answer is none of the choices, or belongs to no question', async () => {
    const study = empty();
    const file = await book(study, 'unclear.xlsx', { a: unclear });
    const run = (...answers: string[]) => [
      'import',
      file,
      '--study',
      study,
      '--yes',
      ...answers.flatMap((one) => ['--answer', one]),
    ];
    const wrong = await problemsOf(run('place:Suzhou=Suzhou'));
    expect(wrong.map(({ code }) => code)).toContain('import/answer');
    expect((await problemsOf(run('place:Suzho=320500'), 2))[0]).toMatchObject({
      code: 'usage/answer',
      fix: expect.stringContaining('place:Suzhou'),
    });
    expect((await problemsOf(run('nothing'), 2))[0]!.code).toBe('usage/answer');
  });

  test('is asked in a terminal, question by question, with the reading of the sheet', async () => {
    const study = empty();
    const file = await book(study, 'unclear.xlsx', { a: unclear });
    const asked: string[] = [];
    const choices: Record<string, string> = {
      marker: 'zero',
      'place:Suzhou': '320500',
      'place:Nowhere': 'own',
      sheet: 'read',
      directions: 'all-benefit',
    };
    let err = '';
    const code = await main(['import', file, '--study', study], 't', {
      out() {},
      err(text) {
        err += text;
      },
      interactive: false,
      signal: new AbortController().signal,
      ask: async ({ id }) => {
        asked.push(id);
        return Object.entries(choices).find(([key]) => id.includes(key))?.[1];
      },
    });
    expect(code, err).toBe(0);
    expect(asked).toEqual([
      'unclear.xlsx!a:marker:...',
      'unclear.xlsx!a:sheet',
      'place:Suzhou',
      'place:Nowhere',
      'directions',
    ]);
    expect(err).toContain('unclear.xlsx!a:C3  Suzhou 2016 GDP (亿元) = 12');
    expect(rowsOf(join(study, 'data/panel.csv')).map(({ unit }) => unit)).toEqual([
      '230100',
      '320500',
      'Nowhere',
    ]);
  });

  test('a question that is broken off writes nothing', async () => {
    const study = empty();
    const file = await book(study, 'unclear.xlsx', { a: unclear });
    const code = await main(['import', file, '--study', study], 't', {
      out() {},
      err() {},
      interactive: false,
      signal: new AbortController().signal,
      ask: async () => undefined,
    });
    expect(code).toBe(2);
    expect(existsSync(join(study, 'import'))).toBe(false);
  });
});

describe("next year's file", () => {
  async function first(): Promise<string> {
    const study = empty();
    const file = await book(study, 'y2016.xlsx', { '2-1': table(2016) });
    const { code, err } = await importInto(study, file, ...DIRECTIONS);
    expect(code, err).toBe(0);
    return study;
  }

  test('goes on with notes where columns and header moved and units are new', async () => {
    const study = await first();
    const moved: Cells = [
      ['2-1 各城市主要指标（2017年）', null, null, null],
      ['（虚构）', null, null, null],
      ['城市', '年末户籍人口（全市）(万人)', '年末户籍人口（市辖区）(万人)', '地区生产总值（亿元）'],
      ['哈尔滨', 955, 548.3, 0.65],
      ['黑河', 159, 19.2, 0.05],
      ['大庆', 273, 137, 0.27],
    ];
    const file = await book(study, 'y2017.xlsx', { '2-1': moved });
    const { code, err, out } = await importInto(study, file, '--recipe', join(study, 'import/recipe.yaml'));
    expect(code, err).toBe(0);
    expect(out).toContain('"地区生产总值" moved from column B to D');
    expect(out).toContain('the header moved from rows 2–2 to 3–3');
    expect(out).toContain('the unit of "地区生产总值" was 万元 and is 亿元');
    expect(out).toContain('1 unit(s) were not in the recipe: 230600 Daqing');
    expect(out).toContain('1 unit(s) of the recipe are not in the files any more: 230200');
    // In the unit of the recipe.
    const value = rowsOf(join(study, 'data/panel.csv')).find(
      ({ unit, indicator }) => unit === '230100' && indicator === '地区生产总值',
    );
    expect([value!.period, value!.value]).toEqual(['2017', '6500']);
    // The study is the user's own: it is told, not rewritten.
    expect(out).toContain('To be added to study.yaml');
    expect(out).toContain('To be added to data/units.csv');
    expect(readFileSync(join(study, 'study.yaml'), 'utf8')).toContain('periods: [2016]');
  });

  test('both years together', async () => {
    const study = await first();
    const file = await book(study, 'y2017.xlsx', { '2-1': table(2017) });
    const { code, err } = await holling('import', join(study, 'y2016.xlsx'), file, '--study', study, '--yes');
    expect(code, err).toBe(0);
    const periods = rowsOf(join(study, 'data/panel.csv')).map(({ period }) => period);
    expect([...new Set(periods)]).toEqual(['2016', '2017']);
    expect(periods).toHaveLength(18);
  });

  test('asks where a title or a unit of another kind may change the meaning', async () => {
    const study = await first();
    const other = table(2017);
    other[1] = ['城市', '地区生产总值（美元）', '户籍人口数(万人)', '年末户籍人口（市辖区）(万人)'];
    const file = await book(study, 'y2017.xlsx', { '2-1': other });
    const fixes = (await problemsOf(['import', file, '--study', study, '--yes']))
      .map(({ fix }) => fix)
      .join('\n');
    expect(fixes).toContain('"renamed:年末户籍人口 [city]=<户籍人口数 | gone>"');
    expect(fixes).toContain('"unit:地区生产总值:美元=<same | apart | leave-out>"');
    const answers = ['renamed:年末户籍人口 [city]=户籍人口数', 'unit:地区生产总值:美元=leave-out'];
    const { code, err } = await importInto(study, file, ...answers.flatMap((one) => ['--answer', one]));
    expect(code, err).toBe(0);
    const ids = rowsOf(join(study, 'data/panel.csv')).map(({ indicator }) => indicator);
    expect([...new Set(ids)]).toEqual(['年末户籍人口_city', '年末户籍人口_districts']);
    // And the new title is known from now on.
    expect((await holling('import', '--study', study, '--yes')).code).toBe(0);
  });

  test('new columns are left out with a note until they are asked for', async () => {
    const study = await first();
    const wide = table(2017).map((row, i) => [
      ...row,
      i === 1 ? '绿地率（%）' : i > 2 && i < 6 ? 30 + i : null,
    ]);
    const file = await book(study, 'y2017.xlsx', { '2-1': wide });
    const plain = await importInto(study, file);
    expect(plain.code, plain.err).toBe(0);
    expect(plain.out).toContain('new columns that were left out');
    expect(readFileSync(join(study, 'data/panel.csv'), 'utf8')).not.toContain('绿地率');
    const taken = await importInto(study, file, '--answer', 'new:绿地率=take');
    expect(taken.code, taken.err).toBe(0);
    expect(readFileSync(join(study, 'data/panel.csv'), 'utf8')).toContain('绿地率');
  });

  test('a year that was answered is not carried over', async () => {
    const study = empty();
    const rows: Cells = [
      ['城市', '人口（万人）'],
      ['哈尔滨', 962],
      ['黑河', 160],
    ];
    const file = await book(study, 'a.xlsx', { a: rows });
    expect((await importInto(study, file, ...DIRECTIONS, '--answer', 'period=2016')).code).toBe(0);
    const next = await book(study, 'b.xlsx', {
      a: rows.map(([name, value]) => [name!, typeof value === 'number' ? value + 1 : value!]),
    });
    const asked = await problemsOf(['import', next, '--study', study, '--yes']);
    expect(asked.map(({ fix }) => fix).join()).toContain('--answer "period=..."');
    const wrong = await problemsOf(['import', next, '--study', study, '--yes', '--answer', 'period=1810']);
    expect(wrong.map(({ code }) => code)).toContain('import/answer');
  });
});

describe('faults of data', () => {
  test('F08: impossible years are errors with their cells', async () => {
    const study = empty();
    const file = await book(study, 'a.xlsx', {
      a: [
        ['城市', '年份', 'GDP（亿元）'],
        ['哈尔滨', '2015年', 1],
        ['哈尔滨', '２０１６', 2],
        ['哈尔滨', '1810年', 3],
        ['黑河', '2110年', 3],
      ],
    });
    const problems = await problemsOf(['import', file, '--study', study, '--yes', ...DIRECTIONS]);
    expect(problems.map(({ code, where }) => [code, where])).toEqual([
      ['import/year', 'a.xlsx!a:B4'],
      ['import/year', 'a.xlsx!a:B5'],
    ]);
  });

  test('F09: a value given twice and differently is an error with both cells; nothing is written', async () => {
    const study = empty();
    const one = await book(study, 'a.xlsx', { a: table(2016) });
    const other = table(2016);
    other[3]![1] = 6102;
    const two = await book(study, 'b.xlsx', { a: other });
    const problems = await problemsOf(['import', one, two, '--study', study, '--yes', ...DIRECTIONS]);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.where).toBe('b.xlsx!a:B4');
    expect(problems[0]!.saw).toContain('6102, but a.xlsx!a:B4 says 6101.6');
    expect(existsSync(join(study, 'study.yaml'))).toBe(false);
  });

  test('F12: merged units are asked about, and put together as answered', async () => {
    const study = empty();
    const file = await book(study, 'a.xlsx', {
      a: [
        ['城市', '年份', '人口（万人）'],
        ['济南', 2018, 656],
        ['莱芜', 2018, 128],
        ['济南', 2019, 797],
      ],
    });
    const asked = await problemsOf(['import', file, '--study', study, '--yes', ...DIRECTIONS]);
    expect(asked[0]!.fix).toContain('concordance=<keep | harmonise>');
    const answers = ['concordance=harmonise', 'rule:人口=sum'].flatMap((one) => ['--answer', one]);
    const { code, err } = await importInto(study, file, ...DIRECTIONS, ...answers);
    expect(code, err).toBe(0);
    expect(
      rowsOf(join(study, 'data/panel.csv')).map(({ period, value, status, source }) => [
        period,
        value,
        status,
        source,
      ]),
    ).toEqual([
      ['2018', '784', 'derived', 'a.xlsx!a:C2; a.xlsx!a:C3'],
      ['2019', '797', 'observed', 'a.xlsx!a:C4'],
    ]);
    expect((await holling('check', study)).code).toBe(0);
    expect(parse(readFileSync(join(study, 'import/recipe.yaml'), 'utf8')).decisions).toEqual({
      concordance: 'harmonise',
      'rule:人口': 'sum',
    });
  });

  test('F13: one id for 全市 and 市辖区 is an error', async () => {
    const study = empty();
    const file = await book(study, 'a.xlsx', { a: table(2016) });
    const answers = ['id:年末户籍人口 [city]=pop', 'id:年末户籍人口 [districts]=pop'].flatMap((one) => [
      '--answer',
      one,
    ]);
    const problems = await problemsOf(['import', file, '--study', study, '--yes', ...DIRECTIONS, ...answers]);
    expect(problems.map(({ code }) => code)).toContain('import/mixed-scope');
  });
});

describe('files that are there already', () => {
  test('a table that no import has written is not overwritten', async () => {
    const study = empty();
    const file = await book(study, 'a.xlsx', { a: table(2016) });
    mkdirSync(join(study, 'data'));
    writeFileSync(join(study, 'data/panel.csv'), 'my,own\n1,2\n');
    const problems = await problemsOf(['import', file, '--study', study, '--yes', ...DIRECTIONS], 2);
    expect(problems[0]!.code).toBe('out/not-ours');
    expect(readFileSync(join(study, 'data/panel.csv'), 'utf8')).toBe('my,own\n1,2\n');
    const named = await importInto(study, file, ...DIRECTIONS, '--name', 'cities');
    expect(named.code, named.err).toBe(0);
    expect(existsSync(join(study, 'import/cities.yaml'))).toBe(true);
  });

  test('a study keeps its study.yaml, and is told what to add', async () => {
    const study = empty();
    const file = await book(study, 'a.xlsx', { a: table(2016) });
    const own =
      'version: 1\nunits: { file: data/units.csv, key: code }\nperiods: [2015]\ndata: [{ file: data/x.csv }]\nindex: { id: index, children: [{ id: x, direction: benefit }] }\n';
    writeFileSync(join(study, 'study.yaml'), own);
    const { code, out, err } = await importInto(study, file);
    expect(code, err).toBe(0);
    expect(readFileSync(join(study, 'study.yaml'), 'utf8')).toBe(own);
    expect(out).toContain('{ file: data/panel.csv, layout: long');
    expect(out).toContain('- { id: "地区生产总值" }');
  });

  test('without files and without a recipe, or with a recipe of a newer version, it is refused', async () => {
    const study = empty();
    expect((await problemsOf(['import', '--study', study], 2))[0]!.code).toBe('usage/import');
    mkdirSync(join(study, 'import'), { recursive: true });
    writeFileSync(join(study, 'import/recipe.yaml'), 'version: 2\n');
    expect((await problemsOf(['import', '--study', study]))[0]!.code).toBe('import/newer-recipe');
    writeFileSync(join(study, 'import/recipe.yaml'), 'version: 1\ngazeteer: china\nfiles: []\n');
    expect((await problemsOf(['import', '--study', study])).length).toBeGreaterThan(0);
  });
});
