import * as z from 'zod';
import { quantile } from '../core/statistics/quantile.ts';
import type { Result } from '../study/result.ts';
import { sequential } from './colours.ts';
import { figure, lang, MARGIN, nodeOf, nodeOption, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { type Bars, barsOf, type GroupBar } from './group-means.ts';
import { remarks, swatches } from './legend.ts';
import { periodsOption, shownPeriods } from './shown-periods.ts';
import { element, label, line, MUTED, meant, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth, wrapped } from './text-width.ts';

const BAR = 15;
const TOP = 92;
const UNITS_LINE = '#b0413e';
const GROUPS_LINE = '#5b3f8c';

export const groupBars = figure({
  id: 'group-bars',
  title: { en: 'Group means', zh: '分组均值' },
  about: {
    en: 'The mean of each group by period as bars with the spread of its units, beside the mean of all units and the mean of the group means. Needs the analysis groups. Up to 20 groups and 4 periods are shown.',
    zh: '各组分期均值条形图及组内离散，并标出全部单元均值与各组均值的均值。需要 groups 分析。最多显示 20 组、4 期。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    by: z.string().optional().meta({
      description: 'attribute column; default: the first of the analysis',
      zh: '分组属性列，默认为分析中的第一个',
    }),
    periods: periodsOption,
    spread: z.enum(['box', 'dots']).default('box').meta({
      description: 'box: quartiles and extremes (of five units or more); dots: every unit',
      zh: 'box：四分位与极值（五个单元及以上）；dots：逐个单元',
    }),
    width: widthOption(760),
  }),
  available: (result) => barsOf(result, result.nodes[0]!, undefined, [0]).groups.length > 0,
  alt: inWords,
  content(result, options) {
    const node = nodeOf(result, options.node);
    const zh = options.lang === 'zh';
    const shown = shownPeriods(result, options.periods, options.lang);
    const bars = barsOf(result, node, options.by, shown.at);
    const scale = scaleOf(
      bars,
      shown.at.map((p) => `${result.panel.periods[p]}`),
      options.width,
      options.lang,
    );
    const colours = shown.at.map((_, i) => sequential(0.08 + 0.36 * (i / Math.max(1, shown.at.length - 1))));
    const height = shown.at.length * BAR + 12;
    const bottom = TOP + bars.groups.length * height;
    const y = bottom + 34;
    const inner = options.width - 2 * MARGIN;
    const legend = swatches(
      shown.at.map((p, i) => ({ fill: colours[i]!, text: `${result.panel.periods[p]}` })),
      MARGIN,
      y,
      inner,
    );
    const caption = remarks(
      notes(result, bars, shown.at, shown.remark, options),
      MARGIN,
      y + legend.height + 14,
      inner,
    );
    const last = `${result.panel.periods[shown.at[shown.at.length - 1]!]}`;
    return {
      title: `${node.node.title[options.lang]}${zh ? '：分组均值' : ', group means'}`,
      height: y + legend.height + 14 + caption.height,
      parts: [
        ...axis(scale, bottom),
        ...bars.groups.flatMap((group, g) =>
          groupRows(group, TOP + g * height, scale, colours, options.spread, options.lang),
        ),
        ...meanLines(bars, last, scale, bottom, options),
        legend.svg,
        caption.svg,
      ],
    };
  },
});

interface Scale {
  x(value: number): number;
  ticks: number[];
  decimals: number;
  /** Width of the column of names, and where the plot begins and ends. */
  names: number;
  left: number;
  right: number;
  periods: readonly string[];
}

function scaleOf(
  { groups, means }: Bars,
  periods: readonly string[],
  width: number,
  lang: 'en' | 'zh',
): Scale {
  const longest = Math.max(...groups.map((group) => textWidth(nameOf(group, lang), 11)));
  const names = Math.min(longest + 6, (width - 2 * MARGIN) * 0.32);
  const left = MARGIN + names + Math.max(...periods.map((one) => textWidth(one, 10))) + 10;
  const right = width - MARGIN - 44;
  const values = [
    0,
    ...groups.flatMap((group) => group.means.concat(group.values.flat())),
    ...means.flatMap(({ units, groups: ofGroups }) => [units, ofGroups]),
  ].filter((value) => !Number.isNaN(value));
  const { ticks, decimals } = ticksOf(
    Math.min(...values),
    Math.max(...values),
    Math.max(2, Math.floor((right - left) / 52)),
  );
  const [low, high] = [ticks[0]!, ticks[ticks.length - 1]!];
  return {
    x: (value) => left + ((value - low) / (high - low)) * (right - left),
    ticks,
    decimals,
    names,
    left,
    right,
    periods,
  };
}

/** Round values that enclose the range, at most so many steps. */
function ticksOf(low: number, high: number, most: number): { ticks: number[]; decimals: number } {
  const span = high > low ? high - low : 1;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => span / one <= most)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return { ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step), decimals };
}

function nameOf({ group, size }: GroupBar, lang: 'en' | 'zh'): string {
  return lang === 'zh' ? `${group}（${size}）` : `${group} (${size})`;
}

function axis({ x, ticks, decimals }: Scale, bottom: number): string[] {
  return ticks.flatMap((tick) => [
    line(x(tick), TOP - 4, x(tick), bottom, { stroke: '#e1e6ea' }),
    label(x(tick), bottom + 13, fixed(tick, decimals), {
      'text-anchor': 'middle',
      'font-size': '10',
      fill: MUTED,
    }),
  ]);
}

/** A group: its name, and for every period the bar of its mean with the spread of its units and the mean as a number. */
function groupRows(
  group: GroupBar,
  top: number,
  { x, names, left, right, periods }: Scale,
  colours: readonly string[],
  spread: 'box' | 'dots',
  lang: 'en' | 'zh',
): string[] {
  const lines = wrapped(nameOf(group, lang), names, 11);
  const fits = lines.slice(0, periods.length);
  if (lines.length > fits.length)
    fits[fits.length - 1] = `${fitted(fits[fits.length - 1]!, names - 12, 11)}…`;
  const name = fits.map((text, i) =>
    label(MARGIN, top + 11 + i * BAR, fitted(text, names, 11), { 'font-size': '11' }),
  );
  const rows = periods.map((period, i) => {
    const y = top + i * BAR;
    const mean = group.means[i]!;
    const values = group.values[i]!;
    const parts = [
      label(left - 6, y + 10, period, {
        ...standsFor({ period: Number(period) }),
        'text-anchor': 'end',
        'font-size': '10',
        fill: MUTED,
      }),
      label(right + 44, y + 10, fixed(mean, 3), { 'text-anchor': 'end', 'font-size': '10' }),
    ];
    const row = (marks: readonly string[]) => meant({ period: Number(period) }, ...marks);
    if (Number.isNaN(mean)) return row(parts);
    const [from, to] = [Math.min(x(0), x(mean)), Math.max(x(0), x(mean))];
    parts.push(rectangle(from, y + 1, to - from, BAR - 4, { fill: colours[i], class: 'bar' }));
    const middle = y + 1 + (BAR - 4) / 2;
    return row(
      parts.concat(
        spread === 'box' && values.length >= 5
          ? boxOf(values, x, middle)
          : values.map((value, k) => dot(x(value), middle, group.units[i]![k]!)),
      ),
    );
  });
  return [...name, ...rows];
}

function dot(cx: number, cy: number, unit: string): string {
  return element('circle', {
    ...standsFor({ unit }),
    cx,
    cy,
    r: 2.2,
    fill: '#22303c',
    stroke: '#ffffff',
    'stroke-width': '0.6',
    class: 'dot',
  });
}

/** Whiskers to the extremes, a box from quartile to quartile, and the median. */
function boxOf(values: readonly number[], x: (value: number) => number, y: number): string[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = [0, 0.25, 0.5, 0.75, 1].map((share) => x(quantile(sorted, share)));
  const [low, first, median, third, high] = at as [number, number, number, number, number];
  return [
    line(low, y, first, y),
    line(third, y, high, y),
    line(low, y - 2.5, low, y + 2.5),
    line(high, y - 2.5, high, y + 2.5),
    rectangle(first, y - 3.5, third - first, 7, {
      fill: '#ffffff',
      'fill-opacity': '0.55',
      stroke: '#22303c',
      'stroke-width': '0.75',
      class: 'box',
    }),
    line(median, y - 3.5, median, y + 3.5, { 'stroke-width': '1.5' }),
  ];
}

/** The mean of all units and the mean of the group means in the last period shown, as lines with their names above. */
function meanLines(
  { means }: Bars,
  period: string,
  { x, right }: Scale,
  bottom: number,
  { lang, width }: { lang: 'en' | 'zh'; width: number },
): string[] {
  const last = means[means.length - 1];
  if (!last) return [];
  const zh = lang === 'zh';
  const wanted = [
    {
      value: last.units,
      name: zh ? `全部单元均值（${period}）` : `mean of units (${period})`,
      stroke: UNITS_LINE,
    },
    {
      value: last.groups,
      name: zh ? `各组均值的均值（${period}）` : `mean of group means (${period})`,
      stroke: GROUPS_LINE,
      'stroke-dasharray': '5 3',
    },
  ].filter(({ value }) => !Number.isNaN(value));
  const rules = wanted.map(({ value, name: _, ...style }, i) =>
    line(x(value), TOP - 22 - i * 16, x(value), bottom, { ...style, 'stroke-width': '1.4' }),
  );
  const names = wanted.map(({ value, name, stroke }, i) => {
    const text = `${name} ${fixed(value, 3)}`;
    const half = textWidth(text, 11) / 2 + 6;
    const at = Math.max(MARGIN + half, Math.min(width - MARGIN - half, Math.min(x(value), right)));
    return element(
      'g',
      { stroke: '#ffffff', 'stroke-width': '3', 'paint-order': 'stroke' },
      label(at, TOP - 26 - i * 16, text, {
        'text-anchor': 'middle',
        'font-size': '11',
        fill: stroke,
        'font-weight': '600',
      }),
    );
  });
  return [...rules, ...names];
}

function notes(
  { panel }: Result,
  { groups, total, means, ungrouped }: Bars,
  at: readonly number[],
  remark: string,
  { lang, spread }: { lang: 'en' | 'zh'; spread: 'box' | 'dots' },
): string[] {
  const zh = lang === 'zh';
  const each = at
    .map((p, i) => `${panel.periods[p]}: ${fixed(means[i]!.units, 4)}, ${fixed(means[i]!.groups, 4)}`)
    .join('; ');
  const isBox = spread === 'box' && groups.some(({ values }) => values.some((one) => one.length >= 5));
  return [
    zh
      ? `括号内为单元数；${isBox ? '箱线为最小值、四分位数与最大值，不足五个单元时以点表示各单元。' : '点为各单元。'}`
      : `In parentheses the number of units. ${isBox ? 'Boxes and whiskers: extremes, quartiles and median; dots for fewer than five units.' : 'Dots: units.'}`,
    zh ? `全部单元均值与各组均值的均值：${each}。` : `Mean of units, and mean of the group means: ${each}.`,
    total > groups.length
      ? zh
        ? `共 ${total} 组，图示末期均值最高的 ${groups.length} 组。`
        : `${groups.length} of ${total} groups are shown, those with the highest last mean.`
      : '',
    ungrouped > 0 ? (zh ? `${ungrouped} 个单元没有分组。` : `${ungrouped} unit(s) belong to no group.`) : '',
    remark,
  ].filter((one) => one !== '');
}

function inWords(
  result: Result,
  options: {
    lang: 'en' | 'zh';
    node?: string | undefined;
    by?: string | undefined;
    periods?: number[] | undefined;
  },
): string {
  const { lang } = options;
  const zh = lang === 'zh';
  const node = nodeOf(result, options.node);
  const { at } = shownPeriods(result, options.periods, lang);
  const { groups } = barsOf(result, node, options.by, at);
  const each = groups
    .map((group) => `${nameOf(group, lang)} ${group.means.map((mean) => fixed(mean, 3)).join(' → ')}`)
    .join(zh ? '、' : ', ');
  const periods = at.map((p) => result.panel.periods[p]).join(' → ');
  return zh
    ? `${node.node.title.zh}，各组均值（${periods}）：${each}。`
    : `${node.node.title.en}, means of the groups (${periods}): ${each}.`;
}
