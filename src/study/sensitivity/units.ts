/** Units whose ranks and scores are explained where the study names none. */
const SHOWN = 3;

/**
 * The units whose ranks vary most over some computations (`ranks` holds all units of each, one computation after the
 * other; NaN = none), the most varied first. Of equal ones the better published rank comes first, then the id, so that
 * the order of the units does not matter.
 * @example mostUncertain(Float64Array.of(1, 2, 3, 1, 3, 2), ['a', 'b', 'c'], Float64Array.of(1, 2, 3)) // => ['b', 'c', 'a']
 */
export function mostUncertain(
  ranks: Float64Array,
  units: readonly string[],
  published: Float64Array,
): string[] {
  // Ranks are whole numbers, so that these sums, and ties between units, are exact.
  const spread = (u: number) => {
    let [count, total, squares] = [0, 0, 0];
    for (let i = u; i < ranks.length; i += units.length) {
      const rank = ranks[i]!;
      if (Number.isNaN(rank)) continue;
      count++;
      total += rank;
      squares += rank * rank;
    }
    return count === 0 ? 0 : (count * squares - total * total) / (count * count);
  };
  return units
    .map((id, u) => ({ id, rank: published[u]!, spread: spread(u) }))
    .filter(({ rank }) => !Number.isNaN(rank))
    .sort((a, b) => b.spread - a.spread || a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ id }) => id);
}
