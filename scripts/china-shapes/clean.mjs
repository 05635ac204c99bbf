/**
 * Makes neighbours share their borders. Vertices nearer than `tolerance` degrees become one, and a vertex that lies on a
 * neighbour's edge becomes a vertex of that edge too; spikes and rings without area go. Gives back open rings.
 */
export function snapped(shapes, tolerance) {
  const points = new Points(tolerance);
  const indexed = shapes.map((shape) => ({
    ...shape,
    rings: shape.rings.map((ring) => ring.map((point) => points.indexOf(point))),
  }));
  return indexed.map((shape) => ({
    ...shape,
    rings: shape.rings
      .map((ring) => withoutSpikes(withVerticesOnEdges(withoutRepeats(ring), points)))
      .filter((ring) => ring.length >= 3)
      .map((ring) => ring.map((i) => points.all[i]))
      .filter((ring) => Math.abs(signedArea(ring)) > tolerance * tolerance),
  }));
}

/** Points in cells of the size of the tolerance; a new point that is near a known one is that one. */
class Points {
  constructor(tolerance) {
    this.tolerance = tolerance;
    this.all = [];
    this.cells = new Map();
  }

  indexOf(point) {
    const near = this.around(point, point, this.tolerance);
    let best = -1;
    let least = this.tolerance ** 2;
    for (const i of near) {
      const distance = squaredDistance(this.all[i], point);
      if (distance <= least) {
        least = distance;
        best = i;
      }
    }
    if (best >= 0) return best;
    const i = this.all.push(point) - 1;
    const key = this.key(...point.map((value) => Math.floor(value / this.tolerance)));
    const cell = this.cells.get(key);
    if (cell) cell.push(i);
    else this.cells.set(key, [i]);
    return i;
  }

  /** Points in the cells of the rectangle of two corners and a margin. */
  *around([x0, y0], [x1, y1], margin) {
    const cell = (value) => Math.floor(value / this.tolerance);
    for (let x = cell(Math.min(x0, x1) - margin); x <= cell(Math.max(x0, x1) + margin); x++) {
      for (let y = cell(Math.min(y0, y1) - margin); y <= cell(Math.max(y0, y1) + margin); y++)
        yield* this.cells.get(this.key(x, y)) ?? [];
    }
  }

  key(x, y) {
    return x * 1e6 + y;
  }
}

function withVerticesOnEdges(ring, points) {
  return ring.flatMap((a, i) => {
    const b = ring[(i + 1) % ring.length];
    const [from, to] = [points.all[a], points.all[b]];
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = dx * dx + dy * dy;
    const found = [];
    for (const j of points.around(from, to, points.tolerance)) {
      if (j === a || j === b) continue;
      const [x, y] = [points.all[j][0] - from[0], points.all[j][1] - from[1]];
      const along = (x * dx + y * dy) / length;
      const across = Math.abs(x * dy - y * dx) / Math.sqrt(length);
      if (along > 0 && along < 1 && across <= points.tolerance / 2) found.push({ j, along });
    }
    found.sort((p, q) => p.along - q.along || p.j - q.j);
    return [a, ...found.map(({ j }) => j)];
  });
}

function withoutRepeats(ring) {
  return ring.filter((point, i) => point !== ring[(i + ring.length - 1) % ring.length]);
}

/** Removes ways out and straight back again. */
function withoutSpikes(ring) {
  let kept = ring;
  for (;;) {
    const next = withoutRepeats(
      kept.filter((_, i) => kept[(i + kept.length - 1) % kept.length] !== kept[(i + 1) % kept.length]),
    );
    if (next.length === kept.length || next.length < 3) return next;
    kept = next;
  }
}

function squaredDistance([ax, ay], [bx, by]) {
  return (ax - bx) ** 2 + (ay - by) ** 2;
}

/** Area in square degrees; positive where the ring runs counterclockwise. */
export function signedArea(ring) {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length];
    twice += x * ny - nx * y;
  });
  return twice / 2;
}

/**
 * Polygons from loose rings: a ring inside an odd number of others is a hole of the smallest of them. Outer rings run
 * clockwise and holes counterclockwise, as d3-geo wants them; rings are closed.
 */
export function multiPolygon(rings) {
  const sorted = rings
    .map((ring) => ({ ring, area: Math.abs(signedArea(ring)) }))
    .sort((a, b) => b.area - a.area);
  const polygons = [];
  sorted.forEach(({ ring }, i) => {
    const around = sorted.slice(0, i).filter((other) => contains(other.ring, ring));
    const isHole = around.length % 2 === 1;
    const closed = turned(ring, isHole);
    const owner = isHole && polygons.find(({ outer }) => outer === around[around.length - 1].ring);
    if (owner) owner.parts.push(closed);
    else if (!isHole) polygons.push({ outer: ring, parts: [closed] });
  });
  return { type: 'MultiPolygon', coordinates: polygons.map(({ parts }) => parts) };
}

/** Most vertices decide, since rings may touch. */
function contains(outer, inner) {
  const inside = inner.filter((point) => isInside(point, outer)).length;
  return inside > inner.length / 2;
}

function isInside([x, y], ring) {
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

function turned(ring, isCounterclockwise) {
  const right = signedArea(ring) > 0 === isCounterclockwise ? ring : [...ring].reverse();
  return [...right, right[0]];
}
