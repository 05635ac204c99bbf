import type { Text } from '../../core/text.ts';
import type { Result } from '../result.ts';
import { drawnChoices, percent } from '../uncertainty/describe.ts';
import type { Sensitivity } from './choices.ts';
import { perRow } from './inputs.ts';

/** Keys of the sources of the indices and their estimators. */
export const SOURCES = ['sobol1993', 'jansen1999', 'saltelli2010', 'saisana2005'];

/** The sentence of the methods text: what varied, how the indices were estimated, and what the intervals are. */
export function describeSensitivity({ options, varied, inputs }: Sensitivity): Text {
  const { samples, resamples, level, by } = options;
  const drawn = drawnChoices(varied);
  const computations = samples * perRow(inputs);
  const single = by === 'indicator';
  return {
    en: `Sensitivity: the share of the variance that each choice explains alone (first order) and with its interactions (total order; Sobol' 1993) was estimated by the formulas of Jansen (1999) from ${computations} computations over two samples of ${samples} points of a scrambled Sobol' sequence (Saltelli et al. 2010). These choices varied: ${drawn.en}${single ? '; the weight of each indicator is an input of its own' : ''}. The ${percent(level)} % intervals come from ${resamples} bootstrap resamples of the rows.`,
    zh: `敏感性分析以 Jansen（1999）公式估计各项选择单独（一阶）及连同交互作用（总效应，Sobol' 1993）解释的方差比重，依据两个各 ${samples} 点的加扰 Sobol' 序列样本，共计算 ${computations} 次（Saltelli 等，2010）。可变的选择：${drawn.zh}${single ? '；各指标的权重分别为一个输入' : ''}。${percent(level)}% 区间由样本行的 ${resamples} 次自助抽样得到。`,
  };
}

const INPUTS: Readonly<Record<string, Text>> = {
  'weight-method': { en: 'weight method', zh: '赋权方法' },
  weights: { en: 'weights', zh: '权重' },
  experts: { en: 'experts', zh: '专家' },
  reference: { en: 'reference of the normalisation', zh: '标准化参照' },
  'leave-one-out': { en: 'indicator left out', zh: '去掉的指标' },
  normalise: { en: 'normalisation', zh: '标准化' },
  aggregate: { en: 'aggregation', zh: '合成方法' },
  ideal: { en: 'ideal points', zh: '理想点' },
  impute: { en: 'filled cells', zh: '插补值' },
  error: { en: 'errors of measurement', zh: '测量误差' },
};

/** The name of an input; `indicator` is the id of the indicator whose weight it is, or empty. */
export function inputName({ plan }: Pick<Result, 'plan'>, input: string, indicator: string): Text {
  const found = indicator === '' ? undefined : plan.indicators.find(({ id }) => id === indicator);
  if (found) return { en: `weight: ${found.title.en}`, zh: `权重：${found.title.zh}` };
  return INPUTS[input] ?? { en: input, zh: input };
}

const MEASURES: Readonly<Record<string, Text>> = {
  'mean-rank-shift': { en: 'mean shift of rank', zh: '名次平均变动' },
  rank: { en: 'rank', zh: '名次' },
  score: { en: 'score', zh: '得分' },
  mean: { en: 'mean score', zh: '平均得分' },
  gini: { en: 'Gini coefficient of the scores', zh: '得分基尼系数' },
  'top-grade': { en: 'share in the top grade', zh: '最高等级占比' },
};

/** The name of an output; one of an analysis is named as the study writes it. */
export function outputName(
  { panel }: Pick<Result, 'panel'>,
  { output, measure, unit }: { output: string; measure: string; unit: string },
): Text {
  const known = MEASURES[measure];
  if (!known) return { en: output, zh: output };
  if (unit === '') return known;
  const name = panel.units.find(({ id }) => id === unit)?.name ?? { en: unit, zh: unit };
  return { en: `${known.en} of ${name.en}`, zh: `${name.zh}的${known.zh}` };
}
