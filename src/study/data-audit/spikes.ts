import { exp } from '../../core/math/exp.ts';
import { log } from '../../core/math/log.ts';
import { type AuditView, check, type Spot, type Variable } from './finding.ts';
import { isPositive, robustSpread, seen } from './series.ts';

/** Three times the 3.5 of Iglewicz & Hoaglin, because series have heavier tails than a normal distribution. */
const FAR = 10.5;

/** Values that leave the line between the values before and after, far more than the variable usually does. */
export const spikes = check({
  id: 'spike',
  title: { en: 'Far from its own series', zh: '偏离自身序列' },
  rule: {
    en: `robust z beyond ${FAR} of the distance from the line between the neighbouring values, among all units (in logarithms where all are positive)`,
    zh: `与前后值连线之差的稳健 z 值（全部单元合并，均为正值时取对数）超过 ${FAR}`,
  },
  source: {
    en: 'Iglewicz & Hoaglin 1993; limit of Holling',
    zh: 'Iglewicz 与 Hoaglin，1993；界限由 Holling 定',
  },
  level: 'note',
  find: (view) =>
    view.variables.flatMap((variable) => {
      const spots = variable.isMeasured ? spotsOf(variable, view) : [];
      return spots.length === 0 ? [] : [{ indicator: variable.id, spots }];
    }),
  tell: ({ indicator }, names, count) => ({
    en: `${indicator}: ${count} value(s) that leave their own series and come back: ${names.en}.`,
    zh: `${indicator}：${count} 个数值偏离自身序列后又回归：${names.zh}。`,
  }),
});

function spotsOf(variable: Variable, view: AuditView): Spot[] {
  const n = view.units.length;
  const isLog = isPositive(variable.values);
  const [scale, back] = isLog ? [log, exp] : [(x: number) => x, (x: number) => x];
  const misses = view.units.flatMap((_, unit) => {
    const at = seen(variable, unit, view);
    const value = (p: number) => scale(variable.values[p * n + unit]!);
    return at.slice(1, -1).map((p, i) => {
      const [a, b] = [at[i]!, at[i + 2]!];
      const share = (view.periods[p]! - view.periods[a]!) / (view.periods[b]! - view.periods[a]!);
      const line = value(a) + share * (value(b) - value(a));
      return { unit, period: p, line, miss: value(p) - line };
    });
  });
  const spread = robustSpread(misses.map(({ miss }) => miss));
  // Few values, or most of them on a line: there is no usual distance to compare with.
  if (misses.length < 20 || !(spread > 0)) return [];
  const far = new Map(
    misses.filter(({ miss }) => Math.abs(miss) > FAR * spread).map((one) => [key(one), one] as const),
  );
  // The neighbours of a spike leave their lines too, by half as much and to the other side.
  const isLargest = ({ unit, period, miss }: (typeof misses)[number]) =>
    [-1, 1].every((step) => {
      const beside = far.get(key({ unit, period: period + step }));
      return !beside || Math.abs(beside.miss) <= Math.abs(miss);
    });
  return [...far.values()].filter(isLargest).map(({ unit, period, line }) => ({
    unit,
    period,
    value: variable.values[period * n + unit]!,
    expected: back(line),
  }));
}

const key = ({ unit, period }: { unit: number; period: number }) => `${unit} ${period}`;
