import { moments } from '../../core/statistics/moments.ts';

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
  const computations = ranks.length / units.length;
  const spread = (u: number) => {
    const { count, sumSquares } = moments(
      Float64Array.from({ length: computations }, (_, i) => ranks[i * units.length + u]!),
    );
    return count === 0 ? 0 : sumSquares / count;
  };
  return units
    .map((id, u) => ({ id, rank: published[u]!, spread: spread(u) }))
    .filter(({ rank }) => !Number.isNaN(rank))
    .sort((a, b) => b.spread - a.spread || a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ id }) => id);
}
