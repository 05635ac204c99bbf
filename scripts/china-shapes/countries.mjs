import { createRequire } from 'node:module';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import { multiPolygon } from './clean.mjs';

const require = createRequire(import.meta.url);
countries.registerLocale(require('i18n-iso-countries/langs/en.json'));
countries.registerLocale(require('i18n-iso-countries/langs/zh.json'));

/** China and its parts, whose shapes come from the prefectures. */
const CHINA = new Set(['156', '158', '344', '446']);

/** The countries around China, cut to a rectangle of degrees (west, south, east, north). */
export function surroundings(box) {
  const atlas = require('world-atlas/countries-50m.json');
  return feature(atlas, atlas.objects.countries).features.flatMap(({ id, properties, geometry }) => {
    if (id === undefined || CHINA.has(id)) return [];
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons
      .flat()
      .map((ring) => cut(ring.slice(0, -1), box))
      .filter((ring) => ring.length >= 3);
    if (rings.length === 0) return [];
    const name = { name: properties.name, name_zh: countries.getName(id, 'zh') ?? properties.name };
    return [{ type: 'Feature', id, properties: name, geometry: multiPolygon(rings) }];
  });
}

/** A ring cut by the four sides of a rectangle in turn (Sutherland and Hodgman). */
function cut(ring, [west, south, east, north]) {
  const sides = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  return sides.reduce((points, [axis, limit, sign]) => {
    const isIn = (point) => sign * (point[axis] - limit) >= 0;
    return points.flatMap((point, i) => {
      const before = points[(i + points.length - 1) % points.length];
      if (isIn(point) === isIn(before)) return isIn(point) ? [point] : [];
      const share = (limit - before[axis]) / (point[axis] - before[axis]);
      const crossing = before.map((value, k) => value + share * (point[k] - value));
      return isIn(point) ? [crossing, point] : [crossing];
    });
  }, ring);
}
