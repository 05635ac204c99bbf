// Writes the data of this study: real codes and places, and the synthetic reference panel that the tests use.
// Run from anywhere: node studies/northeast-border/scripts/build.mjs [folder for the files]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { surroundings } from '../../../scripts/china-shapes/countries.mjs';
import { light } from '../../../scripts/china-shapes/light.mjs';
import { csv, prefecture } from '../../china-border/scripts/places.mjs';
import { boundaries, prefectureShapes } from '../../china-border/scripts/shapes.mjs';
import { COUNTRIES, NAMES, PROVINCES } from '../../china-border/scripts/units.mjs';

const study = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(study, 'data');
const golden = JSON.parse(readFileSync(join(study, '../../test/golden/golden_ne.json'), 'utf8'));
const { years, cities, indicators, raw } = golden.input;

// id, province, neighbours (the one with the longer border first), part of the study area in section 4.1 of the paper
const UNITS = {
  "Xing'an League": ['hinggan', 'Inner Mongolia', ['Mongolia'], 'west'],
  Hulunbuir: ['hulunbuir', 'Inner Mongolia', ['Russia', 'Mongolia'], 'west'],
  Heihe: ['heihe', 'Heilongjiang', ['Russia'], 'west'],
  Yichun: ['yichun', 'Heilongjiang', ['Russia'], 'west'],
  Hegang: ['hegang', 'Heilongjiang', ['Russia'], 'east'],
  Jiamusi: ['jiamusi', 'Heilongjiang', ['Russia'], 'east'],
  Shuangyashan: ['shuangyashan', 'Heilongjiang', ['Russia'], 'east'],
  Jixi: ['jixi', 'Heilongjiang', ['Russia'], 'east'],
  Mudanjiang: ['mudanjiang', 'Heilongjiang', ['Russia'], 'east'],
  Yanbian: ['yanbian', 'Jilin', ['DPRK', 'Russia'], 'east'],
  Baishan: ['baishan', 'Jilin', ['DPRK'], 'east'],
  Tonghua: ['tonghua', 'Jilin', ['DPRK'], 'east'],
  Dandong: ['dandong', 'Liaoning', ['DPRK'], 'east'],
};
const PARTS = { west: ['West', '西部'], east: ['East', '东部'] };
/** The four provinces, as the map data call them. */
const SHAPES = ['heilongjiang', 'jilin', 'liaoning', 'neimenggu'];
/** Square degrees, about 4 square kilometres. */
const LEAST_AREA = 4e-4;
const PRINTED = { Yanbian: 'Yanbian Korean Autonomous Prefecture' };

const write = (name, rows) => writeFileSync(join(out, name), csv(rows));

write('cities.csv', [
  'id,name,name_zh,province,province_zh,adcode,lon,lat,neighbours,neighbours_zh,zone,zone_zh,part,part_zh'.split(
    ',',
  ),
  ...cities.map((city) => {
    const [id, province, neighbours, part] = UNITS[city];
    const [zh] = NAMES[PRINTED[city] ?? city];
    const { adcode, lon, lat } = prefecture(zh);
    return [
      id,
      city,
      zh,
      province,
      PROVINCES[province][0],
      adcode,
      lon,
      lat,
      neighbours.join('; '),
      neighbours.map((name) => COUNTRIES[name]).join('；'),
      neighbours[0],
      COUNTRIES[neighbours[0]],
      ...PARTS[part],
    ];
  }),
]);
write('panel-synthetic.csv', [
  ['id', 'year', ...indicators.map((indicator) => indicator.id)],
  ...cities.flatMap((city, c) =>
    years.map((year, y) => [UNITS[city][0], year, ...raw[y][c].map((value) => value ?? '')]),
  ),
]);

// The fourteenth unit, which the paper leaves out, has a shape, so that maps can show that nothing is known of it.
const shapes = new Map([
  ['大兴安岭地区', { unit: 'daxinganling', name: "Daxing'anling" }],
  ...cities.map((city) => [NAMES[PRINTED[city] ?? city][0], { unit: UNITS[city][0], name: city }]),
]);
writeFileSync(
  join(out, 'boundaries.topojson'),
  boundaries(prefectureShapes(SHAPES), LEAST_AREA, (name) => shapes.get(name)),
);
writeFileSync(join(out, 'countries.topojson'), light('countries', surroundings([95, 34, 142, 58]), 1e-3));
