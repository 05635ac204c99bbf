import { exp } from '../../core/math/exp.ts';
import { log } from '../../core/math/log.ts';
import { type AuditView, check, type Spot, type Variable } from './finding.ts';
import { countOf, isPositive, robustSpread, type Series } from './series.ts';

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

function spotsOf({ values, series }: Variable, view: AuditView): Spot[] {
  const { starts, periods: at } = series;
  const isLog = isPositive(values);
  const scaled = isLog ? series.values.map(log) : series.values;
  const lines = linesOf(series, scaled, view.periods);
  const misses = scaled.map((value, i) => value - lines[i]!);
  const spread = robustSpread(misses);
  // Few values, or most of them on a line: there is no usual distance to compare with.
  if (countOf(misses) < 20 || !(spread > 0)) return [];
  const isFar = (i: number) => Math.abs(misses[i]!) > FAR * spread;
  // The neighbours of a spike leave their lines too, by half as much and to the other side.
  const yields = (i: number, beside: number) =>
    Math.abs(at[beside]! - at[i]!) === 1 && isFar(beside) && Math.abs(misses[beside]!) > Math.abs(misses[i]!);
  const spots: Spot[] = [];
  for (let unit = 0; unit + 1 < starts.length; unit++)
    for (let i = starts[unit]! + 1; i < starts[unit + 1]! - 1; i++) {
      if (!isFar(i) || yields(i, i - 1) || yields(i, i + 1)) continue;
      const expected = isLog ? exp(lines[i]!) : lines[i]!;
      spots.push({ unit, period: at[i]!, value: series.values[i]!, expected });
    }
  return spots;
}

/** What every value would be on the line between those before and after; NaN at the ends of a unit. */
function linesOf(
  { starts, periods: at }: Series,
  scaled: Float64Array,
  periods: readonly number[],
): Float64Array {
  const lines = new Float64Array(scaled.length).fill(Number.NaN);
  for (let unit = 0; unit + 1 < starts.length; unit++)
    for (let i = starts[unit]! + 1; i < starts[unit + 1]! - 1; i++) {
      const begin = periods[at[i - 1]!]!;
      const share = (periods[at[i]!]! - begin) / (periods[at[i + 1]!]! - begin);
      lines[i] = scaled[i - 1]! + share * (scaled[i + 1]! - scaled[i - 1]!);
    }
  return lines;
}
