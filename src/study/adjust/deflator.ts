import type { Deflate } from '../../core/tree.ts';

/** How the rows of a panel lie: period-major, `row = period * units + unit`. */
export interface Shape {
  units: number;
  periods: readonly number[];
}

/** What money of each row is divided by, the prices that are needed for it and are not there, and clashing national prices. */
export interface Deflator {
  /** 1 in the base period; NaN where a price is missing, zero or negative. */
  values: Float64Array;
  /** Rows of the price column that a row needs. */
  needs(row: number): number[];
  /** Rows of the price column without a usable price. */
  isUnusable(row: number): boolean;
  /** Periods in which the one national price is given in two ways. */
  clashes: number[];
}

/**
 * The deflator of every row. With `form: previous` an index against the previous period = 100 is chained:
 * `D(t) = product of I(s) / 100` for `s = base + 1 .. t`, and before the base period `1 / product` for `s = t + 1 .. base`.
 * With `form: fixed` it is `I(t) / I(base)`. Real money is nominal money divided by it. In the base period it is 1.
 * @example [...deflatorOf({ by: 'cpi', base: 2011, form: 'previous', scope: 'unit' }, Float64Array.of(103, 102, 105), { units: 1, periods: [2010, 2011, 2012] }).values] // => [1 / 1.02, 1, 1.05]
 */
export function deflatorOf(
  { base, form, scope }: Deflate,
  prices: Float64Array,
  { units, periods }: Shape,
): Deflator {
  const b = periods.indexOf(base);
  const isUsable = (row: number) => prices[row]! > 0;
  const clashes: number[] = [];
  const holders = periods.map((period, p) => {
    if (scope === 'unit') return -1;
    const seen = Array.from({ length: units }, (_, u) => p * units + u).filter(
      (row) => !Number.isNaN(prices[row]!),
    );
    // The first period's price against one before the study is never asked for.
    const isNeeded = form === 'fixed' || p > 0;
    if (isNeeded && seen.some((row) => prices[row] !== prices[seen[0]!])) clashes.push(period);
    return seen[0] ?? p * units;
  });
  const rowAt = (p: number, unit: number) => (scope === 'unit' ? p * units + unit : holders[p]!);
  const needs = (row: number): number[] => {
    const [p, unit] = [Math.floor(row / units), row % units];
    if (form === 'fixed') return p === b ? [] : [rowAt(p, unit), rowAt(b, unit)];
    const [from, to] = p > b ? [b + 1, p] : [p + 1, b];
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => rowAt(from + i, unit));
  };
  const values = new Float64Array(units * periods.length);
  for (let row = 0; row < values.length; row++) {
    const rows = needs(row);
    const isBefore = Math.floor(row / units) < b;
    if (!rows.every(isUsable)) values[row] = Number.NaN;
    else if (rows.length === 0) values[row] = 1;
    else if (form === 'fixed') values[row] = prices[rows[0]!]! / prices[rows[1]!]!;
    else {
      const chain = rows.reduce((product, at) => product * (prices[at]! / 100), 1);
      values[row] = isBefore ? 1 / chain : chain;
    }
  }
  return { values, needs, isUnusable: (row) => !isUsable(row), clashes };
}
