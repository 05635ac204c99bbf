import type { Position } from 'geojson';

interface Segment {
  i: number;
  a: Position;
  b: Position;
  west: number;
  east: number;
}

/**
 * Where a closed ring crosses itself (a bow-tie), if it does; a ring that touches itself in a point does not.
 * Segments are swept from west to east, so that only those side by side are compared.
 * @example crossing([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]) // => [1, 1]
 */
export function crossing(ring: readonly Position[]): Position | undefined {
  const segments = ring.slice(1).map((b, i): Segment => {
    const a = ring[i]!;
    return { i, a, b, west: Math.min(a[0]!, b[0]!), east: Math.max(a[0]!, b[0]!) };
  });
  segments.sort((p, q) => p.west - q.west);
  let active: Segment[] = [];
  for (const segment of segments) {
    active = active.filter(({ east }) => east >= segment.west);
    for (const other of active) {
      const found = meeting(segment, other);
      if (found) return found;
    }
    active.push(segment);
  }
  return undefined;
}

function meeting({ a, b }: Segment, { a: c, b: d }: Segment): Position | undefined {
  if (Math.max(a[1]!, b[1]!) < Math.min(c[1]!, d[1]!) || Math.max(c[1]!, d[1]!) < Math.min(a[1]!, b[1]!))
    return undefined;
  const [p, q] = [side(c, d, a), side(c, d, b)];
  if (!(p * q < 0 && side(a, b, c) * side(a, b, d) < 0)) return undefined;
  const share = p / (p - q);
  return [a[0]! + share * (b[0]! - a[0]!), a[1]! + share * (b[1]! - a[1]!)];
}

function side(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);
}
