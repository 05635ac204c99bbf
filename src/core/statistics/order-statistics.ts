/**
 * The values that would stand at these positions if all were sorted ascending, without sorting them: what is between
 * two positions stays in any order. Positions start at 0 and ascend; a missing value (NaN) is passed over, and a
 * position outside the observed values gives NaN.
 * @example orderStatistics(Float64Array.of(5, 1, NaN, 2, 4), [0, 3, 4]) // => [1, 5, NaN]
 */
export function orderStatistics(values: Float64Array, positions: readonly number[]): number[] {
  const own = new Float64Array(values.length);
  let observed = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === value) own[observed++] = value;
  }
  let from = 0;
  return positions.map((position) => {
    if (!(position >= 0 && position < observed)) return Number.NaN;
    place(own, position, from, observed - 1);
    from = position;
    return own[position]!;
  });
}

/** Moves values between two ends until the one at `k` has no larger one before it and no smaller one after it (Hoare). */
function place(values: Float64Array, k: number, from: number, to: number): void {
  let [low, high] = [from, to];
  while (low < high) {
    const pivot = middleOf(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
