import * as z from 'zod';
import { recordsOf } from '../study/analyse.ts';
import { lang, nodeOf, nodeOption, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { type Grid, nested, noteOf } from './grid.ts';
import { periodsOption, shownPeriods } from './shown-periods.ts';
import { byOption, groupColumn, tableFigure } from './table-figure.ts';
import { terms } from './table-terms.ts';

/** Periods beside each other unless others are asked for. */
const MOST_PERIODS = 4;

export const opportunityTable = tableFigure({
  id: 'opportunity-table',
  title: { en: 'Opportunity and equity', zh: '机会指数与公平指数' },
  about: {
    en: 'Three-line table of the opportunity index and the equity index of every group and period. An equity index of 1 or more means that opportunity is spread evenly or in favour of the weaker. Needs the analysis opportunity.',
    zh: '机会指数与公平指数三线表，逐组逐期列出。公平指数不低于 1 表示机会分布公平或有利于较弱者。需要 opportunity 分析。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    by: byOption,
    periods: periodsOption,
    width: widthOption(),
  }),
  available: (result) => recordsOf(result, 'opportunity').length > 0,
  grid(result, { lang: language, node: asked, by: column, periods }): Grid {
    const t = terms[language];
    const node = nodeOf(result, asked);
    const by = groupColumn(result, 'opportunity', column);
    const { at: shown, remark } = shownPeriods(result, periods, language, { most: MOST_PERIODS });
    const years = shown.map((p) => result.panel.periods[p]!);
    const rows = recordsOf(result, 'opportunity').filter((one) => one.by === by && one.node === node.node.id);
    const groups = [...new Set(rows.map(({ group }) => group as string))];
    const at = (group: string, year: number, key: string, decimals: number) => {
      const value = rows.find((one) => one.group === group && one.period === year)?.[key];
      return fixed(typeof value === 'number' ? value : Number.NaN, decimals);
    };
    return {
      caption: `${node.node.title[language]}${language === 'zh' ? `：机会与公平指数（${by}）` : `: opportunity and equity by ${by}`}`,
      columns: [
        { head: [t.group], wrap: true },
        ...years.map((year) => ({
          head: [t.opportunity, `${year}`],
          numeric: true,
          about: { period: year },
        })),
        ...years.map((year) => ({ head: [t.equity, `${year}`], numeric: true, about: { period: year } })),
      ],
      rows: nested(
        groups.map((group) => [
          group === '*' ? t.all : group,
          ...years.map((year) => at(group, year, 'index', 4)),
          ...years.map((year) => at(group, year, 'equity', 2)),
        ]),
        0,
      ),
      note: noteOf([meaning(language), remark], language),
      open: 30,
    };
  },
});

function meaning(language: 'en' | 'zh'): string {
  return language === 'zh'
    ? '公平指数 = 机会指数 / 均值；不低于 1 为公平。'
    : 'Equity index = opportunity index / mean; 1 or more is equitable.';
}
