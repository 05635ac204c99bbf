import type { Text } from '../../core/text.ts';
import { optionOf } from '../choices.ts';
import { FACTORS, type Factor } from './schema.ts';
import { keyOf, labelOf, plain, type Steps } from './steps.ts';

/** One way to compute the study. */
export interface Combination {
  /** From 1, the study's own. */
  number: number;
  steps: Steps;
  /** How each choice is called in tables; empty where it does not apply. */
  labels: Readonly<Record<Factor, string>>;
}

/** The choices of every combination as tables call them; methods of one name with different data are numbered. */
export function labelled(all: readonly Steps[]): Combination[] {
  const names = { impute: namer(), normalise: namer(), weight: namer(), aggregate: namer() };
  return all.map((steps, i) => {
    const aggregates = [...new Map([...steps.aggregate.values()].map((one) => [keyOf(one), one])).values()];
    const reference = optionOf(steps.normalise, 'reference');
    const ideals = aggregates.flatMap((one) =>
      one.method.id === 'topsis' ? [plain(optionOf(one, 'ideal'))] : [],
    );
    return {
      number: i + 1,
      steps,
      labels: {
        impute: names.impute(labelOf(steps.impute), keyOf(steps.impute)),
        normalise: names.normalise(
          labelOf(steps.normalise, ['reference']),
          keyWithout(steps.normalise, 'reference'),
        ),
        reference: reference === undefined ? '' : plain(reference),
        weight: names.weight(labelOf(steps.weight), keyOf(steps.weight)),
        aggregate: names.aggregate(
          [...new Set(aggregates.map((one) => labelOf(one, ['ideal'])))].join(' + '),
          [...steps.aggregate.values()].map((one) => keyWithout(one, 'ideal')).join(),
        ),
        ideal: [...new Set(ideals)].join(' + '),
      },
    };
  });
}

function keyWithout(step: Parameters<typeof keyOf>[0], option: string): string {
  return keyOf({ ...step, options: { ...step.options, [option]: undefined } });
}

/** Gives each key a name of its own. */
function namer(): (name: string, key: string) => string {
  const keys = new Map<string, string[]>();
  return (name, key) => {
    const known = keys.get(name) ?? [];
    if (!known.includes(key)) known.push(key);
    keys.set(name, known);
    const at = known.indexOf(key);
    return at === 0 ? name : `${name} ${at + 1}`;
  };
}

/** The choices in which the combinations differ, with their levels in the order in which they first appear. */
export function factorsOf(combinations: readonly Combination[]): { factor: Factor; levels: string[] }[] {
  return FACTORS.map((factor) => ({
    factor,
    levels: [...new Set(combinations.map(({ labels }) => labels[factor]))].filter((label) => label !== ''),
  })).filter(({ levels }) => levels.length > 1);
}

/** What each choice is called in words. */
export const FACTOR_NAMES: Readonly<Record<Factor, Text>> = {
  impute: { en: 'Imputation', zh: '插补' },
  normalise: { en: 'Normalisation', zh: '标准化' },
  reference: { en: 'Reference', zh: '参照范围' },
  weight: { en: 'Weights', zh: '权重' },
  aggregate: { en: 'Aggregation', zh: '合成' },
  ideal: { en: 'Ideal points', zh: '理想点' },
};

/** A combination in one line. */
export function sayCombination({ labels }: Combination): string {
  return FACTORS.map((factor) => labels[factor])
    .filter((label) => label !== '')
    .join(' / ');
}
