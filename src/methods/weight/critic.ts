import * as z from 'zod';
import { correlation } from '../../core/statistics/correlation.ts';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import { type Moments, moments } from '../../core/statistics/moments.ts';
import { averageRank } from '../../core/statistics/rank.ts';
import type { Range } from '../../core/table.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { byScope, type Worths, weighColumns } from './from-columns.ts';
import { on, onText, scope, tableOn } from './on.ts';

export const critic = method({
  id: 'critic',
  stage: 'weight',
  title: { en: 'CRITIC', zh: 'CRITIC 法' },
  about: {
    en: 'Weighs an indicator by its contrast (standard deviation) times its conflict with the others (sum of 1 - r). A constant indicator gets weight 0 and does not count as a conflict; missing cells are left out pair by pair.',
    zh: '按对比强度（标准差）与冲突性（1-r 之和）的乘积赋权。常数指标权重为 0 且不计入冲突性；缺失值成对剔除。',
  },
  formula: 'C_j = s_j\\sum_k (1-r_{jk}),\\quad w_j = \\frac{C_j}{\\sum_k C_k}',
  cite: ['diakoulaki1995'],
  options: z.strictObject({
    on,
    reference: scope,
    correlation: help(
      z.enum(['pearson', 'spearman']).default('pearson'),
      'Correlation of values or of ranks',
      '数值相关或秩相关',
    ),
  }),
  run(input, options) {
    const table = tableOn(input, options.on);
    return weighColumns(table, options.reference, (range) => {
      const columns =
        options.correlation === 'spearman'
          ? table.columns.map((column) => ranked(column, range))
          : table.columns;
      return worths(
        table.columns.map((column) => moments(column, range.from, range.to)),
        (a, b) => correlation(columns[a]!, columns[b]!, range.from, range.to).r,
      );
    });
  },
  sql({ on: which, reference, correlation: kind }) {
    // Ranks over all rows are no sums.
    if (kind === 'spearman') return undefined;
    return {
      on: which,
      reference,
      sums: ['moments'],
      shift: (found) => new Float64Array(found.length),
      correlations: true,
      finish(table, found, between) {
        let scope = 0;
        return byScope(table, reference, found, (columns) => {
          const own = scope++;
          return worths(columns, (a, b) => between(own, a, b));
        });
      },
    };
  },
  describe: (options) => ({
    en: `Weights were determined by CRITIC (${options.correlation === 'pearson' ? 'Pearson' : 'Spearman'} correlation), ${onText(options.on, options.reference).en}.`,
    zh: `权重由 CRITIC 法确定（${options.correlation === 'pearson' ? '皮尔逊' : '斯皮尔曼'}相关，${onText(options.on, options.reference).zh}）。`,
  }),
  examples: [],
});

const ROUNDING = 1e-12;

function worths(columns: readonly Moments[], between: (a: number, b: number) => number): Worths {
  const contrast = Float64Array.from(columns, (found) => (found.count > 1 ? standardDeviation(found) : 0));
  const conflict = new Float64Array(columns.length);
  for (let a = 0; a < columns.length; a++) {
    for (let b = a + 1; b < columns.length; b++) {
      const r = between(a, b);
      if (Number.isNaN(r)) continue;
      // What is left of a perfect correlation is rounding, of which no weight may be made.
      const apart = 1 - r < ROUNDING ? 0 : 1 - r;
      conflict[a]! += apart;
      conflict[b]! += apart;
    }
  }
  // A single varying indicator conflicts with nothing, yet it carries all the information there is.
  const alone = contrast.filter((spread) => spread > 0).length === 1;
  return {
    worth: contrast.map((spread, c) => spread * (alone ? 1 : conflict[c]!)),
    details: { contrast, conflict },
  };
}

/** The column with the values of the range replaced by their ranks. */
function ranked(column: Float64Array, { from, to }: Range): Float64Array {
  const out = column.slice();
  out.set(averageRank(column.subarray(from, to)), from);
  return out;
}
