import { DIRECTION_NUMBERS } from './direction-numbers.ts';

const BITS = 32;
const UNIT = 1 / 4294967296;

const polynomials = DIRECTION_NUMBERS.trim().split(';');

/** How many dimensions the table of direction numbers has. */
export const SOBOL_DIMENSIONS = polynomials.length + 1;

/**
 * One coordinate (`dimension`, from 0) of the first `count` points of the Sobol' sequence with the direction numbers
 * of Joe and Kuo (2008), in the order of the Gray code. Without a seed the points are the plain ones, which begin at
 * 0. With a seed each coordinate is scrambled by nested uniform scrambling (Owen 1995): every binary digit is turned
 * over or not by a hash of the seed, the dimension and all digits before it, which keeps the even spread of every 2^k
 * points and makes each point uniform; half of the last digit is added, so that 0 and 1 never occur. There are
 * SOBOL_DIMENSIONS (256) dimensions; others are refused.
 * @example [...sobolColumn(0, 4)] // => [0, 0.5, 0.75, 0.25]
 */
export function sobolColumn(dimension: number, count: number, seed?: number): Float64Array {
  const directions = directionsOf(dimension);
  const key = seed === undefined ? 0 : keyOf(seed, dimension);
  const column = new Float64Array(count);
  let point = 0;
  for (let i = 0; i < count; i++) {
    column[i] = seed === undefined ? (point >>> 0) * UNIT : ((scrambled(point, key) >>> 0) + 0.5) * UNIT;
    point ^= directions[31 - Math.clz32((i + 1) & -(i + 1))]!;
  }
  return column;
}

/** The 32 direction numbers of a dimension as binary fractions. */
function directionsOf(dimension: number): Int32Array {
  if (!(Number.isInteger(dimension) && dimension >= 0 && dimension < SOBOL_DIMENSIONS))
    throw new RangeError(`invalid dimension: ${dimension} (must be from 0 to ${SOBOL_DIMENSIONS - 1})`);
  const directions = new Int32Array(BITS);
  if (dimension === 0) return directions.map((_, i) => 1 << (31 - i));
  const [coefficients, ...initial] = polynomials[dimension - 1]!.trim().split(' ').map(Number);
  const degree = initial.length;
  for (let i = 0; i < BITS; i++) {
    if (i < degree) {
      directions[i] = initial[i]! << (31 - i);
      continue;
    }
    const first = directions[i - degree]!;
    let next = first ^ (first >>> degree);
    for (let k = 1; k < degree; k++) if ((coefficients! >>> (degree - 1 - k)) & 1) next ^= directions[i - k]!;
    directions[i] = next;
  }
  return directions;
}

/** Turns over each digit by the hash of the digits before it. */
function scrambled(point: number, key: number): number {
  let flips = 0;
  let before = 1;
  for (let bit = 31; bit >= 0; bit--) {
    // The leading 1 tells prefixes of different lengths apart.
    flips |= (mixed(before ^ key) & 1) << bit;
    before = (before << 1) | ((point >>> bit) & 1);
  }
  return point ^ flips;
}

function keyOf(seed: number, dimension: number): number {
  const low = mixed((seed | 0) ^ 0x9e3779b9);
  const high = mixed(low ^ Math.trunc(seed / 4294967296));
  return mixed(high ^ mixed(dimension + 1));
}

/** The finaliser of MurmurHash3. */
function mixed(value: number): number {
  let word = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
