import { type Problem, ProblemError } from '../core/problem.ts';
import type { Step } from '../study/choices.ts';
import type { Plan } from '../study/plan.ts';

/** One pass over the rows: what it reads, and what comes home from it, where the methods make the next pass of it. */
export interface Pass {
  id: string;
  engine: string;
  reads: 'data' | 'scores' | 'nothing';
  rows: number;
  /** Of the columns that are read, as doubles; Parquet on disk is smaller. */
  bytes: number;
  /** Numbers that are brought home at most. */
  collected: number;
}

/** The passes of a plan over so many rows in the order in which an engine runs them, the same for every engine. */
export function passesOf(plan: Plan, rows: number, normalised = false): Omit<Pass, 'engine'>[] {
  const k = plan.indicators.length;
  const nodes = plan.grade.size;
  const t = plan.study.periods.length;
  const scopes = (step: Step) => ((step.options as { reference?: unknown }).reference === 'period' ? t : 1);
  const data = { reads: 'data' as const, rows, bytes: 8 * k * rows };
  const scores = { reads: 'scores' as const, rows, bytes: 8 * nodes * rows };
  const weights = plan.weight as Step;
  const isGiven = [weights, ...(weights.parts ?? [])].every(
    ({ method, options }) => method.sql?.(options) === 'without data',
  );
  return [
    { id: 'impute', ...data, collected: k + 1 },
    { id: 'ranges', ...data, collected: 8 * k * scopes(plan.normalise as Step) },
    {
      id: 'weights',
      ...(isGiven ? { reads: 'nothing' as const, rows: 0, bytes: 0 } : data),
      collected: isGiven ? 0 : (8 * k + pairsAsked(weights, k)) * scopes(weights),
    },
    { id: 'scores', ...data, collected: 0 },
    ...(plan.analyses.obstacles ? [{ id: 'obstacles', ...data, collected: 0 }] : []),
    ...(normalised ? [{ id: 'normalised', ...data, collected: 0 }] : []),
    // Short columns come home whole; of others a histogram, refined.
    { id: 'classes', ...scores, collected: Math.min(rows, 200_000) * nodes },
    { id: 'ranks and grades', ...scores, collected: 24 * nodes },
  ];
}

/** Sums of products that correlations are made of: at most ten for each pair of columns. */
function pairsAsked({ method, options }: Step, k: number): number {
  const form = method.sql?.(options);
  return typeof form === 'object' && 'correlations' in form ? 5 * k * (k - 1) : 0;
}

/** Refuses what cannot be computed by passes over rows, each with the size that would have to be collected. */
export function refuseCollecting(plan: Plan, rows: number): void {
  const k = plan.indicators.length;
  const steps: [string, Step][] = [
    ['method.impute', plan.impute as Step],
    ['method.treat', plan.treat as Step],
    ['method.normalise', plan.normalise as Step],
    ...withParts('method.weight', plan.weight as Step),
    ...[...plan.aggregate].map(([node, step]): [string, Step] => [
      `method.aggregate (${node})`,
      step as Step,
    ]),
    ...(rows > 200_000
      ? [...plan.grade].map(([node, step]): [string, Step] => [`method.grade (${node})`, step as Step])
      : []),
    ...(plan.analyses.obstacles
      ? [['analyses.obstacles', plan.analyses.obstacles as Step] as [string, Step]]
      : []),
  ];
  const problems = steps
    .filter(([, step]) => step.method.sql?.(step.options) === undefined)
    .map(([where, step]) => collects(where, step.method.id, rows * k));
  problems.push(
    ...plan.analyses.steps.map(({ method }) => collects(`analyses.${method.id}`, method.id, rows * k)),
  );
  for (const key of ['sensitivity', 'multiverse'] as const)
    if (plan.analyses[key]) problems.push(collects(`analyses.${key}`, key, rows * k));
  // Replicates are on by default; only those that a study asks for are missed.
  if (plan.analyses.uncertainty && plan.study.analyses.uncertainty !== undefined)
    problems.push(collects('analyses.uncertainty', 'uncertainty', rows * k));
  if (plan.frozen) problems.push(collects('reference.freeze', 'freeze', rows * k));
  if (problems.length > 0) throw new ProblemError(problems);
}

function withParts(where: string, step: Step): [string, Step][] {
  return [[where, step], ...(step.parts ?? []).flatMap((part, i) => withParts(`${where} (${i + 1})`, part))];
}

function collects(where: string, id: string, cells: number): Problem {
  const megabytes = Math.ceil((8 * cells) / 1e6);
  return {
    code: 'engine/must-collect',
    where,
    saw: { en: id, zh: id },
    why: {
      en: `it needs all rows in memory at once (about ${megabytes} MB), which this engine does not bring home`,
      zh: `它需要将全部行同时放入内存（约 ${megabytes} MB），而该引擎不收集这些行`,
    },
    fix: {
      en: `run it with --engine kernel, or leave ${where} out`,
      zh: `请用 --engine kernel 运行，或去掉 ${where}`,
    },
  };
}
