import type { Feature, Geometry, Position } from 'geojson';
import { feature, quantize } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Note } from '../../core/note.ts';
import { neighbours } from './neighbours.ts';

/** Whole numbers to which the coordinates of simplified shapes are rounded along each axis. */
const GRID = 1e5;
/** Times that a simplification is halved before the shapes are kept as they are. */
const TRIES = 12;

/** Square degrees of the smallest triangle that stays, or the bytes of TopoJSON that the shapes may take. */
export type Simplification = { to: number } | { tolerance: number };

type Arc = [number, number, number][];
type Weighed = Topology & { arcs: Arc[] };

/**
 * Simplifies shapes together (Visvalingam's triangles), so that shared borders stay shared and every island keeps three
 * corners at least. The set of neighbours is compared before and after; where it would change, less is simplified.
 */
export async function simplified(
  file: string,
  features: Feature[],
  how: Simplification,
): Promise<{ features: Feature[]; notes: Note[] }> {
  const [{ topology }, { presimplify, simplify }] = await Promise.all([
    import('topojson-server'),
    import('topojson-simplify'),
  ]);
  const before = neighbours(features).join();
  const whole = topology({ shapes: { type: 'FeatureCollection', features } as never }) as Topology;
  const weighed = presimplify(whole as never) as unknown as Weighed;
  keepIslands(weighed);
  const at = (tolerance: number) =>
    quantize(simplify(weighed as never, tolerance) as never, GRID) as unknown as Topology;
  const size = (made: Topology) => JSON.stringify(made).length;
  const weights = sortedWeights(weighed);
  let tolerance = 'tolerance' in how ? how.tolerance : leastWeight(weights, (w) => size(at(w)) <= how.to);
  for (let tried = 0; tried < TRIES; tried++) {
    const made = at(tolerance);
    const shapes = (
      feature(made, made.objects.shapes as GeometryCollection) as unknown as { features: Feature[] }
    ).features;
    if (neighbours(shapes).join() === before && shapes.every(hasRings))
      return { features: shapes, notes: notesOf(file, whole, made, size(made), how, tried) };
    tolerance /= 2;
  }
  return { features, notes: [kept(file)] };
}

/** Gives the corners without which a closed border would fold to a line a weight that none exceeds. */
function keepIslands({ arcs }: Weighed): void {
  for (const arc of arcs) {
    const first = arc[0]!;
    const last = arc[arc.length - 1]!;
    const isClosed = first[0] === last[0] && first[1] === last[1];
    const inner = arc.slice(1, -1).sort((a, b) => b[2]! - a[2]!);
    for (const point of inner.slice(0, isClosed ? 2 : 1)) point[2] = Number.POSITIVE_INFINITY;
  }
}

function sortedWeights({ arcs }: Weighed): Float64Array {
  let count = 0;
  for (const arc of arcs) for (const [, , weight] of arc) if (Number.isFinite(weight)) count++;
  const weights = new Float64Array(count);
  for (const arc of arcs)
    for (const [, , weight] of arc) if (Number.isFinite(weight)) weights[--count] = weight;
  return weights.sort();
}

/** The least weight that is enough, by halving; the largest when none is. */
function leastWeight(weights: Float64Array, isEnough: (weight: number) => boolean): number {
  if (isEnough(0) || weights.length === 0) return 0;
  let [low, high] = [0, weights.length - 1];
  while (high - low > weights.length / 2000 && high > low) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(weights[middle]!)) high = middle;
    else low = middle + 1;
  }
  return weights[high]! + Number.MIN_VALUE;
}

/** Whether every ring still encloses something. */
function hasRings({ geometry }: Feature<Geometry | null>): boolean {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return false;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flat().every((ring) => new Set(ring.map(([x, y]: Position) => `${x},${y}`)).size >= 3);
}

function notesOf(
  file: string,
  whole: Topology,
  made: Topology,
  size: number,
  how: Simplification,
  tried: number,
): Note[] {
  const count = ({ arcs }: Topology) => arcs.reduce((sum, arc) => sum + arc.length, 0);
  const [from, to, kilobytes] = [count(whole), count(made), Math.round(size / 1000)];
  const missed = 'to' in how && size > how.to;
  return [
    {
      code: 'boundaries/simplified',
      level: missed ? 'warning' : 'note',
      text: {
        en: `${file} was simplified from ${from} to ${to} vertices (${kilobytes} kB as TopoJSON); its neighbours are the same${tried > 0 ? `, for which it was simplified ${2 ** tried} times less` : ''}${missed ? '; the size that was asked for cannot be reached without losing shapes or neighbours' : ''}.`,
        zh: `${file} 由 ${from} 个顶点简化为 ${to} 个（TopoJSON ${kilobytes} kB），相邻关系不变${tried > 0 ? `，为此简化程度降为 1/${2 ** tried}` : ''}${missed ? '；在不丢失形状或相邻关系的前提下无法达到所要求的大小' : ''}。`,
      },
    },
  ];
}

function kept(file: string): Note {
  return {
    code: 'boundaries/not-simplified',
    level: 'warning',
    text: {
      en: `${file} was not simplified: its neighbours would have changed.`,
      zh: `${file} 未简化：简化会改变相邻关系。`,
    },
  };
}
