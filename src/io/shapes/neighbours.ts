import type { Feature, Geometry } from 'geojson';

/**
 * Pairs of features that share at least one vertex (queen contiguity), as `i-j` with i < j, sorted. Borders that were
 * digitised apart share none.
 */
export function neighbours(features: readonly Feature<Geometry | null>[]): string[] {
  const owners = new Map<string, number | Set<number>>();
  const visit = (part: unknown, i: number): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] !== 'number') {
      for (const inner of part) visit(inner, i);
      return;
    }
    const key = `${part[0]},${part[1]}`;
    const known = owners.get(key);
    if (known === undefined) owners.set(key, i);
    else if (typeof known !== 'number') known.add(i);
    else if (known !== i) owners.set(key, new Set([known, i]));
  };
  features.forEach(({ geometry }, i) => {
    if (geometry && 'coordinates' in geometry) visit(geometry.coordinates, i);
  });
  const pairs = new Set<string>();
  for (const set of owners.values()) {
    if (typeof set === 'number') continue;
    const sorted = [...set].sort((a, b) => a - b);
    sorted.forEach((i, at) => {
      for (const j of sorted.slice(at + 1)) pairs.add(`${i}-${j}`);
    });
  }
  return [...pairs].sort();
}
