/** A factor that a word stands for, and the unit that is left when it is taken off. */
export interface Scale {
  factor: number;
  unit: string;
}

/** Longer words first, since they begin with shorter ones. */
const WORDS: readonly (readonly [string, number])[] = [
  ['百万', 1e6],
  ['千万', 1e7],
  ['十万', 1e5],
  ['百亿', 1e10],
  ['十亿', 1e9],
  ['亿', 1e8],
  ['万', 1e4],
  ['千', 1e3],
  ['百', 1e2],
];
/** Units that only look as if they began with a scale. */
const WHOLE = /^(?:千米|千克|千瓦|百分)/;

/**
 * Parts a scale from the unit behind it: 万元 is 10,000 times 元. Percent and per mille are units, not scales: 35 % stays
 * 35. Text without a scale has the factor 1.
 * @example [scaleOf('亿元'), scaleOf('%'), scaleOf('千瓦时')] // => [{ factor: 1e8, unit: '元' }, { factor: 1, unit: '%' }, { factor: 1, unit: '千瓦时' }]
 */
export function scaleOf(text: string): Scale {
  const found = WHOLE.test(text) ? undefined : WORDS.find(([word]) => text.startsWith(word));
  return found ? { factor: found[1], unit: text.slice(found[0].length) } : { factor: 1, unit: text };
}
