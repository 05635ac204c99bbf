import { geoPath } from 'd3-geo';
import { fittedProjection } from '../figures/projection.ts';
import { kindOf, mapCaption, shapeName } from '../figures/study-shapes.ts';
import type { Result } from '../study/result.ts';
import type { MapShapes } from './snapshot.ts';

const WIDTH = 800;

/** The map of a study as paths, in the projection of its figures. */
export function mapShapes(result: Result): MapShapes {
  const boundaries = result.boundaries!;
  const fitted = fittedProjection(result, boundaries, WIDTH);
  const { height } = fitted;
  const path = geoPath(
    fitted.projection.clipExtent([
      [-20, -20],
      [WIDTH + 20, height + 20],
    ]),
  ).digits(1);
  const unitAt = new Map(result.panel.units.map(({ id }, u) => [id, u]));
  const shapes = boundaries.features.features.map((feature, i) => {
    const id = boundaries.ids[i];
    const [x, y] = path.centroid(feature);
    const [[left, top], [right, bottom]] = path.bounds(feature);
    const en = shapeName(result, i, 'en');
    return {
      path: path(feature) ?? '',
      kind: kindOf(result, i),
      unit: id === undefined ? -1 : (unitAt.get(id) ?? -1),
      ...(en === undefined ? {} : { name: { en, zh: shapeName(result, i, 'zh') ?? en } }),
      x,
      y,
      box: [left, top, right, bottom] as [number, number, number, number],
    };
  });
  const around = (result.context?.features.features ?? []).map((feature) => path(feature) ?? '');
  return {
    width: WIDTH,
    height,
    shapes: shapes.filter(({ path: d }) => d !== ''),
    around: around.filter((d) => d !== ''),
    caption: { en: mapCaption(result, fitted.name, 'en'), zh: mapCaption(result, fitted.name, 'zh') },
  };
}
