import * as z from 'zod';
import type { Cell, DataTable } from '../../core/data-table.ts';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import { extent } from '../../core/statistics/extent.ts';
import { moments } from '../../core/statistics/moments.ts';
import { sum } from '../../core/statistics/sum.ts';
import { type AnalyseInput, method } from '../method.ts';
import { help } from '../options.ts';
import { by, checkBy, columnsOf, groupsBy } from './by.ts';
import { stages } from './stages.ts';

type Kind = 'rising' | 'stagnant' | 'falling';

export const changes = method({
  id: 'changes',
  stage: 'analyse',
  title: { en: 'Changes and trajectories', zh: '变化与演变类型' },
  about: {
    en: 'How scores and ranks move. Each stage between two periods is rising, falling or stagnant (a change of no more than the tolerance, in percent of the score at its start; a score of 0 that moves has no percentage and counts as moved). Stages make a trajectory: rising or falling throughout, U, inverted U, mixed; its pace compares the yearly change of the last stage with that of the first. Gaps say whether units, and group means, have drifted apart (standard deviation and range). A unit without a score in a period has no change there.',
    zh: '得分与名次的变化。两期之间为一阶段：上升、下降或停滞（变化不超过起点得分的容差百分比；起点为 0 而有变动者计为变动）。各阶段构成演变类型：持续上升、持续下降、U 型、倒 U 型、波动；快慢由末阶段与首阶段的年均变化比较得出。差距表说明单元之间、组均值之间是否扩大（标准差与极差）。某期无得分则无变化。',
  },
  formula: '\\Delta_i = C_{i,t+1} - C_{it},\\quad v_i = \\Delta_i / (y_{t+1}-y_t)',
  cite: [],
  options: z.strictObject({
    tolerance: help(
      z.number().min(0).default(5),
      'Change in percent of the starting score that still counts as stagnant',
      '视为停滞的变化幅度（占起点得分的百分比）',
    ),
    by,
  }),
  run(input, { tolerance, by: written }) {
    return {
      tables: [
        changeTable(input, tolerance),
        trajectoryTable(input, tolerance),
        gapTable(input, columnsOf(written ?? [...input.groups.keys()])),
      ],
      notes: [],
    };
  },
  describe: ({ tolerance }) => ({
    en: `Changes between periods of at most ${tolerance} % of the starting score count as stagnant.`,
    zh: `时期间变化不超过起点得分 ${tolerance}% 者视为停滞。`,
  }),
  check: (options, context) => checkBy(options.by, context),
  examples: [],
});

function kindOf(from: number, to: number, tolerance: number): Kind | '' {
  const change = to - from;
  if (change !== change) return '';
  if (Math.abs(change) <= (tolerance / 100) * Math.abs(from)) return 'stagnant';
  return change > 0 ? 'rising' : 'falling';
}

function changeTable(input: AnalyseInput, tolerance: number): DataTable {
  const { units, periods, scores, ranks } = input;
  const rows: Cell[][] = [];
  scores.ids.forEach((node, n) => {
    units.forEach((unit, u) => {
      for (const [a, b] of stages(periods)) {
        const at = (column: Float64Array, p: number) => column[p * units.length + u]!;
        const [from, to] = [at(scores.columns[n]!, a), at(scores.columns[n]!, b)];
        const [rankFrom, rankTo] = [at(ranks.columns[n]!, a), at(ranks.columns[n]!, b)];
        const change = to - from;
        rows.push([
          unit,
          node,
          periods[a]!,
          periods[b]!,
          change,
          from === 0 ? Number.NaN : (100 * change) / from,
          change / (periods[b]! - periods[a]!),
          rankFrom,
          rankTo,
          rankFrom - rankTo,
          kindOf(from, to, tolerance),
        ]);
      }
    });
  });
  return {
    name: 'changes',
    title: { en: 'Changes of score and rank', zh: '得分与名次变化' },
    columns: [
      'unit',
      'node',
      'from_period',
      'to_period',
      'change',
      'change_percent',
      'change_per_year',
      'rank_from',
      'rank_to',
      'rank_gain',
      'kind',
    ],
    rows,
  };
}

function trajectoryTable({ units, periods, scores }: AnalyseInput, tolerance: number): DataTable {
  const rows: Cell[][] = [];
  scores.ids.forEach((node, n) => {
    units.forEach((unit, u) => {
      const seen = periods
        .map((period, p) => ({ period, score: scores.columns[n]![p * units.length + u]! }))
        .filter(({ score }) => score === score);
      if (seen.length < 2) return;
      const kinds = seen.slice(1).map((one, i) => kindOf(seen[i]!.score, one.score, tolerance) as Kind);
      const speeds = seen
        .slice(1)
        .map((one, i) => (one.score - seen[i]!.score) / (one.period - seen[i]!.period));
      const whole = kindOf(seen[0]!.score, seen[seen.length - 1]!.score, tolerance);
      const shape = shapeOf(kinds);
      const pace = shape === 'stagnant' ? '' : paceOf(speeds);
      rows.push([unit, node, whole, shape, pace, speeds[0]!, speeds[speeds.length - 1]!]);
    });
  });
  return {
    name: 'trajectories',
    title: { en: 'Trajectories', zh: '演变类型' },
    columns: ['unit', 'node', 'kind', 'shape', 'pace', 'first_per_year', 'last_per_year'],
    rows,
  };
}

/** The shape of the stages once the stagnant ones are left out. */
function shapeOf(kinds: readonly Kind[]): string {
  const moving = kinds.filter((kind) => kind !== 'stagnant');
  const turns = moving.filter((kind, i) => i === 0 || kind !== moving[i - 1]);
  if (turns.length === 0) return 'stagnant';
  if (turns.length === 1) return turns[0]!;
  if (turns.length === 2) return turns[0] === 'rising' ? 'inverted-u' : 'u';
  return 'mixed';
}

/** Whether the last stage moves faster, in either direction, than the first. */
function paceOf(speeds: readonly number[]): string {
  if (speeds.length < 2) return '';
  const [first, last] = [Math.abs(speeds[0]!), Math.abs(speeds[speeds.length - 1]!)];
  return last > first ? 'accelerating' : last < first ? 'slowing' : 'steady';
}

function gapTable(input: AnalyseInput, columns: readonly string[]): DataTable {
  const { units, periods, scores } = input;
  const rows: Cell[][] = [];
  scores.ids.forEach((node, n) => {
    const own = (p: number) => scores.columns[n]!.subarray(p * units.length, (p + 1) * units.length);
    const spreads: [string, (p: number) => Float64Array][] = [
      ['', own],
      ...columns.map((column): [string, (p: number) => Float64Array] => [
        column,
        (p) => Float64Array.from(groupsBy(input, [column]), ({ members }) => meanOf(own(p), members)),
      ]),
    ];
    for (const [column, values] of spreads) {
      const measured = periods.map((_, p) => spreadOf(values(p)));
      for (const [a, b] of stages(periods)) {
        rows.push([
          node,
          column,
          periods[a]!,
          periods[b]!,
          measured[a]!.sd,
          measured[b]!.sd,
          measured[a]!.range,
          measured[b]!.range,
          driftOf(measured[b]!.sd - measured[a]!.sd),
        ]);
      }
    }
  });
  return {
    name: 'gaps',
    title: { en: 'Gaps between units and between group means', zh: '单元间与组间差距' },
    columns: [
      'node',
      'by',
      'from_period',
      'to_period',
      'sd_from',
      'sd_to',
      'range_from',
      'range_to',
      'drift',
    ],
    rows,
  };
}

function meanOf(scores: Float64Array, members: readonly number[]): number {
  const seen = members.map((unit) => scores[unit]!).filter((value) => value === value);
  return seen.length === 0 ? Number.NaN : sum(seen) / seen.length;
}

function spreadOf(values: Float64Array): { sd: number; range: number } {
  const { min, max } = extent(values);
  return { sd: standardDeviation(moments(values)), range: max - min };
}

function driftOf(change: number): string {
  return change > 0 ? 'widening' : change < 0 ? 'narrowing' : change === 0 ? 'unchanged' : '';
}
