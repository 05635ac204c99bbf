import { simplified } from './traditional.ts';

/** Longer texts are no names; they are not looked up. */
export const LONGEST_NAME = 200;

/**
 * A name without differences that never matter: width, case, traditional characters, runs of spaces, forms of the
 * apostrophe and of the hyphen. Tones and accents stay.
 * @example folded(' Ｘi’an  CITY') // => "xi'an city"
 */
export function folded(text: string): string {
  return simplified(text.normalize('NFKC').toLowerCase().normalize('NFC'))
    .replace(/[’‘`´ʼ＇]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * A name without spaces and punctuation; accents and tones stay.
 * @example tightened("xī'ān") // => 'xīān'
 */
export function tightened(text: string): string {
  return folded(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/**
 * A name without accents, spaces and punctuation: what `Ürümqi`, `Urumqi` and `urum-qi` have in common.
 * @example loosened("Xī'ān") // => 'xian'
 */
export function loosened(text: string): string {
  return tightened(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
