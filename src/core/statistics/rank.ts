/**
 * Ranks from the largest value (1) down; ties share the smallest rank, and a missing value (NaN) has none.
 * @example [...rankDescending([10, 30, 30, 20])] // => [4, 1, 1, 3]
 */
export function rankDescending(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  const sorted = Float64Array.from(values);
  // Missing values stand at the end of sorted numbers.
  sorted.sort();
  let observed = sorted.length;
  while (observed > 0 && sorted[observed - 1] !== sorted[observed - 1]) observed--;
  for (let i = 0; i < ranks.length; i++)
    if (values[i] === values[i]) ranks[i] = observed - countUpTo(sorted, observed, values[i]!) + 1;
  return ranks;
}

/** How many of the first `length` ascending numbers are at most `value`. */
function countUpTo(sorted: Float64Array, length: number, value: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Ranks from the smallest value (1) up; ties share the mean of their ranks, and a missing value (NaN) has none.
 * @example [...averageRank([10, 30, 30, 20])] // => [1, 3.5, 3.5, 2]
 */
export function averageRank(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  const order = observedOrder(values);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
  }
  return ranks;
}

/** Positions of the observed values, ascending by value. */
function observedOrder(values: ArrayLike<number>): number[] {
  const order: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] === values[i]) order.push(i);
  return order.sort((a, b) => values[a]! - values[b]!);
}
