import type { Text } from '../core/text.ts';
import { dimensionOf } from '../core/tree.ts';
import type { Result } from '../study/result.ts';

/** The indicators of each dimension by position, dimension by dimension. */
export function indicatorGroups(result: Result): { id: string; title: Text; members: number[] }[] {
  const dimensions = dimensionOf(result.plan.study.index);
  const groups = new Map<string, { id: string; title: Text; members: number[] }>();
  result.plan.indicators.forEach(({ id }, i) => {
    const dimension = dimensions.get(id)!;
    const group = groups.get(dimension.id);
    if (group) group.members.push(i);
    else groups.set(dimension.id, { id: dimension.id, title: dimension.title, members: [i] });
  });
  return [...groups.values()];
}

/** An indicator as figures name it: its id, and its title where that says more. */
export function indicatorName(
  indicator: Result['plan']['indicators'][number],
  language: 'en' | 'zh',
): string {
  const title = indicator.title[language];
  return title === indicator.id ? title : `${indicator.id}  ${title}`;
}
