import { expect, test } from 'vitest';
import { begins, isFound } from '../../src/web/find-units.ts';
import { spellingsOf } from '../../src/web/spellings.ts';

const unit = (id: string, en: string, zh: string) => ({ id, name: { en, zh }, groups: [] });
const jixi = unit('jixi', 'Jixi', '鸡西市');

test('a Chinese name is typed whole or by initials, and ü as v or u', () => {
  expect(spellingsOf('鸡西市')).toEqual(['jixishi', 'jxs']);
  expect(spellingsOf('重庆市')).toContain('chongqingshi');
  expect(spellingsOf('长春市')).toContain('changchunshi');
  expect(spellingsOf('吕梁市')).toEqual(expect.arrayContaining(['lvliangshi', 'luliangshi', 'lls']));
  expect(spellingsOf('Jixi')).toEqual([]);
});

test('a unit is found by names, id, pinyin and initials, whatever the case and the spaces', () => {
  const spellings = spellingsOf('鸡西市');
  for (const typed of ['', ' ji', 'JIXI', '西市', 'jixis', 'ji xi shi', "ji'xi", 'jxs'])
    expect(isFound(jixi, spellings, typed), typed).toBe(true);
  for (const typed of ['xs', 'heihe', '黑', "'"]) expect(isFound(jixi, spellings, typed), typed).toBe(false);
  expect(isFound(jixi, undefined, 'jxs')).toBe(false);
  expect(begins(jixi, spellings, 'jxs')).toBe(true);
  expect(begins(jixi, spellings, '西')).toBe(false);
});
