import type { Problem } from '../core/problem.ts';
import type { Ask, Name, Reply, Requests } from './protocol.ts';

/** What went wrong in the worker, in the form that every part of Holling tells problems. */
export class Refused extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ code }) => code).join(', '));
    this.problems = problems;
  }
}

export class Cancelled extends Error {}

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
  progress: ((step: string, done: number) => void) | undefined;
}

/** The page's side of a worker. */
export class Client {
  /** Started by the first question, so that a page that opens does not wait for workers that it does not need yet. */
  private worker: Worker | undefined;
  private next = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly make: () => Worker;
  private opened: Requests['open']['input'] | undefined;

  constructor(make: () => Worker) {
    this.make = make;
  }

  ask<N extends Name>(
    name: N,
    input: Requests[N]['input'],
    progress?: (step: string, done: number) => void,
  ): Promise<Requests[N]['output']> {
    if (name === 'open') this.opened = input as Requests['open']['input'];
    return new Promise((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, progress });
      this.begin();
      this.worker!.postMessage({ id, name, input } satisfies Ask);
    });
  }

  /** Starts the worker while its first question is still being put together. */
  begin(): void {
    this.worker ??= this.started();
  }

  /** Ends whatever is being computed at once; the study is opened again in a new worker. */
  cancel(): void {
    this.restart(new Cancelled('cancelled'));
  }

  private restart(reason: Error): void {
    this.worker?.terminate();
    const ended = [...this.waiting.values()];
    this.waiting.clear();
    this.worker = undefined;
    if (this.opened) void this.ask('open', this.opened).catch(() => {});
    for (const one of ended) one.reject(reason);
  }

  private started(): Worker {
    const worker = this.make();
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.restart(new Error(event.message || 'the worker stopped'));
    });
    return worker;
  }

  private hear(reply: Reply): void {
    const found = this.waiting.get(reply.id);
    if (!found) return;
    if ('step' in reply) {
      found.progress?.(reply.step, reply.done);
      return;
    }
    this.waiting.delete(reply.id);
    if ('output' in reply) found.resolve(reply.output);
    else if ('problems' in reply) found.reject(new Refused(reply.problems));
    else found.reject(new Error(reply.failed));
  }
}
