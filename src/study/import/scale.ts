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

/**
 * A number times a power of ten, by moving its decimal point: 0.35 times 100 is 35, not 35.000000000000004.
 * @example [shifted(1.1, 1e8), shifted(0.35, 100), shifted(12, 1e-4)] // => [110000000, 35, 0.0012]
 */
export function shifted(value: number, power: number): number {
  const exponent = /^1e([+-]\d+)$/.exec(power.toExponential())?.[1];
  const text = String(value);
  return exponent === undefined || text.includes('e') ? value * power : Number(`${text}e${exponent}`);
}

/**
 * A number in the unit of its column, where what stands behind it says a scale of that unit or a scale alone: 1.2亿元
 * under 万元 is 12000. Undefined where the units differ.
 * @example [inUnit(1.2, '亿元', '万元'), inUnit(3, '万', undefined), inUnit(3, '万人', '元')] // => [12000, 30000, undefined]
 */
export function inUnit(value: number, suffix: string, unit: string | undefined): number | undefined {
  const from = scaleOf(suffix);
  const to = scaleOf(unit?.normalize('NFKC') ?? from.unit);
  if (from.unit !== '' && from.unit !== to.unit) return undefined;
  return shifted(value, from.factor / to.factor);
}
