import type { Rule, UnitValue } from './concordance.ts';

/** What a mean is weighted by: undefined where it is not known. Area does not change with the period. */
export interface Weights {
  area?: (unit: string) => number | undefined;
  population?: (unit: string, period: number) => number | undefined;
}

/** A part of a whole: the unit, how much of it, and its value; undefined where the table has none. */
export interface Part {
  unit: string;
  share: number;
  value: UnitValue | undefined;
}

/**
 * The value of parts together, with its origin. A missing part or weight, or weights that add up to nothing, make it
 * missing; a part of weight 0 does not count. The mean is of the parts as they are; weights count by the share of the part.
 */
export function combined(
  unit: string,
  indicator: string,
  period: number,
  rule: Exclude<Rule, 'keep'>,
  parts: readonly Part[],
  weights: Weights,
): UnitValue {
  const numbers = parts.map(({ value }) => value?.value ?? Number.NaN);
  const weightOf = parts.map((part) => weight(part, period, rule, weights));
  const total = weightOf.reduce((sum, one) => sum + one, 0);
  const sum = numbers.reduce((all, value, i) => all + (weightOf[i] === 0 ? 0 : value * weightOf[i]!), 0);
  const value = rule === 'sum' ? sum : total > 0 ? sum / total : Number.NaN;
  return {
    unit,
    period,
    indicator,
    value,
    status: Number.isNaN(value) ? 'missing' : 'derived',
    origin: {
      formula: `${rule}(${parts.map((part, i) => partText(part, numbers[i]!, rule, weightOf[i]!)).join(', ')})`,
      cells: parts.flatMap(({ value }) => value?.origin?.cells ?? (value?.cell ? [value.cell] : [])),
    },
  };
}

function weight({ unit, share }: Part, period: number, rule: Rule, weights: Weights): number {
  if (rule === 'area-weighted') return share * (weights.area?.(unit) ?? Number.NaN);
  if (rule === 'population-weighted') return share * (weights.population?.(unit, period) ?? Number.NaN);
  return rule === 'sum' ? share : 1;
}

/** `371200 10`; with the weight where one counts: `371200 10 x 0.5`. */
function partText({ unit, share }: Part, value: number, rule: Rule, weighed: number): string {
  const number = Number.isNaN(value) ? 'missing' : String(value);
  const isWeighed = rule.endsWith('weighted') || (rule === 'sum' && share !== 1);
  return isWeighed
    ? `${unit} ${number} x ${Number.isNaN(weighed) ? 'missing' : weighed}`
    : `${unit} ${number}`;
}
