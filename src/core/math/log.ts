/*
 * Port of fdlibm's e_log.c:
 * ====================================================
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice
 * is preserved.
 * ====================================================
 */
import { HIGH, halves, word } from './words.ts';

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO54 = 18014398509481984;

/**
 * Natural logarithm with the same bits on every platform; built-in ones differ in the last bit between engines.
 *
 * With x = 2^k (1 + f) and 1 + f in [sqrt(1/2), sqrt(2)): ln x = k ln 2 + ln(1 + f), the latter by a polynomial.
 * The error is below one unit in the last place. 0 gives -Infinity, a negative number or NaN gives NaN, Infinity
 * itself. Source: fdlibm `e_log.c`.
 * @example log(1) // => 0
 * @example log(2) // => 0.6931471805599453
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const subnormal = x < SMALLEST_NORMAL;
  word[0] = subnormal ? x * TWO54 : x;
  const high = halves[HIGH]!;
  // A carry into the exponent marks mantissas above sqrt(2), which are halved.
  const exponent = (high + 0x95f64) >> 20;
  halves[HIGH] = high - ((exponent - 1023) << 20);
  return logReduced(word[0] - 1, subnormal ? exponent - 1077 : exponent - 1023, high & 0xfffff);
}

/**
 * ln(2^k (1 + f)) for 1 + f in [sqrt(1/2), sqrt(2)); `mantissa` are the first 20 bits of the number's mantissa. It is
 * apart from `log` so that a loop over a column, which finds f and k without a buffer, gets the same bits.
 * @example logReduced(0, 0, 0) // => 0
 */
export function logReduced(f: number, k: number, mantissa: number): number {
  // Literals inside the function are free for the compiler; module constants are loaded again for every cell.
  const ln2High = 6.9314718036912381649e-1;
  const ln2Low = 1.90821492927058770002e-10;
  if (((mantissa + 2) & 0xfffff) < 3) {
    const rest = f * f * (0.5 - 0.33333333333333333 * f);
    return k * ln2High - (rest - k * ln2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.666666666666735130e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const series = odd + even;
  // Near sqrt(2) the square of f is added apart, because there the plain form would lose the last bit.
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const half = 0.5 * f * f;
    return k * ln2High - (half - (s * (half + series) + k * ln2Low) - f);
  }
  return k * ln2High - (s * (f - series) - k * ln2Low - f);
}
