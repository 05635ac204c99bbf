import type { Panel } from '../core/panel.ts';
import { extent } from '../core/statistics/extent.ts';
import { rankDescending } from '../core/statistics/rank.ts';
import { columnOf, type Table } from '../core/table.ts';
import { type Indicator, indicatorsOf, isNode, type Node } from '../core/tree.ts';
import type { AggregateOutcome, GradeOutcome } from '../methods/method.ts';
import type { Step } from './choices.ts';
import type { GradeClass, NodeResult, Transition } from './result.ts';

/** The weight of an indicator, or the sum of the weights below a node. */
export function weightsBelow(
  child: Node | Indicator,
  weights: Float64Array,
  position: ReadonlyMap<string, number>,
): number {
  if (!isNode(child)) return weights[position.get(child.id)!]!;
  return indicatorsOf(child).reduce((sum, { id }) => sum + weights[position.get(id)!]!, 0);
}

/** What a node aggregates under its step: every indicator below it, or its children. */
export function inputsOf(node: Node, step: Step<'aggregate'>): readonly Node['children'][number][] {
  if ((step.options as { of?: string }).of === 'children') return node.children;
  return node.children.flatMap((child) => (isNode(child) ? inputsOf(child, step) : [child]));
}

/** Scores of a node with their ranks within each period and their grades over all periods. */
export function nodeResult(
  node: Node,
  scored: Table,
  grading: GradeOutcome,
  ideals: AggregateOutcome['ideals'],
): NodeResult {
  const score = columnOf(scored, 'score');
  const rank = ranksWithin(score, scored.units);
  const grade = new Uint8Array(score.length);
  for (let row = 0; row < grade.length; row++) grade[row] = gradeOf(score[row]!, grading.upper);
  return {
    node,
    score,
    rank,
    grade,
    ...(scored.ids.includes('distance_best')
      ? { distanceBest: columnOf(scored, 'distance_best'), distanceWorst: columnOf(scored, 'distance_worst') }
      : {}),
    ...(ideals ? { ideals } : {}),
    classes: classesOf(score, grade, grading),
    ...(grading.goodnessOfFit === undefined ? {} : { goodnessOfFit: grading.goodnessOfFit }),
  };
}

/** Ranks of scores within each period of so many units. */
export function ranksWithin(score: Float64Array, units: number): Float64Array {
  const rank = new Float64Array(score.length);
  for (let from = 0; from < score.length; from += units)
    rank.set(rankDescending(score.subarray(from, from + units)), from);
  return rank;
}

/**
 * The first class whose upper limit a score does not exceed; 0 for a missing score.
 * @example gradeOf(0.3, [0.3, 0.6, 1]) // => 1
 */
export function gradeOf(score: number, upper: readonly number[]): number {
  return upper.findIndex((limit) => score <= limit) + 1;
}

function classesOf(score: Float64Array, grade: Uint8Array, { upper, labels }: GradeOutcome): GradeClass[] {
  const lowest = extent(score).min;
  const counts = new Array<number>(upper.length + 1).fill(0);
  for (const one of grade) counts[one]!++;
  return upper.map((limit, i) => ({
    grade: i + 1,
    ...(labels ? { label: labels[i]! } : {}),
    lower: i === 0 ? Math.min(lowest, limit) : upper[i - 1]!,
    upper: limit,
    count: counts[i + 1]!,
  }));
}

/** How many units moved from each grade to each other between consecutive periods; zeros are kept. */
export function transitionsOf(nodes: readonly NodeResult[], { units, periods }: Panel): Transition[] {
  return nodes.flatMap((node) => periods.slice(1).flatMap((_, p) => movesOf(node, p, units.length, periods)));
}

function movesOf(
  { node, grade, classes }: NodeResult,
  p: number,
  units: number,
  periods: readonly number[],
): Transition[] {
  const k = classes.length;
  const counts = new Int32Array((k + 1) * (k + 1));
  for (let row = p * units; row < (p + 1) * units; row++)
    counts[grade[row]! * (k + 1) + grade[row + units]!]!++;
  return classes.flatMap((from) =>
    classes.map((to) => ({
      node: node.id,
      fromPeriod: periods[p]!,
      toPeriod: periods[p + 1]!,
      fromGrade: from.grade,
      toGrade: to.grade,
      count: counts[from.grade * (k + 1) + to.grade]!,
    })),
  );
}
