import { ticks } from 'd3-array';
import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { figure, MARGIN, nodeOf } from './figure.ts';
import { fixed } from './format.ts';
import { groupName } from './grouping.ts';
import { element, label, line, MUTED, px, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth, wrapped } from './text-width.ts';
import { type Curve, hasTrend, type TrendData, trendData, trendOptions, type Zone } from './trend-data.ts';
import { fillOf, strokeOf, trendLegend } from './trend-legend.ts';
import { colourOf, decimalsOf, markerAt } from './trend-marks.ts';
import { axisName, fitText, trendCaption, trendWords } from './trend-words.ts';

const GAP = 18;
const TOP = 46;
const HEAD = 22;
/** Space of the score marks and of the kilometres below. */
const LEFT = 40;
const FOOT = 34;

export const trendPanels = figure({
  id: 'trend-panels',
  title: { en: 'Trends west-east and south-north', zh: '东西向与南北向趋势' },
  about: {
    en: 'The two walls of the trend analysis as flat panels: scores against the distance along each axis, fitted curves with their bootstrap bands and R², all periods over one another, a row for each group. Needs the analysis trend.',
    zh: '趋势分析两面墙的平面图：得分随两轴距离的变化，附拟合曲线、自助置信带与 R²；各时期叠置，每组一行。需要 trend 分析。',
  },
  options: trendOptions.extend({
    height: z
      .number()
      .min(120)
      .max(800)
      .default(220)
      .meta({ description: 'height of a panel in pixels', zh: '每幅高度（像素）' }),
  }),
  available: hasTrend,
  alt: (result, options) => trendWords(result, options, options.lang),
  content(result, options) {
    const data = trendData(result, options);
    const inner = options.width - 2 * MARGIN;
    const columns = inner < 520 ? 1 : 2;
    const width = (inner - (columns - 1) * GAP) / columns;
    let y = TOP;
    const rows = data.zones.map((zone) => {
      const heading = label(MARGIN, y + 10, fitted(groupName(zone.group, options.lang), inner, 13), {
        'font-weight': '600',
      });
      const panels = (['x', 'y'] as const).map((axis) => wall(result, data, zone, axis, width, options));
      const heights =
        columns === 2 ? [Math.max(...panels.map((one) => one.height))] : panels.map((one) => one.height);
      const drawn = panels.map(({ svg }, i) => {
        const top = y + HEAD + (columns === 2 ? 0 : i * (heights[0]! + GAP));
        const left = MARGIN + (columns === 2 ? i * (width + GAP) : 0);
        return element('g', { transform: `translate(${px(left)},${px(top)})` }, svg);
      });
      y += HEAD + heights.reduce((total, one) => total + one + GAP, 0);
      return heading + drawn.join('');
    });
    const legend = trendLegend(
      data,
      trendCaption(data, options.lang, bandWords(data, result.plan.analyses.steps, options.lang)),
      MARGIN,
      y + 6,
      inner,
    );
    const zh = options.lang === 'zh';
    return {
      title: `${nodeOf(result, data.node).node.title[options.lang]}${zh ? '：空间趋势' : ': spatial trend'}`,
      height: y + 6 + legend.height + 8,
      parts: [...rows, legend.svg],
    };
  },
});

/** What the bands are, where the study asked for them. */
function bandWords(
  { zones }: TrendData,
  steps: readonly { method: { id: string }; options: object }[],
  language: 'en' | 'zh',
): string {
  if (!zones.some(({ periods }) => periods.some(({ x, y }) => hasBand(x) || hasBand(y)))) return '';
  const { replicates, interval } = steps.find(({ method }) => method.id === 'trend')!.options as {
    replicates: number;
    interval: number;
  };
  const percent = Math.round(interval * 1000) / 10;
  return language === 'zh'
    ? `色带为 ${replicates} 次自助重抽样的 ${percent}% 区间。`
    : ` Bands: ${percent} % of ${replicates} bootstrap resamples.`;
}

function hasBand(curve: Curve | undefined): boolean {
  return curve?.points.some(({ low }) => !Number.isNaN(low)) ?? false;
}

function wall(
  result: Result,
  data: TrendData,
  zone: Zone,
  axis: 'x' | 'y',
  width: number,
  { height, lang: language }: { height: number; lang: 'en' | 'zh' },
): { svg: string; height: number } {
  const { scale, rotation } = data;
  const long = zone.length[axis];
  const right = width - 8;
  const clip = `wall-${axis}-${data.zones.indexOf(zone)}`;
  const across = (km: number) => LEFT + (long > 0 ? km / long : 0.5) * (right - LEFT);
  const up = (score: number) => height * (1 - (score - scale.low) / (scale.high - scale.low));
  const fits = zone.periods.flatMap(({ period, [axis]: curve }) =>
    curve ? [`${period}: ${fitText(curve)}`] : [],
  );
  const none = language === 'zh' ? '无法拟合' : 'no curve could be fitted';
  const told = packed(fits.length > 0 ? fits : [none], width - LEFT);
  const svg = [
    element('clipPath', { id: clip }, rectangle(LEFT, 0, right - LEFT, height, {})),
    rectangle(LEFT, 0, right - LEFT, height, { fill: '#fafcfd', stroke: '#93a0ab', 'stroke-width': '0.6' }),
    ...scoreAxis(scale, up, right),
    ...distanceAxis(long, across, height),
    element(
      'g',
      { 'clip-path': `url(#${clip})` },
      ...zone.periods.map(({ style, [axis]: curve }) =>
        curve && hasBand(curve) ? band(curve, style, across, up) : '',
      ),
    ),
    element(
      'g',
      {},
      ...zone.periods.map(({ style, points }) => {
        const size = points.length > 60 ? 1.6 : 2.6;
        const marks = points.map((point) =>
          element('path', {
            ...standsFor({ unit: result.panel.units[point.unit]!.id }),
            d: markerAt(style, across(point[axis]), up(point.score), size),
          }),
        );
        return element('g', { ...fillOf(style), opacity: '0.8' }, ...marks);
      }),
      ...zone.periods.map(({ style, [axis]: curve }) =>
        curve
          ? element('path', {
              d: `M${curve.points.map(({ km, fitted: value }) => `${px(across(km))} ${px(up(value))}`).join('L')}`,
              fill: 'none',
              ...strokeOf(style),
            })
          : '',
      ),
    ),
    label((LEFT + right) / 2, height + 27, fitted(axisName(axis, rotation, language), right - LEFT, 10), {
      'font-size': '10',
      'text-anchor': 'middle',
    }),
    ...told.map((text, i) =>
      label(LEFT, height + FOOT + 8 + i * 13, text, { 'font-size': '10', fill: MUTED }),
    ),
  ];
  return { svg: svg.join(''), height: height + FOOT + told.length * 13 };
}

/** Pieces joined into lines that fit; a piece that is too long is broken. */
function packed(pieces: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const joined = last === undefined ? piece : `${last};  ${piece}`;
    if (last !== undefined && textWidth(joined, 10.5) <= width) lines[lines.length - 1] = joined;
    else lines.push(...wrapped(piece, width, 10.5));
  }
  return lines;
}

function scoreAxis({ marks }: TrendData['scale'], up: (score: number) => number, right: number): string[] {
  const decimals = decimalsOf(marks);
  return marks.map(
    (mark) =>
      line(LEFT, up(mark), right, up(mark), { stroke: '#dde3e8' }) +
      label(LEFT - 5, up(mark) + 3, fixed(mark, decimals), {
        'font-size': '9',
        'text-anchor': 'end',
        fill: MUTED,
      }),
  );
}

function distanceAxis(long: number, across: (km: number) => number, height: number): string[] {
  if (!(long > 0)) return [];
  return ticks(0, long, 5).map(
    (mark) =>
      line(across(mark), height, across(mark), height + 4, {}) +
      label(across(mark), height + 14, String(mark), {
        'font-size': '9',
        'text-anchor': 'middle',
        fill: MUTED,
      }),
  );
}

function band(
  curve: Curve,
  style: number,
  across: (km: number) => number,
  up: (score: number) => number,
): string {
  const side = (key: 'low' | 'high') =>
    curve.points.map((one) => `${px(across(one.km))} ${px(up(one[key]))}`);
  return element('path', {
    d: `M${[...side('low'), ...side('high').reverse()].join('L')}Z`,
    fill: colourOf(style),
    opacity: '0.13',
  });
}
