/*
 * Port of fdlibm's s_atan.c:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

/** Arctangents of 1/2, 1, 3/2 and infinity, in two parts. */
const HIGH = [
  4.63647609000806093515e-1, 7.85398163397448278999e-1, 9.82793723247329054082e-1, 1.570796326794896558,
];
const LOW = [
  2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
  6.12323399573676603587e-17,
];
const PI = 3.141592653589793;

/**
 * Arctangent in radians, the same bits on every platform, to within 1 unit in the last place. Source: fdlibm `s_atan.c`.
 * @example atan(1) // => 0.7853981633974483
 */
export function atan(x: number): number {
  if (x !== x) return x;
  const size = Math.abs(x);
  if (size < 0.4375) return x - x * series(x);
  const [at, reduced] =
    size < 0.6875
      ? [0, (2 * size - 1) / (2 + size)]
      : size < 1.1875
        ? [1, (size - 1) / (size + 1)]
        : size < 2.4375
          ? [2, (size - 1.5) / (1 + 1.5 * size)]
          : [3, -1 / size];
  const value = HIGH[at]! - (reduced * series(reduced) - LOW[at]! - reduced);
  return x < 0 ? -value : value;
}

function series(x: number): number {
  const z = x * x;
  const w = z * z;
  const even =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w *
                (6.66107313738753120669e-2 +
                  w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const odd =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 +
          w *
            (-7.69187620504482999495e-2 + w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2))));
  return even + odd;
}

/**
 * Angle of the point (x, y) seen from the origin, in radians from -pi to pi; the origin itself has angle 0.
 * @example atan2(1, 0) // => 1.5707963267948966
 */
export function atan2(y: number, x: number): number {
  if (x > 0) return atan(y / x);
  if (x < 0) return y < 0 ? atan(y / x) - PI : atan(y / x) + PI;
  return y > 0 ? PI / 2 : y < 0 ? -PI / 2 : x === x && y === y ? 0 : Number.NaN;
}
