import { type Note, noteAbout } from '../../core/note.ts';
import type { Complaint } from '../../core/problem.ts';
import { extent } from '../../core/statistics/extent.ts';
import type { Table } from '../../core/table.ts';
import { nodesOf } from '../../core/tree.ts';
import type { AggregateInput, GradeOutcome, NormaliseInput, ObstaclesInput } from '../../methods/method.ts';
import type { Step } from '../choices.ts';
import type { Plan } from '../plan.ts';
import { inputsOf } from '../score.ts';
import { differences } from './differences.ts';
import type { ReferenceRecord } from './record.ts';

/** What of a plan is held to an earlier run. */
export interface Frozen {
  file: string;
  periods: readonly number[];
  parts: readonly ('treatment' | 'constants' | 'weights' | 'ideals' | 'limits')[];
}

/**
 * The plan with the constants, weights, ideal points and class limits of an earlier run in the place of the steps that
 * would estimate them; undefined where the study freezes nothing, or its manifest has not been read. Complains where the earlier run measured another index.
 */
export function freeze(plan: Plan, complaints: Complaint[]): Plan | undefined {
  const { record, freeze: file = '' } = plan.study.reference ?? {};
  if (!record) return undefined;
  const found = differences(plan, record);
  complaints.push(...found);
  if (found.length > 0) return undefined;
  const entries = new Map(record.indicators.map((one) => [one.id, one]));
  const own = plan.indicators.map(({ id }) => entries.get(id)!);
  const constants = own.map((one) => one.constants);
  const treatments = own.map((one) => one.treatment ?? {});
  const isTreated = treatments.some((one) => Object.keys(one).length > 0);
  const ranges = own.map((one) => one.range);
  const weights = own.map((one) => one.weight);
  const isGiven = plan.normalise.method.held?.(plan.normalise.options) === 'given';
  const hasConstants = isGiven && constants.every((one) => one !== undefined);
  const hasWeights = weights.every((one) => one !== undefined);
  const nodes = new Map(record.nodes.map((one) => [one.id, one]));
  const { obstacles } = plan.analyses;
  return {
    ...plan,
    treat: withInput(plan.treat, { constants: treatments }),
    normalise: hasConstants
      ? heldNormalise(plan.normalise, constants as Record<string, number>[])
      : plan.normalise,
    weight: hasWeights ? fixedWeights(plan.weight, Float64Array.from(weights as number[])) : plan.weight,
    aggregate: eachNode(plan.aggregate, (step, id) => withIdeals(step, plan, nodes.get(id)!)),
    grade: eachNode(plan.grade, (step, id) => fixedLimits(step, nodes.get(id)!)),
    analyses: {
      ...plan.analyses,
      ...(obstacles && ranges.every((one) => one !== undefined)
        ? { obstacles: withInput(obstacles, { constants: ranges } as Partial<ObstaclesInput>) }
        : {}),
    },
    frozen: {
      file,
      periods: record.periods,
      parts: [
        ...(isTreated ? (['treatment'] as const) : []),
        ...(hasConstants ? (['constants'] as const) : []),
        ...(hasWeights ? (['weights'] as const) : []),
        ...(record.nodes.some(({ ideals }) => ideals) ? (['ideals'] as const) : []),
        'limits',
      ],
    },
  };
}

function eachNode<S extends Step>(
  steps: ReadonlyMap<string, S>,
  change: (step: S, id: string) => S,
): Map<string, S> {
  return new Map([...steps].map(([id, step]) => [id, change(step, id)]));
}

/** The step with more in its input. */
function withInput<S extends Step<'treat'> | Step<'normalise'> | Step<'aggregate'> | Step<'obstacles'>>(
  step: S,
  more: object,
): S {
  const { method } = step;
  return {
    ...step,
    method: {
      ...method,
      run: (input: object, options: object) => method.run({ ...input, ...more } as never, options),
    },
  };
}

/** Normalised by the earlier constants; what lies outside the range of then is noted. */
function heldNormalise(
  step: Step<'normalise'>,
  constants: readonly Record<string, number>[],
): Step<'normalise'> {
  const { method } = step;
  const run = (input: NormaliseInput, options: object) => {
    const outcome = method.run({ ...input, constants }, options);
    return { ...outcome, notes: [...outcome.notes, ...beyond(input.table, constants)] };
  };
  return { ...step, method: { ...method, run } };
}

function beyond({ ids, columns }: Table, constants: readonly Record<string, number>[]): Note[] {
  const found = ids.filter((_, c) => {
    const { min, max } = extent(columns[c]!);
    const { min: low, max: high } = constants[c]!;
    return low !== undefined && high !== undefined && (min < low || max > high);
  });
  return noteAbout('reference/beyond', 'note', found, (names) => ({
    en: `${found.length} indicator(s) have values beyond the range of the earlier run, so that normalised values leave theirs: ${names.en}.`,
    zh: `${found.length} 项指标有数值超出早期运行的范围，其标准化值随之越界：${names.zh}。`,
  }));
}

/** The earlier weights; the parts of a combination have nothing left to weigh. */
function fixedWeights(step: Step<'weight'>, vector: Float64Array): Step<'weight'> {
  const run = () => ({ weights: [vector], details: {}, notes: [] });
  return {
    ...step,
    method: { ...step.method, run },
    ...(step.parts ? { parts: step.parts.map((part) => fixedWeights(part, vector)) } : {}),
  };
}

type NodeRecord = ReferenceRecord['nodes'][number];

function withIdeals(step: Step<'aggregate'>, { study }: Plan, { id, ideals }: NodeRecord): Step<'aggregate'> {
  if (!ideals || step.method.held?.(step.options) !== 'given') return step;
  const node = nodesOf(study.index).find((one) => one.id === id)!;
  const known = new Map(ideals.map((one) => [one.id, one]));
  const of = (end: 'best' | 'worst') =>
    Float64Array.from(inputsOf(node, step), (input) => known.get(input.id)?.[end] ?? Number.NaN);
  const points: NonNullable<AggregateInput['ideals']> = { best: of('best'), worst: of('worst') };
  return withInput(step, { ideals: points });
}

/** The earlier limits; what lies above the highest belongs to the highest class. */
function fixedLimits(step: Step<'grade'>, { limits, labels }: NodeRecord): Step<'grade'> {
  if (limits.length === 0) return step;
  const run = ({ scores }: { scores: Float64Array }): GradeOutcome => {
    const highest = limits[limits.length - 1]!;
    const { count, max } = extent(scores);
    const top = count === 0 ? highest : Math.max(max, highest);
    return {
      upper: [...limits.slice(0, -1), top],
      ...(labels?.length === limits.length ? { labels: [...labels] } : {}),
      notes: [],
    };
  };
  return { ...step, method: { ...step.method, run } };
}
