import { type Problem, ProblemError } from '../core/problem.ts';
import type { Step } from '../study/choices.ts';
import type { Plan } from '../study/plan.ts';

/** One pass over the rows: where it runs, and what comes home from it. */
export interface Pass {
  id: string;
  engine: string;
  /** Numbers that are brought home at most. */
  collected: number;
}

/** The passes of a plan in the order in which an engine runs them, the same for every engine. */
export function passesOf(plan: Plan): Omit<Pass, 'engine'>[] {
  const k = plan.indicators.length;
  const nodes = plan.grade.size;
  const t = plan.study.periods.length;
  const scopes = (step: Step) => ((step.options as { reference?: unknown }).reference === 'period' ? t : 1);
  return [
    { id: 'impute', collected: 2 * (k + 1) },
    { id: 'ranges', collected: 8 * k * scopes(plan.normalise as Step) },
    { id: 'weights', collected: 8 * k * scopes(plan.weight as Step) },
    { id: 'scores', collected: 0 },
    // A histogram of each node, refined; short columns come home whole.
    { id: 'classes', collected: 200_000 * nodes },
    { id: 'ranks and grades', collected: 24 * nodes },
    ...(plan.analyses.obstacles ? [{ id: 'obstacles', collected: 0 }] : []),
  ];
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
