import { check, type Hit } from './finding.ts';

/** F14: indicators that do not, or hardly, tell units apart. */
export const constant = check({
  id: 'constant',
  title: { en: 'Constant or nearly so', zh: '常数或近似常数' },
  rule: {
    en: 'one value only; or the commonest value at least 19 times as often as the next, and distinct values at most a tenth',
    zh: '只有一个值；或最常见的值出现次数不低于次常见者的 19 倍，且不同值不超过十分之一',
  },
  source: { en: 'Kuhn 2008 (near-zero variance)', zh: 'Kuhn，2008（近零方差）' },
  level: 'warning',
  find: ({ variables }) =>
    variables.flatMap(({ id, values, isIndicator }): Hit[] => {
      if (!isIndicator) return [];
      const counts = new Map<number, number>();
      for (const value of values) {
        if (Number.isNaN(value)) continue;
        counts.set(value, (counts.get(value) ?? 0) + 1);
        if (counts.size > 1 && 10 * counts.size > values.length) return [];
      }
      const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
      if (!first) return [];
      const observed = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const isNear = second && first[1] >= 19 * second[1] && 10 * counts.size <= observed;
      if (second && !isNear) return [];
      return [{ indicator: id, spots: [], facts: { value: first[0], count: first[1], of: observed } }];
    }),
  tell: ({ indicator, facts }) =>
    facts!.count === facts!.of
      ? {
          en: `${indicator} is ${facts!.value} everywhere; it tells no two units apart and has no entropy weight.`,
          zh: `${indicator} 处处为 ${facts!.value}，不能区分任何单元，熵权为零。`,
        }
      : {
          en: `${indicator} is ${facts!.value} in ${facts!.count} of ${facts!.of} cells; few cells decide its range.`,
          zh: `${indicator} 的 ${facts!.of} 个值中有 ${facts!.count} 个为 ${facts!.value}，其极差由少数值决定。`,
        },
});
