import { type AuditView, check, OWN, type Spot, type Variable } from './finding.ts';

const LEAST = 8;

/** Periods whose values are printed with fewer digits than all others: rounded, estimated, or from another table. */
export const rounded = check({
  id: 'rounded',
  title: { en: 'Coarser than the rest', zh: '精度突降' },
  rule: {
    en: `nineteen twentieths of the values of a period (${LEAST} or more) are multiples of 10 times the last digit of the column, and at most a third of the others`,
    zh: `某期 95% 的数值（至少 ${LEAST} 个）为该列末位单位 10 倍的整数倍，而其他时期不超过三分之一`,
  },
  source: OWN,
  level: 'note',
  find: (view) =>
    view.variables.flatMap((variable) => {
      const spots = variable.isMeasured && view.periods.length > 1 ? spotsOf(variable, view) : [];
      return spots.length === 0 ? [] : [{ indicator: variable.id, spots }];
    }),
  tell: ({ indicator }, names) => ({
    en: `${indicator} has fewer digits in ${names.en} than in the other periods, perhaps rounded or from another table.`,
    zh: `${indicator} 在 ${names.zh} 的数值位数少于其他时期，可能经四舍五入或出自他表。`,
  }),
});

function spotsOf({ values }: Variable, { units, periods }: AuditView): Spot[] {
  const n = units.length;
  const decimals = values.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
  const isCoarse = (value: number) => (decimals === 0 ? value % 10 === 0 : decimalsOf(value) < decimals);
  const counts = periods.map((_, p) => {
    const own = values.subarray(p * n, (p + 1) * n).filter((value) => !Number.isNaN(value));
    return { of: own.length, coarse: own.filter(isCoarse).length };
  });
  return counts.flatMap(({ of, coarse }, period): Spot[] => {
    const others = counts.filter((_, p) => p !== period);
    const rest = others.reduce((sum, one) => sum + one.of, 0);
    const restCoarse = others.reduce((sum, one) => sum + one.coarse, 0);
    return of >= LEAST && coarse >= 0.95 * of && rest > 0 && 3 * restCoarse <= rest
      ? [{ unit: -1, period }]
      : [];
  });
}

/** Decimals that a number is printed with. */
function decimalsOf(value: number): number {
  const text = String(value);
  const dot = text.indexOf('.');
  return dot < 0 || text.includes('e') ? 0 : text.length - dot - 1;
}
