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
  const places = placesOf(values, n);
  if (!places) return [];
  const decimals = places.reduce((most, place) => Math.max(most, place), 0);
  const counts = periods.map((_, p) => {
    let [of, coarse] = [0, 0];
    for (let row = p * n; row < (p + 1) * n; row++) {
      if (Number.isNaN(values[row]!)) continue;
      of++;
      if (decimals === 0 ? values[row]! % 10 === 0 : places[row]! < decimals) coarse++;
    }
    return { of, coarse };
  });
  const all = counts.reduce((sum, one) => sum + one.of, 0);
  const allCoarse = counts.reduce((sum, one) => sum + one.coarse, 0);
  return counts.flatMap(({ of, coarse }, period): Spot[] => {
    const rest = all - of;
    return of >= LEAST && coarse >= 0.95 * of && rest > 0 && 3 * (allCoarse - coarse) <= rest
      ? [{ unit: -1, period }]
      : [];
  });
}

/**
 * Decimals of every value, or nothing as soon as so many have fewer than the most that no period can stand out: more
 * than a third of all, and all of one period besides.
 */
function placesOf(values: Float64Array, n: number): Uint8Array | undefined {
  const places = new Uint8Array(values.length);
  const enough = values.length / 3 + n;
  let most = 0;
  let atMost = 0;
  let seen = 0;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    const place = decimalsOf(values[row]!);
    places[row] = place;
    seen++;
    if (place > most) [most, atMost] = [place, 1];
    else if (place === most) atMost++;
    if (most > 0 && seen - atMost > enough) return undefined;
  }
  return places;
}

/** Decimals that a number is printed with; 10 for all that have more than 9, which are computed rather than printed. */
function decimalsOf(value: number): number {
  if (Math.abs(value) < 1e6) {
    // A number with few digits comes back exactly from its rounding; this is faster than to print it.
    if (Math.round(value * 1e9) / 1e9 !== value) return 10;
    for (let places = 0, power = 1; places < 9; places++, power *= 10)
      if (Math.round(value * power) / power === value) return places;
    return 9;
  }
  const text = String(value);
  const dot = text.indexOf('.');
  return dot < 0 || text.includes('e') ? 0 : Math.min(10, text.length - dot - 1);
}
