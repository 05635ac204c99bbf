import { type Reference, type Table, withColumns } from '../../core/table.ts';
import { dimensionOf } from '../../core/tree.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult } from '../result.ts';
import { classShares, movedLimits } from './grades.ts';
import type { Replicate } from './replicate.ts';

/**
 * How often findings other than ranks hold over the replicates: counts in plain arrays, which workers can pass and which
 * add up to the same in any order. Obstacles are those of the last period, classes those of the whole index.
 */
export interface Stability {
  units: number;
  periods: number;
  indicators: number;
  /** The largest obstacles of every unit in the study, `top` a unit, by position of the indicator; -1 = none. */
  top: number;
  largest: Int32Array;
  /** Ranks of these obstacles: of series s, rank k + 1 at s times indicators + k. */
  obstacles: Uint32Array;
  /** The same for every indicator by its mean degree over the units. */
  means: Uint32Array;
  /** For every node and unit, the mean of the units last: scores that rise and fall from the first to the last period, and all. */
  trends: Uint32Array;
  /** For every step and unit: grades that fall, stay and rise. */
  moves: Uint32Array;
  /** Cumulative shares of the classes of the whole index. */
  shares: readonly number[];
}

/** The positions of periods between which grades are compared: every two that follow each other, then the first and the last. */
export function stepsOf(periods: number): [number, number][] {
  const steps = Array.from({ length: Math.max(0, periods - 1) }, (_, p): [number, number] => [p, p + 1]);
  return periods > 2 ? [...steps, [0, periods - 1]] : steps;
}

/** Counts of no replicate, for the obstacles that the study found (none where it does not diagnose them). */
export function emptyStability(
  { analyses, indicators: { length: m } }: Pick<Plan, 'analyses' | 'indicators'>,
  nodes: readonly Pick<NodeResult, 'classes'>[],
  units: number,
  periods: number,
  degrees: Table | undefined,
): Stability {
  const asked = (analyses.obstacles?.options as { top?: number } | undefined)?.top ?? 0;
  const top = degrees ? Math.min(asked, m) : 0;
  const largest = new Int32Array(units * top).fill(-1);
  const last = (periods - 1) * units;
  for (let unit = 0; top > 0 && unit < units; unit++)
    largestOf(degrees!, last + unit, top).forEach((c, k) => {
      largest[unit * top + k] = c;
    });
  return {
    units,
    periods,
    indicators: m,
    top,
    largest,
    obstacles: new Uint32Array(units * top * m),
    means: new Uint32Array(top > 0 ? m * m : 0),
    trends: new Uint32Array(periods > 1 ? 3 * nodes.length * (units + 1) : 0),
    moves: new Uint32Array(3 * stepsOf(periods).length * units),
    shares: classShares(nodes[0]!),
  };
}

/** Positions of the largest degrees above 0 of a row, ties in study order. */
function largestOf({ columns }: Table, row: number, top: number): number[] {
  return columns
    .map((_, c) => c)
    .filter((c) => columns[c]![row]! > 0)
    .sort((a, b) => columns[b]![row]! - columns[a]![row]! || a - b)
    .slice(0, top);
}

/** Counts one replicate. */
export function addStability(to: Stability, plan: Plan, { draw, treated, weights, scores }: Replicate): void {
  if (to.top > 0) addObstacles(to, degreesOf(plan, treated, weights), draw.dropped);
  if (to.periods < 2) return;
  scores.forEach((column, n) => {
    addTrends(to, n, column);
  });
  addMoves(to, scores[0]!);
}

/** The counts of two together: the same as if one had seen all replicates, in whatever order. */
export function mergeStability(a: Stability, b: Stability): Stability {
  const added = (x: Uint32Array, y: Uint32Array) => x.map((count, i) => count + y[i]!);
  return {
    ...a,
    obstacles: added(a.obstacles, b.obstacles),
    means: added(a.means, b.means),
    trends: added(a.trends, b.trends),
    moves: added(a.moves, b.moves),
  };
}

/**
 * Obstacle degrees of the last period under the weights of a replicate. Degrees are shares of weight times deviation, so
 * that those under equal weights, which the study's own method gives once for a table, say them for any weights.
 */
function degreesOf(plan: Plan, treated: Table, weights: readonly Float64Array[]): Float64Array[] {
  const equal = known.get(treated) ?? equallyWeighted(plan, treated);
  known.set(treated, equal);
  const own = weights[weights.length - 1]!;
  const { scope } = plan.analyses.obstacles!.options as { scope?: string };
  const dimensions = scope === 'dimension' ? dimensionOf(plan.study.index) : undefined;
  const groups = [...new Set(plan.indicators.map(({ id }) => dimensions?.get(id)))];
  const groupOf = plan.indicators.map(({ id }) => groups.indexOf(dimensions?.get(id)));
  const totals = groups.map(() => new Float64Array(treated.units));
  const parts = equal.map((column, c) => {
    const weight = own[c]!;
    const total = totals[groupOf[c]!]!;
    const part = new Float64Array(column.length);
    for (let unit = 0; unit < part.length; unit++) {
      const value = weight * column[unit]!;
      part[unit] = value;
      if (value === value) total[unit]! += value;
    }
    return part;
  });
  parts.forEach((part, c) => {
    const total = totals[groupOf[c]!]!;
    for (let unit = 0; unit < part.length; unit++)
      if (part[unit]! > 0) part[unit] = (100 * part[unit]!) / total[unit]!;
  });
  return parts;
}

/** Tables are never changed, and the same one serves many replicates where values do not vary. */
const known = new WeakMap<Table, Float64Array[]>();

/**
 * The method is given the last period, and beside it only what ranges are taken from: the extremes of every indicator
 * as two more units, or the base period.
 */
function equallyWeighted({ analyses, normalise, indicators, study }: Plan, treated: Table): Float64Array[] {
  const { method, options } = analyses.obstacles!;
  const reference = (normalise.options as { reference?: Reference }).reference ?? 'pooled';
  const table = lastPeriod(treated, reference);
  const directions = indicators.map(({ direction }) => direction);
  const weights = [new Float64Array(indicators.length).fill(1 / indicators.length)];
  const { columns } = method.run({ table, directions, weights, root: study.index, reference }, options).table;
  return cut(columns, table.units * (table.periods.length - 1), treated.units);
}

function lastPeriod(treated: Table, reference: Reference): Table {
  const { units, periods, columns } = treated;
  const last = (periods.length - 1) * units;
  if (reference === 'period')
    return { ...withColumns(treated, cut(columns, last, units)), periods: [periods[periods.length - 1]!] };
  if (reference !== 'pooled') {
    const base = periods.indexOf(reference.period);
    if (base === periods.length - 1) return lastPeriod(treated, 'period');
    const both = columns.map((column) => {
      const own = new Float64Array(2 * units);
      own.set(column.subarray(base * units, (base + 1) * units));
      own.set(column.subarray(last, last + units), units);
      return own;
    });
    return { ...withColumns(treated, both), periods: [periods[base]!, periods[periods.length - 1]!] };
  }
  const made = columns.map((column) => {
    const own = new Float64Array(units + 2).fill(Number.NaN);
    own.set(column.subarray(last, last + units));
    for (let row = 0; row < column.length; row++) {
      const value = column[row]!;
      if (value !== value) continue;
      if (!(own[units]! <= value)) own[units] = value;
      if (!(own[units + 1]! >= value)) own[units + 1] = value;
    }
    return own;
  });
  return { ...withColumns(treated, made), units: units + 2, periods: [periods[periods.length - 1]!] };
}

function cut(columns: readonly Float64Array[], from: number, count: number): Float64Array[] {
  return columns.map((column) => column.subarray(from, from + count));
}

/**
 * A rank is 1 plus the number of larger degrees, and the last one where the degree is 0. A replicate that leaves an
 * indicator out says nothing of its rank.
 */
function addObstacles(to: Stability, degrees: readonly Float64Array[], dropped: number): void {
  const { units, top, indicators: m, largest, obstacles, means } = to;
  const row = new Float64Array(m);
  const sums = new Float64Array(m);
  const counts = new Uint32Array(m);
  for (let unit = 0; unit < units; unit++) {
    for (let c = 0; c < m; c++) {
      const degree = degrees[c]![unit]!;
      row[c] = degree;
      if (degree !== degree) continue;
      sums[c]! += degree;
      counts[c]!++;
    }
    for (let k = 0; k < top; k++) {
      const c = largest[unit * top + k]!;
      if (c < 0 || c === dropped || row[c]! !== row[c]!) continue;
      obstacles[(unit * top + k) * m + rankAmong(row, c)]!++;
    }
  }
  for (let c = 0; c < m; c++) row[c] = counts[c]! === 0 ? Number.NaN : sums[c]! / counts[c]!;
  for (let c = 0; c < m; c++) if (c !== dropped && row[c]! === row[c]!) means[c * m + rankAmong(row, c)]!++;
}

/** The rank less 1. */
function rankAmong(degrees: Float64Array, c: number): number {
  const own = degrees[c]!;
  if (own === 0) return degrees.length - 1;
  // Two degrees of 100 % can differ in their last bit.
  const limit = own * (1 + 1e-12);
  let larger = 0;
  for (let i = 0; i < degrees.length; i++) if (degrees[i]! > limit) larger++;
  return larger;
}

/** The mean is that of the units with a score in both periods. */
function addTrends({ units, periods, trends }: Stability, n: number, score: Float64Array): void {
  const last = (periods - 1) * units;
  const from = 3 * n * (units + 1);
  let total = 0;
  let both = 0;
  for (let unit = 0; unit < units; unit++) {
    const change = score[last + unit]! - score[unit]!;
    if (change !== change) continue;
    count(trends, from + 3 * unit, change);
    total += change;
    both++;
  }
  if (both > 0) count(trends, from + 3 * units, total);
}

function count(trends: Uint32Array, at: number, change: number): void {
  if (change > 0) trends[at]!++;
  else if (change < 0) trends[at + 1]!++;
  trends[at + 2]!++;
}

function addMoves({ units, periods, moves, shares }: Stability, score: Float64Array): void {
  if (shares.length === 0) return;
  const upper = movedLimits(score, shares);
  // 0 = no score.
  const grades = new Uint8Array(score.length);
  for (let row = 0; row < score.length; row++) {
    const own = score[row]!;
    for (let k = 0; own === own && k < upper.length; k++) {
      if (own > upper[k]!) continue;
      grades[row] = k + 1;
      break;
    }
  }
  stepsOf(periods).forEach(([from, to], s) => {
    for (let unit = 0; unit < units; unit++) {
      const [before, after] = [grades[from * units + unit]!, grades[to * units + unit]!];
      if (before === 0 || after === 0) continue;
      moves[3 * (s * units + unit) + (after > before ? 2 : after < before ? 0 : 1)]!++;
    }
  });
}
