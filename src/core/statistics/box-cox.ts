import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { pow } from '../math/pow.ts';
import { moments } from './moments.ts';

/** The powers among which the likeliest is looked for. */
export const LAMBDA_RANGE = { min: -5, max: 5 };
const STEP = 0.25;
/** Below it, the difference of a power and 1 would lose digits. */
const SERIES = 1e-3;
const PRECISION = 1e-10;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The transformation of Box and Cox of a positive number: (x^lambda - 1) / lambda, and ln x for a lambda of 0, between
 * which it is continuous. It rises with x for every lambda. 0 or less gives NaN or an infinite number; NaN gives NaN.
 * Source: Box & Cox (1964).
 * @example boxCox(3, 2) // => 4
 */
export function boxCox(x: number, lambda: number): number {
  const u = log(x);
  return Math.abs(lambda * u) < SERIES ? ofLog(u, lambda) : (pow(x, lambda) - 1) / lambda;
}

/** (exp(lambda u) - 1) / lambda. */
function ofLog(u: number, lambda: number): number {
  const t = lambda * u;
  if (Math.abs(t) < SERIES) return u * (1 + (t / 2) * (1 + (t / 3) * (1 + (t / 4) * (1 + t / 5))));
  return (exp(t) - 1) / lambda;
}

/**
 * The lambda between -5 and 5 under which the transformed cells are likeliest to be normal: the largest profile
 * likelihood -n/2 ln s^2 + (lambda - 1) sum ln x, where s^2 is the variance (over n) of the transformed cells. Missing
 * cells are left out; values must be above 0. Undefined for fewer than 3 different values.
 * Source: Box & Cox (1964).
 * @example boxCoxLambda(Float64Array.of(1, 1)) // => undefined
 */
export function boxCoxLambda(column: Float64Array): number | undefined {
  // In order, so that the last bits do not depend on the order of units.
  const seen = column.filter((value) => !Number.isNaN(value)).sort();
  if (new Set(seen).size < 3) return undefined;
  const logs = seen.map(log);
  const { mean } = moments(logs);
  // Divided by their geometric mean, values have a Jacobian of 1, so that the variance alone decides.
  const centred = logs.map((value) => value - mean);
  const spread = (lambda: number) => {
    const { sumSquares } = moments(centred.map((value) => ofLog(value, lambda)));
    return Number.isNaN(sumSquares) ? Number.POSITIVE_INFINITY : sumSquares;
  };
  let best = LAMBDA_RANGE.min;
  let least = Number.POSITIVE_INFINITY;
  for (let lambda = LAMBDA_RANGE.min; lambda <= LAMBDA_RANGE.max; lambda += STEP) {
    const found = spread(lambda);
    if (found < least) [best, least] = [lambda, found];
  }
  return lowest(spread, Math.max(LAMBDA_RANGE.min, best - STEP), Math.min(LAMBDA_RANGE.max, best + STEP));
}

/** Where a function with one valley between two numbers is lowest, by golden sections. */
function lowest(of: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atA, atB] = [of(a), of(b)];
  while (high - low > PRECISION) {
    if (atA <= atB) {
      [high, b, atB] = [b, a, atA];
      a = high - GOLDEN * (high - low);
      atA = of(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + GOLDEN * (high - low);
      atB = of(b);
    }
  }
  return (low + high) / 2;
}
