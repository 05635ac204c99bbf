import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusOf } from '../src/core/panel.ts';
import { loadStudy, run } from '../src/index.ts';
import { kilometres } from '../src/study/construct/geodesic.ts';
import { readPoint } from '../src/study/coordinates.ts';
import { explain } from '../src/study/explain.ts';
import { layOver, readOverlay } from '../src/study/overrides.ts';
import type { Result } from '../src/study/result.ts';
import { holling, problemsOf } from './support/cli.ts';
import { studyFolder } from './support/folder.ts';

// Four made-up units on the equator and a meridian, where distances can be checked by hand:
// a degree of longitude on the equator is pi/180 * 6378.137 km.
const DEGREE = (Math.PI / 180) * 6378.137;
const FILES = {
  'units.csv': 'id,province,lon,lat\nu1,east,10,0\nu2,east,12,0\nu3,west,5,0\nu4,north,,\n',
  'panel.csv':
    'id,year,a\nu1,2010,1\nu1,2015,2\nu2,2010,3\nu2,2015,4\nu3,2010,5\nu3,2015,7\nu4,2010,2\nu4,2015,1\n',
  'capitals.csv': 'city,province,lon,lat\nEast City,east,11,0\nWest City,west,5,0\nNorth City,north,8,1\n',
  'ports.csv': 'port,lon,lat,opened,closed\nOld,9,0,,2012\nNew,11.5,0,2014,\nFar,40,0,,\n',
  'borders.csv': 'id,neighbour\nu1,R\nu2,R\nu2,D\nu3,M\nu3,R\nu4,D\n',
  'countries.csv':
    'country,year,hdi,fsi\nR,2010,0.8,60\nR,2015,0.82,62\nM,2010,0.7,50\nM,2012,0.71,51\nD,2010,,90\nD,2015,,91\nX,2010,text,\n',
  'policies.csv':
    'id,condition,approved,ended,points\nu1,port,1992,,2\nu1,zone,2012,,1\nu2,port,2000,2011,1\nu3,zone,2015,2015,5\n',
};
type Files = Partial<Record<keyof typeof FILES, string>>;
const UNITS = {
  file: 'units.csv',
  key: 'id',
  coordinates: { lon: 'lon', lat: 'lat' },
  groups: ['province'],
  places: {
    capital: { file: 'capitals.csv', key: 'city', match: 'province', licence: 'made up' },
    ports: { file: 'ports.csv', key: 'port', from: 'opened', to: 'closed' },
  },
  neighbours: { file: 'borders.csv' },
};
const HDI = { file: 'countries.csv', key: 'country', value: 'hdi', cite: 'undp' };
const POLICY = { file: 'policies.csv', from: 'approved', to: 'ended' };

interface Change {
  units?: object;
  context?: object[];
  rest?: object;
  files?: Files;
}
/** A study with one constructed indicator x beside the measured a. */
function folder(x: object, { units = {}, context = [], rest = {}, files = {} }: Change = {}): string {
  const study = {
    version: 1,
    units: { ...UNITS, ...units },
    periods: [2010, 2015],
    data: [{ file: 'panel.csv' }],
    index: {
      id: 'index',
      children: [
        { id: 'a', direction: 'benefit' },
        { id: 'x', direction: 'cost', ...x },
      ],
    },
    context,
    method: { impute: 'none', weight: 'equal' },
    ...rest,
  };
  return studyFolder({ 'study.yaml': JSON.stringify(study, null, 1), ...FILES, ...files });
}
const computed = async (x: object, change: Change = {}) => run(await loadStudy(folder(x, change)));
/** x of u1..u4 in 2010, then in 2015. */
const values = (result: Result, id = 'x') => [...result.panel.columns.get(id)!.values];
const noteOf = (result: Result, code: string) => result.notes.find((note) => note.code === code);
const out = () => join(mkdtempSync(join(tmpdir(), 'holling-out-')), 'results');
const refused = async (x: object, change: Change = {}) =>
  problemsOf(['run', folder(x, change), '--out', out()]);
const one = async (x: object, change: Change = {}) => {
  const problems = await refused(x, change);
  expect(problems, JSON.stringify(problems, null, 1)).toHaveLength(1);
  return problems[0]!;
};
const DISTANCE = (to: string | string[]) => ({ distance: { to } });
const close = (found: number[], wanted: number[]) => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    if (Number.isNaN(value)) expect(found[i], `at ${i}`).toBeNaN();
    else expect(found[i], `at ${i}`).toBeCloseTo(value, 6);
  });
};

describe('geodesics', () => {
  it.each([
    // The example of GeographicLib's Geodesic class (JFK to LHR), of its JavaScript README (Wellington to Salamanca),
    // and the first three lines of its test set.
    [40.6, -73.8, 51.6, -0.5, 5551.7594],
    [-41.32, 174.81, 40.96, -5.5, 19959.679267],
    [35.60777, -139.44815, -11.17491, -69.95921, 8935.24456],
    [55.52454, 106.05087, 77.03196, 197.18234, 4105.086171],
    [-21.97856, 142.59065, 41.84138, 98.56635, 8394.328895],
  ])('%f %f to %f %f is %f km', (lat1, lon1, lat2, lon2, wanted) => {
    expect(kilometres({ lat: lat1, lon: lon1 }, { lat: lat2, lon: lon2 })).toBe(wanted);
  });
  it('are symmetric, zero to themselves, and whole millimetres', () => {
    const point = fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        const there = kilometres(a, b);
        expect(kilometres(b, a)).toBe(there);
        expect(kilometres(a, a)).toBe(0);
        expect(there).toBe(Math.round(there * 1e6) / 1e6);
        expect(there).toBeLessThanOrEqual(20003.931459);
      }),
    );
  });
});

it('the part that runs anywhere bundles without Node and measures the same', async () => {
  const bundled = await build({
    stdin: {
      contents: `export { kilometres } from './study/construct/geodesic.ts'; export * from './browser.ts';`,
      resolveDir: join(import.meta.dirname, '../src'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'holling',
    logLevel: 'silent',
  });
  const { kilometres: inBrowser, construct } = new Function(
    `${bundled.outputFiles[0]!.text}; return holling;`,
  )();
  expect(inBrowser({ lon: -73.8, lat: 40.6 }, { lon: -0.5, lat: 51.6 })).toBe(5551.7594);
  expect(construct).toBeTypeOf('function');
});

describe('distance', () => {
  it('to the place of the own group', async () => {
    const result = await computed(DISTANCE('capital'), {
      files: { 'units.csv': FILES['units.csv'].replace('u4,north,,', 'u4,north,8,1') },
    });
    close(values(result), [DEGREE, DEGREE, 0, 0, DEGREE, DEGREE, 0, 0]);
    expect(statusOf(result.panel.columns.get('x')!, 0)).toBe('derived');
    expect(result.notes).toEqual([]);
  });
  it('to the nearest place that is open in the period', async () => {
    const result = await computed(DISTANCE('ports'));
    close(values(result), [
      ...[DEGREE, 3 * DEGREE, 4 * DEGREE, Number.NaN],
      ...[1.5 * DEGREE, 0.5 * DEGREE, 6.5 * DEGREE, Number.NaN],
    ]);
    expect(noteOf(result, 'construct/no-coordinates')!.items).toEqual(['u4 2010', 'u4 2015']);
    expect(noteOf(result, 'units/no-coordinates')!.items).toEqual(['u4']);
  });
  it('to a unit, and to the nearest of several names', async () => {
    close(values(await computed(DISTANCE('u2'))).slice(0, 3), [2 * DEGREE, 0, 7 * DEGREE]);
    close(values(await computed(DISTANCE(['capital', 'u2']))).slice(0, 3), [DEGREE, 0, 0]);
  });
  it('says in explain, tables and manifest which place was taken', async () => {
    const made = folder(DISTANCE('ports'));
    const result = await run(await loadStudy(made));
    const term = (period: number) => explain(result, 'u2', period)!.terms.find(({ id }) => id === 'x')!;
    expect(term(2010)).toMatchObject({ formula: 'geodesic(u2, Old)', cell: 'ports.csv:2 [lon, lat]' });
    expect(term(2015)).toMatchObject({ formula: 'geodesic(u2, New)', cell: 'ports.csv:3 [lon, lat]' });
    expect((await holling('explain', made, 'u2', '2015')).out).toContain('geodesic(u2, New) = 55.659745');
    const target = out();
    expect((await holling('run', made, '--out', target)).code).toBe(0);
    const table = readFileSync(join(target, 'constructed.csv'), 'utf8').split('\n');
    expect(table[0]).toBe('unit,period,indicator,value,formula,source');
    expect(table[4]).toBe('u2,2015,x,55.659745,"geodesic(u2, New)","ports.csv:3 [lon, lat]"');
    const { sources, resolved } = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
    const capitals = sources.find((source: { file: string }) => source.file === 'capitals.csv');
    expect(capitals).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), licence: 'made up' });
    expect(resolved.index.children[1].distance).toEqual({ to: ['ports'], along: 'geodesic' });
  });
  it('as a context variable in a formula', async () => {
    const result = await computed({ formula: 'far / 2' }, { context: [{ id: 'far', ...DISTANCE('u2') }] });
    close(values(result).slice(0, 3), [DEGREE, 0, 3.5 * DEGREE]);
    expect(explain(result, 'u1', 2010)!.terms[1]!.cell).toBe('units.csv u2 [lon, lat]');
  });
  it('before every port has opened, or without a place of the own group: missing, with a note', async () => {
    const late = await computed(DISTANCE('ports'), {
      files: { 'ports.csv': 'port,lon,lat,opened,closed\nNew,11.5,0,2014,\n' },
    });
    close(values(late).slice(0, 3), [Number.NaN, Number.NaN, Number.NaN]);
    expect(noteOf(late, 'construct/none-open')!.items).toEqual(['u1 2010', 'u2 2010', 'u3 2010']);
    const orphan = await computed(DISTANCE('capital'), {
      files: { 'capitals.csv': 'city,province,lon,lat\nEast City,east,11,0\n' },
    });
    expect(noteOf(orphan, 'construct/no-match')!.text.en).toContain('u3 (province: west)');
    expect(values(orphan)[2]).toBeNaN();
  });
  it('a place or goal without coordinates is left out with a note', async () => {
    const result = await computed(DISTANCE('ports'), {
      files: { 'ports.csv': FILES['ports.csv'].replace('Old,9,0', 'Old,,') },
    });
    expect(noteOf(result, 'construct/place-without-coordinates')!.items).toEqual(['Old (ports.csv:2)']);
    close(values(result).slice(0, 1), [30 * DEGREE]);
    const goal = await computed(DISTANCE('u4'));
    expect(noteOf(goal, 'construct/goal-without-coordinates')).toBeDefined();
    expect(values(goal).every(Number.isNaN)).toBe(true);
  });
  it('a name that is a unit and a list is the unit, with a warning', async () => {
    const places = { u2: { ...UNITS.places.ports } };
    const result = await computed(DISTANCE('u2'), { units: { places } });
    expect(noteOf(result, 'construct/two-meanings')!.level).toBe('warning');
    expect(values(result)[1]).toBe(0);
  });
  it('an unknown name, at its line, with the nearest one', async () => {
    const found = await one(DISTANCE('captial'));
    expect(found).toMatchObject({ code: 'construct/unknown-place', fix: 'did you mean capital?' });
    expect(found.where).toMatch(/^study\.yaml:\d+:\d+ index\.children\.1\.distance\.to/);
  });
  it('a list without its columns, or whose group is no column of the units', async () => {
    const found = await one(DISTANCE('capital'), {
      files: { 'capitals.csv': 'city,province,longitude,lat\nE,east,1,1\n' },
    });
    expect(found).toMatchObject({ code: 'data/no-column', where: 'capitals.csv:1' });
    const places = { capital: { ...UNITS.places.capital, match: 'region' } };
    const codes = (await refused(DISTANCE('capital'), { units: { places } })).map(({ where }) => where);
    expect(codes).toContain('units.csv:1');
  });
  it('a missing file, an unknown key in a list, no coordinates of the units', async () => {
    const places = { ports: { file: 'prots.csv', key: 'port' } };
    expect(await one(DISTANCE('ports'), { units: { places } })).toMatchObject({
      code: 'data/no-file',
      where: expect.stringMatching(/^study\.yaml:\d+:\d+ units\.places\.ports\.file$/),
    });
    expect(
      (await one(DISTANCE('p'), { units: { places: { p: { file: 'ports.csv', key: 'port', form: 'x' } } } }))
        .fix,
    ).toContain('from');
    expect((await one(DISTANCE('ports'), { units: { coordinates: undefined } })).code).toBe(
      'construct/no-coordinates',
    );
  });
  it('bad years and two places of one name', async () => {
    const ports = (rows: string) => ({ files: { 'ports.csv': `port,lon,lat,opened,closed\n${rows}\n` } });
    expect(await one(DISTANCE('ports'), ports('A,1,1,soon,'))).toMatchObject({
      code: 'data/period',
      where: 'ports.csv:2 [opened]',
    });
    expect((await one(DISTANCE('ports'), ports('A,1,1,2015,2010'))).code).toBe('construct/dates');
    expect((await one(DISTANCE('ports'), ports('A,1,1,,\nA,2,1,,'))).code).toBe('data/conflict');
    const moved = await computed(DISTANCE('ports'), ports('A,10,0,,2012\nA,12,0,2013,'));
    close(values(moved).slice(0, 2), [0, 2 * DEGREE]);
  });
});

describe('coordinates', () => {
  const units = (cells: string) => ({
    files: { 'units.csv': FILES['units.csv'].replace('u2,east,12,0', `u2,east,${cells}`) },
  });
  it.each([
    ['text', 'units/coordinates', 'x12,0'],
    ['a latitude out of range', 'units/coordinates', '300,95'],
    ['a longitude out of range', 'units/coordinates', '400,5'],
    ['an exchanged pair', 'units/swapped', '43.5,125.3'],
    ['a latitude out of range beside an empty longitude', 'units/coordinates', ',95'],
  ])('%s is refused', async (_, code, cells) => {
    const found = await one(DISTANCE('u1'), units(cells));
    expect(found.code).toBe(code);
    expect(found.where).toContain('units.csv:3');
    if (code === 'units/swapped') expect(found.fix).toContain('lon and lat look exchanged');
  });
  it('the same holds for places', async () => {
    const ports = { files: { 'ports.csv': 'port,lon,lat,opened,closed\nA,43.9,131.9,,\nB,east,1,,\n' } };
    expect((await refused(DISTANCE('ports'), ports)).map(({ code }) => code)).toEqual([
      'units/swapped',
      'units/coordinates',
    ]);
  });
  it('are read as pairs or not at all', () => {
    const problems: never[] = [];
    expect(readPoint({ lon: '1', lat: '' }, () => '', problems)).toBeUndefined();
    expect(readPoint({ lon: '-180', lat: '90' }, () => '', problems)).toEqual({ lon: -180, lat: 90 });
    expect(problems).toEqual([]);
  });
  const north = (cells: string[]) => ({
    files: {
      'units.csv': `id,province,lon,lat\n${cells.map((cell, i) => `u${i + 1},p,${cell}`).join('\n')}\n`,
    },
  });
  it('exchanged within the range are suspected when they would join the others', async () => {
    const near = ['45.1,60.2', '46,61', '44.5,59', '60.5,45.2'];
    const found = noteOf(await computed(DISTANCE('u1'), north(near)), 'units/perhaps-swapped')!;
    expect(found).toMatchObject({ level: 'warning', items: ['u4'] });
    for (const honest of [
      ['45,60', '46,61', '44,59', '47,60'],
      ['45,60', '46,61', '44,59', '100,20'],
      ['45,60', '60,45', '44,59', '60,46'],
    ])
      expect(noteOf(await computed(DISTANCE('u1'), north(honest)), 'units/perhaps-swapped')).toBeUndefined();
  });
});

describe('neighbours', () => {
  it('are combined over those that have a value, which is noted', async () => {
    const result = await computed({ neighbours: HDI });
    // u1: R. u2: R alone, as D has none. u3: M and R in 2010, R alone in 2015 (2012 is not carried over). u4: D alone.
    close(values(result), [0.8, 0.8, 0.75, Number.NaN, 0.82, 0.82, 0.82, Number.NaN]);
    expect(noteOf(result, 'construct/neighbour-missing')!.items).toEqual([
      'D: u2 2010',
      'D: u2 2015',
      'M: u3 2015',
    ]);
    expect(noteOf(result, 'construct/no-neighbour-value')!.items).toEqual(['D: u4 2010', 'D: u4 2015']);
    expect(noteOf(result, 'data/other-periods')!.text.en).toContain('1 row(s) of countries.csv');
    const term = explain(result, 'u3', 2010)!.terms[1]!;
    expect(term).toMatchObject({
      formula: 'mean(M 0.7, R 0.8)',
      cell: 'countries.csv:4 [hdi]; countries.csv:2 [hdi]',
      status: 'derived',
    });
    expect(
      explain(result, 'u3', 2015)!
        .notes.map(({ en }) => en)
        .join(),
    ).toContain('M: u3 2015');
    expect(result.panel.sources.find(({ cite }) => cite === 'undp')!.file).toBe('countries.csv');
  });
  it.each([
    ['min', [60, 60, 50, 90]],
    ['max', [60, 90, 60, 90]],
    ['sum', [60, 150, 110, 90]],
    ['mean', [60, 75, 55, 90]],
  ])('%s', async (combine, wanted) => {
    close(values(await computed({ neighbours: { ...HDI, value: 'fsi', combine } })).slice(0, 4), wanted);
  });
  it('a sum needs every neighbour', async () => {
    close(values(await computed({ neighbours: { ...HDI, combine: 'sum' } })).slice(0, 3), [
      0.8,
      Number.NaN,
      1.5,
    ]);
  });
  it('what is missing is imputed on the series of the unit', async () => {
    const countries = 'country,year,hdi\nR,2010,0.8\nR,2020,0.9\nM,2010,0.7\nM,2020,0.7\nD,2010,\n';
    const result = await computed(
      { neighbours: HDI },
      {
        rest: { method: { impute: 'linear', weight: 'equal' }, periods: [2010, 2015, 2020] },
        files: { 'countries.csv': countries },
      },
    );
    expect(values(result)[4]).toBeNaN();
    expect(result.values.columns[1]![4]).toBeCloseTo(0.85, 12);
    const term = explain(result, 'u1', 2015)!.terms[1]!;
    expect(term.status).toContain('imputed');
    expect(term.formula).toBeUndefined();
  });
  it('a unit without a row has none', async () => {
    const result = await computed(
      { neighbours: HDI },
      { files: { 'borders.csv': 'id,neighbour\nu1,R\nu1,R\nu2,R\nu3,M\n' } },
    );
    expect(noteOf(result, 'construct/no-neighbour')!.items).toEqual(['u4 2010', 'u4 2015']);
    close(values(result).slice(0, 4), [0.8, 0.8, 0.7, Number.NaN]);
  });
  it('a country that the file does not have may be misspelt', async () => {
    const found = await one(
      { neighbours: HDI },
      { files: { 'countries.csv': FILES['countries.csv'].replaceAll('R,', 'RR,') } },
    );
    expect(found).toMatchObject({ code: 'construct/unknown-neighbour', where: 'borders.csv:2 [neighbour]' });
    expect(found.fix).toContain('RR');
  });
  it('a unit that the study does not have, an empty neighbour', async () => {
    const found = await refused(
      { neighbours: HDI },
      { files: { 'borders.csv': 'id,neighbour\nu9,R\nu1,\n' } },
    );
    expect(found.map(({ code, where }) => `${code} ${where}`)).toEqual([
      'data/unknown-unit borders.csv:2 [id]',
      'data/no-key borders.csv:3 [neighbour]',
    ]);
  });
  it('text, grouped digits and conflicting rows are refused; equal rows are noted', async () => {
    const countries = (rows: string) => ({
      files: { 'countries.csv': `${FILES['countries.csv']}${rows}\n` },
    });
    expect(await one({ neighbours: HDI }, countries('M,2015,n/a,'))).toMatchObject({
      code: 'data/not-a-number',
      where: 'countries.csv:9 [hdi]',
    });
    expect((await one({ neighbours: HDI }, countries('M,2015,"1,234",'))).code).toBe('data/not-a-number');
    expect((await one({ neighbours: HDI }, countries('M,late,1,'))).code).toBe('data/period');
    const found = await one({ neighbours: HDI }, countries('R,2010,0.9,'));
    expect(found).toMatchObject({ code: 'data/conflict', where: 'countries.csv:9 [hdi]' });
    expect(found.saw).toContain('countries.csv:2 [hdi]');
    expect(
      noteOf(await computed({ neighbours: HDI }, countries('R,2010,0.80,')), 'data/repeated'),
    ).toBeDefined();
    const marked = { ...HDI, missing: ['n/a'] };
    await expect(computed({ neighbours: marked }, countries('M,2015,n/a,'))).resolves.toBeDefined();
  });
  it('a wrong column, two indicators on one file: each fault once', async () => {
    expect((await one({ neighbours: { ...HDI, value: 'hdii' } })).fix).toContain('hdi');
    const twice = { ...HDI, period: 'yaer' };
    expect((await one({ neighbours: twice }, { context: [{ id: 'y', neighbours: twice }] })).code).toBe(
      'data/no-column',
    );
  });
  it('need a table of neighbours', async () => {
    expect((await one({ neighbours: HDI }, { units: { neighbours: undefined } })).code).toBe(
      'construct/no-neighbours',
    );
  });
});

describe('conditions', () => {
  it('give a point each from approval to end, 0 without any', async () => {
    const result = await computed({ conditions: POLICY });
    close(values(result), [1, 1, 0, 0, 2, 0, 1, 0]);
    expect(explain(result, 'u1', 2015)!.terms[1]).toMatchObject({
      formula: '1 (port) + 1 (zone)',
      cell: 'policies.csv:2 [condition]; policies.csv:3 [condition]',
    });
    expect(explain(result, 'u4', 2015)!.terms[1]).toMatchObject({ formula: '0', cell: 'policies.csv' });
  });
  it('or the points of a column', async () => {
    close(values(await computed({ conditions: { ...POLICY, points: 'points' } })), [2, 1, 0, 0, 3, 0, 5, 0]);
  });
  const policies = (rows: string) => ({
    files: { 'policies.csv': `id,condition,approved,ended,points\n${rows}\n` },
  });
  it('listed twice for the same time count once, noted; at another time they are two spans', async () => {
    const result = await computed({ conditions: POLICY }, policies('u1,port,1992,,1\nu1,port,2009,,1'));
    expect(values(result)[0]).toBe(1);
    expect(noteOf(result, 'construct/repeated-condition')!.items).toEqual(['u1 port (policies.csv:3)']);
    const again = await computed({ conditions: POLICY }, policies('u1,port,1992,2010,1\nu1,port,2015,,1'));
    expect([values(again)[0], values(again)[4]]).toEqual([1, 1]);
    expect(again.notes.filter(({ code }) => code === 'construct/repeated-condition')).toEqual([]);
  });
  it.each([
    ['text for a year', 'u1,port,soon,,1', 'data/period', 'policies.csv:2 [approved]'],
    ['no year', 'u1,port,,,1', 'data/period', 'policies.csv:2 [approved]'],
    ['half a year', 'u1,port,2010.5,,1', 'data/period', 'policies.csv:2 [approved]'],
    ['an end before the beginning', 'u1,port,2010,2009,1', 'construct/dates', 'policies.csv:2 [ended]'],
    ['points in words', 'u1,port,2010,,two', 'data/not-a-number', 'policies.csv:2 [points]'],
    ['no condition', 'u1,,2010,,1', 'data/no-key', 'policies.csv:2 [condition]'],
    ['an unknown unit', 'u7,port,2010,,1', 'data/unknown-unit', 'policies.csv:2 [id]'],
    ['two scores of one', 'u1,port,2010,,1\nu1,port,2012,,2', 'data/conflict', 'policies.csv:3 [points]'],
  ])('%s is refused', async (_, rows, code, where) => {
    expect(await one({ conditions: { ...POLICY, points: 'points' } }, policies(rows))).toMatchObject({
      code,
      where,
    });
  });
});

describe('one way for each variable', () => {
  it.each([
    { formula: 'a + 1', ...DISTANCE('u1') },
    { ...DISTANCE('u1'), conditions: POLICY },
    { neighbours: HDI, conditions: POLICY },
  ])('two are refused', async (x) => {
    expect((await one(x)).code).toBe('study/two-ways');
  });
  it('so are a construction and a measured column', async () => {
    const panel = { 'panel.csv': FILES['panel.csv'].replace('id,year,a', 'id,year,x') };
    const found = await refused(DISTANCE('u1'), { files: panel });
    expect(found.map(({ code }) => code)).toContain('data/also-measured');
    const mapped = { data: [{ file: 'panel.csv', columns: { x: 'a' } }] };
    expect((await one(DISTANCE('u1'), { rest: mapped })).code).toBe('data/also-measured');
  });
  it('a column beside a formula is not read, which is noted', async () => {
    const panel = {
      'panel.csv': FILES['panel.csv']
        .replaceAll(/^(.*)$/gm, '$1,9')
        .replace('a,9', 'a,x')
        .replace(/\n,9$/, '\n'),
    };
    const result = await computed({ formula: '2 * a' }, { files: panel });
    expect(values(result)[0]).toBe(2);
    expect(noteOf(result, 'data/not-read')!.items).toEqual(['x']);
  });
  it('a node is not constructed', async () => {
    const index = {
      id: 'index',
      children: [{ id: 'n', ...DISTANCE('u1'), children: [{ id: 'a', direction: 'cost' }] }],
    };
    expect((await one({}, { rest: { index } })).code).toBe('study/node-or-indicator');
  });
});

describe('--overlay', () => {
  const overlay = (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'holling-overlay-')), 'what-if.yaml');
    writeFileSync(file, text);
    return file;
  };
  const base = () =>
    folder(
      { conditions: POLICY },
      { rest: { method: { weight: { entropy: { shift: 'common' } }, coverage: 0.4 } } },
    );
  const resolved = async (...words: string[]) => {
    const target = out();
    const { code, out: said } = await holling('run', base(), '--out', target, '--json', ...words);
    expect(code, said).toBe(0);
    return JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
  };
  const faults = (...texts: string[]) =>
    problemsOf(['run', base(), '--out', out(), ...texts.flatMap((text) => ['--overlay', overlay(text)])]);

  it('merges maps key by key and replaces other values; overlays in order, --set above', async () => {
    const first = overlay(
      'title: What if\nmethod: { impute: none, weight: equal, coverage: 0.3 }\nperiods: [2015]\n',
    );
    const second = overlay('method: { coverage: 0.2, weight: critic }\n');
    const manifest = await resolved('--overlay', first, '--overlay', second, '--set', 'method.weight=cv');
    expect(manifest.resolved).toMatchObject({
      title: { en: 'What if' },
      periods: [2015],
      method: { impute: 'none', coverage: 0.2, weight: { cv: {} } },
    });
    expect(manifest.overlays.map((one: { file: string }) => one.file)).toEqual([first, second]);
    expect(manifest.overlays[0].digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await resolved()).overlays).toBeUndefined();
  });
  it('options of the same method are merged, another method takes its place', async () => {
    const weight = async (text: string) =>
      (await resolved('--overlay', overlay(text))).resolved.method.weight;
    expect((await weight('method: { weight: { entropy: { epsilon: 0.5 } } }')).entropy).toMatchObject({
      shift: 'common',
      epsilon: 0.5,
    });
    expect(Object.keys(await weight('method: { weight: { given: { weights: { a: 1, x: 3 } } } }'))).toEqual([
      'given',
    ]);
  });
  it('choices per node are merged, one for all takes their place', () => {
    const laid = (aggregate: object) => {
      const study = {
        index: { id: 'index', children: [{ id: 'n', children: [{ id: 'a' }] }] },
        method: { aggregate: { default: 'weighted-sum', index: 'topsis' } },
      };
      const { override } = readOverlay(JSON.stringify({ method: { aggregate } }), 'o.yaml', '');
      return { ...(layOver(study, [override!], []).method as { aggregate: object }).aggregate };
    };
    expect(laid({ n: 'geometric' })).toEqual({ default: 'weighted-sum', index: 'topsis', n: 'geometric' });
    expect(Object.keys(laid({ topsis: { weights: 'inside' } }))).toEqual(['topsis']);
  });
  it('works wherever --set does', async () => {
    const words = ['--overlay', overlay('method: { weight: equal }')];
    const made = base();
    for (const command of [
      ['check', made],
      ['explain', made, 'u1', '2015'],
      ['figure', made, 'weights'],
    ])
      expect((await holling(...command, ...words)).code).toBe(0);
    expect((await holling('explain', made, 'u1', '2015', ...words)).out).toContain('0.5000');
  });
  it('faults are told with the line of the overlay', async () => {
    const unknown = await faults('method:\n  wieght: equal\n');
    expect(unknown).toHaveLength(1);
    expect(unknown[0]!.where).toMatch(/what-if\.yaml:2:3 method\.wieght$/);
    expect(unknown[0]!.fix).toContain('weight');
    expect((await faults('colour: red\n'))[0]!.where).toMatch(/what-if\.yaml:1:1 colour$/);
    expect((await faults('seed: 2\n', 'analyses:\n  moran: {}\n'))[0]!.where).toMatch(/what-if\.yaml:2:3 /);
    expect((await faults('units: { places: { p: { file: ports.csv } } }'))[0]!.where).toMatch(
      /what-if\.yaml:1:\d+ units\.places\.p\.key$/,
    );
    const list = await faults('data:\n  - { file: panel.csv }\n  - { file: panle.csv }\n');
    expect(list[0]!.where).toMatch(/what-if\.yaml:3:\d+ data\.1\.file$/);
  });
  it('faults of the study keep their own place', async () => {
    const made = folder({ ...DISTANCE('nowhere') });
    const found = await problemsOf([
      'run',
      made,
      '--out',
      out(),
      '--overlay',
      overlay('seed: 2\nunits: { groups: [] }'),
    ]);
    expect(found[0]!.where).toMatch(/^study\.yaml:\d+/);
  });
  it('bad YAML, an alias, no map, a missing file', async () => {
    const [broken] = await faults('method: { weight: equal\nseed: 1');
    expect(broken).toMatchObject({
      code: 'study/yaml',
      where: expect.stringMatching(/what-if\.yaml:\d+:\d+$/),
    });
    expect((await faults('a: &x 1\nb: *x\n'))[0]!.code).toBe('study/alias');
    expect((await faults('- 1\n'))[0]!.code).toBe('overlay/not-a-map');
    expect((await faults(''))[0]!.code).toBe('overlay/not-a-map');
    const gone = await problemsOf(['check', base(), '--overlay', 'nowhere.yaml']);
    expect(gone[0]).toMatchObject({ code: 'overlay/no-file', where: '--overlay nowhere.yaml' });
  });
  it('--set goes below a value that was one word, and not beyond a list', async () => {
    const words = ['run', folder({ conditions: POLICY }), '--out', out()];
    expect((await holling(...words, '--set', 'method.weight.given.weights={a: 1, x: 1}')).code).toBe(0);
    expect((await problemsOf([...words, '--set', 'data.9.file=x.csv']))[0]!.code).toBe('usage/set');
  });
});
