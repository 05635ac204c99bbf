import type { Note } from '../../core/note.ts';
import { type Fault, type Problem, ProblemError } from '../../core/problem.ts';

/** Replicates that could not be computed: how many, and the first of them. Plain data, whose merge has no order. */
export interface Failures {
  count: number;
  first?: { index: number; problem: Problem; fault: Fault };
}

export const noFailures: Failures = { count: 0 };

export function withFailure(failures: Failures, index: number, { problems, fault }: ProblemError): Failures {
  return mergedFailures(failures, { count: 1, first: { index, problem: problems[0]!, fault } });
}

export function mergedFailures(a: Failures, b: Failures): Failures {
  const firsts = [a.first, b.first].filter((one) => one !== undefined);
  const first = firsts.sort((x, y) => x.index - y.index)[0];
  return { count: a.count + b.count, ...(first ? { first } : {}) };
}

/** What stops the run where no replicate could be computed. */
export function allFailed({ first }: Failures): ProblemError {
  const { problem, fault } = first!;
  const made: Problem = {
    code: 'uncertainty/all-failed',
    where: 'analyses.uncertainty.vary',
    saw: {
      en: `no replicate could be computed; the first: ${problem.saw.en} (${problem.where})`,
      zh: `没有一次重复可以计算；第一次：${problem.saw.zh}（${problem.where}）`,
    },
    why: problem.why,
    fix: problem.fix,
  };
  return new ProblemError([made], fault);
}

export function failureNotes({ count, first }: Failures, replicates: number): Note[] {
  if (!first) return [];
  const { saw, where } = first.problem;
  return [
    {
      code: 'uncertainty/failed',
      level: 'warning',
      text: {
        en: `${count} of ${replicates} replicates could not be computed and are left out; the first: ${saw.en} (${where}).`,
        zh: `${replicates} 次重复中有 ${count} 次无法计算，未计入；第一次：${saw.zh}（${where}）。`,
      },
    },
  ];
}
