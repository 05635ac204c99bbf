import type { Complaint } from '../../core/problem.ts';
import { optionOf } from '../choices.ts';
import type { Own, Varied } from './choices.ts';
import { expertsOf } from './experts.ts';

/** What cannot be drawn: experts where nobody disagrees, references of normalisations that have none, unknown periods. */
export function drawFaults(
  { options: { vary }, weights, normalise }: Varied,
  own: Own,
  at: readonly string[],
): Complaint[] {
  const found: Complaint[] = [];
  const judged = weights.length > 0 ? weights : own.weight ? [own.weight] : [];
  if (vary.weight?.experts && judged.length > 0 && !judged.some((step) => expertsOf(step) > 1))
    found.push({
      code: 'uncertainty/no-experts',
      path: [...at, 'weight', 'experts'],
      saw: {
        en: 'experts: true, but no weights from several experts',
        zh: 'experts: true，但权重并非来自多位专家',
      },
      why: {
        en: 'experts are drawn where weights come from ahp with the matrices of two or more, as many for every node',
        zh: '仅当权重由 ahp 得出、且每个节点都有同样数量（两位以上）专家的判断矩阵时，才能抽取专家',
      },
      fix: {
        en: 'remove experts, or give the matrices of every expert',
        zh: '请删除 experts，或给出每位专家的判断矩阵',
      },
    });
  const { reference } = vary;
  if (!reference) return found;
  const before = normalise.length > 0 ? normalise : own.normalise ? [own.normalise] : [];
  if (before.length > 0 && before.every((step) => optionOf(step, 'reference') === undefined))
    found.push({
      code: 'uncertainty/no-reference',
      path: [...at, 'reference'],
      saw: { en: 'reference, after a normalisation without one', zh: 'reference，但所用标准化没有参照' },
      why: { en: 'nothing would be drawn', zh: '没有可抽取的内容' },
      fix: {
        en: 'remove reference, or normalise by min-max or z-score',
        zh: '请删除 reference，或改用 min-max 或 z-score',
      },
    });
  reference.forEach((one, i) => {
    if (typeof one === 'string' || own.study.periods.includes(one.period)) return;
    found.push({
      code: 'uncertainty/unknown-period',
      path: [...at, 'reference', i, 'period'],
      saw: { en: `the period ${one.period}`, zh: `时期 ${one.period}` },
      why: { en: 'it is not one of the periods of the study', zh: '它不在研究时期之内' },
      fix: { en: `use one of ${own.study.periods.join(', ')}`, zh: `可用：${own.study.periods.join('、')}` },
    });
  });
  return found;
}
