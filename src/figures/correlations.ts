import * as z from 'zod';
import type { Text } from '../core/text.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { diverging, isDark, NO_DATA } from './colours.ts';
import { figure, lang, MARGIN, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { indicatorGroups, indicatorName } from './indicator-groups.ts';
import { hatch, remarks } from './legend.ts';
import { element, INK, label, line, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

/** Where a value is printed in its cell, and no cell is larger than that. */
const READABLE = 25;
const LARGEST = 34;
const TOP = 64;
/** Narrower dimensions have no room for their name. */
const NAMED = 44;

export const correlations = figure({
  id: 'correlations',
  title: { en: 'Correlations of indicators', zh: '指标相关系数' },
  about: {
    en: 'Heat map of the correlations of the normalised indicators, by dimension; redundant pairs are outlined. Values are printed where the cells are large enough.',
    zh: '标准化指标相关系数热力图，按维度排列；冗余的指标对加框，单元格足够大时印出数值。',
  },
  options: z.object({ lang, width: widthOption(760) }),
  available: (result) => recordsOf(result, 'correlations').length > 0,
  alt: describe,
  content(result, { lang: language, width }) {
    const groups = indicatorGroups(result);
    const order = groups.flatMap(({ members }) => members).map((i) => result.plan.indicators[i]!);
    const names = order.map((one) => indicatorName(one, language));
    const widest = Math.max(...names.map((name) => textWidth(name, 10)));
    const left = MARGIN + Math.min(widest + 8, width * (width < 600 ? 0.26 : 0.34));
    const cell = Math.min(LARGEST, (width - left - MARGIN) / order.length);
    const row = Math.max(cell, 13);
    const ids = order.map(({ id }) => id);
    const turned = Math.min(80, Math.max(...ids.map((id) => textWidth(id, 10))) + 4);
    const top = TOP + turned;
    const [right, bottom] = [left + cell * ids.length, top + row * ids.length];
    const known = pairs(result);
    const cells = ids.flatMap((a, i) =>
      ids.map((b, j) => {
        const pair = i === j ? undefined : known.get(key(a, b));
        return square(left + j * cell, top + i * row, cell, row, pair, i === j);
      }),
    );
    const legend = scale(left, bottom + 14, Math.min(160, width - left - MARGIN));
    const said = remarks([footer(language)], MARGIN, bottom + 56, width - 2 * MARGIN);
    return {
      title: language === 'zh' ? '指标相关系数' : 'Correlations of indicators',
      height: bottom + 56 + said.height,
      parts: [
        hatch(),
        ...names.map((name, i) =>
          label(left - 6, top + (i + 0.5) * row + 3.5, fitted(name, left - MARGIN - 6, 10), {
            ...standsFor({ node: ids[i] }),
            'font-size': '10',
            'text-anchor': 'end',
          }),
        ),
        ...ids.map((id, j) =>
          element(
            'g',
            {
              ...standsFor({ node: id }),
              transform: `translate(${left + (j + 0.5) * cell + 3.5},${top - 4}) rotate(-90)`,
            },
            label(0, 0, fitted(id, turned, 10), { 'font-size': Math.min(10, cell).toFixed(1) }),
          ),
        ),
        ...headings(groups, left, cell, language),
        ...cells,
        ...separators(groups, left, top, cell, row, right, bottom),
        legend,
        said.svg,
      ],
    };
  },
});

interface Pair {
  r: number;
  isRedundant: boolean;
}
const key = (a: string, b: string) => JSON.stringify([a, b]);

function pairs(result: Result): Map<string, Pair> {
  return new Map(
    recordsOf(result, 'correlations')
      .filter(({ kind }) => kind === 'indicators')
      .flatMap(({ a, b, r, flag }) => {
        const pair = { r: r as number, isRedundant: flag === 'redundant' };
        return [
          [key(a as string, b as string), pair] as const,
          [key(b as string, a as string), pair] as const,
        ];
      }),
  );
}

function square(
  x: number,
  y: number,
  width: number,
  height: number,
  pair: Pair | undefined,
  isSelf: boolean,
): string {
  if (isSelf) return rectangle(x, y, width, height, { fill: '#c4cdd4', stroke: '#ffffff' });
  const r = pair?.r ?? Number.NaN;
  const fill = Number.isNaN(r) ? NO_DATA : diverging(r);
  const box = rectangle(x, y, width, height, { fill, stroke: '#ffffff', 'stroke-width': '0.5' });
  const frame = pair?.isRedundant
    ? rectangle(x + 0.8, y + 0.8, width - 1.6, height - 1.6, {
        fill: 'none',
        stroke: INK,
        'stroke-width': '1.6',
      })
    : '';
  if (width < READABLE || Number.isNaN(r)) return box + frame;
  const text = label(x + width / 2, y + height / 2 + 3.5, fixed(r, 2), {
    'font-size': '9',
    'text-anchor': 'middle',
    fill: isDark(fill) ? '#ffffff' : INK,
  });
  return box + frame + text;
}

function headings(
  groups: readonly { id: string; title: Text; members: readonly number[] }[],
  left: number,
  cell: number,
  language: 'en' | 'zh',
): string[] {
  let at = 0;
  return groups.map(({ id, title, members }) => {
    const width = members.length * cell;
    const middle = left + at * cell + width / 2;
    at += members.length;
    if (width < NAMED) return '';
    return label(middle, 52, fitted(title[language], width - 6, 11), {
      ...standsFor({ node: id }),
      'font-size': '11',
      'font-weight': '600',
      'text-anchor': 'middle',
    });
  });
}

function separators(
  groups: readonly { members: readonly number[] }[],
  left: number,
  top: number,
  cell: number,
  row: number,
  right: number,
  bottom: number,
): string[] {
  let at = 0;
  return groups.slice(0, -1).flatMap(({ members }) => {
    at += members.length;
    return [
      line(left + at * cell, top, left + at * cell, bottom, { 'stroke-width': '1.4' }),
      line(left, top + at * row, right, top + at * row, { 'stroke-width': '1.4' }),
    ];
  });
}

function scale(x: number, y: number, width: number): string {
  const steps = 41;
  const step = width / steps;
  return [
    ...Array.from({ length: steps }, (_, i) =>
      rectangle(x + i * step, y, step + 0.3, 10, { fill: diverging((2 * i) / (steps - 1) - 1) }),
    ),
    ...[-1, 0, 1].map((value) =>
      label(x + ((value + 1) / 2) * width, y + 22, fixed(value, 0), {
        'font-size': '10',
        'text-anchor': (['start', 'middle', 'end'] as const)[value + 1]!,
      }),
    ),
  ].join('');
}

function footer(language: 'en' | 'zh'): string {
  return language === 'zh'
    ? '标准化指标（数值越大越好），合并全部时期；黑线分隔维度，黑框为冗余指标对，斜线为无法计算。'
    : 'Normalised indicators (larger is better), all periods pooled; black lines part dimensions, framed pairs are redundant, hatched ones have no correlation.';
}

function describe(result: Result, { lang: language }: { lang: 'en' | 'zh' }): string {
  const found = recordsOf(result, 'correlations')
    .filter(({ kind, r }) => kind === 'indicators' && !Number.isNaN(r))
    .sort((a, b) => Math.abs(b.r as number) - Math.abs(a.r as number));
  const count = result.plan.indicators.length;
  const [first] = found;
  if (!first)
    return language === 'zh'
      ? `${count} 项指标之间没有可计算的相关系数。`
      : `No correlation can be computed among ${count} indicators.`;
  const r = fixed(first.r as number, 2);
  return language === 'zh'
    ? `${count} 项指标两两之间的相关系数；最强的是 ${first.a} 与 ${first.b}（${r}）。`
    : `Correlations among ${count} indicators; the strongest is of ${first.a} and ${first.b} (${r}).`;
}
