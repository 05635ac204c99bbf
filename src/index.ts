import { kernel } from './engines/kernel.ts';
import { threads, usualWorkers } from './engines/workers/node.ts';
import { type LoadedStudy, loadStudy as load } from './io/load-study.ts';
import type { Progress } from './io/progress.ts';
import { methods } from './methods/index.ts';
import type { Engine } from './study/engine.ts';
import type { Override } from './study/overrides.ts';
import type { Result } from './study/result.ts';
import { type RunOptions, run as runPlan } from './study/run.ts';

const OWN = import.meta.url;
/** Stands beside this file in the library, and beside the bundle of the command line. */
const WORKER = new URL(OWN.endsWith('.ts') ? './worker-node.ts' : './worker-node.js', OWN);
/** Older Nodes cannot run a worker from its TypeScript source; this thread then computes alone. */
const CAN_START = !OWN.endsWith('.ts') || 'typescript' in process.features;

/**
 * Reads a study folder with all its data, or throws a `ProblemError` that lists everything that is wrong.
 * `overrides` stand above what `study.yaml` says, e.g. `{ path: ['method', 'weight'], value: 'equal' }`.
 * `progress` is told of the files while they are read, and its signal stops the reading.
 */
export function loadStudy(
  folder: string,
  overrides: readonly Override[] = [],
  progress: Progress = {},
): Promise<LoadedStudy> {
  return load(folder, methods, overrides, progress);
}

/**
 * Computes a loaded study: scores, ranks, grades, obstacles and everything else that it asks for. `workers` is the most
 * threads that compute replicates (by default one per processor, at most 8); their number does not change the result.
 */
export function run(
  study: LoadedStudy,
  options: Omit<RunOptions, 'boundaries' | 'context' | 'notes'> & { engine?: Engine; workers?: number } = {},
): Promise<Result> {
  const { engine = kernel, workers = usualWorkers(), ...rest } = options;
  const team = workers > 1 && CAN_START ? { team: threads(workers, WORKER) } : {};
  return runPlan(study.plan, study.panel, engine, {
    ...team,
    ...rest,
    notes: study.notes,
    ...(study.boundaries ? { boundaries: study.boundaries } : {}),
    ...(study.context ? { context: study.context } : {}),
  });
}

export type { Note } from './core/note.ts';
export type { Panel, Status, Unit } from './core/panel.ts';
export { type Problem, ProblemError } from './core/problem.ts';
export type { Table } from './core/table.ts';
export type { Text } from './core/text.ts';
export type { Direction, Indicator, Node } from './core/tree.ts';
export { kernel } from './engines/kernel.ts';
export { threads } from './engines/workers/node.ts';
export { chinaGazetteer, countriesGazetteer, readGazetteer } from './io/gazetteer.ts';
export type { LoadedStudy } from './io/load-study.ts';
export { readOverlays } from './io/read-overlays.ts';
export { readStudyFiles } from './io/read-study-files.ts';
export { writeResults } from './io/write-results.ts';
export { methods } from './methods/index.ts';
export type { Method, Stage, Stages } from './methods/method.ts';
export type { Engine } from './study/engine.ts';
export { partNotes, partsOfPanel } from './study/import/names/breaks.ts';
export { harmonise } from './study/import/names/concordance.ts';
export type { Change, Gazetteer, Place } from './study/import/names/gazetteer.ts';
export { nameIndex } from './study/import/names/name-index.ts';
export { nameNotes, nameProblems } from './study/import/names/report.ts';
export { resolve } from './study/import/names/resolve.ts';
export type { Plan } from './study/plan.ts';
export type { GradeClass, NodeResult, Result, StepNote } from './study/result.ts';
export { resultTables } from './study/tables.ts';
export type { Team } from './study/team.ts';
export type { Keeper, Partial } from './study/uncertainty/count.ts';
