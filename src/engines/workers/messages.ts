import type { Study } from '../../study/study.ts';

/** What is asked of a worker; it answers each with one `Answer`. */
export type Request =
  | { ask: 'begin'; task: string; study: Study; setup: unknown }
  | { ask: 'compute'; block: unknown }
  | { ask: 'take' };

export type Answer = { value: unknown } | { error: string };

/** One worker as the side that asks sees it. */
export interface Hand {
  post(request: Request): void;
  listen(answer: (answer: Answer) => void, crash: (why: string) => void): void;
  stop(): void;
}
