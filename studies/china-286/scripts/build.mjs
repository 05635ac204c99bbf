// Writes the data of both parts of this study: the SYNTHETIC panel of the index system, and the published scores with their
// repairs. Gives the same bytes again. node studies/china-286/scripts/build.mjs [folder]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { surroundings } from '../../../scripts/china-shapes/countries.mjs';
import { light } from '../../../scripts/china-shapes/light.mjs';
import { cities, englishNames, prefectures, published } from './cities.mjs';
import { INDICATORS } from './indicators.mjs';

const study = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(study, 'data');

const YEARS = Array.from({ length: 13 }, (_, i) => 2004 + i);
const SEED = 20040286;

const shapes = prefectures();
const units = cities(shapes);
const attributes =
  'code,name,name_zh,province,province_zh,region,region_zh,agglomeration,agglomeration_zh,lon,lat'.split(',');
write(out, 'cities.csv', [attributes, ...units.map((unit) => attributes.map((column) => unit[column]))]);
write(out, 'panel-synthetic.csv', syntheticPanel());
writeFileSync(join(out, 'boundaries.topojson'), light('prefectures', named(shapes), 3e-4));
writeFileSync(join(out, 'countries.topojson'), light('countries', surroundings([65, 5, 150, 60]), 4e-3));
for (const kind of ['ahp', 'entropy', 'comprehensive']) {
  const rows = published('002_table1_weights').map((row) => [row.id, row[`${kind}_weight`]]);
  write(out, `weights-${kind}.csv`, [['indicator', 'weight'], ...rows]);
}
write(out, 'scores-published.csv', [
  ['code', 'year', 'score', 'as_printed', 'status'],
  ...units.flatMap(({ code, row }) => [2004, 2016].map((year) => [code, year, ...repaired(row, year)])),
]);

/** The shapes with the English names that are known. */
function named(features) {
  const names = englishNames(units);
  return features.map((one) => {
    const name = names.get(one.id);
    return name ? { ...one, properties: { name, ...one.properties } } : one;
  });
}

/** The score to use, what was printed where that is another, and what the score then is. */
function repaired(row, year) {
  const score = row[`score_${year}_corrected`];
  const printed = row[`score_${year}_printed`];
  return printed === score ? [score, '', 'observed'] : [score, printed, 'estimated'];
}

/**
 * Numbers drawn around a size of each city: no city has anything to do with the place whose name it bears. About one cell in two
 * hundred is missing, some of them at the ends.
 */
function syntheticPanel() {
  const random = generator(SEED);
  const sizes = units.map(() => 0.8 * normal(random) + 0.35 * Math.max(0, normal(random)) ** 2);
  const own = units.map(() => INDICATORS.map(() => normal(random)));
  const rows = units.flatMap(({ code }, c) =>
    YEARS.map((year, t) => {
      const values = INDICATORS.map((indicator, j) =>
        cellOf(indicator, sizes[c], own[c][j], t, normal(random)),
      );
      values[at('X1')] = rounded(values[at('X1')] * values[at('X3')]);
      values[at('X21')] = rounded((10000 * values[at('X18')]) / values[at('X20')]);
      return [code, year, ...values.map((value) => (random() < 0.005 ? '' : value))];
    }),
  );
  return [['code', 'year', ...INDICATORS.map(({ id }) => id)], ...rows];
}

function at(indicator) {
  return INDICATORS.findIndex(({ id }) => id === indicator);
}

function cellOf(
  { middle, spread, size, growth, share, additive, isCount, wobble = 0.06 },
  ofCity,
  own,
  t,
  noise,
) {
  const mixed = size * ofCity + Math.sqrt(Math.max(0, 1 - size * size)) * own;
  if (additive !== undefined) return rounded(middle + additive * (mixed + 0.4 * noise));
  const level = spread * mixed + Math.log(1 + growth) * t + wobble * noise;
  if (share) {
    const [low, high] = share;
    const odds = ((middle - low) / (high - middle)) * Math.exp(level);
    return rounded(low + ((high - low) * odds) / (1 + odds));
  }
  const value = middle * Math.exp(level);
  return isCount ? Math.round(value) : rounded(value);
}

/** Four significant digits, as few as a yearbook would print. */
function rounded(value) {
  return Number(value.toPrecision(4));
}

/** mulberry32: a small generator of its own, so that the file does not change with the program's. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** About normal: the sum of twelve uniform numbers, less their mean. */
function normal(random) {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

function write(folder, file, rows) {
  writeFileSync(join(folder, file), `${Papa.unparse(rows, { newline: '\n' })}\n`);
}
