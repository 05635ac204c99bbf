const word = new Float64Array(1);
const halves = new Int32Array(word.buffer);

/** 2^n exactly, for n from -1022 to 1023. */
function powerOfTwo(n: number): number {
  halves[0] = 0;
  halves[1] = (n + 1023) << 20;
  return word[0]!;
}

/**
 * x times 2^n, rounded once even where the result is subnormal.
 * @example scale(3, 4) // => 48
 */
export function scale(x: number, n: number): number {
  if (n > 1023) return scale(x * powerOfTwo(1023), n - 1023);
  if (n < -1022) {
    // Two steps keep the first product normal, so that only the second one rounds.
    return n < -2000 ? 0 * x : x * powerOfTwo(Math.max(n + 1000, -1022)) * powerOfTwo(-1000);
  }
  return x * powerOfTwo(n);
}
