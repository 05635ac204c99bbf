import {
  type Polynomial,
  polynomial,
  polynomialCoefficients,
  valueAt,
} from '../../core/linalg/least-squares.ts';
import { cos, sin } from '../../core/math/trigonometry.ts';
import type { Random } from '../../core/random.ts';
import { fTail } from '../../core/statistics/beta.ts';
import { extent } from '../../core/statistics/extent.ts';
import { moments } from '../../core/statistics/moments.ts';
import { quantile } from '../../core/statistics/quantile.ts';

const DEGREE = 0.017453292519943295;
/** A curve whose rise and fall stay below this share of the range of the scores is called flat. */
const FLAT = 0.05;
/** Residuals below this share of the total are rounding: the curve is exact. */
const EXACT = 1e-24;

/**
 * Coordinates on axes turned counter-clockwise by an angle in degrees: u = x cos t + y sin t, v = y cos t - x sin t.
 * Whole quarter turns are exact.
 * @example [...rotated([3], [4], 90).u] // => [4]
 */
export function rotated(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  degrees: number,
): { u: Float64Array; v: Float64Array } {
  const quarter = [...QUARTERS.entries()].find(([i]) => ((degrees % 360) + 360) % 360 === 90 * i)?.[1];
  const [c, s] = quarter ?? [cos(degrees * DEGREE), sin(degrees * DEGREE)];
  return {
    u: Float64Array.from(x, (value, i) => value * c + y[i]! * s),
    v: Float64Array.from(x, (value, i) => y[i]! * c - value * s),
  };
}
const QUARTERS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** One wall of a trend analysis: the curve of the scores along an axis. */
export interface AxisFit {
  min: number;
  max: number;
  /** Positions on the axis, 0 to 1. */
  s: Float64Array;
  curve: Polynomial;
  /** Against the next lower order, with its probability. */
  f: number;
  p: number;
  /** Where the curve turns, inside 0 to 1. */
  turns: number[];
  shape: string;
}

/** Fits scores along an axis; undefined where the positions do not determine a curve of the order. */
export function fitAxis(u: Float64Array, z: Float64Array, order: number): AxisFit | undefined {
  const { min, max, s } = scaled(u);
  const curve = max > min ? polynomial(s, z, order) : undefined;
  if (!curve) return undefined;
  const range = extent(z);
  const turns = turningPoints(curve.coefficients);
  return {
    min,
    max,
    s,
    curve,
    ...againstLower(s, z, order, curve),
    turns,
    shape: shapeOf(curve.coefficients, turns, range.max - range.min),
  };
}

function scaled(u: Float64Array): { min: number; max: number; s: Float64Array } {
  const { min, max } = extent(u);
  return { min, max, s: u.map((value) => (value - min) / (max - min)) };
}

/** F test of the highest term; NaN where the scores do not vary, F also where the curve is exact. */
function againstLower(
  s: Float64Array,
  z: Float64Array,
  order: number,
  curve: Polynomial,
): { f: number; p: number } {
  const freedom = z.length - order - 1;
  const lower = polynomial(s, z, order - 1)!;
  const gain = lower.residualSumSquares - curve.residualSumSquares;
  const total = moments(z).sumSquares;
  if (curve.r2 !== curve.r2 || freedom < 1 || lower.residualSumSquares <= EXACT * total)
    return { f: Number.NaN, p: Number.NaN };
  if (curve.residualSumSquares <= EXACT * lower.residualSumSquares) return { f: Number.NaN, p: 0 };
  const f = Math.max(0, gain) / (curve.residualSumSquares / freedom);
  return { f, p: fTail(f, 1, freedom) };
}

/**
 * Where a polynomial of at most the third order turns, strictly inside 0 to 1, ascending.
 * @example turningPoints([0, 1, -1]) // => [0.5]
 */
export function turningPoints(coefficients: ArrayLike<number>): number[] {
  const [c, b, a] = [coefficients[1] ?? 0, 2 * (coefficients[2] ?? 0), 3 * (coefficients[3] ?? 0)];
  const discriminant = b * b - 4 * a * c;
  // A double root is a level point that the curve passes without turning.
  if (a !== 0 && !(discriminant > 0)) return [];
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  const roots = a === 0 ? [-c / b] : [q / a, c / q];
  return roots.filter((root) => root > 0 && root < 1).sort((one, other) => one - other);
}

/**
 * The shape of a curve over 0 to 1, named after its rises and falls: rising, falling, u, inverted-u, rise-fall-rise,
 * fall-rise-fall, or flat where it moves by less than 5 % of the range of the scores.
 * @example shapeOf([0, 1, -1], [0.5], 1) // => 'inverted-u'
 */
export function shapeOf(coefficients: ArrayLike<number>, turns: readonly number[], range: number): string {
  const levels = [0, ...turns, 1].map((s) => valueAt(coefficients, s));
  if (!(Math.max(...levels) - Math.min(...levels) >= FLAT * range) || range === 0) return 'flat';
  const isRising = levels[1]! > levels[0]!;
  if (turns.length === 0) return isRising ? 'rising' : 'falling';
  if (turns.length === 1) return isRising ? 'inverted-u' : 'u';
  return isRising ? 'rise-fall-rise' : 'fall-rise-fall';
}

/**
 * The whole angle from 0 to 179 degrees at which a curve along one axis explains most of the scores, and its R2; of equal ones
 * the smallest. NaN where the scores do not vary.
 */
export function bestAngle(
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  order: number,
): { angle: number; r2: number } {
  let best = { angle: Number.NaN, r2: Number.NaN };
  for (let angle = 0; angle < 180; angle++) {
    const { min, max, s } = scaled(rotated(x, y, angle).u);
    const r2 = max > min ? (polynomial(s, z, order)?.r2 ?? Number.NaN) : Number.NaN;
    if (r2 > best.r2 + 1e-12 || (best.r2 !== best.r2 && r2 === r2)) best = { angle, r2 };
  }
  return best;
}

export interface Band {
  low: Float64Array;
  high: Float64Array;
  /** Resamples that determined a curve. */
  used: number;
}

/**
 * Percentile band of the curves of several axes over resamples of the units (pairs bootstrap): the same resample serves
 * every axis. A resample with too few different positions gives no curve and is not counted.
 */
export function bands(
  fits: readonly AxisFit[],
  z: Float64Array,
  at: readonly number[],
  { order, replicates, interval }: { order: number; replicates: number; interval: number },
  stream: Random,
): Band[] {
  const curves = fits.map(() => at.map((): number[] => []));
  for (let r = 0; r < replicates; r++) {
    const drawn = Float64Array.from(z, () => stream.integer(z.length));
    const scores = drawn.map((i) => z[i]!);
    fits.forEach(({ s }, axis) => {
      const resampled = polynomialCoefficients(
        drawn.map((i) => s[i]!),
        scores,
        order,
      );
      if (!resampled) return;
      at.forEach((one, i) => {
        curves[axis]![i]!.push(valueAt(resampled, one));
      });
    });
  }
  const tail = (1 - interval) / 2;
  return curves.map((values) => {
    const sorted = values.map((list) => Float64Array.from(list).sort());
    return {
      low: Float64Array.from(sorted, (list) => quantile(list, tail)),
      high: Float64Array.from(sorted, (list) => quantile(list, 1 - tail)),
      used: sorted[0]!.length,
    };
  });
}
