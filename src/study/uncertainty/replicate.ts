import { stream } from '../../core/random/stream.ts';
import type { Table } from '../../core/table.ts';
import type { WeightOutcome } from '../../methods/method.ts';
import { optionOf, type Step, withOption } from '../choices.ts';

import type { Plan } from '../plan.ts';
import type { Varied } from './choices.ts';
import { type Draw, drawnWeights } from './draw.ts';
import { ofDrawnExperts } from './experts.ts';
import { replicateScores } from './score.ts';
import { drawnValues, type Spreads, type Values } from './values.ts';

/** One computation of the study under drawn choices. */
export interface Replicate {
  draw: Draw;
  /** Values after imputation. */
  values: Table;
  /** Values after imputation and treatment. */
  treated: Table;
  normalised: Table;
  /** One vector when pooled, otherwise one per period; the weight of the indicator left out is 0. */
  weights: readonly Float64Array[];
  /** A column per node of the tree, parents first. */
  scores: readonly Float64Array[];
}

/** Computes the study under any draw. */
export type Replicator = (draw: Draw) => Replicate;

/**
 * A function that computes any replicate. Each runs again what its choices touch and nothing else: normalised tables
 * and weights are kept for every combination of choices as long as the values themselves do not vary.
 */
export function replicator(plan: Plan, uncertainty: Varied, values: Values, spreads: Spreads): Replicator {
  const { vary } = uncertainty.options;
  const valuesVary = vary.error || vary.impute;
  const tables = new Map<string, Table>();
  const vectors = new Map<string, Float64Array[]>();
  return (draw) => {
    if (valuesVary) {
      tables.clear();
      vectors.clear();
    }
    const { table, treated } = drawnValues(plan, uncertainty, values, spreads, draw);
    if (vary.weight?.experts) vectors.clear();
    const normalisation = `${draw.normalise} ${draw.reference}`;
    const normalised = kept(tables, normalisation, () =>
      normalise(
        plan,
        referred(uncertainty.normalise[draw.normalise] ?? plan.normalise, vary.reference?.[draw.reference]),
        treated,
      ),
    );
    const given = kept(vectors, `${normalisation} ${draw.weight}`, () => {
      const step = uncertainty.weights[draw.weight] ?? plan.weight;
      const drawn = vary.weight?.experts
        ? ofDrawnExperts(step, stream(plan.study.seed, 'uncertainty experts', draw.streams.experts))
        : step;
      return weigh(plan, drawn, normalised, treated).weights;
    });
    const weights = drawnWeights(given, plan, uncertainty, draw);
    const scores = replicateScores({
      root: plan.study.index,
      normalised,
      weights,
      dropped: draw.dropped,
      stepOf: (node) => aggregationOf(plan, uncertainty, draw, node),
      coverage: plan.coverage,
    });
    return { draw, values: table, treated, normalised, weights, scores };
  };
}

/** A normalisation under another reference, where its method has one. */
function referred(step: Step<'normalise'>, reference: unknown): Step<'normalise'> {
  if (reference === undefined || optionOf(step, 'reference') === undefined) return step;
  return withOption(step, 'reference', reference);
}

function kept<K, V>(cache: Map<K, V>, key: K, make: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

export function normalise(plan: Plan, step: Step<'normalise'>, table: Table): Table {
  const directions = plan.indicators.map(({ direction }) => direction);
  return step.method.run({ table, directions }, step.options).table;
}

export function weigh(plan: Plan, step: Step<'weight'>, normalised: Table, raw: Table): WeightOutcome {
  const parts = (step.parts ?? []).map((part) => weigh(plan, part, normalised, raw));
  const { indicators, study } = plan;
  return step.method.run({ normalised, raw, root: study.index, indicators, parts }, step.options);
}

/** The aggregation of a node, with the ideal points drawn where it is TOPSIS. */
function aggregationOf(
  plan: Plan,
  { aggregate, options }: Varied,
  draw: Draw,
  node: string,
): Step<'aggregate'> {
  const step = aggregate[draw.aggregate] ?? plan.aggregate.get(node)!;
  const ideal = options.vary.ideal?.[draw.ideal];
  if (ideal === undefined || step.method.id !== 'topsis') return step;
  return { ...step, options: { ...step.options, ideal } };
}
