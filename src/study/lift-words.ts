import type { Text } from '../core/text.ts';
import type { Result } from './result.ts';

/** How the numbers of a lift are to be read. */
export function liftNotes(
  { plan, obstacles }: Pick<Result, 'plan' | 'obstacles'>,
  hasTogether: boolean,
  isAtLimit: boolean,
): Text[] {
  return [
    {
      en: 'This is arithmetic on one score, not policy advice: weights, constants of normalisation, ideal points, class limits and all other values stay as they are.',
      zh: '以上仅是对单个得分的算术推演，并非政策建议：权重、标准化常数、理想点、分级界限及其他数值均保持不变。',
    },
    {
      en: 'Computing the study again gives other numbers, as a changed value also moves what is estimated from the data.',
      zh: '若重新计算整个研究，结果会有所不同，因为更改的数值还会改变由数据估计的各项参数。',
    },
    ...(isAtLimit
      ? [
          {
            en: 'The score is the upper limit of its class itself, so that anything better lifts it.',
            zh: '该得分恰为所在等级的上限，任何改善均可提升等级。',
          },
        ]
      : []),
    ...(hasTogether
      ? [
          obstacles
            ? {
                en: 'Together: the indicators with the largest obstacle degrees each go the same share of the way to the best value of any unit in any period; one more is taken until the limit is reached.',
                zh: '合力提升：障碍度最大的几项指标各按相同比例向全部单元与时期中的最优值靠近；不足时逐项增加，直至达到界限。',
              }
            : {
                en: 'Together: the indicators whose best values would raise the score most each go the same share of the way to the best value of any unit in any period; one more is taken until the limit is reached.',
                zh: '合力提升：最优值对得分提升最大的几项指标各按相同比例向全部单元与时期中的最优值靠近；不足时逐项增加，直至达到界限。',
              },
        ]
      : []),
    ...(plan.treat.method.id === 'none'
      ? []
      : [
          {
            en: 'Values are those after treatment, in the unit in which they are normalised.',
            zh: '数值为处理之后、标准化之前的数值。',
          },
        ]),
    ...(plan.indicators.some(({ formula }) => formula !== undefined)
      ? [
          {
            en: 'An indicator with a formula is moved as a whole; its parts are not told apart.',
            zh: '由公式计算的指标作为整体变动，不区分其组成部分。',
          },
        ]
      : []),
  ];
}
