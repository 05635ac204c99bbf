/*
 * Ports of fdlibm's k_sin.c, k_cos.c and e_rem_pio2.c:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

/** Half of pi in two parts, the first of which has 33 bits, so that small multiples of it are exact. */
const HALF_PI = [1.57079632673412561417, 6.07710050650619224932e-11] as const;
const TWO_OVER_PI = 0.6366197723675814;
/** Beyond this the reduction to a quarter turn would lose digits. */
const LARGEST = 1e5;

/**
 * Sine of an angle in radians, the same bits on every platform, to within 1 unit in the last place. Angles beyond 100,000 are
 * refused with NaN: a place on the earth never has one. Source: fdlibm.
 * @example sin(0) // => 0
 */
export function sin(angle: number): number {
  return turned(angle, 0);
}

/**
 * Cosine of an angle in radians, as `sin`.
 * @example cos(0) // => 1
 */
export function cos(angle: number): number {
  return turned(angle, 1);
}

/** Sine of an angle that is advanced by quarter turns. */
function turned(angle: number, quarters: number): number {
  if (!(Math.abs(angle) <= LARGEST)) return Number.NaN;
  const n = Math.round(angle * TWO_OVER_PI);
  const first = angle - n * HALF_PI[0];
  const rest = n * HALF_PI[1];
  const x = first - rest;
  const tail = first - x - rest;
  switch ((((n + quarters) % 4) + 4) % 4) {
    case 0:
      return sine(x, tail);
    case 1:
      return cosine(x, tail);
    case 2:
      return -sine(x, tail);
    default:
      return -cosine(x, tail);
  }
}

/** Sine of x + tail where |x| is at most an eighth of a turn. */
function sine(x: number, tail: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  return x - (z * (0.5 * tail - v * r) - tail - v * -1.66666666666666324348e-1);
}

function cosine(x: number, tail: number): number {
  const z = x * x;
  const w = z * z;
  const r =
    z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)) +
    w * w * (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11));
  const half = 0.5 * z;
  const near = 1 - half;
  return near + (1 - near - half + (z * r - x * tail));
}
