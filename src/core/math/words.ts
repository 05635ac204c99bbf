/** One double, and the same eight bytes as two 32-bit integers; the port of fdlibm reads and sets exponents here. */
export const word = new Float64Array(1);
/** The two halves of `word`. */
export const halves = new Int32Array(word.buffer);

/** Which half holds sign, exponent and the first 20 bits of the mantissa: 1 on little-endian machines. */
export const HIGH = firstByteOfOne() === 1 ? 1 : 0;
/** Which half holds the last 32 bits of the mantissa. */
export const LOW = 1 - HIGH;

function firstByteOfOne(): number | undefined {
  return new Uint8Array(Int32Array.of(1).buffer)[0];
}

/**
 * The number without its last 32 bits, so that products with another such number are exact.
 * @example clearLow(1.5) // => 1.5
 */
export function clearLow(x: number): number {
  word[0] = x;
  halves[LOW] = 0;
  return word[0];
}
