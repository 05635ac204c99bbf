import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Panel } from '../../core/panel.ts';
import { quantile } from '../../core/statistics/quantile.ts';
import { rankComparison } from '../../core/statistics/rank-comparison.ts';
import type { Outcome } from './outcome.ts';
import { FACTORS } from './schema.ts';

const CHOICES = ['combination', 'is_own', ...FACTORS] as const;

function choicesOf({ combination: { number, labels } }: Outcome): Cell[] {
  return [number, number === 1 ? 1 : 0, ...FACTORS.map((factor) => labels[factor])];
}

/** A row per combination and unit, and a row per combination. */
export function combinationTables(
  { units, periods }: Panel,
  outcomes: readonly Outcome[],
  p: number,
): DataTable[] {
  const own = outcomes[0]!;
  const period = periods[p]!;
  return [
    {
      name: 'multiverse',
      title: {
        en: `The study under every combination of choices, ${period}`,
        zh: `各选择组合下的结果，${period}`,
      },
      columns: [...CHOICES, 'unit', 'period', 'score', 'rank', 'grade'],
      rows: outcomes.flatMap((outcome) => {
        const choices = choicesOf(outcome);
        return units.map(({ id }, u): Cell[] => [
          ...choices,
          ...[id, period, outcome.score[u]!, outcome.rank[u]!, outcome.grade[u]! || Number.NaN],
        ]);
      }),
    },
    {
      name: 'multiverse-combinations',
      title: {
        en: `Rankings of the combinations beside that of the study, ${period}`,
        zh: `各组合排名与研究排名的比较，${period}`,
      },
      columns: [
        ...[...CHOICES, 'period', 'spearman', 'mean_rank_shift', 'units_changed', 'largest_shift'],
        ...['largest_unit', 'mean_first', 'mean_last'],
      ],
      rows: outcomes.map((outcome): Cell[] => {
        const found = rankComparison(own.rank, outcome.rank);
        const at = found.largest;
        return [
          ...[...choicesOf(outcome), period, found.spearman, found.meanShift, found.changed],
          ...(at < 0 ? [0, ''] : [outcome.rank[at]! - own.rank[at]!, units[at]!.id]),
          ...[outcome.means[0]!, outcome.means[outcome.means.length - 1]!],
        ];
      }),
    },
  ];
}

/** How far the rank of every unit moves over the combinations in which it has one. */
export function summaryTable(
  { units, periods }: Panel,
  outcomes: readonly Outcome[],
  p: number,
  top: number,
): DataTable {
  const own = outcomes[0]!;
  return {
    name: 'multiverse-summary',
    title: { en: `Ranks over the combinations, ${periods[p]}`, zh: `各组合下的名次，${periods[p]}` },
    columns: [
      ...['unit', 'period', 'rank', 'rank_best', 'rank_median', 'rank_worst', 'top', 'share_top'],
      ...['grade', 'share_same_grade', 'combinations'],
    ],
    rows: units.map(({ id }, u): Cell[] => {
      const ranks = outcomes.map(({ rank }) => rank[u]!).filter((rank) => !Number.isNaN(rank));
      ranks.sort((a, b) => a - b);
      const share = (holds: (outcome: Outcome) => boolean) =>
        ranks.length === 0 ? Number.NaN : outcomes.filter(holds).length / ranks.length;
      const grade = own.grade[u]!;
      return [
        ...[id, periods[p]!, own.rank[u]!],
        ...(ranks.length === 0
          ? [Number.NaN, Number.NaN, Number.NaN]
          : [ranks[0]!, quantile(ranks, 0.5), ranks[ranks.length - 1]!]),
        ...[top, share(({ rank }) => rank[u]! <= top), grade || Number.NaN],
        grade === 0 ? Number.NaN : share((outcome) => outcome.grade[u] === grade),
        ranks.length,
      ];
    }),
  };
}
