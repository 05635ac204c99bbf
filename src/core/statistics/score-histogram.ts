import { quantileCount } from './rank-histogram.ts';

/**
 * Bins of each series. Fixed, so that histograms of different workers always fit; a power of two keeps places exact.
 */
export const SCORE_BINS = 256;
const FINEST = -1000;
/** Up to here a double tells a bin from its neighbour. */
const LARGEST_BIN = 4503599627370496;

const OFFSET = 1022;
/** Exact powers of two from 2^-1022 to 2^1022: multiplying by one rounds nothing. */
const POWERS = new Float64Array(2 * OFFSET + 1).fill(1);
for (let k = 1; k <= OFFSET; k++) {
  POWERS[OFFSET + k] = POWERS[OFFSET + k - 1]! * 2;
  POWERS[OFFSET - k] = POWERS[OFFSET - k + 1]! / 2;
}
const powerOfTwo = (exponent: number) => POWERS[OFFSET + Math.max(-OFFSET, exponent)]!;

/**
 * The values of many series over replicates, in a memory that does not grow with the replicates (1 kB a series). Each
 * series has bins of one width 2^e on a grid that passes through 0; when a value falls outside the 256 bins,
 * neighbours are joined and the width doubles. Plain arrays: workers can pass it.
 */
export interface ScoreHistogram {
  /** Counts of series s at s SCORE_BINS + (bin modulo SCORE_BINS). */
  counts: Uint32Array;
  exponents: Int16Array;
  smallest: Float64Array;
  largest: Float64Array;
  observed: Uint32Array;
}

/**
 * An empty store for so many series.
 * @example scoreHistogram(2).counts.length // => 512
 */
export function scoreHistogram(series: number): ScoreHistogram {
  return {
    counts: new Uint32Array(series * SCORE_BINS),
    exponents: new Int16Array(series).fill(FINEST),
    smallest: new Float64Array(series).fill(Number.POSITIVE_INFINITY),
    largest: new Float64Array(series).fill(Number.NEGATIVE_INFINITY),
    observed: new Uint32Array(series),
  };
}

/** Adds a value to a series. A missing (NaN) or infinite one is not counted. */
export function addScore(histogram: ScoreHistogram, series: number, value: number): void {
  addScores(histogram, series, [value], 0, 1);
}

/** Adds the values at `from` to `to` (excluded) to a series; the same as one by one, and faster. */
export function addScores(
  histogram: ScoreHistogram,
  series: number,
  values: ArrayLike<number>,
  from: number,
  to: number,
): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    // The difference of an infinite number from itself is not a number.
    if (value - value !== 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return;
  // Adding 0 turns -0 into 0: which of the two came first must not matter.
  if (low < histogram.smallest[series]! || high > histogram.largest[series]!)
    widen(histogram, series, low + 0, high + 0, FINEST);
  const scale = powerOfTwo(-histogram.exponents[series]!);
  const at = series * SCORE_BINS;
  const { counts } = histogram;
  let observed = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value - value !== 0) continue;
    counts[at + place(binOf(value, scale))]!++;
    observed++;
  }
  histogram.observed[series]! += observed;
}

/**
 * Adds all of one store to another, so that `target` is as if it had seen the values of both, in whatever order.
 */
export function mergeScores(target: ScoreHistogram, source: ScoreHistogram): void {
  if (target.exponents.length !== source.exponents.length)
    throw new RangeError('the histograms are of different series');
  for (let series = 0; series < target.exponents.length; series++) {
    if (source.observed[series] === 0) continue;
    const [smallest, largest] = [source.smallest[series]!, source.largest[series]!];
    const from = source.exponents[series]!;
    widen(target, series, smallest, largest, from);
    const by = powerOfTwo(from - target.exponents[series]!);
    const [first, last] = binsBetween(smallest, largest, from);
    for (let bin = first; bin <= last; bin++) {
      const count = source.counts[series * SCORE_BINS + place(bin)]!;
      target.counts[series * SCORE_BINS + place(binOf(bin, by))]! += count;
    }
    target.observed[series]! += source.observed[series]!;
  }
}

/**
 * Quantile of a series by the inverse of its empirical distribution (type 1 of Hyndman & Fan 1996), to within 1/255
 * of the range of its values (or rounding, where that is larger): the middle of the bin that the quantile lies in,
 * but never beyond the smallest or largest value, which are exact. NaN for a series without values.
 * @example scoreQuantile(scoreHistogram(1), 0, 0.5) // => NaN
 */
export function scoreQuantile(histogram: ScoreHistogram, series: number, p: number): number {
  return scoreQuantiles(histogram, series, [p])[0]!;
}

/** Several quantiles of a series, at ascending shares, in one pass. */
export function scoreQuantiles(
  histogram: ScoreHistogram,
  series: number,
  points: readonly number[],
): number[] {
  const total = histogram.observed[series]!;
  if (total === 0) return points.map(() => Number.NaN);
  const [smallest, largest] = [histogram.smallest[series]!, histogram.largest[series]!];
  const exponent = histogram.exponents[series]!;
  const [first, last] = binsBetween(smallest, largest, exponent);
  const { counts } = histogram;
  const at = series * SCORE_BINS;
  let bin = first - 1;
  let seen = 0;
  return points.map((p) => {
    const needed = quantileCount(p, total);
    if (needed === 1) return smallest;
    if (needed === total) return largest;
    while (seen < needed && bin < last) seen += counts[at + place(++bin)]!;
    return Math.max(smallest, Math.min(largest, (bin + 0.5) * powerOfTwo(exponent)));
  });
}

/** Makes a series hold values from `low` to `high` too, in bins no finer than 2^least. */
function widen(histogram: ScoreHistogram, series: number, low: number, high: number, least: number): void {
  const before = histogram.exponents[series]!;
  const [oldLow, oldHigh] = [histogram.smallest[series]!, histogram.largest[series]!];
  const smallest = Math.min(oldLow, low);
  const largest = Math.max(oldHigh, high);
  const coarser = Math.max(before, least);
  const exponent = fits(smallest, largest, coarser) ? coarser : finest(smallest, largest, coarser);
  histogram.smallest[series] = smallest;
  histogram.largest[series] = largest;
  histogram.exponents[series] = exponent;
  if (exponent === before || histogram.observed[series] === 0) return;
  const own = histogram.counts.subarray(series * SCORE_BINS, (series + 1) * SCORE_BINS);
  const joined = new Uint32Array(SCORE_BINS);
  const by = powerOfTwo(before - exponent);
  const [first, last] = binsBetween(oldLow, oldHigh, before);
  for (let bin = first; bin <= last; bin++) {
    const count = own[place(bin)]!;
    if (count > 0) joined[place(binOf(bin, by))]! += count;
  }
  own.set(joined);
}

/** The smallest exponent from `least` at which the bins hold the range, by halving. */
function finest(smallest: number, largest: number, least: number): number {
  let low = least;
  let high = OFFSET;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(smallest, largest, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function fits(smallest: number, largest: number, exponent: number): boolean {
  const scale = powerOfTwo(-exponent);
  const first = binOf(smallest, scale);
  const last = binOf(largest, scale);
  // Where a product overflows the difference is infinite or not a number.
  return last - first < SCORE_BINS && Math.max(Math.abs(first), Math.abs(last)) < LARGEST_BIN;
}

/** The first and the last bin of a range. */
function binsBetween(smallest: number, largest: number, exponent: number): [number, number] {
  const scale = powerOfTwo(-exponent);
  return [binOf(smallest, scale), binOf(largest, scale)];
}

/** Small negative numbers belong below 0, also where the product is too small for a double. */
function binOf(value: number, scale: number): number {
  const product = value * scale;
  return product === 0 && value < 0 ? -1 : Math.floor(product);
}

/** Bins lie within one span of SCORE_BINS, so that no two of them share a place. */
function place(bin: number): number {
  return bin - SCORE_BINS * Math.floor(bin / SCORE_BINS);
}
