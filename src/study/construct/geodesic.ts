import geodesic from 'geographiclib-geodesic';
import type { Point } from '../coordinates.ts';

/**
 * Kilometres along the WGS84 geodesic (Karney 2013, doi:10.1007/s00190-012-0578-z, by his own library), rounded to the
 * millimetre: the library uses the platform's sine, whose last bit differs between engines.
 * @example kilometres({ lon: -73.8, lat: 40.6 }, { lon: -0.5, lat: 51.6 }) // => 5551.7594
 */
export function kilometres(a: Point, b: Point): number {
  const { s12 } = geodesic.Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon);
  return Math.round(s12! * 1000) / 1e6;
}
