import { albers, albersInverse } from '../core/spatial/albers.ts';
import { projectionOf } from '../study/places.ts';
import type { Result } from '../study/result.ts';
import { OUTSIDE } from './colours.ts';
import { mapPanels } from './map-panels.ts';
import { mapCaption } from './study-shapes.ts';
import type { SurfaceData } from './surface-data.ts';
import { element, rectangle } from './svg.ts';

/** Where a panel draws: over the shapes of the study, or on a plain frame. */
export interface Ground {
  width: number;
  height: number;
  defs: string;
  /** From kilometres of the grid to pixels; undefined where the map does not show the place. */
  at(x: number, y: number): [number, number] | undefined;
  /** From degrees to pixels. */
  place(unit: { lon?: number | undefined; lat?: number | undefined }): [number, number] | undefined;
  panel(fill: string, over: string): string;
  /** What must stand under a map of these shapes. */
  caption(lang: 'en' | 'zh'): string[];
}

/** The ground of a result, by what it has. */
export function groundOf(result: Result, data: SurfaceData, width: number): Ground {
  return result.boundaries ? shapesGround(result, width) : plainGround(result, data, width);
}

/** Over the shapes of the study, its fills clipped to them. */
function shapesGround(result: Result, width: number): Ground {
  const maps = mapPanels(result, width);
  const { ids } = result.boundaries!;
  const inverse = albersInverse(projectionOf(result.plan.study.units, result.panel)!);
  const place = (lon: number | undefined, lat: number | undefined): [number, number] | undefined => {
    if (lon === undefined || lat === undefined || Number.isNaN(lon)) return undefined;
    return maps.projection([lon, lat]) ?? undefined;
  };
  const own = ids.flatMap((id, i) =>
    id !== undefined && maps.defs.includes(`id="shape-${i}"`)
      ? [element('use', { href: `#shape-${i}` })]
      : [],
  );
  return {
    width,
    height: maps.height,
    defs: maps.defs + element('defs', {}, element('clipPath', { id: 'study-area' }, ...own)),
    at(x, y) {
      const { lon, lat } = inverse(x * 1000, y * 1000);
      return place(lon, lat);
    },
    place: ({ lon, lat }) => place(lon, lat),
    caption: (language) => mapCaption(result, maps.name, language),
    panel(fill, over) {
      const borders = element('g', { fill: 'none', stroke: '#ffffff', 'stroke-width': '0.6' }, ...own);
      return maps.panel(
        () => ({ fill: OUTSIDE }),
        element('g', { 'clip-path': 'url(#study-area)' }, fill) + borders + over,
      );
    },
  };
}

/** On a frame of the size of the grid. */
function plainGround(result: Result, data: SurfaceData, width: number): Ground {
  const project = albers(projectionOf(result.plan.study.units, result.panel)!);
  const scale = width / (data.columns * data.side);
  const height = data.rows * data.side * scale;
  const at = (x: number, y: number): [number, number] => [
    (x - data.x + data.side / 2) * scale,
    height - (y - data.y + data.side / 2) * scale,
  ];
  return {
    width,
    height,
    defs: '',
    at,
    place({ lon, lat }) {
      if (lon === undefined || lat === undefined) return undefined;
      const { x, y } = project(lon, lat);
      return at(x / 1000, y / 1000);
    },
    caption: () => [],
    panel: (fill, over) =>
      rectangle(0, 0, width, height, { fill: '#f7fafc' }) +
      fill +
      over +
      rectangle(0, 0, width, height, { fill: 'none', stroke: '#b9c4cc', 'stroke-width': '0.6' }),
  };
}
