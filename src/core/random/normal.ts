import type { Random } from '../random.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';

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
