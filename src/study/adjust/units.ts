import { scaleOf } from '../import/scale.ts';

/** A unit of measurement as a multiple `over / under` of the base of its dimension. */
export interface Measure {
  /** What is measured, e.g. `area`; of words that are not known, the word itself. */
  dimension: string;
  over: number;
  under: number;
  /** Whether the word is in the table of units. */
  isKnown: boolean;
}

/** By dimension: names, and how many of the base one of them is. All of them are exact. */
const TABLE: Readonly<Record<string, readonly (readonly [names: string, over: number, under?: number])[]>> = {
  'money (yuan)': [['yuan|元|人民币元|rmb|cny|rmb yuan', 1]],
  'money (us dollar)': [['usd|us dollar|us$|dollar|美元', 1]],
  'money (euro)': [['eur|euro|欧元', 1]],
  'money (hong kong dollar)': [['hkd|hong kong dollar|港元|港币', 1]],
  persons: [['person|people|inhabitant|capita|人|口', 1]],
  households: [['household|户', 1]],
  area: [
    ['m2|sq m|square metre|square meter|平方米', 1],
    ['km2|sq km|square kilometre|square kilometer|平方公里|平方千米', 1e6],
    ['ha|hectare|公顷', 1e4],
    ['mu|亩', 2000, 3],
  ],
  length: [
    ['mm|millimetre|millimeter|毫米', 1, 1000],
    ['cm|centimetre|centimeter|厘米', 1, 100],
    ['m|metre|meter|米', 1],
    ['km|kilometre|kilometer|公里|千米', 1000],
  ],
  mass: [
    ['g|gram|克', 1],
    ['jin|斤', 500],
    ['kg|kilogram|公斤|千克', 1000],
    ['t|tonne|ton|metric ton|吨|公吨', 1e6],
  ],
  volume: [
    ['l|litre|liter|升', 1, 1000],
    ['m3|cubic metre|cubic meter|立方米', 1],
  ],
  energy: [
    ['kj|千焦', 1],
    ['mj|兆焦', 1e3],
    ['gj|吉焦', 1e6],
    ['kwh|kw·h|千瓦时|千瓦小时|度', 3600],
    ['mwh|兆瓦时', 3.6e6],
    ['gwh|吉瓦时', 3.6e9],
  ],
  number: [
    ['%|percent|per cent|百分比|百分数', 1, 100],
    ['‰|per mille|千分比', 1, 1000],
  ],
};
const NAMES = new Map(
  Object.entries(TABLE).flatMap(([dimension, units]) =>
    units.flatMap(([names, over, under = 1]) =>
      names.split('|').map((name): [string, Measure] => [name, { dimension, over, under, isKnown: true }]),
    ),
  ),
);
const WORDS: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9 };

/**
 * Reads a unit of measurement: a number or a word such as million or 万 before a unit of the table, or one such unit per
 * another. A word that is not known is a dimension of its own, so that 万辆 is 10,000 辆 all the same. Tons are metric.
 * @example [measureOf('万元').over, measureOf('10,000 yuan').over, measureOf('亩').dimension, measureOf('km²').over] // => [10000, 10000, 'area', 1000000]
 */
export function measureOf(text: string): Measure {
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const whole = NAMES.get(plain);
  if (whole) return whole;
  const parts = plain.split(/\/| per /).map((part) => part.trim());
  if (parts.length !== 2) return scaled(plain);
  const [above, below] = parts.map(scaled) as [Measure, Measure];
  return {
    dimension: `${above.dimension} per ${below.dimension}`,
    over: above.over * below.under,
    under: above.under * below.over,
    isKnown: above.isKnown && below.isKnown,
  };
}

function scaled(text: string): Measure {
  let rest = text;
  let factor = 1;
  const digits = /^(\d{1,3}(?:[ ,]\d{3})+|\d+)(?![.\d])\s*/.exec(rest);
  if (digits) {
    factor *= Number(digits[1]!.replace(/[ ,]/g, ''));
    rest = rest.slice(digits[0].length);
  }
  for (;;) {
    const [, word, after] = /^(hundred|thousand|million|billion)s?(?: of)? (.+)$/.exec(rest) ?? [];
    if (word === undefined) break;
    factor *= WORDS[word]!;
    rest = after!;
  }
  const known = named(rest);
  if (known) return times(known, factor);
  const { factor: more, unit } = scaleOf(rest);
  const own = named(unit);
  const base = own ?? {
    dimension: unit === '' ? 'number' : unit,
    over: 1,
    under: 1,
    isKnown: unit === '',
  };
  return times(base, factor * more);
}

function named(text: string): Measure | undefined {
  return NAMES.get(text) ?? NAMES.get(text.replace(/s$/, ''));
}

function times(one: Measure, factor: number): Measure {
  return { ...one, over: one.over * factor };
}

/** A factor as a fraction in lowest terms, so that conversions stay exact as long as doubles allow. */
export interface Fraction {
  over: number;
  under: number;
}

/**
 * How many of one unit make one of another; undefined where they measure different things.
 * @example [factorBetween('公顷', '亩'), factorBetween('亩', 'ha'), factorBetween('万元', '人')] // => [{ over: 15, under: 1 }, { over: 1, under: 15 }, undefined]
 */
export function factorBetween(from: string, to: string): Fraction | undefined {
  const [a, b] = [measureOf(from), measureOf(to)];
  if (a.dimension !== b.dimension) return undefined;
  return lowest(a.over * b.under, a.under * b.over);
}

/** Whether two texts mean the same unit. */
export function isSameUnit(one: string, other: string): boolean {
  const factor = factorBetween(one, other);
  return factor?.over === factor?.under && factor !== undefined;
}

function lowest(over: number, under: number): Fraction {
  let [a, b] = [over, under];
  while (b > 0) [a, b] = [b, a % b];
  return a > 0 && Number.isFinite(over) ? { over: over / a, under: under / a } : { over, under };
}

/** The dimensions that are known, for whoever wrote a unit that is not. */
export const DIMENSIONS = Object.keys(TABLE);
