import { fillUniform, type Random } from '../random.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';
import { streamName } from './stream.ts';

/** These keep the number away from 0 and 1, whose quantiles are infinite. */
const SHRINK = 0.9999999999999999;
const HALF_STEP = 5.551115123125783e-17;

/**
 * A standard normal number: the normal quantile of one number of the stream. It always takes one number, so that what
 * follows does not depend on the value drawn. The largest possible size is 8.3.
 * @example normal({ next: () => 0.5, integer: () => 0 }) // => 0
 */
export function normal(stream: Random): number {
  return normalQuantile(stream.next() * SHRINK + HALF_STEP);
}

/**
 * Fills an array with the normal numbers that `stream(seed, name, index)` gives in turn; faster, for the same numbers.
 * @example fillNormal(1, 'x', 7, new Float64Array(3)).length // => 3
 */
export function fillNormal(seed: number, name: string, index: number, out: Float64Array): Float64Array {
  fillUniform(seed, streamName(name, index), out);
  for (let i = 0; i < out.length; i++) out[i] = normalQuantile(out[i]! * SHRINK + HALF_STEP);
  return out;
}
