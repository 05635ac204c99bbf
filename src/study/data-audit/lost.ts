import { check, type Hit } from './finding.ts';

/** F15: variables, units and periods without any observation: nothing can be said of them. */
export const lost = check({
  id: 'lost',
  title: { en: 'Nothing observed', zh: '没有观测值' },
  rule: {
    en: 'an indicator, a unit or a period without any value',
    zh: '指标、单元或时期没有任何数值',
  },
  source: { en: 'by definition', zh: '按定义' },
  level: 'warning',
  find({ units, periods, variables }) {
    const scored = variables.filter(({ isIndicator }) => isIndicator);
    const n = units.length;
    const none = (rows: (values: Float64Array) => boolean) => scored.every(({ values }) => rows(values));
    const empty = variables
      .filter(({ values }) => values.every((value) => Number.isNaN(value)))
      .map(({ id }): Hit => ({ indicator: id, spots: [], facts: { kind: 'indicator' } }));
    if (empty.length === variables.length) return empty;
    const lostUnits = units.flatMap((_, unit) =>
      none((values) => periods.every((_period, p) => Number.isNaN(values[p * n + unit]!)))
        ? [{ unit, period: -1 }]
        : [],
    );
    const lostPeriods = periods.flatMap((_, period) =>
      none((values) => values.subarray(period * n, (period + 1) * n).every((value) => Number.isNaN(value)))
        ? [{ unit: -1, period }]
        : [],
    );
    return [
      ...empty,
      ...(lostUnits.length > 0 ? [{ indicator: '', spots: lostUnits, facts: { kind: 'unit' } }] : []),
      ...(lostPeriods.length > 0 ? [{ indicator: '', spots: lostPeriods, facts: { kind: 'period' } }] : []),
    ];
  },
  tell: ({ indicator, facts }, names, count) =>
    facts!.kind === 'indicator'
      ? { en: `${indicator} has no value at all.`, zh: `${indicator} 没有任何数值。` }
      : facts!.kind === 'unit'
        ? {
            en: `${count} unit(s) have no value in any period and will have no score: ${names.en}.`,
            zh: `${count} 个单元在所有时期都没有数值，将没有得分：${names.zh}。`,
          }
        : {
            en: `${count} period(s) have no value of any unit; all that they show is filled in: ${names.en}.`,
            zh: `${count} 个时期没有任何单元的数值，其结果全部来自插补：${names.zh}。`,
          },
});
