import * as z from 'zod';
import { log } from '../../core/math/log.ts';
import { ProblemError } from '../../core/problem.ts';
import { type EntropySums, entropySums } from '../../core/statistics/entropy-sums.ts';
import { type Extent, extent } from '../../core/statistics/extent.ts';
import { scopes } from '../../core/table.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { byScope, weighColumns } from './from-columns.ts';

export const entropy = method({
  id: 'entropy',
  stage: 'weight',
  title: { en: 'Entropy weights', zh: '熵权法' },
  about: {
    en: 'Weighs an indicator by how unevenly its normalised values are spread: e is the Shannon entropy of their shares, divided by ln N, and the weight is proportional to 1 - e. 0 ln 0 is 0. A column without spread, or with 1 - e below 1e-15, gets weight 0; when all do, weights are equal. Negative values are refused unless a shift makes them positive; the shift touches weights only. Missing cells are left out, and N is the number of observed cells of the column.',
    zh: '按标准化值分布的不均匀程度赋权：e 为各值占比的香农熵除以 ln N，权重与 1-e 成正比。约定 0 ln 0 = 0。无差异或 1-e 小于 1e-15 的指标权重为 0；全部如此时取等权。含负值时须平移，平移只影响权重。缺失值不计，N 为该列观测数。',
  },
  formula:
    'p_{ij} = \\frac{r_{ij}}{\\sum_i r_{ij}},\\quad e_j = -\\frac{1}{\\ln N}\\sum_i p_{ij}\\ln p_{ij},\\quad w_j = \\frac{1-e_j}{\\sum_k (1-e_k)}',
  cite: ['shannon1948'],
  options: z.strictObject({
    reference: help(
      z.enum(['pooled', 'period']).default('pooled'),
      'One weight vector from all periods, or one per period (then scores of different periods do not compare)',
      '全部时期共用一组权重，或逐期赋权（此时跨期得分不可比）',
    ),
    shift: help(
      z.enum(['none', 'common', 'column']).default('none'),
      'What is subtracted first: nothing, the smallest value of the whole matrix, or of each column',
      '先减去的数：不减、全矩阵最小值，或各列最小值',
    ),
    epsilon: help(
      z.number().min(0).optional(),
      'Added to every value; 0 by default, 0.01 with a shift',
      '加到每个值上的数；默认 0，平移时默认 0.01',
    ),
  }),
  needsNonNegative: ({ shift }) => shift === 'none',
  run({ normalised }, options) {
    const { reference, shift, epsilon = shift === 'none' ? 0 : 0.01 } = options;
    const { ranges } = scopes(reference, normalised.units, normalised.periods);
    const extents = ranges.map(({ from, to }) =>
      normalised.columns.map((column) => extent(column, from, to)),
    );
    if (shift === 'none') refuseBelow(normalised.ids, lowestOf(extents), epsilon);
    return weighColumns(normalised, reference, ({ from, to }, scope) => {
      const found = extents[scope]!;
      const shifts = shiftsOf(found, shift, epsilon);
      return worths(found, (c) => entropySums(normalised.columns[c]!, from, to, shifts[c]!));
    });
  },
  sql({ reference, shift, epsilon = shift === 'none' ? 0 : 0.01 }) {
    return {
      on: 'normalised',
      reference,
      sums: ['entropy'],
      shift(found, ids) {
        if (shift === 'none') refuseBelow(ids, found, epsilon);
        return shiftsOf(found, shift, epsilon);
      },
      finish: (table, found) =>
        byScope(table, reference, found, (columns) => worths(columns, (c) => columns[c]!)),
    };
  },
  describe: ({ reference, shift, epsilon }) => {
    const eps = epsilon ?? (shift === 'none' ? 0 : 0.01);
    const moved = {
      none: { en: '', zh: '' },
      common: {
        en: ` Before the logarithm every value was reduced by the smallest of the whole matrix, plus ${eps}.`,
        zh: `取对数前各值减去全矩阵最小值再加 ${eps}。`,
      },
      column: {
        en: ` Before the logarithm every value was reduced by the smallest of its column, plus ${eps}.`,
        zh: `取对数前各值减去该列最小值再加 ${eps}。`,
      },
    }[shift];
    const added =
      shift === 'none' && eps > 0
        ? { en: ` ${eps} was added to every value.`, zh: `各值加 ${eps}。` }
        : moved;
    return {
      en: `Weights were determined by the entropy method, ${reference === 'pooled' ? 'once over all units and periods' : 'separately in each period'}, with 0 ln 0 = 0.${added.en}`,
      zh: `权重由熵权法确定（${reference === 'pooled' ? '全部单元与时期合并' : '逐期'}），约定 0 ln 0 = 0。${added.zh}`,
    };
  },
  examples: [],
});

/** What is added to each column before its logarithms. */
function shiftsOf(extents: readonly Extent[], shift: 'none' | 'common' | 'column', epsilon: number) {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { min } of extents) if (min < lowest) lowest = min;
  return Float64Array.from(
    extents,
    ({ min }) => epsilon - (shift === 'none' ? 0 : shift === 'common' ? lowest : min),
  );
}

function worths(extents: readonly Extent[], sumsOf: (column: number) => EntropySums) {
  const entropies = new Float64Array(extents.length).fill(1);
  const redundancy = extents.map(({ count, min, max }, c) => {
    if (count < 2 || min === max) return 0;
    const found = sumsOf(c);
    // sum p ln p = Q / S - ln S with S = sum z and Q = sum z ln z, so one pass over the column is enough.
    entropies[c] = (log(found.sum) - found.sumLog / found.sum) / log(found.count);
    const left = 1 - entropies[c];
    return Math.abs(left) < 1e-15 ? 0 : left;
  });
  return { worth: Float64Array.from(redundancy), details: { entropy: entropies } };
}

/** The smallest value of each column over all scopes. */
function lowestOf(extents: readonly (readonly Extent[])[]): { min: number }[] {
  return extents[0]!.map((_, c) => ({
    min: extent(Float64Array.from(extents, (found) => found[c]!.min)).min,
  }));
}

function refuseBelow(ids: readonly string[], extents: readonly { min: number }[], epsilon: number): void {
  const negative = ids.flatMap((id, c) => {
    const { min } = extents[c]!;
    return min + epsilon < 0 ? [`${id} (${min})`] : [];
  });
  if (negative.length === 0) return;
  throw new ProblemError([
    {
      code: 'weight/entropy-negative',
      where: 'method.weight.entropy',
      saw: { en: `negative values in ${negative.join(', ')}`, zh: `含负值：${negative.join('、')}` },
      why: {
        en: 'entropy takes logarithms of shares, which negative values do not have',
        zh: '熵权法对占比取对数，负值没有占比',
      },
      fix: {
        en: 'normalise to values of 0 or more (min-max), or set shift: common or column',
        zh: '改用非负的标准化（如 min-max），或设置 shift: common 或 column',
      },
    },
  ]);
}
