import { extent } from './extent.ts';

/** How a unit stands to the others, whatever the weights. */
export interface Dominance {
  /** Units that are nowhere better and somewhere worse than it. */
  dominates: number;
  dominatedBy: number;
  /** Bounds of its rank under positive weights. */
  best: number;
  worst: number;
  /** Bounds of its rank under weights near the given ones. */
  bestNear: number;
  worstNear: number;
}

/**
 * Dominance among the units of one period, from their oriented values (larger is better; a column per indicator, rows
 * `from` to `from + units`). One unit dominates another when it is at least as good in every indicator and better in one.
 * Under positive weights a weighted mean then puts it above, so that no unit ranks above `dominatedBy + 1`, nor below
 * the units that it is nowhere worse than. Near the weights w, that is for all weights between (1 - share) w and
 * (1 + share) w, a is above b for certain when sum w d - share sum w |d| > 0 with d the differences of their values,
 * which is the least that the difference of their means can be, up to its scale. Each pair is exact; that several pairs turn
 * together under the same weights is not, so ranks are bounds. Where values are missing, means are of what is observed:
 * units with the same gaps are compared in the rest; of others one is above for certain only where its smallest mean near
 * the weights (or its smallest value) exceeds the other's largest. A unit without any value has no rank (NaN) and is not
 * counted.
 * @example dominance([Float64Array.of(3, 2, 1), Float64Array.of(2, 1, 3)], [0.5, 0.5], 0.1, 0, 3)[0] // => { dominates: 1, dominatedBy: 0, best: 1, worst: 2, bestNear: 1, worstNear: 1 }
 */
export function dominance(
  columns: readonly Float64Array[],
  weights: ArrayLike<number>,
  share: number,
  from: number,
  units: number,
): Dominance[] {
  const values = Array.from({ length: units }, (_, u) =>
    Float64Array.from(columns, (column) => column[from + u]!),
  );
  const seen = values.map((row) => row.some((value) => value === value));
  const known = seen.filter((one) => one).length;
  const extents = values.map((row) => extent(row));
  const means = values.map((row) => meanRange(row, weights, share));
  const found = values.map(() => ({ dominates: 0, dominatedBy: 0, equal: 0, above: 0, below: 0 }));
  for (let a = 0; a < units; a++) {
    if (!seen[a]) continue;
    for (let b = a + 1; b < units; b++) {
      if (!seen[b]) continue;
      if (!sameGaps(values[a]!, values[b]!)) {
        for (const [upper, lower] of [
          [a, b],
          [b, a],
        ] as const) {
          if (extents[upper]!.min > extents[lower]!.max) beats(found[upper]!, found[lower]!);
          if (means[upper]!.low > means[lower]!.high) standsAbove(found[upper]!, found[lower]!);
        }
        continue;
      }
      const { better, worse, sum, spread } = compared(values[a]!, values[b]!, weights);
      if (!better && !worse) {
        found[a]!.equal++;
        found[b]!.equal++;
      } else if (!worse) beats(found[a]!, found[b]!);
      else if (!better) beats(found[b]!, found[a]!);
      // A difference within rounding is none.
      if (!(Math.abs(sum) - share * spread > 1e-12 * spread)) continue;
      const [upper, lower] = sum > 0 ? [a, b] : [b, a];
      standsAbove(found[upper]!, found[lower]!);
    }
  }
  return found.map(({ dominates, dominatedBy, equal, above, below }, u) => {
    if (!seen[u]) return NONE;
    const [best, worst] = [1 + dominatedBy, known - dominates - equal];
    // A weight of 0 may tie a unit with one that dominates it, but puts it above none that it is nowhere worse than.
    const [bestNear, worstNear] = [1 + above, Math.min(worst, known - below)];
    return { dominates, dominatedBy, best, worst, bestNear, worstNear };
  });
}

const NONE: Dominance = {
  dominates: Number.NaN,
  dominatedBy: Number.NaN,
  best: Number.NaN,
  worst: Number.NaN,
  bestNear: Number.NaN,
  worstNear: Number.NaN,
};

function beats(upper: { dominates: number }, lower: { dominatedBy: number }): void {
  upper.dominates++;
  lower.dominatedBy++;
}

function standsAbove(upper: { below: number }, lower: { above: number }): void {
  upper.below++;
  lower.above++;
}

function sameGaps(a: Float64Array, b: Float64Array): boolean {
  for (let c = 0; c < a.length; c++) if ((a[c] === a[c]) !== (b[c] === b[c])) return false;
  return true;
}

/**
 * The smallest and largest weighted mean of the observed values near the weights: the first gives the smallest values
 * the largest weights allowed and the others the smallest, from some value on, and the second the other way round.
 */
function meanRange(
  row: Float64Array,
  weights: ArrayLike<number>,
  share: number,
): { low: number; high: number } {
  const cells = [...row.keys()].filter((c) => row[c] === row[c]).sort((a, b) => row[a]! - row[b]!);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let split = 0; split <= cells.length; split++) {
    let [down, up, downTotal, upTotal] = [0, 0, 0, 0];
    for (const [i, c] of cells.entries()) {
      const [small, large] = [weights[c]! * (1 - share), weights[c]! * (1 + share)];
      const [first, second] = i < split ? [large, small] : [small, large];
      down += first * row[c]!;
      downTotal += first;
      up += second * row[c]!;
      upTotal += second;
    }
    if (downTotal > 0) low = Math.min(low, down / downTotal);
    if (upTotal > 0) high = Math.max(high, up / upTotal);
  }
  return { low, high };
}

function compared(a: Float64Array, b: Float64Array, weights: ArrayLike<number>) {
  let better = false;
  let worse = false;
  let sum = 0;
  let spread = 0;
  for (let c = 0; c < a.length; c++) {
    const difference = a[c]! - b[c]!;
    if (difference !== difference) continue;
    if (difference > 0) better = true;
    else if (difference < 0) worse = true;
    sum += weights[c]! * difference;
    spread += weights[c]! * Math.abs(difference);
  }
  return { better, worse, sum, spread };
}
