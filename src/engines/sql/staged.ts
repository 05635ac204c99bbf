import type { Note } from '../../core/note.ts';
import type { ColumnStatistics } from '../../core/sql.ts';
import type { Reference, Table } from '../../core/table.ts';
import type { GradeOutcome, WeightOutcome } from '../../methods/method.ts';
import type { Step } from '../../study/choices.ts';
import type { Plan } from '../../study/plan.ts';
import type { StepNote } from '../../study/result.ts';
import { constants } from './constants.ts';
import { keepImputed } from './imputed.ts';
import { FEW, limitsOf } from './limits.ts';
import { type Line, lineExpression, lineOf, onLine } from './normalised.ts';
import { writeObstacles } from './obstacles.ts';
import { keepScores, type NodeColumns } from './scores.ts';
import type { Session, Source } from './session.ts';
import { statistics } from './statistics.ts';
import { writeScores } from './written.ts';

/** What a staged run leaves: small answers here, and the names of what was written there. */
export interface Staged {
  weights: WeightOutcome;
  grades: { node: NodeColumns; outcome: GradeOutcome; lower: number; counts: number[] }[];
  /** Relations of the written tables. */
  scores: string;
  obstacles?: string;
  normalised?: string;
  rows: number;
  notes: StepNote[];
}
export interface StagedOptions {
  normalised?: boolean;
  /** Called before each pass. */
  onPass?: (pass: string, done: number) => Promise<void>;
}

/**
 * Runs a plan in passes over rows that never come home: the engine reduces columns to a few numbers, the methods turn
 * these into weights, limits and constants here, and the constants are written into the next pass.
 */
export async function runStaged(
  plan: Plan,
  session: Session,
  source: Source,
  options: StagedOptions = {},
): Promise<Staged> {
  const pass = async (name: string, done: number) => options.onPass?.(name, done);
  const { periods } = plan.study;
  const ids = plan.indicators.map(({ id }) => id);
  const columns = ids.map((_, i) => `v${i}`);
  const notes: StepNote[] = [];
  const note = (step: string, made: readonly Note[]) => notes.push(...made.map((one) => ({ step, ...one })));

  await pass('impute', 0.05);
  const filled = await keepImputed(session, plan, source);
  note('impute', filled.notes);
  const { relation } = filled;
  const reduce = (
    expressions: readonly string[],
    reference: Reference,
    sums: Summed['sums'],
    shifts?: readonly Float64Array[],
  ) =>
    statistics(session, { relation, expressions, periods, reference, sums, ...(shifts ? { shifts } : {}) });

  await pass('ranges', 0.15);
  const rule = plan.normalise.method.sql!(plan.normalise.options)!;
  const raw = await reduce(columns, rule.reference, rule.sums);
  const rows = filled.rows;
  const pooled = rule.reference === 'pooled' ? raw[0]! : (await reduce(columns, 'pooled', []))[0]!;
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
  const onNormalised = (reference: Reference, sums: Summed['sums'], shifts?: readonly Float64Array[]) =>
    statistics(session, {
      relation: normalisedRelation,
      expressions: z,
      periods,
      reference,
      sums,
      ...(shifts ? { shifts } : {}),
    });
  const cache = new Map<string, ColumnStatistics[][]>();
  const extents = async (reference: 'pooled' | 'period') => {
    if (reference === 'pooled' && raw.length === 1) return [ends];
    if (!cache.has(reference)) cache.set(reference, await onNormalised(reference, []));
    return cache.get(reference)!;
  };

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
    const found =
      form.on === 'raw'
        ? await reduce(columns, form.reference, form.sums, shifts)
        : await onNormalised(form.reference, form.sums, shifts);
    return form.finish(empty, found);
  };
  const weights = await weigh(plan.weight);
  note('weight', weights.notes);

  await pass('scores', 0.5);
  const complete = pooled.map(({ count }) => count === rows);
  const kept = await keepScores(session, plan, weights, {
    relation: normalisedRelation,
    expressions: z,
    complete,
    extents,
  });

  await pass('classes', 0.7);
  const outcomes: GradeOutcome[] = [];
  for (const {
    node,
    columns: [score],
  } of kept.nodes) {
    const step = plan.grade.get(node.id)!;
    const outcome =
      rows <= FEW
        ? step.method.run({ scores: await few(session, kept.relation, score!) }, step.options)
        : await limitsOf(
            session,
            { relation: kept.relation, column: score! },
            step.method.sql!(step.options)!,
          );
    note(
      'grade',
      outcome.notes.map((one) => ({ ...one, items: [node.id] })),
    );
    outcomes.push(outcome);
  }

  await pass('ranks and grades', 0.8);
  const written = await writeScores(session, kept, outcomes);
  note('aggregate', written.notes);
  await pass('obstacles', 0.9);
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
    grades: written.grades,
    scores: written.relation,
    ...(obstacles ? { obstacles } : {}),
    ...(normalised ? { normalised } : {}),
    rows,
    notes,
  };
}
type Summed = { sums: readonly ('moments' | 'squares' | 'entropy')[] };

async function few(session: Session, relation: string, column: string): Promise<Float64Array> {
  const found = await session.rows(`SELECT ${column} FROM ${relation} WHERE ${column} IS NOT NULL`);
  return Float64Array.from(found, ([score]) => Number(score));
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
