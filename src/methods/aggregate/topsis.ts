import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { extent } from '../../core/statistics/extent.ts';
import { scopes, type Table } from '../../core/table.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { covered } from './cover.ts';
import { of, weightsOf } from './weights-of.ts';

/** Rows handled together, so that the two sums of distances stay in cache while the columns pass by. */
const BLOCK = 1024;

export const topsis = method({
  id: 'topsis',
  stage: 'aggregate',
  title: { en: 'TOPSIS', zh: 'TOPSIS 法' },
  about: {
    en: 'Scores a unit by its closeness to the best and distance from the worst values seen. Weights enter before squaring (squared) or inside the sum (inside); scaling the weights never changes the score. Ideals are column maxima and minima over all periods, within each period, or fixed at 1 and 0. A unit at distance 0 from both gets 0. Missing cells add no distance.',
    zh: '按与最优、最劣值的距离计算贴近度。权重先乘后平方（squared）或置于求和内（inside）；权重整体缩放不改变得分。理想点取全部时期、逐期的列最大最小值，或固定为 1 与 0。两个距离均为 0 时得 0。缺失值不计距离。',
  },
  formula:
    'D_i^{\\pm} = \\sqrt{\\sum_j w_j^2 (r_{ij}-r_j^{\\pm})^2}\\ \\text{or}\\ \\sqrt{\\sum_j w_j (r_{ij}-r_j^{\\pm})^2},\\quad C_i = \\frac{D_i^-}{D_i^+ + D_i^-}',
  cite: ['hwang1981', 'deng2000'],
  options: z.strictObject({
    weights: help(
      z.enum(['squared', 'inside']).default('squared'),
      'squared: weights multiply values before the distance; inside: weights multiply squared differences',
      'squared：先加权再求距离；inside：权重乘在平方差上',
    ),
    ideal: help(
      z.enum(['pooled', 'period', 'absolute']).default('pooled'),
      'Ideal points from all periods, from each period, or fixed at 1 and 0',
      '理想点取自全部时期、逐期，或固定为 1 与 0',
    ),
    of,
  }),
  run(input, options) {
    const { columns, units, periods } = input.table;
    const ideals = input.ideals ? held(input.table, input.ideals) : idealsOf(input.table, options.ideal);
    const rows = units * periods.length;
    const distanceBest = new Float64Array(rows);
    const distanceWorst = new Float64Array(rows);
    const score = new Float64Array(rows);
    let observed = 0;
    for (let p = 0; p < periods.length; p++) {
      const weights = weightsOf(input.weights, p);
      const best = ideals.best[ideals.scopeOf[p]!]!;
      const worst = ideals.worst[ideals.scopeOf[p]!]!;
      for (let from = p * units; from < (p + 1) * units; from += BLOCK) {
        const to = Math.min(from + BLOCK, (p + 1) * units);
        for (let c = 0; c < columns.length; c++) {
          const weight = options.weights === 'squared' ? weights[c]! * weights[c]! : weights[c]!;
          observed += addDistances(
            columns[c]!,
            from,
            to,
            weight,
            best[c]!,
            worst[c]!,
            distanceBest,
            distanceWorst,
          );
        }
        for (let row = from; row < to; row++) {
          const toBest = Math.sqrt(distanceBest[row]!);
          const toWorst = Math.sqrt(distanceWorst[row]!);
          distanceBest[row] = toBest;
          distanceWorst[row] = toWorst;
          score[row] = toBest + toWorst === 0 ? 0 : toWorst / (toBest + toWorst);
        }
      }
    }
    return {
      ...covered(
        input,
        { score, distance_best: distanceBest, distance_worst: distanceWorst },
        observed === rows * columns.length,
      ),
      ideals,
    };
  },
  sql: ({ weights, ideal }) => ({
    ideal,
    check(ids, found) {
      if (ideal === 'absolute') refuseBeyond(ids, found);
    },
    sums(cells) {
      const to = (which: 'best' | 'worst') =>
        cells
          .map(({ value, weight, isObserved, ...ideals }) => {
            const factor = weights === 'squared' ? `${weight} * ${weight}` : weight;
            const apart = ideals[which] === '0e0' ? value : `(${value} - ${ideals[which]})`;
            const square = `${factor} * ${apart} * ${apart}`;
            return isObserved ? square : `COALESCE(${square}, 0e0)`;
          })
          .join(' + ');
      return { best: `SQRT(${to('best')})`, worst: `SQRT(${to('worst')})` };
    },
    columns: {
      score: 'CASE WHEN best + worst = 0 THEN 0e0 ELSE worst / NULLIF(best + worst, 0) END',
      distance_best: 'best',
      distance_worst: 'worst',
    },
  }),
  held: ({ ideal }) => (ideal === 'pooled' ? 'given' : 'nothing'),
  describe: ({ weights, ideal, of: what }) => {
    const en = { pooled: 'of all periods', period: 'of each period', absolute: 'fixed at 1 and 0' }[ideal];
    const zh = { pooled: '取自全部时期', period: '逐期选取', absolute: '固定为 1 与 0' }[ideal];
    return {
      en: `Scores are TOPSIS closeness (weights ${weights === 'squared' ? 'applied before squaring' : 'inside the sum of squares'}, ideal points ${en}${what === 'children' ? ', on the scores of the child nodes' : ''}).`,
      zh: `得分为 TOPSIS 贴近度（权重${weights === 'squared' ? '先乘后平方' : '置于平方和内'}，理想点${zh}${what === 'children' ? '，基于子节点得分' : ''}）。`,
    };
  },
  examples: [],
});

/** Adds `weight (value - ideal)^2` of one column to the squared distances of the rows; how many have a value. */
function addDistances(
  column: Float64Array,
  from: number,
  to: number,
  weight: number,
  best: number,
  worst: number,
  toBest: Float64Array,
  toWorst: Float64Array,
): number {
  let missing = 0;
  for (let row = from; row < to; row++) {
    const value = column[row]!;
    if (value !== value) {
      missing++;
      continue;
    }
    const up = value - best;
    const down = value - worst;
    toBest[row]! += weight * up * up;
    toWorst[row]! += weight * down * down;
  }
  return to - from - missing;
}

/** The ideal points of an earlier run, for every period. */
function held({ periods }: Table, { best, worst }: { best: Float64Array; worst: Float64Array }) {
  return { best: [best], worst: [worst], scopeOf: periods.map(() => 0) };
}

function idealsOf({ columns, ids, units, periods }: Table, ideal: 'pooled' | 'period' | 'absolute') {
  const { ranges, of: scopeOf } = scopes(ideal === 'period' ? 'period' : 'pooled', units, periods);
  if (ideal === 'absolute') {
    refuseBeyondUnit(columns, ids);
    return {
      best: [new Float64Array(columns.length).fill(1)],
      worst: [new Float64Array(columns.length)],
      scopeOf,
    };
  }
  const extents = ranges.map(({ from, to }) => columns.map((column) => extent(column, from, to)));
  return {
    best: extents.map((found) => Float64Array.from(found, ({ max }) => max)),
    worst: extents.map((found) => Float64Array.from(found, ({ min }) => min)),
    scopeOf,
  };
}

function refuseBeyondUnit(columns: readonly Float64Array[], ids: readonly string[]): void {
  refuseBeyond(
    ids,
    columns.map((column) => extent(column, 0, column.length)),
  );
}

function refuseBeyond(ids: readonly string[], extents: readonly { min: number; max: number }[]): void {
  const beyond = ids.filter((_, c) => extents[c]!.min < 0 || extents[c]!.max > 1);
  if (beyond.length === 0) return;
  throw new ProblemError([
    {
      code: 'aggregate/beyond-ideal',
      where: 'method.aggregate.topsis.ideal',
      saw: { en: `values outside 0-1 in ${beyond.join(', ')}`, zh: `${beyond.join('、')} 的值超出 0-1` },
      why: {
        en: 'the absolute ideals 1 and 0 must be the best and the worst that can occur',
        zh: '绝对理想点 1 与 0 必须是可能的最优与最劣值',
      },
      fix: {
        en: 'normalise to 0-1 (min-max, goalposts, rank) or choose ideal: pooled',
        zh: '将数据标准化到 0-1（min-max、goalposts、rank），或设 ideal: pooled',
      },
    },
  ]);
}
