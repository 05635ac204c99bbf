import * as z from 'zod';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { figure, lang, MARGIN, nodeOf, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { indicatorGroups, indicatorName } from './indicator-groups.ts';
import { remarks, swatches } from './legend.ts';
import { label, line, meant, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const ROW = 24;
const NOMINAL = '#a6bddb';
const EFFECTIVE = '#045a8d';

export const effectiveWeights = figure({
  id: 'effective-weights',
  title: { en: 'Nominal and effective weights', zh: '名义权重与有效权重' },
  about: {
    en: 'Paired bars: the nominal weight of every indicator and its share of the effects on the score of the index, by dimension.',
    zh: '成对条形：各指标的名义权重与其占指数得分效应之和的比重，按维度排列。',
  },
  options: z.object({ lang, width: widthOption(760) }),
  available: (result) => recordsOf(result, 'effective-weights').length > 0,
  alt: describe,
  content(result, { lang: language, width }) {
    const zh = language === 'zh';
    const found = new Map(rootEffects(result).map((row) => [row.indicator, row]));
    const most = Math.max(1e-9, ...[...found.values()].flatMap((row) => [row.weight, row.effect || 0]));
    const widest = Math.max(
      ...result.plan.indicators.map((one) => textWidth(indicatorName(one, language), 11)),
    );
    const name = Math.min(widest + 10, width * 0.42);
    const left = MARGIN + name + 6;
    const bar = width - left - 42 - MARGIN;
    const legend = swatches(
      [
        { fill: NOMINAL, text: zh ? '名义权重' : 'nominal weight' },
        { fill: EFFECTIVE, text: zh ? '有效比重' : 'effective share' },
      ],
      MARGIN,
      54,
      width - 2 * MARGIN,
    );
    const parts: string[] = [legend.svg];
    let y = 54 + legend.height + 22;
    for (const { id, title, members } of indicatorGroups(result)) {
      parts.push(
        label(MARGIN, y, fitted(title[language], width - 2 * MARGIN, 12), {
          ...standsFor({ node: id }),
          'font-weight': '600',
        }),
        line(MARGIN, y + 5, width - MARGIN, y + 5, { stroke: '#c4cdd4' }),
      );
      y += ROW;
      for (const i of members) {
        const indicator = result.plan.indicators[i]!;
        const row = found.get(indicator.id)!;
        const shown = [
          { value: row.weight, fill: NOMINAL },
          { value: row.effect, fill: EFFECTIVE },
        ];
        const marks = [
          label(MARGIN + 4, y, fitted(indicatorName(indicator, language), name - 4, 11), {
            'font-size': '11',
          }),
          ...shown.flatMap(({ value, fill }, k) => [
            rectangle(left, y - 13 + k * 9, ((value || 0) / most) * bar, 8, { fill }),
            label(left + ((value || 0) / most) * bar + 4, y - 6 + k * 9, fixed(value, 3), {
              'font-size': '9',
            }),
          ]),
        ];
        parts.push(meant({ node: indicator.id }, ...marks));
        y += ROW;
      }
      y += 10;
    }
    const said = remarks([footer(language)], MARGIN, y, width - 2 * MARGIN);
    return {
      title: zh ? '名义权重与有效权重' : 'Nominal and effective weights',
      height: y + said.height + 4,
      parts: [...parts, said.svg],
    };
  },
});

function rootEffects(result: Result): { indicator: string; weight: number; effect: number }[] {
  const root = nodeOf(result, undefined).node.id;
  return recordsOf(result, 'effective-weights')
    .filter(({ node }) => node === root)
    .map((row) => ({
      indicator: row.indicator as string,
      weight: row.share_of_weight as number,
      effect: row.share_of_effect as number,
    }));
}

function footer(language: 'en' | 'zh'): string {
  return language === 'zh'
    ? '有效比重：指标单独解释的指数得分方差占各指标之和的比重；– 为无法计算。'
    : 'Effective share: the variance of the index that an indicator explains alone, divided by the sum over all indicators; – where it cannot be computed.';
}

function describe(result: Result, { lang: language }: { lang: 'en' | 'zh' }): string {
  const [most] = rootEffects(result)
    .filter(({ effect }) => !Number.isNaN(effect))
    .sort((a, b) => b.effect - a.effect);
  const count = result.plan.indicators.length;
  if (!most)
    return language === 'zh'
      ? `${count} 项指标的名义权重；效应无法计算。`
      : `Nominal weights of ${count} indicators; their effects cannot be computed.`;
  const title = result.plan.indicators.find(({ id }) => id === most.indicator)!.title[language];
  const [effect, weight] = [fixed(most.effect, 3), fixed(most.weight, 3)];
  return language === 'zh'
    ? `${count} 项指标的名义权重与有效比重；有效比重最大的是${title}（${effect}，权重 ${weight}）。`
    : `Nominal weights and effective shares of ${count} indicators; the largest share has ${title} (${effect}, weight ${weight}).`;
}
