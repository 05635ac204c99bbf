import { extent } from '../../core/statistics/extent.ts';
import type { Reference } from '../../core/table.ts';
import { scopes } from '../../core/table.ts';
import type { Text } from '../../core/text.ts';
import type { Adjustments, Direction } from '../../core/tree.ts';
import type { Step } from '../choices.ts';
import type { Result } from '../result.ts';
import { inputsOf } from '../score.ts';
import { writtenStep } from '../written-step.ts';

/** Everything that a run estimated and that another run could use, so that its scores stay as they are. */
export interface ReferenceRecord {
  periods: readonly number[];
  indicators: readonly {
    id: string;
    direction: Direction;
    /** How its values are converted, deflated and denominated. */
    adjusted?: Adjustments | undefined;
    /** Constants of its normalisation; none where each period has its own. */
    constants?: Record<string, number>;
    /** Constants of its treatment; none where it was left as it is. */
    treatment?: Record<string, number>;
    /** Smallest and largest treated value, as obstacle degrees use them. */
    range?: Record<string, number>;
    /** Its weight; none where each period has its own. */
    weight?: number;
  }[];
  nodes: readonly {
    id: string;
    aggregate: unknown;
    /** Ideal points by what the node aggregates; null = nothing was observed. */
    ideals?: { id: string; best: number | null; worst: number | null }[];
    /** Upper limits of the classes. */
    limits: number[];
    labels?: Text[];
  }[];
  normalise: unknown;
  /** Records of older versions, which treated nothing, do not have it. */
  treat?: unknown;
}

/** The adjustments of an indicator, of which there are some, without the keys that it does not have. */
export function adjustmentsOf(
  one: { [Key in keyof Adjustments]: Adjustments[Key] | undefined },
): Adjustments {
  const { convert, deflate, denominate } = one;
  return {
    ...(convert ? { convert } : {}),
    ...(deflate ? { deflate } : {}),
    ...(denominate ? { denominate } : {}),
  };
}

/** What a result would be held to, for its manifest; of one that is held itself, what it is held to. */
export function referenceOf(result: Result): ReferenceRecord {
  const { plan, panel, treated, constants, weights, nodes } = result;
  const reference = (plan.normalise.options as { reference?: Reference }).reference ?? 'pooled';
  const [range] = reference === 'period' ? [] : scopes(reference, panel.units.length, panel.periods).ranges;
  const held =
    plan.frozen && new Map(plan.study.reference?.record?.indicators.map((one) => [one.id, one.range]));
  const rangeAt = (id: string, c: number) =>
    held?.get(id) ?? (range && rangeOf(treated.table.columns[c]!, range.from, range.to));
  return {
    periods: panel.periods,
    normalise: writtenStep(plan.normalise as unknown as Step),
    treat: writtenStep(plan.treat as unknown as Step),
    indicators: plan.indicators.map(({ id, direction, convert, deflate, denominate }, c) => ({
      id,
      direction,
      ...(convert || deflate || denominate
        ? { adjusted: adjustmentsOf({ convert, deflate, denominate }) }
        : {}),
      ...(constants[c]?.length === 1 ? { constants: constants[c]![0]! } : {}),
      ...(Object.keys(treated.constants[c]!).length > 0 ? { treatment: treated.constants[c]! } : {}),
      ...(range ? { range: rangeAt(id, c)! } : {}),
      ...(weights.weights.length === 1 ? { weight: weights.weights[0]![c]! } : {}),
    })),
    nodes: nodes.map(({ node, ideals, classes }) => {
      const step = plan.aggregate.get(node.id)!;
      const inputs = inputsOf(node, step);
      const labels = classes.flatMap(({ label }) => (label ? [label] : []));
      return {
        id: node.id,
        aggregate: writtenStep(step as unknown as Step),
        ...(ideals && ideals.best.length === 1
          ? {
              ideals: inputs.map(({ id }, c) => ({
                id,
                best: known(ideals.best[0]![c]!),
                worst: known(ideals.worst[0]![c]!),
              })),
            }
          : {}),
        limits: classes.map(({ upper }) => upper),
        ...(labels.length > 0 ? { labels } : {}),
      };
    }),
  };
}

/** JSON has no NaN. */
function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** As the min-max method has it: nothing where the values have no spread. */
function rangeOf(column: Float64Array, from: number, to: number): Record<string, number> {
  const { min, max } = extent(column, from, to);
  return max > min ? { min, max } : {};
}
