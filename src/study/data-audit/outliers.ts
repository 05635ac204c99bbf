import { log } from '../../core/math/log.ts';
import { median } from '../../core/statistics/median.ts';
import { orderStatistics } from '../../core/statistics/order-statistics.ts';
import { type AuditView, check, type Spot } from './finding.ts';
import { countOf, isPositive } from './series.ts';

/** Tukey's outer fences. */
const FENCE = 3;
const LEAST = 8;

/** Values far from those of the other units in the same period, as they are and in logarithms. */
export const outliers = check({
  id: 'outlier',
  title: { en: 'Far from the other units', zh: '远离其他单元' },
  rule: {
    en: `beyond ${FENCE} interquartile ranges from the quartiles of the period (of ${LEAST} units or more); of positive values in logarithms too`,
    zh: `超出当期四分位数 ${FENCE} 倍四分位距（至少 ${LEAST} 个单元）；正值须取对数后亦然`,
  },
  source: { en: 'Tukey 1977 (outer fences)', zh: 'Tukey，1977（外围栏）' },
  level: 'note',
  find: (view) =>
    view.variables.flatMap(({ id, values, isMeasured }) => {
      const spots = isMeasured ? view.periods.flatMap((_, p) => ofPeriod(values, p, view)) : [];
      return spots.length === 0 ? [] : [{ indicator: id, spots }];
    }),
  tell: ({ indicator }, names, count) => ({
    en: `${indicator}: ${count} value(s) far from those of the other units: ${names.en}.`,
    zh: `${indicator}：${count} 个数值远离其他单元：${names.zh}。`,
  }),
});

function ofPeriod(values: Float64Array, period: number, { units }: AuditView): Spot[] {
  const own = values.subarray(period * units.length, (period + 1) * units.length);
  const plain = isBeyond(own);
  if (!plain || !own.some(plain)) return [];
  const logs = isPositive(own) ? isBeyond(own.map(log)) : undefined;
  return units.flatMap((_, unit) =>
    plain(own[unit]!) && (!logs || logs(log(own[unit]!)))
      ? [{ unit, period, value: own[unit]!, expected: median(own) }]
      : [],
  );
}

function isBeyond(values: Float64Array): ((value: number) => boolean) | undefined {
  const count = countOf(values);
  if (count < LEAST) return undefined;
  const [low, high] = quartiles(values, count);
  const reach = FENCE * (high - low);
  // Half of the units are equal: the fences have no width and say nothing.
  if (!(reach > 0)) return () => false;
  return (value) => value < low - reach || value > high + reach;
}

/** The first and the third quartile (type 7) of observed values in any order. */
function quartiles(values: Float64Array, count: number): [number, number] {
  const [lower, upper] = [0.25 * (count - 1), 0.75 * (count - 1)];
  const [a, b] = [Math.floor(lower), Math.floor(upper)];
  const [low, next, high, after] = orderStatistics(values, [a, a + 1, b, b + 1]) as [
    number,
    number,
    number,
    number,
  ];
  return [low + (lower - a) * (next - low), high + (upper - b) * (after - high)];
}
