import { geoGraticule10, geoPath } from 'd3-geo';
import * as z from 'zod';
import { escapeXml } from '../core/escape-xml.ts';
import type { NodeResult, Result } from '../study/result.ts';
import { summaryOf } from './alt.ts';
import { classColours, NO_DATA, OUTSIDE } from './colours.ts';
import { figure, lang, nodeOf, nodeOption, titled } from './figure.ts';
import { classLegend, hatch } from './legend.ts';
import { type Fitted, fittedProjection, kilometresPerPixel } from './projection.ts';
import { drawing, element, label, line, MUTED, rectangle } from './svg.ts';

const MARGIN = 16;
const GAP = 14;

export const map = figure({
  id: 'map',
  title: { en: 'Map', zh: '地图' },
  about: {
    en: 'Choropleth of the grades, one panel per period, all with one legend. Needs units.boundaries.',
    zh: '等级分布图，每个时期一幅，共用一个图例。需要 units.boundaries。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    periods: z
      .array(z.number().int())
      .optional()
      .meta({ description: 'periods to show; default: all', zh: '显示的时期，默认全部' }),
    columns: z
      .number()
      .int()
      .min(1)
      .max(6)
      .optional()
      .meta({ description: 'panels in a row', zh: '每行幅数' }),
    width: z
      .number()
      .min(320)
      .max(4000)
      .default(960)
      .meta({ description: 'width in pixels', zh: '宽度（像素）' }),
  }),
  available: ({ boundaries }) => boundaries !== undefined,
  alt: (result, options) => summaryOf(result, nodeOf(result, options.node), options.lang),
  draw(result, options) {
    const node = nodeOf(result, options.node);
    const shown = result.panel.periods
      .map((period, p) => ({ period, p }))
      .filter(({ period }) => options.periods?.includes(period) ?? true);
    const columns = options.columns ?? (options.width < 600 ? 1 : Math.min(3, shown.length));
    const panelWidth = (options.width - 2 * MARGIN - (columns - 1) * GAP) / columns;
    const fitted = fittedProjection(result, result.boundaries!, panelWidth);
    const rows = Math.ceil(shown.length / columns);
    const top = 44;
    const panels = shown.map(({ period, p }, i) => {
      const x = MARGIN + (i % columns) * (panelWidth + GAP);
      const y = top + Math.floor(i / columns) * (fitted.height + 30);
      const letter = shown.length > 1 ? `(${String.fromCharCode(97 + i)}) ` : '';
      return element(
        'g',
        { transform: `translate(${x},${y})` },
        label(0, 12, `${letter}${period}`, { 'font-weight': '600' }),
        element(
          'g',
          { transform: 'translate(0,18)' },
          panel(result, node, p, fitted, panelWidth, i, options.lang),
        ),
      );
    });
    const below = top + rows * (fitted.height + 30) + 10;
    const missing = shown.some(({ p }) =>
      result.boundaries!.ids.some((id) => id !== undefined && gradeAt(result, node, id, p) === 0),
    );
    const legend = classLegend(node, MARGIN, below + 4, options.width - 2 * MARGIN, options.lang, {
      noData: missing,
      outside: result.boundaries!.ids.some((id) => id === undefined),
    });
    const title = titled(result, node.node.title[options.lang], options.lang);
    const source = `${fitted.name[options.lang]} · ${result.boundaries!.file}`;
    const height = below + legend.height + 24;
    return drawing(
      options.width,
      height,
      title,
      summaryOf(result, node, options.lang),
      options.lang,
      hatch(),
      label(MARGIN, 26, title, { 'font-size': '16', 'font-weight': '600' }),
      ...panels,
      legend.svg,
      label(MARGIN, height - 10, source, { 'font-size': '10', fill: MUTED }),
    );
  },
});

function gradeAt({ panel }: Result, { grade }: NodeResult, id: string, p: number): number {
  return grade[p * panel.units.length + panel.units.findIndex((unit) => unit.id === id)] ?? 0;
}

function panel(
  result: Result,
  node: NodeResult,
  p: number,
  fitted: Fitted,
  width: number,
  index: number,
  lang: 'en' | 'zh',
): string {
  const { projection, isWorld, height } = fitted;
  projection.clipExtent([
    [0, 0],
    [width, height],
  ]);
  // d3 digits: a tenth of a pixel keeps a world map below half a megabyte.
  const path = geoPath(projection).digits(1);
  const colours = classColours(node.classes.length);
  const { features, ids } = result.boundaries!;
  const outline = isWorld ? (path({ type: 'Sphere' }) ?? '') : '';
  const shapes = features.features.map((shape, i) => {
    const id = ids[i];
    const d = path(shape);
    if (!d) return '';
    if (id === undefined) return element('path', { d, fill: OUTSIDE });
    const grade = gradeAt(result, node, id, p);
    return element(
      'path',
      { d, fill: grade > 0 ? colours[grade - 1] : NO_DATA },
      element('title', {}, tooltip(result, node, id, p, lang)),
    );
  });
  const clip = `panel-${index}`;
  return [
    element('clipPath', { id: clip }, rectangle(0, 0, width, height, {})),
    isWorld
      ? element('path', { d: outline, fill: '#f7fafc' })
      : rectangle(0, 0, width, height, { fill: '#f7fafc' }),
    isWorld
      ? element('path', {
          d: path(geoGraticule10()) ?? '',
          fill: 'none',
          stroke: '#dde5ea',
          'stroke-width': '0.4',
        })
      : '',
    element(
      'g',
      { 'clip-path': `url(#${clip})`, stroke: '#ffffff', 'stroke-width': '0.5', 'stroke-linejoin': 'round' },
      ...shapes,
    ),
    isWorld
      ? element('path', { d: outline, fill: 'none', stroke: '#b9c4cc', 'stroke-width': '0.6' })
      : rectangle(0, 0, width, height, { fill: 'none', stroke: '#b9c4cc', 'stroke-width': '0.6' }),
    isWorld ? '' : scaleBar(fitted, width) + northArrow(width),
  ].join('');
}

function tooltip(
  { panel }: Result,
  { score, rank }: NodeResult,
  id: string,
  p: number,
  lang: 'en' | 'zh',
): string {
  const u = panel.units.findIndex((unit) => unit.id === id);
  const row = p * panel.units.length + u;
  const name = escapeXml(panel.units[u]!.name[lang]);
  return Number.isNaN(score[row]!) ? name : `${name}: ${score[row]!.toFixed(4)} (${rank[row]})`;
}

/** A line with round kilometres, about a fifth of the map; never a ratio, which resizing would falsify. */
function scaleBar({ projection, height }: Fitted, width: number): string {
  const perPixel = kilometresPerPixel(projection, width, height);
  if (!(perPixel > 0)) return '';
  const target = perPixel * width * 0.2;
  const power = 10 ** Math.floor(Math.log10(target));
  const kilometres = [5, 2, 1].map((step) => step * power).find((one) => one <= target) ?? power;
  const length = kilometres / perPixel;
  const y = height - 12;
  return [
    line(10, y, 10 + length, y, { 'stroke-width': '2' }),
    line(10, y - 4, 10, y, {}),
    line(10 + length, y - 4, 10 + length, y, {}),
    label(14 + length, y + 1, `${kilometres} km`, { 'font-size': '10' }),
  ].join('');
}

function northArrow(width: number): string {
  const x = width - 18;
  return (
    element('path', { d: `M${x} 10 l6 18 l-6 -5 l-6 5 z`, fill: '#22303c' }) +
    label(x, 40, 'N', { 'font-size': '10', 'text-anchor': 'middle' })
  );
}
