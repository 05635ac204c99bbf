import type { Problem } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';

/** Statuses with which a request is refused. */
export type RefusalStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 408
  | 409
  | 413
  | 414
  | 415
  | 417
  | 421
  | 422
  | 426
  | 429
  | 431;

/** A request that is not served: its status, and what was wrong with it. `more` joins the problems in the answer. */
export class Refusal extends Error {
  readonly status: RefusalStatus;
  readonly problems: readonly Problem[];
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: RefusalStatus, problems: readonly Problem[], more: Record<string, unknown> = {}) {
    super(problems.map(({ code }) => code).join(', '));
    this.name = 'Refusal';
    this.status = status;
    this.problems = problems;
    this.more = more;
  }
}

/** A refusal with one problem; what was seen is quoted, and cut where it is long. */
export function refusal(
  status: RefusalStatus,
  code: string,
  where: string,
  saw: string | Text,
  why: Text,
  fix: Text,
): Refusal {
  return new Refusal(status, [{ code, where, saw: typeof saw === 'string' ? quoted(saw) : saw, why, fix }]);
}

/** A text of a request as it can be shown and logged: printable, on one line, at most eighty characters. */
export function shown(text: string): string {
  const line = JSON.stringify(text).slice(1, -1);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function quoted(text: string): Text {
  return { en: `"${shown(text)}"`, zh: `“${shown(text)}”` };
}
