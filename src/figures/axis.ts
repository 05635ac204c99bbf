import { tickStep, ticks } from 'd3-array';
import { fixed } from './format.ts';
import { element, label, line, MUTED } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const SIZE = 10;
export const GRID = '#e3e7ea';

/** A straight scale with round marks inside its domain. */
export interface Axis {
  domain: readonly [number, number];
  /** Place of a value in pixels. */
  at(value: number): number;
  ticks: readonly { value: number; text: string }[];
}

/**
 * A straight scale from values to pixels with about as many round marks as wanted; a domain without extent is widened.
 * @example axis([0, 1], [0, 100], 2).ticks.map(({ text }) => text) // => ['0.0', '0.5', '1.0']
 */
export function axis(
  domain: readonly [number, number],
  range: readonly [number, number],
  wanted: number,
): Axis {
  const [low, high] = widened(domain);
  const step = tickStep(low, high, wanted);
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)));
  return {
    domain: [low, high],
    at: (value) => range[0] + ((value - low) / (high - low)) * (range[1] - range[0]),
    ticks: ticks(low, high, wanted).map((value) => ({ value, text: fixed(value, decimals) })),
  };
}

function widened([low, high]: readonly [number, number]): readonly [number, number] {
  if (high > low) return [low, high];
  const half = low === 0 ? 1 : Math.abs(low) * 0.1;
  return [low - half, low + half];
}

/** Marks that fit along a width when each takes what its text needs. */
export function ticksFor(width: number, textLength = 5): number {
  return Math.max(2, Math.min(10, Math.floor(width / (textLength * SIZE * 0.56 + 26))));
}

/** Horizontal axis at a height: line, marks, their numbers, and a title below that is cut to the width. */
export function bottomAxis({ domain, at, ticks: marks }: Axis, y: number, title = ''): string {
  const [from, to] = [at(domain[0]), at(domain[1])];
  return [
    line(from, y, to, y),
    ...marks.flatMap(({ value, text }) => [
      line(at(value), y, at(value), y + 4),
      label(at(value), y + 15, text, { 'font-size': `${SIZE}`, 'text-anchor': 'middle' }),
    ]),
    title === ''
      ? ''
      : label((from + to) / 2, y + 31, fitted(title, to - from, 11), {
          'font-size': '11',
          'text-anchor': 'middle',
        }),
  ].join('');
}

/** Vertical axis at a place: numbers to its left (left out in all but the first of a row) and grid lines to the right end. */
export function leftAxis({ at, ticks: marks }: Axis, x: number, right: number, texts = true): string {
  return marks
    .flatMap(({ value, text }) => [
      line(x, at(value), right, at(value), { stroke: GRID }),
      texts
        ? label(x - 6, at(value) + 3.5, text, { 'font-size': `${SIZE}`, 'text-anchor': 'end', fill: MUTED })
        : '',
    ])
    .join('');
}

/** Room that the numbers of a vertical axis need. */
export function leftRoom({ ticks: marks }: Axis): number {
  return Math.max(...marks.map(({ text }) => textWidth(text, SIZE)), 8) + 8;
}

/** Lines of small print with the height that they take. */
export function smallPrint(lines: readonly string[], x: number, y: number): { svg: string; height: number } {
  return {
    svg: lines.map((text, i) => label(x, y + 14 * i, text, { 'font-size': '10', fill: MUTED })).join(''),
    height: 14 * lines.length,
  };
}

/** A mark of its own shape for each of several series: circle, square, triangle, diamond. */
export function marker(kind: number, x: number, y: number, fill: string): string {
  const r = 4;
  const look = { fill, stroke: '#ffffff', 'stroke-width': '1' };
  if (kind % 4 === 0) return element('circle', { cx: x, cy: y, r, ...look });
  const corners = [
    [],
    [
      [-r, -r],
      [r, -r],
      [r, r],
      [-r, r],
    ],
    [
      [0, -r - 1],
      [r + 1, r],
      [-r - 1, r],
    ],
    [
      [0, -r - 1.5],
      [r + 1.5, 0],
      [0, r + 1.5],
      [-r - 1.5, 0],
    ],
  ][kind % 4]!;
  const points = corners.map(([dx, dy]) => `${round(x + dx!)},${round(y + dy!)}`).join(' ');
  return element('polygon', { points, ...look });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
