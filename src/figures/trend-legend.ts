import { element, label, MUTED } from './svg.ts';
import { textWidth, wrapped } from './text-width.ts';
import type { TrendData } from './trend-data.ts';
import { colourOf, dashOf, markerAt } from './trend-marks.ts';

/** Legend of the periods and the caption below it. */
export function trendLegend(
  { periods }: TrendData,
  caption: string,
  x: number,
  y: number,
  width: number,
): { svg: string; height: number } {
  const parts: string[] = [];
  let left = x;
  let top = y;
  periods.forEach((period, style) => {
    const text = String(period);
    const needed = 36 + textWidth(text, 11) + 16;
    if (left + needed > x + width && left > x) {
      left = x;
      top += 18;
    }
    parts.push(sample(style, left, top - 4), label(left + 36, top, text, { 'font-size': '11' }));
    left += needed;
  });
  const lines = wrapped(caption, width, 10.5).map((text, i) =>
    label(x, top + 20 + i * 14, text, { 'font-size': '10', fill: MUTED }),
  );
  return { svg: [...parts, ...lines].join(''), height: top - y + 20 + lines.length * 14 };
}

/** A piece of the line of a period with its marker. */
export function sample(style: number, x: number, y: number): string {
  return (
    element('path', { d: `M${x} ${y}h30`, fill: 'none', ...strokeOf(style) }) +
    element('path', { d: markerAt(style, x + 15, y, 3), ...fillOf(style) })
  );
}

export function strokeOf(style: number) {
  return { stroke: colourOf(style), 'stroke-width': '1.8', 'stroke-dasharray': dashOf(style) };
}

/** Markers are filled; the cross has lines only. */
export function fillOf(style: number) {
  return style % 5 === 4
    ? { fill: 'none', stroke: colourOf(style), 'stroke-width': '1.2' }
    : { fill: colourOf(style), stroke: '#ffffff', 'stroke-width': '0.4' };
}
