import { fixed } from '../figures/format.ts';
import type { Grid } from '../figures/grid.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { percent } from '../study/uncertainty/describe.ts';
import { named, numberOf, type Row, textOf } from './cells.ts';
import { unitName } from './multiverse-findings.ts';
import type { Context } from './section.ts';

/** Who cannot be overtaken, and how far weights near those of the study leave ranks open. */
export function dominanceFindings(result: Result, lang: 'en' | 'zh'): string[] {
  const { periods } = result.panel;
  const last = periods[periods.length - 1]!;
  const rows = recordsOf(result, 'dominance').filter(
    (row) => row.period === last && !Number.isNaN(row.best_rank),
  );
  if (rows.length === 0) return [];
  const zh = lang === 'zh';
  const step = result.plan.analyses.steps.find(({ method }) => method.id === 'dominance');
  const share = percent((step?.options as { perturb?: number } | undefined)?.perturb ?? Number.NaN);
  const free = rows.filter((row) => row.dominated_by === 0).length;
  const pairs = rows.reduce((sum, row) => sum + numberOf(row, 'dominates'), 0);
  const possible = (rows.length * (rows.length - 1)) / 2;
  const always = rows
    .filter((row) => row.worst_rank === 1)
    .map((row) => unitName(result, textOf(row, 'unit'), lang));
  const near = rows
    .filter((row) => row.best_rank_near === 1)
    .map((row) => unitName(result, textOf(row, 'unit'), lang));
  const said = (en: string, chinese: string) => (zh ? chinese : en);
  return [
    said(
      `In ${last}, one unit dominates the other in ${pairs} of ${possible} pairs; ${free} of ${rows.length} units are dominated by none.`,
      `${last} 年 ${possible} 对单元中有 ${pairs} 对存在占优关系，${rows.length} 个单元中 ${free} 个不被任何单元占优。`,
    ),
    ...(always.length > 0
      ? [
          said(
            `Whatever the weights, ${named(always, lang)} stays first.`,
            `无论权重如何，${named(always, lang)}始终居首。`,
          ),
        ]
      : []),
    said(
      `In a weighted mean with weights within ${share} % of the study's, only ${named(near, lang)} can be first.`,
      `加权平均下，权重在 ±${share}% 内变动时，可能居首的只有${named(near, lang)}。`,
    ),
  ];
}

/** Every unit of the last period: whom it dominates, and between which ranks it stays. */
export function dominanceGrid({ result, lang }: Context): Grid[] {
  const { periods } = result.panel;
  const last = periods[periods.length - 1]!;
  const rows = recordsOf(result, 'dominance').filter(({ period }) => period === last);
  if (rows.length === 0) return [];
  const zh = lang === 'zh';
  const range = (low: number, high: number) => (Number.isNaN(low) ? '–' : `${low}–${high}`);
  // Units without a rank come last.
  const key = (row: Row) => numberOf(row, 'best_rank_near') || Number.MAX_VALUE;
  const ordered = [...rows].sort(
    (a, b) => key(a) - key(b) || numberOf(a, 'worst_rank_near') - numberOf(b, 'worst_rank_near') || 0,
  );
  return [
    {
      caption: zh ? `占优关系与名次界限，${last}` : `Dominance and bounds of ranks, ${last}`,
      columns: [
        { head: [zh ? '单元' : 'Unit'], wrap: true },
        ...(zh
          ? ['占优于', '被占优', '任意权重', '近旁权重']
          : ['Dominates', 'Dominated by', 'Any weights', 'Weights nearby']
        ).map((head) => ({ head: [head], numeric: true })),
      ],
      rows: ordered.map((row) => [
        unitName(result, textOf(row, 'unit'), lang),
        fixed(numberOf(row, 'dominates'), 0),
        fixed(numberOf(row, 'dominated_by'), 0),
        range(numberOf(row, 'best_rank'), numberOf(row, 'worst_rank')),
        range(numberOf(row, 'best_rank_near'), numberOf(row, 'worst_rank_near')),
      ]),
      note: zh ? '名次界限未必可达。' : 'Ranks are bounds; a unit need not reach them.',
      open: 20,
    },
  ];
}
