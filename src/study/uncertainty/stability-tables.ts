import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Panel } from '../../core/panel.ts';
import {
  type RankHistogram,
  rankedReplicates,
  rankQuantile,
  topShare,
} from '../../core/statistics/rank-histogram.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult } from '../result.ts';
import { type Stability, stepsOf } from './stability.ts';

/** Share of the replicates from which on a direction counts as certain. */
export const CERTAIN = 0.95;
/** Stands for all units together. */
export const ALL = '*';

/** What the counts say: of obstacles, of the change of scores and of the change of grades. */
export function stabilityTables(
  found: Stability,
  { indicators }: Pick<Plan, 'indicators'>,
  { units, periods }: Pick<Panel, 'units' | 'periods'>,
  nodes: readonly NodeResult[],
  interval: number,
): DataTable[] {
  const ids = units.map(({ id }) => id);
  const places = indicators.map(({ id }) => id);
  return [
    ...(found.top > 0 ? [obstacleTable(found, places, ids, periods[periods.length - 1]!, interval)] : []),
    ...(periods.length > 1
      ? [trendTable(found, ids, periods, nodes), gradeTable(found, ids, periods, nodes[0]!)]
      : []),
  ];
}

function obstacleTable(
  { top, indicators: m, largest, obstacles, means }: Stability,
  ids: readonly string[],
  units: readonly string[],
  period: number,
  interval: number,
): DataTable {
  const over = (counts: Uint32Array): RankHistogram => ({
    ...{ units: m, replicates: 0, counts },
    ...{ above: new Uint32Array(0), apart: undefined },
  });
  const line = (unit: string, place: number, c: number, ranks: RankHistogram, series: number): Cell[] => {
    const total = rankedReplicates(ranks, series);
    const own = ranks.counts.subarray(series * m, (series + 1) * m);
    const mean = own.reduce((sum, count, k) => sum + count * (k + 1), 0) / total;
    const shares = [1, top].map((k) => topShare(ranks, series, k));
    const bounds = [(1 - interval) / 2, (1 + interval) / 2].map((p) => rankQuantile(ranks, series, p));
    return [unit, period, place, ids[c]!, ...shares, mean, ...bounds, total];
  };
  const [byUnit, byMean] = [over(obstacles), over(means)];
  const own = units.flatMap((unit, u) =>
    Array.from({ length: top }, (_, k) => ({ k, at: u * top + k }))
      .filter(({ at }) => largest[at]! >= 0)
      .map(({ k, at }) => line(unit, k + 1, largest[at]!, byUnit, at)),
  );
  const mean = ids.map((_, c) => line(ALL, Number.NaN, c, byMean, c));
  return {
    name: 'obstacle-stability',
    title: { en: 'Stability of the obstacles', zh: '障碍因子的稳定性' },
    columns: [
      ...['unit', 'period', 'place', 'indicator', 'p_first', 'p_top'],
      ...['rank_mean', 'rank_low', 'rank_high', 'replicates'],
    ],
    rows: [...own, ...mean],
  };
}

function trendTable(
  { trends }: Stability,
  units: readonly string[],
  periods: readonly number[],
  nodes: readonly NodeResult[],
): DataTable {
  const last = (periods.length - 1) * units.length;
  return {
    name: 'trend-stability',
    title: { en: 'Certainty of rise and fall', zh: '升降的确定性' },
    columns: [
      ...['unit', 'node', 'from_period', 'to_period', 'change'],
      ...['p_rise', 'p_fall', 'direction', 'replicates'],
    ],
    rows: nodes.flatMap(({ node, score }, n) => {
      const changes = units.map((_, u) => score[last + u]! - score[u]!);
      const seen = changes.filter((change) => !Number.isNaN(change));
      const mean = seen.reduce((sum, change) => sum + change, 0) / seen.length;
      return [...units, ALL].map((unit, u): Cell[] => {
        const [rise, fall, all] = trends.subarray(3 * (n * (units.length + 1) + u)) as unknown as number[];
        const [up, down] = [rise! / all!, fall! / all!];
        const direction =
          up >= CERTAIN
            ? 'rising'
            : down >= CERTAIN
              ? 'falling'
              : 1 - up - down >= CERTAIN
                ? 'unchanged'
                : 'uncertain';
        return [
          ...[unit, node.id, periods[0]!, periods[periods.length - 1]!, changes[u] ?? mean],
          ...[up, down, all === 0 ? '' : direction, all!],
        ];
      });
    }),
  };
}

function gradeTable(
  { moves }: Stability,
  units: readonly string[],
  periods: readonly number[],
  { node, grade }: NodeResult,
): DataTable {
  return {
    name: 'grade-stability',
    title: { en: 'Certainty of the changes of grade', zh: '等级变化的确定性' },
    columns: [
      ...['unit', 'node', 'from_period', 'to_period', 'from_grade', 'to_grade'],
      ...['p_lower', 'p_same', 'p_higher', 'p_found', 'replicates'],
    ],
    rows: stepsOf(periods.length).flatMap(([from, to], s) =>
      units.map((unit, u): Cell[] => {
        const [before, after] = [grade[from * units.length + u]!, grade[to * units.length + u]!];
        const counts = [...moves.subarray(3 * (s * units.length + u), 3 * (s * units.length + u) + 3)];
        const total = counts[0]! + counts[1]! + counts[2]!;
        const shares = counts.map((count) => count / total);
        const isGraded = before > 0 && after > 0;
        return [
          ...[unit, node.id, periods[from]!, periods[to]!, before || Number.NaN, after || Number.NaN],
          ...shares,
          ...[isGraded ? shares[1 + Math.sign(after - before)]! : Number.NaN, total],
        ];
      }),
    ),
  };
}
