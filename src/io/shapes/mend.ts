import { geoArea } from 'd3-geo';
import type { Feature, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import type { Text } from '../../core/text.ts';
import { area, crossing } from './crossing.ts';

/** What was mended, and which features cannot be drawn; features by their place in the file. */
export interface Mended {
  closed: number[];
  turned: number[];
  broken: Map<number, Text>;
}

/** Closes open rings and turns those that run the wrong way round, in place, and finds what cannot be mended. */
export function mend(features: readonly Feature<Geometry | null>[]): Mended {
  const mended: Mended = { closed: [], turned: [], broken: new Map() };
  features.forEach(({ geometry }, i) => {
    const polygons = polygonsOf(geometry);
    if (!polygons || polygons.length === 0 || polygons.some((rings) => rings.length === 0)) {
      if (!geometry || polygons) mended.broken.set(i, { en: 'no geometry', zh: '没有几何' });
      else
        mended.broken.set(i, {
          en: `${geometry.type} and not a polygon`,
          zh: `${geometry.type}，不是多边形`,
        });
      return;
    }
    const rings = polygons.flat();
    if (rings.map(close).some(Boolean)) mended.closed.push(i);
    if (rings.some((ring) => ring.length < 4)) {
      mended.broken.set(i, { en: 'a ring of fewer than three corners', zh: '环的顶点少于三个' });
      return;
    }
    const whole = rings.reduce((sum, ring) => sum + area(ring), 0);
    const at = rings.map((ring) => crossing(ring, whole)).find((found) => found !== undefined);
    if (at) {
      const place = at.map((value) => Math.round(value * 1e4) / 1e4).join(', ');
      mended.broken.set(i, {
        en: `a border that crosses itself near ${place}`,
        zh: `边界在 ${place} 附近自相交`,
      });
      return;
    }
    if (polygons.map(turn).some(Boolean)) mended.turned.push(i);
  });
  return mended;
}

function polygonsOf(geometry: Geometry | null): Position[][][] | undefined {
  if (geometry?.type === 'Polygon') return [(geometry as Polygon).coordinates];
  return geometry?.type === 'MultiPolygon' ? (geometry as MultiPolygon).coordinates : undefined;
}

function close(ring: Position[]): boolean {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return false;
  ring.push([...first]);
  return true;
}

/**
 * Gives a polygon the directions that drawing on the globe needs: the outer ring clockwise, holes the other way. A ring
 * that encloses more than half of the globe was drawn the other way. Counts as turned only where rings contradict
 * each other or d3 would fill the rest of the globe.
 */
function turn(rings: Position[][]): boolean {
  let turned = false;
  rings.forEach((ring, i) => {
    const isLarge = geoArea({ type: 'Polygon', coordinates: [ring] }) > 2 * Math.PI;
    if (isLarge === i > 0) return;
    ring.reverse();
    turned = true;
  });
  return turned;
}
