import * as z from 'zod';
import type { Cell, DataTable } from '../../core/data-table.ts';
import { columnOf } from '../../core/table.ts';
import { dimensionOf, indicatorsOf, isNode, type Node, nodesOf } from '../../core/tree.ts';
import { type AnalyseInput, method } from '../method.ts';

export const typology = method({
  id: 'typology',
  stage: 'analyse',
  title: { en: 'Typology of obstacles', zh: '障碍类型' },
  about: {
    en: 'Sums the obstacle degrees below every node, names for each unit and period the dimension and the criterion (a lowest node) that hold it back most, and counts how often each indicator is the largest obstacle, over all indicators (*) and within each dimension. Equal degrees count for the first in study order; a unit that nothing holds back has no type. Needs the analysis obstacles.',
    zh: '对各节点之下的障碍度求和，逐单元逐期给出制约最大的维度与准则（最低一级节点），并统计各指标成为首要障碍的次数（全部指标以 * 表示，另分维度）。并列者取研究中先列者；无障碍的单元不归类。需要 obstacles 分析。',
  },
  formula: 'U_{ik} = \\sum_{j\\in k} M_{ij}',
  cite: [],
  options: z.strictObject({}),
  run(input) {
    const { obstacles } = input;
    if (!obstacles) {
      return {
        tables: [],
        notes: [
          {
            code: 'typology/no-obstacles',
            level: 'warning',
            text: {
              en: 'There is no typology of obstacles, because obstacles are switched off.',
              zh: '障碍度分析已关闭，因此没有障碍类型。',
            },
          },
        ],
      };
    }
    const sums = nodesOf(input.root).map((node) => ({ node, column: sumBelow(input, node) }));
    return { tables: [sumTable(input, sums), typeTable(input, sums), topTable(input)], notes: [] };
  },
  describe: () => ({
    en: 'Units were typed by the dimension and the criterion with the largest sum of obstacle degrees.',
    zh: '单元按障碍度之和最大的维度与准则归类。',
  }),
  examples: [],
});

interface Sum {
  node: Node;
  column: Float64Array;
}

/** Sum of the degrees below a node; missing where none is known. */
function sumBelow({ obstacles }: AnalyseInput, node: Node): Float64Array {
  const columns = indicatorsOf(node).map(({ id }) => columnOf(obstacles!, id));
  return columns[0]!.map((_, row) => {
    const known = columns.map((column) => column[row]!).filter((degree) => degree === degree);
    return known.length === 0 ? Number.NaN : known.reduce((total, degree) => total + degree, 0);
  });
}

function* places({ units, periods }: AnalyseInput): Generator<{ unit: string; period: number; row: number }> {
  for (let u = 0; u < units.length; u++)
    for (let p = 0; p < periods.length; p++)
      yield { unit: units[u]!, period: periods[p]!, row: p * units.length + u };
}

function sumTable(input: AnalyseInput, sums: readonly Sum[]): DataTable {
  return {
    name: 'obstacle-sums',
    title: { en: 'Obstacle degrees of nodes (percent)', zh: '各节点障碍度（%）' },
    columns: ['unit', 'period', 'node', 'degree'],
    rows: [...places(input)].flatMap(({ unit, period, row }) =>
      sums.map(({ node, column }): Cell[] => [unit, period, node.id, column[row]!]),
    ),
  };
}

/** The largest of some sums in a row; undefined where nothing holds the unit back. */
function largest(sums: readonly Sum[], row: number): Sum | undefined {
  let best: Sum | undefined;
  for (const one of sums)
    if (one.column[row]! > 0 && !(best && best.column[row]! >= one.column[row]!)) best = one;
  return best;
}

function typeTable(input: AnalyseInput, sums: readonly Sum[]): DataTable {
  const dimensions = sums.filter(({ node }) => input.root.children.includes(node));
  const criteria = sums.filter(({ node }) => node !== input.root && !node.children.some(isNode));
  const levels: [string, readonly Sum[]][] = [
    ['dimension', dimensions],
    ['criterion', criteria],
  ];
  const { length } = input.units;
  return {
    name: 'obstacle-types',
    title: { en: 'What holds each unit back most', zh: '各单元的主要制约类型' },
    columns: ['unit', 'period', 'level', 'node', 'degree', 'shifted_from'],
    rows: [...places(input)].flatMap(({ unit, period, row }) =>
      levels.flatMap(([level, among]) => {
        const found = largest(among, row);
        if (!found) return [];
        const before = row >= length ? largest(among, row - length) : undefined;
        const shifted = before && before.node !== found.node ? before.node.id : '';
        return [[unit, period, level, found.node.id, found.column[row]!, shifted]];
      }),
    ),
  };
}

function topTable(input: AnalyseInput): DataTable {
  const { obstacles, units, periods, root } = input;
  const dimensions = dimensionOf(root);
  const scopes = ['*', ...new Set(obstacles!.ids.map((id) => dimensions.get(id)!.id))];
  const rows = periods.flatMap((period, p) =>
    scopes.flatMap((scope) => {
      const ids = obstacles!.ids.filter((id) => scope === '*' || dimensions.get(id)!.id === scope);
      const counts = new Map(ids.map((id) => [id, 0]));
      let typed = 0;
      for (let row = p * units.length; row < (p + 1) * units.length; row++) {
        const top = topOf(obstacles!, ids, row);
        if (top === undefined) continue;
        typed++;
        counts.set(top, counts.get(top)! + 1);
      }
      return ids.map((id): Cell[] => [
        period,
        scope,
        id,
        counts.get(id)!,
        typed === 0 ? Number.NaN : counts.get(id)! / typed,
      ]);
    }),
  );
  return {
    name: 'obstacle-tops',
    title: { en: 'How often each indicator is the largest obstacle', zh: '各指标成为首要障碍的次数' },
    columns: ['period', 'node', 'indicator', 'count', 'share'],
    rows,
  };
}

function topOf(table: NonNullable<AnalyseInput['obstacles']>, ids: readonly string[], row: number) {
  let top: string | undefined;
  let most = 0;
  for (const id of ids) {
    const degree = columnOf(table, id)[row]!;
    if (degree > most) {
      most = degree;
      top = id;
    }
  }
  return top;
}
