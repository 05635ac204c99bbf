import type { Cell, DataTable } from '../core/data-table.ts';
import type { Panel } from '../core/panel.ts';
import { extent } from '../core/statistics/extent.ts';
import { rankDescending } from '../core/statistics/rank.ts';
import type { Plan } from './plan.ts';
import type { NodeResult } from './result.ts';
import { replicator } from './uncertainty/replicate.ts';
import { uncertaintyOptions } from './uncertainty/schema.ts';
import type { Values } from './uncertainty/values.ts';

/**
 * How far the ranks of the whole index move in the last period when an indicator is left out and its weight goes to the
 * others in proportion: the mean over the units (Saisana et al. 2005), and the unit that moves most. Empty cells where
 * nothing is left to rank.
 */
export async function leaveOneOut(
  plan: Plan,
  { units, periods }: Panel,
  nodes: readonly NodeResult[],
  values: Values,
  pause: () => Promise<void>,
): Promise<DataTable> {
  const options = uncertaintyOptions.parse({ vary: { 'leave-one-out': true } });
  const compute = replicator(plan, { options, weights: [], normalise: [], aggregate: [] }, values, {
    filled: [],
    order: [],
    isComplete: false,
  });
  const n = units.length;
  const from = (periods.length - 1) * n;
  const { node, rank } = nodes[0]!;
  const own = rank.subarray(from, from + n);
  const rows: Cell[][] = [];
  for (const [dropped, { id }] of plan.indicators.entries()) {
    await pause();
    const streams = { weight: 0, experts: 0, impute: 0, error: 0 };
    const { scores } = compute({
      streams,
      weight: 0,
      normalise: 0,
      reference: 0,
      aggregate: 0,
      ideal: 0,
      dropped,
    });
    const found = rankDescending(scores[0]!.subarray(from, from + n));
    const shifts = [...found].map((one, u) => Math.abs(one - own[u]!));
    const seen = shifts.filter((shift) => !Number.isNaN(shift));
    const most = extent(Float64Array.from(seen)).max;
    const mean = seen.reduce((sum, shift) => sum + shift, 0) / seen.length;
    rows.push([node.id, periods[periods.length - 1]!, id, mean, most, units[shifts.indexOf(most)]?.id ?? '']);
  }
  return {
    name: 'leave-one-out',
    title: { en: 'Ranks without one indicator', zh: '剔除单项指标后的名次' },
    columns: ['node', 'period', 'indicator', 'mean_rank_shift', 'max_rank_shift', 'unit'],
    rows,
  };
}
