import * as z from 'zod';
import type { Cell } from '../../core/data-table.ts';
import { sum } from '../../core/statistics/sum.ts';
import { type AnalyseInput, method } from '../method.ts';
import { by, checkBy, columnsOf, type Grouped, groupsBy } from './by.ts';

export const groups = method({
  id: 'groups',
  stage: 'analyse',
  title: { en: 'Group means', zh: '分组均值' },
  about: {
    en: 'Mean score of each group of units by period and node, with its change against the period before. means.csv has the mean of all units beside the mean of the group means, which weighs every group alike; published tables often print the second as the first. Units without a score or a group are left out of the mean; count says how many are in it.',
    zh: '各组单元逐期逐节点的平均得分及其较上一时期的变化。means.csv 并列全部单元均值与各组均值的均值（各组同权；已发表的表格常将二者混淆）。无得分或无分组的单元不计入，count 为计入的单元数。',
  },
  formula: '\\bar C_g = \\frac{1}{n_g}\\sum_{i\\in g} C_i',
  cite: [],
  options: z.strictObject({ by }),
  run(input, options) {
    const columns = columnsOf(options.by ?? [...input.groups.keys()]);
    return {
      tables: [
        {
          name: 'groups',
          title: { en: 'Group means', zh: '分组均值' },
          columns: ['by', 'group', 'period', 'node', 'mean', 'count', 'change', 'change_percent'],
          rows: groupsBy(input, columns).flatMap((one) => groupRows(input, one)),
        },
        {
          name: 'means',
          title: { en: 'Means of all units and of the groups', zh: '全部单元均值与各组均值的均值' },
          columns: [
            'by',
            'period',
            'node',
            'mean',
            'count',
            'change',
            'change_percent',
            'mean_of_groups',
            'groups',
            'groups_change',
            'groups_change_percent',
          ],
          rows: columns.flatMap((column) => meanRows(input, column)),
        },
      ],
      notes: [],
    };
  },
  describe: ({ by: written }) => ({
    en: `Scores were averaged by ${written === undefined ? 'group' : columnsOf(written).join(', ')}; the mean of all units and the mean of the group means stand beside them.`,
    zh: `得分按${written === undefined ? '分组' : ` ${columnsOf(written).join('、')} `}求均值，并列出全部单元均值与各组均值的均值。`,
  }),
  check: (options, context) => checkBy(options.by, context),
  examples: [],
});

interface Mean {
  mean: number;
  count: number;
}

function mean(values: readonly number[]): Mean {
  const seen = values.filter((value) => value === value);
  return { mean: sum(seen) / seen.length, count: seen.length };
}

/** Means of some units in every period. */
function seriesOf(
  { units, periods }: AnalyseInput,
  scores: Float64Array,
  members: readonly number[],
): Mean[] {
  return periods.map((_, p) => mean(members.map((unit) => scores[p * units.length + unit]!)));
}

/** A mean, its count, and its change against the period before, absolute and in percent of it. */
function withChange(series: readonly Mean[], p: number): [number, number, number, number] {
  const before = p > 0 ? series[p - 1]!.mean : Number.NaN;
  const change = series[p]!.mean - before;
  return [series[p]!.mean, series[p]!.count, change, before === 0 ? Number.NaN : (100 * change) / before];
}

function groupRows(input: AnalyseInput, { by: column, group, members }: Grouped): Cell[][] {
  return input.scores.ids.flatMap((node, n) => {
    const series = seriesOf(input, input.scores.columns[n]!, members);
    return input.periods.map((period, p) => [column, group, period, node, ...withChange(series, p)]);
  });
}

function meanRows(input: AnalyseInput, column: string): Cell[][] {
  const groupsOf = groupsBy(input, [column]);
  return input.scores.ids.flatMap((node, n) => {
    const scores = input.scores.columns[n]!;
    const units = seriesOf(
      input,
      scores,
      input.units.map((_, unit) => unit),
    );
    const perGroup = groupsOf.map(({ members }) => seriesOf(input, scores, members));
    const ofGroups = input.periods.map((_, p) => mean(perGroup.map((series) => series[p]!.mean)));
    return input.periods.map((period, p) => [
      column,
      period,
      node,
      ...withChange(units, p),
      ...withChange(ofGroups, p),
    ]);
  });
}
