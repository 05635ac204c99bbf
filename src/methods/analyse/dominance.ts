import * as z from 'zod';
import { type Cell, type DataTable, records } from '../../core/data-table.ts';
import { dominance as dominanceOf } from '../../core/statistics/dominance.ts';
import { columnOf } from '../../core/table.ts';
import { weightsOf } from '../aggregate/weights-of.ts';
import { type AnalyseInput, method } from '../method.ts';
import { help } from '../options.ts';
import { exampleInput } from './example-input.ts';
import { leftOut } from './left-out.ts';

export const dominance = method({
  id: 'dominance',
  stage: 'analyse',
  title: { en: 'Dominance', zh: '占优分析' },
  about: {
    en: 'A unit dominates another of the same period when each of its normalised indicators is at least as good and one is better. It then stands above the other under all positive weights, in a weighted mean and in TOPSIS (a geometric mean may tie them at 0). So its rank lies between dominated_by + 1 and the number of units less those that it dominates or equals. best_rank_near and worst_rank_near are bounds for the weighted mean of all indicators under every set of weights in which each weight lies within the share of itself: whether one unit is above another for all of these is decided exactly, pair by pair. All four are bounds: a unit need not reach them. Values are compared as normalised, costs turned; zero or negative values are as good as others and a constant indicator decides nothing. Units with the same gaps are compared in the rest; of two with different gaps one stands above for certain only where its smallest value (or smallest mean near the weights) exceeds the largest of the other, and these units are noted. A unit without a score has empty cells and is not counted.',
    zh: '同一时期内，若某单元各项标准化指标均不劣于另一单元且至少一项更优，则称其占优。此时无论取何正权重，加权平均与 TOPSIS 中它均居其上（几何平均可能同为 0）。因此其名次介于 dominated_by + 1 与单元数减去被其占优或与其相同的单元数之间。best_rank_near 与 worst_rank_near 为全部指标加权平均在各权重于自身该比例内变动时的名次界限，两两先后逐对精确判定。四者均为界限，未必可达。比较标准化值（负向指标已变号），零与负值照常比较，常数指标不起作用。缺失项相同的单元按其余指标比较；缺失项不同时，仅当一方的最小值（或近旁权重下的最小均值）大于另一方的最大值才判定先后，并注明这些单元。无得分的单元为空格且不计入。',
  },
  formula:
    'a \\succ b \\iff \\forall j: r_{aj} \\ge r_{bj} \\wedge \\exists j: r_{aj} > r_{bj},\\quad \\sum_j w_j d_j - \\delta\\sum_j w_j |d_j| > 0,\\ d_j = r_{aj} - r_{bj}',
  cite: ['hwang1981'],
  options: z.strictObject({
    perturb: help(
      z.number().min(0).max(1).default(0.25),
      'Share of itself that every weight may move by, for the bounds near the weights of the study',
      '计算近旁界限时各权重相对自身的变动比例',
    ),
  }),
  run(input, { perturb }) {
    const table = tableOf(input, perturb);
    const missing = input.units.filter((_, u) =>
      input.normalised.columns.some((column) =>
        input.periods.some((_period, p) => Number.isNaN(column[p * input.units.length + u]!)),
      ),
    );
    return {
      tables: [table],
      notes: leftOut(
        'dominance/missing',
        missing,
        'unit(s) with missing values are compared with others by the extremes of their means in those periods',
        '个含缺失值的单元在相应时期仅按均值的极值与其他单元比较',
      ),
    };
  },
  describe: ({ perturb }) => ({
    en: `A unit dominates another when it is at least as good in every indicator and better in one; this bounds the ranks under all positive weights, and pairwise comparison of weighted means those under weights within ${percent(perturb)} % of the study's.`,
    zh: `若某单元各项指标均不劣于另一单元且至少一项更优，则为占优；据此给出任意正权重下的名次界限，并以加权平均的两两比较给出权重在 ±${percent(perturb)}% 内变动时的名次界限。`,
  }),
  examples: [
    {
      title: {
        en: 'Of three units in one indicator each dominates those below it',
        zh: '单一指标下的三个单元依次占优',
      },
      source: 'closed form',
      input: { ...exampleInput([3, 1, 2]), weights: [Float64Array.of(1)] },
      options: {},
      expect: ({ tables }) => ({
        value: records(tables[0]!).flatMap((row) => [Number(row.dominates), Number(row.best_rank)]),
        expected: [2, 1, 0, 3, 1, 2],
        tolerance: 0,
      }),
    },
  ],
});

function tableOf(
  { units, periods, root, scores, normalised, weights }: AnalyseInput,
  perturb: number,
): DataTable {
  // What the study does not rank has no place among the ranks.
  const score = columnOf(scores, root.id);
  const columns = normalised.columns.map((column) =>
    column.map((value, row) => (score[row] === score[row] ? value : Number.NaN)),
  );
  const found = periods.map((_, p) =>
    dominanceOf(columns, weightsOf(weights, p), perturb, p * units.length, units.length),
  );
  return {
    name: 'dominance',
    title: { en: 'Dominance and bounds of ranks', zh: '占优关系与名次界限' },
    columns: [
      ...['unit', 'period', 'dominates', 'dominated_by', 'best_rank', 'worst_rank'],
      ...['best_rank_near', 'worst_rank_near'],
    ],
    rows: units.flatMap((unit, u) =>
      periods.map((period, p): Cell[] => {
        const one = found[p]![u]!;
        return [
          unit,
          period,
          one.dominates,
          one.dominatedBy,
          one.best,
          one.worst,
          one.bestNear,
          one.worstNear,
        ];
      }),
    ),
  };
}

function percent(share: number): number {
  return Math.round(share * 1e6) / 1e4;
}
