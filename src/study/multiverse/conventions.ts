import type { Text } from '../../core/text.ts';
import type { Step } from '../choices.ts';
import { optionOf, withOption } from '../choices.ts';
import { plain, type Steps } from './steps.ts';

/** One convention that the study follows, turned to another side, everything else as it is. */
export interface Convention {
  id: string;
  name: Text;
  own: Text;
  other: Text;
  steps: Steps;
}

/** An option on which the field has more than one habit, and how its sides are called. */
interface Habit {
  id: string;
  name: Text;
  stage: keyof Steps;
  methods: readonly string[];
  option: string;
  sides: readonly { value: unknown; name: Text }[];
  /** An option that belongs to a side and is put back to its default with another. */
  resets?: string;
  /** Whether it makes a difference only where there are several periods. */
  overTime?: true;
}

const side = (value: unknown, en: string, zh: string) => ({ value, name: { en, zh } });
const SCOPES = [
  side('pooled', 'all periods together', '全部时期合并'),
  side('period', 'each period', '逐期'),
];
const VALUES = [side('normalised', 'normalised values', '标准化值'), side('raw', 'raw values', '原始值')];
const LEVELS = [
  side('indicators', 'all indicators at once', '直接合成全部指标'),
  side('children', 'level by level', '逐级合成'),
];

const HABITS: readonly Habit[] = [
  {
    id: 'interpolation-ends',
    name: { en: 'Gaps at the ends of a series', zh: '序列首尾缺口' },
    stage: 'impute',
    methods: ['linear'],
    option: 'ends',
    sides: [
      side('hold', 'held', '沿用最近值'),
      side('extrapolate', 'extrapolated', '外推'),
      side('none', 'left missing', '保持缺失'),
    ],
  },
  {
    id: 'normalise-reference',
    name: { en: 'Reference of the normalisation', zh: '标准化参照范围' },
    stage: 'normalise',
    methods: ['min-max', 'z-score', 'rank', 'vector'],
    option: 'reference',
    sides: SCOPES,
    overTime: true,
  },
  {
    id: 'z-score-ddof',
    name: { en: 'Standard deviation of the z-score', zh: 'Z 分数的标准差' },
    stage: 'normalise',
    methods: ['z-score'],
    option: 'ddof',
    sides: [side(1, 'n - 1', 'n-1'), side(0, 'n', 'n')],
  },
  {
    id: 'entropy-shift',
    name: { en: 'Zeros in the entropy', zh: '熵权中的零值' },
    stage: 'weight',
    methods: ['entropy'],
    option: 'shift',
    resets: 'epsilon',
    sides: [
      side('none', '0 ln 0 = 0', '0 ln 0 = 0'),
      side('common', 'common shift and 0.01', '整体平移加 0.01'),
      side('column', 'shift by column and 0.01', '逐列平移加 0.01'),
    ],
  },
  {
    id: 'weight-reference',
    name: { en: 'Rows that the weights rest on', zh: '定权的范围' },
    stage: 'weight',
    methods: ['entropy', 'critic', 'cv', 'sd'],
    option: 'reference',
    sides: SCOPES,
    overTime: true,
  },
  {
    id: 'weight-values',
    name: { en: 'Values that the weights rest on', zh: '定权所用数值' },
    stage: 'weight',
    methods: ['critic', 'cv', 'sd'],
    option: 'on',
    sides: VALUES,
  },
  {
    id: 'critic-correlation',
    name: { en: 'Correlation in CRITIC', zh: 'CRITIC 的相关系数' },
    stage: 'weight',
    methods: ['critic'],
    option: 'correlation',
    sides: [side('pearson', 'of values', '数值相关'), side('spearman', 'of ranks', '秩相关')],
  },
  {
    id: 'equal-weights',
    name: { en: 'What equal weights are equal among', zh: '等权的对象' },
    stage: 'weight',
    methods: ['equal'],
    option: 'per',
    sides: [
      side('indicator', 'all indicators', '全部指标'),
      side('node', 'the children of a node', '节点的各子项'),
    ],
  },
  {
    id: 'topsis-weights',
    name: { en: 'Place of the weights in TOPSIS', zh: 'TOPSIS 中权重的位置' },
    stage: 'aggregate',
    methods: ['topsis'],
    option: 'weights',
    sides: [
      side('squared', 'squared with the values', '先乘后平方'),
      side('inside', 'inside the sum', '置于求和内'),
    ],
  },
  {
    id: 'topsis-ideal',
    name: { en: 'Ideal points of TOPSIS', zh: 'TOPSIS 的理想点' },
    stage: 'aggregate',
    methods: ['topsis'],
    option: 'ideal',
    sides: [...SCOPES, side('absolute', 'fixed at 1 and 0', '固定为 1 与 0')],
  },
  {
    id: 'aggregate-levels',
    name: { en: 'Levels of the aggregation', zh: '合成的层级' },
    stage: 'aggregate',
    methods: ['topsis', 'weighted-sum', 'geometric'],
    option: 'of',
    sides: LEVELS,
  },
];

/**
 * Every convention on which the study takes a side, each turned to each of its other sides. A habit of several steps
 * (the nodes' aggregations) is the side of the first of them, and is turned in all of them.
 */
export function conventionsOf(own: Steps, periods: number, hasLevels: boolean): Convention[] {
  return HABITS.filter(({ id, overTime }) =>
    overTime ? periods > 1 : id !== 'aggregate-levels' || hasLevels,
  ).flatMap((habit) => {
    const value = sideOf(habit, own);
    if (value === undefined) return [];
    const name = habit.sides.find((one) => one.value === value)?.name ?? {
      en: plain(value),
      zh: plain(value),
    };
    return habit.sides
      .filter((one) => one.value !== value && !(one.value === 'period' && periods === 1))
      .map((one) => ({
        id: habit.id,
        name: habit.name,
        own: name,
        other: one.name,
        steps: turned(habit, own, one.value),
      }));
  });
}

/** The steps of a stage, the parts of combined weights among them. */
function stepsOf(stage: keyof Steps, own: Steps): readonly Step[] {
  if (stage === 'aggregate') return [...own.aggregate.values()] as unknown as Step[];
  const step = own[stage] as unknown as Step;
  return [step, ...(step.parts ?? [])];
}

/** The side that the study takes: of several steps the first that has one. */
function sideOf({ stage, methods, option }: Habit, own: Steps): unknown {
  const step = stepsOf(stage, own).find(({ method }) => methods.includes(method.id));
  return step && optionOf(step, option);
}

function turned(habit: Habit, own: Steps, value: unknown): Steps {
  const turn = <T extends Step>(step: T): T => {
    const parts = step.parts?.map(turn);
    const same = parts ? { ...step, parts } : step;
    if (!habit.methods.includes(step.method.id)) return same;
    const other = withOption(same, habit.option, value);
    return (habit.resets ? withOption(other, habit.resets, undefined) : other) as T;
  };
  if (habit.stage === 'aggregate')
    return {
      ...own,
      aggregate: new Map(
        [...own.aggregate].map(([node, step]) => [node, turn(step as unknown as Step) as never]),
      ),
    };
  return { ...own, [habit.stage]: turn(own[habit.stage] as unknown as Step) };
}
