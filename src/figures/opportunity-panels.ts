import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';

/** The opportunity curve of one group in one period, as the tables have it. */
export interface Panel {
  group: string;
  period: number;
  name: string;
  mean: number;
  /** Of the integral that the study chose. */
  index: number;
  equity: number;
  low: number;
  high: number;
  /** Cumulative share and mean of the lowest. */
  points: [number, number][];
}

interface Asked {
  lang: 'en' | 'zh';
  panels: 'group' | 'period';
  by?: string | undefined;
  group?: string | undefined;
}

export function hasOpportunity(result: Result): boolean {
  return result.analyses.some(({ name, rows }) => name === 'opportunity' && rows.length > 0);
}

/** The name of a group as shown; all units together are written `*` in tables. */
export function groupName(group: string, lang: 'en' | 'zh'): string {
  return group === '*' ? (lang === 'zh' ? '全部单元' : 'all units') : group;
}

/** The panels of a node in the order of the table: of every group, or of one group in every period. */
export function panelsOf(result: Result, node: string, { lang, panels, by, group }: Asked): Panel[] {
  const all = recordsOf(result, 'opportunity');
  const columns = [...new Set(all.map((row) => row.by as string))];
  const column = among('by', by ?? columns[0]!, columns);
  const inColumn = all.filter((row) => row.by === column);
  const wanted =
    panels === 'period'
      ? among('group', group ?? '*', [...new Set(inColumn.map((row) => row.group as string))])
      : '';
  const is = (row: Record<string, string | number>) =>
    row.by === column && row.node === node && (panels === 'group' || row.group === wanted);
  const curves = new Map<string, [number, number][]>();
  for (const row of recordsOf(result, 'opportunity-curve').filter(is)) {
    const key = JSON.stringify([row.group, row.period]);
    const points = curves.get(key) ?? [];
    points.push([row.cumulative_share as number, row.curve as number]);
    curves.set(key, points);
  }
  return inColumn.filter(is).map((row) => ({
    group: row.group as string,
    period: row.period as number,
    name: panels === 'period' ? `${row.period}` : groupName(row.group as string, lang),
    mean: row.mean as number,
    index: row.index_chosen as number,
    equity: row.equity_chosen as number,
    low: row.equity_low as number,
    high: row.equity_high as number,
    points: curves.get(JSON.stringify([row.group, row.period]))!,
  }));
}

function among(option: string, written: string, known: readonly string[]): string {
  if (known.includes(written)) return written;
  throw new RangeError(`invalid ${option}: ${written} (must be one of ${known.join(', ')})`);
}

/** What the study chose: the integral, the ordering variable by its title, and the sentence under the figure. */
export function settingsOf(
  result: Result,
  lang: 'en' | 'zh',
): { integral: string; order: string; text: string } {
  const step = result.plan.analyses.steps.find(({ method }) => method.id === 'opportunity')!;
  const options = step.options as {
    order: string;
    integral: 'exact' | 'step' | 'trapezoid';
    permutations: number;
    interval: number;
  };
  const { indicators, study } = result.plan;
  const known = [...indicators, ...study.context].find(({ id }) => id === options.order);
  const zh = lang === 'zh';
  const order =
    options.order === 'score' ? (zh ? '自身得分' : 'own score') : (known?.title[lang] ?? options.order);
  const way = {
    exact: { en: 'exact integral', zh: '精确积分' },
    step: { en: 'step sum', zh: '阶梯求和' },
    trapezoid: { en: 'trapezoid sum', zh: '梯形求和' },
  }[options.integral][lang];
  const band = zh
    ? `，括号内为 ${options.permutations} 次随机排列的 ${100 * options.interval}% 区间`
    : `; in parentheses, the range of ${100 * options.interval} % of ${options.permutations} random orders`;
  return {
    integral: options.integral,
    order,
    text: `${
      zh
        ? `虚线：全部均值；φ：公平指数（${way}），大于 1 时低端占有更多`
        : `Dashed: the mean of all. φ: equity index (${way}), above 1 where the low end holds more`
    }${options.permutations === 0 ? '' : band}${zh ? '。' : '.'}`,
  };
}
