import { max, ticks } from 'd3-array';
import * as z from 'zod';
import type { Cell } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { figure, lang, MARGIN, nodeOf, nodeOption, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { element, INK, label, line, MUTED, px, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth, wrapped } from './text-width.ts';
import { fillOf, strokeOf } from './trend-legend.ts';
import { colourOf, decimalsOf, markerAt } from './trend-marks.ts';

const GAP = 22;
const LEFT = 38;
const TOP = 46;
const HEAD = 20;
const FOOT = 22;

export const inequality = figure({
  id: 'inequality',
  title: { en: 'Inequality over time', zh: '差异演变' },
  about: {
    en: "Gini coefficient, Theil's index in its parts between and within groups, and coefficient of variation of the scores in every period. Needs the analysis inequality.",
    zh: '各期得分的基尼系数、泰尔指数（组间与组内）与变异系数。需要 inequality 分析。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    by: z
      .string()
      .optional()
      .meta({ description: 'grouping of the parts; default: the first', zh: '分解所用分组，默认第一种' }),
    weights: z
      .enum(['equal', 'population'])
      .default('equal')
      .meta({ description: 'equal or population', zh: 'equal 等权或 population 按人口' }),
    height: z
      .number()
      .min(100)
      .max(800)
      .default(200)
      .meta({ description: 'height of a panel in pixels', zh: '每幅高度（像素）' }),
    width: widthOption(),
  }),
  available: (result) => recordsOf(result, 'inequality').some((row) => row.weights === 'equal'),
  alt(result, options) {
    const { rows, by } = rowsOf(result, options);
    const title = nodeOf(result, options.node).node.title[options.lang];
    const told = rows.map((row) => {
      const [gini, theil, cv] = [row.gini, row.theil, row.cv].map((value) => fixed(Number(value), 3));
      const between = share(row);
      const part = Number.isNaN(between)
        ? ''
        : options.lang === 'zh'
          ? `（组间占 ${fixed(100 * between, 0)}%）`
          : ` (${fixed(100 * between, 0)} % between groups)`;
      return options.lang === 'zh'
        ? `${row.period} 年：基尼系数 ${gini}，泰尔指数 ${theil}${part}，变异系数 ${cv}`
        : `${row.period}: Gini ${gini}, Theil ${theil}${part}, coefficient of variation ${cv}`;
    });
    const grouped = by === '' ? '' : options.lang === 'zh' ? `，按 ${by} 分组` : `, groups by ${by}`;
    return options.lang === 'zh'
      ? `${title}${grouped}。${told.join('；')}。`
      : `${title}${grouped}. ${told.join('; ')}.`;
  },
  content(result, options) {
    const { rows, by } = rowsOf(result, options);
    const zh = options.lang === 'zh';
    const inner = options.width - 2 * MARGIN;
    const columns = inner < 420 ? 1 : inner < 700 ? 2 : 3;
    const width = (inner - (columns - 1) * GAP) / columns;
    const panels: Panel[] = [
      { title: zh ? '基尼系数' : 'Gini coefficient', of: (row) => Number(row.gini), draw: lines },
      {
        title: zh ? '泰尔指数 T' : "Theil's T",
        of: (row) => Number(row.theil),
        draw: by === '' ? lines : stacks,
      },
      { title: zh ? '变异系数' : 'Coefficient of variation', of: (row) => Number(row.cv), draw: lines },
    ];
    const drawn = panels.map((panel, i) => {
      const x = MARGIN + (i % columns) * (width + GAP);
      const y = TOP + Math.floor(i / columns) * (HEAD + options.height + FOOT + 12);
      return element(
        'g',
        { transform: `translate(${px(x)},${px(y)})` },
        label(0, 10, fitted(panel.title, width, 12), { 'font-weight': '600' }),
        element('g', { transform: `translate(0,${HEAD})` }, panelOf(panel, rows, width, options.height)),
      );
    });
    const below = TOP + Math.ceil(panels.length / columns) * (HEAD + options.height + FOOT + 12);
    const legend = by === '' ? '' : partsLegend(below + 4, by, inner, options.lang);
    const caption = wrapped(captionOf(rows, options.weights, options.lang), inner, 10.5).map((text, i) =>
      label(MARGIN, below + (by === '' ? 8 : 26) + i * 14, text, { 'font-size': '10', fill: MUTED }),
    );
    return {
      title: `${nodeOf(result, options.node).node.title[options.lang]}${zh ? '：差异' : ': inequality'}`,
      height: below + (by === '' ? 8 : 26) + caption.length * 14 + 4,
      parts: [...drawn, legend, ...caption],
    };
  },
});

type Row = Record<string, Cell>;

interface Panel {
  title: string;
  of(row: Row): number;
  draw(rows: readonly Row[], of: (row: Row) => number, at: Scales): string[];
}
interface Scales {
  x(i: number): number;
  y(value: number): number;
  /** Room of one period. */
  step: number;
}

function rowsOf(
  result: Result,
  options: { node?: string | undefined; by?: string | undefined; weights: string },
): { rows: Row[]; by: string } {
  const { id } = nodeOf(result, options.node).node;
  const all = recordsOf(result, 'inequality').filter(
    (row) => row.node === id && row.weights === options.weights,
  );
  const groupings = [...new Set(all.map((row) => String(row.by)))];
  if (all.length === 0) throw new RangeError(`invalid weights: ${options.weights} (the study has none)`);
  const by = options.by ?? groupings[0]!;
  if (!groupings.includes(by))
    throw new RangeError(`invalid by: ${by} (must be one of ${groupings.join(', ')})`);
  return { rows: all.filter((row) => row.by === by), by };
}

function share({ theil_between: between, theil: whole }: Row): number {
  return Number(whole) > 0 ? Number(between) / Number(whole) : Number.NaN;
}

function panelOf({ of, draw }: Panel, rows: readonly Row[], width: number, height: number): string {
  const most = Math.max(0, max(rows, of) ?? 0);
  const marks = ticks(0, most === 0 ? 1 : most * 1.1, 4);
  const high = Math.max(most * 1.1, marks[marks.length - 1]!);
  const step = (width - LEFT - 4) / rows.length;
  const at: Scales = {
    x: (i) => LEFT + (i + 0.5) * step,
    y: (value) => height * (1 - value / high),
    step,
  };
  const decimals = decimalsOf(marks);
  const every = Math.max(1, Math.ceil(36 / step));
  return [
    ...marks.map(
      (mark) =>
        line(LEFT, at.y(mark), width, at.y(mark), { stroke: '#dde3e8' }) +
        label(LEFT - 5, at.y(mark) + 3, fixed(mark, decimals), {
          'font-size': '9',
          'text-anchor': 'end',
          fill: MUTED,
        }),
    ),
    ...rows.map((row, i) =>
      i % every === 0
        ? label(at.x(i), height + 14, String(row.period), {
            ...standsFor({ period: Number(row.period) }),
            'font-size': '10',
            'text-anchor': 'middle',
          })
        : '',
    ),
    ...draw(rows, of, at),
    line(LEFT, height, width, height, {}),
  ].join('');
}

function lines(rows: readonly Row[], of: (row: Row) => number, at: Scales): string[] {
  const values = rows.map(of);
  const path = values.map((value, i) =>
    Number.isNaN(value)
      ? ''
      : `${i > 0 && !Number.isNaN(values[i - 1]!) ? 'L' : 'M'}${px(at.x(i))} ${px(at.y(value))}`,
  );
  return [
    element('path', { d: path.join('') || 'M0 0', fill: 'none', ...strokeOf(0) }),
    ...values.map((value, i) =>
      Number.isNaN(value) ? '' : element('path', { d: markerAt(0, at.x(i), at.y(value), 3), ...fillOf(0) }),
    ),
    ...values.map((value, i) => valueAbove(value, at.x(i), at.y(value), at.step)),
  ];
}

/** Between below, within above; the two differ in brightness, and the upper one is outlined only. */
function stacks(rows: readonly Row[], of: (row: Row) => number, at: Scales): string[] {
  const width = Math.min(46, at.step * 0.6);
  return rows.map((row, i) => {
    const [between, whole] = [Number(row.theil_between), of(row)];
    if (Number.isNaN(whole) || Number.isNaN(between)) return '';
    const left = at.x(i) - width / 2;
    return [
      rectangle(left, at.y(whole), width, at.y(between) - at.y(whole), WITHIN),
      rectangle(left, at.y(between), width, at.y(0) - at.y(between), BETWEEN),
      valueAbove(whole, at.x(i), at.y(whole), at.step),
    ].join('');
  });
}
const BETWEEN = { fill: colourOf(0), stroke: colourOf(0), 'stroke-width': '0.8' };
const WITHIN = { fill: '#d3e4f0', stroke: colourOf(0), 'stroke-width': '0.8' };

function valueAbove(value: number, x: number, y: number, room: number): string {
  const text = fixed(value, 3);
  if (Number.isNaN(value) || textWidth(text, 9) + 4 > room) return '';
  return label(x, y - 7, text, { 'font-size': '9', 'text-anchor': 'middle', fill: INK });
}

function partsLegend(y: number, by: string, width: number, language: 'en' | 'zh'): string {
  const zh = language === 'zh';
  const [within, between] = zh ? ['组内', '组间'] : ['within groups', 'between groups'];
  const second = MARGIN + 24 + textWidth(within!, 11) + 18;
  const third = second + 24 + textWidth(between!, 11) + 18;
  const grouping = fitted(zh ? `分组：${by}` : `groups: ${by}`, MARGIN + width - third, 11);
  return [
    rectangle(MARGIN, y - 9, 18, 11, WITHIN),
    label(MARGIN + 24, y, within!, { 'font-size': '11' }),
    rectangle(second, y - 9, 18, 11, BETWEEN),
    label(second + 24, y, between!, { 'font-size': '11' }),
    label(third, y, grouping, { 'font-size': '11', fill: MUTED }),
  ].join('');
}

function captionOf(rows: readonly Row[], weights: string, language: 'en' | 'zh'): string {
  const counts = rows.map((row) => Number(row.count));
  const [few, many] = [Math.min(...counts), Math.max(...counts)];
  const units = few === many ? `${few}` : `${few}–${many}`;
  if (language === 'zh')
    return `${units} 个单元，${weights === 'equal' ? '等权' : '按人口加权（变异系数不加权）'}；变异系数用 n-1 的标准差。`;
  return `${units} units, ${weights === 'equal' ? 'equal weights' : 'weighted by population (the coefficient of variation is not)'}; coefficient of variation with the standard deviation of n - 1.`;
}
