import { quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';
import { multiPolygon, snapped } from './clean.mjs';

/** Degrees within which two vertices are one: the borders of neighbours were digitised apart. */
const TOLERANCE = 0.003;

/** Features of decoded shapes with shared borders; `propertiesOf` says what stands beside a shape. */
export function cleaned(shapes, propertiesOf) {
  return snapped(shapes, TOLERANCE).map((shape) => ({
    type: 'Feature',
    ...propertiesOf(shape),
    geometry: multiPolygon(shape.rings),
  }));
}

/**
 * The TopoJSON text of features, simplified together so that shared borders stay shared: triangles and lone islands of fewer square
 * degrees go. A feature that would vanish is an error.
 */
export function light(object, features, leastArea) {
  const weighed = presimplify(topology({ [object]: { type: 'FeatureCollection', features } }, 1e5));
  const made = quantize(simplify(filter(weighed, filterWeight(weighed, leastArea)), leastArea), 3e4);
  const lost = made.objects[object].geometries.filter(({ arcs }) => !arcs || arcs.length === 0);
  if (lost.length > 0) throw new Error(`no shape left of ${lost.length} features`);
  return `${JSON.stringify(made)}\n`;
}
