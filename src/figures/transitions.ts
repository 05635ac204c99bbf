import * as z from 'zod';
import type { NodeResult, Result } from '../study/result.ts';
import { classColours, isDark, NO_DATA } from './colours.ts';
import { figure, lang, MARGIN, nodeOf, nodeOption, widthOption } from './figure.ts';
import { GRADE_RULE, gradeEntries, hatch, remarks, swatches } from './legend.ts';
import { periodsOption, shownPeriods } from './shown-periods.ts';
import { KIND_WORDS } from './study-shapes.ts';
import { element, label, px, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const TOP = 70;
/** Width of a stack, and space between the classes of one: enough that the counts of thin classes do not touch. */
const STACK = 34;
const GAP = 11;
/** A number is printed where the band is at least this high. */
const LEGIBLE = 10;

export const transitions = figure({
  id: 'transitions',
  title: { en: 'Transitions between grades', zh: '等级转移' },
  about: {
    en: 'How many units are in each grade in each period, and how many move from grade to grade between two periods, as bands whose height is the number of units.',
    zh: '各期各等级的单元数，以及相邻所示时期之间的等级转移；带高为单元数。',
  },
  options: z.object({ lang, node: nodeOption, periods: periodsOption, width: widthOption(760) }),
  available: ({ panel }) => panel.periods.length > 1,
  alt: inWords,
  content(result, options) {
    const node = nodeOf(result, options.node);
    const shown = shownPeriods(result, options.periods, options.lang);
    const layout = layoutOf(result, node, shown.at, options.width, options.lang);
    const flows = shown.at
      .slice(1)
      .flatMap((to, i) => movesBetween(result, node, shown.at[i]!, to).map((move) => ({ ...move, i })));
    const bands = bandsOf(flows, layout);
    const hidden = bands.filter(({ isPrinted }) => !isPrinted).length;
    const y = layout.bottom + 24;
    const inner = options.width - 2 * MARGIN;
    const hasEmpty = layout.counts.some((counts) => counts[0]! > 0);
    const entries = gradeEntries(node, options.lang);
    if (hasEmpty) entries.push({ fill: NO_DATA, text: KIND_WORDS.noData[options.lang] });
    const legend = swatches(entries, MARGIN, y, inner);
    const lines = [GRADE_RULE[options.lang], shown.remark, unprinted(hidden, options.lang)];
    const caption = remarks(
      lines.filter((one) => one !== ''),
      MARGIN,
      y + legend.height + 16,
      inner,
    );
    return {
      title: `${node.node.title[options.lang]}${options.lang === 'zh' ? '：等级转移' : ', transitions between grades'}`,
      height: y + legend.height + 16 + caption.height,
      parts: [
        hatch(),
        ...bands.map(({ path }) => path),
        ...stacks(result, node, shown.at, layout, options.lang),
        ...bands.map(({ numbers }) => numbers),
        legend.svg,
        caption.svg,
      ],
    };
  },
});

interface Move {
  /** 0 = no score. */
  from: number;
  to: number;
  count: number;
}

/** Numbers of units by their grades in two periods; pairs without units are left out. Higher grades come first. */
function movesBetween({ panel }: Result, { grade, classes }: NodeResult, p: number, q: number): Move[] {
  const units = panel.units.length;
  const size = classes.length + 1;
  const counts = new Int32Array(size * size);
  for (let u = 0; u < units; u++) counts[grade[p * units + u]! * size + grade[q * units + u]!]!++;
  return [...counts]
    .map((count, at) => ({ from: Math.floor(at / size), to: at % size, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.from - a.from || b.to - a.to);
}

interface Layout {
  /** Left edge of each period's stack. */
  x: number[];
  /** Upper edge of each grade in each period; 0 = no score, at the bottom. */
  y: number[][];
  counts: number[][];
  /** Pixels to a unit. */
  scale: number;
  bottom: number;
  colours: string[];
  /** Space for names at both sides. */
  left: number;
  right: number;
}

function layoutOf(
  { panel }: Result,
  node: NodeResult,
  shown: readonly number[],
  width: number,
  lang: 'en' | 'zh',
): Layout {
  const units = panel.units.length;
  const grades = Array.from({ length: node.classes.length + 1 }, (_, g) => g);
  const counts = shown.map((p) => {
    const rows = node.grade.subarray(p * units, (p + 1) * units);
    return grades.map((g) => rows.reduce((sum, one) => sum + (one === g ? 1 : 0), 0));
  });
  const names = grades.map((g) => nameOf(node, g, lang));
  const left = Math.min(Math.max(...names.map((name) => textWidth(name, 11))) + 8, width * 0.24);
  const right = width < 480 ? 0 : left;
  const room = width - 2 * MARGIN - left - right - STACK;
  const most = Math.max(240, Math.min(460, width * 0.55));
  const scale = most / units;
  const x = shown.map((_, i) => MARGIN + left + (shown.length === 1 ? 0 : (room * i) / (shown.length - 1)));
  const y = counts.map((column) => {
    const tops: number[] = [];
    let top = TOP;
    for (const g of [...grades].reverse()) {
      tops[g] = top;
      if (column[g]! > 0) top += column[g]! * scale + GAP;
    }
    return tops;
  });
  const ends = counts.flatMap((column, i) => column.map((count, g) => y[i]![g]! + count * scale));
  return {
    x,
    y,
    counts,
    scale,
    bottom: Math.max(...ends),
    colours: classColours(node.classes.length),
    left,
    right,
  };
}

function nameOf(node: NodeResult, g: number, lang: 'en' | 'zh'): string {
  if (g === 0) return KIND_WORDS.noData[lang];
  return node.classes[g - 1]!.label?.[lang] ?? (lang === 'zh' ? `${g} 级` : `grade ${g}`);
}

/** The classes of each period with their counts; names at the left, and at the right where there is room. */
function stacks(
  { panel }: Result,
  node: NodeResult,
  shown: readonly number[],
  { x, y, counts, scale, colours, left, right }: Layout,
  lang: 'en' | 'zh',
): string[] {
  return shown.flatMap((p, i) => {
    const heading = label(x[i]! + STACK / 2, TOP - 14, `${panel.periods[p]}`, {
      ...standsFor({ period: panel.periods[p] }),
      'text-anchor': 'middle',
      'font-weight': '600',
    });
    const boxes = counts[i]!.flatMap((count, g) => {
      if (count === 0) return [];
      const height = count * scale;
      const middle = y[i]![g]! + height / 2 + 4;
      const fill = g === 0 ? NO_DATA : colours[g - 1]!;
      const isThin = height < LEGIBLE;
      const isWhite = !isThin && g > 0 && isDark(fill);
      const name = (at: number, anchor: string) =>
        label(at, middle, fitted(nameOf(node, g, lang), left - 6, 11), {
          'text-anchor': anchor,
          'font-size': '11',
        });
      return [
        rectangle(x[i]!, y[i]![g]!, STACK, height, { fill, stroke: '#7d8a95', 'stroke-width': '0.5' }),
        label(x[i]! + STACK / 2, middle, `${count}`, {
          'text-anchor': 'middle',
          'font-size': '11',
          ...(isWhite ? { fill: '#ffffff' } : g === 0 || isThin ? HALO : {}),
        }),
        i === 0 ? name(x[0]! - 6, 'end') : '',
        i === shown.length - 1 && right > 0 ? name(x[i]! + STACK + 6, 'start') : '',
      ];
    });
    return [heading, ...boxes];
  });
}

const HALO = { stroke: '#ffffff', 'stroke-width': '2', 'stroke-opacity': '0.8', 'paint-order': 'stroke' };

interface Band {
  path: string;
  numbers: string;
  isPrinted: boolean;
}

/** Bands between two stacks, in the order of their grades at both ends, so that those of one stack do not cross there. */
function bandsOf(flows: readonly (Move & { i: number })[], { x, y, scale, colours }: Layout): Band[] {
  const leaving = new Map<string, number>();
  const arriving = new Map<string, number>();
  const next = (used: Map<string, number>, key: string, start: number, height: number) => {
    const at = used.get(key) ?? start;
    used.set(key, at + height);
    return at;
  };
  return flows.map(({ from, to, count, i }) => {
    const height = count * scale;
    const a = next(leaving, `${i}:${from}`, y[i]![from]!, height);
    const b = next(arriving, `${i}:${to}`, y[i + 1]![to]!, height);
    const [left, right] = [x[i]! + STACK, x[i + 1]!];
    const middle = px((left + right) / 2);
    const curve = (start: number, end: number, toX: number) =>
      `C${middle},${px(start)} ${middle},${px(end)} ${px(toX)},${px(end)}`;
    const d = `M${px(left)},${px(a)}${curve(a, b, right)}V${px(b + height)}${curve(b + height, a + height, left)}Z`;
    const fill = from === 0 ? '#c9d0d6' : colours[from - 1]!;
    const isPrinted = height >= LEGIBLE;
    return {
      path: element(
        'path',
        { d, fill, 'fill-opacity': '0.5', stroke: '#7d8a95', 'stroke-width': '0.4', class: 'band' },
        element('title', {}, `${from} → ${to}: ${count}`),
      ),
      numbers: isPrinted ? label(left + 5, a + height / 2 + 3.5, `${count}`, { 'font-size': '10' }) : '',
      isPrinted,
    };
  });
}

function unprinted(count: number, lang: 'en' | 'zh'): string {
  if (count === 0) return '';
  return lang === 'zh'
    ? `${count} 条过窄的带未印数字，其数字见图的说明。`
    : `${count} band(s) too thin for a number; the description of the drawing gives them all.`;
}

function inWords(
  result: Result,
  options: { node?: string | undefined; periods?: number[] | undefined; lang: 'en' | 'zh' },
): string {
  const { lang } = options;
  const zh = lang === 'zh';
  const node = nodeOf(result, options.node);
  const { at } = shownPeriods(result, options.periods, lang);
  const parts = at.slice(1).map((q, i) => {
    const p = at[i]!;
    const moves = movesBetween(result, node, p, q);
    const total = (keep: (move: Move) => boolean) =>
      moves.filter(keep).reduce((sum, { count }) => sum + count, 0);
    const scored = (move: Move) => move.from > 0 && move.to > 0;
    const up = total((move) => scored(move) && move.to > move.from);
    const down = total((move) => scored(move) && move.to < move.from);
    const same = total((move) => scored(move) && move.to === move.from);
    const all = moves
      .map(({ from, to, count }) => `${nameOf(node, from, lang)} → ${nameOf(node, to, lang)} ${count}`)
      .join(zh ? '、' : ', ');
    const [before, after] = [result.panel.periods[p], result.panel.periods[q]];
    return zh
      ? `${before}–${after} 年：升级 ${up}，降级 ${down}，不变 ${same}（${all}）。`
      : `${before} to ${after}: ${up} up, ${down} down, ${same} the same (${all}).`;
  });
  return `${node.node.title[lang]}${zh ? '：' : ': '}${parts.join(zh ? '' : ' ')}`;
}
