import { max, min, nice, ticks } from 'd3-array';
import * as z from 'zod';
import type { Cell } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { lang, nodeOf, nodeOption, widthOption } from './figure.ts';
import { periodsOption, spread } from './shown-periods.ts';

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
  /** How many periods were fitted. */
  allPeriods: number;
  periods: number[];
  /** Ends and marks of the score axis, the same for all zones. */
  scale: { low: number; high: number; marks: number[] };
}

const byOption = z
  .string()
  .optional()
  .meta({ description: 'grouping to show; default: the first', zh: '显示的分组列，默认第一个' });
const groupsOption = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .meta({
    description: 'groups to show, with commas between; default: the first six',
    zh: '显示的组，以逗号分隔，默认前六组',
  });
/** What all trend figures can be asked for. */
export const trendOptions = z.object({
  lang,
  node: nodeOption,
  by: byOption,
  groups: groupsOption,
  periods: periodsOption,
  width: widthOption(),
});

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
  const periods = choice.periods
    ? chosen(fitted, choice.periods, 'period')
    : spread(fitted.length, MOST_PERIODS).map((p) => fitted[p]!);
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
    allPeriods: fitted.length,
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

function endsOf(values: readonly number[]): { low: number; high: number } {
  return { low: min(values) ?? Number.NaN, high: max(values) ?? Number.NaN };
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
