import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';

/** From here on Stirling's series is exact to the last digits. */
const LARGE = 15;
const HALF_LOG_2PI = 0.9189385332046728;
const TINY = 1e-300;

/**
 * Logarithm of the gamma function of a positive number, by Stirling's series after stepping up to 15.
 * Source: Abramowitz & Stegun (1964), 6.1.15 and 6.1.41.
 * @example logGamma(5).toFixed(12) // => '3.178053830348'
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let product = 1;
  let at = x;
  for (; at < LARGE; at++) product *= at;
  const z = 1 / (at * at);
  const rest =
    (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - (z * 691) / 360360))))) / at;
  return (at - 0.5) * log(at) - at + HALF_LOG_2PI + rest - log(product);
}

/**
 * Regularised incomplete beta function I_x(a, b) for x from 0 to 1 and positive a and b, by its continued fraction;
 * NaN outside. Source: Abramowitz & Stegun (1964), 26.5.8, evaluated by the modified Lentz method.
 * @example incompleteBeta(0.25, 1, 1) // => 0.25
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  if (a === 1 && b === 1) return x;
  // The fraction converges fast below the mean of the distribution only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = exp(a * log(x) + b * log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front * continuedFraction(x, a, b);
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

/** A divisor kept away from 0. */
function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/**
 * Probability that a variable of the F distribution with d1 and d2 degrees of freedom is at least f.
 * @example fTail(1, 2, 2) // => 0.5
 */
export function fTail(f: number, d1: number, d2: number): number {
  if (!(f >= 0 && d1 > 0 && d2 > 0)) return Number.NaN;
  return incompleteBeta(d2 / (d2 + d1 * f), d2 / 2, d1 / 2);
}
