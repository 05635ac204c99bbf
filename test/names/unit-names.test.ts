import { describe, expect, it } from 'vitest';
import { unknownUnit } from '../../src/study/data-problems.ts';
import { unitSuggester } from '../../src/study/import/names/unit-names.ts';

const unit = (id: string, en: string, zh: string) => ({ id, name: { en, zh }, attributes: new Map() });
const suggest = unitSuggester([
  unit('230100', 'Harbin', '哈尔滨'),
  unit('231100', 'Heihe', '黑河'),
  unit('alpha', 'alpha', 'alpha'),
]);

describe('a key that no unit has', () => {
  it.each([
    ['Harbin City', '230100 Harbin', '230100 哈尔滨'],
    ['哈爾濱市', '230100 Harbin', '230100 哈尔滨'],
    ['Harbinn', '230100 Harbin', '230100 哈尔滨'],
    ['23010', '230100 Harbin', '230100 哈尔滨'],
    ['Alpha', 'alpha', 'alpha'],
  ])('%s may mean %s', (key, en, zh) => {
    expect(suggest(key)).toEqual({ en, zh });
    expect(unknownUnit('a.csv:2', key, suggest).fix.en).toContain(`did you mean ${en}?`);
  });
  it('is only refused where nothing is near', () => {
    expect(suggest('London')).toBeUndefined();
    expect(unknownUnit('a.csv:2', 'London', suggest).fix.en).toBe(
      'add it to the unit file or remove the row',
    );
  });
});
