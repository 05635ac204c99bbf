import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Panel } from '../../core/panel.ts';
import { aboveShare } from '../../core/statistics/rank-histogram.ts';
import type { NodeResult } from '../result.ts';
import type { Tally } from './tally.ts';

/** How sure the order of every two units is that follow each other, for the whole index in the last period. */
export function neighbours({ units, periods }: Panel, { node, rank }: NodeResult, tally: Tally): DataTable {
  const last = (periods.length - 1) * units.length;
  const rankOf = (unit: number) => rank[last + unit]!;
  const order = units
    .map((_, unit) => unit)
    .filter((unit) => !Number.isNaN(rankOf(unit)))
    .sort((a, b) => rankOf(a) - rankOf(b) || a - b);
  return {
    name: 'neighbours',
    title: { en: 'Certainty of the order of neighbours in the ranking', zh: '排名相邻单元先后的确定性' },
    columns: ['node', 'period', 'unit', 'rank', 'other', 'other_rank', 'p_above'],
    rows: order.slice(1).map((other, i): Cell[] => {
      const unit = order[i]!;
      const share = aboveShare(tally.ranks[periods.length - 1]!, unit, other);
      return [
        ...[node.id, periods[periods.length - 1]!, units[unit]!.id, rankOf(unit)],
        ...[units[other]!.id, rankOf(other), share],
      ];
    }),
  };
}
