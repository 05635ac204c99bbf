import { fixed } from '../figures/format.ts';
import { type Grid, nested } from '../figures/grid.ts';
import { groupName } from '../figures/grouping.ts';
import { byColumn, kindName, numberOf, type Row, rootRows, textOf } from './cells.ts';
import type { Context } from './section.ts';

const KINDS = ['rising', 'stagnant', 'falling'] as const;

/** For every stage of the whole index: how many units moved which way, and whether they drifted apart. */
export function changeGrid({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  const rows = rootRows(result, 'changes');
  if (rows.length === 0) return [];
  const gaps = rootRows(result, 'gaps').filter(({ by }) => by === '');
  const stage = (row: Row) => `${row.from_period}–${row.to_period}`;
  return [
    {
      caption: zh ? '各阶段变化与单元间差距' : 'Changes by stage and gaps between units',
      columns: [
        { head: [zh ? '阶段' : 'Stage'] },
        ...KINDS.map((kind) => ({ head: [zh ? '单元数' : 'Units', kindName(kind, lang)], numeric: true })),
        { head: [zh ? '标准差' : 'Standard deviation', zh ? '期初' : 'start'], numeric: true },
        { head: [zh ? '标准差' : 'Standard deviation', zh ? '期末' : 'end'], numeric: true },
        { head: [zh ? '差距' : 'Gap'] },
      ],
      rows: [...new Set(rows.map(stage))].map((name) => {
        const moves = rows.filter((row) => stage(row) === name);
        const gap = gaps.find((row) => stage(row) === name);
        return [
          name,
          ...KINDS.map((kind) => `${moves.filter((row) => row.kind === kind).length}`),
          fixed(numberOf(gap, 'sd_from'), 4),
          fixed(numberOf(gap, 'sd_to'), 4),
          kindName(textOf(gap, 'drift'), lang),
        ];
      }),
      open: 30,
    },
  ];
}

/** The main peak of the distribution in every period. */
export function peakGrid({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  const periods = byColumn(rootRows(result, 'density-peaks'), 'period');
  if (periods.size === 0) return [];
  return [
    {
      caption: zh ? '核密度主峰' : 'Main peak of the distribution',
      columns: [
        { head: [zh ? '时期' : 'Period'] },
        ...(zh
          ? ['单元数', '带宽', '峰数', '主峰位置', '主峰高度']
          : ['Units', 'Bandwidth', 'Peaks', 'Position', 'Height']
        ).map((head) => ({ head: [head], numeric: true })),
      ],
      rows: [...periods].map(([period, peaks]) => {
        const main = peaks.find(isMain);
        return [
          period,
          fixed(numberOf(main, 'count'), 0),
          fixed(numberOf(main, 'bandwidth'), 4),
          `${peaks.length}`,
          fixed(numberOf(main, 'x'), 4),
          fixed(numberOf(main, 'height'), 2),
        ];
      }),
      open: 30,
    },
  ];
}

/** Whether a row of the table of peaks is about the highest of its curve. */
export function isMain({ is_main: written }: Row): boolean {
  return written === 1 || written === 'true' || written === 'yes';
}

/** Shapes of the trend along both axes, for every group and period. */
export function trendGrids({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  return [...byColumn(rootRows(result, 'trend'), 'by')].map(([by, rows]) => {
    const axes = [...new Set(rows.map((row) => textOf(row, 'axis')))];
    const places = byColumn(
      rows.map((row) => ({ ...row, place: JSON.stringify([row.group, row.period]) })),
      'place',
    );
    const lines = [...places.values()].map((found) => [
      groupName(textOf(found[0], 'group'), lang),
      textOf(found[0], 'period'),
      ...axes.flatMap((axis) => {
        const row = found.find((one) => one.axis === axis);
        return [
          kindName(textOf(row, 'shape'), lang),
          fixed(numberOf(row, 'turning_point'), 2),
          fixed(numberOf(row, 'r2'), 3),
          fixed(numberOf(row, 'p'), 3),
        ];
      }),
    ]);
    return {
      caption: zh
        ? `趋势形态${by === '' ? '' : `（${by}）`}`
        : `Shapes of the trend${by === '' ? '' : ` by ${by}`}`,
      columns: [
        { head: [zh ? '组别' : 'Group'], wrap: true },
        { head: [zh ? '时期' : 'Period'] },
        ...axes.flatMap((axis) => [
          { head: [axisName(axis, lang), zh ? '形态' : 'Shape'] },
          { head: [axisName(axis, lang), zh ? '转折点' : 'Turn'], numeric: true },
          { head: [axisName(axis, lang), 'R²'], numeric: true },
          { head: [axisName(axis, lang), 'p'], numeric: true },
        ]),
      ],
      rows: nested(lines, 1),
      note: zh
        ? '转折点为该轴上的位置（0 至 1）；p 为最高次项的 F 检验。'
        : 'Turn: position on the axis from 0 to 1; p: F test of the highest term.',
      open: 30,
    };
  });
}

/** The two horizontal axes of a trend surface. */
export function axisName(axis: string, lang: 'en' | 'zh'): string {
  if (axis === 'x') return lang === 'zh' ? 'x 轴（东西向）' : 'x axis (west to east)';
  if (axis === 'y') return lang === 'zh' ? 'y 轴（南北向）' : 'y axis (south to north)';
  return axis;
}

/** What moved the opportunity index of every group. */
export function opportunityChangeGrid({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  return [...byColumn(rootRows(result, 'opportunity-change'), 'by')].map(([by, rows]) => ({
    caption: zh ? `机会指数变化的分解（${by}）` : `What changed the opportunity index, by ${by}`,
    columns: [
      { head: [zh ? '组别' : 'Group'], wrap: true },
      { head: [zh ? '阶段' : 'Stage'] },
      ...(zh ? ['变化', '由均值', '由公平'] : ['Change', 'By the mean', 'By equity']).map((head) => ({
        head: [head],
        numeric: true,
      })),
      { head: [zh ? '类型' : 'Regime'] },
    ],
    rows: nested(
      rows.map((row) => [
        groupName(textOf(row, 'group'), lang),
        `${row.from_period}–${row.to_period}`,
        ...['change', 'by_mean', 'by_equity'].map((column) => fixed(numberOf(row, column), 4)),
        kindName(textOf(row, 'regime'), lang),
      ]),
      1,
    ),
    open: 30,
  }));
}

/** Measures of inequality of the whole index. */
export function inequalityGrid({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  const rows = rootRows(result, 'inequality');
  if (rows.length === 0) return [];
  const measures = ['gini', 'theil', 'theil_between', 'theil_within', 'cv'];
  const isGrouped = rows.some((row) => textOf(row, 'by') !== '');
  return [
    {
      caption: zh ? '得分差异' : 'Inequality of the scores',
      columns: [
        { head: [zh ? '时期' : 'Period'] },
        ...(isGrouped ? [{ head: [zh ? '分组' : 'Groups'] }] : []),
        { head: [zh ? '权重' : 'Weights'] },
        ...(zh
          ? ['基尼系数', '泰尔指数', '组间', '组内', '变异系数']
          : ['Gini', 'Theil', 'Between', 'Within', 'CV']
        ).map((head) => ({ head: [head], numeric: true })),
      ],
      rows: nested(
        rows.map((row) => [
          textOf(row, 'period'),
          ...(isGrouped ? [textOf(row, 'by')] : []),
          kindName(textOf(row, 'weights'), lang),
          ...measures.map((column) => fixed(numberOf(row, column), 4)),
        ]),
        1,
      ),
      open: 30,
    },
  ];
}
