import { type AuditView, check, type Hit, OWN, type Spot, type Variable } from './finding.ts';
import { seen } from './series.ts';

/** Interior values of a stretch. */
const INNER = 3;
/** Share of all interior values on the line between their neighbours from which on a column is called interpolated. */
const SHARE = 0.05;
/** How far a value may lie from the line, as a share of the change from one value to the next. */
const NEAR = 0.01;
/** A change must be this many times the last printed digit, or rounding alone could make a line. */
const COARSE = 20;

/** Stretches that lie exactly on a line, or repeat one value: filled in, not observed. */
export const interpolated = check({
  id: 'interpolated',
  title: { en: 'Looks interpolated', zh: '疑似插补' },
  rule: {
    en: `${INNER} or more values in a row on the line between the first and the last, or equal to it, within the last printed digit or ${100 * NEAR} % of the yearly change; or ${100 * SHARE} % of all inner values on the line between their neighbours. Columns that hardly change with time are left out of the search for equal values`,
    zh: `连续 ${INNER} 个及以上的值与首尾共线或相等（误差在所印末位或年变化的 ${100 * NEAR}% 以内），或全部内部值中 ${100 * SHARE}% 恰在前后值连线上；基本不随时间变化的列不查相等`,
  },
  source: OWN,
  level: 'note',
  find: (view) =>
    view.variables.flatMap((variable) => (variable.isMeasured ? ofVariable(variable, view) : [])),
  tell: ({ indicator, facts }, names, count) => {
    const share = {
      en: `${facts!.on} of ${facts!.of} inner values lie on the line between their neighbours`,
      zh: `${facts!.of} 个内部值中有 ${facts!.on} 个恰在前后值连线上`,
    };
    return count === 0
      ? { en: `${indicator}: ${share.en}.`, zh: `${indicator}：${share.zh}。` }
      : {
          en: `${indicator}: ${count} stretch(es) on a line or without change: ${names.en}; ${share.en}.`,
          zh: `${indicator}：${count} 段共线或不变：${names.zh}；${share.zh}。`,
        };
  },
});

function ofVariable(variable: Variable, view: AuditView): Hit[] {
  const runs = view.units.map((_, unit) => innerOf(variable, unit, view));
  const inner = runs.flat();
  const equal = inner.filter(({ kind }) => kind === 'equal').length;
  const on = inner.filter(({ kind }) => kind === 'line').length;
  // What stays by nature, such as an area, is not suspicious for staying.
  const stays = 4 * equal > inner.length;
  const spots = runs.flatMap((own, unit) => [
    ...stretches(own, unit, 'line'),
    ...(stays ? [] : stretches(own, unit, 'equal')),
  ]);
  const isWhole = inner.length >= 20 && on >= SHARE * inner.length;
  if (spots.length === 0 && !isWhole) return [];
  return [{ indicator: variable.id, spots, facts: { on, of: inner.length } }];
}

interface Inner {
  period: number;
  kind: 'line' | 'equal' | 'free';
}

/** Every value between two others of its unit: on the line between them, equal to both, or neither. */
function innerOf(variable: Variable, unit: number, view: AuditView): Inner[] {
  const { periods, units } = view;
  const at = seen(variable, unit, view);
  const value = (p: number) => variable.values[p * units.length + unit]!;
  return at.slice(1, -1).map((p, i): Inner => {
    const [a, b] = [at[i]!, at[i + 2]!];
    if (value(a) === value(p) && value(p) === value(b)) return { period: p, kind: 'equal' };
    const share = (periods[p]! - periods[a]!) / (periods[b]! - periods[a]!);
    const miss = Math.abs(value(p) - value(a) - share * (value(b) - value(a)));
    const step = Math.abs(value(b) - value(a)) / 2;
    const digit = lastDigit(value(p));
    // What was filled in was rounded once more than what it was made from.
    const isOn = miss <= Math.max(0.501 * digit, NEAR * step) && step >= COARSE * digit;
    return { period: p, kind: isOn && step > 0 ? 'line' : 'free' };
  });
}

function stretches(inner: readonly Inner[], unit: number, kind: Inner['kind']): Spot[] {
  const spots: Spot[] = [];
  let length = 0;
  inner.forEach((one, i) => {
    length = one.kind === kind ? length + 1 : 0;
    const isLast = inner[i + 1]?.kind !== kind;
    if (isLast && length >= INNER) spots.push({ unit, period: inner[i - length + 1]!.period, length });
  });
  return spots;
}

/** The place of the last decimal that a number is printed with, from 1 down to 10^-9; 0 where it has more. */
function lastDigit(value: number): number {
  let digit = 1;
  for (let places = 0; places <= 9; places++, digit /= 10) {
    const times = value / digit;
    if (Math.abs(times - Math.round(times)) <= 1e-6) return digit;
  }
  return 0;
}
