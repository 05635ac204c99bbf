import type { Sum } from '../study.ts';
import { type AuditView, check, type Hit, type Spot } from './finding.ts';

/** Parts that do not add up to the whole that the study declares, or are more than it. */
export const sums = check({
  id: 'sum',
  title: { en: 'Sums that do not add up', zh: '合计不符' },
  rule: {
    en: 'parts declared under audit.sums that miss the whole by more than the tolerance (0.5 % unless given)',
    zh: 'audit.sums 声明的各部分之和与总数之差超过容差（默认 0.5%）',
  },
  source: { en: 'declared by the study', zh: '由研究声明' },
  level: 'warning',
  find: (view) => view.sums.flatMap((sum) => ofSum(sum, view)),
  tell: ({ indicator, facts }, names, count) => ({
    en: `${indicator}: ${facts!.parts} ${facts!.complete === 1 ? 'do not add up to it' : 'are more than it'} in ${count} unit-period(s): ${names.en}.`,
    zh: `${indicator}：${facts!.parts} 在 ${count} 个单元-时期${facts!.complete === 1 ? '合计与其不符' : '超过它'}：${names.zh}。`,
  }),
});

function ofSum({ whole, parts, complete, tolerance }: Sum, { units, periods, variables }: AuditView): Hit[] {
  const column = (id: string) => variables.find((one) => one.id === id)!.values;
  const own = parts.map(column);
  const all = typeof whole === 'number' ? undefined : column(whole);
  const spots: Spot[] = [];
  for (let row = 0; row < units.length * periods.length; row++) {
    const value = own.reduce((sum, values) => sum + values[row]!, 0);
    const expected = all ? all[row]! : (whole as number);
    const miss = value - expected;
    if (!((complete ? Math.abs(miss) : miss) > tolerance * Math.abs(expected))) continue;
    spots.push({
      unit: row % units.length,
      period: Math.floor(row / units.length),
      value,
      expected,
    });
  }
  if (spots.length === 0) return [];
  const facts = { parts: parts.join(' + '), complete: complete ? 1 : 0 };
  return [{ indicator: typeof whole === 'number' ? `${parts[0]}` : whole, spots, facts }];
}
