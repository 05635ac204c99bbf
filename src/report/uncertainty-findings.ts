import { fixed } from '../figures/format.ts';
import type { Grid } from '../figures/grid.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { percent } from '../study/uncertainty/describe.ts';
import {
  boundsText,
  type RankInterval,
  rankIntervals,
  rankText,
} from '../study/uncertainty/rank-intervals.ts';
import { numberOf, type Row, textOf } from './cells.ts';
import { orderFindings } from './order-findings.ts';
import type { Context } from './section.ts';
import { percentText } from './stability-findings.ts';

type Lang = 'en' | 'zh';

/** How far the order of the last period can be relied on: certain pairs, who can be first, whose rank is least known. */
export function uncertaintyFindings(result: Result, lang: Lang): string[] {
  const { panel, plan } = result;
  const asked = plan.analyses.uncertainty;
  const last = panel.periods[panel.periods.length - 1]!;
  const places = [...rankIntervals(result, result.nodes[0]!.node.id, last)].filter(
    ([, { low }]) => !Number.isNaN(low),
  );
  if (!asked || places.length === 0) return [];
  return [
    ...orderFindings(result, lang),
    ...widths(result, places, percent(asked.options.interval), lang),
    ...first(result, last, lang),
  ];
}

function widths(
  result: Result,
  places: readonly (readonly [string, RankInterval])[],
  interval: number,
  lang: Lang,
): string[] {
  const ordered = [...places].sort(([, a], [, b]) => a.high - a.low - (b.high - b.low));
  const width = ({ high, low }: RankInterval) => high - low;
  const middle = width(ordered[Math.floor((ordered.length - 1) / 2)]![1]);
  const [unit, widest] = ordered[ordered.length - 1]!;
  const fixedRanks = ordered.filter(([, one]) => width(one) === 0).length;
  const name = nameOf(result, unit, lang);
  return [
    lang === 'zh'
      ? `名次的 ${interval}% 区间宽度中位数为 ${middle} 位；${fixedRanks} 个单元名次不变；最不确定的是${name}（${boundsText(widest)}）。`
      : `The ${interval} % intervals of the ranks span ${middle} places in the median; ${fixedRanks} unit(s) keep their rank, and the least certain is ${name} (${boundsText(widest)}).`,
  ];
}

function first(result: Result, last: number, lang: Lang): string[] {
  const share = (row: Row) => numberOf(row, 'p_top_1');
  const rows = recordsOf(result, 'rank-stability').filter((row) => row.period === last && share(row) > 0);
  const best = rows.reduce<Row | undefined>(
    (top, row) => (top && share(top) >= share(row) ? top : row),
    undefined,
  );
  if (!best) return [];
  const name = nameOf(result, textOf(best, 'unit'), lang);
  const often = percentText(share(best));
  if (rows.length === 1 && share(best) === 1)
    return [lang === 'zh' ? `${name}在所有重复中均居首位。` : `${name} is first in every replicate.`];
  return [
    lang === 'zh'
      ? `${rows.length} 个单元曾居首位，最常见的是${name}（${often}% 的重复）。`
      : `${rows.length} unit(s) are first in some replicate, most often ${name} (${often} %).`,
  ];
}

function nameOf({ panel }: Result, unit: string, lang: Lang): string {
  return panel.units.find(({ id }) => id === unit)?.name[lang] ?? unit;
}

/** Every unit of the last period with the interval of its rank and how often it is near the top. */
export function stabilityGrid({ result, lang }: Context): Grid[] {
  const { panel, nodes } = result;
  const last = panel.periods.length - 1;
  const rows = recordsOf(result, 'rank-stability').filter(({ period }) => period === panel.periods[last]);
  if (rows.length === 0) return [];
  const zh = lang === 'zh';
  const root = nodes[0]!;
  const intervals = rankIntervals(result, root.node.id, panel.periods[last]!);
  const tops = Object.keys(rows[0]!).filter((column) => column.startsWith('p_top_'));
  const rank = (u: number) => root.rank[last * panel.units.length + u]!;
  const shown = panel.units
    .map((_, u) => u)
    .filter((u) => !Number.isNaN(rank(u)))
    .sort((a, b) => rank(a) - rank(b));
  return [
    {
      caption: zh
        ? `${root.node.title.zh} ${panel.periods[last]} 年名次的稳定性`
        : `Stability of the ranks, ${root.node.title.en}, ${panel.periods[last]}`,
      columns: [
        { head: [zh ? '名次（区间）' : 'Rank (interval)'], numeric: true },
        { head: [zh ? '单元' : 'Unit'] },
        ...tops.map((column) => {
          const k = column.slice('p_top_'.length);
          return { head: [zh ? '居前概率' : 'Probability of the first', k], numeric: true };
        }),
        { head: [zh ? '名次平均变动' : 'Mean shift of rank'], numeric: true },
      ],
      rows: shown.map((u) => {
        const { id, name } = panel.units[u]!;
        const row = rows.find(({ unit }) => unit === id);
        return [
          rankText(rank(u), intervals.get(id)),
          name[lang],
          ...tops.map((column) => fixed(numberOf(row, column), 2)),
          fixed(numberOf(row, 'mean_rank_shift'), 1),
        ];
      }),
      open: 30,
    },
  ];
}
