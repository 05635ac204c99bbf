import { type GeoProjection, geoConicEqualArea, geoDistance, geoEqualEarth, geoPath } from 'd3-geo';
import type { Feature, FeatureCollection } from 'geojson';
import type { Boundaries, Result } from '../study/result.ts';

/** Degrees of longitude beyond which a study is drawn as a world map. */
const WORLD = 150;

export interface Fitted {
  projection: GeoProjection;
  isWorld: boolean;
  height: number;
  /** In words, for the caption. */
  name: { en: string; zh: string };
}

/**
 * A projection fitted to the study area: equal-area conic (Albers) with its parallels a sixth from the ends
 * of their latitudes, Equal Earth of all shapes when they span more than 150 degrees, or the one that the study declares.
 */
export function fittedProjection(result: Result, boundaries: Boundaries, width: number, edge = EDGE): Fitted {
  const own: FeatureCollection = {
    type: 'FeatureCollection',
    features: studyShapes(result, boundaries),
  };
  const { west, east, south, north } = spanOf(own);
  const declared = result.plan.study.units.projection?.albers;
  const isWorld = !declared && east - west > WORLD;
  const parallels: [number, number] = declared?.parallels ?? [
    south + (north - south) / 6,
    north - (north - south) / 6,
  ];
  const meridian = declared?.meridian ?? (west + east) / 2;
  const projection = isWorld
    ? geoEqualEarth()
    : geoConicEqualArea()
        .parallels(parallels)
        .rotate([-meridian, 0])
        .center([0, (south + north) / 2]);
  const shown = isWorld ? boundaries.features : own;
  projection.fitWidth(width - 2 * edge, shown);
  const bounds = geoPath(projection).bounds(shown);
  const [dx, dy] = projection.translate();
  projection.translate([dx + edge - bounds[0][0], dy + edge - bounds[0][1]]);
  const height = bounds[1][1] - bounds[0][1] + 2 * edge;
  const degrees = (value: number) => `${Math.round(value * 10) / 10}°`;
  return {
    projection,
    isWorld,
    height,
    name: isWorld
      ? { en: 'Equal Earth projection', zh: 'Equal Earth 等积投影' }
      : {
          en: `Albers equal-area projection (parallels ${parallels.map(degrees).join(', ')}; meridian ${degrees(meridian)})`,
          zh: `Albers 等积圆锥投影（标准纬线 ${parallels.map(degrees).join('、')}，中央经线 ${degrees(meridian)}）`,
        },
  };
}

const EDGE = 6;

/** Shapes of the study area, scored or excluded; all of them when none belongs to it or the study wants them all shown. */
function studyShapes(result: Result, { features, ids, keys }: Boundaries): Feature[] {
  const { excluded, boundaries } = result.plan.study.units;
  if (boundaries?.extent === 'all') return features.features;
  const own = features.features.filter(
    (_, i) => ids[i] !== undefined || (keys[i] !== undefined && Object.hasOwn(excluded, keys[i])),
  );
  return own.length > 0 ? own : features.features;
}

/** Longitudes (unwrapped across the widest empty gap) and latitudes that the shapes cover. */
function spanOf(shapes: FeatureCollection): { west: number; east: number; south: number; north: number } {
  const longitudes: number[] = [];
  let south = 90;
  let north = -90;
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') {
      longitudes.push(part[0]);
      if (part[1] < south) south = part[1];
      if (part[1] > north) north = part[1];
    } else part.forEach(walk);
  };
  for (const { geometry } of shapes.features)
    if (geometry && 'coordinates' in geometry) walk(geometry.coordinates);
  longitudes.sort((a, b) => a - b);
  let gap = longitudes[0]! + 360 - longitudes[longitudes.length - 1]!;
  let start = 0;
  for (let i = 1; i < longitudes.length; i++) {
    if (longitudes[i]! - longitudes[i - 1]! > gap) {
      gap = longitudes[i]! - longitudes[i - 1]!;
      start = i;
    }
  }
  const west = longitudes[start]!;
  const east = start === 0 ? longitudes[longitudes.length - 1]! : longitudes[start - 1]! + 360;
  return { west, east, south, north };
}

/** Kilometres to a pixel along a horizontal line near the middle of a map. */
export function kilometresPerPixel(projection: GeoProjection, width: number, height: number): number {
  const y = height / 2;
  const a = projection.invert?.([width / 2 - 10, y]);
  const b = projection.invert?.([width / 2 + 10, y]);
  return a && b ? (geoDistance(a, b) * 6371.0088) / 20 : Number.NaN;
}
