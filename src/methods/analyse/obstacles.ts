import * as z from 'zod';
import type { Note } from '../../core/note.ts';
import { withColumns } from '../../core/table.ts';
import type { Node } from '../../core/tree.ts';
import { dimensionOf } from '../../core/tree.ts';
import { weightsOf } from '../aggregate/weights-of.ts';
import { method, type ObstaclesInput } from '../method.ts';
import { minMax } from '../normalise/min-max.ts';
import { help } from '../options.ts';

export const obstacles = method({
  id: 'obstacles',
  stage: 'obstacles',
  title: { en: 'Obstacle degree', zh: '障碍度模型' },
  about: {
    en: "Says what holds a unit back: each indicator's weight times its deviation from the best (1 - min-max value), as a percentage of the sum over all indicators or over its dimension. A unit at its best everywhere has degrees 0; a missing cell has none.",
    zh: '诊断制约因素：指标权重与其距最优值偏离（1-极差标准化值）之积，占全部指标（或所属维度）之和的百分比。全部达到最优的单元障碍度为 0；缺失值无障碍度。',
  },
  formula:
    'M_{ij} = \\frac{F_j O_{ij}}{\\sum_k F_k O_{ik}}\\times 100\\%,\\quad O_{ij} = 1 - r_{ij},\\ F_j = w_j',
  cite: [],
  options: z.strictObject({
    top: help(
      z.int().min(1).default(3),
      'How many obstacles figures and report name',
      '图表与报告中列出的障碍因子数',
    ),
    scope: help(
      z.enum(['index', 'dimension']).default('index'),
      'Sum over all indicators, or within each dimension',
      '在全部指标或各维度内求和',
    ),
  }),
  run(input, options) {
    const { table } = input;
    const { columns } = minMax.run(
      {
        table,
        directions: input.directions,
        ...(input.constants ? { constants: input.constants } : {}),
      },
      { reference: input.reference, range: [0, 1] },
    ).table;
    const deviations = columns.map((column) => column.map((value) => Math.max(0, 1 - value)));
    const degrees = table.columns.map((column) => new Float64Array(column.length).fill(Number.NaN));
    for (const group of sums(table.ids, input.root, options.scope)) share(input, deviations, group, degrees);
    return { table: withColumns(table, degrees), notes: beyondBest(columns) };
  },
  sql: ({ scope }) => ({ groups: (root, ids) => sums(ids, root, scope) }),
  describe: ({ scope }) => ({
    en: `Obstacle degrees are weight times deviation (1 - min-max value), as a share of ${scope === 'index' ? 'all indicators' : 'the dimension'}.`,
    zh: `障碍度为权重与偏离度（1-极差标准化值）之积占${scope === 'index' ? '全部指标' : '所属维度'}之和的比重。`,
  }),
  examples: [],
});

/** The columns whose degrees sum to 100. */
function sums(ids: readonly string[], root: Node, scope: 'index' | 'dimension'): number[][] {
  if (scope === 'index') return [ids.map((_, c) => c)];
  const dimension = dimensionOf(root);
  const groups = new Map<string, number[]>();
  ids.forEach((id, c) => {
    const key = dimension.get(id)!.id;
    groups.set(key, [...(groups.get(key) ?? []), c]);
  });
  return [...groups.values()];
}

function share(
  { table, weights }: ObstaclesInput,
  deviations: readonly Float64Array[],
  group: readonly number[],
  degrees: Float64Array[],
): void {
  for (let p = 0; p < table.periods.length; p++) {
    const vector = weightsOf(weights, p);
    for (let row = p * table.units; row < (p + 1) * table.units; row++) {
      let total = 0;
      for (const c of group) {
        const deviation = deviations[c]![row]!;
        if (deviation === deviation) total += vector[c]! * deviation;
      }
      for (const c of group) {
        const deviation = deviations[c]![row]!;
        if (deviation === deviation)
          degrees[c]![row] = total === 0 ? 0 : (100 * vector[c]! * deviation) / total;
      }
    }
  }
}

/** With one base period, later values can pass its best; they hold nothing back. */
function beyondBest(columns: readonly Float64Array[]): Note[] {
  const cells = columns.reduce((sum, column) => sum + column.filter((value) => value > 1).length, 0);
  if (cells === 0) return [];
  return [
    {
      code: 'obstacles/beyond-best',
      level: 'note',
      text: {
        en: `${cells} cell(s) are better than the best of the base period; their obstacle degree is 0.`,
        zh: `${cells} 个值优于基期最优值，其障碍度为 0。`,
      },
    },
  ];
}
