import { type Random, random } from '../random.ts';

/**
 * The generator of replicate `index` of a purpose. It follows from the seed, the name and the index alone, so that
 * replicates can be drawn in any order, by any worker, and more of them change none of the earlier ones. The index
 * must be a whole number, not negative. A name that itself ends in `#` and digits would share streams with `random`.
 * @example stream(1, 'weights', 7).next() === stream(1, 'weights', 7).next() // => true
 */
export function stream(seed: number, name: string, index: number): Random {
  return random(seed, streamName(name, index));
}

/** The name under which `random` gives the numbers of a replicate. */
export function streamName(name: string, index: number): string {
  if (!(Number.isSafeInteger(index) && index >= 0))
    throw new RangeError(`invalid index of a stream: ${index} (must be a whole number from 0)`);
  return `${name}#${index}`;
}
