import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { chinaGazetteer } from '../../src/io/gazetteer.ts';
import type { Gazetteer } from '../../src/study/import/names/gazetteer.ts';
import { nameIndex } from '../../src/study/import/names/name-index.ts';
import { nameNotes, nameProblems } from '../../src/study/import/names/report.ts';
import { type Asked, resolve } from '../../src/study/import/names/resolve.ts';

const index = nameIndex(await chinaGazetteer());

/** The code, or the kind of outcome where none is taken. */
function answer(asked: Asked | string): string {
  const outcome = resolve(index, typeof asked === 'string' ? { name: asked } : asked);
  return 'place' in outcome ? outcome.place.code : outcome.kind;
}

describe('thousands of ways to write a place', () => {
  const text = readFileSync(join(import.meta.dirname, 'variants.csv'), 'utf8');
  const rows = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  const got = rows.map((row) =>
    answer({ name: row.name!, parent: row.province!, ...(row.year && { year: Number(row.year) }) }),
  );
  const isCode = (word: string) => /^\d{6}$/.test(word);
  const places = rows.filter(({ expected }) => isCode(expected!)).length;
  const taken = got.filter(isCode).length;
  const right = rows.filter(({ expected }, i) => isCode(got[i]!) && got[i] === expected).length;
  const missed = rows.flatMap(({ name, province, year, expected, rule }, i) =>
    got[i] === expected ? [] : [`${rule}: ${name} ${province} ${year}: ${got[i]}, not ${expected}`],
  );
  const counts = `${rows.length} names, ${places} places, ${taken} taken, ${right} right\n${missed.slice(0, 30).join('\n')}`;

  it('has at least three thousand, and some of every outcome', () => {
    expect(rows.length, counts).toBeGreaterThanOrEqual(3000);
    expect(rows.filter(({ expected }) => expected === 'ambiguous').length).toBeGreaterThan(30);
    expect(rows.filter(({ expected }) => expected === 'unknown').length).toBeGreaterThan(1000);
  });
  it('takes the right place nearly always (precision 99.5 %, recall 97 %)', () => {
    expect(right / taken, counts).toBeGreaterThanOrEqual(0.995);
    expect(right / places, counts).toBeGreaterThanOrEqual(0.97);
  });
  it('never takes one place for another, and never takes what fits several or none', () => {
    const wrong = rows.filter(({ expected }, i) => isCode(got[i]!) && got[i] !== expected);
    expect(wrong, counts).toEqual([]);
  });
});

describe('F10: names as tables have them', () => {
  it.each(['Heihe', 'Heihe City', '黑河', '黑河市', 'Heihe Prefecture', '黑河地区', ' ＨＥＩＨＥ '])(
    '%s',
    (name) => {
      expect(answer(name)).toBe('231100');
    },
  );
  it('knows spellings of the past and of other systems', () => {
    expect(answer('Kiamusu')).toBe('230800');
    expect(answer('Hulunbeier')).toBe('150700');
    expect(answer("Xī'ān")).toBe('610100');
  });
  it('suggests and never takes what is only near', () => {
    const outcome = resolve(index, { name: 'Harbinn' });
    expect(outcome.kind).toBe('unknown');
    expect(outcome.kind === 'unknown' && outcome.suggestions.map(({ code }) => code)).toContain('230100');
  });
  it('reports every match that is not exact, once', () => {
    const looked = ['Heihe', 'Heihe City', 'Heihe City', '襄樊'].map((name, i) => ({
      where: `a.csv:${i + 2}`,
      asked: { name },
      outcome: resolve(index, { name }),
    }));
    const [note] = nameNotes(looked);
    expect(note!.items).toEqual([
      'Heihe City -> 231100 Heihe (read as Heihe)',
      '襄樊 -> 420600 Xiangyang (its name until 2009: 襄樊)',
    ]);
    expect(nameNotes(looked.slice(0, 1))).toEqual([]);
    expect(nameProblems(looked)).toEqual([]);
  });
});

describe('F11: names of several places', () => {
  it.each([
    'Yichun',
    'Suzhou',
    'Fuzhou',
    'Taizhou',
    'Yulin',
    'Jilin',
    '吉林',
    '海南',
    'SUZHOU City',
    'tai zhou',
  ])('%s is refused', (name) => expect(answer(name)).toBe('ambiguous'));
  it('is settled by the province, the code, the ending, or the tones', () => {
    expect(answer({ name: 'Yichun', parent: 'Jiangxi' })).toBe('360900');
    expect(answer({ name: 'Yichun', parent: '黑龙江省' })).toBe('230700');
    expect(answer({ name: 'Suzhou', code: '341300' })).toBe('341300');
    expect(answer('Suzhou (Anhui)')).toBe('341300');
    expect(answer('吉林市')).toBe('220200');
    expect(answer('海南州')).toBe('632500');
    expect(answer('Tài zhōu')).toBe('321200');
  });
  it('names both places with their codes', () => {
    const asked = { name: 'Taizhou' };
    const [problem] = nameProblems([{ where: 'a.csv:2', asked, outcome: resolve(index, asked) }]);
    expect(problem!.saw.en).toBe('"Taizhou": 2 places match: 321200 Taizhou, 331000 Taizhou');
    expect(problem!.saw.zh).toContain('321200 泰州、331000 台州');
  });
  it('refuses a code and a name that disagree', () => {
    expect(answer({ code: '230100', name: '长春' })).toBe('ambiguous');
  });
});

describe('F12: names and codes of other years', () => {
  it('takes an old code for the place of today, with a remark', () => {
    const outcome = resolve(index, { code: '652200' });
    expect(outcome).toMatchObject({ kind: 'alias', place: { code: '650500' } });
    expect('remark' in outcome && outcome.remark!.en).toBe('its code until 2015 of 650500');
  });
  it('knows when a name or a place was there', () => {
    expect(answer({ name: '思茅', year: 2005 })).toBe('530800');
    expect(answer({ name: '莱芜', year: 2018 })).toBe('371200');
    const gone = resolve(index, { name: '莱芜', year: 2019 });
    expect(gone.kind === 'unknown' && gone.suggestions.map(({ code }) => code)).toEqual(['370100']);
    expect(answer({ name: '三沙', year: 2005 })).toBe('unknown');
    expect(answer({ name: 'Liuzhou Prefecture', year: 2015 })).toBe('450200');
    expect(answer({ name: 'Liuzhou Prefecture', year: 2000 })).toBe('ambiguous');
  });
});

describe('any other gazetteer', () => {
  const towns: Gazetteer = {
    title: { en: 'Towns', zh: '镇' },
    changes: [],
    places: ['__proto__', 'constructor', '🙂', 'Springfield'].map((name, i) => ({
      code: `t${i}`,
      name: { en: name, zh: name },
      names: [{ text: name, language: 'en', kind: 'short' }],
    })),
  };
  it.each(towns.places)('finds $name.en', ({ code, name }) => {
    expect(resolve(nameIndex(towns), { name: name.en })).toMatchObject({ kind: 'exact', place: { code } });
  });
  it('finds nothing for nothing', () => {
    expect(resolve(nameIndex(towns), { name: ' ' }).kind).toBe('unknown');
    expect(resolve(nameIndex(towns), { name: 'x'.repeat(100_000) }).kind).toBe('unknown');
    expect(resolve(nameIndex(towns), { name: 'toString' }).kind).toBe('unknown');
  });
});
