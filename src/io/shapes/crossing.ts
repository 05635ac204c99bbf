import type { Position } from 'geojson';

interface Segment {
  i: number;
  a: Position;
  b: Position;
  west: number;
  east: number;
}

/** Share of a shape's area up to which a loop is a slip of digitising or rounding, which drawing does not show. */
const SLIP = 0.01;

/**
 * Where a closed ring crosses itself so that each of the two loops is more than a hundredth of the area of the shape (by
 * default, of the ring): a bow-tie. A ring that touches itself in a point, or whose loop is smaller, is drawn as it is. Segments are swept from west to
 * east, so that only those side by side are compared.
 * @example crossing([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]) // => [1, 1]
 */
export function crossing(ring: readonly Position[], whole = 0): Position | undefined {
  const segments = ring.slice(1).map((b, i): Segment => {
    const a = ring[i]!;
    return { i, a, b, west: Math.min(a[0]!, b[0]!), east: Math.max(a[0]!, b[0]!) };
  });
  // A step over more than half of the globe goes the other way round, across the antimeridian.
  const near = segments.filter(({ west, east }) => east - west <= 180);
  near.sort((p, q) => p.west - q.west);
  let active: Segment[] = [];
  for (const segment of near) {
    active = active.filter(({ east }) => east >= segment.west);
    for (const other of active) {
      const found = meeting(segment, other);
      if (found && smallerLoop(ring, found, segment.i, other.i, whole) > SLIP) return found;
    }
    active.push(segment);
  }
  return undefined;
}

/** The smaller of the two loops, as a share of the shape, into which a crossing of two segments parts a ring. */
function smallerLoop(ring: readonly Position[], at: Position, i: number, j: number, whole: number): number {
  const [first, last] = [Math.min(i, j), Math.max(i, j)];
  const loop = area([at, ...ring.slice(first + 1, last + 1)]);
  const rest = area([at, ...ring.slice(last + 1, -1), ...ring.slice(0, first + 1)]);
  return Math.min(loop, rest) / Math.max(loop + rest, whole);
}

/** Area in square degrees, whichever way the ring runs. */
export function area(ring: readonly Position[]): number {
  const twice = ring.reduce((sum, [x, y], k) => {
    const [nextX, nextY] = ring[(k + 1) % ring.length]!;
    return sum + x! * nextY! - nextX! * y!;
  }, 0);
  return Math.abs(twice) / 2;
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
