import { pow } from '../math/pow.ts';
import { standardDeviation } from './deviation.ts';
import { moments } from './moments.ts';
import { quantile } from './quantile.ts';

/** Rules that choose the bandwidth of a kernel density from the data. */
export const BANDWIDTH_RULES = ['silverman', 'silverman-sd', 'scott', 'as-printed'] as const;
export type BandwidthRule = (typeof BANDWIDTH_RULES)[number];

export interface Bandwidth {
  /** NaN when the values have none. */
  h: number;
  /** The interquartile range is 0 while the values differ, so that the standard deviation alone was used. */
  isFallback: boolean;
}

/** Values that agree to this share of their size count as constant: their differences are rounding. */
const SAME = 1e-12;

/**
 * Bandwidth of n ascending observed values with standard deviation S (n - 1) and interquartile range IQR (type 7):
 * `silverman` 0.9 min(S, IQR/1.34) n^(-1/5), `silverman-sd` 0.9 S n^(-1/5), `scott` 1.06 S n^(-1/5) (the normal
 * reference rule), `as-printed` 0.9 S n^(-4/5), a misprint of the second that circulates in applied papers.
 * Where the IQR is 0 although the values differ, `silverman` uses S. A single value, or values that are constant to 12
 * digits, have no bandwidth (NaN). Source: Silverman (1986), sections 3.4.1-3.4.2; R's `bw.nrd0` is the first.
 * @example Math.round(1e6 * bandwidthOf([1, 2, 3, 4], 'silverman').h) // => 763514
 */
export function bandwidthOf(sorted: ArrayLike<number>, rule: BandwidthRule): Bandwidth {
  const n = sorted.length;
  if (n < 2 || isConstant(sorted)) return { h: Number.NaN, isFallback: false };
  const sd = standardDeviation(moments(Float64Array.from(sorted)));
  if (rule === 'as-printed') return { h: 0.9 * sd * pow(n, -0.8), isFallback: false };
  if (rule !== 'silverman')
    return { h: (rule === 'scott' ? 1.06 : 0.9) * sd * pow(n, -0.2), isFallback: false };
  const iqr = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const isFallback = !(iqr > 0);
  const spread = isFallback ? sd : Math.min(sd, iqr / 1.34);
  return { h: 0.9 * spread * pow(n, -0.2), isFallback };
}

function isConstant(sorted: ArrayLike<number>): boolean {
  const low = sorted[0]!;
  const high = sorted[sorted.length - 1]!;
  return high - low <= SAME * Math.max(Math.abs(low), Math.abs(high));
}
