import { pinyin } from 'pinyin-pro';

/**
 * How a Chinese name is typed in Latin letters: whole and by initials, `lü` as `lv` and as `lu`; nothing for a name without
 * Chinese characters.
 * @example spellingsOf('鸡西市') // => ['jixishi', 'jxs']
 */
export function spellingsOf(name: string): string[] {
  if (!/\p{Script=Han}/u.test(name)) return [];
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' });
  const whole = syllables.join('').toLowerCase();
  const initials = syllables.map((syllable) => syllable[0]!.toLowerCase()).join('');
  return [...new Set([whole, whole.replaceAll('v', 'u'), initials])];
}
