import { ticks } from 'd3-array';
import { contours } from 'd3-contour';
import * as z from 'zod';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { sequential } from './colours.ts';
import { figure, lang, MARGIN, nodeOf, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { type Layer, type SurfaceData, surfaceData } from './surface-data.ts';
import { type Ground, groundOf } from './surface-ground.ts';
import { element, label, MUTED, px, rectangle, standsFor } from './svg.ts';
import { wrapped } from './text-width.ts';
import { decimalsOf } from './trend-marks.ts';

const GAP = 14;
const TOP = 44;
const HEAD = 22;

export const surface = figure({
  id: 'surface',
  title: { en: 'Smoothed surface', zh: '平滑曲面' },
  about: {
    en: 'The scores smoothed over the study area as filled contours, a panel for each period on one scale, units as dots, clipped to the shapes of the study where it has boundaries. It illustrates the pattern and measures nothing between the units. Needs the analysis surface.',
    zh: '得分在研究区内平滑后的等值面，每期一幅、共用标尺，圆点为单元；有边界时裁剪至研究区。仅展示格局，单元之间并无实测。需要 surface 分析。',
  },
  options: z.object({
    lang,
    node: z
      .string()
      .optional()
      .meta({ description: 'node; default: the first of the analysis', zh: '节点，默认为分析中的第一个' }),
    periods: z
      .array(z.number().int())
      .optional()
      .meta({ description: 'periods to show; default: all of the analysis', zh: '显示的时期，默认全部' }),
    levels: z
      .number()
      .int()
      .min(3)
      .max(30)
      .default(10)
      .meta({ description: 'number of contour levels', zh: '等值线级数' }),
    width: widthOption(),
  }),
  available: (result) => recordsOf(result, 'surface').some((row) => !Number.isNaN(row.value)),
  alt(result, options) {
    const { node, layers, low, high, bandwidth } = surfaceData(result, options);
    const title = nodeOf(result, node).node.title[options.lang];
    const decimals = decimalsOf([low, high]) + 1;
    const span = `${fixed(low, decimals)} – ${fixed(high, decimals)}`;
    return options.lang === 'zh'
      ? `${title}的平滑曲面（${layers.map(({ period }) => period).join('、')}），取值 ${span}。${caption(bandwidth, 'zh')}`
      : `Smoothed surface of ${title} (${layers.map(({ period }) => period).join(', ')}), values ${span}. ${caption(bandwidth, 'en')}`;
  },
  content(result, options) {
    const data = surfaceData(result, options);
    const inner = options.width - 2 * MARGIN;
    const columns = options.width < 600 ? 1 : Math.min(3, data.layers.length);
    const width = (inner - (columns - 1) * GAP) / columns;
    const ground = groundOf(result, data, width);
    const thresholds = levelsOf(data, options.levels);
    const panels = data.layers.map((layer, i) => {
      const x = MARGIN + (i % columns) * (width + GAP);
      const y = TOP + Math.floor(i / columns) * (ground.height + HEAD + GAP);
      return element(
        'g',
        { transform: `translate(${px(x)},${px(y)})` },
        label(0, 12, String(layer.period), { 'font-weight': '600', ...standsFor({ period: layer.period }) }),
        element(
          'g',
          { transform: 'translate(0,18)' },
          ground.panel(
            filled(data, layer, thresholds, ground),
            dots(result, data.node, layer.period, ground),
          ),
        ),
      );
    });
    const below = TOP + Math.ceil(panels.length / columns) * (ground.height + HEAD + GAP);
    const lines = [caption(data.bandwidth, options.lang), ...ground.caption(options.lang)].flatMap((text) =>
      wrapped(text, inner, 10.5),
    );
    return {
      title: `${nodeOf(result, data.node).node.title[options.lang]}${options.lang === 'zh' ? '：平滑曲面' : ': smoothed surface'}`,
      height: below + 44 + lines.length * 14,
      parts: [
        ground.defs,
        ...panels,
        colourScale(data, Math.min(inner, 260), below + 4),
        ...lines.map((text, i) =>
          label(MARGIN, below + 46 + i * 14, text, { 'font-size': '10', fill: MUTED }),
        ),
      ],
    };
  },
});

/** Lower limits of the bands of colour: the lowest value, then round ones. */
function levelsOf({ low, high }: SurfaceData, levels: number): number[] {
  return [low, ...ticks(low, high, levels).filter((level) => level > low && level < high)];
}

function colourAt({ low, high }: SurfaceData, value: number): string {
  return sequential(high > low ? 0.04 + (0.9 * (value - low)) / (high - low) : 0.45);
}

/** Bands of colour, each drawn over the one below it; cells instead where the map tears the grid apart, as at a date line. */
function filled(data: SurfaceData, layer: Layer, thresholds: readonly number[], ground: Ground): string {
  const found = contours()
    .size([data.columns, data.rows])
    .thresholds([...thresholds])(layer.values);
  const bands = found.map(({ coordinates }) => coordinates.flat().map((ring) => placed(data, ring, ground)));
  const reach = Math.max(...bands.flat().map(longestStep), 0);
  if (reach > TORN * ground.width) return cells(data, layer, ground);
  return bands
    .map((rings, i) => {
      const d = rings.map(closed).join('');
      const middle = (thresholds[i]! + (thresholds[i + 1] ?? data.high)) / 2;
      const drawn = { 'fill-rule': 'evenodd', stroke: '#ffffff', 'stroke-width': '0.3' };
      return d === '' ? '' : element('path', { d, fill: colourAt(data, middle), ...drawn });
    })
    .join('');
}
/** A step between neighbours on the grid over more than this share of the map is a tear. */
const TORN = 0.2;

type Pixel = readonly [number, number];

/** Corners on the grid, in cells, as places on the map; those that the map does not show are left out. */
function placed(data: SurfaceData, ring: readonly (readonly number[])[], ground: Ground): Pixel[] {
  return ring.flatMap(([column, row]) => {
    const at = ground.at(data.x + (column! - 0.5) * data.side, data.y + (row! - 0.5) * data.side);
    return at ? [at] : [];
  });
}

function longestStep(ring: readonly Pixel[]): number {
  return ring.reduce((most, [x, y], i) => {
    const [fromX, fromY] = ring[i === 0 ? ring.length - 1 : i - 1]!;
    return Math.max(most, Math.abs(x - fromX), Math.abs(y - fromY));
  }, 0);
}

function closed(ring: readonly Pixel[]): string {
  return ring.length > 2 ? `M${ring.map(([x, y]) => `${px(x)} ${px(y)}`).join('L')}Z` : '';
}

function cells(data: SurfaceData, { values }: Layer, ground: Ground): string {
  return values
    .map((value, i) => {
      if (Number.isNaN(value)) return '';
      const [column, row] = [i % data.columns, Math.floor(i / data.columns)];
      const square = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ];
      const ring = placed(data, square, ground);
      if (ring.length < 4 || longestStep(ring) > TORN * ground.width) return '';
      const fill = colourAt(data, value);
      return element('path', { d: closed(ring), fill, stroke: fill, 'stroke-width': '0.4' });
    })
    .join('');
}

/** Units that have a score in the period. */
function dots(result: Result, node: string, period: number, ground: Ground): string {
  const { panel } = result;
  const { score } = nodeOf(result, node);
  const p = panel.periods.indexOf(period);
  const size = panel.units.length > 100 ? 1.5 : 2.4;
  return panel.units
    .map((unit, u) => {
      const at = ground.place(unit);
      if (!at || Number.isNaN(score[p * panel.units.length + u]!)) return '';
      return element('circle', {
        ...standsFor({ unit: unit.id }),
        cx: at[0],
        cy: at[1],
        r: size,
        fill: '#22303c',
        stroke: '#ffffff',
        'stroke-width': '0.8',
      });
    })
    .join('');
}

/** The scale of colours with round values below it. */
function colourScale(data: SurfaceData, width: number, y: number): string {
  const { low, high } = data;
  const steps = 60;
  const bar = Array.from({ length: steps }, (_, i) =>
    rectangle(MARGIN + (i * width) / steps, y, width / steps + 0.3, 12, {
      fill: colourAt(data, low + ((i + 0.5) / steps) * (high - low)),
    }),
  );
  const marks = high > low ? ticks(low, high, 4) : [low];
  const decimals = high > low ? decimalsOf(marks) : 3;
  const words = marks.map((mark) => {
    const x = MARGIN + (high > low ? (mark - low) / (high - low) : 0.5) * width;
    return (
      element('path', { d: `M${px(x)} ${px(y + 12)}v4`, stroke: '#22303c', 'stroke-width': '0.75' }) +
      label(x, y + 27, fixed(mark, decimals), { 'font-size': '10', 'text-anchor': 'middle' })
    );
  });
  return [...bar, ...words].join('');
}

function caption(bandwidth: number, language: 'en' | 'zh'): string {
  const km = fixed(bandwidth, bandwidth < 10 ? 1 : 0);
  return language === 'zh'
    ? `核平滑，带宽 ${km} 千米；圆点为有得分的单元，过远处留空。仅展示格局，单元之间并无实测。`
    : `Kernel smoothing, bandwidth ${km} km; dots are units with a score, places too far from them are left empty. It illustrates the pattern: nothing was measured between the units.`;
}
