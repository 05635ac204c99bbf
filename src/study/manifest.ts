import type { Panel } from '../core/panel.ts';
import type { Step } from './choices.ts';
import type { Multiverse } from './multiverse/choices.ts';
import { projectionOf } from './places.ts';
import type { Plan } from './plan.ts';
import { referenceOf } from './reference/record.ts';
import type { Result } from './result.ts';
import type { Varied } from './uncertainty/choices.ts';
import { writtenStep } from './written-step.ts';

/** A file of the result folder with its SHA-256. */
export interface WrittenFile {
  file: string;
  digest: string;
}

/** What made a result: enough to make it again and to see that nothing was changed since. */
export function manifest(
  result: Result,
  facts: {
    software: string;
    studyDigest: string;
    /** Files that were laid over the study, in order. */
    overlays?: readonly WrittenFile[];
    /** The unit file, and files of weights and judgements. */
    inputs?: readonly WrittenFile[];
    files: readonly WrittenFile[];
  },
): Record<string, unknown> {
  return {
    software: facts.software,
    study: { title: result.plan.study.title, digest: facts.studyDigest },
    ...(facts.overlays && facts.overlays.length > 0 ? { overlays: facts.overlays } : {}),
    ...(facts.inputs && facts.inputs.length > 0 ? { inputs: facts.inputs } : {}),
    sources: result.panel.sources.map(({ file, digest, licence, cite }) => ({ file, digest, licence, cite })),
    ...(result.boundaries
      ? { boundaries: { file: result.boundaries.file, digest: result.boundaries.digest } }
      : {}),
    ...(result.context ? { context: { file: result.context.file, digest: result.context.digest } } : {}),
    reference: referenceOf(result),
    resolved: resolvedStudy(result.plan, result.panel),
    seed: result.plan.study.seed,
    engine: result.engine,
    counts: {
      units: result.panel.units.length,
      periods: result.panel.periods.length,
      indicators: result.plan.indicators.length,
    },
    ...(result.weights.comparisons ? { comparisons: result.weights.comparisons } : {}),
    notes: result.notes,
    files: facts.files,
  };
}

/** The study with every default written out, so that nothing is hidden. */
export function resolvedStudy(plan: Plan, panel: Pick<Panel, 'units'>): Record<string, unknown> {
  const { study } = plan;
  const projection = projectionOf(study.units, panel);
  const { reference, without, ...rest } = study;
  return {
    ...rest,
    ...(reference ? { reference: { freeze: reference.freeze } } : {}),
    ...(without ? { without: { indicators: without.indicators, units: without.units } } : {}),
    units: { ...study.units, ...(projection ? { projection: { albers: projection } } : {}) },
    method: {
      impute: writtenStep(plan.impute),
      treat: writtenStep(plan.treat),
      normalise: writtenStep(plan.normalise),
      weight: writtenStep(plan.weight),
      aggregate: perNode(plan.aggregate),
      grade: perNode(plan.grade),
      coverage: plan.coverage,
    },
    analyses: {
      obstacles: plan.analyses.obstacles ? plan.analyses.obstacles.options : 'none',
      ...Object.fromEntries(plan.analyses.steps.map(({ method, options }) => [method.id, options])),
      uncertainty: plan.analyses.uncertainty ? writtenVaried(plan.analyses.uncertainty) : 'none',
      sensitivity: plan.analyses.sensitivity
        ? { ...plan.analyses.sensitivity.options, ...writtenVaried(plan.analyses.sensitivity.varied) }
        : 'none',
      multiverse: plan.analyses.multiverse ? writtenMultiverse(plan.analyses.multiverse) : 'none',
    },
  };
}

function writtenVaried({ options, weights, normalise, aggregate }: Varied): object {
  const { weight, ...vary } = options.vary;
  return {
    ...options,
    vary: {
      ...vary,
      ...(weight
        ? { weight: { ...weight, ...(weights.length > 0 ? { methods: weights.map(writtenStep) } : {}) } }
        : {}),
      ...(normalise.length > 0 ? { normalise: normalise.map(writtenStep) } : {}),
      ...(aggregate.length > 0 ? { aggregate: aggregate.map(writtenStep) } : {}),
    },
  };
}

/** The lists that the combinations are made of, those that a study leaves to the defaults among them. */
function writtenMultiverse({ options, combinations }: Multiverse): unknown {
  const steps = (key: 'impute' | 'normalise' | 'weight') => [
    ...new Map(
      combinations.map((one) => [
        JSON.stringify(writtenStep(one.steps[key] as unknown as Step)),
        writtenStep(one.steps[key] as unknown as Step),
      ]),
    ).values(),
  ];
  const ways = new Map(
    combinations.map(({ steps: { aggregate } }) => [
      JSON.stringify(perNode(aggregate as never)),
      perNode(aggregate as never),
    ]),
  );
  return {
    ...options,
    impute: steps('impute'),
    normalise: steps('normalise'),
    weight: steps('weight'),
    aggregate: [...ways.values()],
  };
}

/** One choice when every node has the same, otherwise one per node. */
function perNode(steps: ReadonlyMap<string, Step>): unknown {
  const all = [...steps].map(([node, step]) => [node, writtenStep(step)] as const);
  const first = JSON.stringify(all[0]?.[1]);
  return all.every(([, one]) => JSON.stringify(one) === first) ? all[0]?.[1] : Object.fromEntries(all);
}
