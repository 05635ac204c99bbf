import { atan2 } from '../math/arctangent.ts';
import { cos, sin } from '../math/trigonometry.ts';

/** Mean radius of the Earth in kilometres (IUGG). */
const RADIUS = 6371.0088;
const DEGREE = 0.017453292519943295;

/**
 * Kilometres between two points along a great circle of a sphere, by the haversine formula
 * h = sin^2(dlat/2) + cos(lat1) cos(lat2) sin^2(dlon/2), d = 2 R atan2(sqrt(h), sqrt(1 - h)). Up to 0.5 % from the distance on the
 * ellipsoid; what papers mean by a distance computed from coordinates. NaN where a coordinate is.
 * @example greatCircle({ lon: 0, lat: 0 }, { lon: 180, lat: 0 }).toFixed(3) // => '20015.114'
 */
export function greatCircle(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const north = sin(((b.lat - a.lat) * DEGREE) / 2);
  const east = sin(((b.lon - a.lon) * DEGREE) / 2);
  const h = north * north + cos(a.lat * DEGREE) * cos(b.lat * DEGREE) * east * east;
  return 2 * RADIUS * atan2(Math.sqrt(h), Math.sqrt(Math.max(0, 1 - h)));
}
