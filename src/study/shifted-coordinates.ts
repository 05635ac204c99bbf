import type { Feature, Position } from 'geojson';
import type { Note } from '../core/note.ts';
import type { Unit } from '../core/panel.ts';
import { gcj02ToBd09, type Place, wgs84ToGcj02 } from '../core/spatial/china-offset.ts';
import { greatCircle } from '../core/spatial/great-circle.ts';
import type { Text } from '../core/text.ts';
import type { Shapes } from './result.ts';

/** Units whose place must be told by the same shift, and their share among all that can tell. */
const FEWEST = 5;
const SHARE = 0.6;
/** How far a place may lie from where the shift puts it, by the length of the shift. */
const NEAR = 0.25;

interface Shift {
  name: Text;
  of: (place: Place) => Place;
}

const SHIFTS: readonly Shift[] = [
  { name: { en: 'GCJ-02 lies from WGS84', zh: 'GCJ-02 相对 WGS84' }, of: wgs84ToGcj02 },
  {
    name: { en: 'BD-09 lies from WGS84', zh: 'BD-09 相对 WGS84' },
    of: (place) => gcj02ToBd09(wgs84ToGcj02(place)),
  },
  { name: { en: 'BD-09 lies from GCJ-02', zh: 'BD-09 相对 GCJ-02' }, of: gcj02ToBd09 },
];

/**
 * Suspects that coordinates of units and the shapes are of different datums of China: most units lie off a point that
 * their shape tells (its middle, the middle of its box, or a centre among its properties) exactly as one datum lies off
 * another, which no other error does. Nothing is moved. Empty where it cannot be told.
 */
export function shiftedNotes(
  units: readonly Unit[],
  shapes: Shapes,
  ids: readonly (string | undefined)[],
): Note[] {
  const places = new Map(
    units.flatMap(({ id, lon = Number.NaN, lat = Number.NaN }): [string, Place][] =>
      inChina(lon, lat) ? [[id, [lon, lat]]] : [],
    ),
  );
  if (places.size < FEWEST) return [];
  const pairs = ids.flatMap((id, i) => {
    const place = id === undefined ? undefined : places.get(id);
    return place ? [{ id: id!, place, told: told(shapes.features.features[i]!) }] : [];
  });
  let best:
    | { shift: Shift; isOfShapes: boolean; found: { id: string; place: Place; from: Place }[] }
    | undefined;
  for (const shift of SHIFTS)
    for (const isOfShapes of [false, true]) {
      const found = pairs.flatMap(({ id, place, told: points }) => {
        const from = points.find((point) => fits(isOfShapes ? [point, place] : [place, point], shift));
        return from ? [{ id, place, from }] : [];
      });
      if (found.length > (best?.found.length ?? 0)) best = { shift, isOfShapes, found };
    }
  if (!best || best.found.length < FEWEST || best.found.length < SHARE * pairs.length) return [];
  return [noteOf(best.shift.name, best.isOfShapes, best.found, pairs.length)];
}

function noteOf(
  name: Text,
  isOfShapes: boolean,
  found: readonly { id: string; place: Place; from: Place }[],
  of: number,
): Note {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  const east = middle(found.map(({ place, from }) => place[0] - from[0])).toFixed(4);
  const north = middle(found.map(({ place, from }) => place[1] - from[1])).toFixed(4);
  const metres = Math.round(
    1000 * middle(found.map(({ place, from }) => greatCircle(pointOf(place), pointOf(from)))),
  );
  const which = isOfShapes ? { en: 'the shapes', zh: '边界' } : { en: 'the coordinates', zh: '坐标' };
  return {
    code: 'units/perhaps-shifted',
    level: 'warning',
    text: {
      en: `${found.length} of ${of} units lie ${east}, ${north} degrees (${metres} m) off a centre of their shape, as ${name.en}: perhaps ${which.en} are in that datum. Nothing was moved; give both in WGS84.`,
      zh: `${of} 个单元中有 ${found.length} 个偏离其边界中心 ${east}、${north} 度（约 ${metres} 米），与${name.zh}的偏移一致：${which.zh}可能采用该坐标系。未作改动；请统一为 WGS84。`,
    },
    items: found.map(({ id }) => id),
  };
}

const pointOf = ([lon, lat]: Place) => ({ lon, lat });

/** Whether the first place is the second as the shift shows it. */
function fits([shown, true_]: readonly [Place, Place], { of }: Shift): boolean {
  const moved = of(true_);
  const length = distance(moved, true_);
  return distance(shown, moved) < NEAR * length;
}

function distance(a: Place, b: Place): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
}

function inChina(lon: number, lat: number): boolean {
  return lon > 72 && lon < 138 && lat > 3 && lat < 55;
}

/** The points that a shape tells: of its properties, the middle of its area, and the middle of its box. */
function told({ properties, geometry }: Feature): Place[] {
  const named = ['center', 'centroid', 'cp'].flatMap((key): Place[] => {
    const value: unknown = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
    return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')
      ? [value as unknown as Place]
      : [];
  });
  if (!geometry || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) return named;
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  return [...named, ...middleOf(rings), ...boxOf(rings)];
}

/** The centroid in degrees; holes, which run the other way round, take away from it. */
function middleOf(rings: readonly Position[][]): Place[] {
  let [area, x, y] = [0, 0, 0];
  // Near the origin products of coordinates would cancel less well.
  const [x0, y0] = (rings[0]?.[0] ?? [0, 0]) as [number, number];
  for (const ring of rings)
    for (let i = 0; i + 1 < ring.length; i++) {
      const [ax, ay] = [ring[i]![0]! - x0, ring[i]![1]! - y0];
      const [bx, by] = [ring[i + 1]![0]! - x0, ring[i + 1]![1]! - y0];
      const cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
  return area === 0 ? [] : [[x0 + x / (3 * area), y0 + y / (3 * area)]];
}

function boxOf(rings: readonly Position[][]): Place[] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (const [x, y] of ring) {
      west = Math.min(west, x!);
      east = Math.max(east, x!);
      south = Math.min(south, y!);
      north = Math.max(north, y!);
    }
  return west > east ? [] : [[(west + east) / 2, (south + north) / 2]];
}
