import type { Reference, Table } from '../core/table.ts';
import type { NodeResult, Result } from './result.ts';
import { replicateScores } from './uncertainty/score.ts';

/**
 * The score that one row would have at a node with other values of its indicators (after imputation and treatment, in the
 * order of the plan), by the study's own steps with weights, constants of normalisation and ideal points held as they are.
 * Where a normaliser has no constants to hold, as ranks, the row is normalised among the other rows as they are.
 */
export function rowScorer(result: Result, found: NodeResult, row: number): (values: Float64Array) => number {
  const { plan, panel, normalised, weights } = result;
  const p = Math.floor(row / panel.units.length);
  const vector = weights.weights[weights.weights.length === 1 ? 0 : p]!;
  const ideals = new Map(
    result.nodes.flatMap((one) => {
      const scope = one.ideals?.scopeOf[p];
      return one.ideals && scope !== undefined
        ? [[one.node.id, { best: one.ideals.best[scope]!, worst: one.ideals.worst[scope]! }] as const]
        : [];
    }),
  );
  const normalise = normaliser(result, row, p);
  return (values) => {
    const numbers = normalise(values);
    const table: Table = {
      units: 1,
      periods: [panel.periods[p]!],
      ids: normalised.ids,
      columns: Array.from(numbers, (value) => Float64Array.of(value)),
    };
    const [score] = replicateScores({
      root: found.node,
      normalised: table,
      weights: [vector],
      dropped: -1,
      stepOf: (node) => plan.aggregate.get(node)!,
      coverage: plan.coverage,
      idealsOf: (node) => ideals.get(node),
    });
    return score![0]!;
  };
}

function normaliser(result: Result, row: number, p: number): (values: Float64Array) => Float64Array {
  const { plan, panel, values: whole, constants, scopeOf } = result;
  const { method, options } = plan.normalise;
  const directions = plan.indicators.map(({ direction }) => direction);
  const reference = (options as { reference?: Reference }).reference;
  // A method that cannot be frozen over all periods has no constants: what it gives depends on every other row.
  const isRelative = (method.held?.({ ...options, reference: 'pooled' }) ?? 'never') === 'never';
  if (isRelative) {
    const own = Float64Array.from(whole.columns, (column) => column[row]!);
    const before = Float64Array.from(result.normalised.columns, (column) => column[row]!);
    return (values) =>
      values.map((value, c) => {
        if (Object.is(value, own[c])) return before[c]!;
        const column = whole.columns[c]!.slice();
        column[row] = value;
        const table = { ...whole, ids: [whole.ids[c]!], columns: [column] };
        return method.run({ table, directions: [directions[c]!] }, options).table.columns[0]![row]!;
      });
  }
  const held = constants.map((scopes) => scopes[scopeOf[p]!]!);
  const period = typeof reference === 'object' ? reference.period : panel.periods[p]!;
  return (values) => {
    const columns = Array.from(values, (value) => Float64Array.of(value));
    const table = { units: 1, periods: [period], ids: whole.ids, columns };
    const outcome = method.run({ table, directions, constants: held }, options);
    return Float64Array.from(outcome.table.columns, (column) => column[0]!);
  };
}
