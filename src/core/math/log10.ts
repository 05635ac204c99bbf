/*
 * Port of fdlibm's e_log10.c:
 * ====================================================
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice
 * is preserved.
 * ====================================================
 */
import { log } from './log.ts';
import { HIGH, halves, word } from './words.ts';

const INVERSE_LN10 = 4.34294481903251816668e-1;
const LOG10_2_HIGH = 3.01029995663611771306e-1;
const LOG10_2_LOW = 3.69423907715893078616e-13;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO54 = 18014398509481984;

/**
 * Logarithm to base 10 (orders of magnitude) with the same bits on every platform; exact for 1, 10, ..., 1e22.
 *
 * With x = 2^k m: log10 x = k log10 2 + ln m / ln 10. The error is below two units in the last place. 0 gives
 * -Infinity, a negative number or NaN gives NaN. Source: fdlibm `e_log10.c`.
 * @example log10(1000) // => 3
 */
export function log10(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const subnormal = x < SMALLEST_NORMAL;
  word[0] = subnormal ? x * TWO54 : x;
  const high = halves[HIGH]!;
  const exponent = (high >> 20) - (subnormal ? 1077 : 1023);
  // The mantissa of numbers below 1 is taken from [1/2, 1), so that both terms have the same sign.
  const below = exponent < 0 ? 1 : 0;
  halves[HIGH] = (high & 0xfffff) | ((1023 - below) << 20);
  const k = exponent + below;
  return k * LOG10_2_LOW + INVERSE_LN10 * log(word[0]) + k * LOG10_2_HIGH;
}
