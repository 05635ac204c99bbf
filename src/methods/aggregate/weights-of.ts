import * as z from 'zod';
import { help } from '../options.ts';

/** What a node aggregates; shared by the aggregations that can work on dimension scores. */
export const of = help(
  z.enum(['indicators', 'children']).default('indicators'),
  'All indicators below the node with their weights, or the scores of its children with the sums of theirs',
  '节点下全部指标及其权重，或各子节点得分及其权重之和',
);

/** The weights that apply to a period: the pooled vector or the period's own. */
export function weightsOf(weights: readonly Float64Array[], period: number): Float64Array {
  return weights[weights.length === 1 ? 0 : period]!;
}
