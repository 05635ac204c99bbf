import type { GradeClass, NodeResult } from '../study/result.ts';
import { classColours } from './colours.ts';
import { decimalsFor, fixed } from './format.ts';
import { element, label, MUTED, rectangle } from './svg.ts';
import { fitted, textWidth, wrapped } from './text-width.ts';

/** The range of a class as printed: classes share their limits, so there are no holes. */
export function rangeText({ lower, upper }: GradeClass, decimals: number): string {
  return `${fixed(lower, decimals)} – ${fixed(upper, decimals)}`;
}

/** Diagonal lines for places of the study without data. */
export function hatch(): string {
  return element(
    'defs',
    {},
    element(
      'pattern',
      {
        id: 'no-data',
        width: '6',
        height: '6',
        patternUnits: 'userSpaceOnUse',
        patternTransform: 'rotate(45)',
      },
      rectangle(0, 0, 6, 6, { fill: '#ffffff' }),
      element('line', { x1: 0, y1: 0, x2: 0, y2: 6, stroke: '#8a97a3', 'stroke-width': '2' }),
    ),
  );
}

/** One swatch of a legend and what it stands for. */
export interface Entry {
  fill: string;
  text: string;
}
/** A part of a drawing and the height that it takes. */
export interface Block {
  svg: string;
  height: number;
}

/** Rows of swatches that wrap at the width; the text of the first row stands at `y`. A text wider than that is cut. */
export function swatches(entries: readonly Entry[], x: number, y: number, width: number): Block {
  const parts: string[] = [];
  let left = x;
  let top = y;
  for (const { fill, text } of entries) {
    const needed = 24 + textWidth(text, 11) + 18;
    if (left + needed - 18 > x + width && left > x) {
      left = x;
      top += 20;
    }
    parts.push(rectangle(left, top - 10, 18, 12, { fill, stroke: '#9aa5af', 'stroke-width': '0.5' }));
    parts.push(label(left + 24, top, fitted(text, width - 24, 11), { 'font-size': '11' }));
    left += needed;
  }
  return { svg: parts.join(''), height: entries.length === 0 ? 0 : top - y + 6 };
}

/** Lines of small text under a drawing, each broken at the width. */
export function remarks(texts: readonly string[], x: number, y: number, width: number): Block {
  const lines = texts.flatMap((text) => wrapped(text, width, 10));
  return {
    svg: lines.map((text, i) => label(x, y + i * 14, text, { 'font-size': '10', fill: MUTED })).join(''),
    height: lines.length * 14,
  };
}

/** The classes of a node, lowest first, with how many unit-periods are in each. */
export function gradeEntries(node: NodeResult, lang: 'en' | 'zh'): Entry[] {
  const decimals = decimalsFor(node.classes.flatMap((one) => [one.lower, one.upper]));
  const colours = classColours(node.classes.length);
  return node.classes.map((one, i) => ({
    fill: colours[i]!,
    text: `${one.label ? `${one.label[lang]} ` : ''}${rangeText(one, decimals)} (${one.count})`,
  }));
}

export const GRADE_RULE = {
  en: 'Upper limits belong to their class; unit-periods in parentheses.',
  zh: '上限含于本级；括号内为单元-时期数。',
};

/** Legend of the classes of a node with the rule of their limits. */
export function classLegend(node: NodeResult, x: number, y: number, width: number, lang: 'en' | 'zh'): Block {
  const classes = swatches(gradeEntries(node, lang), x, y, width);
  const rule = remarks([GRADE_RULE[lang]], x, y + classes.height + 14, width);
  return { svg: classes.svg + rule.svg, height: classes.height + rule.height + 6 };
}
