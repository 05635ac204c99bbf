import type { Note } from '../../core/note.ts';
import type { ColumnStatistics } from '../../core/sql.ts';
import type { Table } from '../../core/table.ts';
import type { WeightOutcome } from '../../methods/method.ts';
import type { Step } from '../../study/choices.ts';
import type { Plan } from '../../study/plan.ts';
import type { StepNote } from '../../study/result.ts';
import { constants } from './constants.ts';
import { correlationsOf, pairSums } from './correlations.ts';
import { type Gather, mergedStatistics } from './gather.ts';
import { imputeNotes, keepImputed } from './imputed.ts';
import { type Line, lineExpression, lineOf, onLine } from './normalised.ts';
import { writeObstacles } from './obstacles.ts';
import { keepScores, type NodeColumns } from './scores.ts';
import type { Session, Source } from './session.ts';
import { type Reduction, statistics } from './statistics.ts';

/** Scores of the rows of a source, without ranks and grades, which need all rows together. */
export interface Scored {
  weights: WeightOutcome;
  kept: { relation: string; nodes: readonly NodeColumns[] };
  /** Relations of what was written for each row. */
  obstacles?: string;
  normalised?: string;
  /** All rows of the study, wherever they are. */
  rows: number;
  notes: StepNote[];
}
export interface RowOptions {
  normalised?: boolean;
  /** Called before each pass. */
  onPass?: (pass: string, done: number) => Promise<void>;
}

/**
 * The passes up to the scores: rows are reduced to a few numbers, of which `gather` makes those of all rows; the methods
 * turn these into weights and constants here, and the constants are written into the next pass.
 */
export async function scoreRows(
  plan: Plan,
  session: Session,
  source: Source,
  gather: Gather,
  options: RowOptions = {},
): Promise<Scored> {
  const pass = async (name: string, done: number) => options.onPass?.(name, done);
  const { periods } = plan.study;
  const ids = plan.indicators.map(({ id }) => id);
  const columns = ids.map((_, i) => `v${i}`);
  const notes: StepNote[] = [];
  const note = (step: string, made: readonly Note[]) => notes.push(...made.map((one) => ({ step, ...one })));

  await pass('impute', 0.05);
  const filled = await keepImputed(session, plan, source);
  const { relation } = filled;
  const reduce = (asked: Omit<Reduction, 'periods'>, also: number[] = []) =>
    gather('statistics', async () => ({ found: await statistics(session, { ...asked, periods }), also }));

  await pass('ranges', 0.15);
  const rule = plan.normalise.method.sql!(plan.normalise.options)!;
  const { reference, sums } = rule;
  const here = { relation, expressions: columns };
  const first = await reduce({ ...here, reference, sums }, [filled.rows, ...filled.observed]);
  const raw = first.found;
  const [rows, ...observed] = first.also as [number, ...number[]];
  const pooled =
    typeof reference === 'object'
      ? (await reduce({ ...here, reference: 'pooled', sums: [] })).found[0]!
      : columns.map((_, c) => mergedStatistics(raw.map((scope) => scope[c]!)));
  note(
    'impute',
    imputeNotes(
      plan,
      rows,
      observed,
      pooled.map(({ count }) => count),
    ),
  );
  const lines: Line[][] = columns.map((_, c) =>
    raw.map((scope) => lineOf(rule, plan.indicators[c]!.direction, rule.estimate(scope[c]!, ids[c]!))),
  );
  note(
    'normalise',
    flatNote(
      ids.filter((_, c) => pooled[c]!.count > 0 && lines[c]!.some(({ span }) => span === 0)),
      rule.constant,
    ),
  );
  const made = constants(periods);
  const expressions = columns.map((column, c) => lineExpression(column, lines[c]!, made, rule.clip));
  // The lines rise or fall throughout, so that the ends of a column become the ends of its normalised values.
  const ends = pooled.map((found, c) => {
    const [a, b] = [found.min, found.max].map((end) => onLine(lines[c]![0]!, end, rule.clip)) as [
      number,
      number,
    ];
    return { ...found, min: Math.min(a, b), max: Math.max(a, b) };
  });
  const normalisedRelation = `(SELECT u, t, ${expressions.map((one, i) => `${one} AS z${i}`).join(', ')} FROM ${relation}${made.join()}) AS z`;
  const z = ids.map((_, i) => `z${i}`);
  const there = { relation: normalisedRelation, expressions: z };
  const cache = new Map<string, ColumnStatistics[][]>();
  const extents = async (of: 'pooled' | 'period') => {
    if (of === 'pooled' && raw.length === 1) return [ends];
    if (!cache.has(of)) cache.set(of, (await reduce({ ...there, reference: of, sums: [] })).found);
    return cache.get(of)!;
  };

  const complete = pooled.map(({ count }) => count === rows);
  await pass('weights', 0.3);
  const empty: Table = { units: source.units, periods, ids, columns: [] };
  const weigh = async (step: Step<'weight'>): Promise<WeightOutcome> => {
    const form = step.method.sql!(step.options)!;
    if (form === 'without data') {
      const parts: WeightOutcome[] = [];
      for (const part of step.parts ?? []) parts.push(await weigh(part));
      return step.method.run(
        { normalised: empty, raw: empty, root: plan.study.index, indicators: plan.indicators, parts },
        step.options,
      );
    }
    const shifts = form.sums.includes('entropy')
      ? (await extents(form.reference)).map((scope) => form.shift(scope, ids))
      : undefined;
    const where = form.on === 'raw' ? here : there;
    // What extents tell is not counted again.
    const known = form.on === 'normalised' && shifts ? await extents(form.reference) : undefined;
    const { found } = await reduce({
      ...where,
      reference: form.reference,
      sums: form.sums,
      ...(shifts ? { shifts } : {}),
      isBare: known !== undefined,
    });
    const whole = found.map((scope, s) =>
      scope.map((one, c) => {
        const { count, min, max } = known ? known[s]![c]! : one;
        return { ...one, count, min, max };
      }),
    );
    const pairs = { ...where, periods, reference: form.reference, known: whole, complete };
    const correlation = form.correlations
      ? correlationsOf(pairs, await gather('pairs', () => pairSums(session, pairs)))
      : () => Number.NaN;
    return form.finish(empty, whole, correlation);
  };
  const weights = await weigh(plan.weight);
  note('weight', weights.notes);

  await pass('scores', 0.5);
  const kept = await keepScores(session, plan, weights, {
    relation: normalisedRelation,
    expressions: z,
    complete,
    extents,
    reduce: async (asked) => (await reduce(asked)).found,
  });

  await pass('obstacles', 0.6);
  const step = plan.analyses.obstacles;
  const obstacles = step
    ? await writeObstacles(session, plan, step, { relation, columns, weights, rule, raw })
    : undefined;
  const normalised = options.normalised
    ? await session.write(
        'normalised',
        `SELECT u AS unit, t AS period, ${ids.map((id, i) => `z${i} AS ${session.words.name(id)}`).join(', ')} FROM ${normalisedRelation}`,
      )
    : undefined;
  return {
    weights,
    kept,
    ...(obstacles ? { obstacles } : {}),
    ...(normalised ? { normalised } : {}),
    rows,
    notes,
  };
}

function flatNote(flat: readonly string[], value: number): Note[] {
  if (flat.length === 0) return [];
  return [
    {
      code: 'normalise/constant',
      level: 'warning',
      text: {
        en: `${flat.length} indicator(s) have no spread and were normalised to ${value}: ${flat.join(', ')}.`,
        zh: `${flat.length} 项指标没有差异，标准化为 ${value}：${flat.join('、')}。`,
      },
      items: flat,
    },
  ];
}
