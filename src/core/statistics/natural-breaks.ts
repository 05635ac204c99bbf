/** A partition of values into classes, ascending. */
export interface NaturalBreaks {
  /** Smallest and largest member of each class. */
  lower: number[];
  upper: number[];
  counts: number[];
  withinSumSquares: number;
  totalSumSquares: number;
  /** Goodness of variance fit: 1 - within / total; 1 when all values are equal. */
  gvf: number;
}

/**
 * The partition into classes with the smallest sum of squared deviations from the class means (Fisher 1958), found
 * exactly. Equal values stay together, so fewer distinct values than classes give fewer classes; missing values (NaN)
 * are left out; among equally good partitions the one with the lowest breaks is taken. O(k n log n).
 * @example naturalBreaks([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 4).upper // => [2, 5, 8, 11]
 */
export function naturalBreaks(values: ArrayLike<number>, classes: number): NaturalBreaks {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(`invalid classes: ${classes} (must be an integer of at least 1)`);
  }
  const { points, counts } = distinctPoints(values);
  return breaksOfPoints(points, counts, classes);
}

/**
 * The same of ascending points that stand for so many values each, as the bins of a histogram by their means.
 * @example breaksOfPoints(Float64Array.of(1, 2, 9), Float64Array.of(1, 1, 5), 2).upper // => [2, 9]
 */
export function breaksOfPoints(points: Float64Array, counts: Float64Array, classes: number): NaturalBreaks {
  const n = points.length;
  if (n === 0) return { lower: [], upper: [], counts: [], withinSumSquares: 0, totalSumSquares: 0, gvf: 1 };
  const sums = runningSums(points, counts);
  const k = Math.min(classes, n);
  const starts = partition(n, k, sums);
  const ends = [...starts.slice(1), n];
  const within = starts.reduce((sum, start, c) => sum + cost(sums, start, ends[c]! - 1), 0);
  const total = cost(sums, 0, n - 1);
  return {
    lower: starts.map((start) => points[start]!),
    upper: ends.map((end) => points[end - 1]!),
    counts: starts.map((start, c) => counts.subarray(start, ends[c]).reduce((sum, count) => sum + count, 0)),
    withinSumSquares: within,
    totalSumSquares: total,
    gvf: total === 0 ? 1 : 1 - within / total,
  };
}

/** The different values, ascending, and how often each occurs. */
function distinctPoints(values: ArrayLike<number>): { points: Float64Array; counts: Float64Array } {
  const sorted = new Float64Array(values.length);
  let observed = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === value) sorted[observed++] = value;
  }
  sorted.subarray(0, observed).sort();
  const points = new Float64Array(observed);
  const counts = new Float64Array(observed);
  let n = 0;
  for (let i = 0; i < observed; i++) {
    if (n === 0 || points[n - 1] !== sorted[i]) points[n++] = sorted[i]!;
    counts[n - 1]!++;
  }
  return { points: points.subarray(0, n), counts: counts.subarray(0, n) };
}

/** Running sums over the points: of their counts, and of their distances from a middle value and the squares of these. */
interface Sums {
  weight: Float64Array;
  first: Float64Array;
  second: Float64Array;
}

function runningSums(points: Float64Array, counts: Float64Array): Sums {
  const n = points.length;
  const middle = points[n >> 1]!;
  const weight = new Float64Array(n + 1);
  const first = new Float64Array(n + 1);
  const second = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    // About the middle, sums stay small: squares of large values with small differences would cancel to nothing.
    const distance = points[i]! - middle;
    weight[i + 1] = weight[i]! + counts[i]!;
    first[i + 1] = first[i]! + counts[i]! * distance;
    second[i + 1] = second[i]! + counts[i]! * distance * distance;
  }
  return { weight, first, second };
}

/** The sum of squared deviations within points a..b, in constant time. */
function cost({ weight, first, second }: Sums, a: number, b: number): number {
  if (a === b) return 0;
  const sum = first[b + 1]! - first[a]!;
  const squares = second[b + 1]! - second[a]! - (sum * sum) / (weight[b + 1]! - weight[a]!);
  return Math.max(squares, 0);
}

/**
 * First point of each class in the best partition of n points into k classes. Dynamic programme over classes;
 * within one, the best start never moves left as the end moves right, so halving the range finds all of them.
 */
function partition(n: number, k: number, sums: Sums): number[] {
  let best = Float64Array.from({ length: n }, (_, end) => cost(sums, 0, end));
  const chosen: Int32Array[] = [];
  for (let c = 1; c < k; c++) {
    const layer = {
      before: best,
      best: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
      start: new Int32Array(n),
    };
    // Of the last class only the whole range is asked for.
    if (c === k - 1) findStart(sums, layer, n - 1, c, n - 1);
    else findStarts(sums, layer, c, n - 1, c, n - 1);
    chosen.push(layer.start);
    best = layer.best;
  }
  const starts = [0];
  for (let c = k - 1, end = n - 1; c > 0; c--) {
    const start = chosen[c - 1]![end]!;
    starts.splice(1, 0, start);
    end = start - 1;
  }
  return starts;
}

/** Least cost by the last point, with one class less and with this one, and where this one then starts. */
interface Layer {
  before: Float64Array;
  best: Float64Array;
  start: Int32Array;
}

function findStarts(sums: Sums, layer: Layer, low: number, high: number, from: number, to: number): void {
  if (low > high) return;
  const middle = (low + high) >> 1;
  findStart(sums, layer, middle, from, to);
  const start = layer.start[middle]!;
  findStarts(sums, layer, low, middle - 1, from, start);
  findStarts(sums, layer, middle + 1, high, start, to);
}

/** The best start, within from..to, of a class that ends at `end`. */
function findStart(
  { weight, first, second }: Sums,
  layer: Layer,
  end: number,
  from: number,
  to: number,
): void {
  const { before } = layer;
  const [allWeight, allFirst, allSecond] = [weight[end + 1]!, first[end + 1]!, second[end + 1]!];
  let least = Number.POSITIVE_INFINITY;
  let start = 0;
  // From the right, the class only grows: once it alone costs more than the best, nothing better follows.
  for (let s = Math.min(to, end); s >= from; s--) {
    const sum = allFirst - first[s]!;
    const squares = allSecond - second[s]! - (sum * sum) / (allWeight - weight[s]!);
    const last = s === end || squares < 0 ? 0 : squares;
    if (last > least) break;
    const value = before[s - 1]! + last;
    if (value <= least) {
      least = value;
      start = s;
    }
  }
  layer.best[end] = least;
  layer.start[end] = start;
}
