import { max, min } from 'd3-array';
import { curveLinear, curveStepBefore, line as path } from 'd3-shape';
import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { type Axis, axis, leftAxis, leftRoom, smallPrint } from './axis.ts';
import {
  figure,
  lang,
  MARGIN,
  nodeOf,
  nodeOption,
  periodIndex,
  periodOption,
  widthOption,
} from './figure.ts';
import { fixed } from './format.ts';
import { groupName, hasOpportunity, type Panel, panelsOf, settingsOf } from './opportunity-panels.ts';
import { element, label, line, MUTED, standsFor } from './svg.ts';
import { fitted, wrapped } from './text-width.ts';

const CURVE = '#225ea8';
const EARLIER = '#8a6d1f';
/** Room above a panel for a line of its name and its equity index, and below for the shares. */
const HEAD = 36;
const LINE = 13;
const FOOT = 22;
const GAP = 18;

export const opportunity = figure({
  id: 'opportunity',
  title: { en: 'Opportunity curves', zh: '机会曲线' },
  about: {
    en: 'The mean score of the lowest share of units against that share, a panel per group or per period with one scale, the mean of all as a dashed line and the equity index in numbers. Needs the analysis opportunity.',
    zh: '最低份额单元的平均得分随份额的变化，按组或按时期分图、共用比例，虚线为总体均值，并标注公平指数。需要 opportunity 分析。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    panels: z.enum(['group', 'period']).default('group').meta({
      description: 'group: a panel per group in one period; period: a panel per period of one group',
      zh: 'group：某期各组分图；period：某组各期分图',
    }),
    period: periodOption,
    from: z.number().int().optional().meta({
      description: 'earlier period whose curves are drawn behind, with panels=group',
      zh: '作为背景的较早时期（panels=group 时）',
    }),
    by: z.coerce.string().optional().meta({
      description: 'attribute column of the groups; default: the first of the analysis',
      zh: '分组属性列，默认为分析的第一列',
    }),
    group: z.coerce.string().optional().meta({
      description: 'group to show with panels=period; default: all units together',
      zh: 'panels=period 时显示的组，默认全部单元',
    }),
    width: widthOption(),
  }),
  available: hasOpportunity,
  alt(result, options) {
    const { title, panels } = request(result, options);
    const zh = options.lang === 'zh';
    const each = panels.map(
      (panel) =>
        `${panel.name} ${fixed(panel.equity, 3)}${zh ? `（均值 ${fixed(panel.mean, 4)}，指数 ${fixed(panel.index, 4)}）` : ` (mean ${fixed(panel.mean, 4)}, index ${fixed(panel.index, 4)})`}`,
    );
    if (each.length === 0)
      return zh ? `${title}：没有机会指数。` : `${title}: there is no opportunity index.`;
    return zh ? `${title}。公平指数：${each.join('；')}。` : `${title}. Equity index: ${each.join('; ')}.`;
  },
  content(result, options) {
    const { title, panels, earlier, at, from } = request(result, options);
    const zh = options.lang === 'zh';
    const inner = options.width - 2 * MARGIN;
    // A long title may be cut; what the panels are of then still stands here.
    const place = zh ? `${at}。` : `${at}. `;
    const settings = settingsOf(result, options.lang);
    const intro = smallPrint(
      wrapped(
        zh
          ? `${place}横轴：按${settings.order}由低到高累计的单元份额；纵轴：其平均得分。`
          : `${place}Across: share of units, lowest ${settings.order} first. Up: their mean score.`,
        inner,
        10,
      ),
      MARGIN,
      44,
    );
    const heights = [...panels, ...earlier.values()].flatMap((panel) => [
      ...panel.points.map(([, y]) => y),
      panel.mean,
    ]);
    const low = Math.min(0, min(heights) ?? 0);
    const high = Math.max(low, max(heights) ?? low);
    const room = leftRoom(axis([low, high], [1, 0], 4));
    const columns = columnsOf(panels.length, inner - room);
    const width = (inner - room - (columns - 1) * GAP) / columns;
    const plot = Math.max(84, Math.min(230, width * 0.72));
    const top = 44 + intro.height;
    const names = panels.map(({ name }) => twoLines(name, width));
    const head = HEAD + (names.some((lines) => lines.length > 1) ? LINE : 0);
    const drawn = panels.map((panel, i) => {
      const left = MARGIN + room + (i % columns) * (width + GAP);
      const y = axis([low, high === low ? low + 1 : high], [plot, 0], 4);
      const x = axis([0, 1], [0, width], 2);
      return element(
        'g',
        {
          ...(options.panels === 'period' ? standsFor({ period: panel.period }) : {}),
          transform: `translate(${Math.round(left)},${top + head + Math.floor(i / columns) * (plot + head + FOOT)})`,
        },
        panelSvg(
          panel,
          names[i]!,
          earlier.get(panel.group),
          x,
          y,
          width,
          i % columns === 0,
          settings.integral,
        ),
      );
    });
    const bottom = top + Math.ceil(panels.length / columns) * (plot + head + FOOT);
    const print = smallPrint(
      [
        ...(from === undefined ? [] : wrapped(zh ? `点线：${from} 年。` : `Dotted: ${from}.`, inner, 10)),
        ...wrapped(settings.text, inner, 10),
      ],
      MARGIN,
      bottom + (panels.length === 0 ? 30 : 14),
    );
    return {
      title,
      height: bottom + (panels.length === 0 ? 30 : 14) + print.height,
      parts: [
        intro.svg,
        ...drawn,
        panels.length === 0
          ? label(options.width / 2, bottom + 4, zh ? '无机会指数' : 'no opportunity index', {
              'text-anchor': 'middle',
              fill: MUTED,
            })
          : '',
        print.svg,
      ],
    };
  },
});

interface Options {
  lang: 'en' | 'zh';
  node?: string | undefined;
  panels: 'group' | 'period';
  period?: number | undefined;
  from?: number | undefined;
  by?: string | undefined;
  group?: string | undefined;
}

/** What was asked for: the panels, and behind them the same groups in an earlier period. */
function request(result: Result, options: Options) {
  const { node } = nodeOf(result, options.node);
  const zh = options.lang === 'zh';
  const all = panelsOf(result, node.id, options);
  if (options.panels === 'period') {
    const name = groupName(options.group ?? '*', options.lang);
    return {
      title: zh ? `${node.title.zh}：机会曲线，${name}` : `${node.title.en}: opportunity, ${name}`,
      at: name,
      panels: all,
      earlier: new Map<string, Panel>(),
    };
  }
  const { periods } = result.panel;
  const period = periods[periodIndex(result, options.period)]!;
  const from = options.from === undefined ? undefined : periods[periodIndex(result, options.from)]!;
  return {
    title: zh ? `${node.title.zh}：机会曲线，${period}` : `${node.title.en}: opportunity, ${period}`,
    panels: all.filter((panel) => panel.period === period),
    at: `${period}`,
    earlier: new Map(all.filter((panel) => panel.period === from).map((panel) => [panel.group, panel])),
    from,
  };
}

/** As many columns as leave panels wide enough to read, and no more than make rows alike. */
function columnsOf(count: number, width: number): number {
  if (count === 0) return 1;
  const most = Math.max(1, Math.min(count, Math.floor((width + GAP) / (118 + GAP)), 6));
  const comfortable = Math.max(1, Math.min(most, Math.ceil(Math.sqrt(count * 1.6))));
  return Math.max(1, Math.ceil(count / Math.ceil(count / comfortable)));
}

/** A name in one line, or two the second of which may be cut. */
function twoLines(name: string, width: number): string[] {
  const [first = ''] = wrapped(name, width, 11.8);
  const rest = name.trim().slice(first.length).trim();
  return [first, rest].filter((text) => text !== '').map((text) => fitted(text, width, 11.8));
}

function panelSvg(
  panel: Panel,
  name: readonly string[],
  earlier: Panel | undefined,
  x: Axis,
  y: Axis,
  width: number,
  isFirst: boolean,
  integral: string,
): string {
  const base = y.at(y.domain[0]);
  return [
    ...name.map((text, i) =>
      label(0, -22 - LINE * (name.length - 1 - i), text, { 'font-size': '11', 'font-weight': '600' }),
    ),
    label(0, -8, fitted(equityText(panel), width, 10), { 'font-size': '10' }),
    leftAxis(y, 0, width, isFirst),
    line(0, base, width, base),
    ...x.ticks.map(({ value, text }, i) =>
      label(x.at(value), base + 14, text, {
        'font-size': '10',
        fill: MUTED,
        'text-anchor': i === 0 ? 'start' : i === x.ticks.length - 1 ? 'end' : 'middle',
      }),
    ),
    line(0, y.at(panel.mean), width, y.at(panel.mean), { stroke: '#22303c', 'stroke-dasharray': '6 3' }),
    earlier ? curve(earlier, x, y, integral, { stroke: EARLIER, 'stroke-dasharray': '1.5 2.5' }) : '',
    curve(panel, x, y, integral, { stroke: CURVE }),
    ...(panel.points.length > 40
      ? []
      : panel.points.map(([share, mean]) =>
          element('circle', { cx: x.at(share), cy: y.at(mean), r: 2, fill: CURVE }),
        )),
  ].join('');
}

function equityText({ equity, low, high }: Panel): string {
  const band = Number.isNaN(low) ? '' : ` (${fixed(low, 2)} – ${fixed(high, 2)})`;
  return `φ = ${fixed(equity, 3)}${band}`;
}

/** The curve as the chosen integral takes it: level steps, straight lines, or the exact course between the points. */
function curve({ points }: Panel, x: Axis, y: Axis, integral: string, look: Record<string, string>): string {
  const from: [number, number] = [0, points[0]![1]];
  const through = integral === 'exact' ? exactCourse([from, ...points]) : [from, ...points];
  const draw = path<[number, number]>(
    ([share]) => x.at(share),
    ([, mean]) => y.at(mean),
  )
    .curve(integral === 'step' ? curveStepBefore : curveLinear)
    .digits(1);
  return element('path', { d: draw(through)!, fill: 'none', 'stroke-width': '1.6', ...look });
}

/** Between two points the total, not the mean, grows evenly: places between follow from both ends. */
function exactCourse(points: readonly [number, number][]): [number, number][] {
  return points.flatMap(([share, mean], k): [number, number][] => {
    if (k === 0) return [[share, mean]];
    const [before, meanBefore] = points[k - 1]!;
    const pieces = Math.max(1, Math.ceil((share - before) * 60));
    return Array.from({ length: pieces }, (_, i) => {
      const part = (i + 1) / pieces;
      const at = before + (share - before) * part;
      const total = before * meanBefore + (share * mean - before * meanBefore) * part;
      return [at, at === 0 ? mean : total / at];
    });
  });
}
