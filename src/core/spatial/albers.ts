import { log } from '../math/log.ts';
import { cos, sin } from '../math/trigonometry.ts';

/** An equal-area conic projection: two standard parallels and the central meridian, in degrees. */
export interface Albers {
  parallels: readonly [number, number];
  meridian: number;
}

/** WGS84: semi-major axis in metres, and eccentricity. */
const RADIUS = 6378137;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);
const E = Math.sqrt(E2);
const DEGREE = 0.017453292519943295;

/**
 * Projects longitudes and latitudes in degrees to metres on the WGS84 ellipsoid; the origin is at latitude 0. Areas are
 * true everywhere, distances along the parallels. Places across the date line from the meridian are taken the short way
 * round. Source: Snyder (1987), Map Projections: A Working Manual, equations 14-1 to 14-6 and 3-12.
 * @example Math.round(albers({ parallels: [25, 47], meridian: 105 })(105, 0).y) // => 0
 */
export function albers({
  parallels,
  meridian,
}: Albers): (lon: number, lat: number) => { x: number; y: number } {
  const [first, second] = parallels.map((parallel) => parallel * DEGREE) as [number, number];
  const m1 = radiusAt(first);
  const q1 = authalic(first);
  const n =
    first === second ? sin(first) : (m1 * m1 - radiusAt(second) * radiusAt(second)) / (authalic(second) - q1);
  const c = m1 * m1 + n * q1;
  const rho = (latitude: number) => (RADIUS * Math.sqrt(c - n * authalic(latitude))) / n;
  const origin = rho(0);
  return (lon, lat) => {
    const turned = lon - meridian;
    const theta = n * DEGREE * (turned - 360 * Math.round(turned / 360));
    const distance = rho(lat * DEGREE);
    return { x: distance * sin(theta), y: origin - distance * cos(theta) };
  };
}

function radiusAt(latitude: number): number {
  const s = sin(latitude);
  return cos(latitude) / Math.sqrt(1 - E2 * s * s);
}

/** Snyder's q, proportional to the area between the equator and a latitude. */
function authalic(latitude: number): number {
  const s = sin(latitude);
  return (1 - E2) * (s / (1 - E2 * s * s) - log((1 - E * s) / (1 + E * s)) / (2 * E));
}
