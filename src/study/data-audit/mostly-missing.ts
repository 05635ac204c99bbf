import { check } from './finding.ts';

/** F15: variables of which more than half, but not all, is missing. */
export const mostlyMissing = check({
  id: 'mostly-missing',
  title: { en: 'Mostly missing', zh: '多数缺失' },
  rule: { en: 'more than half of the unit-periods missing', zh: '缺失的单元-时期过半' },
  source: { en: 'Little & Rubin 2002; limit of Holling', zh: 'Little 与 Rubin，2002；界限由 Holling 定' },
  level: 'warning',
  find: ({ variables }) =>
    variables.flatMap(({ id, values, series }) => {
      const missing = values.length - series.values.length;
      return 2 * missing > values.length && missing < values.length
        ? [{ indicator: id, spots: [], facts: { missing, of: values.length } }]
        : [];
    }),
  tell: ({ indicator, facts }) => ({
    en: `${indicator}: ${facts!.missing} of ${facts!.of} unit-periods are missing; what is filled in outweighs what was observed.`,
    zh: `${indicator}：${facts!.of} 个单元-时期缺失 ${facts!.missing} 个，插补多于观测。`,
  }),
});
