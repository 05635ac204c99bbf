// Writes the shapes that the Chinese studies draw: prefectures from the package echarts 4.9.0 (Apache-2.0), and the countries
// around from world-atlas (public domain). Give another folder to write there instead.
// node scripts/china-shapes.mjs [folder]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';
import { multiPolygon, snapped } from './china-shapes/clean.mjs';
import { surroundings } from './china-shapes/countries.mjs';
import { decode } from './china-shapes/decode.mjs';

const root = join(import.meta.dirname, '..');
const target = process.argv[2] ?? root;
/** Degrees within which two vertices are one: the borders of neighbours were digitised apart. */
const TOLERANCE = 0.003;

const source = JSON.parse(
  readFileSync(join(root, 'node_modules/echarts/map/json/china-cities.json'), 'utf8'),
);
const shapes = snapped(decode(source), TOLERANCE);
const prefectures = shapes.map(({ id, name, centre, rings }) => ({
  type: 'Feature',
  id,
  properties: { name_zh: name, lon: centre[0], lat: centre[1] },
  geometry: multiPolygon(rings),
}));

/** Square degrees below which a triangle of three vertices, and a lone island, is left out. */
write('studies/china-286/data/boundaries.topojson', 'prefectures', prefectures, 3e-4);
write('studies/china-border/data/boundaries.topojson', 'prefectures', prefectures, 6e-4);
write(
  'studies/northeast-border/data/boundaries.topojson',
  'prefectures',
  prefectures.filter(({ id }) => /^(21|22|23|15)/.test(id)),
  2e-4,
);
write('studies/china-border/data/countries.topojson', 'countries', surroundings([65, 5, 150, 60]), 4e-3);
write('studies/northeast-border/data/countries.topojson', 'countries', surroundings([95, 34, 142, 58]), 1e-3);

function write(file, object, features, detail) {
  const full = topology({ [object]: { type: 'FeatureCollection', features } }, 1e5);
  const weighed = presimplify(full);
  const light = quantize(simplify(filter(weighed, filterWeight(weighed, detail)), detail), 3e4);
  const missing = light.objects[object].geometries.filter(({ arcs }) => !arcs || arcs.length === 0);
  // A unit must not vanish with its small islands: it keeps all of its rings.
  if (missing.length > 0) throw new Error(`no shape left of ${missing.map(({ id }) => id).join(', ')}`);
  mkdirSync(dirname(join(target, file)), { recursive: true });
  writeFileSync(join(target, file), `${JSON.stringify(light)}\n`);
}
