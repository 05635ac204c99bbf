import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcj02ToBd09, type Place, wgs84ToGcj02 } from '../../src/core/spatial/china-offset.ts';
import { holling } from '../support/cli.ts';
import { sound } from '../support/folder.ts';
import { geoParquet, json, parts, squares } from '../support/shape-files.ts';
import { refusedWhole } from '../support/survival.ts';
import { tampered } from '../support/workbooks.ts';
import { zipped } from '../support/zipped.ts';

const CODES = ['01', '02'];
const PANEL = `id,year,a,b,c\n${CODES.flatMap((id, u) => [2010, 2015].map((year, t) => `${id},${year},${1 + u + t},${5 - u},${3 + u * t}`)).join('\n')}\n`;
const units = (file: string, more = {}) => ({
  file: 'units.csv',
  key: 'id',
  name: 'name',
  groups: ['zone'],
  boundaries: { file, key: 'code', simplify: 'none', ...more },
});
const FILES = { 'units.csv': 'id,name,zone\n01,甲市,e\n02,乙市,e\n', 'panel.csv': PANEL };
type Ring = number[][];
const ringsOf = (feature: ReturnType<typeof squares>[number]): Ring[] => feature.geometry.coordinates;

function withShapes(file: string, bytes: Uint8Array, more = {}): string {
  const folder = sound({ units: units(file, more) }, FILES);
  writeFileSync(join(folder, file), bytes);
  return folder;
}
async function refused(file: string, bytes: Uint8Array, more = {}) {
  const folder = withShapes('sound.json', json(squares()));
  expect((await holling('run', folder, '--json')).code).toBe(0);
  writeFileSync(join(folder, 'study.yaml'), readFileSync(join(withShapes(file, bytes, more), 'study.yaml')));
  writeFileSync(join(folder, file), bytes);
  return refusedWhole(folder, ['run', folder]);
}
async function ran(file: string, bytes: Uint8Array, more = {}) {
  const folder = withShapes(file, bytes, more);
  const { code, out } = await holling('run', folder, '--json');
  expect(code, out).toBe(0);
  const notes: { code: string; level: string; text: { en: string; zh: string }; items?: string[] }[] =
    JSON.parse(out).notes;
  return {
    notes: new Map(notes.map((note) => [note.code, note])),
    map: readFileSync(join(folder, 'results/figures/map.svg'), 'utf8'),
  };
}

describe('F31: shapes with faults', () => {
  it('F31: rings the wrong way round and open rings are mended, with a note', async () => {
    const [one, two] = squares();
    ringsOf(one!)[0]!.reverse();
    ringsOf(two!)[0]!.pop();
    const { notes } = await ran('a.json', json([one, two]));
    expect(notes.get('boundaries/rewound')!.text.en).toMatch(/^1 shape/);
    expect(notes.get('boundaries/closed')!.items).toEqual(['02']);
  });
  it('F31: a bow-tie, an empty and a null geometry are named and not drawn', async () => {
    const bad = (code: string, geometry: unknown) => ({ type: 'Feature', properties: { code }, geometry });
    const tie = [
      [112, 30],
      [113, 31],
      [113, 30],
      [112, 31],
      [112, 30],
    ];
    const { notes } = await ran(
      'a.json',
      json([
        ...squares(),
        bad('03', { type: 'Polygon', coordinates: [tie] }),
        bad('04', { type: 'Polygon', coordinates: [] }),
        bad('05', null),
      ]),
    );
    const broken = notes.get('boundaries/broken')!;
    expect(broken).toMatchObject({ level: 'warning', items: ['03', '04', '05'] });
    expect(broken.text.en).toContain('03 (a border that crosses itself near 112.5, 30.5)');
    expect(broken.text.en).toContain('count for no area or neighbour');
  });
  it('F31: latitude first, and metres as degrees, are refused with the place that tells', async () => {
    const swapped = squares();
    for (const feature of swapped)
      feature.geometry.coordinates = ringsOf(feature).map((ring) => ring.map(([x, y]) => [y!, x!]));
    expect(await refused('a.json', json(swapped))).toMatchObject([
      {
        code: 'boundaries/swapped',
        where: 'a.json',
        saw: expect.stringMatching(/^the coordinates 3[01], 11/),
      },
    ]);
    const metres = squares();
    ringsOf(metres[0]!)[0]![1] = [500_000, 3_400_000];
    expect(await refused('a.json', json(metres))).toMatchObject([{ code: 'boundaries/not-degrees' }]);
  });
  it('F31: several shapes of one code are named', async () => {
    const { notes } = await ran('a.json', json([...squares(), ...squares().slice(0, 1)]));
    expect(notes.get('boundaries/duplicate')).toMatchObject({ level: 'warning', items: ['01 (2)'] });
  });

  const CITIES = [
    [116.4, 39.9],
    [117.2, 39.1],
    [121.5, 31.2],
    [113.3, 23.1],
    [104.1, 30.7],
    [126.6, 45.8],
    [87.6, 43.8],
  ] as const;
  const around = ([x, y]: Place): Ring =>
    [
      [-0.4, -0.3],
      [-0.4, 0.3],
      [0.4, 0.3],
      [0.4, -0.3],
      [-0.4, -0.3],
    ].map(([dx, dy]) => [x + dx!, y + dy!]);
  /** Squares around places, and units whose coordinates are their middles as `of` shows them. */
  async function checked(of: (place: Place) => Place, shape: (place: Place) => Place = (place) => place) {
    const shapes = CITIES.map((place, i) => ({
      type: 'Feature',
      properties: { code: `c${i}` },
      geometry: { type: 'Polygon', coordinates: [around(shape(place))] },
    }));
    const rows = CITIES.map((place, i) => [`c${i}`, `C${i}`, 'e', ...of(place)].join(','));
    const panel = CITIES.map((_, i) => `c${i},2010,${i + 1},${(i * 3) % 7},${(i * 5) % 7}`);
    const folder = sound(
      {
        units: { ...units('a.json'), coordinates: { lon: 'lon', lat: 'lat' } },
        periods: [2010],
      },
      {
        'units.csv': `id,name,zone,lon,lat\n${rows.join('\n')}\n`,
        'panel.csv': `id,year,a,b,c\n${panel.join('\n')}\n`,
        'a.json': JSON.stringify({ type: 'FeatureCollection', features: shapes }),
      },
    );
    const { code, out } = await holling('check', folder, '--json');
    expect(code, out).toBe(0);
    return (JSON.parse(out).notes as { code: string; text: { en: string; zh: string } }[]).find(
      (note) => note.code === 'units/perhaps-shifted',
    );
  }
  it('F31: coordinates in GCJ-02 or BD-09 are suspected against the shapes, with the shift, and nothing is moved', async () => {
    const gcj = await checked(wgs84ToGcj02);
    expect(gcj!.text.en).toMatch(
      /^7 of 7 units lie -?0\.00\d\d, -?0\.00\d\d degrees \(\d{3} m\) off .* GCJ-02 lies from WGS84: perhaps the coordinates are in that datum\. Nothing was moved/,
    );
    expect(gcj!.text.zh).toContain('GCJ-02');
    const bd = await checked((place) => gcj02ToBd09(wgs84ToGcj02(place)));
    expect(bd!.text.en).toContain('BD-09 lies from WGS84: perhaps the coordinates');
    const both = await checked((place) => gcj02ToBd09(wgs84ToGcj02(place)), wgs84ToGcj02);
    expect(both!.text.en).toContain('BD-09 lies from GCJ-02');
    const shapes = await checked((place) => place, wgs84ToGcj02);
    expect(shapes!.text.en).toContain('perhaps the shapes are in that datum');
  });
  it('F31: coordinates in the datum of the shapes, or anywhere in them, are not suspected', async () => {
    expect(await checked((place) => place)).toBeUndefined();
    expect(await checked(([x, y]) => [x + 0.05, y - 0.03])).toBeUndefined();
    expect(await checked(([x, y]) => [x + 0.005, y + 0.002])).toBeUndefined();
  });
});

describe('F32: parts of shapefiles', () => {
  it('F32: each part that is missing is named, and an encoding asked for', async () => {
    const { 'Map.dbf': _, ...withoutDbf } = parts();
    expect(await refused('a.zip', await zipped(withoutDbf))).toMatchObject([
      { code: 'boundaries/missing-part', saw: expect.stringContaining('Map.dbf') },
    ]);
    const { 'Map.SHP': __, ...withoutShp } = parts();
    expect(await refused('a.zip', await zipped(withoutShp))).toMatchObject([
      { code: 'boundaries/missing-part', saw: expect.stringContaining('.shp') },
    ]);
    const { 'map.CPG': ___, ...withoutCpg } = parts();
    const [asked] = await refused('a.zip', await zipped(withoutCpg));
    expect(asked).toMatchObject({ code: 'boundaries/encoding', fix: expect.stringContaining('gbk') });
    await ran('a.zip', await zipped(withoutCpg), { encoding: 'gbk' });
    const { 'map.prj': ____, ...withoutPrj } = parts();
    const { notes } = await ran('a.zip', await zipped(withoutPrj));
    expect(notes.get('boundaries/without-prj')!.text.en).toContain('Map.prj');
  });
  it('F32: a name outside of the archive is refused', async () => {
    const plain = await zipped({ ...parts(), 'xx/yyyy.txt': Buffer.from('x') });
    const evil = Buffer.from(plain.toString('latin1').replaceAll('xx/yyyy.txt', '../yyyy.txt'), 'latin1');
    expect(await refused('a.zip', evil)).toMatchObject([{ code: 'read/archive' }]);
  });
});

describe('F33: boundaries beyond reason', () => {
  it('F33: a GeoJSON file of more vertices than the limit is refused by its estimate, before it is parsed', async () => {
    const many = Buffer.concat([json(squares()), Buffer.from('['.repeat(8_100_000))]);
    const [found] = await refused('a.json', many);
    expect(found).toMatchObject({ code: 'boundaries/limit', where: 'a.json' });
    expect(found!.saw).toMatch(/an estimated 8\.1 million vertices; the limits are 400 MB and 8 million/);
    expect(found!.fix).toContain('simplify the shapes beforehand');
  });
  it('F33: a shapefile that says it inflates to 500 MB is refused before it is inflated', async () => {
    const large = tampered(await zipped(parts()), 'Map.SHP', (directory, at) => {
      directory.writeUInt32LE(5e8, at + 24);
    });
    const [found] = await refused('a.zip', large);
    expect(['boundaries/limit', 'read/limit']).toContain(found!.code);
  });
  it('F33: a damaged GeoParquet file is refused', async () => {
    const whole = geoParquet();
    const [found] = await refused('a.parquet', whole.slice(0, whole.length - 9));
    expect(found!.code).toBe('boundaries/format');
  });
});

describe('F34: units without a shape, and shapes without a unit', () => {
  it('F34: both are listed, and counted under the map', async () => {
    const [one] = squares();
    const other = { ...squares()[1]!, properties: { code: '99', name: '丙市' } };
    const { notes, map } = await ran('a.json', json([one, other]));
    expect(notes.get('boundaries/without-shape')!.items).toEqual(['02']);
    expect(notes.get('boundaries/without-unit')!.items).toEqual(['99']);
    expect(map).toContain('1 unit without a shape is not drawn.');
    expect(map).toContain('1 shape is no unit of the study.');
  });
  it('F34: shapes of which none is a unit are refused', async () => {
    const others = squares().map((one, i) => ({ ...one, properties: { code: `9${i}`, name: `x${i}` } }));
    expect(await refused('a.json', json(others))).toMatchObject([{ code: 'boundaries/no-match' }]);
  });
});
