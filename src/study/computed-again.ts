import type { DataTable } from '../core/data-table.ts';
import type { Analysed } from './analyse.ts';
import { auditTable } from './index-audit.ts';
import { leaveOneOut } from './leave-one-out.ts';
import { multiverseTables } from './multiverse/multiverse.ts';
import type { Plan } from './plan.ts';
import type { Result, StepNote } from './result.ts';
import { sensitivityOf } from './sensitivity/sensitivity.ts';
import type { Stop, Team } from './team.ts';
import { tooFew } from './uncertainty/choices.ts';
import type { Keeper, Partial } from './uncertainty/count.ts';
import { uncertaintyOf } from './uncertainty/uncertainty.ts';
import type { Values } from './uncertainty/values.ts';

/** What is asked of the analyses that compute a study again. */
export interface AgainOptions {
  /** Stops the run between two steps, and workers at once. */
  signal?: Stop;
  /** Leaves out the replicates, for a caller that wants the scores alone. */
  withoutUncertainty?: boolean;
  /** Who computes replicates; without, this thread does. The result is the same. */
  team?: Team;
  /** Told after each block of replicates. */
  onPartial?: (partial: Partial) => void | Promise<void>;
  /** Keeps replicates of a run that is stopped for the next. */
  keeper?: Keeper;
}

/** Tables and notes of the analyses that compute the study again, and the plan as it was carried out. */
export interface Again {
  plan: Plan;
  tables: DataTable[];
  notes: StepNote[];
}

/** Whether any analysis of a plan computes the study again. */
export function computesAgain({ analyses }: Plan): boolean {
  return [analyses.multiverse, analyses.uncertainty, analyses.sensitivity].some((one) => one !== undefined);
}

/** The plan without uncertainty. */
export function withoutReplicates(plan: Plan): Plan {
  const { uncertainty: _, ...analyses } = plan.analyses;
  return { ...plan, analyses };
}

/** Computes the study again and again under other choices, as its analyses ask for, and audits the index at the end. */
export async function computedAgain(
  scored: Omit<Result, 'analyses'>,
  { tables: before, origins }: Analysed,
  values: Values,
  options: AgainOptions,
  begin: (step: string, share: number) => Promise<void>,
): Promise<Again> {
  const { panel, nodes, obstacles } = scored;
  const { multiverse, uncertainty, sensitivity, steps } = scored.plan.analyses;
  const parts = [multiverse, uncertainty, sensitivity].filter((one) => one !== undefined).length;
  let done = 0;
  const part = (step: string) => {
    const from = done++;
    return (share: number) => begin(step, (from + share) / parts);
  };
  const tables: DataTable[] = [];
  const notes: StepNote[] = [];
  const add = (found: { tables: DataTable[]; notes: StepNote[] }) => {
    tables.push(...found.tables);
    notes.push(...found.notes);
    return found.tables.length > 0;
  };
  let { plan } = scored;
  if (multiverse)
    add(
      await multiverseTables(
        plan,
        multiverse,
        { panel, root: nodes[0]!, raw: values.raw },
        part('multiverse'),
      ),
    );
  if (uncertainty) {
    const given = { panel, nodes, values, obstacles };
    const surroundings = { ...options, begin: part('uncertainty') };
    // The plan of a result says what was done.
    if (!add(await uncertaintyOf(plan, uncertainty, given, surroundings))) plan = withoutReplicates(plan);
  } else if (plan.study.analyses.uncertainty === undefined && !options.withoutUncertainty)
    notes.push({
      step: 'uncertainty',
      ...tooFew({ en: 'with one indicator there is nothing to vary', zh: '只有一项指标，没有可变的选择' }),
    });
  if (sensitivity)
    add(await sensitivityOf(plan, sensitivity, { scored, values, origins }, part('sensitivity')));
  if (steps.some(({ method }) => method.id === 'robustness')) {
    tables.push(await leaveOneOut(plan, panel, nodes, values, () => begin('leave-one-out', 1)));
    tables.push(auditTable({ ...scored, plan }, [...before, ...tables]));
  }
  return { plan, tables, notes };
}
