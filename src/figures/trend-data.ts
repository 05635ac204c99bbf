import { nice, ticks } from 'd3-array';
import * as z from 'zod';
import type { Cell } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { nodeOf } from './figure.ts';
import { fixed } from './format.ts';

/** Zones in one drawing; of more, the first are shown. */
const MOST_ZONES = 6;
/** Periods that can be told apart when they lie over one another. */
const MOST_PERIODS = 5;

/** One unit in one period on the axes of the trend, in kilometres from the lower end of each. */
export interface Point {
  unit: number;
  x: number;
  y: number;
  score: number;
}
export interface CurvePoint {
  km: number;
  fitted: number;
  low: number;
  high: number;
}
/** The curve of one period along one axis. */
export interface Curve {
  r2: number;
  p: number;
  shape: string;
  points: CurvePoint[];
}
export interface TrendPeriod {
  period: number;
  /** Position among the periods shown, which gives its colour, dash and marker. */
  style: number;
  points: Point[];
  x?: Curve;
  y?: Curve;
}
export interface Zone {
  group: string;
  /** Length of both axes in kilometres. */
  length: { x: number; y: number };
  periods: TrendPeriod[];
}
export interface TrendData {
  node: string;
  order: number;
  rotation: number;
  /** How many zones were fitted, of which some may not be shown. */
  all: number;
  zones: Zone[];
  periods: number[];
  /** Ends and marks of the score axis, the same for all zones. */
  scale: { low: number; high: number; marks: number[] };
}

export const byOption = z
  .string()
  .optional()
  .meta({ description: 'grouping to show; default: the first', zh: '显示的分组列，默认第一个' });
export const groupsOption = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .meta({
    description: 'groups to show, with commas between; default: the first six',
    zh: '显示的组，以逗号分隔，默认前六组',
  });
export const periodsOption = z
  .array(z.number().int())
  .optional()
  .meta({ description: 'periods to show; default: up to five', zh: '显示的时期，默认至多五个' });

export interface TrendChoice {
  node?: string | undefined;
  by?: string | undefined;
  groups?: string | string[] | undefined;
  periods?: number[] | undefined;
}

/** Whether a study has fitted any trend. */
export function hasTrend(result: Result): boolean {
  return recordsOf(result, 'trend').length > 0;
}

/** What the trend figures draw, from the tables trend, trend-band and trend-points. */
export function trendData(result: Result, choice: TrendChoice): TrendData {
  const all = recordsOf(result, 'trend');
  const node = choice.node ?? String(all[0]!.node);
  const { score } = nodeOf(result, node);
  const ofNode = all.filter((row) => row.node === node);
  if (ofNode.length === 0) throw new RangeError(`invalid node: ${node} (must be one of the analysis trend)`);
  const groupings = [...new Set(ofNode.map((row) => String(row.by)))];
  const [by] = chosen(groupings, choice.by === undefined ? undefined : [choice.by], 'by');
  const fits = ofNode.filter((row) => row.by === by);
  const groups = [...new Set(fits.map((row) => String(row.group)))];
  const shown = chosen(groups, listOf(choice.groups), 'group').slice(0, MOST_ZONES);
  const fitted = [...new Set(fits.map((row) => Number(row.period)))];
  const periods = choice.periods ? chosen(fitted, choice.periods, 'period') : spread(fitted);
  const curves = recordsOf(result, 'trend-band').filter((row) => row.node === node && row.by === by);
  const places = recordsOf(result, 'trend-points').filter((row) => row.by === by);
  const units = new Map(result.panel.units.map(({ id }, unit) => [id, unit]));
  const zones = shown.map((group): Zone => {
    const own = (rows: Record<string, Cell>[]) => rows.filter((row) => row.group === group);
    const placed = own(places).map((row) => ({
      unit: units.get(String(row.unit))!,
      x: Number(row.x),
      y: Number(row.y),
    }));
    const [x, y] = [endsOf(placed.map((one) => one.x)), endsOf(placed.map((one) => one.y))];
    const curveOf = (period: number, axis: 'x' | 'y', from: number): Curve | undefined => {
      const is = (row: Record<string, Cell>) => row.period === period && row.axis === axis;
      const fit = own(fits).find(is);
      if (!fit) return undefined;
      const [low, high] = [Number(fit.axis_min), Number(fit.axis_max)];
      return {
        r2: Number(fit.r2),
        p: Number(fit.p),
        shape: String(fit.shape),
        points: own(curves)
          .filter(is)
          .map((row) => ({
            km: (low + Number(row.s) * (high - low) - from) / 1000,
            fitted: Number(row.fitted),
            low: Number(row.low),
            high: Number(row.high),
          })),
      };
    };
    return {
      group,
      length: { x: (x.high - x.low) / 1000, y: (y.high - y.low) / 1000 },
      periods: periods.map((period, style) => {
        const p = result.panel.periods.indexOf(period);
        const [onX, onY] = [curveOf(period, 'x', x.low), curveOf(period, 'y', y.low)];
        return {
          period,
          style,
          points: placed
            .map((one) => ({
              unit: one.unit,
              x: (one.x - x.low) / 1000,
              y: (one.y - y.low) / 1000,
              score: score[p * result.panel.units.length + one.unit]!,
            }))
            .filter((one) => !Number.isNaN(one.score)),
          ...(onX ? { x: onX } : {}),
          ...(onY ? { y: onY } : {}),
        };
      }),
    };
  });
  const [{ order, rotation }] = fits as [Record<string, Cell>];
  return {
    node,
    order: Number(order),
    rotation: Number(rotation),
    all: groups.length,
    zones,
    periods,
    scale: scaleOf(zones),
  };
}

function listOf(written: string | string[] | undefined): string[] | undefined {
  return typeof written === 'string' ? written.split(',').map((one) => one.trim()) : written;
}

function chosen<T>(known: readonly T[], wanted: readonly T[] | undefined, name: string): T[] {
  const unknown = wanted?.filter((one) => !known.includes(one)) ?? [];
  if (unknown.length > 0)
    throw new RangeError(`invalid ${name}: ${unknown.join(', ')} (must be among ${known.join(', ')})`);
  return known.filter((one) => wanted?.includes(one) ?? true);
}

/** Up to five of some periods, the first and the last among them. */
function spread(periods: readonly number[]): number[] {
  if (periods.length <= MOST_PERIODS) return [...periods];
  const step = (periods.length - 1) / (MOST_PERIODS - 1);
  return Array.from({ length: MOST_PERIODS }, (_, i) => periods[Math.round(i * step)]!);
}

function endsOf(values: readonly number[]): { low: number; high: number } {
  return { low: Math.min(...values), high: Math.max(...values) };
}

/** A scale with round marks that holds every score and curve; bands may leave it. */
function scaleOf(zones: readonly Zone[]): TrendData['scale'] {
  const seen = zones.flatMap(({ periods }) =>
    periods.flatMap(({ points, x, y }) => [
      ...points.map(({ score }) => score),
      ...[x, y].flatMap((curve) => curve?.points.map(({ fitted }) => fitted) ?? []),
    ]),
  );
  let { low, high } = endsOf(seen);
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  [low, high] = nice(low, high, 5);
  return { low, high, marks: ticks(low, high, 5) };
}

/** Okabe and Ito's colours, dark enough for lines; the dash and the marker tell periods apart without them. */
const COLOURS = ['#0072b2', '#d55e00', '#00795a', '#a8508a', '#5b4a00'];
const DASHES = [undefined, '7 3', '2 2.5', '8 3 2 3', '12 4'];

export function colourOf(style: number): string {
  return COLOURS[style % COLOURS.length]!;
}
export function dashOf(style: number): string | undefined {
  return DASHES[style % DASHES.length];
}

/** Path data of the marker of a period: circle, square, triangle, diamond, cross. */
export function markerAt(style: number, x: number, y: number, size: number): string {
  const n = (value: number) => String(Math.round(value * 10) / 10);
  const [a, b] = [n(size), n(2 * size)];
  switch (style % 5) {
    case 0:
      return `M${n(x - size)} ${n(y)}a${a} ${a} 0 1 0 ${b} 0a${a} ${a} 0 1 0 -${b} 0z`;
    case 1:
      return `M${n(x - size)} ${n(y - size)}h${b}v${b}h-${b}z`;
    case 2:
      return `M${n(x)} ${n(y - size * 1.2)}l${n(size * 1.2)} ${n(size * 2.2)}h-${n(size * 2.4)}z`;
    case 3:
      return `M${n(x)} ${n(y - size * 1.4)}l${n(size * 1.4)} ${n(size * 1.4)}l-${n(size * 1.4)} ${n(size * 1.4)}l-${n(size * 1.4)} -${n(size * 1.4)}z`;
    default:
      return `M${n(x - size)} ${n(y - size)}l${b} ${b}M${n(x - size)} ${n(y + size)}l${b} -${b}`;
  }
}

/** Decimals that the marks of a scale need. */
export function decimalsOf(marks: readonly number[]): number {
  const step = marks.length > 1 ? Math.abs(marks[1]! - marks[0]!) : 0.1;
  return Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
}

/** What an axis is called: directions, or its angle when the axes are turned. */
export function axisName(axis: 'x' | 'y', rotation: number, lang: 'en' | 'zh'): string {
  if (rotation % 360 === 0) {
    if (axis === 'x') return lang === 'zh' ? '西—东（km）' : 'West–East (km)';
    return lang === 'zh' ? '南—北（km）' : 'South–North (km)';
  }
  const angle = fixed(
    ((rotation + (axis === 'y' ? 90 : 0) + 180) % 360) - 180,
    Number.isInteger(rotation) ? 0 : 1,
  );
  return lang === 'zh' ? `与正东夹角 ${angle}° 方向（km）` : `${angle}° from east (km)`;
}

export function zoneName(group: string, lang: 'en' | 'zh'): string {
  return group === '*' ? (lang === 'zh' ? '全部单元' : 'All units') : group;
}

/** How a curve fits, e.g. `R² 0.34, p 0.02`. */
export function fitText({ r2, p }: Curve): string {
  if (Number.isNaN(r2)) return 'R² –';
  const chance = Number.isNaN(p) ? '' : p < 0.001 ? ', p < 0.001' : `, p = ${fixed(p, 3)}`;
  return `R² ${fixed(r2, 2)}${chance}`;
}

/** The sentence below both trend figures. */
export function trendCaption(
  { order, rotation, zones, all }: TrendData,
  lang: 'en' | 'zh',
  band?: string,
): string {
  const zh = lang === 'zh';
  return [
    zh ? `${order} 次多项式` : `Polynomials of order ${order}`,
    zh
      ? rotation === 0
        ? '，坐标轴未旋转。'
        : `，坐标轴逆时针旋转 ${rotation}°。`
      : rotation === 0
        ? ', axes not turned.'
        : `, axes turned counter-clockwise by ${rotation}°.`,
    zh ? '距离自最西、最南（轴起点）的单元量起。' : ' Kilometres from the unit at the start of each axis.',
    zh ? 'p 检验最高次项。' : ' p tests the highest term.',
    band ?? '',
    all > zones.length
      ? zh
        ? `显示 ${all} 组中的 ${zones.length} 组。`
        : ` ${zones.length} of ${all} groups shown.`
      : '',
  ].join('');
}

/** What both trend figures show, in words. */
export function trendWords(result: Result, choice: TrendChoice, lang: 'en' | 'zh'): string {
  const data = trendData(result, choice);
  const shapes: Record<string, string> = SHAPES[lang];
  const node = nodeOf(result, data.node).node.title[lang];
  const zones = data.zones.map(({ group, periods }) => {
    const told = periods.map(({ period, x, y }) => {
      const walls = (['x', 'y'] as const).flatMap((axis) => {
        const curve = { x, y }[axis];
        if (!curve) return [];
        return [
          `${axisName(axis, data.rotation, lang)} ${shapes[curve.shape] ?? curve.shape}, R² ${fixed(curve.r2, 2)}`,
        ];
      });
      return `${period}: ${walls.join('; ')}`;
    });
    return `${zoneName(group, lang)} – ${told.join('. ')}.`;
  });
  return `${node}. ${trendCaption(data, lang)} ${zones.join(' ')}`;
}
const SHAPES = {
  en: {
    rising: 'rising',
    falling: 'falling',
    u: 'U-shaped',
    'inverted-u': 'inverted U',
    'rise-fall-rise': 'rise, fall and rise',
    'fall-rise-fall': 'fall, rise and fall',
    flat: 'flat',
  },
  zh: {
    rising: '上升',
    falling: '下降',
    u: 'U 型',
    'inverted-u': '倒 U 型',
    'rise-fall-rise': '升降升',
    'fall-rise-fall': '降升降',
    flat: '平缓',
  },
};
