// Shapes of prefectures from the map data of Apache ECharts, as a simplified topology.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decode } from '../../../scripts/china-shapes/decode.mjs';
import { cleaned, light } from '../../../scripts/china-shapes/light.mjs';

const require = createRequire(import.meta.url);
const maps = join(dirname(require.resolve('echarts/package.json')), 'map/json');

function shapesOf(file) {
  const { features } = JSON.parse(readFileSync(join(maps, file), 'utf8'));
  return decode({
    features: features.filter(
      ({ geometry, properties }) => properties.name && geometry?.coordinates[0]?.length,
    ),
  });
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
  const features = cleaned(shapes, ({ name }) => ({ properties: { ...propertiesOf(name), name_zh: name } }));
  return light('shapes', features, leastArea);
}
