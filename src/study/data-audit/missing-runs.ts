import { check, OWN, type Spot } from './finding.ts';

const LEAST = 3;

/** Runs of missing periods within a unit that has other observations of the variable. */
export const missingRuns = check({
  id: 'missing-run',
  title: { en: 'Long gaps', zh: '连续缺失' },
  rule: {
    en: `${LEAST} or more periods missing in a row, of a unit that has other values`,
    zh: `某单元有其他数值，但连续缺失 ${LEAST} 期及以上`,
  },
  source: OWN,
  level: 'note',
  find: ({ units, periods, variables }) =>
    variables.flatMap(({ id, values }) => {
      const spots = units.flatMap((_, unit) => gaps(values, unit, units.length, periods.length));
      return spots.length === 0 ? [] : [{ indicator: id, spots }];
    }),
  tell: ({ indicator }, names, count) => ({
    en: `${indicator}: ${count} unit(s) miss ${LEAST} or more periods in a row: ${names.en}.`,
    zh: `${indicator}：${count} 个单元连续缺失 ${LEAST} 期及以上：${names.zh}。`,
  }),
});

function gaps(values: Float64Array, unit: number, units: number, periods: number): Spot[] {
  const spots: Spot[] = [];
  let length = 0;
  for (let p = 0; p <= periods; p++) {
    if (p < periods && Number.isNaN(values[p * units + unit]!)) length++;
    else {
      if (length >= LEAST && length < periods) spots.push({ unit, period: p - length, length });
      length = 0;
    }
  }
  return spots;
}
