import * as z from 'zod';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { axis, leftAxis, leftRoom } from './axis.ts';
import { figure, lang, MARGIN, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { remarks } from './legend.ts';
import {
  type ChoiceRows,
  choiceRows,
  orderedSpecifications,
  type Specification,
  shownUnits,
} from './specifications.ts';
import { element, INK, label, line, MUTED, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const PANEL = 150;
const ROW = 15;
const OTHER = '#7fa3c7';
const OWN = '#b2182b';
const BAND = '#fbe9e7';

const options = z.object({
  lang,
  outcome: z.enum(['rank', 'correlation']).default('rank').meta({
    description:
      "rank: of the units; correlation: Spearman's, of each combination's ranking with the study's",
    zh: 'rank：单元名次；correlation：各组合排名与研究排名的斯皮尔曼相关',
  }),
  units: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .meta({
      description:
        'keys of the units to show; default: those of analyses.multiverse.about, or the first-ranked',
      zh: '所示单元的键；默认为 analyses.multiverse.about 或首位单元',
    }),
  width: widthOption(),
});
type Options = z.output<typeof options>;

export const specificationCurve = figure({
  id: 'specification-curve',
  title: { en: 'Specification curve', zh: '规格曲线' },
  about: {
    en: 'What the study would say under every combination of choices, sorted, above the choices that each combination makes; those of the study are marked.',
    zh: '各选择组合下的结果（按大小排列），下方标出每种组合所用的选择，并突出研究自身的组合。',
  },
  options,
  available: (result) => recordsOf(result, 'multiverse-combinations').length > 0,
  alt: describe,
  content(result, asked) {
    const { lang: language, width } = asked;
    const zh = language === 'zh';
    const shown = curvesOf(result, asked);
    const order = sorted(result, shown);
    const rows = choiceRows(result, language);
    const widest = Math.max(
      ...rows.flatMap(({ name, levels }) => [
        textWidth(name, 11) * 1.07,
        ...levels.map(({ text }) => textWidth(text, 10) + 14),
      ]),
    );
    const left = MARGIN + Math.min(widest + 8, width * 0.36);
    const right = width - MARGIN;
    const step = (right - left) / order.length;
    const place = (i: number) => left + (i + 0.5) * step;
    const ownAt = order.findIndex(({ isOwn }) => isOwn);
    const parts: string[] = [];
    let y = 46;
    for (const curve of shown) {
      const drawn = panel(curve, order, { place, left, right, y: y + 18, step });
      parts.push(
        label(MARGIN, y + 6, fitted(curve.title, width - 2 * MARGIN, 12), {
          ...standsFor({ unit: curve.unit }),
          'font-weight': '600',
        }),
        drawn,
      );
      y += 18 + PANEL + 18;
    }
    const top = y;
    const choices = dots(rows, order, { place, left, right, y, step });
    y = choices.bottom;
    const band = rectangle(place(ownAt) - Math.max(2, step / 2), 62, Math.max(4, step), y - 62, {
      fill: BAND,
    });
    const said = remarks([footer(order.length, asked.outcome, zh)], MARGIN, y + 16, width - 2 * MARGIN);
    return {
      title: zh ? `规格曲线，${periodOf(result)}` : `Specification curve, ${periodOf(result)}`,
      height: y + 16 + said.height + 6,
      parts: [
        band,
        line(left, top - 8, right, top - 8, { stroke: '#c4cdd4' }),
        ...parts,
        choices.svg,
        said.svg,
      ],
    };
  },
});

/** One outcome over the combinations. */
interface Curve {
  /** The unit that it is of, if it is of one. */
  unit?: string;
  title: string;
  /** Whether 1 stands at the top. */
  isRank: boolean;
  value(specification: Specification): number;
}

interface Ground {
  place(i: number): number;
  left: number;
  right: number;
  y: number;
  step: number;
}

function curvesOf(result: Result, { outcome, units, lang: language }: Options): Curve[] {
  const zh = language === 'zh';
  if (outcome === 'correlation')
    return [
      {
        title: zh ? '与研究排名的斯皮尔曼相关' : "Spearman's correlation with the ranking of the study",
        isRank: false,
        value: ({ spearman }) => spearman,
      },
    ];
  return shownUnits(result, units).map((unit) => ({
    unit: unit.id,
    title: zh
      ? `${unit.name.zh}的名次（共 ${result.panel.units.length} 个单元）`
      : `Rank of ${unit.name.en} among ${result.panel.units.length} units`,
    isRank: true,
    value: ({ ranks }) => ranks.get(unit.id) ?? Number.NaN,
  }));
}

/** The most favourable first: small ranks, large correlations. */
function sorted(result: Result, curves: readonly Curve[]): Specification[] {
  return orderedSpecifications(
    result,
    curves.map(
      ({ value, isRank }) =>
        (one) =>
          isRank ? value(one) : -value(one),
    ),
  );
}

function panel(
  { isRank, value }: Curve,
  order: readonly Specification[],
  { place, left, right, y, step }: Ground,
): string {
  const values = order.map(value);
  const seen = values.filter((one) => !Number.isNaN(one));
  if (seen.length === 0) return label(left, y + PANEL / 2, '–', { fill: MUTED });
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  const domain: [number, number] = isRank
    ? [Math.max(1, low), Math.max(high, low + 1)]
    : [Math.min(low, 0.99), 1];
  const scale = axis(domain, isRank ? [y + 6, y + PANEL - 6] : [y + PANEL - 6, y + 6], 5);
  // Between two ranks there is nothing to mark.
  const marks = { ...scale, ticks: scale.ticks.filter((tick) => !isRank || Number.isInteger(tick.value)) };
  const own = values[order.findIndex(({ isOwn }) => isOwn)]!;
  const r = Math.max(1.4, Math.min(4, step * 0.42));
  return [
    leftAxis(marks, Math.max(left, leftRoom(marks)), right),
    Number.isNaN(own)
      ? ''
      : line(left, scale.at(own), right, scale.at(own), { stroke: OWN, 'stroke-dasharray': '4 3' }),
    ...order.map((one, i) => {
      const at = values[i]!;
      if (Number.isNaN(at)) return '';
      return one.isOwn ? diamond(place(i), scale.at(at), r + 2.5) : dot(place(i), scale.at(at), r);
    }),
  ].join('');
}

function dot(cx: number, cy: number, r: number): string {
  return element('circle', { cx, cy, r, fill: OTHER });
}

function diamond(x: number, y: number, r: number): string {
  const d = `M${fixedPx(x)} ${fixedPx(y - r)}L${fixedPx(x + r)} ${fixedPx(y)}L${fixedPx(x)} ${fixedPx(y + r)}L${fixedPx(x - r)} ${fixedPx(y)}Z`;
  return element('path', { d, fill: OWN, stroke: '#ffffff', 'stroke-width': '0.75' });
}

function fixedPx(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A row per level of every choice, a mark where a combination uses it. */
function dots(
  rows: readonly ChoiceRows[],
  order: readonly Specification[],
  { place, left, right, y: from, step }: Ground,
): { svg: string; bottom: number } {
  const size = Math.max(1, Math.min(7, step * 0.72));
  const parts: string[] = [];
  let y = from;
  for (const { name, factor, levels } of rows) {
    y += ROW;
    parts.push(
      label(MARGIN, y, fitted(name, left - MARGIN - 4, 11), { 'font-size': '11', 'font-weight': '600' }),
    );
    for (const { level, text, isOwn } of levels) {
      y += ROW;
      parts.push(
        label(MARGIN + 10, y, fitted(text, left - MARGIN - 16, 10), {
          'font-size': '10',
          fill: isOwn ? OWN : INK,
        }),
        isOwn ? diamond(MARGIN + 4, y - 3.5, 3.5) : '',
        line(left, y - 3.5, right, y - 3.5, { stroke: '#eef1f3' }),
        ...order.flatMap((one, i) =>
          one.choices[factor] === level
            ? [
                rectangle(place(i) - size / 2, y - 7, size, 7, {
                  fill: one.isOwn ? OWN : isOwn ? INK : OTHER,
                }),
              ]
            : [],
        ),
      );
    }
    y += 5;
  }
  return { svg: parts.join(''), bottom: y + 4 };
}

function periodOf(result: Result): string {
  return `${recordsOf(result, 'multiverse-combinations')[0]!.period}`;
}

function footer(count: number, outcome: Options['outcome'], zh: boolean): string {
  const ranks = outcome === 'rank';
  return zh
    ? `共 ${count} 种组合，从左到右${ranks ? '由名次最前到最后' : '由最接近到最不同'}；菱形与色带为研究自身的组合，深色为研究所用的选择。`
    : `${count} combinations, ${ranks ? 'the best rank' : 'the closest'} to the left; the diamond and the band mark the study's own, darker marks the choices that it uses.`;
}

function describe(result: Result, asked: Options): string {
  const zh = asked.lang === 'zh';
  const shown = curvesOf(result, asked);
  const order = sorted(result, shown);
  const own = order.find(({ isOwn }) => isOwn)!;
  const said = shown.map(({ title, value, isRank }) => {
    const values = order.map(value).filter((one) => !Number.isNaN(one));
    const text = (one: number) => (isRank ? fixed(one, 0) : fixed(one, 3));
    const [low, high] =
      values.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...values), Math.max(...values)];
    return isRank
      ? zh
        ? `${title}：${text(low)} 至 ${text(high)}，研究为 ${text(value(own))}`
        : `${title}: ${text(low)} to ${text(high)}, ${text(value(own))} in the study`
      : zh
        ? `${title}：${text(low)} 至 ${text(high)}`
        : `${title}: ${text(low)} to ${text(high)}`;
  });
  return zh
    ? `${order.length} 种选择组合下的结果。${said.join('；')}。`
    : `Outcomes under ${order.length} combinations of choices. ${said.join('; ')}.`;
}
