import * as z from 'zod';
import { nearest } from '../../core/nearest.ts';
import { type Note, noteAbout } from '../../core/note.ts';
import type { Table } from '../../core/table.ts';
import { type ImputeOutcome, method } from '../method.ts';
import { help } from '../options.ts';
import { filledBy, NO_FILL } from './filled-by.ts';
import { candidates, fitter, predicted, ranges } from './regress.ts';

const WAYS = ['within-range', 'beyond-range'] as const;
/** What is left of 1 - leverage below which a row alone holds a coefficient up, so that the fit is made anew without it. */
const HELD_UP = 1e-7;

const options = z.strictObject({
  predictors: help(
    z.array(z.string()).min(1).optional(),
    'Indicators that predict; without, all that are complete enough',
    '用作预测的指标；不写时取全部足够完整者',
  ),
  complete: help(
    z.number().min(0).max(1).default(0.8),
    'Least share of its cells that an indicator must have observed to predict, where none are named',
    '未写明预测指标时，指标至少须有此比例的观测值方可用作预测',
  ),
});
type Options = z.output<typeof options>;

export const regression = method({
  id: 'regression',
  stage: 'impute',
  title: { en: 'Regression imputation', zh: '回归插补' },
  about: {
    en: 'A missing cell is predicted by least squares with an intercept from the other indicators that the unit has in the period, over all rows in which these and the indicator are observed. Each set of predictors has a fit of its own. A predictor that is constant or a combination of those before it is left out, with a note. A cell stays missing where no predictor is observed, none varies, or there are not more rows than coefficients. Values are not clipped: a note counts those outside the observed range, and imputed.csv names each. Zeros and negative values are used as they are.',
    zh: '以该单元同期已观测的其他指标作最小二乘回归（含截距）预测缺失值，样本为这些指标与该指标均有观测的全部行；预测指标的每种组合各自拟合。常数或可由前面指标线性表示的预测指标被剔除并说明。没有可用预测指标、预测指标均不变动，或行数不多于系数个数时保持缺失。结果不截断：超出观测范围者计数说明，并在 imputed.csv 中逐一列出。零和负值原样使用。',
  },
  formula: 'x_{ij} = \\hat\\beta_0 + \\sum_{k \\ne j} \\hat\\beta_k x_{ik}',
  cite: [],
  options,
  run: ({ table }, given) => regressed(table, given),
  alone({ table }, { predictors, complete }) {
    const { whole, without } = fitter(table, candidates(table, predictors, complete));
    return (c, row) => {
      const fit = whole(c, row);
      if (!fit) return Number.NaN;
      const left = 1 - fit.leverage(row);
      const value = table.columns[c]![row]!;
      if (left > HELD_UP && fit.count > fit.coefficients.length + 1)
        return value - (value - predicted(table, fit, row)) / left;
      const rest = without(c, row);
      return rest ? predicted(table, rest, row) : Number.NaN;
    };
  },
  describe: ({ predictors }) => ({
    en: `Missing values were predicted by least squares from ${predictors ? predictors.join(', ') : 'the other indicators that are complete enough'}.`,
    zh: `缺失值由${predictors ? predictors.join('、') : '其他足够完整的指标'}以最小二乘回归预测。`,
  }),
  check: ({ predictors = [] }, { indicators }) => {
    const ids = indicators.map(({ id }) => id);
    return predictors.flatMap((id, i) => {
      if (ids.includes(id)) return [];
      const near = nearest(id, ids);
      return [
        {
          code: 'impute/unknown-predictor',
          path: ['predictors', i],
          saw: { en: id, zh: id },
          why: { en: 'there is no indicator of this id', zh: '没有此标识的指标' },
          fix: near
            ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
            : { en: `use one of ${ids.join(', ')}`, zh: `可用：${ids.join('、')}` },
        },
      ];
    });
  },
  examples: [
    {
      title: { en: 'A fifth unit on the line of four', zh: '由四个单元的回归线预测第五个' },
      // Means 2.5 and 5; sum of products 8, sum of squares 5: slope 1.6, intercept 1.
      source: 'closed form: y = 1 + 1.6 x by hand',
      input: {
        table: {
          units: 5,
          periods: [2010],
          ids: ['y', 'x'],
          columns: [Float64Array.of(2, 5, 6, 7, Number.NaN), Float64Array.of(1, 2, 3, 4, 5)],
        },
      },
      options: {},
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [2, 5, 6, 7, 9], tolerance: 1e-12 }),
    },
  ],
});

function regressed(table: Table, { predictors, complete }: Options): ImputeOutcome {
  const { whole } = fitter(table, candidates(table, predictors, complete));
  const limits = ranges(table);
  const dependent = new Set<string>();
  const beyond = new Float64Array(table.ids.length);
  const outcome = filledBy(table, WAYS, (c, row) => {
    const found = whole(c, row);
    if (!found) return NO_FILL;
    for (const other of found.dependent) dependent.add(`${table.ids[c]}: ${table.ids[other]}`);
    const value = predicted(table, found, row);
    const { min, max } = limits[c]!;
    const isBeyond = value < min || value > max;
    if (isBeyond) beyond[c]!++;
    return { value, way: isBeyond ? 2 : 1 };
  });
  return { ...outcome, notes: [...outcome.notes, ...regressionNotes(table.ids, [...dependent], beyond)] };
}

function regressionNotes(ids: readonly string[], dependent: readonly string[], beyond: Float64Array): Note[] {
  const outside = ids.flatMap((id, c) => (beyond[c]! > 0 ? [`${id} (${beyond[c]})`] : []));
  return [
    ...noteAbout('impute/dependent-predictor', 'note', dependent, (names) => ({
      en: `Predictors that are constant or combinations of those before them were left out of the regression (indicator: predictor): ${names.en}.`,
      zh: `以下预测指标为常数或可由前面指标线性表示，未进入回归（指标: 预测指标）：${names.zh}。`,
    })),
    ...noteAbout('impute/beyond-range', 'warning', outside, (names) => ({
      en: `Regression filled cells with values outside the observed range (not clipped; beyond-range in imputed.csv): ${names.en}.`,
      zh: `回归插补值有超出观测范围者（未截断，见 imputed.csv 中的 beyond-range）：${names.zh}。`,
    })),
  ];
}
