import { L1, L2, L3, L4, L5, L6, L7, LN2_HIGH, LN2_LOW, log } from '../math/log.ts';
import { scale } from '../math/scale.ts';

/** Cells summed plainly before the sum enters the compensated total; fixed, so that results do not depend on workers. */
const BLOCK = 1024;
const scratch = new Float64Array(BLOCK);
const scratchHalves = new Int32Array(scratch.buffer);

/** By the biased exponent e of a double: 2^(1023 - e), and (e - 1023) ln 2 in two parts. */
const INVERSE_POWER = Float64Array.from({ length: 2048 }, (_, e) => scale(1, 1023 - e));
const HIGH_PART = Float64Array.from({ length: 2048 }, (_, e) => (e - 1023) * LN2_HIGH);
const LOW_PART = Float64Array.from({ length: 2048 }, (_, e) => (e - 1023) * LN2_LOW);

/** What entropy needs of a column: how many cells are observed, their sum, and the sum of z ln z. */
export interface EntropySums {
  count: number;
  sum: number;
  sumLog: number;
}

/**
 * Sums S = sum z and Q = sum z ln z over the observed cells of rows `from` to `to` (excluded), with z = value + shift
 * and 0 ln 0 = 0. The entropy of the shares z / S is ln S - Q / S. Missing cells (NaN) are left out and not counted;
 * a negative z makes `sumLog` NaN. One pass, no arrays; about 10 ns a cell.
 * @example entropySums(Float64Array.of(1, 1), 0, 2).sum // => 2
 */
export function entropySums(column: Float64Array, from: number, to: number, shift = 0): EntropySums {
  let count = 0;
  let sum = 0;
  let sumCarry = 0;
  let sumLog = 0;
  let logCarry = 0;
  for (let start = from; start < to; start += BLOCK) {
    const length = Math.min(BLOCK, to - start);
    for (let i = 0; i < length; i++) scratch[i] = column[start + i]! + shift;
    const block = blockSums(length);
    count += block.count;
    // Neumaier: the carry keeps what the addition of a block rounds away.
    const nextSum = sum + block.sum;
    sumCarry += Math.abs(sum) >= Math.abs(block.sum) ? sum - nextSum + block.sum : block.sum - nextSum + sum;
    sum = nextSum;
    const nextLog = sumLog + block.sumLog;
    logCarry +=
      Math.abs(sumLog) >= Math.abs(block.sumLog)
        ? sumLog - nextLog + block.sumLog
        : block.sumLog - nextLog + sumLog;
    sumLog = nextLog;
  }
  return { count, sum: sum + sumCarry, sumLog: sumLog + logCarry };
}

const found: EntropySums = { count: 0, sum: 0, sumLog: 0 };

/**
 * The sums of the first cells of the scratch block. The logarithm is `log`, written out: the exponent is read from
 * the words of the block itself, and the mantissa is scaled by an exact power of two.
 */
function blockSums(length: number): EntropySums {
  // Bundles turn constants of modules into variables, which would be read anew for every cell.
  const [l1, l2, l3, l4, l5, l6, l7] = [L1, L2, L3, L4, L5, L6, L7];
  const [cells, halves] = [scratch, scratchHalves];
  const [inversePower, highPart, lowPart] = [INVERSE_POWER, HIGH_PART, LOW_PART];
  let count = 0;
  let sum = 0;
  let sumLog = 0;
  for (let i = 0; i < length; i++) {
    const z = cells[i]!;
    const high = halves[2 * i + 1]!;
    // Positive, normal and finite: the sign is 0, and the exponent neither its least nor its largest.
    if (((high >>> 20) - 1) >>> 0 < 2046) {
      // Mantissas above sqrt(2) carry into the exponent, so that what is left lies in [sqrt(1/2), sqrt(2)).
      const e = (high + 0x95f64) >> 20;
      const f = z * inversePower[e]! - 1;
      const half = 0.5 * f * f;
      const s = f / (2 + f);
      const t = s * s;
      const w = t * t;
      const even = w * (l2 + w * (l4 + w * l6));
      const odd = t * (l1 + w * (l3 + w * (l5 + w * l7)));
      sum += z;
      sumLog += z * (highPart[e]! - (half - (s * (half + even + odd) + lowPart[e]!) - f));
      count++;
    } else if (z === z) {
      sum += z;
      if (z !== 0) sumLog += z * log(z);
      count++;
    }
  }
  found.count = count;
  found.sum = sum;
  found.sumLog = sumLog;
  return found;
}
