import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { chinaGazetteer, countriesGazetteer, readGazetteer } from '../../src/io/gazetteer.ts';
import { nameIndex } from '../../src/study/import/names/name-index.ts';
import { resolve } from '../../src/study/import/names/resolve.ts';

const china = await chinaGazetteer();
const countries = await countriesGazetteer();

describe('the gazetteer of China', () => {
  const byCode = new Map(china.places.map((place) => [place.code, place]));
  const now = china.places.filter(({ to }) => to === undefined);
  const count = (...levels: string[]) => now.filter(({ level }) => levels.includes(level!)).length;

  it('has the 333 prefecture-level units, the provinces and the units directly under them', () => {
    expect(count('city')).toBe(293);
    expect(count('autonomous-prefecture')).toBe(30);
    expect(count('prefecture')).toBe(7);
    expect(count('league')).toBe(3);
    expect(count('province', 'region', 'municipality', 'sar')).toBe(34);
    expect(count('county-city', 'county', 'autonomous-county')).toBe(31);
  });
  it('gives every code once, every parent, and changes between known codes only', () => {
    expect(byCode.size).toBe(china.places.length);
    const codes = new Set(
      china.places.flatMap((place) => [place.code, ...(place.codes ?? []).map(({ code }) => code)]),
    );
    for (const { parent } of china.places) if (parent !== undefined) expect(byCode.has(parent)).toBe(true);
    for (const change of china.changes)
      for (const code of [...change.from, ...change.to]) expect(codes, code).toContain(code);
    const former = china.places.flatMap(({ codes: old }) => (old ?? []).map(({ code }) => code));
    expect(new Set(former).size).toBe(former.length);
    for (const code of former) expect(byCode.has(code), code).toBe(false);
  });
  it('finds every place by its code and its full name', () => {
    const index = nameIndex(china);
    for (const place of china.places) {
      expect(resolve(index, { code: place.code })).toMatchObject({ kind: 'exact', place });
      const full = place.names.find(({ kind }) => kind === 'full')!;
      expect(resolve(index, { name: full.text })).toMatchObject({ kind: 'exact', place });
    }
  });
});

describe('the gazetteer of countries', () => {
  it.each([
    ['CHN', 'CHN'],
    ['RU', 'RUS'],
    ['392', 'JPN'],
    ['Mongolia', 'MNG'],
    ['朝鲜', 'PRK'],
    ['south korea', 'KOR'],
  ])('%s is %s', (name, code) => {
    expect(resolve(nameIndex(countries), { name })).toMatchObject({ place: { code } });
  });
});

describe("a gazetteer of one's own", () => {
  const read = (file: string, content: string) => {
    const problems: Problem[] = [];
    return { gazetteer: readGazetteer(file, new TextEncoder().encode(content), problems), problems };
  };
  it('is read from CSV', () => {
    const { gazetteer, problems } = read(
      'towns.csv',
      'code,name,name_zh,aliases,parent,from,to\nN,North,北区,,,,\nn1,Alpha,甲城,Alfa|Old Alpha,N,1990,\nn2,Beta,,,N,,2005\n',
    );
    expect(problems).toEqual([]);
    const index = nameIndex(gazetteer!);
    expect(resolve(index, { name: 'old-alpha' })).toMatchObject({ kind: 'alias', place: { code: 'n1' } });
    expect(resolve(index, { name: '北区甲城' })).toMatchObject({ place: { code: 'n1' } });
    expect(resolve(index, { name: 'Beta', year: 2010 }).kind).toBe('unknown');
  });
  it('is read from JSON of the shape of the others', () => {
    const { gazetteer, problems } = read('china.json', JSON.stringify(china));
    expect(problems).toEqual([]);
    expect(gazetteer!.places).toHaveLength(china.places.length);
  });
  it.each([
    ['towns.csv', 'id,name\n1,A\n', 'no column code'],
    ['towns.csv', 'code,name\n1,A\n1,B\n', 'code 1 twice'],
    ['towns.csv', 'code,name,from\n1,A,soon\n', '"soon" is not a year'],
    ['towns.csv', 'code,name\n1,\n', 'a row without code or name'],
    ['towns.json', '{', 'JSON'],
    ['towns.json', '{"places":[]}', ''],
  ])('%s %s is refused', (file, content, saw) => {
    const { gazetteer, problems } = read(file, content);
    expect(gazetteer).toBeUndefined();
    expect(problems[0]!.code).toBe('names/gazetteer');
    expect(problems[0]!.saw.en).toContain(saw);
  });
});
