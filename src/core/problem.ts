import type { Text } from './text.ts';

/**
 * Something that stops the work: what was seen and where, why it matters and how to mend it.
 * All problems of a kind are gathered and shown together.
 */
export interface Problem {
  /** Stable identifier to search for, e.g. `data/not-a-number`. */
  code: string;
  /** File with line and column, or unit, period and indicator. */
  where: string;
  saw: Text;
  why: Text;
  fix: Text;
}

/** Which side has to act; it decides the exit code (1, 2, 3). */
export type Fault = 'study' | 'usage' | 'machine';

/** Carries every problem found, so that a caller can list them all at once. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  readonly fault: Fault;

  constructor(problems: readonly Problem[], fault: Fault = 'study') {
    super(problems.map((problem) => `${problem.where}: ${problem.saw.en}`).join('\n'));
    this.name = 'ProblemError';
    this.problems = problems;
    this.fault = fault;
  }
}

/** Throws when there is at least one problem. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(problems);
}

/** A problem that knows only its keys in the study; reading the file adds the line. */
export interface Complaint extends Omit<Problem, 'where'> {
  path: readonly (string | number)[];
}

/** Names the place that a path of keys points at. */
export type Locate = (path: readonly (string | number)[]) => string;

/** The plain form of a path, for studies that were not read from a file. */
export const pathText: Locate = (path) => path.join('.') || 'study';

/** Complaints with their places. */
export function placed(complaints: readonly Complaint[], locate: Locate): Problem[] {
  return complaints.map(({ code, path, saw, why, fix }) => ({ code, where: locate(path), saw, why, fix }));
}
