import { exp } from './exp.ts';
import { log } from './log.ts';

/** Above this exponent, repeated squaring would gather more error than the logarithm does. */
const LARGEST_BY_SQUARING = 64;

/**
 * x to the power y, the same bits on every platform. Whole exponents up to 64 and one half are found by multiplication
 * and square root, others as exp(y log x), whose relative error is about |y log x| times 1.1e-16. A negative x with a fractional y gives NaN, 0 to a negative power Infinity, anything to the power 0 is 1.
 * @example pow(2, 10) // => 1024
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return Number.NaN;
  if (y === 1) return x;
  if (Number.isInteger(y) && Math.abs(y) <= LARGEST_BY_SQUARING)
    return y > 0 ? squared(x, y) : 1 / squared(x, -y);
  if (y === 0.5) return x === 0 ? 0 : Math.sqrt(x);
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  if (x < 0) return Number.isInteger(y) ? (y % 2 === 0 ? 1 : -1) * pow(-x, y) : Number.NaN;
  if (x === 1) return 1;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  return exp(y * log(x));
}

function squared(x: number, n: number): number {
  let result = 1;
  let base = x;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= base;
    if (left > 1) base *= base;
  }
  return result;
}
