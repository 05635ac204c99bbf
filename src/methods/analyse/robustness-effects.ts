import type { Cell, DataTable } from '../../core/data-table.ts';
import { mainEffects } from '../../core/statistics/main-effects.ts';
import { optimalWeights } from '../../core/statistics/optimal-weights.ts';
import { sum } from '../../core/statistics/sum.ts';
import { columnOf } from '../../core/table.ts';
import type { AnalyseInput } from '../method.ts';
import type { Part } from './robustness-structure.ts';

/** Importance this far from the intended is not reached. */
const MISSED = 0.01;

export interface Refused {
  node: string;
  why: string;
}

/**
 * What every indicator contributes to the variance of a node's score beside its nominal weight there, and the weights
 * that would make its importance the nominal one. Nodes for which there are no such weights are refused with why.
 */
export function effectTable(
  { weights, normalised, scores }: AnalyseInput,
  parts: readonly Part[],
  estimate: 'linear' | 'spline',
): { table: DataTable; refused: Refused[]; unreached: string[] } {
  const refused: Refused[] = [];
  const unreached: string[] = [];
  const rows = parts.flatMap(({ node, ids, columns }) => {
    const mean = ids.map((id) => {
      const c = normalised.ids.indexOf(id);
      return sum(weights.map((vector) => vector[c]!)) / weights.length;
    });
    const total = sum(mean);
    const score = columnOf(scores, node);
    const [linear, spline] = (['linear', 'spline'] as const).map((one) => mainEffects(columns, score, one));
    const { shares } = estimate === 'linear' ? linear! : spline!;
    const suggested = suggestedWeights(columns, mean);
    if (typeof suggested === 'string') refused.push({ node, why: suggested });
    else if (suggested.residual > MISSED) unreached.push(`${node} (${suggested.residual.toFixed(3)})`);
    return ids.map((id, i): Cell[] => [
      ...[node, id, mean[i]!, mean[i]! / total, linear!.effects[i]!, spline!.effects[i]!, shares[i]!],
      ...[
        ...(typeof suggested === 'string'
          ? [Number.NaN, Number.NaN]
          : [suggested.weights[i]!, suggested.achieved[i]!]),
        linear!.rows[i]!,
      ],
    ]);
  });
  return {
    table: {
      name: 'effective-weights',
      title: { en: 'Effective weights', zh: '有效权重' },
      columns: [
        ...['node', 'indicator', 'weight', 'share_of_weight', 'effect_linear', 'effect_spline'],
        ...['share_of_effect', 'weight_suggested', 'importance_suggested', 'rows'],
      ],
      rows,
    },
    refused,
    unreached,
  };
}

function suggestedWeights(columns: readonly Float64Array[], intended: readonly number[]) {
  try {
    return optimalWeights(columns, intended);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
