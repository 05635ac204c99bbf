import { columnOf, type Table } from '../../core/table.ts';
import { indicatorsOf, isNode, type Node, nodesOf } from '../../core/tree.ts';
import type { AggregateInput } from '../../methods/method.ts';
import type { Step } from '../choices.ts';
import { inputsOf, weightsBelow } from '../score.ts';

/** What the nodes of one replicate are scored from. */
export interface Scoring {
  root: Node;
  normalised: Table;
  /** One vector when pooled, otherwise one per period. */
  weights: readonly Float64Array[];
  /** The indicator that is left out; -1 = none. */
  dropped: number;
  stepOf: (node: string) => Step<'aggregate'>;
  coverage: number;
  /** Ideal points that a node is held to, where it has some; otherwise they are those of the rows. */
  idealsOf?: (node: string) => AggregateInput['ideals'];
}

/**
 * Scores of every node, parents first. A node that loses all its indicators, or all their weight, by what is left out
 * has no score, and its parent is scored without it.
 */
export function replicateScores({
  root,
  normalised,
  weights,
  dropped,
  stepOf,
  coverage,
  idealsOf,
}: Scoring): Float64Array[] {
  const rows = normalised.units * normalised.periods.length;
  const position = new Map(normalised.ids.map((id, i) => [id, i]));
  const gone = normalised.ids[dropped];
  const scores = new Map<string, Float64Array>();
  const order = nodesOf(root);
  for (const node of [...order].reverse()) {
    const step = stepOf(node.id);
    const below = inputsOf(node, step);
    const inputs =
      gone === undefined
        ? below
        : below.filter((one) =>
            isNode(one) ? indicatorsOf(one).some(({ id }) => id !== gone) : one.id !== gone,
          );
    const own = weights.map((vector) =>
      Float64Array.from(inputs, (input) => weightsBelow(input, vector, position)),
    );
    const loses = gone !== undefined && indicatorsOf(node).some(({ id }) => id === gone);
    if (inputs.length === 0 || (loses && own.some((vector) => vector.every((weight) => weight === 0)))) {
      scores.set(node.id, new Float64Array(rows).fill(Number.NaN));
      continue;
    }
    const table = {
      ...normalised,
      ids: inputs.map(({ id }) => id),
      columns: inputs.map((input) =>
        isNode(input) ? scores.get(input.id)! : normalised.columns[position.get(input.id)!]!,
      ),
    };
    const ideals = idealsOf?.(node.id);
    const outcome = step.method.run(
      { table, weights: own, coverage, ...(ideals ? { ideals } : {}) },
      step.options,
    );
    scores.set(node.id, columnOf(outcome.table, 'score'));
  }
  return order.map(({ id }) => scores.get(id)!);
}
