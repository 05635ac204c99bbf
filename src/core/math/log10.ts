import { log } from './log.ts';

const LOG10_E = 4.34294481903251816668e-1;

/** Powers of ten that doubles hold exactly. */
const POWERS = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

/**
 * Logarithm to base 10, the same bits on every platform; exact for 1, 10, ..., 1e22. 0 gives -Infinity, a negative
 * number or NaN gives NaN.
 * @example log10(1000) // => 3
 */
export function log10(x: number): number {
  const power = POWERS.indexOf(x);
  return power >= 0 ? power : log(x) * LOG10_E;
}
