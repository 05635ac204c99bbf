import { log10 } from '../../core/math/log10.ts';
import { pow } from '../../core/math/pow.ts';
import { type AuditView, check, OWN, type Spot, type Variable } from './finding.ts';
import { robustSpread, seen } from './series.ts';

/** How far the logarithm of a change may lie from a whole power of ten: a factor of 1.26. */
const NEAR = 0.1;
/** A change must be this many robust deviations of the changes of the variable. */
const UNUSUAL = 6;

interface Step {
  from: number;
  to: number;
  power: number;
}

/** F06: values that are some powers of ten larger or smaller than those before, as where a unit of measurement changed. */
export const jumps = check({
  id: 'jump',
  title: { en: 'Jumps by powers of ten', zh: '十的幂次跳变' },
  rule: {
    en: `a change by a factor of 10, 100, ... within a quarter, ${UNUSUAL} robust deviations beyond the usual change`,
    zh: `变化约为 10、100…倍（误差四分之一以内），且超出通常变化的 ${UNUSUAL} 个稳健标准差`,
  },
  source: OWN,
  level: 'warning',
  find: (view) =>
    view.variables.flatMap((variable) => {
      if (!variable.isMeasured) return [];
      const spots = spotsOf(variable, view);
      if (spots.length === 0) return [];
      return [{ indicator: variable.id, spots }];
    }),
  tell: ({ indicator }, names, count) => ({
    en: `${indicator}: ${count} jump(s) by a power of ten, perhaps another unit of measurement: ${names.en}.`,
    zh: `${indicator}：${count} 处十的幂次跳变，可能是计量单位改变：${names.zh}。`,
  }),
});

function spotsOf(variable: Variable, view: AuditView): Spot[] {
  const { values } = variable;
  const n = view.units.length;
  const runs = view.units.map((_, unit) => seen(variable, unit, view));
  const stepOf = (unit: number, from: number, to: number) => {
    const ratio = values[to * n + unit]! / values[from * n + unit]!;
    return ratio > 0 && Number.isFinite(ratio) ? log10(ratio) : Number.NaN;
  };
  const steps = runs.flatMap((at, unit) =>
    at.slice(1).flatMap((to, i) => {
      const size = stepOf(unit, at[i]!, to);
      return Number.isNaN(size) ? [] : [size];
    }),
  );
  const usual = steps.length < 3 ? 0 : robustSpread(steps);
  return view.units.flatMap((_, unit) => {
    const at = runs[unit]!;
    const found = at.slice(1).flatMap((to, i): Step[] => {
      const size = stepOf(unit, at[i]!, to);
      const power = Math.round(size);
      const isJump =
        Math.abs(power) >= 1 && Math.abs(size - power) <= NEAR && Math.abs(size) > UNUSUAL * usual;
      return isJump ? [{ from: at[i]!, to, power }] : [];
    });
    return spells(found, at[at.length - 1]!).map(({ from, to, power }): Spot => {
      const value = values[from * n + unit]!;
      return { unit, period: from, length: to - from, value, expected: value / pow(10, power) };
    });
  });
}

/** From each jump to the jump back, or to the last observation where there is none. */
function spells(steps: readonly Step[], last: number): { from: number; to: number; power: number }[] {
  const out: { from: number; to: number; power: number }[] = [];
  for (let i = 0; i < steps.length; i++) {
    const { to, power } = steps[i]!;
    const back = steps[i + 1];
    if (back && back.power === -power) {
      out.push({ from: to, to: back.to, power });
      i++;
    } else out.push({ from: to, to: last + 1, power });
  }
  return out;
}
