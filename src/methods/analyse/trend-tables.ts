import type { Cell, DataTable } from '../../core/data-table.ts';
import { valueAt } from '../../core/linalg/least-squares.ts';
import type { Note } from '../../core/note.ts';
import { random } from '../../core/random.ts';
import type { AnalyseInput, AnalyseOutcome, Places } from '../method.ts';
import type { Grouped } from './by.ts';
import { isPlaced, unplaced } from './coordinates.ts';
import { leftOut } from './left-out.ts';
import { scoresOf } from './scope.ts';
import { type AxisFit, bands, bestAngle, fitAxis, rotated } from './trend-fit.ts';

export interface TrendOptions {
  order: number;
  rotation: number;
  nodes?: string[] | undefined;
  replicates: number;
  interval: number;
}

/** The scores of one group, period and node, with the curves on its walls. */
interface Case {
  /** by, group, period, node. */
  place: readonly Cell[];
  scores: Float64Array;
  best: { angle: number; r2: number };
  walls: readonly { axis: 'x' | 'y'; fit: AxisFit }[];
}

/** What could not be used, by name. */
interface Skipped {
  small: string[];
  level: string[];
  unscored: Set<string>;
}

/** Where the fitted curves are written out. */
const STEPS = Array.from({ length: 21 }, (_, i) => i / 20);

/** Fits every group, period and node on both walls. */
export function trendTables(
  input: AnalyseInput,
  places: Places,
  zones: readonly Grouped[],
  given: TrendOptions,
): AnalyseOutcome {
  const needed = Math.max(5, given.order + 2);
  const skipped: Skipped = { small: [], level: [], unscored: new Set() };
  const axes = rotated(places.x, places.y, given.rotation);
  const placed = zones
    .map((zone) => ({ ...zone, members: zone.members.filter((unit) => isPlaced(places, unit)) }))
    .filter(({ group, members }) => {
      if (members.length < needed) skipped.small.push(group);
      return members.length >= needed;
    });
  const cases = placed.flatMap((zone) => casesOf(input, places, axes, zone, given, needed, skipped));
  return {
    tables: [fitTable(cases, given), bandTable(cases, given, input.seed), pointTable(input, placed, axes)],
    notes: [...unplaced(input, places, 'trend'), ...notesOf(needed, skipped)],
  };
}

function casesOf(
  { units, periods, scores }: AnalyseInput,
  { x, y }: Places,
  { u, v }: { u: Float64Array; v: Float64Array },
  { by, group, members }: Grouped,
  { order, nodes }: TrendOptions,
  needed: number,
  skipped: Skipped,
): Case[] {
  return periods.flatMap((period, p) =>
    scoresOf({ scores }, nodes).flatMap(({ node, column }): Case[] => {
      const score = (unit: number) => column[p * units.length + unit]!;
      const usable = members.filter((unit) => score(unit) === score(unit));
      for (const unit of members)
        if (score(unit) !== score(unit)) skipped.unscored.add(`${units[unit]} ${period} ${node}`);
      if (usable.length < needed) {
        skipped.small.push(`${group} ${period} ${node}`);
        return [];
      }
      const pick = (from: Float64Array) => Float64Array.from(usable, (unit) => from[unit]!);
      const own = Float64Array.from(usable, score);
      const walls = (
        [
          ['x', u],
          ['y', v],
        ] as const
      ).flatMap(([axis, along]) => {
        const fit = fitAxis(pick(along), own, order);
        if (!fit) skipped.level.push(`${group} ${period} ${node} ${axis}`);
        return fit ? [{ axis, fit }] : [];
      });
      const best = bestAngle(pick(x), pick(y), own, order);
      return [{ place: [by, group, period, node], scores: own, best, walls }];
    }),
  );
}

function fitTable(cases: readonly Case[], { order, rotation }: TrendOptions): DataTable {
  return {
    name: 'trend',
    title: { en: 'Trends of the scores along two axes', zh: '得分沿两轴的趋势' },
    columns: [
      ...['by', 'group', 'period', 'node', 'axis', 'order', 'c0', 'c1', 'c2', 'c3', 'r2'],
      ...['count', 'f', 'p', 'turning_point', 'shape', 'rotation', 'axis_min', 'axis_max'],
      ...['best_angle', 'best_r2', 'turning_point_2'],
    ],
    rows: cases.flatMap(({ place, scores, best, walls }) =>
      walls.map(({ axis, fit: { curve, f, p, turns, shape, min, max } }): Cell[] => {
        const coefficients = [0, 1, 2, 3].map((k) => curve.coefficients[k] ?? Number.NaN);
        const [first = Number.NaN, second = Number.NaN] = turns;
        return [
          ...[...place, axis, order, ...coefficients, curve.r2],
          ...[scores.length, f, p, first, shape, rotation, min, max],
          ...[best.angle, best.r2, second],
        ];
      }),
    ),
  };
}

function bandTable(cases: readonly Case[], given: TrendOptions, seed: number): DataTable {
  return {
    name: 'trend-band',
    title: { en: 'Trend curves with their bands', zh: '趋势曲线与置信带' },
    columns: ['by', 'group', 'period', 'node', 'axis', 's', 'fitted', 'low', 'high', 'replicates'],
    rows: cases.flatMap(({ place, scores, walls }) => {
      const stream = random(seed, `trend/${place.join('/')}`);
      const fits = walls.map(({ fit }) => fit);
      const around = bands(fits, scores, STEPS, given, stream);
      return walls.flatMap(({ axis, fit }, w) => {
        const { low, high, used } = around[w]!;
        return STEPS.map((s, i): Cell[] => [
          ...[...place, axis, s, valueAt(fit.curve.coefficients, s)],
          ...[low[i]!, high[i]!, used],
        ]);
      });
    }),
  };
}

function pointTable(
  { units }: AnalyseInput,
  zones: readonly Grouped[],
  { u, v }: { u: Float64Array; v: Float64Array },
): DataTable {
  return {
    name: 'trend-points',
    title: { en: 'Places of the units on the two axes (metres)', zh: '单元在两轴上的位置（米）' },
    columns: ['by', 'group', 'unit', 'x', 'y'],
    rows: zones.flatMap(({ by, group, members }) =>
      members.map((unit): Cell[] => [by, group, units[unit]!, u[unit]!, v[unit]!]),
    ),
  };
}

function notesOf(needed: number, { small, level, unscored }: Skipped): Note[] {
  return [
    ...leftOut(
      'trend/no-score',
      [...unscored],
      'score(s) that do not exist are left out',
      '个得分不存在，未计入',
    ),
    ...leftOut(
      'trend/small-group',
      small,
      `group(s) with fewer than ${needed} usable units are skipped`,
      `组可用单元少于 ${needed} 个，已跳过`,
    ),
    ...leftOut(
      'trend/no-extent',
      level,
      'axis or axes are skipped, because the units have too few different positions on them',
      '条轴因单元位置过少而跳过',
    ),
  ];
}
