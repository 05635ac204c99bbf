// Shapes of prefectures from the map data of Apache ECharts, as a simplified topology.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';

const require = createRequire(import.meta.url);
const maps = join(dirname(require.resolve('echarts/package.json')), 'map/json');

const GRID = 1e4;

/** Points as ECharts packs them: zigzag differences in 1/1024 degree, moved by 64 into printable characters. */
function unpack(text, [fromLon, fromLat]) {
  const points = [];
  let [lon, lat] = [fromLon, fromLat];
  const difference = (at) => {
    const code = text.charCodeAt(at) - 64;
    return (code >> 1) ^ -(code & 1);
  };
  for (let i = 0; i < text.length; i += 2) {
    lon += difference(i);
    lat += difference(i + 1);
    points.push([lon / 1024, lat / 1024]);
  }
  return points;
}

/** The rings of a polygon, each packed or plain: the outer one clockwise and the holes the other way, as TopoJSON has them. */
const ringsOf = (coordinates, offsets) =>
  coordinates.map((ring, i) => {
    const points = typeof ring === 'string' ? unpack(ring, offsets[i]) : ring;
    return isClockwise(points) === (i === 0) ? points : [...points].reverse();
  });

function isClockwise(points) {
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    twice += (nextX - x) * (nextY + y);
  });
  return twice > 0;
}

function geometryOf({ type, coordinates, encodeOffsets }) {
  return {
    type,
    coordinates:
      type === 'Polygon'
        ? ringsOf(coordinates, encodeOffsets)
        : coordinates.map((polygon, i) => ringsOf(polygon, encodeOffsets?.[i])),
  };
}

function shapesOf(file) {
  return JSON.parse(readFileSync(join(maps, file), 'utf8'))
    .features.filter(({ geometry, properties }) => properties.name && geometry?.coordinates[0]?.length)
    .map(({ geometry, properties }) => ({ name: properties.name, geometry: geometryOf(geometry) }));
}

/** The prefectures of provinces, by the names of their files in the map data. */
export const prefectureShapes = (files) => files.flatMap((file) => shapesOf(`province/${file}.json`));

/** The outlines of provinces, but for some, by their Chinese names. */
export const provinceShapes = (except) => shapesOf('china.json').filter(({ name }) => !except.includes(name));

/**
 * A TopoJSON text of shapes: shared borders are simplified together, and triangles and islands of fewer square degrees
 * go. `propertiesOf` says what stands beside a shape of a Chinese name.
 */
export function boundaries(shapes, leastArea, propertiesOf) {
  const features = shapes.map(({ name, geometry }) => ({
    type: 'Feature',
    properties: { ...propertiesOf(name), name_zh: name },
    geometry,
  }));
  const detailed = presimplify(topology({ shapes: { type: 'FeatureCollection', features } }));
  const simple = simplify(detailed, leastArea);
  return JSON.stringify(quantize(filter(simple, filterWeight(simple, leastArea)), GRID));
}
