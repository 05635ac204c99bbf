// Writes the data of this study: real names, codes, places and neighbours, and made-up numbers.
// Run from anywhere: node studies/china-border/scripts/build.mjs [folder for the files]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { surroundings } from '../../../scripts/china-shapes/countries.mjs';
import { light } from '../../../scripts/china-shapes/light.mjs';
import { adcodeOf, cityAbroad, csv, parseCsv, prefecture } from './places.mjs';
import { boundaries, prefectureShapes, provinceShapes } from './shapes.mjs';
import { conditions, neighbourValues, panel, VARIABLES } from './synthetic.mjs';
import { COUNTRIES, EXCLUDED, GROUPS, NAMES, PORTS, PROVINCES } from './units.mjs';

const YEARS = [2010, 2015, 2020];
const SEED = 20221220;
const HOLES = 40;
/** The nine border provinces, as the map data call them. */
const SHAPES = 'heilongjiang jilin liaoning neimenggu gansu xinjiang xizang yunnan guangxi'.split(' ');
/** Square degrees, about 15 square kilometres. */
const LEAST_AREA = 2e-3;
const study = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(study, 'data');
const write = (name, rows) => writeFileSync(join(out, name), csv(rows));

const [header, ...rows] = parseCsv(
  readFileSync(join(study, '../../docs/papers/001_table1_geography.csv'), 'utf8'),
);
const printed = rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])));

const units = printed.map((row) => {
  const [zh, en] = NAMES[row.city_printed];
  const { adcode, lon, lat } = prefecture(zh);
  const both = (group) => [group, group && GROUPS[group]];
  return {
    adcode,
    studied: row.in_41 === '1',
    neighbours: row.neighbours_FROM_GEOGRAPHY_not_in_paper
      .split(';')
      .map((name) => name.replace(/ \(.*/, '')),
    cells: [
      adcode,
      en,
      zh,
      row.city_printed,
      row.province,
      PROVINCES[row.province][0],
      ...both(row.region_of_section_4_1),
      ...both(row.geographical_area_table1),
      ...both(row.sample_zone),
      lon,
      lat,
    ],
  };
});
const columns =
  'adcode,name,name_zh,printed,province,province_zh,region,region_zh,area,area_zh,sample_zone,sample_zone_zh,lon,lat';
const studied = units.filter((unit) => unit.studied);
write('units.csv', [columns.split(','), ...studied.map(({ cells }) => cells)]);
write('excluded.csv', [
  [...columns.split(','), 'reason', 'reason_zh'],
  ...units.filter((unit) => !unit.studied).map(({ cells }) => [...cells, EXCLUDED.en, EXCLUDED.zh]),
]);
write('neighbours.csv', [
  ['adcode', 'neighbour'],
  ...studied.flatMap(({ adcode, neighbours }) => neighbours.map((neighbour) => [adcode, neighbour])),
]);
write('capitals.csv', [
  ['province', 'name', 'name_zh', 'lon', 'lat'],
  ...Object.entries(PROVINCES).map(([province, [, zh, en]]) => {
    const { lon, lat } = prefecture(zh);
    return [province, en, zh, lon, lat];
  }),
]);
write('ports.csv', [
  ['id', 'name', 'name_zh', 'country', 'country_zh', 'lon', 'lat'],
  ...PORTS.map(([id, name, zh, country]) => {
    const { lon, lat } = cityAbroad(id);
    return [id, name, zh, country, COUNTRIES[country], lon, lat];
  }),
]);

const ids = studied.map(({ adcode }) => adcode);
write('panel-synthetic.csv', [
  ['adcode', 'year', ...VARIABLES.map(([id]) => id)],
  ...panel(ids, YEARS, SEED, HOLES),
]);
write('neighbour-values-synthetic.csv', [
  ['neighbour', 'year', 'hdi', 'fsi'],
  ...neighbourValues(Object.keys(COUNTRIES), YEARS, SEED + 1),
]);
write('policies-synthetic.csv', [['adcode', 'condition', 'from'], ...conditions(ids, SEED + 2)]);

// The other provinces are outlines, so that the border is seen as that of the whole country.
const shapes = [...provinceShapes(Object.values(PROVINCES).map(([zh]) => zh)), ...prefectureShapes(SHAPES)];
const shortNames = new Map(Object.values(NAMES));
writeFileSync(
  join(out, 'boundaries.topojson'),
  boundaries(shapes, LEAST_AREA, (name) => ({ adcode: adcodeOf(name), name: shortNames.get(name) })),
);
writeFileSync(join(out, 'countries.topojson'), light('countries', surroundings([65, 5, 150, 60]), 4e-3));
