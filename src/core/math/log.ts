/*
 * Port of fdlibm's e_log.c:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;
/** Coefficients of the even and odd parts of log(1 + f) in s^2, s = f / (2 + f). */
export const L1 = 6.66666666666673513e-1;
export const L2 = 3.999999999940941908e-1;
export const L3 = 2.857142874366239149e-1;
export const L4 = 2.222219843214978396e-1;
export const L5 = 1.818357216161805012e-1;
export const L6 = 1.531383769920937332e-1;
export const L7 = 1.479819860511658591e-1;

const word = new Float64Array(1);
const halves = new Int32Array(word.buffer);
/** Doubles are laid out with the low word first on every platform that JavaScript engines ship for. */
const HIGH = 1;

/**
 * Natural logarithm, the same bits on every platform (the built-in one differs in the last bit between engines).
 * The error is below one unit in the last place. 0 gives -Infinity, a negative number or NaN gives NaN.
 * Source: fdlibm `e_log.c`.
 * @example log(1) // => 0
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let value = x;
  if (x < 2.2250738585072014e-308) {
    k = -54;
    value = x * 18014398509481984;
  }
  word[0] = value;
  let high = halves[HIGH]!;
  k += (high >> 20) - 1023;
  high &= 0xfffff;
  // Brings the mantissa into [sqrt(1/2), sqrt(2)), where the series converges fastest.
  const up = (high + 0x95f64) & 0x100000;
  halves[HIGH] = high | (up ^ 0x3ff00000);
  k += up >> 20;
  return logReduced(word[0]! - 1, k);
}

/** log(2^k (1 + f)) for 1 + f in [sqrt(1/2), sqrt(2)). */
export function logReduced(f: number, k: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const rest = s * (half + even + odd);
  return k * LN2_HIGH - (half - (rest + k * LN2_LOW) - f);
}
