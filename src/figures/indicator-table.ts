import * as z from 'zod';
import { roundToSum } from '../core/statistics/largest-remainder.ts';
import { type Indicator, isNode, type Node } from '../core/tree.ts';
import { adjustmentSentences } from '../study/adjust/describe.ts';
import type { Step } from '../study/choices.ts';
import type { Result } from '../study/result.ts';
import { lang, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { type Grid, type GridCell, noteOf } from './grid.ts';
import { tableFigure } from './table-figure.ts';
import { type Terms, terms } from './table-terms.ts';

type Lang = 'en' | 'zh';

export const indicatorTable = tableFigure({
  id: 'indicator-table',
  title: { en: 'Indicator system', zh: '指标体系' },
  about: {
    en: 'Three-line table of the index: dimensions, criteria, indicators with unit and direction, and their weights, rounded by largest remainder so that each printed column sums to 1. Combined weights stand beside those they are made of.',
    zh: '指标体系三线表：维度、准则、指标、单位、方向与权重；权重按最大余数法取整，每列合计为 1。组合权重与其组成部分并列。',
  },
  options: z.object({
    lang,
    decimals: z
      .number()
      .int()
      .min(2)
      .max(8)
      .default(4)
      .meta({ description: 'decimals of the weights', zh: '权重小数位数' }),
    width: widthOption(),
  }),
  available: () => true,
  grid(result, { lang: language, decimals }): Grid {
    const t = terms[language];
    const { indicators, study } = result.plan;
    const paths = new Map(leaves(study.index, []).map(({ indicator, above }) => [indicator.id, above]));
    const depth = Math.max(...[...paths.values()].map((above) => above.length));
    const weights = weightColumns(result, language);
    const printed = weights.map(({ values }) => roundToSum(values, decimals));
    const isMeasured = indicators.some(({ unit }) => unit !== undefined);
    return {
      caption: language === 'zh' ? '指标体系与权重' : 'Indicator system and weights',
      columns: [
        ...Array.from({ length: depth }, (_, level) => ({
          head: [levelName(level, depth, t)],
          wrap: true,
          cells: indicators.map(({ id }) => ({ node: paths.get(id)![level]?.id })),
        })),
        { head: [t.indicator], wrap: true },
        ...(isMeasured ? [{ head: [t.measured], minor: true }] : []),
        ...weights.map(({ head }) => ({ head, numeric: true })),
        { head: [t.direction] },
      ],
      lead: depth + 1,
      about: indicators.map(({ id }) => ({ node: id })),
      rows: indicators.map((indicator, i) => [
        ...levelsOf(paths.get(indicator.id)!, paths.get(indicators[i - 1]?.id ?? ''), depth, language),
        nameOf(indicator, language),
        ...(isMeasured ? [indicator.unit?.[language] ?? ''] : []),
        ...printed.map((column) => fixed(column[i]!, decimals)),
        indicator.direction === 'benefit' ? '+' : '−',
      ]),
      note: noteOf(sentences(result, language), language),
    };
  },
});

function leaves(node: Node, above: readonly Node[]): { indicator: Indicator; above: readonly Node[] }[] {
  return node.children.flatMap((child) =>
    isNode(child) ? leaves(child, [...above, child]) : [{ indicator: child, above }],
  );
}

/** The first level is called dimension and the last criterion; what lies between has a number. */
function levelName(level: number, depth: number, t: Terms): string {
  if (level === 0) return t.dimension;
  return level === depth - 1 ? t.criterion : `${t.level} ${level + 1}`;
}

/** The nodes above an indicator; those that it shares with the indicator before go on. */
function levelsOf(
  above: readonly Node[],
  before: readonly Node[] | undefined,
  depth: number,
  language: Lang,
): GridCell[] {
  return Array.from({ length: depth }, (_, level) => {
    const node = above[level];
    if (!node) return '';
    return before?.[level] === node ? null : node.title[language];
  });
}

function nameOf({ id, title }: Indicator, language: Lang): string {
  return title[language] === id ? id : `${id} ${title[language]}`;
}

interface WeightColumn {
  head: string[];
  values: number[];
}

/** One column, or one for each part of a combination and one for what they make; means over the periods. */
function weightColumns({ weights, plan }: Result, language: Lang): WeightColumn[] {
  const t = terms[language];
  const own = meanOf(weights.weights);
  const parts = (plan.weight.parts ?? []) as readonly Pick<Step, 'method'>[];
  if (parts.length === 0) return [{ head: [t.weight], values: own }];
  const titles = parts.map(({ method }) => method.title[language]);
  return [
    ...titles.map((title, k) => ({
      head: [t.weight, titles.indexOf(title) === titles.lastIndexOf(title) ? title : `${title} ${k + 1}`],
      values: meanOf(weights.details[`part${k + 1}`]!),
    })),
    { head: [t.weight, plan.weight.method.title[language]], values: own },
  ];
}

function meanOf(vectors: readonly Float64Array[]): number[] {
  return Array.from(
    vectors[0]!,
    (_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length,
  );
}

function sentences({ weights, plan }: Result, language: Lang): string[] {
  const signs =
    language === 'zh'
      ? '“+”为正向指标，“−”为负向指标；各列权重合计为 1。'
      : '+ benefit (more is better), − cost; each column of weights sums to 1.';
  const byPeriod =
    language === 'zh'
      ? '权重逐期不同，此处为各期平均，见 weights.csv。'
      : 'Weights differ by period; these are means, see weights.csv.';
  return [
    signs,
    ...(weights.weights.length === 1 ? [] : [byPeriod]),
    ...adjustmentSentences(plan.study).map((text) => text[language]),
  ];
}
