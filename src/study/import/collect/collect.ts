import type { TakenValue } from '../take.ts';
import { withoutBreaks } from './breaks.ts';
import type { Collected, CollectedValue, Known, Named } from './collected.ts';
import { withoutDuplicates } from './duplicates.ts';
import { indicatorsOf } from './indicators.ts';
import { reconcile } from './measures.ts';
import { locate } from './places.ts';

/**
 * Puts the values of all sheets together: one indicator for each title and scope, one unit of measurement for each indicator,
 * one place for each name, one value for each cell of the panel. What the files do not tell becomes a question; until it is
 * answered, the values concerned are left out.
 */
export function collect(values: readonly TakenValue[], known: Known): Collected {
  const titled = indicatorsOf(values, known);
  const measured = reconcile(titled.named, titled.indicators, known);
  const located = locate(
    measured.named.map(({ taken }) => taken),
    known,
  );
  const placed = measured.named.flatMap((named, i): CollectedValue[] => {
    const unit = located.unitOf[i];
    return unit === undefined ? [] : [collectedValue(named, unit)];
  });
  const single = withoutDuplicates(placed);
  const whole = withoutBreaks(single.values, titled.indicators, known);
  const present = new Set(whole.values.map(({ unit }) => unit));
  const periods = new Set(whole.values.flatMap(({ value, period }) => (Number.isNaN(value) ? [] : [period])));
  return {
    values: whole.values,
    indicators: titled.indicators,
    units: [...located.units.values()].filter(({ code }) => present.has(code)),
    periods: [...periods].sort((a, b) => a - b),
    questions: [...titled.questions, ...measured.questions, ...located.questions, ...whole.questions],
    problems: [...titled.problems, ...single.problems, ...whole.problems],
    notes: [...measured.notes, ...located.notes, ...single.notes, ...whole.notes],
  };
}

function collectedValue({ taken, indicator }: Named, unit: string): CollectedValue {
  const { period, value, status, cell } = taken;
  const isMissing = Number.isNaN(value);
  const reason = status === 'observed' || status === 'estimated' ? undefined : status;
  return {
    unit,
    period,
    indicator,
    value,
    status: isMissing ? 'missing' : status === 'observed' ? 'observed' : 'estimated',
    ...(reason ? { reason } : isMissing ? { reason: 'missing' as const } : {}),
    cell,
  };
}
