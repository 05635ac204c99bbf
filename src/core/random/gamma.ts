import { log } from '../math/log.ts';
import type { Random } from '../random.ts';
import { normal } from './normal.ts';

/**
 * The natural logarithm of a gamma number of this shape and scale 1, by the method of Marsaglia and Tsang (2000):
 * with d = shape - 1/3, d (1 + x / sqrt(9 d))^3 for a normal x, accepted by comparison with a uniform number. Below
 * shape 1 a number of shape + 1 is multiplied by u^(1/shape). The logarithm is given because a number of a small
 * shape is often too small for a double. The shape must be positive and finite.
 * @example logOfGamma(1, { next: () => 0.25, integer: () => 0 }).toFixed(4) // => '-1.3717'
 */
export function logOfGamma(shape: number, stream: Random): number {
  if (!(shape > 0 && shape < Number.POSITIVE_INFINITY))
    throw new RangeError(`invalid shape of a gamma distribution: ${shape} (must be positive)`);
  if (shape < 1) return logOfGamma(shape + 1, stream) + log(1 - stream.next()) / shape;
  const d = shape - 1 / 3;
  const spread = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(stream);
    const root = 1 + spread * x;
    const u = 1 - stream.next();
    if (root <= 0) continue;
    const v = root * root * root;
    const square = x * x;
    // The first test spares most logarithms.
    if (u < 1 - 0.0331 * square * square || log(u) < 0.5 * square + d * (1 - v + log(v))) return log(d * v);
  }
}
