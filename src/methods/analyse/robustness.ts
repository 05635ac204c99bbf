import * as z from 'zod';
import { type DataTable, records } from '../../core/data-table.ts';
import type { Note } from '../../core/note.ts';
import { completeRows } from '../../core/statistics/complete-rows.ts';
import { extent } from '../../core/statistics/extent.ts';
import { type AnalyseInput, method } from '../method.ts';
import { help } from '../options.ts';
import { twoIndicators } from './example-input.ts';
import { noteOf } from './notes.ts';
import { correlationTable } from './robustness-correlations.ts';
import { effectTable, type Refused } from './robustness-effects.ts';
import { componentTables, partsOf, reliabilityTable } from './robustness-structure.ts';
import { distributionTable, outlierTable } from './robustness-values.ts';

/** A spline with its three terms needs as many complete rows. */
const NEEDED = 5;

export const robustness = method({
  id: 'robustness',
  stage: 'analyse',
  title: { en: 'Statistical audit of the index', zh: '指数的统计审查' },
  about: {
    en: "Statistical coherence of an index, all periods pooled, for the index and each dimension: correlations of the normalised indicators with each other and with their own dimension, and of the dimension scores with each other and the index; Cronbach's alpha, and alpha without the indicator whose removal raises it most; principal components; effective weights (the share of the variance of the score that each indicator explains alone, by a line and by a spline; share_of_effect divides them by their sum) beside nominal weights (means over periods), and the weights that would make the importance of each indicator in a weighted sum its nominal one. Outliers and the shape of distributions are of the values after imputation, before treatment; skewed means |skewness| > 2 and excess kurtosis > 3.5. Pairs use the rows where both are observed; alpha, components and suggested weights the rows where all are. A constant indicator has no correlation, effect or loading (empty cells) and is noted; so is what rests on fewer than 5 complete rows. Where no weights give the nominal importance, they are left empty with a note.",
    zh: '检验指数的统计一致性，合并全部时期，对总指数与各维度计算：标准化指标两两之间及其与所属维度的相关系数，维度得分之间及其与总指数的相关系数；克隆巴赫 α 及剔除某指标后最高的 α；主成分；有效权重（各指标单独解释的得分方差比重，分别用直线与样条估计，share_of_effect 为其占总和之比）与名义权重（各期平均）对照，以及使加权和中指标重要性等于名义权重的建议权重。离群值与分布形态基于插补后、处理前的数值；|偏度| > 2 且超额峰度 > 3.5 视为偏斜。两两计算用两者均有观测的行；α、主成分与建议权重用全部有观测的行。常数指标无相关系数、效应与载荷（空格）并加说明；完整行少于 5 的结果亦加说明。无法求得建议权重时留空并说明。',
  },
  formula:
    'S_i = \\frac{V[E(y \\mid x_i)]}{V(y)},\\quad \\alpha = \\frac{k}{k-1}\\Bigl(1-\\frac{\\sum_i V(x_i)}{V(\\sum_i x_i)}\\Bigr)',
  cite: ['oecd2008', 'paruolo2013', 'becker2017', 'cronbach1951', 'iglewicz1993'],
  options: z.strictObject({
    redundant: help(
      z.number().min(0).max(1).default(0.92),
      'Indicators whose correlation is larger in size are called redundant',
      '相关系数绝对值超过该值的指标视为冗余',
    ),
    outlier: help(
      z.number().positive().default(3.5),
      'Values whose robust z is larger in size are called outliers',
      '稳健 z 值绝对值超过该值视为离群值',
    ),
    estimate: help(
      z.enum(['spline', 'linear']).default('spline'),
      'Which effects the effective weights are shares of',
      '有效权重所依据的效应估计：样条或线性',
    ),
  }),
  run(input, { redundant, outlier, estimate }) {
    const parts = partsOf(input);
    const correlations = correlationTable(input, redundant);
    const { table: effects, refused, unreached } = effectTable(input, parts, estimate);
    return {
      tables: [
        correlations,
        reliabilityTable(parts),
        ...componentTables(parts),
        effects,
        outlierTable(input, outlier),
        distributionTable(input),
      ],
      notes: [
        ...pairNotes(correlations, redundant),
        ...dataNotes(input),
        ...refusals(refused),
        ...misses(unreached),
      ],
    };
  },
  describe: ({ redundant, outlier, estimate }) => ({
    en: `The index is audited statistically over all periods: correlations (redundant beyond ${redundant}), Cronbach's alpha, principal components, effective weights (${estimate} main effects), outliers (robust z beyond ${outlier}) and skewed distributions (|skewness| > 2 and excess kurtosis > 3.5).`,
    zh: `合并各期对指数作统计审查：相关系数（绝对值超过 ${redundant} 视为冗余）、克隆巴赫 α、主成分、有效权重（${estimate === 'spline' ? '样条' : '线性'}主效应）、离群值（稳健 z 值绝对值超过 ${outlier}）与偏斜分布（|偏度| > 2 且超额峰度 > 3.5）。`,
  }),
  examples: [
    {
      title: { en: 'Two indicators of equal variance, r = 0.8', zh: '方差相等、相关系数为 0.8 的两项指标' },
      source:
        'Cronbach 1951: alpha of two parts of equal variance is 2 r / (1 + r); Paruolo et al. 2013: the linear main effect is the squared correlation with the index, here (1 + r) / 2',
      input: twoIndicators([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]),
      options: {},
      expect: ({ tables }) => {
        const cell = (table: string, column: string) => {
          const found = tables.find(({ name }) => name === table)!;
          return found.rows[0]![found.columns.indexOf(column)] as number;
        };
        return {
          value: [
            cell('correlations', 'r'),
            cell('reliability', 'alpha'),
            cell('effective-weights', 'effect_linear'),
          ],
          expected: [0.8, 1.6 / 1.8, 0.9],
          tolerance: 1e-12,
        };
      },
    },
  ],
});

function pairNotes(correlations: DataTable, redundant: number): Note[] {
  const rows = records(correlations);
  const pairs = (flag: string) => rows.filter((row) => row.flag === flag).map(({ a, b }) => `${a} – ${b}`);
  return [
    ...noteOf('robustness/redundant', pairs('redundant'), (names) => ({
      en: `Correlated beyond ${redundant}, so that they may say the same twice: ${names.en}.`,
      zh: `相关系数绝对值超过 ${redundant}，可能重复计量：${names.zh}。`,
    })),
    ...noteOf('robustness/negative', pairs('negative'), (names) => ({
      en: `Negatively correlated (an indicator with its own dimension, or two scores): ${names.en}.`,
      zh: `负相关（指标与所属维度，或两个得分）：${names.zh}。`,
    })),
  ];
}

function dataNotes({ normalised, weights }: AnalyseInput): Note[] {
  const complete = completeRows(normalised.columns).length;
  const rows = normalised.columns[0]?.length ?? 0;
  const constant = normalised.ids.filter((_, c) => {
    const { min, max } = extent(normalised.columns[c]!);
    return !(min < max);
  });
  const said = (code: string, en: string, zh: string): Note => ({ code, level: 'note', text: { en, zh } });
  return [
    ...noteOf('robustness/constant', constant, (names) => ({
      en: `Without variation, so without correlations and effects: ${names.en}.`,
      zh: `无变化，因而无相关系数与效应：${names.zh}。`,
    })),
    ...(complete < rows
      ? [
          said(
            'robustness/incomplete',
            `${rows - complete} of ${rows} rows lack an indicator and take no part in alpha, components and suggested weights of the index.`,
            `${rows} 行中有 ${rows - complete} 行缺少指标，不参与总指数的 α、主成分与建议权重。`,
          ),
        ]
      : []),
    ...(complete < NEEDED
      ? [
          said(
            'robustness/few-rows',
            `Only ${complete} complete row(s): correlations, alpha, components and effects say little or are empty.`,
            `完整行仅 ${complete} 行：相关系数、α、主成分与效应意义有限或为空。`,
          ),
        ]
      : []),
    ...(weights.length > 1
      ? [
          said(
            'robustness/period-weights',
            `Nominal weights are means over ${weights.length} periods.`,
            `名义权重为 ${weights.length} 个时期的平均。`,
          ),
        ]
      : []),
  ];
}

function misses(unreached: readonly string[]): Note[] {
  return noteOf('robustness/unreached', unreached, (names) => ({
    en: `No weights that are not negative reach the nominal importance; the suggested ones come as near as they can (largest distance in brackets): ${names.en}.`,
    zh: `非负权重无法达到名义重要性，建议权重为最接近者（括号内为最大差距）：${names.zh}。`,
  }));
}

function refusals(refused: readonly Refused[]): Note[] {
  return noteOf(
    'robustness/no-suggestion',
    refused.map(({ node, why }) => `${node} (${why})`),
    (names) => ({
      en: `No weights give the nominal importance: ${names.en}.`,
      zh: `无法求得符合名义重要性的权重：${names.zh}。`,
    }),
  );
}
