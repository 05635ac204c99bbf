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
 * together under the same weights is not, so ranks are bounds. A unit with a missing value is compared with none; a unit
 * without any value has no rank (NaN) and is not counted.
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
  const whole = values.map((row) => row.every((value) => value === value));
  const known = values.filter((row) => row.some((value) => value === value)).length;
  const found = values.map(() => ({ dominates: 0, dominatedBy: 0, equal: 0, above: 0, below: 0 }));
  for (let a = 0; a < units; a++) {
    if (!whole[a]) continue;
    for (let b = a + 1; b < units; b++) {
      if (!whole[b]) continue;
      const { better, worse, sum, spread } = compared(values[a]!, values[b]!, weights);
      if (!better && !worse) {
        found[a]!.equal++;
        found[b]!.equal++;
      } else if (!worse) beats(found[a]!, found[b]!);
      else if (!better) beats(found[b]!, found[a]!);
      // A difference within rounding is none.
      const least = Math.abs(sum) - share * spread;
      if (!(least > 1e-12 * spread)) continue;
      const [upper, lower] = sum > 0 ? [a, b] : [b, a];
      found[upper]!.below++;
      found[lower]!.above++;
    }
  }
  return found.map(({ dominates, dominatedBy, equal, above, below }, u) => {
    if (values[u]!.every((value) => value !== value)) return NONE;
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

function compared(a: Float64Array, b: Float64Array, weights: ArrayLike<number>) {
  let better = false;
  let worse = false;
  let sum = 0;
  let spread = 0;
  for (let c = 0; c < a.length; c++) {
    const difference = a[c]! - b[c]!;
    if (difference > 0) better = true;
    else if (difference < 0) worse = true;
    sum += weights[c]! * difference;
    spread += weights[c]! * Math.abs(difference);
  }
  return { better, worse, sum, spread };
}
