import { exp } from '../math/exp.ts';
import type { Random } from '../random.ts';
import { logOfGamma } from './gamma.ts';

/**
 * Random weights around given ones: a Dirichlet vector with parameters `concentration` times weight, where the
 * weights are first divided by their sum. The mean is the given weights, the variance of each w (1 - w) /
 * (concentration + 1): the larger the concentration, the closer. They are positive and sum to 1; a weight of 0 stays
 * 0. A negative or missing weight, weights that are all 0 and a concentration that is not positive are refused.
 * @example [...dirichlet([0, 2], 10, { next: () => 0.5, integer: () => 0 })] // => [0, 1]
 */
export function dirichlet(weights: ArrayLike<number>, concentration: number, stream: Random): Float64Array {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i]! >= 0)) throw new RangeError(`invalid weight: ${weights[i]} (must not be negative)`);
    total += weights[i]!;
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY))
    throw new RangeError(`invalid sum of weights: ${total} (must be positive)`);
  const logarithms = new Float64Array(weights.length).fill(Number.NEGATIVE_INFINITY);
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    logarithms[i] = logOfGamma((concentration * weights[i]!) / total, stream);
    largest = Math.max(largest, logarithms[i]!);
  }
  let sum = 0;
  const drawn = logarithms.map((value) => {
    const size = exp(value - largest);
    sum += size;
    return size;
  });
  return drawn.map((size) => size / sum);
}
