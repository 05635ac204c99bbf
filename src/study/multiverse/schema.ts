import * as z from 'zod';

/** Attaches the help of an option in both languages. */
const help = <T extends z.ZodType>(schema: T, description: string, zh: string): T =>
  schema.meta({ description, zh });

const choices = z.array(z.unknown()).min(1).optional();

/** The section `analyses.multiverse`. */
export const multiverseOptions = z.strictObject({
  impute: help(choices, 'Imputations, each as in method.impute', '插补方法，写法同 method.impute'),
  normalise: help(
    choices,
    'Normalisations, each as in method.normalise',
    '标准化方法，写法同 method.normalise',
  ),
  weight: help(choices, 'Weight methods, each as in method.weight', '赋权方法，写法同 method.weight'),
  aggregate: help(
    choices,
    'Aggregations, each as in method.aggregate, for every node',
    '合成方法，写法同 method.aggregate，用于所有节点',
  ),
  ideal: help(
    z
      .array(z.enum(['pooled', 'period', 'absolute']))
      .min(1)
      .optional(),
    'Ideal points of every TOPSIS among the aggregations',
    '各 TOPSIS 合成的理想点',
  ),
  reference: help(
    z
      .array(z.union([z.enum(['pooled', 'period']), z.strictObject({ period: z.int() })]))
      .min(1)
      .optional(),
    'Rows that the constants of every normalisation with a reference are taken from',
    '各标准化方法取常数的范围',
  ),
  about: help(
    z.array(z.string()).min(1).optional(),
    'Units that the specification curve shows; the first-ranked one when absent',
    '规格曲线所示的单元，默认为首位单元',
  ),
  period: help(
    z.int().optional(),
    'Period of the ranks; the last when absent',
    '名次所属时期，默认为最后时期',
  ),
  top: help(
    z.int().min(1).optional(),
    'How many units are the top; when absent 10, or 3 where there are no more than 10 units, or 1 where there are no more than 3',
    '视为前列的单元数；缺省为 10，单元不超过 10 个时为 3，不超过 3 个时为 1',
  ),
});

export type MultiverseOptions = z.output<typeof multiverseOptions>;
export type Ideal = NonNullable<MultiverseOptions['ideal']>[number];
export type NormaliseReference = NonNullable<MultiverseOptions['reference']>[number];

/** The choices that can vary, in the order of the steps and of the columns. */
export const FACTORS = ['impute', 'normalise', 'reference', 'weight', 'aggregate', 'ideal'] as const;
export type Factor = (typeof FACTORS)[number];

/** What is compared where a study names no choice: the conventions that are common in the field. */
export const USUAL = {
  normalise: ['min-max', 'z-score', 'rank'],
  weight: ['entropy', 'equal', 'critic'],
  aggregate: ['topsis', 'weighted-sum', 'geometric'],
} as const;
