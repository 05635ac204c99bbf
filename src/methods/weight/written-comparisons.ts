/** A matrix as it is written: numbers, or fractions such as 1/3. */
export type Written = (number | string)[][];
/** The matrix of every node, or those of several experts. */
export type Comparisons = Record<string, Written | Written[]>;

/** The nodes that anybody judged. */
export function nodesOfComparisons(comparisons: Comparisons | Comparisons[]): string[] {
  return [...new Set((Array.isArray(comparisons) ? comparisons : [comparisons]).flatMap(Object.keys))];
}

/** The matrices of every expert for one node. */
export function expertsOf(comparisons: Comparisons | Comparisons[], node: string): Written[] {
  const maps = Array.isArray(comparisons) ? comparisons : [comparisons];
  return maps.flatMap((map) => {
    const found = Object.hasOwn(map, node) ? map[node]! : [];
    if (found.length === 0) return [];
    return Array.isArray(found[0]![0]) ? (found as Written[]) : [found as Written];
  });
}

/**
 * The number of a written judgement.
 * @example read('1/4') // => 0.25
 */
export function read(value: number | string): number {
  if (typeof value === 'number') return value;
  const [over, under] = value.split('/');
  return Number(over) / Number(under);
}

/**
 * A judgement as people write it: one below 1 as a fraction of 1.
 * @example [written(3), written(1 / 3), written(0.4)] // => [3, '1/3', '1/2.5']
 */
export function written(value: number): number | string {
  return value >= 1 ? Number(value.toPrecision(12)) : `1/${Number((1 / value).toPrecision(12))}`;
}

/**
 * Numbers of a written matrix, its lower half made the exact reciprocal of the upper where it was rounded: of two that are
 * not reciprocal, the larger is the one that people write exactly (3 beside 0.33).
 * @example reciprocal([[1, 0.33], [3, 1]]).matrix[0][1] // => 0.3333333333333333
 */
export function reciprocal(written: Written): { matrix: number[][]; isRounded: boolean } {
  const matrix = written.map((row) => row.map(read));
  let isRounded = false;
  for (let i = 0; i < matrix.length; i++) {
    matrix[i]![i] = 1;
    for (let j = i + 1; j < matrix.length; j++) {
      if (Math.abs(matrix[i]![j]! * matrix[j]![i]! - 1) < 1e-9) continue;
      isRounded = true;
      if (matrix[i]![j]! >= 1) matrix[j]![i] = 1 / matrix[i]![j]!;
      else matrix[i]![j] = 1 / matrix[j]![i]!;
    }
  }
  return { matrix, isRounded };
}
