import { moments } from '../../core/statistics/moments.ts';
import type { Table } from '../../core/table.ts';

interface Donor {
  value: number;
  distance: number;
}

/**
 * What the units most like a cell's own have in its column, in the same period; the cell itself is not looked at. NaN
 * where no unit can be compared. Ties at the k-th distance all count.
 */
export function neighbours(
  table: Table,
  { k, weights }: { k: number; weights: 'uniform' | 'distance' },
): (column: number, row: number) => number {
  const { units, columns, periods } = table;
  const scales = periods.map(() => undefined as Float64Array | undefined);
  return (c, row) => {
    const p = Math.floor(row / units);
    scales[p] ??= deviations(table, p);
    const donors: Donor[] = [];
    for (let other = p * units; other < (p + 1) * units; other++) {
      const value = columns[c]![other]!;
      if (other === row || Number.isNaN(value)) continue;
      const distance = distanceOf(table, scales[p]!, c, row, other);
      if (!Number.isNaN(distance)) donors.push({ value, distance });
    }
    donors.sort((a, b) => a.distance - b.distance || a.value - b.value);
    const last = donors[Math.min(k, donors.length) - 1]?.distance;
    return last === undefined
      ? Number.NaN
      : centre(
          donors.filter(({ distance }) => distance <= last),
          weights,
        );
  };
}

function centre(donors: readonly Donor[], weights: 'uniform' | 'distance'): number {
  const same = weights === 'distance' ? donors.filter(({ distance }) => distance === 0) : [];
  const counted = same.length > 0 ? same : donors;
  let sum = 0;
  let total = 0;
  for (const { value, distance } of counted) {
    const weight = weights === 'distance' && distance > 0 ? 1 / distance : 1;
    sum += weight * value;
    total += weight;
  }
  return sum / total;
}

/** Standard deviations (n - 1) of a period by column, 0 where it does not vary; the order of units costs no digit. */
function deviations({ units, columns }: Table, p: number): Float64Array {
  return Float64Array.from(columns, (column) => {
    const own = column.slice(p * units, (p + 1) * units).sort();
    const { count, sumSquares } = moments(own);
    return count < 2 || own[0] === own[count - 1] ? 0 : Math.sqrt(sumSquares / (count - 1));
  });
}

function distanceOf({ columns }: Table, scale: Float64Array, c: number, a: number, b: number): number {
  let varying = 0;
  let shared = 0;
  let squares = 0;
  for (let j = 0; j < columns.length; j++) {
    if (j === c || !(scale[j]! > 0)) continue;
    varying++;
    const difference = (columns[j]![a]! - columns[j]![b]!) / scale[j]!;
    if (difference !== difference) continue;
    shared++;
    squares += difference * difference;
  }
  return shared > 0 && 2 * shared >= varying ? Math.sqrt(squares / shared) : Number.NaN;
}
