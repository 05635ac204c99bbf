/**
 * The part of Holling that runs anywhere, without Node or a page: read a study from text, put tables together,
 * compute, explain, draw. Reading files is left to the caller. `team` gives `run` web workers for
 * replicates; a page whose bundler makes workers in another way uses `webWorkers`.
 */
import { type WebWorker, webWorkers } from './engines/workers/browser.ts';
import type { Team } from './study/team.ts';

export { type Problem, ProblemError } from './core/problem.ts';
export { kernel } from './engines/kernel.ts';
export { webWorkers } from './engines/workers/browser.ts';
export { figures } from './figures/index.ts';
export { methods } from './methods/index.ts';
export { assemble } from './study/assemble.ts';
export { construct } from './study/construct/construct.ts';
export { sideFiles } from './study/construct/side-files.ts';
export { csvText } from './study/csv-text.ts';
export { explain } from './study/explain.ts';
export { type Prepared, prepare, type StudyFiles } from './study/files.ts';
export { type Lift, lift } from './study/lift.ts';
export type { Override } from './study/overrides.ts';
export { readOverlay } from './study/overrides.ts';
export { parseStudy } from './study/parse.ts';
export { plan } from './study/plan.ts';
export type { RawTable } from './study/raw-table.ts';
export type { Result } from './study/result.ts';
export { run } from './study/run.ts';
export { resultTables } from './study/tables.ts';
export { alone, type Team } from './study/team.ts';

declare const Worker: new (file: URL, options: { type: 'module' }) => WebWorker;
declare const URL: new (path: string, from: string) => URL;
interface URL {
  href: string;
}

/** A team of web workers for `run`; the form of the call is the one that bundlers know. */
export function team(size: number): Team {
  return webWorkers(
    size,
    () =>
      new Worker(new URL('./worker-browser.js', (import.meta as unknown as { url: string }).url), {
        type: 'module',
      }),
  );
}
