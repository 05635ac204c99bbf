import { atan2 } from '../math/arctangent.ts';
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
  const { n, c } = coneOf({ parallels, meridian });
  const rho = (latitude: number) => (RADIUS * Math.sqrt(c - n * authalic(latitude))) / n;
  const origin = rho(0);
  return (lon, lat) => {
    const theta = n * DEGREE * shortWay(lon - meridian);
    const distance = rho(lat * DEGREE);
    return { x: distance * sin(theta), y: origin - distance * cos(theta) };
  };
}

/**
 * Longitude and latitude in degrees of a projected place: the inverse of `albers`, to about 1e-9 degrees. Places that are not
 * on the map of the earth (beyond the poles or more than half way round) have NaN. Source: Snyder (1987), equations 14-8 to 14-11 and 3-16.
 * @example Math.round(albersInverse({ parallels: [25, 47], meridian: 105 })(0, 0).lon) // => 105
 */
export function albersInverse(projection: Albers): (x: number, y: number) => { lon: number; lat: number } {
  const { n, c } = coneOf(projection);
  const origin = (RADIUS * Math.sqrt(c)) / n;
  const side = n < 0 ? -1 : 1;
  return (x, y) => {
    const down = origin - y;
    const turned = atan2(side * x, side * down) / (n * DEGREE);
    const latitude = latitudeOf((c - ((x * x + down * down) * n * n) / (RADIUS * RADIUS)) / n);
    if (!(Math.abs(turned) <= 180) || latitude !== latitude) return { lon: Number.NaN, lat: Number.NaN };
    return { lon: shortWay(projection.meridian + turned), lat: latitude / DEGREE };
  };
}

/** Constant of the cone, and Snyder's C. */
function coneOf({ parallels }: Albers): { n: number; c: number } {
  const [first, second] = parallels.map((parallel) => parallel * DEGREE) as [number, number];
  const m1 = radiusAt(first);
  const q1 = authalic(first);
  // Parallels that nearly coincide leave no digits in the quotient; its limit is the sine of the latitude between them.
  const n =
    Math.abs(first - second) < 1e-6
      ? sin((first + second) / 2)
      : (m1 * m1 - radiusAt(second) * radiusAt(second)) / (authalic(second) - q1);
  return { n, c: m1 * m1 + n * q1 };
}

/** Degrees of longitude from -180 to 180. */
function shortWay(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** The latitude in radians of Snyder's q, by Newton's method from the latitude on a sphere. */
function latitudeOf(q: number): number {
  if (!(Math.abs(q) <= POLE)) return Number.NaN;
  const onSphere = q / POLE;
  let latitude = atan2(onSphere, Math.sqrt(1 - onSphere * onSphere));
  for (let round = 0; round < 20; round++) {
    const s = sin(latitude);
    const rest = 1 - E2 * s * s;
    const slope = (2 * (1 - E2) * cos(latitude)) / (rest * rest);
    if (!(slope > 1e-12)) break;
    const step = (q - authalic(latitude)) / slope;
    latitude += step;
    if (Math.abs(step) < 1e-15) break;
  }
  return latitude;
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

/** Snyder's q of the pole. */
const POLE = authalic(90 * DEGREE);
