/**
 * The first value on the way through `tries` that reaches something, by bisection between the last try that does not reach it
 * and the first that does; undefined where none does. What reaches it only between two tries is not found.
 * @example firstReach((value) => value * value > 2, 0, [1, 2])?.toFixed(6) // => '1.414214'
 */
export function firstReach(
  reaches: (value: number) => boolean,
  from: number,
  tries: readonly number[],
): number | undefined {
  let below = from;
  for (const one of tries) {
    if (!reaches(one)) {
      below = one;
      continue;
    }
    let above = one;
    // Doubles have no more digits than so many halvings, except beside zero, where fewer do as well.
    for (let i = 0; i < 100; i++) {
      const middle = below + (above - below) / 2;
      if (middle === below || middle === above) return above;
      if (reaches(middle)) above = middle;
      else below = middle;
    }
    return above;
  }
  return undefined;
}
