import { type AuditView, check, type Hit, OWN, type Spot, type Variable } from './finding.ts';
import type { Series } from './series.ts';

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

/** What a value between two others of its unit is; the first and the last of a unit are ends. */
const [, FREE, LINE, EQUAL] = [0, 1, 2, 3];

function ofVariable({ id, series }: Variable, { periods }: AuditView): Hit[] {
  const kinds = kindsOf(series, periods);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < kinds.length; i++) counts[kinds[i]!]!++;
  const [, free, on, equal] = counts as [number, number, number, number];
  const inner = free + on + equal;
  // What stays by nature, such as an area, is not suspicious for staying.
  const stays = 4 * equal > inner;
  const spots = stretches(series, kinds, stays ? [LINE] : [LINE, EQUAL]);
  const isWhole = inner >= 20 && on >= SHARE * inner;
  if (spots.length === 0 && !isWhole) return [];
  return [{ indicator: id, spots, facts: { on, of: inner } }];
}

/** Every value between two others of its unit: on the line between them, equal to both, or neither. */
function kindsOf({ starts, periods: at, values }: Series, periods: readonly number[]): Uint8Array {
  const kinds = new Uint8Array(values.length);
  for (let unit = 0; unit + 1 < starts.length; unit++)
    for (let i = starts[unit]! + 1; i < starts[unit + 1]! - 1; i++) {
      const [before, value, after] = [values[i - 1]!, values[i]!, values[i + 1]!];
      const begin = periods[at[i - 1]!]!;
      const share = (periods[at[i]!]! - begin) / (periods[at[i + 1]!]! - begin);
      kinds[i] =
        before === value && value === after ? EQUAL : isOnLine(before, value, after, share) ? LINE : FREE;
    }
  return kinds;
}

function isOnLine(before: number, value: number, after: number, share: number): boolean {
  const miss = Math.abs(value - before - share * (after - before));
  const step = Math.abs(after - before) / 2;
  // A digit is at most a twentieth of the step, so that what is farther off need not be looked at digit by digit.
  if (!(step > 0) || miss > (step / COARSE) * 0.6) return false;
  const digit = lastDigit(value);
  // What was filled in was rounded once more than what it was made from.
  return miss <= Math.max(0.501 * digit, NEAR * step) && step >= COARSE * digit;
}

/** Three and more values of a unit in a row that are of one kind, the kinds of a unit one after the other. */
function stretches({ starts, periods }: Series, kinds: Uint8Array, wanted: readonly number[]): Spot[] {
  const spots: Spot[] = [];
  for (let unit = 0; unit + 1 < starts.length; unit++)
    for (const kind of wanted) {
      let length = 0;
      for (let i = starts[unit]! + 1; i < starts[unit + 1]!; i++) {
        if (kinds[i] === kind) length++;
        else {
          if (length >= INNER) spots.push({ unit, period: periods[i - length]!, length });
          length = 0;
        }
      }
    }
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
