/**
 * Weights after one of them is set: the others that are not locked are scaled so that the sum stays 1; where those are
 * all zero they share what is left equally. A value beyond what is left by the locked ones is cut to that; with every
 * other weight locked nothing changes.
 */
export function movedWeight(
  weights: readonly number[],
  locked: readonly boolean[],
  at: number,
  value: number,
): number[] {
  const free = weights.map((_, i) => i !== at && !locked[i]);
  const held = weights.reduce((sum, weight, i) => (i !== at && locked[i] ? sum + weight : sum), 0);
  const count = free.filter(Boolean).length;
  if (locked[at] || count === 0) return [...weights];
  const set = Math.max(0, Math.min(value, 1 - held));
  const left = Math.max(0, 1 - held - set);
  const before = weights.reduce((sum, weight, i) => (free[i] ? sum + weight : sum), 0);
  return weights.map((weight, i) => {
    if (i === at) return set;
    if (!free[i]) return weight;
    return before > 0 ? (weight / before) * left : left / count;
  });
}
