import { max } from 'd3-array';
import * as z from 'zod';
import type { NodeResult, Result } from '../study/result.ts';
import { rankText } from '../study/uncertainty/rank-intervals.ts';
import { groupLine } from './colours.ts';
import { figure, lang, MARGIN, nodeOf, nodeOption, widthOption } from './figure.ts';
import { groupingOf } from './grouping.ts';
import { spread } from './label-places.ts';
import { remarks } from './legend.ts';
import { type Lines, linesOf, type RankLine } from './rank-lines.ts';
import { bracketNote } from './rank-table.ts';
import { element, label, line, MUTED, meant, px, standsFor } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const ROW = 14;
const TOP = 76;
const GAINED = '#1a7f4b';
const LOST = '#b0413e';
const PLAIN = '#9aa5af';

export const bump = figure({
  id: 'bump',
  title: { en: 'Ranks over time', zh: '名次变化' },
  about: {
    en: 'The rank of each unit in every period as a line, with names at both ends; intervals of the ranks stand in brackets, and as bands behind the lines that stand out, where the study has an uncertainty analysis. Of more than 60 units: the first of the last period, and those beyond that gained or lost the most places.',
    zh: '各单元历期名次的折线，两端标名；有不确定性分析时括号内为名次区间，突出的折线另有区间带。单元多于 60 个时，显示末期前若干名，以及其余单元中升降最多者。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    top: z.number().int().min(1).optional().meta({
      description: 'units by their last rank; default: all up to 60, otherwise 30',
      zh: '按末期名次显示的单元数；默认不超过 60 个时全部显示，否则 30',
    }),
    movers: z.number().int().min(0).default(5).meta({
      description: 'units beyond those of top, with the largest gain and with the largest loss',
      zh: '此外升、降最多的单元数（各）',
    }),
    units: z
      .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
      .optional()
      .meta({ description: 'ids of units, with commas, instead of top', zh: '指定单元标识，以逗号分隔' }),
    by: z.string().optional().meta({
      description: 'attribute column of units.groups to colour by; default: the largest movers stand out',
      zh: '按哪一分组属性着色；默认突出升降最多的单元',
    }),
    width: widthOption(760),
  }),
  available: ({ panel }) => panel.periods.length > 1,
  alt: (result, options) => inWords(result, nodeOf(result, options.node), options.lang),
  content(result, options) {
    const node = nodeOf(result, options.node);
    const lines = linesOf(result, node, options);
    const scale = scaleOf(result, lines, options.width, options.lang);
    const style = styleOf(result, lines, options.by);
    const drawn = [...lines.shown].sort((a, b) => style(a).order - style(b).order);
    const y = scale.bottom + 26;
    const legend = legendOf(result, lines, options.by, y, options.width, options.lang);
    const caption = remarks(
      notes(result, lines, options),
      MARGIN,
      y + legend.height + 12,
      options.width - 2 * MARGIN,
    );
    return {
      title: `${node.node.title[options.lang]}${options.lang === 'zh' ? '：名次变化' : ', ranks over time'}`,
      height: y + legend.height + 12 + caption.height,
      parts: [
        ...axis(result, lines, scale),
        ...drawn
          .filter((one) => style(one).mark !== '')
          .map((one) => band(one, scale, lines.worst, style(one))),
        ...drawn.map((one) => curve(result, one, scale, style(one))),
        ...ends(result, lines, scale, style, 'left', options.lang),
        ...ends(result, lines, scale, style, 'right', options.lang),
        legend.svg,
        caption.svg,
      ],
    };
  },
});

interface Scale {
  x(p: number): number;
  y(rank: number): number;
  left: number;
  right: number;
  bottom: number;
  /** Width of the column of names on each side. */
  names: number;
}

/** Ranks up to the number of the top ones are a row apart; the rest share what remains. */
function scaleOf({ panel }: Result, { shown, top, worst }: Lines, width: number, lang: 'en' | 'zh'): Scale {
  const longest = Math.max(max(shown, ({ unit }) => textWidth(panel.units[unit]!.name[lang], 10)) ?? 0, 30);
  const last = panel.periods.length - 1;
  const isWhole = shown.every(({ ranks }) => !Number.isNaN(ranks[0]!) && !Number.isNaN(ranks[last]!));
  const year = isWhole ? 0 : textWidth(` (${panel.periods[last]})`, 10);
  const place = Math.max(
    ...shown.flatMap((one) => one.ranks.map((_, p) => textWidth(placeText(one, p), 10))),
  );
  const names = Math.min(longest + 16 + place + year, (width - 2 * MARGIN) * (width < 600 ? 0.36 : 0.33));
  const left = MARGIN + names + 14;
  const right = width - MARGIN - names - 14;
  const beyond = Math.max(0, worst - top);
  const rows = beyond === 0 ? 0 : Math.min(beyond, Math.max(4, shown.length - top + 4));
  return {
    left,
    right,
    names,
    x: (p) => left + ((right - left) * p) / last,
    y: (rank) =>
      TOP + (rank <= top ? rank - 1 : top - 1 + (beyond === 0 ? 0 : ((rank - top) * rows) / beyond)) * ROW,
    bottom: TOP + Math.max(top - 1 + rows, shown.length - 1) * ROW,
  };
}

function axis({ panel }: Result, { top, worst }: Lines, { x, y, left, right, bottom }: Scale): string[] {
  const last = panel.periods.length - 1;
  const room = (right - left) / last;
  const every = Math.max(1, Math.ceil((textWidth(`${panel.periods[last]}`, 11) + 8) / room));
  const periods = panel.periods.flatMap((period, p) => [
    line(x(p), TOP - 10, x(p), bottom + 6, { stroke: '#e1e6ea' }),
    p === last || (p % every === 0 && last - p >= every)
      ? label(x(p), TOP - 18, `${period}`, {
          ...standsFor({ period }),
          'text-anchor': 'middle',
          'font-size': '11',
          'font-weight': '600',
        })
      : '',
  ]);
  if (worst <= top) return periods;
  const limit = y(top) + (y(top + 1) - y(top)) / 2;
  return [...periods, line(left - 6, limit, right + 6, limit, { stroke: MUTED, 'stroke-dasharray': '3 3' })];
}

interface Style {
  stroke: string;
  'stroke-dasharray'?: string;
  'stroke-width': string;
  /** Later ones are drawn above. */
  order: number;
  mark: string;
}

function styleOf(result: Result, { gained, lost }: Lines, by: string | undefined): (one: RankLine) => Style {
  const { of } = groupingOf(result, by);
  return ({ unit }) => {
    const mark = gained.includes(unit) ? '▲' : lost.includes(unit) ? '▼' : '';
    if (by !== undefined && by !== 'none') {
      const group = of[unit];
      const own = group === undefined ? { stroke: PLAIN } : groupLine(group);
      return { ...own, 'stroke-width': '1.8', order: 1, mark };
    }
    if (mark === '▲') return { stroke: GAINED, 'stroke-width': '2.4', order: 2, mark };
    if (mark === '▼') return { stroke: LOST, 'stroke-width': '2.4', order: 2, mark };
    return { stroke: PLAIN, 'stroke-width': '1.2', order: 0, mark };
  };
}

/** The rank of a line in a period, with its interval where there is one. */
function placeText({ ranks, intervals }: RankLine, p: number): string {
  return rankText(ranks[p]!, intervals[p]);
}

/** The interval of a rank over time, as a light band behind the line; broken where there is none. */
function band({ ranks, intervals }: RankLine, { x, y }: Scale, worst: number, { stroke }: Style): string {
  const runs: number[][] = [[]];
  ranks.forEach((rank, p) => {
    const low = intervals[p]?.low;
    if (Number.isNaN(rank) || low === undefined || Number.isNaN(low)) runs.push([]);
    else runs[runs.length - 1]!.push(p);
  });
  const d = runs
    .filter((run) => run.length > 1)
    .map((run) => {
      const edge = (p: number, rank: number) => `${px(x(p))},${px(y(Math.min(rank, worst)))}`;
      const upper = run.map((p) => edge(p, intervals[p]!.low));
      const lower = [...run].reverse().map((p) => edge(p, intervals[p]!.high));
      return `M${[...upper, ...lower].join('L')}Z`;
    })
    .join('');
  return d === ''
    ? ''
    : element('path', { class: 'interval', d, fill: stroke, 'fill-opacity': '0.1', stroke: 'none' });
}

/** The line of a unit, broken where it has no rank. */
function curve(
  { panel }: Result,
  { unit, ranks }: RankLine,
  { x, y }: Scale,
  { order: _, mark: __, ...style }: Style,
): string {
  let d = '';
  ranks.forEach((rank, p) => {
    if (Number.isNaN(rank)) return;
    const isOpen = p > 0 && !Number.isNaN(ranks[p - 1]!);
    d += `${isOpen ? 'L' : 'M'}${px(x(p))},${px(y(rank))}`;
  });
  const dots = ranks.map((rank, p) =>
    Number.isNaN(rank)
      ? ''
      : element('circle', {
          cx: x(p),
          cy: y(rank),
          r: ranks.length > 8 ? 1.6 : 2.4,
          fill: style.stroke,
          stroke: 'none',
        }),
  );
  const path = element('path', { d, fill: 'none', 'stroke-linejoin': 'round', ...style });
  return element('g', { class: 'unit', ...standsFor({ unit: panel.units[unit]!.id }) }, path, ...dots);
}

/** Names and ranks at one side, moved apart where they would touch and tied to their points by a thin line. */
function ends(
  { panel }: Result,
  { shown }: Lines,
  { x, y, names, left, right, bottom }: Scale,
  style: (one: RankLine) => Style,
  side: 'left' | 'right',
  lang: 'en' | 'zh',
): string[] {
  const isLeft = side === 'left';
  const outer = isLeft ? 0 : panel.periods.length - 1;
  const labelled = shown.map((one) => {
    const at = one.ranks.map((_, p) => p).filter((p) => !Number.isNaN(one.ranks[p]!));
    const p = isLeft ? at[0]! : at[at.length - 1]!;
    return { one, p, rank: one.ranks[p]! };
  });
  const places = spread(
    labelled.map(({ rank }) => y(rank)),
    ROW - 1,
    TOP,
    bottom,
  );
  return labelled.map(({ one, p, rank }, i) => {
    const { stroke, mark } = style(one);
    const at = places[i]!;
    const year = p === outer ? '' : ` (${panel.periods[p]})`;
    const number = mark === '' || isLeft ? placeText(one, p) : `${placeText(one, p)}${mark}`;
    const room = names - textWidth(`${number}${year}`, 10) - 8;
    const name = fitted(panel.units[one.unit]!.name[lang], room, 10);
    const text = isLeft ? `${name}${year} ${number}` : `${number} ${name}${year}`;
    const edge = isLeft ? left : right;
    const out = isLeft ? -1 : 1;
    const fill = stroke === PLAIN ? undefined : stroke;
    return meant(
      { unit: panel.units[one.unit]!.id },
      p === outer
        ? line(edge + out * 3, y(rank), edge + out * 11, at, { stroke, 'stroke-width': '0.6' })
        : line(x(p), y(rank), edge + out * 11, at, {
            stroke,
            'stroke-width': '0.5',
            'stroke-dasharray': '1 3',
          }),
      label(edge + out * 14, at + 3.5, text, {
        'font-size': '10',
        'text-anchor': isLeft ? 'end' : 'start',
        ...(mark === '' ? {} : { 'font-weight': '600', fill }),
      }),
    );
  });
}

/** Line samples of the groups, or of what stands out. */
function legendOf(
  result: Result,
  { gained, lost }: Lines,
  by: string | undefined,
  y: number,
  width: number,
  lang: 'en' | 'zh',
): { svg: string; height: number } {
  const zh = lang === 'zh';
  const samples =
    by !== undefined && by !== 'none'
      ? groupingOf(result, by).groups.map(({ group }, g) => ({ text: group, style: groupLine(g) }))
      : [
          { of: gained, text: zh ? '▲ 上升最多' : '▲ largest gains', style: { stroke: GAINED } },
          { of: lost, text: zh ? '▼ 下降最多' : '▼ largest losses', style: { stroke: LOST } },
        ].filter(({ of }) => of.length > 0);
  let left = MARGIN;
  let top = y;
  const parts = samples.map(({ text, style }) => {
    const needed = 30 + textWidth(text, 11) + 18;
    if (left > MARGIN && left + needed - 18 > width - MARGIN) {
      left = MARGIN;
      top += 18;
    }
    const at = left;
    left += needed;
    return (
      line(at, top - 4, at + 24, top - 4, { ...style, 'stroke-width': '2.4' }) +
      label(at + 30, top, fitted(text, width - 2 * MARGIN - 30, 11), { 'font-size': '11' })
    );
  });
  return { svg: parts.join(''), height: top - y + 6 };
}

function notes(
  result: Result,
  { shown, top, worst, chosen, unranked }: Lines,
  { lang }: { lang: 'en' | 'zh' },
): string[] {
  const { panel } = result;
  const zh = lang === 'zh';
  const lines: string[] = [];
  const brackets = bracketNote(result, lang);
  if (brackets !== '')
    lines.push(
      brackets + (zh ? '着色折线的浅色带亦为该区间。' : ' It is also the light band of the coloured lines.'),
    );
  if (chosen !== '') {
    lines.push(
      zh
        ? `共 ${panel.units.length} 个单元，图示 ${shown.length} 个：${chosen}。名次按全部单元计。`
        : `${shown.length} of ${panel.units.length} units are shown: ${chosen}. Ranks are those among all units.`,
    );
  }
  if (worst > top)
    lines.push(
      zh
        ? `虚线以下（第 ${top} 名之后）纵轴压缩。`
        : `Below the dashed line, after rank ${top}, the axis is compressed.`,
    );
  if (unranked > 0)
    lines.push(
      zh
        ? `${unranked} 个单元各期均无得分，未绘出。`
        : `${unranked} unit(s) without any score are not drawn.`,
    );
  if (shown.some(({ ranks }) => ranks.some(Number.isNaN)))
    lines.push(
      zh
        ? '折线中断处为无得分的时期；括号内为首个或最后有得分的时期。'
        : 'Lines break where there is no score; a period in parentheses is the first or last with one.',
    );
  return lines;
}

function inWords(result: Result, node: NodeResult, lang: 'en' | 'zh'): string {
  const { panel } = result;
  const zh = lang === 'zh';
  const { gained, lost, shown } = linesOf(result, node, { lang, movers: 0, top: panel.units.length });
  const lineOf = new Map(shown.map((one) => [one.unit, one]));
  const named = (units: readonly number[]) =>
    units
      .map((unit) => {
        const one = lineOf.get(unit)!;
        const seen = one.ranks.map((_, p) => p).filter((p) => !Number.isNaN(one.ranks[p]!));
        return `${panel.units[unit]!.name[lang]} ${placeText(one, seen[0]!)} → ${placeText(one, seen[seen.length - 1]!)}`;
      })
      .join(zh ? '、' : ', ');
  const [from, to] = [panel.periods[0], panel.periods[panel.periods.length - 1]];
  const parts = [
    gained.length > 0 ? (zh ? `上升最多：${named(gained)}` : `largest gains: ${named(gained)}`) : '',
    lost.length > 0 ? (zh ? `下降最多：${named(lost)}` : `largest losses: ${named(lost)}`) : '',
  ].filter((one) => one !== '');
  const rest = parts.length > 0 ? parts.join(zh ? '；' : '; ') : zh ? '名次不变' : 'no rank changed';
  return zh
    ? `${node.node.title.zh}，${from}–${to} 年 ${shown.length} 个单元的名次；${rest}。`
    : `${node.node.title.en}, ranks of ${shown.length} unit(s) from ${from} to ${to}; ${rest}.`;
}
