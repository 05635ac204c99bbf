import type { Note } from '../../core/note.ts';
import type { Complaint } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import type { Indicator } from '../../core/tree.ts';
import type { Stage } from '../../methods/method.ts';
import type { Choices, Step } from '../choices.ts';
import { complaintsOf } from '../issues.ts';
import { negativeClash, negativeComplaint } from '../negative-values.ts';
import type { Study } from '../study.ts';
import { drawFaults } from './draw-faults.ts';
import { type UncertaintyOptions, uncertaintyOptions, type Vary } from './schema.ts';

/** The choices that are drawn from. An empty list stands for the one choice of the study. */
export interface Varied {
  options: { vary: Vary };
  weights: readonly Step<'weight'>[];
  normalise: readonly Step<'normalise'>[];
  /** Each serves every node. */
  aggregate: readonly Step<'aggregate'>[];
}

/** What each replicate draws from, how often, and what is said of it. */
export interface Uncertainty extends Varied {
  options: UncertaintyOptions;
  /** Nobody asked for it: where it cannot be computed, a note says so and the study runs without. */
  isDefault: boolean;
}

/** The steps of the study itself; undefined where one was refused. */
export interface Own {
  study: Pick<Study, 'periods'>;
  normalise: Step<'normalise'> | undefined;
  weight: Step<'weight'> | undefined;
  aggregate: ReadonlyMap<string, Step<'aggregate'>>;
}

const PLACE = ['analyses', 'uncertainty'];

/**
 * Reads `analyses.uncertainty`; absent means its default. Undefined where it is `none`, wrong (then with complaints), or
 * absent while there is nothing to vary.
 */
export function uncertaintyOf(
  written: unknown,
  own: Own,
  indicators: readonly Indicator[],
  choices: Choices,
  complaints: Complaint[],
): Uncertainty | undefined {
  if (written === 'none' || (written === undefined && indicators.length < 2)) return undefined;
  const read = uncertaintyOptions.safeParse(written ?? {});
  if (!read.success) {
    complaints.push(...complaintsOf(read.error.issues, uncertaintyOptions, written, PLACE));
    return undefined;
  }
  const varied = variedOf(read.data.vary, PLACE, own, indicators, choices, complaints);
  return varied && { ...varied, options: read.data, isDefault: written === undefined };
}

/** Reads the choices that vary under the analysis at `place`; undefined after a complaint. */
export function variedOf(
  vary: Vary,
  place: readonly string[],
  own: Own,
  indicators: readonly Indicator[],
  choices: Choices,
  complaints: Complaint[],
): Varied | undefined {
  const at = [...place, 'vary'];
  const before = complaints.length;
  const list = <S extends Stage>(stage: S, given: readonly unknown[] | undefined, key: string[]) =>
    (given ?? []).flatMap((one, i) => choices.step(stage, one, [...at, ...key, i]) ?? []);
  const made: Varied = {
    options: { vary },
    weights: list('weight', vary.weight?.methods, ['weight', 'methods']),
    normalise: list('normalise', vary.normalise, ['normalise']),
    aggregate: list('aggregate', vary.aggregate, ['aggregate']),
  };
  if (complaints.length > before) return undefined;
  complaints.push(...clashes(made, own, at), ...idealFaults(made, own, at), ...drawFaults(made, own, at));
  if (!varies(vary)) complaints.push(nothing(at));
  if (vary.error && !indicators.some(({ error }) => error)) complaints.push(noError(at));
  return complaints.length > before ? undefined : made;
}

/** Says why there are no intervals, where only the default asks for them. */
export function tooFew(why: Text): Note {
  return {
    code: 'uncertainty/not-applicable',
    level: 'note',
    text: { en: `Uncertainty was not computed: ${why.en}.`, zh: `未计算不确定性：${why.zh}。` },
  };
}

function varies(vary: Vary): boolean {
  const {
    weight,
    'leave-one-out': leaveOneOut,
    impute,
    error,
    normalise,
    aggregate,
    ideal,
    reference,
  } = vary;
  const ofWeight = [weight?.perturb, weight?.dirichlet, weight?.methods, weight?.experts || undefined];
  return (
    leaveOneOut ||
    impute ||
    error ||
    [...ofWeight, normalise, reference, aggregate, ideal].some((one) => one !== undefined)
  );
}

/** Draws that would fail whatever the data: logarithms after z-scores. Those of the study alone are refused elsewhere. */
function clashes({ weights, normalise, aggregate }: Varied, own: Own, at: readonly string[]): Complaint[] {
  const placed = <S extends Stage>(steps: readonly Step<S>[], key: string[]) =>
    steps.map((step, i) => ({ step, path: [...at, ...key, i] as (string | number)[] }));
  const unplaced = <S extends Stage>(step: Step<S> | undefined) => (step ? [{ step, path: undefined }] : []);
  const before = normalise.length > 0 ? placed(normalise, ['normalise']) : unplaced(own.normalise);
  const after = [
    ...(weights.length > 0 ? placed(weights, ['weight', 'methods']) : unplaced(own.weight)),
    ...(aggregate.length > 0
      ? placed(aggregate, ['aggregate'])
      : [...own.aggregate.values()].flatMap((step) => unplaced(step))),
  ];
  const found = new Map<string, Complaint>();
  for (const first of before)
    for (const second of after) {
      const path = second.path ?? first.path;
      const clash = path && negativeClash(first.step, second.step);
      if (clash) found.set(`${path.join('.')} ${clash.method.id}`, negativeComplaint(clash, path));
    }
  return [...found.values()];
}

function idealFaults(
  { options, normalise, aggregate }: Varied,
  own: Own,
  at: readonly string[],
): Complaint[] {
  const { ideal } = options.vary;
  if (!ideal) return [];
  const path = [...at, 'ideal'];
  const drawn = aggregate.length > 0 ? aggregate : [...own.aggregate.values()];
  if (!drawn.some(({ method }) => method.id === 'topsis'))
    return [
      {
        code: 'uncertainty/no-topsis',
        path,
        saw: { en: `ideal: ${ideal.join(', ')}`, zh: `ideal: ${ideal.join('、')}` },
        why: {
          en: 'ideal points belong to TOPSIS, and no node is aggregated by it',
          zh: '理想点属于 TOPSIS，而没有节点采用该方法',
        },
        fix: { en: 'remove ideal, or aggregate by topsis', zh: '请删除 ideal，或采用 topsis 合成' },
      },
    ];
  const before = normalise.length > 0 ? normalise : own.normalise ? [own.normalise] : [];
  if (!ideal.includes('absolute') || !before.some(({ method }) => method.id === 'z-score')) return [];
  return [
    {
      code: 'uncertainty/absolute-ideal',
      path,
      saw: { en: 'the ideal absolute after z-score', zh: 'z-score 之后使用 absolute 理想点' },
      why: {
        en: 'the absolute ideals 1 and 0 must be the best and the worst that can occur, and z-scores go beyond them',
        zh: '绝对理想点 1 与 0 必须是可能的最优与最劣值，而 Z 分数会超出',
      },
      fix: {
        en: 'leave out absolute, or normalise by min-max, goalposts or rank',
        zh: '请去掉 absolute，或改用 min-max、goalposts 或 rank 标准化',
      },
    },
  ];
}

function nothing(at: readonly string[]): Complaint {
  return {
    code: 'uncertainty/nothing-varies',
    path: at,
    saw: { en: 'no choice that varies', zh: '没有可变的选择' },
    why: {
      en: 'every replicate would be the published result, and its intervals would promise a certainty that nobody tested',
      zh: '每次重复都与发布结果相同，区间会显示未经检验的确定性',
    },
    fix: {
      en: `name a choice, e.g. vary: { weight: { perturb: 0.25 }, leave-one-out: true }, or write ${at[1]}: none`,
      zh: `请写出选择，例如 vary: { weight: { perturb: 0.25 }, leave-one-out: true }，或写 ${at[1]}: none`,
    },
  };
}

function noError(at: readonly string[]): Complaint {
  return {
    code: 'uncertainty/no-error',
    path: [...at, 'error'],
    saw: { en: 'error: true, but no indicator with an error', zh: 'error: true，但没有指标声明误差' },
    why: { en: 'there is nothing to draw', zh: '没有可抽取的内容' },
    fix: {
      en: 'add error: 5 % or error: { sd: 2 } to the indicators whose error is known, or remove error here',
      zh: '请为已知误差的指标补充 error: 5 % 或 error: { sd: 2 }，或删除此处的 error',
    },
  };
}
