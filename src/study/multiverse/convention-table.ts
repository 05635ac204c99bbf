import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Panel } from '../../core/panel.ts';
import { ProblemError } from '../../core/problem.ts';
import { rankComparison } from '../../core/statistics/rank-comparison.ts';
import { isNode } from '../../core/tree.ts';
import { negativeClash } from '../negative-values.ts';
import type { Plan } from '../plan.ts';
import type { Computer } from './compute.ts';
import { conventionsOf } from './conventions.ts';
import type { Outcome } from './outcome.ts';
import { ownSteps, type Steps } from './steps.ts';

/** What each convention of the study changes in its ranks when it alone is turned; `failed` are those that could not be. */
export function conventionTable(
  plan: Plan,
  panel: Panel,
  compute: Computer,
  own: Outcome,
  p: number,
  outcomeUnder: (scores: Float64Array) => Pick<Outcome, 'rank'>,
): { table: DataTable; failed: { en: string; zh: string }[] } {
  const hasLevels = plan.study.index.children.some(isNode);
  const failed: { en: string; zh: string }[] = [];
  const rows: Cell[][] = [];
  const { units, periods } = panel;
  for (const one of conventionsOf(ownSteps(plan), periods.length, hasLevels)) {
    const scores = clashes(one.steps) ? undefined : compute(one.steps);
    if (!scores || scores instanceof ProblemError) {
      failed.push({ en: `${one.name.en}: ${one.other.en}`, zh: `${one.name.zh}：${one.other.zh}` });
      continue;
    }
    const { rank } = outcomeUnder(scores[0]!);
    const { changed, largest, spearman } = rankComparison(own.rank, rank);
    rows.push([
      ...[one.id, one.own.en, one.other.en, periods[p]!, changed],
      ...(largest < 0
        ? [0, '', Number.NaN, Number.NaN]
        : [
            Math.abs(rank[largest]! - own.rank[largest]!),
            units[largest]!.id,
            own.rank[largest]!,
            rank[largest]!,
          ]),
      ...[spearman, one.name.en, one.name.zh, one.own.zh, one.other.zh],
    ]);
  }
  return {
    table: {
      name: 'conventions',
      title: { en: 'The same data under another convention', zh: '同样数据，另一种约定' },
      columns: [
        ...['convention', 'own', 'other', 'period', 'units_changed', 'largest_change', 'unit'],
        ...['rank', 'rank_other', 'spearman', 'name_en', 'name_zh', 'own_zh', 'other_zh'],
      ],
      rows,
    },
    failed,
  };
}

function clashes({ normalise, weight, aggregate }: Steps): boolean {
  return [weight, ...aggregate.values()].some((step) => negativeClash(normalise, step));
}
