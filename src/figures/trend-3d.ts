import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { figure, MARGIN, nodeOf } from './figure.ts';
import { groupName } from './grouping.ts';
import { element, label, MUTED, meant, px } from './svg.ts';
import { fitted, wrapped } from './text-width.ts';
import { type Box, boxOf, frame, frontEdges, type Place, through } from './trend-box.ts';
import { hasTrend, type TrendData, trendData, trendOptions, type Zone } from './trend-data.ts';
import { fillOf, strokeOf, trendLegend } from './trend-legend.ts';
import { markerAt } from './trend-marks.ts';
import { axisName, fitText, trendCaption, trendWords } from './trend-words.ts';

const GAP = 18;
const TOP = 44;

export const trend3d = figure({
  id: 'trend-3d',
  title: { en: 'Trend analysis in three dimensions', zh: '趋势分析（三维）' },
  about: {
    en: 'Scores of the units as sticks on a map floor, projected on the walls behind along west-east and south-north with the fitted curves; all periods over one another, a box for each group. Needs the analysis trend.',
    zh: '以立杆表示各单元得分，并投影到东西向、南北向两面墙上，附拟合曲线；各时期叠置，每组一幅。需要 trend 分析。',
  },
  options: trendOptions.extend({
    azimuth: z.number().min(0).max(360).default(215).meta({
      description: 'bearing from which the box is seen, degrees from north',
      zh: '观察方位角（自正北，度）',
    }),
    elevation: z
      .number()
      .min(5)
      .max(80)
      .default(24)
      .meta({ description: 'height of the eye above the floor, degrees', zh: '观察高度角（度）' }),
  }),
  available: hasTrend,
  alt: (result: Result, options) => trendWords(result, options, options.lang),
  content(result, options) {
    const data = trendData(result, options);
    const inner = options.width - 2 * MARGIN;
    const most = Math.max(1, Math.floor((inner + GAP) / (280 + GAP)));
    const columns = Math.min(data.zones.length, most, data.zones.length === 4 ? 2 : 3);
    const width = Math.min((inner - (columns - 1) * GAP) / columns, 720);
    const panels = data.zones.map((zone) => panel(result, data, zone, width, options));
    const height = Math.max(...panels.map((one) => one.height));
    const placed = panels.map(({ svg }, i) => {
      const x = MARGIN + (i % columns) * (width + GAP);
      const y = TOP + Math.floor(i / columns) * (height + GAP);
      return element('g', { transform: `translate(${px(x)},${px(y)})` }, svg);
    });
    const below = TOP + Math.ceil(panels.length / columns) * (height + GAP) + 4;
    const legend = trendLegend(data, trendCaption(data, options.lang), MARGIN, below, inner);
    const zh = options.lang === 'zh';
    return {
      title: `${nodeOf(result, data.node).node.title[options.lang]}${zh ? '：趋势分析' : ': trend analysis'}`,
      height: below + legend.height + 8,
      parts: [...placed, legend.svg],
    };
  },
});

function panel(
  result: Result,
  data: TrendData,
  zone: Zone,
  width: number,
  { azimuth, elevation, lang: language }: { azimuth: number; elevation: number; lang: 'en' | 'zh' },
): { svg: string; height: number } {
  const box = boxOf(width, azimuth, elevation);
  const edges = frontEdges(box);
  const small = { 'font-size': '10' };
  const bottom = 16 + box.height;
  const name = (side: 'left' | 'right') =>
    fitted(axisName(edges[side], data.rotation, language), width / 2 - 6, 10);
  const told = zone.periods.flatMap(({ period, x, y }) => {
    const walls = [x, y].map((curve, i) =>
      curve
        ? `${axisName(i === 0 ? 'x' : 'y', data.rotation, language).replace(/ ?[（(]km[）)]/, '')} ${fitText(curve)}`
        : '',
    );
    return wrapped(`${period}: ${walls.filter((one) => one !== '').join('; ')}`, width, 10.5);
  });
  const svg = [
    label(0, 10, fitted(groupName(zone.group, language), width, 13), { 'font-weight': '600' }),
    element(
      'g',
      { transform: 'translate(0,16)' },
      frame(box, zone, data.scale),
      ...zone.periods.flatMap((one) => onWalls(box, zone, data, one)),
      ...sticks(result, box, zone, data),
    ),
    label(0, bottom - 8, name('left'), { ...small }),
    label(width, bottom - 8, name('right'), { ...small, 'text-anchor': 'end' }),
    ...told.map((text, i) => label(0, bottom + 10 + i * 14, text, { ...small, fill: MUTED })),
  ];
  return { svg: svg.join(''), height: bottom + 4 + told.length * 14 };
}

/** Values and curves of one period on both walls. */
function onWalls(box: Box, zone: Zone, { scale }: TrendData, period: Zone['periods'][number]): string[] {
  const { wallX, wallY } = box;
  const height = (score: number) => (score - scale.low) / (scale.high - scale.low);
  const size = zone.periods[0]!.points.length > 60 ? 1 : 1.6;
  return (['x', 'y'] as const).flatMap((axis) => {
    const along = (km: number, z: number): Place => {
      const share = zone.length[axis] > 0 ? km / zone.length[axis] : 0.5;
      return axis === 'x' ? [share, wallY, z] : [wallX, share, z];
    };
    const values = period.points.map((point) => {
      const [x, y] = box.at(along(point[axis], height(point.score)));
      return markerAt(period.style, x, y, size);
    });
    const curve = period[axis];
    return [
      element('path', { d: values.join('') || 'M0 0', ...fillOf(period.style), opacity: '0.55' }),
      curve
        ? element('path', {
            d: through(
              box,
              curve.points.map(({ km, fitted: value }) => along(km, height(value))),
            ),
            fill: 'none',
            ...strokeOf(period.style),
          })
        : '',
    ];
  });
}

/** A stick for each unit with its score in every period, those far from the viewer first. */
function sticks({ panel }: Result, box: Box, zone: Zone, { scale }: TrendData): string[] {
  const share = (km: number, axis: 'x' | 'y') => (zone.length[axis] > 0 ? km / zone.length[axis] : 0.5);
  const byUnit = new Map<number, { x: number; y: number; scores: { style: number; score: number }[] }>();
  for (const { style, points } of zone.periods) {
    for (const { unit, x, y, score } of points) {
      const found = byUnit.get(unit) ?? { x: share(x, 'x'), y: share(y, 'y'), scores: [] };
      found.scores.push({ style, score });
      byUnit.set(unit, found);
    }
  }
  const size = byUnit.size > 60 ? 1.6 : 2.8;
  return [...byUnit]
    .sort(([, a], [, b]) => box.nearness(a.x, a.y) - box.nearness(b.x, b.y))
    .map(([unit, { x, y, scores }]) => {
      const height = (score: number) => (score - scale.low) / (scale.high - scale.low);
      const top = Math.max(...scores.map(({ score }) => height(score)));
      const [fx, fy] = box.at([x, y, 0]);
      return meant(
        { unit: panel.units[unit]!.id },
        element('path', {
          d: through(box, [
            [x, y, 0],
            [x, y, top],
          ]),
          stroke: '#7d8a95',
          'stroke-width': '0.8',
          fill: 'none',
        }),
        element('circle', { cx: fx, cy: fy, r: '1.4', fill: '#7d8a95' }),
        ...scores.map(({ style, score }) => {
          const [px0, py0] = box.at([x, y, height(score)]);
          return element('path', { d: markerAt(style, px0, py0, size), ...fillOf(style) });
        }),
      );
    });
}
