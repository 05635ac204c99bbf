import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { periodIndex } from './figure.ts';

export const periodsOption = z.array(z.number().int()).min(1).optional().meta({
  description: 'periods to show; default: all, or the first, middle and last when there are more than 4',
  zh: '显示的时期；默认全部，多于 4 期时为首、中、末三期',
});

export interface Shown {
  /** Positions of periods, ascending. */
  at: number[];
  /** Says that not all are shown; empty when they are. */
  remark: string;
}

/** The periods that were asked for, or all; of more than four the first, the middle and the last. */
export function shownPeriods(result: Result, asked: readonly number[] | undefined, lang: 'en' | 'zh'): Shown {
  const { periods } = result.panel;
  const last = periods.length - 1;
  const all = periods.map((_, p) => p);
  const usual = periods.length <= 4 ? all : [0, Math.floor(last / 2), last];
  const wanted = asked ? new Set(asked.map((period) => periodIndex(result, period))) : new Set(usual);
  const at = all.filter((p) => wanted.has(p));
  const names = at.map((p) => periods[p]).join(lang === 'zh' ? '、' : ', ');
  const remark =
    at.length === periods.length
      ? ''
      : lang === 'zh'
        ? `共 ${periods.length} 期，图示 ${names}。`
        : `${at.length} of ${periods.length} periods are shown: ${names}.`;
  return { at, remark };
}
