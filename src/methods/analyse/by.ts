import * as z from 'zod';
import { nearest } from '../../core/nearest.ts';
import type { Complaint } from '../../core/problem.ts';
import type { AnalyseInput, CheckContext } from '../method.ts';
import { help } from '../options.ts';

/** Attribute columns that an analysis groups units by: one or several of `units.groups`. */
export const by = help(
  z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  'Attribute column or columns of units.groups that group the units',
  '分组所用的单元属性列（units.groups 之一或多个）',
);

/** The columns that were asked for, as a list. */
export function columnsOf(written: string | readonly string[] | undefined): readonly string[] {
  return written === undefined ? [] : typeof written === 'string' ? [written] : written;
}

/** Complains of columns that are not among the study's groups. */
export function checkBy(written: string | readonly string[] | undefined, context: CheckContext): Complaint[] {
  return columnsOf(written)
    .filter((column) => !context.groups.includes(column))
    .map((column) => {
      const near = nearest(column, context.groups);
      return {
        code: 'study/unknown-group',
        path: ['by'],
        saw: { en: `the group ${column}`, zh: `分组 ${column}` },
        why: { en: 'it is not among units.groups', zh: '它不在 units.groups 中' },
        fix: near
          ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
          : { en: 'add it to units.groups', zh: '请加入 units.groups' },
      };
    });
}

/** All units as one group, written `*` in tables. */
export const ALL = '*';

export interface Grouped {
  /** The attribute column; empty for all units together. */
  by: string;
  group: string;
  members: readonly number[];
}

/** Every group of the columns, in the order in which they first appear. */
export function groupsBy(input: Pick<AnalyseInput, 'groups'>, columns: readonly string[]): Grouped[] {
  return columns.flatMap((column) =>
    (input.groups.get(column) ?? []).map(({ group, members }) => ({ by: column, group, members })),
  );
}

/** All units of the study as one group. */
export function everyone(input: Pick<AnalyseInput, 'units'>, column: string): Grouped {
  return { by: column, group: ALL, members: input.units.map((_, unit) => unit) };
}

/** Complains when an option names a variable that is neither an indicator nor a context variable. */
export function checkVariable(
  written: string | undefined,
  option: string,
  { indicators, variables }: CheckContext,
): Complaint[] {
  const known = [...indicators.map(({ id }) => id), ...variables];
  if (written === undefined || known.includes(written)) return [];
  const near = nearest(written, known);
  return [
    {
      code: 'study/unknown-variable',
      path: [option],
      saw: { en: written, zh: written },
      why: { en: 'there is no indicator or context variable of this id', zh: '没有此标识的指标或背景变量' },
      fix: near
        ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
        : { en: 'add it to context', zh: '请加入 context' },
    },
  ];
}
