import type { Table } from '../../core/table.ts';
import type { WeightOutcome } from '../../methods/method.ts';
import type { Step } from '../choices.ts';
import type { Plan } from '../plan.ts';
import type { Uncertainty } from './choices.ts';
import { type Draw, drawnWeights, drawOf } from './draw.ts';
import { replicateScores } from './score.ts';
import { drawnValues, type Spreads, type Values } from './values.ts';

/** Computes the scores of every node in the replicate of an index; what values it draws decides nothing else. */
export type Replicate = (index: number) => Float64Array[];

/**
 * A function that computes any replicate. Each runs again what its choices touch and nothing else: normalised tables
 * and weights are kept for every combination of choices as long as the values themselves do not vary.
 */
export function replicator(
  plan: Plan,
  uncertainty: Uncertainty,
  values: Values,
  spreads: Spreads,
): Replicate {
  const { vary } = uncertainty.options;
  const valuesVary = vary.error || vary.impute;
  const tables = new Map<number, Table>();
  const vectors = new Map<string, Float64Array[]>();
  return (index) => {
    if (valuesVary) {
      tables.clear();
      vectors.clear();
    }
    const draw = drawOf(plan, uncertainty, index);
    const treated = drawnValues(plan, uncertainty, values, spreads, index);
    const normalised = kept(tables, draw.normalise, () =>
      normalise(plan, uncertainty.normalise[draw.normalise] ?? plan.normalise, treated),
    );
    const given = kept(
      vectors,
      `${draw.normalise} ${draw.weight}`,
      () => weigh(plan, uncertainty.weights[draw.weight] ?? plan.weight, normalised, treated).weights,
    );
    return replicateScores({
      root: plan.study.index,
      normalised,
      weights: drawnWeights(given, plan, uncertainty, draw),
      dropped: draw.dropped,
      stepOf: (node) => aggregationOf(plan, uncertainty, draw, node),
      coverage: plan.coverage,
    });
  };
}

function kept<K, V>(cache: Map<K, V>, key: K, make: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

function normalise(plan: Plan, step: Step<'normalise'>, table: Table): Table {
  const directions = plan.indicators.map(({ direction }) => direction);
  return step.method.run({ table, directions }, step.options).table;
}

function weigh(plan: Plan, step: Step<'weight'>, normalised: Table, raw: Table): WeightOutcome {
  const parts = (step.parts ?? []).map((part) => weigh(plan, part, normalised, raw));
  const { indicators, study } = plan;
  return step.method.run({ normalised, raw, root: study.index, indicators, parts }, step.options);
}

/** The aggregation of a node, with the ideal points drawn where it is TOPSIS. */
function aggregationOf(
  plan: Plan,
  { aggregate, options }: Uncertainty,
  draw: Draw,
  node: string,
): Step<'aggregate'> {
  const step = aggregate[draw.aggregate] ?? plan.aggregate.get(node)!;
  const ideal = options.vary.ideal?.[draw.ideal];
  if (ideal === undefined || step.method.id !== 'topsis') return step;
  return { ...step, options: { ...step.options, ideal } };
}
