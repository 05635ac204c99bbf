import { type Random, shuffle } from '../random.ts';
import { type Integral, opportunityIndex, opportunityWeights } from './opportunity.ts';
import { quantile } from './quantile.ts';

/** The equity index under random orders. */
export interface EquityBand {
  low: number;
  high: number;
  /** Two-sided share of random orders with an equity index at least as extreme, the order itself counted. */
  p: number;
}

/** Equity indices that agree to this share are equal: their differences are rounding. */
const SAME = 1e-12;

/**
 * Where the equity index lies when the units (each with its share and score) stand in random order: the middle
 * `interval` of `permutations` orders by type 7 quantiles, and p = 2 min(#below, #above) / (permutations + 1), at most
 * 1, where both counts include ties and the order itself. Without permutations all are NaN. The mean must be positive.
 * @example equityBand([1, 1], [1, 1], 'exact', 9, 0.9, { next: () => 0, integer: () => 0 }) // => { low: 1, high: 1, p: 1 }
 */
export function equityBand(
  ordered: ArrayLike<number>,
  shares: ArrayLike<number>,
  integral: Integral,
  permutations: number,
  interval: number,
  stream: Random,
): EquityBand {
  if (permutations === 0) return { low: Number.NaN, high: Number.NaN, p: Number.NaN };
  const equity = equityOf(ordered, shares, integral);
  const order = Uint32Array.from(ordered, (_, k) => k);
  const observed = equity(order);
  const found = new Float64Array(permutations);
  let below = 1;
  let above = 1;
  for (let i = 0; i < permutations; i++) {
    const value = equity(shuffle(order, stream));
    found[i] = value;
    const slack = SAME * Math.abs(observed);
    if (value <= observed + slack) below++;
    if (value >= observed - slack) above++;
  }
  found.sort();
  return {
    low: quantile(found, (1 - interval) / 2),
    high: quantile(found, (1 + interval) / 2),
    p: Math.min(1, (2 * Math.min(below, above)) / (permutations + 1)),
  };
}

/** The equity index of the units in another order. */
function equityOf(scores: ArrayLike<number>, shares: ArrayLike<number>, integral: Integral) {
  const total = Array.from(shares).reduce((sum, share) => sum + share, 0);
  const mean = Array.from(scores).reduce((sum, score, k) => sum + (shares[k]! / total) * score, 0);
  const isEqual = Array.from(shares).every((share) => share === shares[0]);
  const fixed = isEqual ? opportunityWeights(shares, integral) : undefined;
  const inOrder = (values: ArrayLike<number>, order: Uint32Array, made: Float64Array) => {
    for (let k = 0; k < order.length; k++) made[k] = values[order[k]!]!;
    return made;
  };
  const [ownShares, ownScores] = [new Float64Array(scores.length), new Float64Array(scores.length)];
  return (order: Uint32Array) => {
    const weights = fixed ?? opportunityWeights(inOrder(shares, order, ownShares), integral);
    return opportunityIndex(inOrder(scores, order, ownScores), weights) / mean;
  };
}
