import { nearest } from '../../core/nearest.ts';
import type { Complaint } from '../../core/problem.ts';
import { SOBOL_DIMENSIONS } from '../../core/statistics/sobol-sequence.ts';
import { indicatorsOf, nodesOf } from '../../core/tree.ts';
import type { Choices } from '../choices.ts';
import { complaintsOf } from '../issues.ts';
import type { Study } from '../study.ts';
import { type Own, type Varied, variedOf } from '../uncertainty/choices.ts';
import { USUAL } from '../uncertainty/schema.ts';
import { coordinatesOf, type Input, inputsOf, perRow } from './inputs.ts';
import { type SensitivityOptions, sensitivityOptions } from './schema.ts';

/** Whose variance is explained, and by what. */
export interface Sensitivity {
  options: SensitivityOptions & { node: string; period: number };
  varied: Varied;
  inputs: readonly Input[];
}

const PLACE = ['analyses', 'sensitivity'];
/** Most computations of the study. */
const MOST = 250_000;

/**
 * Reads `analyses.sensitivity`; undefined where it is absent, `none`, or wrong (then with complaints). What varies is
 * its own `vary`, else that of the uncertainty analysis, else the default of that.
 */
export function sensitivityOf(
  study: Study,
  own: Own,
  uncertainty: Varied | undefined,
  choices: Choices,
  complaints: Complaint[],
): Sensitivity | undefined {
  const { sensitivity: written, uncertainty: beside } = study.analyses;
  if (written === undefined || written === 'none') return undefined;
  const read = sensitivityOptions.safeParse(written ?? {});
  if (!read.success) {
    complaints.push(...complaintsOf(read.error.issues, sensitivityOptions, written, PLACE));
    return undefined;
  }
  const indicators = indicatorsOf(study.index);
  const nodes = nodesOf(study.index).map(({ id }) => id);
  const options = {
    ...read.data,
    node: read.data.node ?? nodes[0]!,
    period: read.data.period ?? study.periods[study.periods.length - 1]!,
  };
  const before = complaints.length;
  complaints.push(...unknownPlaces(options, nodes, study.periods), ...notAPower(options.samples));
  // A refused uncertainty analysis has said what is wrong with the choices.
  if (!options.vary && !uncertainty && beside !== undefined && beside !== 'none') return undefined;
  const varied =
    options.vary || !uncertainty
      ? variedOf(options.vary ?? USUAL, PLACE, own, indicators, choices, complaints)
      : { ...uncertainty, options: { vary: uncertainty.options.vary } };
  if (!varied || complaints.length > before) return undefined;
  const inputs = inputsOf(
    varied,
    indicators.map(({ id }) => id),
    options.by,
  );
  complaints.push(...inputFaults(options, varied, inputs));
  return complaints.length > before ? undefined : { options, varied, inputs };
}

function unknownPlaces(
  { node, period }: Sensitivity['options'],
  nodes: readonly string[],
  periods: readonly number[],
): Complaint[] {
  const unknown = (key: string, value: string, known: readonly string[], zh: string): Complaint => {
    const near = nearest(value, known);
    return {
      code: `sensitivity/unknown-${key}`,
      path: [...PLACE, key],
      saw: { en: `${key}: ${value}`, zh: `${key}: ${value}` },
      why: { en: `the study has no such ${key}`, zh: `本研究没有该${zh}` },
      fix: near
        ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
        : { en: `use one of ${known.join(', ')}`, zh: `可用：${known.join('、')}` },
    };
  };
  return [
    ...(nodes.includes(node) ? [] : [unknown('node', node, nodes, '节点')]),
    ...(periods.includes(period) ? [] : [unknown('period', `${period}`, periods.map(String), '时期')]),
  ];
}

function powerUpTo(number: number): number {
  let power = 1;
  while (2 * power <= number) power *= 2;
  return power;
}

function notAPower(samples: number): Complaint[] {
  const below = powerUpTo(samples);
  if (below === samples) return [];
  return [
    {
      code: 'sensitivity/not-a-power-of-two',
      path: [...PLACE, 'samples'],
      saw: { en: `samples: ${samples}`, zh: `samples: ${samples}` },
      why: {
        en: "the points of Sobol' fill the choices evenly only in powers of two",
        zh: "Sobol' 点仅在个数为 2 的幂时均匀分布",
      },
      fix: { en: `write ${below} or ${2 * below}`, zh: `请写 ${below} 或 ${2 * below}` },
    },
  ];
}

function inputFaults(
  { samples, by }: SensitivityOptions,
  { options: { vary } }: Varied,
  inputs: readonly Input[],
): Complaint[] {
  if (inputs.length === 0) return [oneOfEach()];
  const coordinates = 2 * coordinatesOf(inputs);
  const cost = samples * perRow(inputs);
  return [
    ...(by === 'indicator' && vary.weight?.perturb === undefined ? [notPerturbed()] : []),
    ...(coordinates > SOBOL_DIMENSIONS ? [tooMany(coordinates, inputs.length)] : []),
    ...(cost > MOST ? [tooLong(samples, inputs.length)] : []),
  ];
}

function oneOfEach(): Complaint {
  return {
    code: 'sensitivity/nothing-varies',
    path: [...PLACE, 'vary'],
    saw: { en: 'one method for every choice', zh: '每项选择只有一种方法' },
    why: { en: 'there is no variance to explain', zh: '没有可解释的方差' },
    fix: {
      en: 'name two or more methods, or vary: { weight: { perturb: 0.25 } }',
      zh: '请列出两种以上方法，或写 vary: { weight: { perturb: 0.25 } }',
    },
  };
}

function notPerturbed(): Complaint {
  return {
    code: 'sensitivity/no-perturbed-weights',
    path: [...PLACE, 'by'],
    saw: { en: 'by: indicator, but no perturbed weights', zh: 'by: indicator，但没有权重扰动' },
    why: {
      en: 'only weights that are perturbed vary one by one',
      zh: '只有经扰动的权重才能逐项变动',
    },
    fix: {
      en: 'add vary: { weight: { perturb: 0.25 } }, or write by: choice',
      zh: '请加入 vary: { weight: { perturb: 0.25 } }，或写 by: choice',
    },
  };
}

function tooMany(coordinates: number, inputs: number): Complaint {
  return {
    code: 'sensitivity/too-many-dimensions',
    path: [...PLACE, 'by'],
    saw: {
      en: `${inputs} inputs, whose two samples take ${coordinates} dimensions`,
      zh: `${inputs} 个输入，两个样本共需 ${coordinates} 维`,
    },
    why: {
      en: `the Sobol' sequence used has ${SOBOL_DIMENSIONS} dimensions`,
      zh: `所用 Sobol' 序列为 ${SOBOL_DIMENSIONS} 维`,
    },
    fix: { en: 'write by: choice', zh: '请写 by: choice' },
  };
}

function tooLong(samples: number, inputs: number): Complaint {
  const cost = `${samples} x (${inputs} + 2) = ${samples * (inputs + 2)}`;
  const most = powerUpTo(MOST / (inputs + 2));
  return {
    code: 'sensitivity/too-many-computations',
    path: [...PLACE, 'samples'],
    saw: { en: `${cost} computations of the study`, zh: `研究需计算 ${cost} 次` },
    why: { en: `at most ${MOST} are made`, zh: `最多计算 ${MOST} 次` },
    fix: {
      en: `write samples: ${most} or fewer, or by: choice`,
      zh: `请写 samples: ${most} 或更少，或写 by: choice`,
    },
  };
}
