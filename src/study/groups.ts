import type { Panel } from '../core/panel.ts';
import { sum } from '../core/statistics/sum.ts';
import type { GroupMean, NodeResult } from './result.ts';

/** Mean score of each group of units by period and node, with its change against the period before. */
export function groupMeans(by: readonly string[], panel: Panel, nodes: readonly NodeResult[]): GroupMean[] {
  return by.flatMap((column) =>
    groupsOf(panel, column).flatMap(({ group, members }) =>
      nodes.flatMap(({ node, score }) => {
        const series = panel.periods.map((period, p) => {
          const scores = members
            .map((unit) => score[p * panel.units.length + unit]!)
            .filter((value) => value === value);
          return {
            period,
            count: scores.length,
            mean: scores.length > 0 ? sum(scores) / scores.length : Number.NaN,
          };
        });
        return series.map((one, p) => {
          const before = p > 0 ? series[p - 1]!.mean : Number.NaN;
          const change = one.mean - before;
          return {
            by: column,
            group,
            node: node.id,
            ...one,
            change,
            changePercent: before === 0 ? Number.NaN : (100 * change) / before,
          };
        });
      }),
    ),
  );
}

/** The values of an attribute column with the units that have them, in the order in which they first appear. */
export function groupsOf(panel: Panel, column: string): { group: string; members: number[] }[] {
  const groups = new Map<string, number[]>();
  panel.units.forEach((unit, i) => {
    const group = unit.attributes.get(column) ?? '';
    if (group === '') return;
    const members = groups.get(group);
    if (members) members.push(i);
    else groups.set(group, [i]);
  });
  return [...groups].map(([group, members]) => ({ group, members }));
}
