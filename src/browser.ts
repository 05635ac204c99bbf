/**
 * The part of Holling that runs anywhere, without Node or a page: read a study from text, put tables together,
 * compute, explain, draw. Reading files is left to the caller.
 */
export { type Problem, ProblemError } from './core/problem.ts';
export { kernel } from './engines/kernel.ts';
export { figures } from './figures/index.ts';
export { methods } from './methods/index.ts';
export { assemble } from './study/assemble.ts';
export { construct } from './study/construct/construct.ts';
export { sideFiles } from './study/construct/side-files.ts';
export { explain } from './study/explain.ts';
export { readOverlay } from './study/overrides.ts';
export { parseStudy } from './study/parse.ts';
export { plan } from './study/plan.ts';
export type { RawTable } from './study/raw-table.ts';
export type { Result } from './study/result.ts';
export { run } from './study/run.ts';
export { resultTables } from './study/tables.ts';
