import { fixed } from '../figures/format.ts';
import type { Grid } from '../figures/grid.ts';
import { recordsOf } from '../study/analyse.ts';
import { byColumn, numberOf, textOf } from './cells.ts';
import { nodeTitle } from './robustness-findings.ts';
import type { Context } from './section.ts';

/** Consistency of every dimension, and the shape of every indicator. */
export function robustnessGrids(context: Context): Grid[] {
  return [...consistency(context), ...shapes(context)];
}

function consistency({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  const rows = recordsOf(result, 'reliability');
  if (rows.length === 0) return [];
  const components = byColumn(recordsOf(result, 'components'), 'node');
  const number = (head: string) => ({ head: [head], numeric: true });
  return [
    {
      caption: zh ? '内部一致性与主成分' : 'Internal consistency and principal components',
      columns: [
        { head: [zh ? '节点' : 'Node'], wrap: true },
        ...(zh ? ['指标数', 'α'] : ['Indicators', 'Alpha']).map(number),
        { head: [zh ? '剔除' : 'Without'] },
        ...(zh
          ? ['剔除后 α', '第一主成分比重', '特征值 > 1']
          : ['Alpha then', 'First component', 'Eigenvalues > 1']
        ).map(number),
      ],
      rows: rows.map((row) => {
        const own = components.get(textOf(row, 'node')) ?? [];
        return [
          nodeTitle(result, textOf(row, 'node'), lang),
          textOf(row, 'indicators'),
          fixed(numberOf(row, 'alpha'), 3),
          textOf(row, 'worst') || '–',
          fixed(numberOf(row, 'alpha_without'), 3),
          fixed(numberOf(own[0], 'share'), 3),
          own.length === 0 ? '–' : `${own.filter((one) => numberOf(one, 'eigenvalue') > 1).length}`,
        ];
      }),
      open: 30,
    },
  ];
}

function shapes({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  const rows = recordsOf(result, 'distributions');
  if (rows.length === 0) return [];
  const outliers = byColumn(recordsOf(result, 'outliers'), 'indicator');
  return [
    {
      caption: zh ? '指标分布与离群值' : 'Shapes and outliers of the indicators',
      columns: [
        { head: [zh ? '指标' : 'Indicator'] },
        ...(zh ? ['数量', '偏度', '超额峰度', '离群值'] : ['Values', 'Skewness', 'Kurtosis', 'Outliers']).map(
          (head) => ({ head: [head], numeric: true }),
        ),
        { head: [zh ? '判断' : 'Shape'] },
      ],
      rows: rows.map((row) => [
        textOf(row, 'indicator'),
        textOf(row, 'count'),
        fixed(numberOf(row, 'skewness'), 2),
        fixed(numberOf(row, 'kurtosis'), 2),
        `${outliers.get(textOf(row, 'indicator'))?.length ?? 0}`,
        row.flag === 'skewed' ? (zh ? '偏斜' : 'skewed') : '',
      ]),
      note: zh
        ? '插补后、处理前的数值；|偏度| > 2 且超额峰度 > 3.5 为偏斜。'
        : 'Values after imputation, before treatment; skewed: |skewness| > 2 and excess kurtosis > 3.5.',
      open: 12,
    },
  ];
}
