import * as z from 'zod';
import type { Table } from '../core/table.ts';
import { dimensionOf, type Node } from '../core/tree.ts';
import type { Result } from '../study/result.ts';
import { lang, rankedUnits, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { type Grid, nested, noteOf } from './grid.ts';
import { periodsOption, shownPeriods } from './shown-periods.ts';
import { tableFigure } from './table-figure.ts';
import { terms } from './table-terms.ts';

/** Pairs of factor and degree beside each other unless other periods are asked for. */
const MOST_PAIRS = 6;
const MOST_PERIODS = 3;

export const obstacleTable = tableFigure({
  id: 'obstacle-table',
  title: { en: 'Main obstacles', zh: '主要障碍因子' },
  about: {
    en: 'Three-line table of what holds each unit back: for every period and dimension the largest obstacle factor and its degree in percent. Equal degrees count for the first in study order.',
    zh: '主要障碍因子三线表：逐期、逐维度给出各单元障碍度最大的因子及其障碍度（%）。并列者取研究中先列者。',
  },
  options: z.object({
    lang,
    top: z.number().int().min(1).max(20).default(1).meta({
      description: 'how many of the largest obstacles of each dimension',
      zh: '每个维度列出的最大障碍数',
    }),
    periods: periodsOption,
    units: z.number().int().min(2).default(60).meta({
      description: 'most units to show; of more, both ends of the ranking',
      zh: '最多显示的单元数，超出时显示排名两端',
    }),
    width: widthOption(),
  }),
  available: (result) => result.obstacles !== undefined,
  grid(result, { lang: language, top, periods, units }): Grid {
    const t = terms[language];
    const { panel } = result;
    const dimensions = dimensionsOf(result);
    const room = Math.floor(MOST_PAIRS / dimensions.length);
    const { at: shown, remark } = shownPeriods(result, periods, language, {
      most: Math.max(1, Math.min(MOST_PERIODS, room)),
    });
    const among = bothEnds(result, shown[shown.length - 1]!, units);
    const most = Math.min(top, Math.max(...dimensions.map(({ columns }) => columns.length)));
    const ofUnit = among.map((u) => {
      const largest = shown.flatMap((p) =>
        dimensions.map(({ columns }) => largestOf(result.obstacles!, columns, p * panel.units.length + u)),
      );
      return { unit: panel.units[u]!.id, name: panel.units[u]!.name[language], largest };
    });
    const each = Array.from({ length: most }, (_, k) => k);
    const rows = ofUnit.flatMap(({ name, largest }) =>
      each.map((k) => [
        name,
        ...(most > 1 ? [`${k + 1}`] : []),
        ...largest.flatMap((list) => (list[k] ? [list[k].id, fixed(list[k].degree, 2)] : ['–', '–'])),
      ]),
    );
    return {
      caption: language === 'zh' ? '主要障碍因子及障碍度' : 'Main obstacle factors and their degrees',
      columns: [
        { head: [t.unit], wrap: true },
        ...(most > 1 ? [{ head: [t.rank], numeric: true }] : []),
        ...shown.flatMap((p, i) =>
          dimensions.flatMap(({ node }, d) => {
            const about = { period: panel.periods[p]! };
            const cells = ofUnit.flatMap(({ largest }) =>
              each.map((k) => ({ node: largest[i * dimensions.length + d]![k]?.id })),
            );
            const above = [`${panel.periods[p]}`, node.title[language]];
            return [
              { head: [...above, t.factor], about, cells },
              { head: [...above, t.degree], numeric: true, about, cells },
            ];
          }),
        ),
      ],
      lead: most > 1 ? 2 : 1,
      about: ofUnit.flatMap(({ unit }) => each.map(() => ({ unit }))),
      rows: most > 1 ? spanning(rows, most) : nested(rows, 0),
      note: noteOf([legend(language), ...unitNote(result, among, language), remark], language),
      open: 30,
    };
  },
});

/** All units in study order, or those at both ends of the ranking. */
function bothEnds(result: Result, p: number, most: number): number[] {
  const all = result.panel.units.map((_, unit) => unit);
  if (all.length <= most) return all;
  const ranked = rankedUnits(result, result.nodes[0]!, p).map(({ unit }) => unit);
  const first = ranked.slice(0, Math.ceil(most / 2));
  return [...first, ...ranked.slice(first.length).slice(-Math.floor(most / 2))];
}

function unitNote({ panel }: Result, among: readonly number[], language: 'en' | 'zh'): string[] {
  if (among.length === panel.units.length) return [];
  const [first, last] = [Math.ceil(among.length / 2), Math.floor(among.length / 2)];
  return [
    language === 'zh'
      ? `按名次显示 ${panel.units.length} 个单元中的前 ${first} 与后 ${last} 名。`
      : `By rank: the first ${first} and the last ${last} of ${panel.units.length} units.`,
  ];
}

/** The unit's name stands once for its rows, whatever the unit before it is called. */
function spanning(rows: readonly string[][], each: number): (string | null)[][] {
  return rows.map(([name, ...rest], r) => [r % each === 0 ? name! : null, ...rest]);
}

/** The dimensions with the positions of their indicators, in study order. */
function dimensionsOf({ plan, obstacles }: Result): { node: Node; columns: number[] }[] {
  const dimensions = dimensionOf(plan.study.index);
  const found = new Map<string, { node: Node; columns: number[] }>();
  obstacles!.ids.forEach((id, c) => {
    const node = dimensions.get(id)!;
    const one = found.get(node.id);
    if (one) one.columns.push(c);
    else found.set(node.id, { node, columns: [c] });
  });
  return [...found.values()];
}

/** Obstacles of a row among some columns, largest first; what holds nothing back is left out. */
function largestOf(
  { ids, columns }: Table,
  among: readonly number[],
  row: number,
): { id: string; degree: number }[] {
  return among
    .map((c) => ({ c, id: ids[c]!, degree: columns[c]![row]! }))
    .filter(({ degree }) => degree > 0)
    .sort((a, b) => b.degree - a.degree || a.c - b.c);
}

function legend(language: 'en' | 'zh'): string {
  return language === 'zh'
    ? '障碍因子以指标编号表示，障碍度单位为 %；“–”表示无障碍或无数据。'
    : 'OF obstacle factor (id of the indicator), OD obstacle degree in percent; – nothing holds the unit back, or nothing is known.';
}
