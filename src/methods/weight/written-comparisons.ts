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
