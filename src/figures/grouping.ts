import * as z from 'zod';
import { groupsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';

export const byOption = z.string().optional().meta({
  description: 'attribute column of units.groups, or none; default: the first',
  zh: '分组属性列（units.groups 之一）或 none，默认为第一个',
});

/** A group as readers know it; tables write `*` for all units together. */
export function groupName(group: string, lang: 'en' | 'zh'): string {
  if (group !== '*') return group;
  return lang === 'zh' ? '全部单元' : 'All units';
}

/** Units with the same value of an attribute column, in the order in which the values first appear. */
export interface Grouping {
  column: string | undefined;
  groups: { group: string; members: number[] }[];
  /** Position of each unit's group; undefined for a unit without. */
  of: (number | undefined)[];
}

/** The groups of a column of `units.groups`; `none`, or a study without groups, gives none. */
export function groupingOf(result: Result, by: string | undefined): Grouping {
  const { panel, plan } = result;
  const known = plan.study.units.groups;
  const of = new Array<number | undefined>(panel.units.length).fill(undefined);
  if (by !== undefined && by !== 'none' && !known.includes(by))
    throw new RangeError(`invalid group: ${by} (must be one of ${[...known, 'none'].join(', ')})`);
  const column = by === 'none' ? undefined : (by ?? known[0]);
  if (column === undefined) return { column, groups: [], of };
  const groups = groupsOf(panel, column);
  groups.forEach(({ members }, g) => {
    for (const unit of members) of[unit] = g;
  });
  return { column, groups, of };
}
