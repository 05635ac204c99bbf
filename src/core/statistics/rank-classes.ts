/**
 * Classes by rank: ceil(k rank / n) for n ranked values, 1 = the first k-th. Ties share the smallest rank and so the class of
 * it; a missing rank (NaN) has no class.
 * @example [...rankClasses([1, 2, 3, 4], 2)] // => [1, 1, 2, 2]
 */
export function rankClasses(ranks: ArrayLike<number>, classes: number): Float64Array {
  let count = 0;
  for (let i = 0; i < ranks.length; i++) if (ranks[i] === ranks[i]) count++;
  return Float64Array.from(ranks, (rank) => Math.ceil((classes * rank) / count));
}
