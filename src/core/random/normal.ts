import { log } from '../math/log.ts';
import { cos } from '../math/trigonometry.ts';
import type { Random } from '../random.ts';

const TURN = 6.283185307179586;

/**
 * A standard normal number by the transformation of Box and Muller (1958), sqrt(-2 ln(1 - u)) cos(2 pi v). It always
 * takes two numbers from the stream, so that what follows does not depend on the value drawn. The largest possible
 * size is 8.57.
 * @example normal({ next: () => 0, integer: () => 0 }) // => 0
 */
export function normal(stream: Random): number {
  const radius = Math.sqrt(Math.abs(2 * log(1 - stream.next())));
  return radius * cos(TURN * stream.next());
}
