import { log } from '../math/log.ts';
import { sum } from './sum.ts';

/** Weighted mean; shares sum to 1. */
function meanOf(values: ArrayLike<number>, shares: ArrayLike<number>): number {
  return sum(Float64Array.from(values, (value, i) => value * shares[i]!));
}

/**
 * Gini coefficient: sum over all pairs of shares w_i w_j |x_i - x_j| / (2 mean), found as the sum over the gaps between
 * ordered values of F (1 - F) gap / mean, F being the share below the gap, so that equal values give exactly 0. With equal
 * shares it divides by n^2. NaN when the mean is not positive; it can pass 1 when some values are negative.
 * @example gini([10, 20, 30, 40, 100], [0.2, 0.2, 0.2, 0.2, 0.2]).toFixed(12) // => '0.400000000000'
 */
export function gini(values: ArrayLike<number>, shares: ArrayLike<number>): number {
  const mean = meanOf(values, shares);
  if (!(mean > 0)) return Number.NaN;
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let below = 0;
  const gaps = order.slice(1).map((at, k) => {
    below += shares[order[k]!]!;
    return below * (1 - below) * (values[at]! - values[order[k]!]!);
  });
  return Math.max(0, sum(gaps)) / mean;
}

/**
 * Theil's T: sum of w_i (x_i / mean) ln(x_i / mean), with 0 ln 0 = 0. NaN with a negative value or a mean of 0.
 * Source: Theil (1967), Economics and Information Theory.
 * @example theil([1, 1, 1], [0.25, 0.25, 0.5]) // => 0
 */
export function theil(values: ArrayLike<number>, shares: ArrayLike<number>): number {
  return entropyIndex(values, shares, (ratio) => (ratio === 0 ? 0 : ratio * log(ratio)));
}

/**
 * Mean logarithmic deviation, Theil's L: sum of w_i ln(mean / x_i). NaN with a value that is not positive.
 * @example meanLogDeviation([2, 2], [0.5, 0.5]) // => 0
 */
export function meanLogDeviation(values: ArrayLike<number>, shares: ArrayLike<number>): number {
  return entropyIndex(values, shares, (ratio) => (ratio > 0 ? -log(ratio) : Number.NaN));
}

function entropyIndex(
  values: ArrayLike<number>,
  shares: ArrayLike<number>,
  term: (ratio: number) => number,
): number {
  const mean = meanOf(values, shares);
  if (!(mean > 0)) return Number.NaN;
  const terms = Float64Array.from(values, (value, i) =>
    value < 0 ? Number.NaN : shares[i]! * term(value / mean),
  );
  // Neither index can be negative; rounding can.
  const total = sum(terms);
  return total !== total ? total : Math.max(0, total);
}

/** An index of the whole in two parts: between the means of groups, and within the groups. */
export interface Decomposition {
  between: number;
  within: number;
}

/**
 * Splits Theil's T (`weight: 'value'`, groups weigh as their share of the total) or the mean logarithmic deviation
 * (`weight: 'share'`, as their share of the units) into what lies between the means of groups and what lies within them.
 * The parts sum to the whole. Source: Shorrocks (1980), Econometrica 48, 613-625.
 */
export function decomposed(
  values: ArrayLike<number>,
  shares: ArrayLike<number>,
  groups: readonly (readonly number[])[],
  weight: 'value' | 'share',
): Decomposition {
  const index = weight === 'value' ? theil : meanLogDeviation;
  const mean = meanOf(values, shares);
  const parts = groups.map((members) => {
    const share = sum(members.map((i) => shares[i]!));
    const own = members.map((i) => values[i]!);
    const ownShares = members.map((i) => shares[i]! / share);
    const ownMean = meanOf(own, ownShares);
    // A group of zeros has no inequality of its own and no weight in T.
    const inside = ownMean === 0 && weight === 'value' ? 0 : index(own, ownShares);
    return { share, mean: ownMean, within: (weight === 'value' ? (share * ownMean) / mean : share) * inside };
  });
  return {
    between: index(
      parts.map((part) => part.mean),
      parts.map((part) => part.share),
    ),
    within: sum(parts.map((part) => part.within)),
  };
}
