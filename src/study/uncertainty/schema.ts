import * as z from 'zod';

/** Attaches the help of an option in both languages. */
const help = <T extends z.ZodType>(schema: T, description: string, zh: string): T =>
  schema.meta({ description, zh });

const choices = z.array(z.unknown()).min(1);

const weight = z.strictObject({
  perturb: help(
    z.number().min(0).max(1).optional(),
    'Each weight is multiplied by 1 + u, u uniform from minus to plus this share; then all are divided by their sum',
    '各权重乘以 1 + u（u 在正负该比例之间均匀分布），再按合计归一',
  ),
  dirichlet: help(
    z.number().min(0.01).max(1e9).optional(),
    'Weights are a Dirichlet vector around the weights of the study; the larger this concentration, the closer',
    '以研究权重为均值的狄利克雷分布；集中度越大越接近',
  ),
  experts: help(
    z.boolean().optional(),
    'Weights from the judgements of several experts: each replicate draws as many of them, with repetition',
    '多位专家判断所得权重：每次重复有放回地抽取同样数量的专家',
  ),
  methods: help(
    choices.optional(),
    'Weight methods, each as in method.weight; one of them is drawn, all equally likely',
    '赋权方法，写法同 method.weight；等概率抽取其一',
  ),
});

/** What varies where nothing is named. */
export const USUAL = {
  weight: { perturb: 0.25 },
  'leave-one-out': true,
  impute: false,
  error: false,
};

/** The choices that are drawn, as uncertainty and sensitivity both name them. */
export const vary = z.strictObject({
  weight: weight.optional(),
  'leave-one-out': help(
    z.boolean().default(false),
    'Each replicate leaves out one indicator or none, all equally likely',
    '每次重复去掉一项指标或不去掉，等概率',
  ),
  normalise: help(
    choices.optional(),
    'Normalisations, each as in method.normalise; one is drawn',
    '标准化方法，写法同 method.normalise，抽取其一',
  ),
  reference: help(
    z
      .array(z.union([z.enum(['pooled', 'period']), z.strictObject({ period: z.int() })]))
      .min(1)
      .optional(),
    'What the normalisation takes its ranges from, as in its option reference; one is drawn',
    '标准化取值范围的参照，写法同其 reference 选项，抽取其一',
  ),
  aggregate: help(
    choices.optional(),
    'Aggregations, each as in method.aggregate; the one drawn serves every node',
    '合成方法，写法同 method.aggregate，抽中者用于全部节点',
  ),
  ideal: help(
    z
      .array(z.enum(['pooled', 'period', 'absolute']))
      .min(1)
      .optional(),
    'Ideal points of TOPSIS; one is drawn',
    'TOPSIS 理想点的取法，抽取其一',
  ),
  impute: help(
    z.boolean().default(false),
    "Filled cells are drawn around their value, with the error that the study's imputation makes at known cells",
    '插补值按本研究插补方法在已知单元格上的误差重新抽取',
  ),
  error: help(
    z.boolean().default(false),
    'Values are drawn around what was measured, with the error that each indicator declares',
    '按各指标声明的测量误差重新抽取观测值',
  ),
});

/** The section `analyses.uncertainty`. */
export const uncertaintyOptions = z.strictObject({
  replicates: help(
    z.int().min(1).max(100_000).default(1000),
    'How often all choices are drawn and the study is computed',
    '抽取全部选择并重算的次数',
  ),
  interval: help(
    z.number().min(0.01).max(0.999).default(0.9),
    'Share of the replicates that an interval holds; as many lie below as above',
    '区间包含的重复比例，两侧各半',
  ),
  vary: help(
    vary.default(USUAL),
    'The choices that each replicate draws; when given, they replace the default choices whole',
    '每次重复抽取的选择；一经给出即整体替换默认选择',
  ),
});

export type UncertaintyOptions = z.output<typeof uncertaintyOptions>;
export type Vary = z.output<typeof vary>;
export type Ideal = NonNullable<Vary['ideal']>[number];
