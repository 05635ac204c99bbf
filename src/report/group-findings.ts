import { fixed } from '../figures/format.ts';
import type { Result } from '../study/result.ts';
import { byColumn, numberOf, type Row, rootRows } from './cells.ts';

type Lang = 'en' | 'zh';

interface Growth {
  name: string;
  from: number;
  to: number;
  /** Percent of the mean at the start. */
  percent: number;
}

/** Which groups lead and trail, and which grew most and least since the first period, in percent of their start. */
export function groupFindings(result: Result, lang: Lang): string[] {
  return [...byColumn(rootRows(result, 'groups'), 'by')].flatMap(([by, rows]) => [
    ...standing(result, by, rows, lang),
    ...growth(result, rows, lang),
    ...overall(result, by, lang),
  ]);
}

const ends = ({ panel }: Result): [number, number] => [
  panel.periods[0]!,
  panel.periods[panel.periods.length - 1]!,
];

function standing(result: Result, by: string, rows: readonly Row[], lang: Lang): string[] {
  const [, last] = ends(result);
  const means = rows
    .filter((row) => row.period === last && !Number.isNaN(numberOf(row, 'mean')))
    .sort((a, b) => numberOf(b, 'mean') - numberOf(a, 'mean'));
  if (means.length < 2) return [];
  const [high, low] = [means[0]!, means[means.length - 1]!];
  const said = (row: Row) =>
    `${row.group}${lang === 'zh' ? '（' : ' ('}${fixed(numberOf(row, 'mean'), 4)}${lang === 'zh' ? '）' : ')'}`;
  return [
    lang === 'zh'
      ? `按 ${by} 分组，${last} 年均值最高的是${said(high)}，最低的是${said(low)}。`
      : `By ${by}, the highest mean of ${last} is that of ${said(high)}, the lowest that of ${said(low)}.`,
  ];
}

function growthOf(result: Result, name: string, rows: readonly Row[], column = 'mean'): Growth {
  const [first, last] = ends(result);
  const at = (period: number) =>
    numberOf(
      rows.find((row) => row.period === period),
      column,
    );
  const [from, to] = [at(first), at(last)];
  return { name, from, to, percent: from === 0 ? Number.NaN : (100 * (to - from)) / from };
}

function growth(result: Result, rows: readonly Row[], lang: Lang): string[] {
  const [first, last] = ends(result);
  if (first === last) return [];
  const grown = [...byColumn(rows, 'group')]
    .map(([name, own]) => growthOf(result, name, own))
    .filter(({ percent }) => !Number.isNaN(percent))
    .sort((a, b) => b.percent - a.percent);
  if (grown.length === 0) return [];
  const said = ({ name, from, to, percent }: Growth) =>
    lang === 'zh'
      ? `${name}（${signed(percent)}%，由 ${fixed(from, 4)} 至 ${fixed(to, 4)}）`
      : `${name} (${signed(percent)} %, ${fixed(from, 4)} to ${fixed(to, 4)})`;
  const [most, least] = [grown[0]!, grown[grown.length - 1]!];
  if (lang === 'zh')
    return [
      `${first} 至 ${last} 年，以 ${first} 年为基准，增幅最大的是${said(most)}${grown.length > 1 ? `，最小的是${said(least)}` : ''}。`,
    ];
  return [
    `From ${first} to ${last}, in percent of ${first}, the largest growth is that of ${said(most)}${grown.length > 1 ? `, the smallest that of ${said(least)}` : ''}.`,
  ];
}

/** Both means, which published tables often confuse. */
function overall(result: Result, by: string, lang: Lang): string[] {
  const rows = rootRows(result, 'means').filter((row) => row.by === by);
  const units = growthOf(result, '', rows);
  const groups = growthOf(result, '', rows, 'mean_of_groups');
  if (Number.isNaN(units.percent) || Number.isNaN(groups.percent) || result.panel.periods.length < 2)
    return [];
  return [
    lang === 'zh'
      ? `全部单元均值变化 ${signed(units.percent)}%，各组均值的均值变化 ${signed(groups.percent)}%。`
      : `The mean of all units changed by ${signed(units.percent)} %, the mean of the group means by ${signed(groups.percent)} %.`,
  ];
}

function signed(percent: number): string {
  return `${percent > 0 ? '+' : ''}${fixed(percent, 2)}`;
}
