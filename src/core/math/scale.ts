import { HIGH, halves, LOW, word } from './words.ts';

/**
 * A number moved by whole powers of two: x times 2^n, rounded once even where the result is subnormal. Beyond the
 * range of doubles it gives Infinity or 0 with the sign of x.
 * @example scale(3, 4) // => 48
 */
export function scale(x: number, n: number): number {
  if (n > 1023) return n > 3200 ? scale(x, 3200) : scale(x * powerOfTwo(1023), n - 1023);
  if (n >= -1022) return x * powerOfTwo(n);
  // The last step must be the one that rounds, so the earlier ones stay clear of the subnormal numbers.
  if (n < -2000) return n < -3200 ? scale(x, -3200) : scale(x * powerOfTwo(-1000), n + 1000);
  return x * powerOfTwo(n + 1000) * powerOfTwo(-1000);
}

/** 2^n exactly, for n from -1022 to 1023. */
function powerOfTwo(n: number): number {
  halves[LOW] = 0;
  halves[HIGH] = (n + 1023) << 20;
  return word[0]!;
}
