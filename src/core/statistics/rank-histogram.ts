/**
 * How often each of n units had each rank over replicates, and how often each was above each other. Plain arrays:
 * workers can pass it.
 */
export interface RankHistogram {
  units: number;
  /** How many replicates were added. */
  replicates: number;
  /** Counts of unit u at rank k + 1, at u n + k. */
  counts: Uint32Array;
  /**
   * For units a < b at `pairAt`: 2 for each replicate in which a was above b, 1 for each tie. Empty where pairs are
   * not counted.
   */
  above: Uint32Array;
  /** For the same pairs, the replicates in which one of the two had no score; undefined while there are none. */
  apart: Uint32Array | undefined;
}

/**
 * An empty histogram of ranks of n units. `pairs` says whether to compare every two units in every replicate, which
 * takes time and memory in proportion to n (n - 1) / 2.
 * @example rankHistogram(3, true).above.length // => 3
 */
export function rankHistogram(units: number, pairs: boolean): RankHistogram {
  return {
    units,
    replicates: 0,
    counts: new Uint32Array(units * units),
    above: new Uint32Array(pairs ? (units * (units - 1)) / 2 : 0),
    apart: undefined,
  };
}

/**
 * Adds the scores of one replicate. The largest score has rank 1 and ties share the smallest rank. A unit without a
 * score (NaN) has no rank in this replicate, and no place above or below another.
 */
export function addRanks(histogram: RankHistogram, scores: Float64Array): void {
  const n = histogram.units;
  if (scores.length !== n) throw new RangeError(`${scores.length} scores for ${n} units`);
  const ranks = new Int32Array(n);
  rankScores(scores, Uint32Array.from(ranks.keys()), ranks);
  for (let unit = 0; unit < n; unit++) countRank(histogram, unit, ranks[unit]!);
  endReplicate(histogram, ranks);
}

/** Counts one rank of a unit; 0 = it has none. */
export function countRank({ counts, units }: RankHistogram, unit: number, rank: number): void {
  if (rank > 0) counts[unit * units + rank - 1]!++;
}

/** Counts a replicate whose ranks were counted one by one, and compares its pairs. */
export function endReplicate(histogram: RankHistogram, ranks: Int32Array): void {
  histogram.replicates++;
  if (histogram.above.length > 0) comparePairs(histogram, ranks, ranks.includes(0));
}

/**
 * Writes the rank of every score to `ranks` (1 = largest, ties share the smallest, 0 = missing). `order` holds the
 * units in any order and is left in that of the scores, so that a next call for similar scores has little to sort.
 */
export function rankScores(scores: Float64Array, order: Uint32Array, ranks: Int32Array): void {
  sortByScore(scores, order);
  let rank = 0;
  let last = Number.NaN;
  for (let i = 0; i < order.length; i++) {
    const unit = order[i]!;
    const score = scores[unit]!;
    if (score !== last) rank = i + 1;
    last = score;
    ranks[unit] = score !== score ? 0 : rank;
  }
}

/** Moves of the insertion sort for each unit, on average, from which on sorting anew is faster. */
const MOST_MOVES = 24;

/** Units by their scores, the largest first and missing ones last; quick where the order is nearly right already. */
function sortByScore(scores: Float64Array, order: Uint32Array): void {
  let moves = 0;
  for (let i = 1; i < order.length; i++) {
    const unit = order[i]!;
    const score = scores[unit]!;
    let at = i;
    // A missing score is smaller than any; among themselves they stay as they are.
    while (
      at > 0 &&
      (score > scores[order[at - 1]!]! ||
        (score === score && scores[order[at - 1]!] !== scores[order[at - 1]!]))
    ) {
      order[at] = order[at - 1]!;
      at--;
    }
    order[at] = unit;
    moves += i - at;
    if (moves > MOST_MOVES * order.length) {
      order.sort((a, b) => compare(scores[a]!, scores[b]!));
      return;
    }
  }
}

function compare(a: number, b: number): number {
  if (a > b || (a === a && b !== b)) return -1;
  return a < b || (b === b && a !== a) ? 1 : 0;
}

function comparePairs(histogram: RankHistogram, ranks: Int32Array, hasMissing: boolean): void {
  const { above, units } = histogram;
  for (let a = 0, at = 0; a < units; a++) {
    const rank = ranks[a]!;
    for (let b = a + 1; b < units; b++, at++) {
      const ahead = ranks[b]! - rank;
      // 1 plus the sign, without a branch: which of two is ahead cannot be foreseen, and this runs for every pair.
      above[at]! += 1 + (ahead >> 31) + (-ahead >>> 31);
    }
  }
  if (!hasMissing) return;
  histogram.apart ??= new Uint32Array(above.length);
  for (let a = 0, at = 0; a < units; a++)
    for (let b = a + 1; b < units; b++, at++) {
      if (ranks[a] !== 0 && ranks[b] !== 0) continue;
      const ahead = ranks[b]! - ranks[a]!;
      above[at]! -= 1 + (ahead >> 31) + (-ahead >>> 31);
      histogram.apart[at]!++;
    }
}

/**
 * The histogram of the replicates of two together: the same as if one had seen them all, in whatever order.
 * @example mergedRanks(rankHistogram(2, false), rankHistogram(2, false)).replicates // => 0
 */
export function mergedRanks(a: RankHistogram, b: RankHistogram): RankHistogram {
  if (a.units !== b.units || a.above.length !== b.above.length)
    throw new RangeError('the histograms are of different units');
  const added = (x: Uint32Array, y: Uint32Array) => x.map((value, i) => value + y[i]!);
  return {
    units: a.units,
    replicates: a.replicates + b.replicates,
    counts: added(a.counts, b.counts),
    above: added(a.above, b.above),
    apart: a.apart && b.apart ? added(a.apart, b.apart) : (a.apart ?? b.apart)?.slice(),
  };
}

/**
 * In how many replicates the unit had a rank.
 * @example rankedReplicates({ units: 2, counts: [2, 1, 0, 2] }, 1) // => 2
 */
export function rankedReplicates({ counts, units }: RankHistogram, unit: number): number {
  let total = 0;
  for (let k = 0; k < units; k++) total += counts[unit * units + k]!;
  return total;
}

/**
 * Quantile of the ranks of a unit by the inverse of their empirical distribution (type 1 of Hyndman & Fan 1996): the
 * smallest rank that at least the share p of its ranks does not exceed. It is always a rank that occurred: the median
 * of ranks 1 and 2, once each, is 1. NaN for a unit that never had a rank.
 * @example rankQuantile({ units: 2, counts: [2, 1, 1, 2] }, 1, 0.5) // => 2
 */
export function rankQuantile(histogram: RankHistogram, unit: number, p: number): number {
  return rankQuantiles(histogram, unit, [p])[0]!;
}

/** Several quantiles of the ranks of a unit, at ascending shares, in one pass. */
export function rankQuantiles(histogram: RankHistogram, unit: number, points: readonly number[]): number[] {
  const { counts, units } = histogram;
  const total = rankedReplicates(histogram, unit);
  if (total === 0) return points.map(() => Number.NaN);
  let rank = 0;
  let seen = 0;
  return points.map((p) => {
    const needed = quantileCount(p, total);
    while (seen < needed && rank < units) seen += counts[unit * units + rank++]!;
    return rank;
  });
}

/**
 * How many of `total` ordered values lie up to the quantile p: the smallest whole number not below p times total, and
 * at least 1. A product that is whole but for rounding counts as whole.
 * @example quantileCount(0.07, 100) // => 7
 */
export function quantileCount(p: number, total: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`invalid probability: ${p} (must be between 0 and 1)`);
  return Math.max(1, Math.ceil(p * total * (1 - 1e-12)));
}

/**
 * The share of its replicates in which a unit was among the first k, ties included. NaN for a unit that never had a
 * rank.
 * @example topShare({ units: 2, counts: [3, 1, 1, 3] }, 0, 1) // => 0.75
 */
export function topShare(histogram: RankHistogram, unit: number, k: number): number {
  const { counts, units } = histogram;
  let top = 0;
  for (let rank = 0; rank < Math.min(k, units); rank++) top += counts[unit * units + rank]!;
  return top / rankedReplicates(histogram, unit);
}

/**
 * The share of the replicates in which both have a score where unit a is above unit b; a tie counts half to each, so
 * that the shares of a above b and of b above a sum to 1. NaN for a unit and itself, two that never both had a score,
 * and where pairs were not counted.
 * @example aboveShare({ units: 2, replicates: 4, above: [7] }, 1, 0) // => 0.125
 */
export function aboveShare(histogram: RankHistogram, a: number, b: number): number {
  if (a === b || histogram.above.length === 0) return Number.NaN;
  const at = pairAt(histogram.units, Math.min(a, b), Math.max(a, b));
  const both = histogram.replicates - (histogram.apart?.[at] ?? 0);
  // Where one is missing nothing was added to the pair.
  const halves = a < b ? histogram.above[at]! : 2 * both - histogram.above[at]!;
  return halves / (2 * both);
}

/**
 * The place of units a < b in an array of all pairs.
 * @example [pairAt(4, 0, 1), pairAt(4, 0, 3), pairAt(4, 1, 2), pairAt(4, 2, 3)] // => [0, 2, 3, 5]
 */
export function pairAt(units: number, a: number, b: number): number {
  return a * units - (a * (a + 1)) / 2 + b - a - 1;
}

/**
 * The mean over replicates of |rank - reference| of a unit: how far it moves (Saisana, Saltelli & Tarantola 2005
 * average this over units). NaN without a reference rank or any rank.
 * @example meanRankShift({ units: 2, counts: [3, 1, 1, 3] }, 0, 1) // => 0.25
 */
export function meanRankShift({ counts, units }: RankHistogram, unit: number, reference: number): number {
  let total = 0;
  let moved = 0;
  for (let k = 0; k < units; k++) {
    total += counts[unit * units + k]!;
    moved += counts[unit * units + k]! * Math.abs(k + 1 - reference);
  }
  return moved / total;
}
