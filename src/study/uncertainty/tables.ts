import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Panel } from '../../core/panel.ts';
import { aboveShare, meanRankShift, rankQuantiles, topShare } from '../../core/statistics/rank-histogram.ts';
import { scoreQuantiles } from '../../core/statistics/score-histogram.ts';
import type { NodeResult } from '../result.ts';
import { neighbours } from './neighbours.ts';
import type { Tally } from './tally.ts';

/** Ranks at the top whose probability is given, where there are more units than that. */
export const TOPS = [1, 3, 5, 10] as const;
/** Most units for which every pair is written. */
const MOST_PAIRED = 60;
/** Units whose rows are made between two chances to act. */
const BLOCK = 16;
/** Shares of the replicates from which on the order of two units counts as certain. */
const LEVELS = [0.9, 0.95, 0.99] as const;

/** The tables of the analysis, rows in study order. */
export async function uncertaintyTables(
  panel: Panel,
  nodes: readonly NodeResult[],
  tally: Tally,
  interval: number,
  pause: () => Promise<void>,
): Promise<DataTable[]> {
  const made = [
    await intervals(panel, nodes, tally, interval, pause),
    stability(panel, nodes[0]!, tally),
    certainty(panel, nodes[0]!, tally),
  ];
  if (panel.units.length > 1) made.push(neighbours(panel, nodes[0]!, tally));
  if (panel.units.length > 1 && panel.units.length <= MOST_PAIRED) made.push(pairs(panel, tally));
  return made;
}

async function intervals(
  { units, periods }: Panel,
  nodes: readonly NodeResult[],
  tally: Tally,
  interval: number,
  pause: () => Promise<void>,
): Promise<DataTable> {
  const rows = units.length * periods.length;
  const points = [(1 - interval) / 2, 0.5, (1 + interval) / 2];
  const line = (u: number, p: number, node: NodeResult, n: number): Cell[] => {
    const row = p * units.length + u;
    const series = n * rows + row;
    return [
      units[u]!.id,
      periods[p]!,
      node.node.id,
      node.rank[row]!,
      ...rankQuantiles(tally.ranks[n * periods.length + p]!, u, points),
      ...scoreQuantiles(tally.scores, series, points),
      ...gradeShares(tally, series, node.classes.length),
    ];
  };
  const lines: Cell[][] = [];
  for (let u = 0; u < units.length; u++) {
    if (u % BLOCK === 0) await pause();
    for (let p = 0; p < periods.length; p++)
      for (const [n, node] of nodes.entries()) lines.push(line(u, p, node, n));
  }
  return {
    name: 'intervals',
    title: { en: 'Intervals of ranks, scores and grades', zh: '名次、得分与等级的区间' },
    columns: [
      ...['unit', 'period', 'node', 'rank', 'rank_low', 'rank_median', 'rank_high'],
      ...['score_low', 'score_median', 'score_high'],
      ...Array.from({ length: tally.classes }, (_, k) => `p_grade_${k + 1}`),
    ],
    rows: lines,
  };
}

/** Shares of the replicates with a score; classes that the node does not have stay empty. */
function gradeShares({ grades, classes }: Tally, series: number, own: number): number[] {
  const counts = grades.subarray(series * classes, (series + 1) * classes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Array.from(counts, (count, k) => (k < own ? count / total : Number.NaN));
}

function stability({ units, periods }: Panel, { rank }: NodeResult, tally: Tally): DataTable {
  const tops = TOPS.filter((k) => k < units.length);
  return {
    name: 'rank-stability',
    title: { en: 'Stability of the ranks of the whole index', zh: '总指数名次的稳定性' },
    columns: ['unit', 'period', ...tops.map((k) => `p_top_${k}`), 'mean_rank_shift'],
    rows: units.flatMap(({ id }, u) =>
      periods.map((period, p) => [
        id,
        period,
        ...tops.map((k) => topShare(tally.ranks[p]!, u, k)),
        meanRankShift(tally.ranks[p]!, u, rank[p * units.length + u]!),
      ]),
    ),
  };
}

/** How many of the pairs of units have a certain order, for the whole index in the last period. */
function certainty({ units, periods }: Panel, { node }: NodeResult, tally: Tally): DataTable {
  const ranks = tally.ranks[periods.length - 1]!;
  const shares = units
    .flatMap((_, a) => units.slice(a + 1).map((_, b) => aboveShare(ranks, a, a + 1 + b)))
    .filter((share) => !Number.isNaN(share));
  return {
    name: 'rank-certainty',
    title: { en: 'Pairs of units whose order is certain', zh: '先后确定的单元对' },
    columns: ['node', 'period', 'level', 'pairs', 'certain', 'replicates'],
    rows: LEVELS.map((level) => [
      node.id,
      periods[periods.length - 1]!,
      level,
      shares.length,
      shares.filter((share) => Math.max(share, 1 - share) >= level).length,
      ranks.replicates,
    ]),
  };
}

function pairs({ units, periods }: Panel, tally: Tally): DataTable {
  const ranks = tally.ranks[periods.length - 1]!;
  return {
    name: 'pairs',
    title: {
      en: `Probability that a unit is above another, ${periods[periods.length - 1]}`,
      zh: `一单元高于另一单元的概率，${periods[periods.length - 1]}`,
    },
    columns: ['unit', 'other', 'p_above'],
    rows: units.flatMap(({ id }, a) =>
      units.flatMap((other, b) => (a === b ? [] : [[id, other.id, aboveShare(ranks, a, b)]])),
    ),
  };
}
