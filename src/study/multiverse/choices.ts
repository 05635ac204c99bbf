import type { Complaint } from '../../core/problem.ts';
import type { Stage } from '../../methods/method.ts';
import type { Choices, Step } from '../choices.ts';
import { complaintsOf } from '../issues.ts';
import { negativeClash } from '../negative-values.ts';
import { combinationsOf, type Levels, sameStep } from './combinations.ts';
import type { Combination } from './labels.ts';
import { type MultiverseOptions, multiverseOptions, USUAL } from './schema.ts';
import type { Steps } from './steps.ts';

/** Every combination of choices that a study is computed under, its own first. */
export interface Multiverse {
  options: MultiverseOptions;
  combinations: readonly Combination[];
  /** Combinations that cannot work, whatever the data, in words. */
  clashes: readonly string[];
}

/** Steps of a study; undefined where one was refused. */
type Own = { [K in 'impute' | 'normalise' | 'weight']: Steps[K] | undefined } & Pick<Steps, 'aggregate'>;

const PLACE = ['analyses', 'multiverse'];
/** Most combinations that are computed. */
const MOST = 500;
const LISTS = ['impute', 'normalise', 'weight', 'aggregate', 'ideal', 'reference'] as const;

/** Reads `analyses.multiverse`; undefined where it is absent, `none`, or wrong (then with complaints). */
export function multiverseOf(
  written: unknown,
  own: Own,
  periods: readonly number[],
  choices: Choices,
  complaints: Complaint[],
): Multiverse | undefined {
  if (written === undefined || written === 'none') return undefined;
  const read = multiverseOptions.safeParse(written ?? {});
  if (!read.success) {
    complaints.push(...complaintsOf(read.error.issues, multiverseOptions, written, PLACE));
    return undefined;
  }
  const options = read.data;
  const { impute, normalise, weight } = own;
  const before = complaints.length;
  complaints.push(...periodFaults(options, periods));
  const usual = LISTS.every((key) => options[key] === undefined);
  const list = <S extends 'impute' | 'normalise' | 'weight' | 'aggregate'>(stage: S): Step<S>[] => {
    const given = options[stage] ?? (usual && stage !== 'impute' ? USUAL[stage as 'weight'] : []);
    return given.flatMap(
      (one, i) => choices.step(stage as Stage, one, [...PLACE, stage, i]) ?? [],
    ) as Step<S>[];
  };
  const lists = {
    impute: list('impute'),
    normalise: list('normalise'),
    weight: list('weight'),
    aggregate: list('aggregate'),
  };
  if (complaints.length > before || !impute || !normalise || !weight) return undefined;
  const levels: Levels = {
    impute: distinct([impute, ...lists.impute]),
    normalise: distinct([normalise, ...lists.normalise]),
    weight: distinct([weight, ...lists.weight]),
    aggregate: lists.aggregate,
    ...(options.reference ? { reference: options.reference } : {}),
    ...(options.ideal ? { ideal: options.ideal } : {}),
  };
  const count =
    levels.impute.length *
    levels.normalise.length *
    (levels.reference ? levels.reference.length + 1 : 1) *
    levels.weight.length *
    (levels.aggregate.length + 1) *
    (levels.ideal ? levels.ideal.length + 1 : 1);
  // Counted first, so that an absurd product is never made.
  if (count > 100 * MOST) complaints.push(tooMany(`${count}`));
  if (complaints.length > before) return undefined;
  const all = combinationsOf({ impute, normalise, weight, aggregate: own.aggregate }, levels);
  if (all.length > MOST) complaints.push(tooMany(`${all.length}`));
  const works = ({ steps }: Combination) =>
    ![steps.weight, ...steps.aggregate.values()].some((step) => negativeClash(steps.normalise, step));
  const combinations = all.filter(works).map((one, i) => ({ ...one, number: i + 1 }));
  const without = all.filter((one) => !works(one));
  if (all.length <= MOST && combinations.length < 2) complaints.push(nothing(without.length));
  if (complaints.length > before) return undefined;
  return { options, combinations, clashes: clashesOf(without) };
}

function distinct<S extends Stage>(steps: readonly Step<S>[]): Step<S>[] {
  return steps.filter((step, i) => steps.findIndex((one) => sameStep(one, step)) === i);
}

/** What cannot follow the normalisation, each pair once. */
function clashesOf(without: readonly Combination[]): string[] {
  const pairs = without.flatMap(({ steps }) =>
    [steps.weight, ...steps.aggregate.values()].flatMap((step) => {
      const clash = negativeClash(steps.normalise, step);
      return clash ? [`${steps.normalise.method.id} + ${clash.method.id}`] : [];
    }),
  );
  return [...new Set(pairs)];
}

function periodFaults({ period, reference }: MultiverseOptions, periods: readonly number[]): Complaint[] {
  const asked = [
    ...(period === undefined ? [] : [{ period, path: [...PLACE, 'period'] as (string | number)[] }]),
    ...(reference ?? []).flatMap((one, i) =>
      typeof one === 'string' ? [] : [{ period: one.period, path: [...PLACE, 'reference', i] }],
    ),
  ];
  return asked
    .filter((one) => !periods.includes(one.period))
    .map((one) => ({
      code: 'multiverse/unknown-period',
      path: one.path,
      saw: { en: `the period ${one.period}`, zh: `时期 ${one.period}` },
      why: { en: 'it is not one of the periods of the study', zh: '它不在研究时期之内' },
      fix: { en: `use one of ${periods.join(', ')}`, zh: `可用：${periods.join('、')}` },
    }));
}

function tooMany(count: string): Complaint {
  return {
    code: 'multiverse/too-many',
    path: PLACE,
    saw: { en: `${count} combinations`, zh: `${count} 种组合` },
    why: {
      en: `more than ${MOST} can neither be shown in one picture nor read`,
      zh: `超过 ${MOST} 种无法在一张图中显示与阅读`,
    },
    fix: {
      en: 'name fewer choices, or draw them at random with analyses.uncertainty',
      zh: '请减少选择，或用 analyses.uncertainty 随机抽取',
    },
  };
}

function nothing(clashes: number): Complaint {
  return {
    code: 'multiverse/nothing-varies',
    path: PLACE,
    saw: {
      en: `no choice besides those of the study${clashes > 0 ? ' that can be combined with it' : ''}`,
      zh: `除研究自身外没有其他${clashes > 0 ? '可组合的' : ''}选择`,
    },
    why: { en: 'there would be nothing to compare', zh: '没有可比较的内容' },
    fix: {
      en: 'name another choice, e.g. normalise: [min-max, rank], or write multiverse: {} for the usual ones',
      zh: '请写出其他选择，例如 normalise: [min-max, rank]，或写 multiverse: {} 采用常用选择',
    },
  };
}
