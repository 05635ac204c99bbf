import { log } from '../math/log.ts';

/** How the opportunity curve is integrated. */
export const INTEGRALS = ['exact', 'step', 'trapezoid'] as const;
export type Integral = (typeof INTEGRALS)[number];

/**
 * Cumulated shares of units in the order given, the whole brought to 1. Shares must be positive.
 * @example [...cumulated([1, 3])] // => [0.25, 1]
 */
export function cumulated(shares: ArrayLike<number>): Float64Array {
  let total = 0;
  for (let k = 0; k < shares.length; k++) total += shares[k]!;
  const upTo = new Float64Array(shares.length);
  let below = 0;
  for (let k = 0; k < shares.length; k++) {
    below += shares[k]! / total;
    upTo[k] = k === shares.length - 1 ? 1 : below;
  }
  return upTo;
}

/**
 * Opportunity curve: the mean opportunity of the lowest units, `sum_(i<=k) s_i y_i / P_k`, for units in ascending order
 * of the ordering variable with positive shares s and cumulated shares P. Its last point is the mean of all.
 * Source: Ali & Son (2007).
 * @example [...opportunityCurve([1, 2, 3, 4, 5], [1, 1, 1, 1, 1])].map((y) => Math.round(y * 1e9) / 1e9) // => [1, 1.5, 2, 2.5, 3]
 */
export function opportunityCurve(ordered: ArrayLike<number>, shares: ArrayLike<number>): Float64Array {
  let total = 0;
  let below = 0;
  return Float64Array.from(ordered, (score, k) => {
    total += shares[k]!;
    below += shares[k]! * score;
    return below / total;
  });
}

/**
 * What each place in the order counts in the opportunity index, the integral of the opportunity curve: the index is the
 * mean of the ordered scores with these weights, which fall from the low end to the high end and sum to 1.
 * `exact` takes each unit's opportunity as spread evenly over its share, so that the curve between P_(k-1) and P_k is
 * (S_(k-1) + (p - P_(k-1)) y_k) / p and its integral y_k s_k + (S_(k-1) - P_(k-1) y_k) ln(P_k / P_(k-1)); `step` sums
 * s_k times the curve at P_k, as in Ali & Son (2007); `trapezoid` joins the points of the curve by lines.
 * @example [...opportunityWeights([1, 1], 'step')] // => [0.75, 0.25]
 */
export function opportunityWeights(shares: ArrayLike<number>, integral: Integral): Float64Array {
  const upTo = cumulated(shares);
  const n = upTo.length;
  const weights = new Float64Array(n);
  // What all places above add for each unit of share below them.
  let above = 0;
  for (let k = n - 1; k >= 0; k--) {
    const before = k === 0 ? 0 : upTo[k - 1]!;
    const share = upTo[k]! - before;
    if (integral === 'exact') {
      const growth = k === 0 ? 0 : log(upTo[k]! / before);
      weights[k] = share * (1 + above) - before * growth;
      above += growth;
    } else {
      above += width(upTo, k, integral) / upTo[k]!;
      weights[k] = share * above;
    }
  }
  return weights;
}

/** How much of the range of shares counts with the curve at place k. */
function width(upTo: Float64Array, k: number, integral: 'step' | 'trapezoid'): number {
  const before = k === 0 ? 0 : upTo[k - 1]!;
  if (integral === 'step') return upTo[k]! - before;
  // The first share counts whole: before its end the curve is level.
  const left = k === 0 ? upTo[0]! : (upTo[k]! - before) / 2;
  return k === upTo.length - 1 ? left : left + (upTo[k + 1]! - upTo[k]!) / 2;
}

/**
 * Opportunity index: the scores in ascending order of the ordering variable, weighted by {@link opportunityWeights}.
 * @example opportunityIndex([5, 4, 3, 2, 1], opportunityWeights([1, 1, 1, 1, 1], 'step')).toFixed(9) // => '4.000000000'
 */
export function opportunityIndex(ordered: ArrayLike<number>, weights: ArrayLike<number>): number {
  let index = 0;
  for (let k = 0; k < ordered.length; k++) index += weights[k]! * ordered[k]!;
  return index;
}

/**
 * Splits the change of an opportunity index phi m (equity index times mean) exactly into what the mean and what the
 * equity did: phi_mid (m_2 - m_1) and m_mid (phi_2 - phi_1), mid being the average of both periods.
 * @example opportunityChange({ mean: 2, equity: 1 }, { mean: 4, equity: 0.5 }) // => { byMean: 1.5, byEquity: -1.5 }
 */
export function opportunityChange(
  from: { mean: number; equity: number },
  to: { mean: number; equity: number },
): { byMean: number; byEquity: number } {
  return {
    byMean: ((from.equity + to.equity) / 2) * (to.mean - from.mean),
    byEquity: ((from.mean + to.mean) / 2) * (to.equity - from.equity),
  };
}
