export interface Orthonormal {
  /** Positions of the columns that are no combination of those before them. */
  kept: number[];
  /** A column of length 1 for each of them, at right angles to each other. */
  basis: Float64Array[];
  /** Every column, also one that is not kept, as shares of the basis: those of kept ones are an upper triangle. */
  coordinates: Float64Array[];
}

/**
 * The thin QR factors of the columns that say something new, in their order: modified Gram-Schmidt, twice, so that no
 * digits are lost. A column counts as a combination of those before it when less than `tolerance` of its length is
 * left (1e-7 is the rule of R's `lm`), and so does one that is 0 throughout. Missing cells must be removed first.
 * Source: Björck (1996), Numerical Methods for Least Squares Problems, section 2.4.
 * @example orthonormal([[1, 1, 1], [0, 1, 2], [1, 2, 3]]).kept // => [0, 1]
 */
export function orthonormal(columns: readonly ArrayLike<number>[], tolerance = 1e-7): Orthonormal {
  const kept: number[] = [];
  const basis: Float64Array[] = [];
  const shares = columns.map((column, j) => {
    const own = new Float64Array(columns.length);
    const left = Float64Array.from(column);
    const before = Math.sqrt(dot(left, left));
    for (let pass = 0; pass < 2; pass++)
      basis.forEach((one, k) => {
        const share = dot(one, left);
        own[k]! += share;
        for (let i = 0; i < left.length; i++) left[i]! -= share * one[i]!;
      });
    const length = Math.sqrt(dot(left, left));
    if (!(length > tolerance * before)) return own;
    for (let i = 0; i < left.length; i++) left[i]! /= length;
    own[kept.length] = length;
    kept.push(j);
    basis.push(left);
    return own;
  });
  return { kept, basis, coordinates: shares.map((own) => own.slice(0, kept.length)) };
}

/**
 * The scalar product of two columns of one length.
 * @example dot(Float64Array.of(1, 2), Float64Array.of(3, 4)) // => 11
 */
export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
