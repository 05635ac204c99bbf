import { group } from 'd3-array';
import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { lang, widthOption } from './figure.ts';
import { type Grid, nested, noteOf } from './grid.ts';
import { tableFigure } from './table-figure.ts';
import { terms } from './table-terms.ts';

export const groupTable = tableFigure({
  id: 'group-table',
  title: { en: 'Study area', zh: '研究区范围' },
  about: {
    en: 'Three-line table of the groups of units and what belongs to them; with two group columns the smaller groups stand within the larger ones. Units in no group are named at the end.',
    zh: '单元分组三线表：各组及其所含单元；有两个分组列时小组列于大组之内。未分组的单元列于末尾。',
  },
  options: z.object({
    lang,
    by: z.array(z.string()).min(1).max(3).optional().meta({
      description: 'columns of units.groups, outermost first; default: the first two',
      zh: 'units.groups 中的列，由外到内，默认前两列',
    }),
    width: widthOption(),
  }),
  available: ({ plan }) => plan.study.units.groups.length > 0,
  grid(result, { lang: language, by }): Grid {
    const t = terms[language];
    const columns = by ? by.map((column) => known(result, column)) : usual(result);
    const groups = groupsOf(result, columns);
    return {
      caption: language === 'zh' ? '研究区单元与分组' : 'Units of the study by group',
      columns: [
        ...columns.map((column) => ({ head: [column], wrap: true })),
        { head: [t.count], numeric: true },
        { head: [t.members], wrap: true },
      ],
      lead: columns.length,
      rows: nested(
        groups.map(({ path, members }) => [
          ...path.map((group) => (group === '' ? t.none : group)),
          `${members.length}`,
          named(result, members, language),
        ]),
        columns.length - 1,
      ),
      note: noteOf(counts(result, groups, language), language),
      open: 30,
    };
  },
});

/** More names than these nobody reads in a cell. */
const MOST = 500;

function named({ panel }: Result, members: readonly number[], language: 'en' | 'zh'): string {
  const names = members.slice(0, MOST).map((unit) => panel.units[unit]!.name[language]);
  const more = members.length - names.length;
  if (more > 0) names.push(language === 'zh' ? `另 ${more} 个` : `and ${more} more`);
  return names.join(terms[language].list);
}

function known({ plan }: Result, column: string): string {
  if (plan.study.units.groups.includes(column)) return column;
  throw new RangeError(`invalid by: ${column} (must be one of ${plan.study.units.groups.join(', ')})`);
}

const attributeOf = ({ panel }: Result, unit: number, column: string) =>
  panel.units[unit]!.attributes.get(column) ?? '';

/** The first two group columns, the coarser outside when each of its groups is made of whole groups of the other. */
function usual(result: Result): string[] {
  const [a, b] = result.plan.study.units.groups;
  if (b === undefined) return [a!];
  return isWithin(result, a!, b) && !isWithin(result, b, a!) ? [b, a!] : [a!, b];
}

/** Whether every group of a column lies within one group of the other. */
function isWithin(result: Result, column: string, other: string): boolean {
  const above = new Map<string, string>();
  return result.panel.units.every((_, unit) => {
    const [inner, outer] = [attributeOf(result, unit, column), attributeOf(result, unit, other)];
    if (inner === '') return true;
    if (!above.has(inner)) above.set(inner, outer);
    return above.get(inner) === outer;
  });
}

/** Units by their groups: every level in the order in which it first appears, those without a group last. */
function groupsOf(result: Result, columns: readonly string[]): { path: string[]; members: number[] }[] {
  const split = (
    members: readonly number[],
    path: readonly string[],
  ): { path: string[]; members: number[] }[] => {
    const column = columns[path.length];
    if (column === undefined) return [{ path: [...path], members: [...members] }];
    const groups = group(members, (unit) => attributeOf(result, unit, column));
    const ordered = [...groups].sort(([a], [b]) => Number(a === '') - Number(b === ''));
    return ordered.flatMap(([value, inside]) => split(inside, [...path, value]));
  };
  return split(
    result.panel.units.map((_, unit) => unit),
    [],
  );
}

function counts(
  { panel }: Result,
  groups: readonly { path: string[]; members: number[] }[],
  language: 'en' | 'zh',
): string[] {
  const without = groups
    .filter(({ path }) => path[path.length - 1] === '')
    .reduce((sum, { members }) => sum + members.length, 0);
  const known = groups.filter(({ path }) => path[path.length - 1] !== '').length;
  if (language === 'zh')
    return [
      `共 ${panel.units.length} 个单元，${known} 组${without > 0 ? `，${without} 个单元未分组` : ''}。`,
    ];
  return [
    `${panel.units.length} unit(s), ${known} group(s)${without > 0 ? `; ${without} unit(s) are in none` : ''}.`,
  ];
}
