import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { periodIndex } from './figure.ts';

export const periodsOption = z.array(z.number().int()).min(1).optional().meta({
  description: 'periods to show; default: all, or some evenly chosen where there are too many',
  zh: '显示的时期，默认全部，过多时均匀选取',
});

export interface Shown {
  /** Positions of periods, ascending. */
  at: number[];
  /** Says that not all are shown; empty when they are. */
  remark: string;
}

/** Where there are more periods than fit: how many fit, and how many to choose of more. */
export interface Room {
  most: number;
  ofMore?: number;
}

/** Drawings that repeat a picture for each period show the ends and the middle where there are more than four. */
const PICTURES: Room = { most: 4, ofMore: 3 };

/** The periods that were asked for, or all, or as many as there is room for, the first and the last among them. */
export function shownPeriods(
  result: Result,
  asked: readonly number[] | undefined,
  lang: 'en' | 'zh',
  { most, ofMore = most }: Room = PICTURES,
): Shown {
  const { periods } = result.panel;
  const usual = spread(periods.length, periods.length <= most ? most : ofMore);
  const wanted = new Set(asked ? asked.map((period) => periodIndex(result, period)) : usual);
  const at = periods.map((_, p) => p).filter((p) => wanted.has(p));
  const names = at.map((p) => periods[p]!);
  return { at, remark: periodsRemark(names, periods.length, lang) };
}

/** Says which of all periods are shown; empty when all are. */
export function periodsRemark(shown: readonly number[], all: number, lang: 'en' | 'zh'): string {
  if (shown.length >= all) return '';
  return lang === 'zh'
    ? `所示时期：${shown.join('、')}（共 ${all} 期）。`
    : `Periods shown: ${shown.join(', ')} (${shown.length} of ${all}).`;
}

/**
 * Positions spread evenly over a sequence, both ends among them; where there is room for one, the last.
 * @example spread(13, 4) // => [0, 4, 8, 12]
 */
export function spread(length: number, most: number): number[] {
  const count = Math.min(length, most);
  if (count <= 1) return length === 0 ? [] : [length - 1];
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / (count - 1)));
}
