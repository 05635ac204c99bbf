import { max, min } from 'd3-array';
import * as z from 'zod';
import type { NodeResult, Result } from '../study/result.ts';
import { percent } from '../study/uncertainty/describe.ts';
import { rankIntervals, rankText } from '../study/uncertainty/rank-intervals.ts';
import { summaryOf } from './alt.ts';
import { classColours } from './colours.ts';
import {
  figure,
  lang,
  MARGIN,
  nodeOf,
  nodeOption,
  periodIndex,
  periodOption,
  rankedUnits,
  widthOption,
} from './figure.ts';
import { fixed } from './format.ts';
import { classLegend } from './legend.ts';
import { element, label, line, MUTED, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const ROW = 17;
/** Units in a column before the ranking is laid out in several. */
const TALLEST = 45;
/** More rows than these nobody reads in a drawing; tables hold all. */
const MOST = 1000;

export const ranking = figure({
  id: 'ranking',
  title: { en: 'Ranking', zh: '排名' },
  about: {
    en: 'Every unit by rank, its score as a bar in the colour of its grade, and its change of rank since the period before.',
    zh: '各单元按名次排列，以等级颜色的条形表示得分，并标出较上一时期的名次变化。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    period: periodOption,
    top: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({
        description: `only the first units (at most ${MOST} by default)`,
        zh: `只显示前若干名（默认至多 ${MOST}）`,
      }),
    width: widthOption(),
  }),
  available: () => true,
  alt: (result, options) =>
    summaryOf(result, nodeOf(result, options.node), options.lang, periodIndex(result, options.period)),
  content(result, options) {
    const node = nodeOf(result, options.node);
    const p = periodIndex(result, options.period);
    const all = rankedUnits(result, node, p);
    const units = all.slice(0, options.top ?? MOST);
    const wanted = Math.ceil(units.length / TALLEST);
    const ranks = rankTexts(result, node, p, units);
    const lead = Math.max(20, Math.ceil(max(ranks.values(), (text) => textWidth(text, 11)) ?? 0));
    const columns = Math.max(1, Math.min(wanted, Math.floor((options.width - 2 * MARGIN) / (200 + lead))));
    const perColumn = Math.ceil(units.length / columns);
    const columnWidth = (options.width - 2 * MARGIN - (columns - 1) * 20) / columns;
    const highest = Math.max(0, max(units, ({ row }) => node.score[row]!) ?? 0);
    const lowest = Math.min(0, min(units, ({ row }) => node.score[row]!) ?? 0);
    const layout = layoutOf(result, units, columnWidth, lead, options.lang);
    const rows = units.map((one, i) =>
      element(
        'g',
        {
          ...standsFor({ unit: result.panel.units[one.unit]!.id }),
          transform: `translate(${MARGIN + Math.floor(i / perColumn) * (columnWidth + 20)},${58 + (i % perColumn) * ROW})`,
        },
        entry(
          result,
          node,
          p,
          { ...one, text: ranks.get(one.row)! },
          layout,
          { lowest, highest },
          options.lang,
        ),
      ),
    );
    const separators = Array.from({ length: columns - 1 }, (_, c) => {
      const x = MARGIN + (c + 1) * (columnWidth + 20) - 10;
      return line(x, 52, x, 52 + perColumn * ROW, { stroke: '#d9dfe4' });
    });
    const below = 58 + perColumn * ROW + 16;
    const legend = classLegend(node, MARGIN, below, options.width - 2 * MARGIN, options.lang);
    return {
      title: `${node.node.title[options.lang]}, ${result.panel.periods[p]}`,
      height: below + legend.height + 8,
      parts: [
        label(MARGIN, 44, subtitle(result, p, options.lang, units.length, all.length), {
          'font-size': '11',
          fill: MUTED,
        }),
        ...rows,
        ...separators,
        legend.svg,
      ],
    };
  },
});

interface Layout {
  /** Place of the rank. */
  lead: number;
  name: number;
  bar: number;
  width: number;
}

/** The rank of each row, with its interval where the study has one. */
function rankTexts(
  result: Result,
  { node, rank }: NodeResult,
  p: number,
  units: readonly { unit: number; row: number }[],
): Map<number, string> {
  const intervals = rankIntervals(result, node.id, result.panel.periods[p]!);
  return new Map(
    units.map(({ unit, row }) => [row, rankText(rank[row]!, intervals.get(result.panel.units[unit]!.id))]),
  );
}

/** Widths of a column: the name takes what the longest needs, within limits; the bar takes the rest. */
function layoutOf(
  { panel }: Result,
  units: readonly { unit: number }[],
  width: number,
  lead: number,
  language: 'en' | 'zh',
): Layout {
  const longest = Math.max(
    max(units, ({ unit }) => textWidth(panel.units[unit]!.name[language], 11)) ?? 0,
    40,
  );
  const name = Math.min(longest + 6, (width - lead + 20) * (width < 300 ? 0.42 : 0.34));
  return { lead, name, bar: Math.max(30, width - lead - 6 - name - 46 - 34), width };
}

function entry(
  { panel }: Result,
  { score, rank, grade, classes }: NodeResult,
  p: number,
  { unit, row, text }: { unit: number; row: number; text: string },
  { lead, name, bar }: Layout,
  { lowest, highest }: { lowest: number; highest: number },
  language: 'en' | 'zh',
): string {
  const size = { 'font-size': '11' };
  const scale = (value: number) => (highest === lowest ? 0 : ((value - lowest) / (highest - lowest)) * bar);
  const from = lead + 6 + name;
  const value = score[row]!;
  return [
    label(lead, 9, text, { ...size, 'text-anchor': 'end', fill: MUTED }),
    label(lead + 6, 9, fitted(panel.units[unit]!.name[language], name - 4, 11), size),
    rectangle(from + Math.min(scale(0), scale(value)), 0, Math.abs(scale(value) - scale(0)), 11, {
      fill: classColours(classes.length)[grade[row]! - 1],
      stroke: '#7d8a95',
      'stroke-width': '0.3',
    }),
    label(from + bar + 42, 9, fixed(value, 3), { ...size, 'text-anchor': 'end' }),
    p > 0 ? change(rank[row - panel.units.length]! - rank[row]!, from + bar + 48) : '',
  ].join('');
}

/** Places gained or lost: a triangle and a number, never colour alone. */
function change(places: number, x: number): string {
  if (Number.isNaN(places)) return '';
  if (places === 0) return label(x, 9, '=', { 'font-size': '10', fill: MUTED });
  return label(x, 9, `${places > 0 ? '▲' : '▼'}${Math.abs(places)}`, {
    'font-size': '9',
    fill: places > 0 ? '#1a7f4b' : '#b0413e',
  });
}

function subtitle(result: Result, p: number, language: 'en' | 'zh', shown: number, all: number): string {
  const told = columnsTold(result, p, language);
  if (shown === all) return told;
  return language === 'zh'
    ? `${told}；前 ${shown} 名，共 ${all} 个`
    : `${told}; the first ${shown} of ${all}`;
}

function columnsTold({ panel, plan, analyses }: Result, p: number, language: 'en' | 'zh'): string {
  const uncertainty = analyses.some(({ name }) => name === 'intervals') && plan.analyses.uncertainty;
  const share = uncertainty ? percent(uncertainty.options.interval) : undefined;
  const rank =
    language === 'zh'
      ? `名次${share === undefined ? '' : `（${share}% 区间）`}`
      : `rank${share === undefined ? '' : ` (${share} % interval)`}`;
  if (p === 0) return language === 'zh' ? `${rank}、单元、得分` : `${rank}, unit, score`;
  const before = panel.periods[p - 1];
  return language === 'zh'
    ? `${rank}、单元、得分，及较 ${before} 年的名次变化`
    : `${rank}, unit, score, ${share === undefined ? 'and places gained or lost' : 'change'} since ${before}`;
}
