import type { Note } from '../core/note.ts';
import type { Panel } from '../core/panel.ts';
import type { Table } from '../core/table.ts';
import type { Stage, Stages } from '../methods/method.ts';
import type { Step } from './choices.ts';
import type { Plan } from './plan.ts';

/** A step's input or outcome with its tables as the engine's own handles; everything else is small and comes home. */
export type Held<Handle, T> = { [K in keyof T]: NonNullable<T[K]> extends Table ? Handle : T[K] };

/**
 * Where a plan runs. Rows stay with the engine, behind its own handles, until they are collected; what a step
 * reduces them to (constants, weights, class limits, notes) is small and is used by the next step as a constant.
 */
export interface Engine<Handle = Table> {
  readonly id: string;
  /** Computes the derived indicators of the plan and takes in every indicator column. */
  load(plan: Plan, panel: Panel): Promise<{ panel: Panel; table: Handle; notes: Note[] }>;
  /** Runs one step. */
  apply<S extends Stage>(
    step: Step<S>,
    input: Held<Handle, Stages[S]['input']>,
  ): Promise<Held<Handle, Stages[S]['outcome']>>;
  /** The named columns, each from one of the tables, over the same rows. */
  pick(columns: readonly { id: string; from: Handle; column: string }[]): Promise<Handle>;
  /** Brings the rows home. */
  collect(table: Handle): Promise<Table>;
  close(): Promise<void>;
}
