import { log10 } from '../../core/math/log10.ts';
import { pow } from '../../core/math/pow.ts';
import { median } from '../../core/statistics/median.ts';
import { check, OWN, type Spot, type Variable } from './finding.ts';
import { countOf, robustSpread, type Series } from './series.ts';

/** How far the logarithm of a change may lie from a whole power of ten: a factor of 1.26. */
const NEAR = 0.1;
/** A change must be this many robust deviations of the changes of the variable. */
const UNUSUAL = 6;
/** Values on either side whose middle must have jumped too, and how far from the power of ten it may lie. */
const BESIDE = 3;
const LEVEL = 0.45;

interface Step {
  /** The place in the series of the first value after the jump. */
  at: number;
  power: number;
}

/** F06: values that are some powers of ten larger or smaller than those before, as where a unit of measurement changed. */
export const jumps = check({
  id: 'jump',
  title: { en: 'Jumps by powers of ten', zh: '十的幂次跳变' },
  rule: {
    en: `a change by a factor of 10, 100, ... within a quarter, ${UNUSUAL} robust deviations beyond the usual change, with the values on both sides at levels so far apart`,
    zh: `变化约为 10、100…倍（误差四分之一以内），超出通常变化的 ${UNUSUAL} 个稳健标准差，且前后水平相差同样倍数`,
  },
  source: OWN,
  level: 'warning',
  find: (view) =>
    view.variables.flatMap((variable) => {
      if (!variable.isMeasured) return [];
      const spots = spotsOf(variable);
      if (spots.length === 0) return [];
      return [{ indicator: variable.id, spots }];
    }),
  tell: ({ indicator }, names, count) => ({
    en: `${indicator}: ${count} jump(s) by a power of ten, perhaps another unit of measurement: ${names.en}.`,
    zh: `${indicator}：${count} 处十的幂次跳变，可能是计量单位改变：${names.zh}。`,
  }),
});

function spotsOf({ series }: Variable): Spot[] {
  const { starts, periods, values } = series;
  const steps = stepsOf(series);
  const usual = countOf(steps) < 3 ? 0 : robustSpread(steps);
  const spots: Spot[] = [];
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    const end = starts[unit + 1]!;
    const found: Step[] = [];
    for (let i = starts[unit]! + 1; i < end; i++) {
      const size = steps[i]!;
      if (!(Math.abs(size) >= 1 - NEAR)) continue;
      const power = Math.round(size);
      if (Math.abs(power) >= 1 && Math.abs(size - power) <= NEAR && Math.abs(size) > UNUSUAL * usual)
        found.push({ at: i, power });
    }
    if (found.length === 0) continue;
    for (const { at, to, power } of spells(found, periods, end)) {
      if (!isLevel(series, starts[unit]!, at, to, end, power)) continue;
      const value = values[at]!;
      spots.push({
        unit,
        period: periods[at]!,
        length: to - periods[at]!,
        value,
        expected: value / pow(10, power),
      });
    }
  }
  return spots;
}

/** A rate that swings is no change of unit: what lies before and within the spell must differ by the power too. */
function isLevel(
  { periods, values }: Series,
  start: number,
  at: number,
  to: number,
  end: number,
  power: number,
): boolean {
  const before = values.subarray(Math.max(start, at - BESIDE), at);
  let last = at;
  while (last < end && last < at + BESIDE && periods[last]! < to) last++;
  const ratio = median(values.subarray(at, last)) / median(before);
  return ratio > 0 && Math.abs(log10(ratio) - power) <= LEVEL;
}

/** Logarithm to base 10 of the ratio of every value to the one before; NaN where there is none. */
function stepsOf({ starts, values }: Series): Float64Array {
  const steps = new Float64Array(values.length).fill(Number.NaN);
  for (let unit = 0; unit + 1 < starts.length; unit++)
    for (let i = starts[unit]! + 1; i < starts[unit + 1]!; i++) {
      const ratio = values[i]! / values[i - 1]!;
      if (ratio > 0 && Number.isFinite(ratio)) steps[i] = log10(ratio);
    }
  return steps;
}

/** From each jump to the period of the jump back, or behind the last observation where there is none. */
function spells(steps: readonly Step[], periods: Int32Array, end: number): (Step & { to: number })[] {
  const out: (Step & { to: number })[] = [];
  for (let i = 0; i < steps.length; i++) {
    const { at, power } = steps[i]!;
    const back = steps[i + 1];
    if (back && back.power === -power) {
      out.push({ at, to: periods[back.at]!, power });
      i++;
    } else out.push({ at, to: periods[end - 1]! + 1, power });
  }
  return out;
}
