import type { Cell, DataTable } from '../../core/data-table.ts';
import { atRows, completeRows } from '../../core/statistics/complete-rows.ts';
import { cronbachAlpha } from '../../core/statistics/cronbach-alpha.ts';
import { moments } from '../../core/statistics/moments.ts';
import { principalComponents } from '../../core/statistics/principal-components.ts';
import { sum } from '../../core/statistics/sum.ts';
import { select } from '../../core/table.ts';
import { indicatorsOf, isNode, type Node } from '../../core/tree.ts';
import type { AnalyseInput } from '../method.ts';

/** The normalised indicators of a node. */
export interface Part {
  node: string;
  ids: readonly string[];
  columns: readonly Float64Array[];
}

/** The index and each of its dimensions. */
export function partsOf({ root, normalised }: Pick<AnalyseInput, 'root' | 'normalised'>): Part[] {
  return [root, ...root.children.filter((child): child is Node => isNode(child))].map((node) => {
    const ids = indicatorsOf(node).map(({ id }) => id);
    return { node: node.id, ids, columns: select(normalised, ids).columns };
  });
}

/** How far the indicators of a node say the same, and which of them says it least. */
export function reliabilityTable(parts: readonly Part[]): DataTable {
  return {
    name: 'reliability',
    title: { en: 'Internal consistency', zh: '内部一致性' },
    columns: ['node', 'indicators', 'alpha', 'alpha_standardised', 'worst', 'alpha_without', 'rows'],
    rows: parts.map(({ node, ids, columns }): Cell[] => {
      const whole = cronbachAlpha(columns);
      const without = alphasWithout(columns);
      const worst = without.reduce(
        (best, value, i) => (value > (without[best] ?? Number.NEGATIVE_INFINITY) ? i : best),
        -1,
      );
      return [
        ...[node, ids.length, whole.raw, whole.standardised, ids[worst] ?? ''],
        ...[without[worst] ?? Number.NaN, whole.rows],
      ];
    }),
  };
}

/**
 * Raw alpha of the columns but one, for each of them, on the rows where all are observed: the variance of a sum
 * without a column is that of what is left of it.
 */
function alphasWithout(columns: readonly Float64Array[]): number[] {
  const rows = completeRows(columns);
  const cut = atRows(columns, rows);
  const k = columns.length - 1;
  if (k < 2) return columns.map(() => Number.NaN);
  const squares = cut.map((column) => moments(column).sumSquares);
  const all = sum(squares);
  const whole = new Float64Array(rows.length);
  for (const column of cut) for (let row = 0; row < rows.length; row++) whole[row]! += column[row]!;
  return cut.map((column, i) => {
    const rest = moments(whole.map((value, row) => value - column[row]!)).sumSquares;
    return rest > 0 ? (k / (k - 1)) * (1 - (all - squares[i]!) / rest) : Number.NaN;
  });
}

/** The principal components of every node, and the correlation of every indicator with them. */
export function componentTables(parts: readonly Part[]): DataTable[] {
  const found = parts.map((part) => ({ ...part, ...principalComponents(part.columns) }));
  return [
    {
      name: 'components',
      title: { en: 'Principal components', zh: '主成分' },
      columns: ['node', 'component', 'eigenvalue', 'share', 'cumulative', 'rows'],
      rows: found.flatMap(({ node, values, shares, rows }) => {
        let cumulative = 0;
        return [...values].map((value, k): Cell[] => {
          cumulative += shares[k]!;
          return [node, k + 1, value, shares[k]!, cumulative, rows];
        });
      }),
    },
    {
      name: 'loadings',
      title: { en: 'Loadings of the principal components', zh: '主成分载荷' },
      columns: ['node', 'component', 'indicator', 'loading'],
      rows: found.flatMap(({ node, ids, loadings }) =>
        loadings.flatMap((vector, k) => ids.map((id, i): Cell[] => [node, k + 1, id, vector[i]!])),
      ),
    },
  ];
}
