import { moments } from './moments.ts';

/**
 * Skewness g1: the third central moment over the cube of the standard deviation, both with n. Positive where the right
 * tail is longer. NaN for no values and for values without spread; missing values must be removed first.
 * @example skewness([0, 0, 0, 1, 1, 1]) // => 0
 */
export function skewness(values: ArrayLike<number>): number {
  const { count, mean, sumSquares } = moments(Float64Array.from(values));
  const scale = Math.sqrt(sumSquares / count);
  if (!(scale > 0)) return Number.NaN;
  let cubes = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = (values[i]! - mean) / scale;
    cubes += distance * distance * distance;
  }
  return cubes / count;
}
