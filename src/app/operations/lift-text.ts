import type { Change, Lift, OutOfReach } from '../../study/lift.ts';
import { columns, heading } from '../text.ts';

const WHY: Record<OutOfReach['why'], { en: string; zh: string }> = {
  missing: { en: 'has no value here', zh: '此处无数值' },
  'no-effect': { en: 'does not move the score', zh: '不影响得分' },
  'out-of-reach': { en: 'not by any value that was tried', zh: '所试数值均不足' },
};

/** What would lift a unit one grade, as lines. */
export function liftText(found: Lift, lang: 'en' | 'zh'): string[] {
  const zh = lang === 'zh';
  const { target } = found;
  const title = heading(
    target === undefined
      ? zh
        ? '提升一个等级所需的变化'
        : 'What would lift it one grade'
      : zh
        ? `得分达到 ${target} 所需的变化`
        : `What would lift it to ${target}`,
  );
  if (found.status === 'no-score')
    return [title, zh ? '  没有得分，无从提升。' : '  There is no score to lift.'];
  if (found.status === 'highest')
    return [title, zh ? '  已是最高等级。' : '  It has the highest grade already.'];
  const score = found.score.toFixed(6);
  if (found.status === 'reached')
    return [title, zh ? `  得分 ${score} 已达到。` : `  Its score of ${score} is as high already.`];
  const { together } = found;
  const notes = ['', ...found.notes.map((note) => `  · ${note[lang]}`)];
  const head = [
    title,
    `  ${zh ? `得分 ${score}` : `score ${score}`}${found.next ? nextText(found.next, lang) : ''}`,
  ];
  // A change in the last digit is enough, which a table could not show.
  if (found.isAtLimit) return [...head, ...notes];
  return [
    ...head,
    ...(found.single.length > 0
      ? ['', zh ? '  仅改变一项指标：' : '  One indicator alone:', table(found.single, lang)]
      : ['', zh ? '  没有单项指标足以达到。' : '  No single indicator is enough.']),
    ...outOfReach(found.outOfReach, lang),
    ...(together
      ? [
          '',
          together.isReached
            ? zh
              ? `  合力提升，各走完通往最优值的 ${percent(together.share)}：`
              : `  Together, each ${percent(together.share)} of the way to the best value:`
            : zh
              ? `  即使全部达到最优值，得分也仅为 ${together.score.toFixed(6)}：`
              : `  Not even all of them at their best values: the score would be ${together.score.toFixed(6)}:`,
          table(together.changes, lang),
        ]
      : []),
    ...notes,
  ];
}

function nextText({ grade, label, limit }: NonNullable<Lift['next']>, lang: 'en' | 'zh'): string {
  const named = label ? `${grade} (${label[lang]})` : `${grade}`;
  return lang === 'zh'
    ? `，须高于 ${limit.toFixed(6)} 方为等级 ${named}`
    : `; above ${limit.toFixed(6)} it has grade ${named}`;
}

function table(changes: readonly Omit<Change, 'score'>[], lang: 'en' | 'zh'): string {
  const zh = lang === 'zh';
  const head = zh
    ? ['指标', '名称', '现值', '目标值', '变化', '变化%', '占观测范围', '']
    : ['id', 'title', 'now', 'to', 'change', 'percent', 'of the range', ''];
  return columns(
    [
      head,
      ...changes.map((one) => [
        one.id,
        `${one.title[lang].slice(0, 40)}${one.unit ? ` [${one.unit[lang]}]` : ''}`,
        number(one.from),
        number(one.to),
        signed(one.change),
        Number.isNaN(one.percent) ? '–' : `${signed(one.percent, 3)} %`,
        percent(one.share),
        one.beyond ? (zh ? '超出观测范围' : 'beyond the observed range') : '',
      ]),
    ],
    ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
  );
}

function outOfReach(found: readonly OutOfReach[], lang: 'en' | 'zh'): string[] {
  return (Object.keys(WHY) as OutOfReach['why'][]).flatMap((why) => {
    const ids = found.filter((one) => one.why === why).map(({ id }) => id);
    if (ids.length === 0) return [];
    return [lang === 'zh' ? `  ${WHY[why].zh}：${ids.join('、')}` : `  ${WHY[why].en}: ${ids.join(', ')}`];
  });
}

function number(value: number, digits = 6): string {
  return String(Number(value.toPrecision(digits)));
}

function signed(value: number, digits = 6): string {
  return value > 0 ? `+${number(value, digits)}` : number(value, digits);
}

function percent(share: number): string {
  return `${number(100 * share, 3)} %`;
}
