import type { Cell } from '../core/data-table.ts';
import { groupsOf, recordsOf } from '../study/analyse.ts';
import type { NodeResult, Result } from '../study/result.ts';

const MOST = 20;

/** A group with its mean in each shown period, and the scores of its units behind it. */
export interface GroupBar {
  group: string;
  /** Units of the group, with or without a score. */
  size: number;
  means: number[];
  values: number[][];
  /** The ids of the units that have them. */
  units: string[][];
}
export interface Bars {
  /** Largest mean in the last shown period first. */
  groups: GroupBar[];
  /** Number of groups before the limit. */
  total: number;
  /** Per shown period: the mean of all units, and that of the group means. */
  means: { units: number; groups: number }[];
  ungrouped: number;
}

/** What the tables `groups` and `means` say of a node, by an attribute column, in some periods. */
export function barsOf(
  result: Result,
  { node, score }: NodeResult,
  by: string | undefined,
  shown: readonly number[],
): Bars {
  const { panel } = result;
  const table = recordsOf(result, 'groups');
  const known = [...new Set(table.map((row) => String(row.by)))];
  const column = by ?? known[0];
  if (column === undefined) return { groups: [], total: 0, means: [], ungrouped: 0 };
  if (!known.includes(column))
    throw new RangeError(`invalid group: ${column} (must be one of ${known.join(', ')})`);
  const isOurs = (row: Record<string, Cell>) => row.by === column && row.node === node.id;
  const meanAt = new Map(table.filter(isOurs).map((row) => [`${row.period} ${row.group}`, Number(row.mean)]));
  const together = new Map(
    recordsOf(result, 'means')
      .filter(isOurs)
      .map((row) => [row.period, row]),
  );
  const members = groupsOf(panel, column);
  const groups = members.map(({ group, members: units }) => {
    const scored = shown.map((p) =>
      units.filter((unit) => !Number.isNaN(score[p * panel.units.length + unit]!)),
    );
    return {
      group,
      size: units.length,
      means: shown.map((p) => meanAt.get(`${panel.periods[p]} ${group}`) ?? Number.NaN),
      values: shown.map((p, i) => scored[i]!.map((unit) => score[p * panel.units.length + unit]!)),
      units: scored.map((some) => some.map((unit) => panel.units[unit]!.id)),
    };
  });
  const last = (one: GroupBar) => one.means[one.means.length - 1] ?? Number.NaN;
  const isEmpty = (one: GroupBar) => Number.isNaN(last(one));
  const ordered = groups
    .map((one, i) => ({ one, i }))
    .sort(
      (a, b) =>
        Number(isEmpty(a.one)) - Number(isEmpty(b.one)) ||
        (isEmpty(a.one) ? 0 : last(b.one) - last(a.one)) ||
        a.i - b.i,
    );
  return {
    groups: ordered.slice(0, MOST).map(({ one }) => one),
    total: groups.length,
    means: shown.map((p) => {
      const row = together.get(panel.periods[p]!);
      return { units: Number(row?.mean ?? Number.NaN), groups: Number(row?.mean_of_groups ?? Number.NaN) };
    }),
    ungrouped: panel.units.length - members.reduce((sum, one) => sum + one.members.length, 0),
  };
}
