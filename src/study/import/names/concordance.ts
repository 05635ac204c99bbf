import type { Note } from '../../../core/note.ts';
import type { Origin, Status } from '../../../core/panel.ts';
import type { Problem } from '../../../core/problem.ts';
import { combined, type Part, type Weights } from './combine.ts';
import type { Change } from './gazetteer.ts';
import {
  breakNotes,
  changeNotes,
  type Done,
  type SeriesBreak,
  unequal,
  withoutRule,
} from './harmonised-notes.ts';

/**
 * What becomes of a value when units become one. sum: amounts are added; mean: plain mean; area-weighted and
 * population-weighted: mean by weight; keep: nothing is put together, and the break is told.
 */
export const RULES = ['sum', 'mean', 'area-weighted', 'population-weighted', 'keep'] as const;
export type Rule = (typeof RULES)[number];

/** extensive: an amount of the whole unit (people, money); intensive: a level that does not grow with the unit (a rate, a share). */
export type Extent = 'extensive' | 'intensive';

/** A value of a long table. Missing is NaN. */
export interface UnitValue {
  unit: string;
  period: number;
  indicator: string;
  value: number;
  status: Status;
  /** The source cell, e.g. `data/panel.csv:7 [gdp]`. */
  cell?: string;
  origin?: Origin;
}

export interface Concordance {
  changes: readonly Change[];
  /** By indicator; where there is none, its extent decides: extensive is summed, intensive is a weighted mean. */
  rules: ReadonlyMap<string, Rule>;
  extents: ReadonlyMap<string, Extent>;
  weights: Weights;
}

/** The values in the units after all changes, what series still break, and what was done. */
export interface Harmonised {
  values: UnitValue[];
  breaks: SeriesBreak[];
  notes: Note[];
  problems: Problem[];
}

/** The values of one indicator in one period, by unit. */
type Slice = Map<string, UnitValue>;

/**
 * Brings a long table to the units of its last period. Values of recoded units take the new code; before the year of a
 * change, values of merged units are put together by the rule of the indicator (status `derived`, with their origin), and values
 * of a split unit are shared out where the shares are known. A part that is missing makes the whole missing;
 * nothing is made up. Where nothing can be put together the series keeps its values and the break is listed.
 */
export function harmonise(values: readonly UnitValue[], concordance: Concordance): Harmonised {
  const slices = slicesOf(values);
  const periods = [...new Set(values.map(({ period }) => period))];
  const [first, last] = [Math.min(...periods), Math.max(...periods)];
  const units = new Set(values.map(({ unit }) => unit));
  const state: State = { concordance, units, done: [], breaks: [], problems: [], asked: new Set() };
  const applying = concordance.changes
    .filter(({ year, kind }) => year > first && year <= last && kind !== 'renamed')
    .toSorted((a, b) => a.year - b.year);
  for (const change of applying) {
    if (!change.from.some((code) => units.has(code))) continue;
    for (const [indicator, byPeriod] of slices)
      for (const [period, slice] of byPeriod)
        if (period < change.year || change.kind === 'recoded')
          applied(slice, change, indicator, period, state);
    if (change.kind === 'recoded') units.add(change.to[0]!);
  }
  return {
    values: [...slices.values()].flatMap((byPeriod) =>
      [...byPeriod.values()].flatMap((slice) => [...slice.values()]),
    ),
    breaks: state.breaks,
    notes: [...changeNotes(state.done), ...breakNotes(state.breaks)],
    problems: state.problems,
  };
}

interface State {
  concordance: Concordance;
  units: Set<string>;
  done: Done[];
  breaks: SeriesBreak[];
  problems: Problem[];
  /** Indicators whose missing rule was told. */
  asked: Set<string>;
}

function slicesOf(values: readonly UnitValue[]): Map<string, Map<number, Slice>> {
  const slices = new Map<string, Map<number, Slice>>();
  for (const value of values) {
    const byPeriod = slices.get(value.indicator) ?? new Map<number, Slice>();
    const slice = byPeriod.get(value.period) ?? new Map<string, UnitValue>();
    slices.set(value.indicator, byPeriod.set(value.period, slice.set(value.unit, value)));
  }
  return slices;
}

function applied(slice: Slice, change: Change, indicator: string, period: number, state: State): void {
  if (change.kind === 'recoded') recode(slice, change, state);
  else if (change.kind === 'merged') merge(slice, change, indicator, period, state);
  else if (change.kind === 'split' && change.shares) share(slice, change, indicator, period, state);
  else broken(change, indicator, state);
}

/** The value takes the new code; two different values of what is one place are a problem. */
function recode(slice: Slice, change: Change, state: State): void {
  const [from, to] = [change.from[0]!, change.to[0]!];
  const old = slice.get(from);
  if (!old) return;
  const now = slice.get(to);
  if (now && !Number.isNaN(now.value) && !Number.isNaN(old.value) && now.value !== old.value) {
    state.problems.push(unequal(old, now));
    return;
  }
  slice.delete(from);
  if (!now || Number.isNaN(now.value)) slice.set(to, { ...old, unit: to });
  state.done.push({ change, indicator: old.indicator, period: old.period });
}

function merge(slice: Slice, change: Change, indicator: string, period: number, state: State): void {
  const rule = ruleOf(indicator, state);
  if (rule === undefined) return;
  const absent = change.from.filter((code) => !state.units.has(code));
  if (rule === 'keep' || absent.length > 0) {
    broken(change, indicator, state);
    return;
  }
  if (!change.from.some((code) => slice.has(code))) return;
  const parts = change.from.map((unit): Part => ({ unit, share: 1, value: slice.get(unit) }));
  for (const unit of change.from) slice.delete(unit);
  const unit = change.to[0]!;
  slice.set(unit, combined(unit, indicator, period, rule, parts, state.concordance.weights));
  state.done.push({ change, indicator, period, rule });
}

/** Each new unit gets its share of the old one beside what it had itself. */
function share(slice: Slice, change: Change, indicator: string, period: number, state: State): void {
  const rule = ruleOf(indicator, state);
  const old = change.from[0]!;
  if (rule === undefined) return;
  const total = change.to.reduce((sum, code) => sum + (change.shares![code] ?? 0), 0);
  if (rule === 'keep' || change.from.length > 1 || Math.abs(total - 1) > 1e-9) {
    broken(change, indicator, state);
    return;
  }
  const divided = slice.get(old);
  if (!divided) return;
  slice.delete(old);
  for (const unit of change.to) {
    const parts: Part[] = [{ unit: old, share: change.shares![unit] ?? 0, value: divided }];
    if (unit !== old && state.units.has(unit)) parts.push({ unit, share: 1, value: slice.get(unit) });
    slice.set(unit, combined(unit, indicator, period, rule, parts, state.concordance.weights));
  }
  state.done.push({ change, indicator, period, rule });
}

/** The rule of an indicator; without one, and without its extent, it is asked once and nothing is done. */
function ruleOf(indicator: string, state: State): Rule | undefined {
  const { rules, extents, weights } = state.concordance;
  const rule = rules.get(indicator);
  if (rule) return rule;
  const extent = extents.get(indicator);
  if (extent === 'extensive') return 'sum';
  if (extent === 'intensive' && weights.population) return 'population-weighted';
  if (extent === 'intensive' && weights.area) return 'area-weighted';
  if (!state.asked.has(indicator)) state.problems.push(withoutRule(indicator, extent));
  state.asked.add(indicator);
  return undefined;
}

function broken(change: Change, indicator: string, state: State): void {
  const known = state.breaks.find((one) => one.change === change);
  if (!known) state.breaks.push({ change, indicators: [indicator] });
  else if (!known.indicators.includes(indicator)) known.indicators.push(indicator);
}
