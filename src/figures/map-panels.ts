import { max, min } from 'd3-array';
import { geoGraticule10, geoPath } from 'd3-geo';
import type { FeatureCollection } from 'geojson';
import { escapeXml } from '../core/escape-xml.ts';
import type { Result } from '../study/result.ts';
import { dot, UNCERTAIN } from './certainty.ts';
import { AROUND } from './colours.ts';
import type { Box } from './label-places.ts';
import { northArrow, northArrowBox } from './north-arrow.ts';
import { type Trace, traceOf } from './outline.ts';
import { type Fitted, fittedProjection, kilometresPerPixel } from './projection.ts';
import { element, label, line, rectangle, standsFor } from './svg.ts';

/** How one shape is filled, and what is said of it when it is pointed at. */
export interface Fill {
  fill: string;
  title?: string;
  /** Whether dots are laid over the fill. */
  dotted?: boolean;
}

/** Maps of one size that share their outlines. */
export interface MapPanels extends Pick<Fitted, 'name' | 'height' | 'projection' | 'isWorld'> {
  /** Outlines, to stand once in the drawing before its panels. */
  defs: string;
  /** Space that the scale bar and the north arrow take. */
  marks: readonly Box[];
  /** One map, its upper left corner at the origin. `over` is drawn above the shapes. */
  panel(fillOf: (unit: number | undefined, shape: number) => Fill, over?: string): string;
}

const known = new WeakMap<FeatureCollection, Map<string, Trace[]>>();

/** Shapes under a projection; several figures of one result draw the same ones. */
function tracesOf(shapes: FeatureCollection, { projection, height }: Fitted): Trace[] {
  const seen = known.get(shapes) ?? new Map<string, Trace[]>();
  known.set(shapes, seen);
  // Where these three places fall says all of a projection that is fitted to a frame.
  const places = [
    [0, 10],
    [60, 40],
    [120, 50],
  ].map((place) => projection(place as [number, number]));
  const key = JSON.stringify([places, projection.clipExtent(), height]);
  const made = seen.get(key) ?? shapes.features.map((shape) => traceOf(projection, shape));
  seen.set(key, made);
  return made;
}

/** Prepares maps of the result's shapes at a width; needs `result.boundaries`. `edge` is the space around the study area. */
export function mapPanels(result: Result, width: number, edge?: number): MapPanels {
  const { features, ids } = result.boundaries!;
  const fitted = fittedProjection(result, result.boundaries!, width, edge);
  const { projection, isWorld, height } = fitted;
  projection.clipExtent([
    [0, 0],
    [width, height],
  ]);
  const unitAt = new Map(result.panel.units.map((unit, u) => [unit.id, u]));
  const units = ids.map((id) => (id === undefined ? undefined : unitAt.get(id)));
  const unitId = (unit: number | undefined) =>
    unit === undefined ? undefined : result.panel.units[unit]!.id;
  const traces = tracesOf(features, fitted);
  const outlines = traces.map(({ path }) => path);
  const context = result.context ? tracesOf(result.context.features, fitted).map(({ path }) => path) : [];
  const sphere = isWorld ? (geoPath(projection).digits(1)({ type: 'Sphere' }) ?? '') : '';
  const clip = element('clipPath', { id: 'map-frame' }, rectangle(0, 0, width, height, {}));
  const background = isWorld
    ? element('path', { d: sphere, fill: '#f7fafc' }) + graticule(fitted)
    : rectangle(0, 0, width, height, { fill: '#f7fafc' });
  const arrow = northArrowBox(
    width,
    height,
    traces.flatMap(({ rings }) => rings.flat()),
  );
  const frame = { fill: 'none', stroke: '#b9c4cc', 'stroke-width': '0.6' };
  const border = isWorld
    ? element('path', { d: sphere, ...frame })
    : rectangle(0, 0, width, height, frame) + scaleBar(fitted, width) + northArrow(arrow);
  return {
    ...fitted,
    marks: isWorld
      ? []
      : [{ x: 0, y: height - 26, width: roundLength(fitted, width).length + 60, height: 26 }, arrow],
    defs: element(
      'defs',
      {},
      clip,
      context.some((d) => d !== '')
        ? element('path', {
            id: 'context',
            d: context.join(''),
            fill: AROUND,
            stroke: '#c2b8a8',
            'stroke-width': '0.5',
          })
        : '',
      ...outlines.map((d, i) => (d === '' ? '' : element('path', { id: `shape-${i}`, d }))),
    ),
    panel(fillOf, over = '') {
      const dotted: string[] = [];
      const shapes = outlines.map((d, i) => {
        if (d === '') return '';
        const { fill, title, dotted: isDotted } = fillOf(units[i], i);
        if (isDotted) dotted.push(dotsOver(traces[i]!, i));
        return element(
          'use',
          { href: `#shape-${i}`, fill, ...standsFor({ unit: unitId(units[i]) }) },
          ...(title === undefined ? [] : [element('title', {}, escapeXml(title))]),
        );
      });
      const drawn = { stroke: '#ffffff', 'stroke-width': '0.5', 'stroke-linejoin': 'round' };
      const around = context.some((d) => d !== '') ? element('use', { href: '#context' }) : '';
      return (
        background +
        element(
          'g',
          { 'clip-path': 'url(#map-frame)' },
          around,
          element('g', drawn, ...shapes),
          ...(dotted.length > 0 ? [element('g', { 'pointer-events': 'none' }, ...dotted)] : []),
          over,
        ) +
        border
      );
    },
  };
}

/** Across a shape smaller than this many pixels the pattern might have no dot. */
const SMALL = 9;

function dotsOver({ rings }: Trace, i: number): string {
  const points = rings.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right] = [min(xs)!, max(xs)!];
  const [top, bottom] = [min(ys)!, max(ys)!];
  if (points.length > 0 && Math.min(right - left, bottom - top) < SMALL)
    return dot((left + right) / 2, (top + bottom) / 2);
  return element('use', { href: `#shape-${i}`, fill: UNCERTAIN });
}

function graticule({ projection }: Fitted): string {
  const d = geoPath(projection).digits(1)(geoGraticule10()) ?? '';
  return element('path', { d, fill: 'none', stroke: '#dde5ea', 'stroke-width': '0.4' });
}

/** A line with round kilometres, about a fifth of the map; never a ratio, which resizing would falsify. */
function scaleBar(fitted: Fitted, width: number): string {
  const { kilometres, length } = roundLength(fitted, width);
  if (!(length > 0)) return '';
  const y = fitted.height - 12;
  return [
    line(10, y, 10 + length, y, { 'stroke-width': '2' }),
    line(10, y - 4, 10, y, {}),
    line(10 + length, y - 4, 10 + length, y, {}),
    label(14 + length, y + 1, `${kilometres} km`, { 'font-size': '10' }),
  ].join('');
}

function roundLength({ projection, height }: Fitted, width: number): { kilometres: number; length: number } {
  const perPixel = kilometresPerPixel(projection, width, height);
  const target = perPixel * width * 0.2;
  const power = 10 ** Math.floor(Math.log10(target));
  const kilometres = [5, 2, 1].map((step) => step * power).find((one) => one <= target) ?? power;
  return { kilometres, length: kilometres / perPixel };
}
