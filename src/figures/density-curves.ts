import * as z from 'zod';
import { records } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { fixed } from './format.ts';

/** Ends of the axis of scores, for distributions with a long tail. */
export const rangeOptions = {
  low: z
    .number()
    .optional()
    .meta({ description: 'left end of the axis of scores; default: all', zh: '得分轴左端，默认全部' }),
  high: z
    .number()
    .optional()
    .meta({ description: 'right end of the axis of scores; default: all', zh: '得分轴右端，默认全部' }),
};

interface Asked {
  periods?: readonly number[] | undefined;
  low?: number | undefined;
  high?: number | undefined;
}

/** The density of a node in one period, as the tables have it. */
export interface Curve {
  period: number;
  bandwidth: number;
  count: number;
  points: [number, number][];
  peaks: number;
  main: { x: number; height: number };
}

/** Whether the study has densities. */
export function hasDensities(result: Result): boolean {
  return result.analyses.some(({ name, rows }) => name === 'density' && rows.length > 0);
}

/** The curves of a node between both ends, in the order of periods; of the periods named, if any are. */
export function curvesOf(
  result: Result,
  node: string,
  { periods, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY }: Asked = {},
): Curve[] {
  for (const period of periods ?? [])
    if (!result.panel.periods.includes(period))
      throw new RangeError(`invalid period: ${period} (must be one of ${result.panel.periods.join(', ')})`);
  const table = result.analyses.find(({ name }) => name === 'density')!;
  const rows = records({ ...table, rows: table.rows.filter((row) => row[1] === node) });
  const peaks = recordsOf(result, 'density-peaks').filter((row) => row.node === node);
  return result.panel.periods
    .filter((period) => !periods || periods.includes(period))
    .flatMap((period) => {
      const own = peaks.filter((row) => row.period === period);
      const main = own.find((row) => row.is_main === 1);
      if (!main) return [];
      return {
        period,
        bandwidth: main.bandwidth as number,
        count: main.count as number,
        points: rows
          .filter((row) => row.period === period && (row.x as number) >= low && (row.x as number) <= high)
          .map((row): [number, number] => [row.x as number, row.density as number]),
        peaks: own.length,
        main: { x: main.x as number, height: main.height as number },
      };
    });
}

/** The sentence that states kernel and bandwidth. */
export function ruleOf(result: Result, lang: 'en' | 'zh'): string {
  const step = result.plan.analyses.steps.find(({ method }) => method.id === 'density');
  return step ? step.method.describe(step.options)[lang] : '';
}

/** Says where an axis leaves out a part of the curves. */
export function cutText({ low, high }: Asked, lang: 'en' | 'zh'): string[] {
  if (low === undefined && high === undefined) return [];
  const zh = lang === 'zh';
  const from = low === undefined ? '' : zh ? `不小于 ${low}` : `from ${low}`;
  const to = high === undefined ? '' : zh ? `不大于 ${high}` : `up to ${high}`;
  const range = [from, to].filter((end) => end !== '').join(zh ? '且' : ' ');
  return [zh ? `仅显示${range}的得分。` : `Only scores ${range} are shown.`];
}

/** Smallest and largest place of some curves; 0 to 1 where there are none. */
export function extentOf(curves: readonly Curve[]): [number, number] {
  const values = curves.flatMap(({ points }) => points.map(([value]) => value));
  return values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
}

/** Whether the main peak lies on the axis. */
export function hasPeak({ points, main }: Curve): boolean {
  return points.length > 0 && main.x >= points[0]![0] && main.x <= points[points.length - 1]![0];
}

/** A number with three significant digits. */
export function short(value: number): string {
  if (value === 0) return '0';
  const decimals = Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return fixed(value, decimals);
}

/** What the curves show, in words. */
export function curvesInWords(title: string, curves: readonly Curve[], lang: 'en' | 'zh'): string {
  const zh = lang === 'zh';
  if (curves.length === 0) return zh ? `${title}：没有核密度曲线。` : `${title}: there is no density curve.`;
  const each = curves.map(({ period, count, peaks, main }) =>
    zh
      ? `${period} 年（${count} 个单元）主峰在 ${short(main.x)} 处，高 ${short(main.height)}，共 ${peaks} 个峰`
      : `${period} (${count} units) peaks at ${short(main.x)} with height ${short(main.height)}, ${peaks} mode(s) in all`,
  );
  return zh ? `${title}的核密度：${each.join('；')}。` : `Kernel density of ${title}: ${each.join('; ')}.`;
}
