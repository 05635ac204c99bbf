/**
 * Consecutive pairs of periods, by position, and the whole span where there are several.
 * @example stages([2010, 2015, 2019]) // => [[0, 1], [1, 2], [0, 2]]
 */
export function stages({ length }: readonly number[]): [number, number][] {
  const steps = Array.from({ length: Math.max(0, length - 1) }, (_, p): [number, number] => [p, p + 1]);
  return steps.length > 1 ? [...steps, [0, length - 1]] : steps;
}
