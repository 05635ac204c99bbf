import { type GeoContext, type GeoProjection, geoPath } from 'd3-geo';
import type { Feature } from 'geojson';

/** Points are kept to this many pixels: finer than a screen shows, and the same for two shapes that share a border. */
const GRID = 0.5;

export type Point = readonly [number, number];

/** A shape as it is seen on the page, traced once. */
export interface Trace {
  /** Path data; see `outline`. */
  path: string;
  /** Rings in pixels; see `ringsOf`. */
  rings: Point[][];
}

export function traceOf(projection: GeoProjection, shape: Feature): Trace {
  const traced = new Rings();
  geoPath(projection, traced)(shape);
  return {
    path: traced.data(),
    rings: traced.rings.map((ring) => ring.map(([x, y]): Point => [x * GRID, y * GRID])),
  };
}

/**
 * A shape as path data, at the detail that its size on the page can show, so that the drawing of hundreds of detailed shapes
 * stays small. Points are moved to a grid, which treats both sides of a border alike; a shape smaller than the grid becomes a dot.
 * Empty when the shape is out of sight.
 */
export function outline(projection: GeoProjection, shape: Feature): string {
  return traceOf(projection, shape).path;
}

/** The rings of a shape as they are seen on the page, in pixels; none when it is smaller than the grid or out of sight. */
export function ringsOf(projection: GeoProjection, shape: Feature): Point[][] {
  return traceOf(projection, shape).rings;
}

class Rings implements GeoContext {
  readonly rings: Point[][] = [];
  private ring: Point[] = [];
  private dot: Point | undefined;

  beginPath(): void {}
  arc(): void {}

  moveTo(x: number, y: number): void {
    this.ring = [onGrid(x, y)];
    this.dot ??= this.ring[0];
  }

  lineTo(x: number, y: number): void {
    const point = onGrid(x, y);
    const last = this.ring[this.ring.length - 1]!;
    if (point[0] === last[0] && point[1] === last[1]) return;
    const before = this.ring[this.ring.length - 2];
    if (before && isStraight(before, last, point)) this.ring.pop();
    this.ring.push(point);
  }

  closePath(): void {
    if (this.ring.length >= 3) this.rings.push(this.ring);
  }

  data(): string {
    if (this.rings.length > 0 || !this.dot) return this.rings.map(pathOf).join('');
    const [x, y] = this.dot;
    return `M${written(x - 1)},${written(y - 1)}h2v2h-2z`;
  }
}

function pathOf([first, ...rest]: readonly Point[]): string {
  let last = first!;
  const steps = rest.map((point) => {
    const step = `${written(point[0] - last[0])},${written(point[1] - last[1])}`;
    last = point;
    return step;
  });
  return `M${written(first![0])},${written(first![1])}l${steps.join(' ')}z`;
}

/** In units of the grid. */
function onGrid(x: number, y: number): Point {
  return [Math.round(x / GRID), Math.round(y / GRID)];
}

function written(steps: number): string {
  return String(steps * GRID).replace(/^(-?)0\./, '$1.');
}

/** Whether the middle point adds nothing to the way from the first to the third. */
function isStraight([x0, y0]: Point, [x1, y1]: Point, [x2, y2]: Point): boolean {
  const [ax, ay, bx, by] = [x1 - x0, y1 - y0, x2 - x1, y2 - y1];
  return ax * by === ay * bx && ax * bx + ay * by > 0;
}
