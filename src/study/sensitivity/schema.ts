import * as z from 'zod';
import { vary } from '../uncertainty/schema.ts';

/** Attaches the help of an option in both languages. */
const help = <T extends z.ZodType>(schema: T, description: string, zh: string): T =>
  schema.meta({ description, zh });

/** Numbers that are taken from the scores of one node in one period. */
export const MEASURES = ['mean-rank-shift', 'rank', 'score', 'mean', 'gini', 'top-grade'] as const;

const cell = z.strictObject({
  table: help(z.string().min(1), 'Table of an analysis of the study', '本研究某项分析的表'),
  column: help(z.string().min(1), 'Column with the number', '数值所在的列'),
  where: help(
    z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    'Columns and values that together name one row',
    '共同确定一行的列与值',
  ),
});

/** The section `analyses.sensitivity`. */
export const sensitivityOptions = z.strictObject({
  samples: help(
    z.int().min(64).max(65_536).default(256),
    "Rows of each of the two Sobol' samples: a power of two",
    "两个 Sobol' 样本各自的行数，须为 2 的幂",
  ),
  by: help(
    z.enum(['choice', 'indicator']).default('choice'),
    'choice: all perturbed weights are one input; indicator: the weight of each indicator is an input of its own',
    'choice：所有权重扰动合为一个输入；indicator：各指标的权重分别为一个输入',
  ),
  vary: help(
    vary.optional(),
    'The choices that vary; by default those of uncertainty, or its defaults',
    '可变的选择；默认与 uncertainty 相同，或其默认值',
  ),
  outputs: help(
    z
      .array(z.union([z.enum(MEASURES), cell]))
      .min(1)
      .default(['mean-rank-shift', 'rank', 'score']),
    'Numbers whose variance is explained; { table, column, where } names one of an analysis',
    '要解释其方差的数值；{ table, column, where } 指某项分析的数值',
  ),
  units: help(
    z
      .array(z.union([z.string(), z.number()]).transform(String))
      .min(1)
      .optional(),
    'Units of rank and score; by default the three whose ranks vary most',
    'rank 与 score 所指单元；默认为名次变动最大的三个',
  ),
  node: help(z.string().optional(), 'Node of the index; by default the root', '指标体系节点，默认为根节点'),
  period: help(z.int().optional(), 'By default the last period', '默认为最后时期'),
  resamples: help(
    z.int().min(99).max(9999).default(999),
    'Bootstrap resamples of the rows for the intervals',
    '区间所用的自助抽样次数',
  ),
  level: help(
    z.number().min(0.5).max(0.99).default(0.9),
    'Level of the bootstrap intervals',
    '自助法区间的置信水平',
  ),
});

export type SensitivityOptions = z.output<typeof sensitivityOptions>;
/** A number of an analysis that is named by its place. */
export type CellOutput = z.output<typeof cell>;
