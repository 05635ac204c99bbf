import { type ColumnStatistics, sqlNumber } from '../../core/sql.ts';
import { isNode, type Node, nodesOf } from '../../core/tree.ts';
import type { SqlCell, SqlForms, WeightOutcome } from '../../methods/method.ts';
import type { Plan } from '../../study/plan.ts';
import { inputsOf, weightsBelow } from '../../study/score.ts';
import { constants } from './constants.ts';
import type { Session } from './session.ts';
import type { Reduction } from './statistics.ts';

type Extent = { min: number; max: number };

/** What the scores are computed from: a relation with the normalised columns by indicator. */
export interface Scoring {
  relation: string;
  /** Expression of each normalised indicator, and whether all of its cells are observed. */
  expressions: readonly string[];
  complete: readonly boolean[];
  /** Extents of the normalised indicators over all periods, or in each. */
  extents(reference: 'pooled' | 'period'): Promise<readonly (readonly Extent[])[]>;
  /** Statistics of all rows. */
  reduce(asked: Omit<Reduction, 'periods'>): Promise<ColumnStatistics[][]>;
}
/** Names of a node's columns in the scores that were kept. */
export interface NodeColumns {
  node: Node;
  columns: readonly string[];
  /** The share of the weight that is observed; none where every cell is. */
  seen?: string;
}

/** Scores of every node, children before parents, kept in one relation with the columns `u`, `t` and those that are named. */
export async function keepScores(session: Session, plan: Plan, { weights }: WeightOutcome, scoring: Scoring) {
  const order = [...nodesOf(plan.study.index)].reverse();
  const position = new Map(plan.indicators.map(({ id }, i) => [id, i]));
  const names = new Map(order.map((node, i) => [node.id, `n${i}`]));
  const done = new Map<string, NodeColumns>();
  const indicators = plan.indicators.map((_, i) => `r${i}`);
  let relation = `(SELECT u, t, ${scoring.expressions.map((one, i) => `${one} AS r${i}`).join(', ')} FROM ${scoring.relation}) AS r`;
  for (let level = 0; done.size < order.length; level++) {
    const ready = order.filter(
      (node) =>
        !done.has(node.id) &&
        inputsOf(node, plan.aggregate.get(node.id)!).every((input) => !isNode(input) || done.has(input.id)),
    );
    const made = constants(plan.study.periods);
    const sums: string[] = [];
    const columns: string[] = [];
    for (const node of ready) {
      const step = plan.aggregate.get(node.id)!;
      const form = step.method.sql!(step.options)!;
      const inputs = inputsOf(node, step);
      const own = (input: (typeof inputs)[number]) =>
        isNode(input) ? `${names.get(input.id)}_score` : `r${position.get(input.id)}`;
      const isComplete = inputs.every((input) =>
        isNode(input) ? done.get(input.id)!.seen === undefined : scoring.complete[position.get(input.id)!],
      );
      const vectors = weights.map((vector) => inputs.map((input) => weightsBelow(input, vector, position)));
      const ofInputs = async (reference: 'pooled' | 'period'): Promise<readonly (readonly Extent[])[]> => {
        if (inputs.some(isNode))
          return scoring.reduce({ relation, expressions: inputs.map(own), reference, sums: [] });
        const all = await scoring.extents(reference);
        return all.map((scope) => inputs.map((input) => scope[position.get(input.id)!]!));
      };
      form.check?.(
        inputs.map(({ id }) => id),
        (await ofInputs('pooled'))[0]!,
      );
      const ideals =
        form.ideal === 'absolute' || form.ideal === undefined
          ? [inputs.map(() => ({ min: 0, max: 1 }))]
          : await ofInputs(form.ideal);
      // A column without any value in a scope has no ideal there, and no cell that would be held against it.
      const number = (value: number) => (Number.isFinite(value) ? value : 0);
      const cells: SqlCell[] = inputs.map((input, i) => ({
        value: own(input),
        weight: made.of(vectors.map((vector) => vector[i]!)),
        best: made.of(ideals.map((scope) => number(scope[i]!.max))),
        worst: made.of(ideals.map((scope) => number(scope[i]!.min))),
        isObserved: isNode(input) ? false : scoring.complete[position.get(input.id)!]!,
      }));
      const name = names.get(node.id)!;
      sums.push(...Object.entries(form.sums(cells)).map(([id, text]) => `${text} AS ${name}_${id}_sum`));
      const share = isComplete ? undefined : seenShare(cells, vectors, made);
      if (share) sums.push(`${share} AS ${name}_seen`);
      columns.push(...columnsOf(form, name, share === undefined ? undefined : plan.coverage));
      if (share) columns.push(`${name}_seen`);
      done.set(node.id, {
        node,
        columns: Object.keys(form.columns).map((id) => `${name}_${id}`),
        ...(share ? { seen: `${name}_seen` } : {}),
      });
    }
    const earlier = order
      .filter((node) => done.has(node.id) && !ready.includes(node))
      .map((node) => done.get(node.id)!);
    const before = earlier.flatMap(({ columns: own, seen }) => [...own, ...(seen ? [seen] : [])]);
    const isLast = done.size === order.length;
    const kept = ['u', 't', ...(isLast ? [] : indicators), ...before];
    const inner = `SELECT u, t, ${[...(isLast ? [] : indicators), ...before, ...sums].join(', ')} FROM ${relation}${made.join()}`;
    const name = isLast ? 'scores' : `scores${level}`;
    relation = await session.keep(name, `SELECT ${[...kept, ...columns].join(', ')} FROM (${inner}) AS d`);
  }
  return { relation, nodes: nodesOf(plan.study.index).map((node) => done.get(node.id)!) };
}

/** The columns of a node from its sums; empty where less than `coverage` of the weight is observed. */
function columnsOf(form: SqlForms['aggregate'], name: string, coverage: number | undefined): string[] {
  return Object.entries(form.columns).map(([id, text]) => {
    const named = text.replace(/\b[a-z]+\b/g, (word) => (SUMS.has(word) ? `${name}_${word}_sum` : word));
    // A share of exactly the limit must pass, whatever the rounding of its sum.
    const held =
      coverage === undefined
        ? named
        : `CASE WHEN ${name}_seen > 0 AND ${name}_seen >= ${sqlNumber(coverage - 1e-12)} THEN ${named} END`;
    return `${held} AS ${name}_${id}`;
  });
}
/** Names that forms give to their sums. */
const SUMS = new Set(['best', 'worst', 'total', 'weight', 'zeros']);

/** Share of the node's weight that is observed in a row; of its cells where it has no weight. */
function seenShare(
  cells: readonly SqlCell[],
  vectors: readonly number[][],
  made: ReturnType<typeof constants>,
): string {
  const shares = vectors.map((vector) => {
    const total = vector.reduce((sum, weight) => sum + weight, 0);
    return vector.map((weight) => (total > 0 ? weight / total : 1 / vector.length));
  });
  return cells
    .map(
      ({ value }, i) =>
        `CASE WHEN ${value} IS NULL THEN 0e0 ELSE ${made.of(shares.map((share) => share[i]!))} END`,
    )
    .join(' + ');
}
