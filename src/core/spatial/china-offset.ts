import { atan2 } from '../math/arctangent.ts';
import { cos, sin } from '../math/trigonometry.ts';

/** Degrees of longitude and latitude. */
export type Place = readonly [lon: number, lat: number];

const PI = 3.141592653589793;
/** The ellipsoid of Krasovsky 1940, by which the offsets are made. */
const RADIUS = 6378245;
const FLATNESS = 0.006693421622965943;

/**
 * A place of WGS84 as GCJ-02 shows it, the datum that maps of China must use: moved by 300 to 700 m, otherwise at every place.
 * By the published form of the transformation, which holds inside of China.
 * @example wgs84ToGcj02([116.404, 39.915]).map((value) => value.toFixed(6)) // => ['116.410244', '39.916404']
 */
export function wgs84ToGcj02([lon, lat]: Place): Place {
  const [x, y] = [lon - 105, lat - 35];
  const common = 20 * sin(6 * x * PI) + 20 * sin(2 * x * PI);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ((common + waves(y, 160, 320)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ((common + waves(x, 150, 300)) * 2) / 3;
  const angle = (lat / 180) * PI;
  const square = 1 - FLATNESS * sin(angle) * sin(angle);
  const root = Math.sqrt(square);
  return [
    lon + (east * 180) / ((RADIUS / root) * cos(angle) * PI),
    lat + (north * 180) / (((RADIUS * (1 - FLATNESS)) / (square * root)) * PI),
  ];
}

function waves(along: number, twelfth: number, thirtieth: number): number {
  return (
    20 * sin(along * PI) +
    40 * sin((along / 3) * PI) +
    twelfth * sin((along / 12) * PI) +
    thirtieth * sin((along / 30) * PI)
  );
}

/**
 * A place of GCJ-02 as BD-09 shows it, the datum of Baidu's maps: moved by some 900 m more.
 * @example gcj02ToBd09([116.404, 39.915]).map((value) => value.toFixed(6)) // => ['116.410369', '39.921337']
 */
export function gcj02ToBd09([lon, lat]: Place): Place {
  const turn = (PI * 3000) / 180;
  const far = Math.sqrt(lon * lon + lat * lat) + 0.00002 * sin(lat * turn);
  const angle = atan2(lat, lon) + 0.000003 * cos(lon * turn);
  return [far * cos(angle) + 0.0065, far * sin(angle) + 0.006];
}
