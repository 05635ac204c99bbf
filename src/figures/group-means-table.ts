import { group } from 'd3-array';
import * as z from 'zod';
import type { Cell } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import { lang, nodeOf, nodeOption, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { type Grid, nested, noteOf } from './grid.ts';
import { periodsOption, shownPeriods } from './shown-periods.ts';
import { byOption, groupColumn, tableFigure } from './table-figure.ts';
import { terms } from './table-terms.ts';

type Record = { [column: string]: Cell };

export const groupMeansTable = tableFigure({
  id: 'group-means-table',
  title: { en: 'Group means', zh: '分组均值' },
  about: {
    en: 'Three-line table of the mean score of every group in every period, with its change against the period before or, of many periods, from the first to the last; below, the mean of all units and the mean of the group means, which weighs every group alike. Needs the analysis groups.',
    zh: '分组均值三线表：各组逐期平均得分及其较上期（时期较多时为首末期）的变化；末行并列全部单元均值与各组均值的均值（各组同权）。需要 groups 分析。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    by: byOption,
    changes: z.enum(['step', 'span']).optional().meta({
      description:
        'step: against the period before; span: from the first to the last; default: step of at most 4 periods',
      zh: 'step 为较上期变化，span 为首末期变化；默认不超过 4 期时为 step',
    }),
    periods: periodsOption,
    width: widthOption(),
  }),
  available: (result) => recordsOf(result, 'groups').length > 0,
  grid(result, { lang: language, node: asked, by: column, changes, periods }): Grid {
    const t = terms[language];
    const node = nodeOf(result, asked);
    const by = groupColumn(result, 'groups', column);
    const { at: shown, remark } = shownPeriods(result, periods, language, { most: Number.POSITIVE_INFINITY });
    const isConsecutive = shown.every((p, i) => i === 0 || p === shown[i - 1]! + 1);
    const isStep = isConsecutive && (changes ?? (shown.length <= 4 ? 'step' : 'span')) === 'step';
    const own = (one: Record) => one.by === by && one.node === node.node.id;
    const means = recordsOf(result, 'means').filter(own);
    const series: [string, Record[], Keys][] = [
      ...grouped(recordsOf(result, 'groups').filter(own)).map(([group, rows]): [string, Record[], Keys] => [
        group,
        rows,
        UNITS,
      ]),
      [language === 'zh' ? '全部单元均值' : 'Mean of all units', means, UNITS],
      [language === 'zh' ? '各组均值的均值' : 'Mean of the group means', means, GROUPS],
    ];
    const years = shown.map((p) => result.panel.periods[p]!);
    return {
      caption: `${node.node.title[language]}${language === 'zh' ? `：按 ${by} 分组的均值` : `: means by ${by}`}`,
      columns: [
        { head: [t.group], wrap: true },
        { head: [t.units], numeric: true },
        ...years.flatMap((year, i) => [
          { head: isStep ? [`${year}`, t.mean] : [`${year}`], numeric: true, about: { period: year } },
          ...(isStep && i > 0
            ? [
                { head: [`${year}`, t.change], numeric: true, about: { period: year } },
                { head: [`${year}`, '%'], numeric: true, about: { period: year } },
              ]
            : []),
        ]),
        ...(!isStep && years.length > 1
          ? [
              { head: [t.change], numeric: true },
              { head: ['%'], numeric: true },
            ]
          : []),
      ],
      rows: nested(
        series
          .filter(([, rows]) => rows.length > 0)
          .map(([title, rows, keys]) => [title, ...cellsOf(rows, years, keys, isStep)]),
        0,
      ),
      note: noteOf([...sentences(years, isStep, language), remark], language),
      open: 30,
    };
  },
});

/** Names of the columns that hold a mean and its change. */
interface Keys {
  mean: string;
  count: string;
  change: string;
  percent: string;
}
const UNITS: Keys = { mean: 'mean', count: 'count', change: 'change', percent: 'change_percent' };
const GROUPS: Keys = {
  mean: 'mean_of_groups',
  count: 'groups',
  change: 'groups_change',
  percent: 'groups_change_percent',
};

function grouped(rows: readonly Record[]): [string, Record[]][] {
  return [...group(rows, (row) => row.group as string)];
}

function cellsOf(rows: readonly Record[], years: readonly number[], keys: Keys, isStep: boolean): string[] {
  const at = (year: number, key: string) => {
    const value = rows.find(({ period }) => period === year)?.[key];
    return typeof value === 'number' ? value : Number.NaN;
  };
  const last = years[years.length - 1]!;
  const [from, to] = [at(years[0]!, keys.mean), at(last, keys.mean)];
  return [
    fixed(at(last, keys.count), 0),
    ...years.flatMap((year, i) => [
      fixed(at(year, keys.mean), 4),
      ...(isStep && i > 0 ? [fixed(at(year, keys.change), 4), fixed(at(year, keys.percent), 2)] : []),
    ]),
    ...(!isStep && years.length > 1
      ? [fixed(to - from, 4), fixed(from === 0 ? Number.NaN : (100 * (to - from)) / from, 2)]
      : []),
  ];
}

function sentences(years: readonly number[], isStep: boolean, language: 'en' | 'zh'): string[] {
  const [from, to] = [years[0], years[years.length - 1]];
  if (language === 'zh')
    return [
      `单元数为 ${to} 年有得分的单元数（末行为组数）。`,
      ...(years.length > 1
        ? [
            isStep
              ? '变化与 % 均相对上一时期。'
              : `变化与 % 为 ${from} 年至 ${to} 年，% 以 ${from} 年为基准。`,
          ]
        : []),
    ];
  return [
    `Units: those with a score in ${to} (in the last row: groups).`,
    ...(years.length > 1
      ? [
          isStep
            ? 'Change and % are against the period before.'
            : `Change and % are from ${from} to ${to}, in percent of ${from}.`,
        ]
      : []),
  ];
}
