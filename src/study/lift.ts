import { extent } from '../core/statistics/extent.ts';
import type { Text } from '../core/text.ts';
import { type Direction, type Indicator, indicatorsOf } from '../core/tree.ts';
import { firstReach } from './first-reach.ts';
import { liftNotes } from './lift-words.ts';
import type { NodeResult, Result } from './result.ts';
import { rowScorer } from './row-score.ts';

/** A value of an indicator and what it would have to be. */
export interface Change {
  id: string;
  title: Text;
  unit?: Text;
  direction: Direction;
  from: number;
  to: number;
  /** `to - from`, in the indicator's own unit. */
  change: number;
  /** Of the value now; NaN where that is 0. */
  percent: number;
  /** Of the observed range, which makes indicators comparable. */
  share: number;
  /** Whether no unit in any period has a value as good as `to`. */
  beyond: boolean;
  /** The score with this change alone. */
  score: number;
}

/** An indicator that cannot do it alone, and the score that its best observed value would give. */
export interface OutOfReach {
  id: string;
  title: Text;
  /** `missing`: it has no value here; `no-effect`: the score does not follow it; `out-of-reach`: not even far beyond the observed range. */
  why: 'missing' | 'no-effect' | 'out-of-reach';
  score: number;
}

/** The best few moved by the same share of their way to the best observed values. */
export interface Together {
  /** Whether they reach the limit. */
  isReached: boolean;
  /** Share of the way; 1 where the limit is not reached. */
  share: number;
  score: number;
  changes: Omit<Change, 'score'>[];
}

/** What would lift a unit one grade: arithmetic on its score, with everything else held. */
export interface Lift {
  unit: { id: string; name: Text };
  period: number;
  node: { id: string; title: Text };
  status: 'liftable' | 'highest' | 'reached' | 'no-score';
  score: number;
  grade: number;
  label?: Text;
  /** The score that was asked for, in place of the next grade; `reached` says that the score has it already. */
  target?: number;
  /** The next grade, and the limit that the score must exceed. */
  next?: { grade: number; label?: Text; limit: number };
  /** Whether the score is that limit itself, as limits taken from the data are; then the least improvement lifts it. */
  isAtLimit: boolean;
  /** Changes of one indicator that are enough, those within the observed range first, then by share of the range. */
  single: Change[];
  outOfReach: OutOfReach[];
  together?: Together;
  /** How the numbers are to be read. */
  notes: Text[];
}

export interface LiftOptions {
  /** How many indicators are moved together; more are taken where these are not enough. */
  together?: number;
  /** A score to be reached, instead of the next grade. */
  target?: number;
}

/** Parts of the observed range by which a value is tried beyond it. */
const BEYOND = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];
/** Points at which the way to the best value is tried; between them the first crossing is bisected. */
const STEPS = Array.from({ length: 16 }, (_, i) => (i + 1) / 16);

interface Place {
  result: Result;
  row: number;
  /** Whether a score is enough. */
  reaches: (score: number) => boolean;
  values: Float64Array;
  scoreOf: (values: Float64Array) => number;
}
interface Movable {
  indicator: Indicator;
  at: number;
  from: number;
  best: number;
  range: number;
}

/**
 * What would lift the score of a unit in a period at a node (default: the root) to the next grade: the smallest change of
 * each single indicator, and of the largest obstacles together; or to a score that is asked for (`target`). Weights, constants of normalisation, ideal points, class
 * limits and all other values are held. Undefined when there is no such place. A missing score and the highest grade have nothing to lift.
 */
export function lift(
  result: Result,
  unitId: string,
  period: number,
  nodeId?: string,
  { together = 3, target }: LiftOptions = {},
): Lift | undefined {
  const { panel } = result;
  const u = panel.units.findIndex(({ id }) => id === unitId);
  const p = panel.periods.indexOf(period);
  const found = nodeId === undefined ? result.nodes[0] : result.nodes.find(({ node }) => node.id === nodeId);
  if (u < 0 || p < 0 || !found) return undefined;
  const row = p * panel.units.length + u;
  const grade = found.grade[row]!;
  const score = found.score[row]!;
  const next = target === undefined ? nextOf(found, grade) : undefined;
  const label = found.classes[grade - 1]?.label;
  const status = statusOf(score, grade, next, target);
  const about = {
    unit: { id: unitId, name: panel.units[u]!.name },
    period,
    node: { id: found.node.id, title: found.node.title },
    status,
    score,
    grade,
    ...(label ? { label } : {}),
    ...(target === undefined ? {} : { target }),
    ...(status === 'liftable' && next ? { next } : {}),
    isAtLimit: status === 'liftable' && score === next?.limit,
  } as const;
  if (status !== 'liftable') return { ...about, single: [], outOfReach: [], notes: [] };
  const place: Place = {
    result,
    row,
    reaches: next ? (one) => one > next.limit : (one) => one >= target!,
    values: Float64Array.from(result.values.columns, (column) => column[row]!),
    scoreOf: rowScorer(result, found, row),
  };
  const movable = indicatorsOf(found.node).map((indicator) => movableOf(place, indicator));
  const tried = movable.map((one) => alone(place, one));
  const single = tried.filter((one) => 'to' in one) as Change[];
  single.sort((a, b) => Number(a.beyond) - Number(b.beyond) || a.share - b.share);
  const few = bestTogether(place, movable, together);
  return {
    ...about,
    single,
    outOfReach: tried.filter((one) => 'why' in one) as OutOfReach[],
    ...(few ? { together: few } : {}),
    notes: liftNotes(result, few !== undefined && !about.isAtLimit, about.isAtLimit),
  };
}

function statusOf(
  score: number,
  grade: number,
  next: Lift['next'],
  target: number | undefined,
): Lift['status'] {
  if (grade === 0 || Number.isNaN(score)) return 'no-score';
  if (target !== undefined) return score >= target ? 'reached' : 'liftable';
  return next ? 'liftable' : 'highest';
}

/**
 * The first class above a grade that a score can belong to; classes may be empty because two limits are equal. Whatever
 * lies above the highest limit belongs to the highest class.
 */
function nextOf({ classes }: NodeResult, grade: number): Lift['next'] {
  const limit = classes[grade - 1]?.upper;
  if (limit === undefined || grade === classes.length) return undefined;
  const next = classes.find((one) => one.grade > grade && one.upper > limit) ?? classes[classes.length - 1]!;
  return { grade: next.grade, ...(next.label ? { label: next.label } : {}), limit };
}

function movableOf({ result, values }: Place, indicator: Indicator): Movable {
  const at = result.values.ids.indexOf(indicator.id);
  const { min, max } = extent(result.values.columns[at]!);
  const best = indicator.direction === 'benefit' ? max : min;
  return { indicator, at, from: values[at]!, best, range: max - min };
}

function alone(place: Place, movable: Movable): Change | OutOfReach {
  const { indicator, at, from, best, range } = movable;
  const { id, title, direction } = indicator;
  if (Number.isNaN(from)) return { id, title, why: 'missing', score: Number.NaN };
  const values = place.values.slice();
  const scoreAt = (value: number) => {
    values[at] = value;
    return place.scoreOf(values);
  };
  const sign = direction === 'benefit' ? 1 : -1;
  const tries = [
    ...(best === from ? [] : STEPS.map((share) => (share === 1 ? best : from + share * (best - from)))),
    ...BEYOND.map((part) => best + sign * part * range),
  ];
  const to = range > 0 ? firstReach((value) => place.reaches(scoreAt(value)), from, tries) : undefined;
  if (to !== undefined) return { ...changeOf(movable, to), score: scoreAt(to) };
  const now = scoreAt(from);
  const hasEffect = range > 0 && tries.some((value) => scoreAt(value) !== now);
  return { id, title, why: hasEffect ? 'out-of-reach' : 'no-effect', score: scoreAt(best) };
}

function changeOf({ indicator, from, best, range }: Movable, to: number): Omit<Change, 'score'> {
  const { id, title, unit, direction } = indicator;
  const change = to - from;
  return {
    id,
    title,
    ...(unit ? { unit } : {}),
    direction,
    from,
    to,
    change,
    percent: from === 0 ? Number.NaN : (100 * change) / Math.abs(from),
    share: Math.abs(change) / range,
    beyond: direction === 'benefit' ? to > best : to < best,
  };
}

/** The largest obstacles moved by the same share of their way to the best observed value; one more is taken until the limit is reached. */
function bestTogether(place: Place, movable: readonly Movable[], least: number): Together | undefined {
  const able = byObstacle(
    place,
    movable.filter(({ from, best }) => !Number.isNaN(from) && from !== best),
  );
  if (able.length < 2) return undefined;
  let few: Movable[] = [];
  for (let k = Math.min(Math.max(2, least), able.length); k <= able.length; k++) {
    few = able.slice(0, k);
    const chosen = few;
    const share = firstReach((part) => place.reaches(scoreTogether(place, chosen, part)), 0, STEPS);
    if (share !== undefined) return togetherOf(place, chosen, share, true);
  }
  return togetherOf(place, few, 1, false);
}

function togetherOf(place: Place, few: readonly Movable[], share: number, isReached: boolean): Together {
  return {
    isReached,
    share,
    score: scoreTogether(place, few, share),
    changes: few.map((one) => changeOf(one, part(one, share))),
  };
}

function part({ from, best }: Movable, share: number): number {
  return share === 1 ? best : from + share * (best - from);
}

function scoreTogether({ values, scoreOf }: Place, few: readonly Movable[], share: number): number {
  const moved = values.slice();
  for (const one of few) moved[one.at] = part(one, share);
  return scoreOf(moved);
}

/** By obstacle degree, largest first; without obstacle degrees by the score that the best observed value alone would give. */
function byObstacle(place: Place, movable: readonly Movable[]): Movable[] {
  const { obstacles } = place.result;
  const degree = ({ indicator, at, best }: Movable): number => {
    if (obstacles) return obstacles.columns[obstacles.ids.indexOf(indicator.id)]?.[place.row] ?? 0;
    const values = place.values.slice();
    values[at] = best;
    return place.scoreOf(values);
  };
  const order = movable.map((one) => ({ one, degree: degree(one) || 0 }));
  return order.sort((a, b) => b.degree - a.degree).map(({ one }) => one);
}
