import type { GradeClass, NodeResult } from '../study/result.ts';
import { classColours, NO_DATA, OUTSIDE } from './colours.ts';
import { decimalsFor, fixed } from './format.ts';
import { element, label, MUTED, rectangle } from './svg.ts';
import { textWidth } from './text-width.ts';

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

/**
 * Legend of the classes of a node, as rows of swatches that wrap at the width.
 * Returns the drawing and the height that it takes.
 */
export function classLegend(
  node: NodeResult,
  x: number,
  y: number,
  width: number,
  lang: 'en' | 'zh',
  extra: { noData: boolean; outside: boolean },
): { svg: string; height: number } {
  const zh = lang === 'zh';
  const decimals = decimalsFor(node.classes.flatMap((one) => [one.lower, one.upper]));
  const colours = classColours(node.classes.length);
  const entries = node.classes.map((one, i) => ({
    fill: colours[i]!,
    text: `${one.label ? `${one.label[lang]} ` : ''}${rangeText(one, decimals)} (${one.count})`,
  }));
  if (extra.noData) entries.push({ fill: NO_DATA, text: zh ? '暂无数据' : 'no data' });
  if (extra.outside) entries.push({ fill: OUTSIDE, text: zh ? '研究范围以外' : 'not in the study' });
  const parts: string[] = [];
  let left = x;
  let top = y;
  for (const { fill, text } of entries) {
    const needed = 24 + textWidth(text, 11) + 18;
    if (left + needed > x + width && left > x) {
      left = x;
      top += 20;
    }
    parts.push(rectangle(left, top - 10, 18, 12, { fill, stroke: '#9aa5af', 'stroke-width': '0.5' }));
    parts.push(label(left + 24, top, text, { 'font-size': '11' }));
    left += needed;
  }
  const rule = zh
    ? '上限含于本级；括号内为单元-时期数。'
    : 'Upper limits belong to their class; unit-periods in parentheses.';
  parts.push(label(x, top + 20, rule, { 'font-size': '10', fill: MUTED }));
  return { svg: parts.join(''), height: top + 26 - y };
}
