import { ProblemError } from '../../core/problem.ts';
import type { Table } from '../../core/table.ts';
import type { ImputeInput } from '../../methods/method.ts';
import type { Plan } from '../plan.ts';
import { normalise, weigh } from '../uncertainty/replicate.ts';
import { replicateScores } from '../uncertainty/score.ts';
import { keyOf, type Steps } from './steps.ts';

/** Computes a study by other steps: the scores of every node, parents first. */
export type Computer = (steps: Steps) => readonly Float64Array[] | ProblemError;

/**
 * A function that computes the study by any steps, from its values before imputation. What several combinations share
 * is computed once. Data that a step refuses give the problem instead of scores.
 */
export function computer(plan: Plan, raw: ImputeInput): Computer {
  const treated = memo<Table>();
  const tables = memo<Table>();
  const vectors = memo<readonly Float64Array[]>();
  return ({ impute, normalise: how, weight, aggregate }) => {
    try {
      const filled = keyOf(impute);
      const values = treated(filled, () => {
        const { table } = impute.method.run(raw, impute.options);
        return plan.treat.method.run({ table }, plan.treat.options).table;
      });
      const scaled = `${filled} ${keyOf(how)}`;
      const normalised = tables(scaled, () => normalise(plan, how, values));
      const weights = vectors(
        `${scaled} ${keyOf(weight)}`,
        () => weigh(plan, weight, normalised, values).weights,
      );
      return replicateScores({
        root: plan.study.index,
        normalised,
        weights,
        dropped: -1,
        stepOf: (node) => aggregate.get(node)!,
        coverage: plan.coverage,
      });
    } catch (problem) {
      if (problem instanceof ProblemError) return problem;
      throw problem;
    }
  };
}

function memo<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key)!;
  };
}
