const MOST_SWEEPS = 60;

export interface Eigen {
  /** From the largest to the smallest. */
  values: Float64Array;
  /** Unit vectors in the order of the values. */
  vectors: Float64Array[];
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations. The largest component of each
 * vector is positive (the first of equally large ones), so that the signs do not depend on the path of the
 * computation. Vectors of equal eigenvalues are one basis of many. Throws when the matrix is not square, not finite
 * or not symmetric to rounding.
 * @example symmetricEigen([[2, 1], [1, 2]]).values // => Float64Array.of(3, 1)
 */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const size = checkedSize(a);
  const vectors = a.map((_, i) => new Float64Array(n).fill(0).with(i, 1));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let hasTurned = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const off = Math.abs(a[p]![q]!);
        // A smaller one changes no digit of the values, or is rounding beside those that are 0.
        if (off <= Math.max(1.1e-16 * Math.sqrt(Math.abs(a[p]![p]! * a[q]![q]!)), 1e-20 * size)) continue;
        rotate(a, vectors, p, q);
        hasTurned = true;
      }
    if (!hasTurned) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]! || i - j);
  return {
    values: Float64Array.from(order, (i) => a[i]![i]!),
    vectors: order.map((i) => signed(vectors[i]!)),
  };
}

/** Turns the plane of coordinates p < q so that the entry between them vanishes; works on the upper triangle. */
function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number): void {
  const off = a[p]![q]!;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (first: Float64Array, i: number, second: Float64Array, j: number) => {
    const x = first[i]!;
    const y = second[j]!;
    first[i] = c * x - s * y;
    second[j] = s * x + c * y;
  };
  a[p]![p]! -= t * off;
  a[q]![q]! += t * off;
  a[p]![q] = 0;
  for (let k = 0; k < a.length; k++) {
    if (k < p) turn(a[k]!, p, a[k]!, q);
    else if (k > p && k < q) turn(a[p]!, k, a[k]!, q);
    else if (k > q) turn(a[p]!, k, a[q]!, k);
    turn(vectors[p]!, k, vectors[q]!, k);
  }
}

function signed(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Rounding must not decide which of two equally large components comes first.
  const leading = vector.find((value) => Math.abs(value) >= largest * (1 - 1e-9))!;
  return leading < 0 ? vector.map((value) => -value) : vector;
}

/** The largest entry of a matrix that is in order. */
function checkedSize(a: readonly Float64Array[]): number {
  let size = 0;
  for (const row of a) {
    if (row.length !== a.length)
      throw new RangeError(`invalid matrix: a row of ${row.length} (must be ${a.length})`);
    for (const value of row) {
      if (!Number.isFinite(value)) throw new RangeError(`invalid matrix: ${value} (must be finite)`);
      size = Math.max(size, Math.abs(value));
    }
  }
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++)
      if (Math.abs(a[i]![j]! - a[j]![i]!) > 1e-12 * size)
        throw new RangeError(`invalid matrix: ${a[i]![j]} and ${a[j]![i]} (must be symmetric)`);
  return size;
}
