import type { Note } from '../../core/note.ts';
import type { GradeOutcome, WeightOutcome } from '../../methods/method.ts';
import type { Plan } from '../../study/plan.ts';
import type { StepNote } from '../../study/result.ts';
import { whole } from './gather.ts';
import { FEW, limitsOf } from './limits.ts';
import { type RowOptions, type Scored, scoreRows } from './score-rows.ts';
import type { NodeColumns } from './scores.ts';
import type { Session, Source } from './session.ts';
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

/** Runs a plan in passes over rows that never come home, all of them in one session. */
export async function runStaged(
  plan: Plan,
  session: Session,
  source: Source,
  options: RowOptions = {},
): Promise<Staged> {
  return gradeRows(plan, session, await scoreRows(plan, session, source, whole, options), options);
}

/** The passes over scores: class limits, then ranks and grades, which need the scores of all rows together. */
export async function gradeRows(
  plan: Plan,
  session: Session,
  { kept, ...scored }: Scored,
  options: Pick<RowOptions, 'onPass'> = {},
): Promise<Staged> {
  const pass = async (name: string, done: number) => options.onPass?.(name, done);
  const { rows } = scored;
  const notes = [...scored.notes];
  const note = (step: string, made: readonly Note[]) => notes.push(...made.map((one) => ({ step, ...one })));
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
  return { ...scored, grades: written.grades, scores: written.relation, notes };
}

async function few(session: Session, relation: string, column: string): Promise<Float64Array> {
  const found = await session.rows(`SELECT ${column} FROM ${relation} WHERE ${column} IS NOT NULL`);
  return Float64Array.from(found, ([score]) => Number(score));
}
