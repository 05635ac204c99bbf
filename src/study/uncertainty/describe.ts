import type { Text } from '../../core/text.ts';
import type { Uncertainty, Varied } from './choices.ts';

/** The sentence of the methods text: what was drawn, how often, and what the intervals hold. */
export function describe(uncertainty: Uncertainty): Text {
  const { replicates, interval } = uncertainty.options;
  const drawn = drawnChoices(uncertainty);
  return {
    en: `Uncertainty: in ${replicates} replicates (Saisana et al. 2005) these were drawn at random: ${drawn.en}. Intervals hold ${percent(interval)} % of the replicates; in each, grades keep the shares of their classes.`,
    zh: `不确定性分析以 ${replicates} 次重复随机抽取：${drawn.zh}（Saisana 等，2005）；区间包含其中 ${percent(interval)}%，各等级保持其所占比例。`,
  };
}

/** The choices that vary, in words. */
export function drawnChoices({ options: { vary }, weights, normalise, aggregate }: Varied): Text {
  const ids = (steps: readonly { method: { id: string } }[]) => {
    const names = steps.map(({ method }) => method.id);
    return { en: names.join(', '), zh: names.join('、') };
  };
  const drawn: Text[] = [];
  const say = (en: string, zh: string) => drawn.push({ en, zh });
  if (weights.length > 0) say(`the weight method (${ids(weights).en})`, `赋权方法（${ids(weights).zh}）`);
  const { perturb, dirichlet } = vary.weight ?? {};
  if (dirichlet !== undefined)
    say(`the weights (Dirichlet, concentration ${dirichlet})`, `权重（狄利克雷分布，集中度 ${dirichlet}）`);
  if (perturb !== undefined)
    say(
      `each weight within ${percent(perturb)} % of itself (uniform, then rescaled)`,
      `各权重在 ±${percent(perturb)}% 内均匀变动（再归一）`,
    );
  if (vary['leave-one-out']) say('which one indicator is left out, if any', '去掉哪一项指标（或不去掉）');
  if (normalise.length > 0)
    say(`the normalisation (${ids(normalise).en})`, `标准化方法（${ids(normalise).zh}）`);
  if (aggregate.length > 0) say(`the aggregation (${ids(aggregate).en})`, `合成方法（${ids(aggregate).zh}）`);
  if (vary.weight?.experts) say('which experts are heard (with repetition)', '有放回抽取的专家');
  if (vary.reference)
    say(
      `the reference of the normalisation (${referencesText(vary.reference, ', ')})`,
      `标准化参照（${referencesText(vary.reference, '、')}）`,
    );
  if (vary.ideal)
    say(`the ideal points of TOPSIS (${vary.ideal.join(', ')})`, `TOPSIS 理想点（${vary.ideal.join('、')}）`);
  if (vary.impute)
    say('filled cells, by the leave-one-out error of the imputation', '插补值（按插补的留一误差）');
  if (vary.error) say('values within their error of measurement', '测量误差范围内的观测值');
  return {
    en: drawn.map(({ en }) => en).join('; '),
    zh: drawn.map(({ zh }) => zh).join('；'),
  };
}

/** A share in percent without the noise of its doubles. */
export function percent(share: number): number {
  return Number((100 * share).toPrecision(6));
}

function referencesText(
  references: NonNullable<Varied['options']['vary']['reference']>,
  comma: string,
): string {
  return references.map((one) => (typeof one === 'string' ? one : `${one.period}`)).join(comma);
}
