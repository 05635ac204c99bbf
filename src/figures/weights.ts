import * as z from 'zod';
import { roundToSum } from '../core/statistics/largest-remainder.ts';
import type { Result } from '../study/result.ts';
import { figure, lang, MARGIN, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { indicatorGroups, indicatorName } from './indicator-groups.ts';
import { element, label, line, MUTED, meant, rectangle } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const ROW = 20;
const FILL = '#2c7fb8';

export const weights = figure({
  id: 'weights',
  title: { en: 'Weights', zh: '权重' },
  about: {
    en: 'The weight of every indicator, by dimension; printed weights are rounded so that they sum to 1.',
    zh: '各指标权重，按维度排列；印出的权重按最大余数法取整，合计为 1。',
  },
  options: z.object({
    lang,
    width: widthOption(760),
  }),
  available: () => true,
  alt: describe,
  content(result, options) {
    const groups = indicatorGroups(result);
    const vectors = result.weights.weights;
    const mean = result.plan.indicators.map(
      (_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length,
    );
    const printed = roundToSum(mean, 4);
    const most = Math.max(...vectors.flatMap((vector) => [...vector]));
    const longest = Math.max(
      ...result.plan.indicators.map((one) => textWidth(indicatorName(one, options.lang), 11)),
    );
    const name = Math.min(longest + 10, options.width * 0.46);
    const left = MARGIN + name + 22;
    const bar = options.width - left - 60 - MARGIN;
    const parts: string[] = [];
    let y = 56;
    for (const { id, title, members } of groups) {
      const share = members.reduce((sum, i) => sum + printed[i]!, 0);
      parts.push(
        meant(
          { node: id },
          label(MARGIN, y, title[options.lang], { 'font-weight': '600' }),
          label(options.width - MARGIN, y, fixed(share, 4), { 'text-anchor': 'end', 'font-weight': '600' }),
        ),
      );
      parts.push(line(MARGIN, y + 5, options.width - MARGIN, y + 5, { stroke: '#c4cdd4' }));
      y += ROW + 2;
      for (const i of members) {
        const indicator = result.plan.indicators[i]!;
        const row = [
          label(MARGIN + 4, y, fitted(indicatorName(indicator, options.lang), name, 11), {
            'font-size': '11',
          }),
          label(left - 8, y, indicator.direction === 'benefit' ? '+' : '−', {
            'text-anchor': 'end',
            fill: MUTED,
          }),
          rectangle(left, y - 10, (mean[i]! / most) * bar, 12, { fill: FILL }),
          ...(vectors.length > 1 ? vectors : []).map((vector) =>
            element('circle', {
              cx: left + (vector[i]! / most) * bar,
              cy: y - 4,
              r: 3,
              fill: '#ffffff',
              stroke: '#22303c',
            }),
          ),
          label(options.width - MARGIN, y, fixed(printed[i]!, 4), {
            'text-anchor': 'end',
            'font-size': '11',
          }),
        ];
        parts.push(meant({ node: indicator.id }, ...row));
        y += ROW;
      }
      y += 8;
    }
    return {
      title: options.lang === 'zh' ? '指标权重' : 'Indicator weights',
      height: y + 14,
      parts: [
        ...parts,
        label(MARGIN, y + 2, footer(vectors.length > 1, options.lang), { 'font-size': '10', fill: MUTED }),
      ],
    };
  },
});

function describe(result: Result, { lang: language }: { lang: 'en' | 'zh' }): string {
  const vector = result.weights.weights[0]!;
  const largest = result.plan.indicators
    .map((indicator, i) => ({ indicator, weight: vector[i]! }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ indicator, weight }) => `${indicator.title[language]} ${fixed(weight, 4)}`);
  return language === 'zh'
    ? `${vector.length} 项指标的权重；最大：${largest.join('、')}。`
    : `Weights of ${vector.length} indicators; the largest are ${largest.join(', ')}.`;
}

function footer(several: boolean, language: 'en' | 'zh'): string {
  const signs =
    language === 'zh' ? '+ 正向指标，− 负向指标；合计为 1。' : '+ benefit, − cost; weights sum to 1.';
  if (!several) return signs;
  return language === 'zh'
    ? `${signs}条形为各期平均，圆点为各期权重。`
    : `${signs} Bars are means over periods, dots the weights of each period.`;
}
