import * as z from 'zod';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { inputName, outputName } from '../study/sensitivity/describe.ts';
import { type Axis, axis, bottomAxis, GRID, ticksFor } from './axis.ts';
import { figure, lang, MARGIN, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { remarks, swatches } from './legend.ts';
import { INK, label, line, MUTED, meant, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

type Lang = 'en' | 'zh';
interface Bar {
  /** The indicator whose weight it is, if it is one. */
  node: string | undefined;
  name: string;
  first: Estimate;
  total: Estimate;
}
interface Estimate {
  value: number;
  low: number;
  high: number;
}
interface Panel {
  /** The unit whose outcome it is, if it is of one. */
  unit: string | undefined;
  title: string;
  bars: readonly Bar[];
}

const FIRST = '#a6bddb';
const TOTAL = '#3690c0';
const ROW = 26;
/** Room for the title of a panel above its bars, and for its axis below. */
const HEAD = 24;
const FOOT = 34;
const GAP = 20;
/** Least width of the bars of a panel. */
const NARROWEST = 170;

export const sensitivity = figure({
  id: 'sensitivity',
  title: { en: 'What drives the uncertainty', zh: '不确定性的来源' },
  about: {
    en: "Paired bars with their intervals: for each output, the first and total Sobol' index of every choice that varies.",
    zh: "带区间的成对条形：各输出对每项可变选择的一阶与总 Sobol' 指数。",
  },
  options: z.object({
    lang,
    width: widthOption(),
    inputs: z.number().int().min(1).max(200).default(12).meta({
      description: 'most inputs a panel shows, largest first',
      zh: '每幅最多显示的输入数，由大到小',
    }),
  }),
  available: (result) => recordsOf(result, 'sensitivity').length > 0,
  alt: describe,
  content(result, { lang: language, width, inputs }) {
    const zh = language === 'zh';
    const panels = panelsOf(result, language, inputs);
    const full = width - 2 * MARGIN;
    const widest = Math.max(...panels.flatMap(({ bars }) => bars.map(({ name }) => textWidth(name, 11))));
    const name = Math.min(widest + 8, full * 0.42, 190);
    const columns = Math.max(
      1,
      Math.min(3, panels.length, Math.floor((full + GAP) / (name + NARROWEST + GAP))),
    );
    const each = (full - (columns - 1) * GAP) / columns;
    const scale = scaleOf(panels, each - name);
    const legend = swatches(
      [
        { fill: FIRST, text: zh ? '一阶（单独）' : 'first order (alone)' },
        { fill: TOTAL, text: zh ? '总效应（含交互）' : 'total order (with interactions)' },
      ],
      MARGIN,
      54,
      full,
    );
    const parts = [legend.svg];
    let y = 54 + legend.height + 18;
    for (let from = 0; from < panels.length; from += columns) {
      const row = panels.slice(from, from + columns);
      row.forEach((panel, i) => {
        parts.push(panelAt(panel, MARGIN + i * (each + GAP), y, { name, each, scale }));
      });
      y += HEAD + Math.max(...row.map(({ bars }) => bars.length)) * ROW + FOOT;
    }
    const said = remarks(footer(result, inputs, language), MARGIN, y + 4, full);
    return {
      title: zh ? '不确定性的来源' : 'What drives the uncertainty',
      height: y + 4 + said.height + 4,
      parts: [...parts, said.svg],
    };
  },
});

function scaleOf(panels: readonly Panel[], room: number): Axis {
  const ends = panels
    .flatMap(({ bars }) => bars.flatMap(({ first, total }) => [first, total]))
    .flatMap(({ value, low, high }) => [value, low, high])
    .filter((end) => !Number.isNaN(end));
  const domain = [Math.min(0, ...ends), Math.max(1, ...ends)] as const;
  return axis(domain, [0, room - 8], ticksFor(room, 3));
}

function panelAt(
  { unit, title, bars }: Panel,
  x: number,
  top: number,
  { name, each, scale }: { name: number; each: number; scale: Axis },
): string {
  const left = x + name;
  const y = top + HEAD;
  const moved: Axis = { ...scale, at: (value) => left + scale.at(value) };
  const bottom = y + bars.length * ROW;
  const zero = moved.at(0);
  const bar = ({ value, low, high }: Estimate, at: number, fill: string) => {
    if (Number.isNaN(value)) return '';
    const [from, to] = value < 0 ? [moved.at(value), zero] : [zero, moved.at(value)];
    const whisker = Number.isNaN(low)
      ? ''
      : line(moved.at(low), at + 4, moved.at(high), at + 4, { 'stroke-width': '1.2' }) +
        [low, high]
          .map((end) => line(moved.at(end), at + 1.5, moved.at(end), at + 6.5, { 'stroke-width': '1.2' }))
          .join('');
    return rectangle(from, at, to - from, 8, { fill, stroke: INK, 'stroke-width': '0.4' }) + whisker;
  };
  return [
    label(x, top + 12, fitted(title, each, 12), { ...standsFor({ unit }), 'font-weight': '600' }),
    ...moved.ticks.map(({ value }) => line(moved.at(value), y, moved.at(value), bottom, { stroke: GRID })),
    ...bars.map((one, i) => {
      const at = y + i * ROW;
      return meant(
        { node: one.node },
        label(x, at + 16, fitted(one.name, name - 6, 11), { 'font-size': '11' }),
        bar(one.first, at + 4, FIRST),
        bar(one.total, at + 14, TOTAL),
        Number.isNaN(one.total.value)
          ? label(left + 4, at + 16, '–', { 'font-size': '11', fill: MUTED })
          : '',
      );
    }),
    bottomAxis(moved, bottom),
  ].join('');
}

/** A panel per output, inputs in the order of the table; of more than `most` the largest, largest first. */
function panelsOf(result: Result, language: Lang, most: number): Panel[] {
  const panels = new Map<string, Panel & { bars: Bar[] }>();
  for (const row of recordsOf(result, 'sensitivity')) {
    const text = (column: string) => `${row[column]}`;
    const estimate = (order: string): Estimate => {
      const [value, low, high] = ['order', 'low', 'high'].map((end) => row[`${order}_${end}`] as number);
      return { value: value!, low: low!, high: high! };
    };
    const output = text('output');
    const title = outputName(result, { output, measure: text('measure'), unit: text('unit') })[language];
    const panel = panels.get(output) ?? { unit: text('unit') || undefined, title, bars: [] };
    panels.set(output, panel);
    panel.bars.push({
      node: text('indicator') || undefined,
      name: inputName(result, text('input'), text('indicator'))[language],
      first: estimate('first'),
      total: estimate('total'),
    });
  }
  const size = ({ total }: Bar) => (Number.isNaN(total.value) ? Number.NEGATIVE_INFINITY : total.value);
  return [...panels.values()].map(({ bars, ...panel }) => ({
    ...panel,
    bars: bars.length > most ? [...bars].sort((a, b) => size(b) - size(a) || 0).slice(0, most) : bars,
  }));
}

function footer(result: Result, most: number, language: Lang): string[] {
  const asked = result.plan.analyses.sensitivity;
  const level = asked ? fixed(100 * asked.options.level, 0) : '';
  const node = result.nodes.find((one) => one.node.id === asked?.options.node)?.node.title[language];
  const zh = language === 'zh';
  const hidden = (asked?.inputs.length ?? 0) - most;
  return [
    ...(asked
      ? [
          zh
            ? `${node}，${asked.options.period} 年；样本 ${asked.options.samples} 行；细线为 ${level}% 自助法区间。`
            : `${node}, ${asked.options.period}; ${asked.options.samples} rows; thin lines are ${level} % bootstrap intervals.`,
        ]
      : []),
    zh
      ? '指数为该选择所解释的方差比重，略低于 0 视为 0；– 为该输出不变。'
      : 'An index is the share of the variance; slightly below 0 means 0; – where the output does not vary.',
    ...(hidden > 0
      ? [
          zh
            ? `每幅另有 ${hidden} 个较小的输入未显示。`
            : `${hidden} smaller inputs of each panel are not shown.`,
        ]
      : []),
  ];
}

function describe(result: Result, { lang: language }: { lang: Lang }): string {
  const panels = panelsOf(result, language, 1);
  const said = panels.map(({ title, bars }) => {
    const { name, total } = bars[0]!;
    return Number.isNaN(total.value)
      ? `${title} –`
      : language === 'zh'
        ? `${title}：${name}（${fixed(total.value, 2)}）`
        : `${title}: ${name} (${fixed(total.value, 2)})`;
  });
  return language === 'zh'
    ? `各输出总效应最大的选择：${said.join('；')}。`
    : `The choice with the largest total index for each output: ${said.join('; ')}.`;
}
