import type { DataTable } from '../../core/data-table.ts';
import { ProblemError } from '../../core/problem.ts';
import type { Reference, Table } from '../../core/table.ts';
import type { AnalyseInput } from '../../methods/method.ts';
import type { Step } from '../choices.ts';
import type { Plan } from '../plan.ts';
import { ranksWithin } from '../score.ts';
import type { Varied } from '../uncertainty/choices.ts';
import type { Draw } from '../uncertainty/draw.ts';
import type { Replicate, Replicator } from '../uncertainty/replicate.ts';
import type { Measure, Seen } from './measures.ts';

/** What computations gave, measure by measure within each; NaN where one could not be computed. */
export interface Outputs {
  values: Float64Array;
  failed: number;
  /** Why the first one failed. */
  first?: ProblemError;
}

/** The measures of the computations from `from` up to `to`: a function of the draws alone, in any order and anywhere. */
export function outputsOf(
  compute: (draw: Draw) => ArrayLike<number>,
  count: number,
  drawAt: (index: number) => Draw,
  from: number,
  to: number,
): Outputs {
  const made: Outputs = { values: new Float64Array((to - from) * count).fill(Number.NaN), failed: 0 };
  for (let index = from; index < to; index++) {
    try {
      made.values.set(compute(drawAt(index)), (index - from) * count);
    } catch (problem) {
      if (!(problem instanceof ProblemError)) throw problem;
      made.failed++;
      made.first ??= problem;
    }
  }
  return made;
}

/** Where the measures look: a node, by position, and a period. */
export interface Focus {
  node: number;
  period: number;
}

/** All measures of any draw. */
export function measuring(
  replicate: Replicator,
  measures: readonly Measure[],
  { node, period }: Focus,
  tables: (made: Replicate) => Seen['table'],
): (draw: Draw) => number[] {
  return (draw) => {
    const made = replicate(draw);
    const { units } = made.normalised;
    const all = made.scores[node]!;
    const scores = all.subarray(period * units, (period + 1) * units);
    const seen = { all, scores, ranks: ranksWithin(scores, units), table: tables(made) };
    return measures.map(({ value }) => value(seen));
  };
}

/** The tables of the analyses of one computation, each analysis run when the first of its tables is asked for. */
export function tablesAgain(
  plan: Plan,
  varied: Varied,
  published: AnalyseInput,
  origins: ReadonlyMap<string, Step<'analyse'>>,
): (made: Replicate) => Seen['table'] {
  return (made) => {
    const done = new Map<Step<'analyse'>, readonly DataTable[]>();
    let input: AnalyseInput | undefined;
    return (name) => {
      const step = origins.get(name);
      if (!step) return undefined;
      input ??= inputAgain(plan, varied, published, made);
      const tables = done.get(step) ?? step.method.run(input, step.options).tables;
      done.set(step, tables);
      return tables.find((table) => table.name === name);
    };
  };
}

/** What analyses are given of one computation; context variables stay as they are. */
function inputAgain(
  plan: Plan,
  varied: Varied,
  published: AnalyseInput,
  { draw, values, treated, normalised, weights, scores }: Replicate,
): AnalyseInput {
  const over = (table: Table, columns: readonly Float64Array[]): Table => ({ ...table, columns });
  const { obstacles: _, ...rest } = published;
  const { options } = varied.normalise[draw.normalise] ?? plan.normalise;
  const found = plan.analyses.obstacles?.method.run(
    {
      table: treated,
      directions: plan.indicators.map(({ direction }) => direction),
      weights,
      root: plan.study.index,
      reference: (options as { reference?: Reference }).reference ?? 'pooled',
    },
    plan.analyses.obstacles.options,
  );
  return {
    ...rest,
    scores: over(published.scores, scores),
    ranks: over(
      published.ranks,
      scores.map((column) => ranksWithin(column, treated.units)),
    ),
    values: over(published.values, [
      ...values.columns,
      ...published.values.columns.slice(values.columns.length),
    ]),
    normalised,
    weights,
    ...(found ? { obstacles: found.table } : {}),
  };
}
