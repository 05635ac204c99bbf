import { solve } from '../linalg/solve.ts';
import { atRows, completeRows } from './complete-rows.ts';
import { correlationMatrix } from './correlation-matrix.ts';
import { standardDeviation } from './deviation.ts';
import { moments } from './moments.ts';

/** Gradients down to this are rounding: correlations are of the order of 1. */
const TOLERANCE = 1e-10;

export interface OptimalWeights {
  /** Not negative, and sum to 1. */
  weights: Float64Array;
  /** The correlation of every column with the weighted sum. */
  correlations: Float64Array;
  /** These divided by their sum: the importance that the weights achieve. */
  achieved: Float64Array;
  /**
   * The largest distance between the achieved and the intended importance; 0 (to rounding) where it can be achieved.
   */
  residual: number;
  /** How many rows were used. */
  rows: number;
}

/**
 * The weights that give each column the intended importance in the weighted sum of all: not negative, summing to 1,
 * such that the correlations of the columns with the sum, divided by their sum, come as near to the intended shares
 * as they can (least squares; the aim of Becker et al. 2017 and of COINr). With u the weights of the standardised
 * columns and R their correlations, the correlations with the sum are proportional to R u, so that the problem is |R
 * u - t|^2 under 1'R u = 1 and u >= 0, which is convex: an active-set method finds its one optimum without a start or
 * a tolerance to choose. Only rows where all columns are observed count. Refused are intended shares that are
 * negative or all 0, columns that do not vary, and columns whose correlations cancel.
 * @example optimalWeights([Float64Array.of(1, 2, 3, 4), Float64Array.of(2, -2, -2, 2)], [1, 1]).weights.map((w) => Math.round(1e3 * w)) // => Float64Array.of(641, 359)
 */
export function optimalWeights(
  columns: readonly Float64Array[],
  intended: ArrayLike<number>,
): OptimalWeights {
  const target = shared(columns.length, intended);
  const rows = completeRows(columns);
  const cut = atRows(columns, rows);
  const { r } = correlationMatrix(cut);
  r.forEach((row, i) => {
    if (row[i] !== 1) throw new RangeError(`column ${i} does not vary`);
  });
  const standard = nearestShares(r, target);
  const towards = r.map((row) => dot(row, standard));
  const total = towards.reduce((sum, value) => sum + value, 0);
  const achieved = Float64Array.from(towards, (value) => value / total);
  const length = Math.sqrt(dot(towards, standard));
  const plain = standard.map((value, i) => value / standardDeviation(moments(cut[i]!)));
  const whole = plain.reduce((sum, value) => sum + value, 0);
  return {
    weights: plain.map((value) => value / whole),
    correlations: Float64Array.from(towards, (value) => value / length),
    achieved,
    residual: achieved.reduce((most, value, i) => Math.max(most, Math.abs(value - target[i]!)), 0),
    rows: rows.length,
  };
}

function shared(count: number, intended: ArrayLike<number>): Float64Array {
  const total = Array.from(intended).reduce((sum, value) => sum + value, 0);
  if (intended.length !== count)
    throw new RangeError(`${intended.length} intended shares for ${count} columns`);
  if (!(total > 0) || Array.from(intended).some((value) => !(value >= 0)))
    throw new RangeError('invalid intended shares (must not be negative, nor all 0)');
  return Float64Array.from(intended, (value) => value / total);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

/** The u >= 0 with 1'R u = 1 whose R u is nearest to the target. */
function nearestShares(r: readonly Float64Array[], target: Float64Array): Float64Array {
  const n = r.length;
  const sums = r.map((row) => row.reduce((total, value) => total + value, 0));
  const products = r.map((row) => r.map((other) => dot(row, other)));
  const aims = r.map((row) => dot(row, target));
  const first = sums.reduce((best, value, i) => (value > sums[best]! ? i : best), 0);
  if (!(sums[first]! > TOLERANCE)) throw new RangeError('the correlations of the columns cancel');
  let used = [first];
  let current = new Float64Array(n).with(first, 1 / sums[first]!);
  // Every round lowers the distance over another set of columns, so that the rounds end; the bound is for rounding.
  for (let round = 0; round < 100 * n; round++) {
    const rows = used.map((i) => [...used.map((j) => products[i]![j]!), sums[i]!]);
    const solved = solve([...rows, [...used.map((j) => sums[j]!), 0]], [...used.map((i) => aims[i]!), 1]);
    const next = new Float64Array(n);
    used.forEach((i, k) => {
      next[i] = solved[k]!;
    });
    const leaving = used.filter((i) => !(next[i]! > 0));
    if (leaving.length > 0) {
      const step = Math.min(...leaving.map((i) => current[i]! / (current[i]! - next[i]!)));
      current = current.map((value, i) => value + step * (next[i]! - value));
      const gone = leaving.filter((i) => current[i]! <= 1e-15);
      for (const i of gone) current[i] = 0;
      used = used.filter((i) => !gone.includes(i));
      continue;
    }
    current = next;
    const price = solved[used.length]!;
    const slope = (j: number) => dot(products[j]!, current) - aims[j]! + price * sums[j]!;
    const idle = sums.map((_, j) => j).filter((j) => !used.includes(j));
    const steepest = idle.reduce((best, j) => (best < 0 || slope(j) < slope(best) ? j : best), -1);
    if (steepest < 0 || slope(steepest) >= -TOLERANCE) break;
    used = [...used, steepest].sort((i, j) => i - j);
  }
  return current;
}
