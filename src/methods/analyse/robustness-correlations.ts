import type { Cell, DataTable } from '../../core/data-table.ts';
import { correlation } from '../../core/statistics/correlation.ts';
import { correlationMatrix } from '../../core/statistics/correlation-matrix.ts';
import { columnOf } from '../../core/table.ts';
import { dimensionOf } from '../../core/tree.ts';
import type { AnalyseInput } from '../method.ts';

/** Every pair of indicators, every indicator with its dimension, and the dimensions with each other and the index. */
export function correlationTable(input: AnalyseInput, redundant: number): DataTable {
  return {
    name: 'correlations',
    title: { en: 'Correlations of indicators and scores', zh: '指标与得分的相关系数' },
    columns: ['node', 'a', 'b', 'r', 'count', 'kind', 'flag'],
    rows: [...indicatorPairs(input, redundant), ...ownPairs(input), ...scorePairs(input)],
  };
}

function indicatorPairs({ root, normalised }: AnalyseInput, redundant: number): Cell[][] {
  const dimensions = dimensionOf(root);
  const { r, counts } = correlationMatrix(normalised.columns);
  return normalised.ids.flatMap((a, i) =>
    normalised.ids.slice(i + 1).map((b, k): Cell[] => {
      const j = i + 1 + k;
      const own = dimensions.get(a)!;
      const value = r[i]![j]!;
      return [
        ...[own === dimensions.get(b) ? own.id : root.id, a, b, value, counts[i]![j]!, 'indicators'],
        Math.abs(value) > redundant ? 'redundant' : '',
      ];
    }),
  );
}

/** An indicator that runs against its own dimension is pulled along by the others, or points the wrong way. */
function ownPairs({ root, normalised, scores }: AnalyseInput): Cell[][] {
  const dimensions = dimensionOf(root);
  return normalised.ids.map((id, c): Cell[] => {
    const { id: node } = dimensions.get(id)!;
    const { r, count } = correlation(normalised.columns[c]!, columnOf(scores, node));
    return [node, id, node, r, count, 'own-dimension', r < 0 ? 'negative' : ''];
  });
}

function scorePairs({ root, scores }: AnalyseInput): Cell[][] {
  const nodes = [root.id, ...root.children.map(({ id }) => id).filter((id) => scores.ids.includes(id))];
  const { r, counts } = correlationMatrix(nodes.map((id) => columnOf(scores, id)));
  return nodes.flatMap((b, j) =>
    nodes
      .slice(j + 1)
      .map((a, k): Cell[] => [
        ...[root.id, a, b, r[j]![j + 1 + k]!, counts[j]![j + 1 + k]!, 'scores'],
        r[j]![j + 1 + k]! < 0 ? 'negative' : '',
      ]),
  );
}
