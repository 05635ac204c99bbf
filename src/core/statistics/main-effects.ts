import { atRows, completeRows } from './complete-rows.ts';
import { correlation } from './correlation.ts';
import { moments } from './moments.ts';
import { quantile } from './quantile.ts';

/** Where Harrell (2001) puts four knots. */
const KNOTS = [0.05, 0.35, 0.65, 0.95];

export interface MainEffects {
  /** For each column, the share of the variance of the output that the column alone explains. */
  effects: Float64Array;
  /** The effects divided by their sum: the effective weights. */
  shares: Float64Array;
  /** How many rows each effect rests on. */
  rows: Float64Array;
}

/**
 * Effective weights of indicators in an index: the main effect V(E(y | x_i)) / V(y) of every column on the output
 * (Paruolo, Saisana & Saltelli 2013; Becker et al. 2017), which may differ from the nominal weights because
 * indicators vary and correlate differently. `linear` estimates E(y | x) by a straight line, so that the effect is
 * the squared correlation. `spline` estimates it by least squares with a restricted cubic spline (knots at the
 * quantiles 0.05, 0.35, 0.65, 0.95; equal knots fall together) and corrects for its number of terms p: 1 - (1 - R^2)
 * (n - 1) / (n - p - 1), not below 0. Each effect is found on the rows where both are observed. NaN for a column or
 * an output that does not vary and for too few rows; the shares are of the others. Effects of correlated columns
 * overlap and need not sum to 1.
 * @example mainEffects([Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 1)], Float64Array.of(2, 4, 6)).shares // => Float64Array.of(1, NaN)
 */
export function mainEffects(
  columns: readonly Float64Array[],
  output: Float64Array,
  estimate: 'linear' | 'spline' = 'linear',
): MainEffects {
  const found = columns.map((column) => {
    const rows = completeRows([column, output]);
    const [x, y] = atRows([column, output], rows) as [Float64Array, Float64Array];
    const { r } = correlation(x, y);
    return {
      rows: rows.length,
      effect: estimate === 'linear' || Number.isNaN(r) ? r * r : splineEffect(x, y),
    };
  });
  const effects = Float64Array.from(found, (one) => one.effect);
  const total = effects.reduce((sum, effect) => (Number.isNaN(effect) ? sum : sum + effect), 0);
  return {
    effects,
    shares: effects.map((effect) => effect / total),
    rows: Float64Array.from(found, (one) => one.rows),
  };
}

function splineEffect(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const terms = orthogonal(restrictedCubic(x));
  const left = n - terms.length - 1;
  if (left < 1) return Number.NaN;
  const { mean, sumSquares } = moments(y);
  let explained = 0;
  for (const term of terms) {
    const part = term.reduce((sum, value, row) => sum + value * (y[row]! - mean), 0);
    explained += part * part;
  }
  return Math.max(0, 1 - ((1 - Math.min(1, explained / sumSquares)) * (n - 1)) / left);
}

/** The terms of a cubic spline that is straight beyond its outer knots, for x brought to 0-1. */
function restrictedCubic(x: Float64Array): Float64Array[] {
  const sorted = x.toSorted();
  const low = sorted[0]!;
  const width = sorted[sorted.length - 1]! - low;
  const scaled = x.map((value) => (value - low) / width);
  const knots = [...new Set(KNOTS.map((p) => (quantile(sorted, p) - low) / width))];
  const last = knots.at(-1)!;
  const before = knots.at(-2) ?? last;
  const cube = (value: number) => (value > 0 ? value * value * value : 0);
  const curved = knots
    .slice(0, -2)
    .map((knot) =>
      scaled.map(
        (value) =>
          cube(value - knot) -
          (cube(value - before) * (last - knot) - cube(value - last) * (before - knot)) / (last - before),
      ),
    );
  return [scaled, ...curved];
}

/** Unit columns that span the same as the given ones beside a constant; those that add nothing are left out. */
function orthogonal(columns: readonly Float64Array[]): Float64Array[] {
  const units: Float64Array[] = [];
  const size = (column: Float64Array) => Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
  for (const column of columns) {
    const { mean } = moments(column);
    let rest = column.map((value) => value - mean);
    const before = size(rest);
    // Once more removes what rounding left behind the first time.
    for (let pass = 0; pass < 2; pass++)
      for (const unit of units) {
        const part = unit.reduce((sum, value, row) => sum + value * rest[row]!, 0);
        rest = rest.map((value, row) => value - part * unit[row]!);
      }
    const length = size(rest);
    if (length > 1e-8 * before) units.push(rest.map((value) => value / length));
  }
  return units;
}
