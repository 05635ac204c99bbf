import { ProblemError } from '../../core/problem.ts';
import { type Team, workThrough } from '../../study/team.ts';
import type { Answer, Hand, Request } from './messages.ts';

/** A team of workers that `start` starts; each run starts its own and stops them when it ends, however it ends. */
export function pool(size: number, start: () => Hand): Team {
  return {
    size,
    async run({ task, plan, setup, blocks, workers, onTold, onKept, wanted, signal }) {
      signal?.throwIfAborted();
      const hands: Hand[] = [];
      let onAbort = () => {};
      const stopped = new Promise<never>((_, reject) => {
        onAbort = () => {
          // At once, and not only when what is under way is finished.
          for (const hand of hands) hand.stop();
          try {
            signal?.throwIfAborted();
          } catch (error) {
            reject(error);
          }
        };
        signal?.addEventListener?.('abort', onAbort);
      });
      // Where nobody waits for it any more.
      stopped.catch(() => {});
      // One iterator for all: a block that one worker has taken is gone for the others.
      const shared = shareable(blocks);
      const engage = async (worker: number): Promise<void> => {
        const hand = start();
        hands.push(hand);
        const asked = asking(hand);
        const ask = <T>(request: Request) => Promise.race([asked(request), stopped]) as Promise<T>;
        await ask({ ask: 'begin', task: task.id, study: plan.study, setup });
        await workThrough(shared, {
          compute: (block) => ask({ ask: 'compute', block }),
          take: () => ask({ ask: 'take' }),
          onTold: (told) => {
            signal?.throwIfAborted();
            return onTold(told as never, worker);
          },
          onKept: (kept, done) => onKept(kept as never, done, worker),
          wanted: () => wanted(worker),
        });
      };
      try {
        const count = Math.max(1, Math.min(size, workers));
        await Promise.all(Array.from({ length: count }, (_, worker) => engage(worker)));
      } finally {
        signal?.removeEventListener?.('abort', onAbort);
        for (const hand of hands) hand.stop();
      }
    },
  };
}

/** An iterable that several loops take from; leaving one loop does not end it for the others. */
function shareable<T>(items: Iterable<T>): Iterable<T> {
  const all = items[Symbol.iterator]();
  return { [Symbol.iterator]: () => ({ next: () => all.next() }) };
}

/** One request at a time, its answer as a promise; a worker that is gone is a problem, never a wait without end. */
function asking(hand: Hand): (request: Request) => Promise<unknown> {
  let settle: { resolve(value: unknown): void; reject(error: unknown): void } | undefined;
  let gone: ProblemError | undefined;
  const crash = (why: string) => {
    gone ??= crashed(why);
    settle?.reject(gone);
  };
  hand.listen((answer: Answer) => {
    if ('error' in answer) crash(answer.error);
    else settle?.resolve(answer.value);
  }, crash);
  return (request) =>
    new Promise((resolve, reject) => {
      if (gone) {
        reject(gone);
        return;
      }
      settle = { resolve, reject };
      hand.post(request);
    });
}

function crashed(why: string): ProblemError {
  return new ProblemError(
    [
      {
        code: 'machine/worker',
        where: 'worker',
        saw: { en: `a worker that ended: ${why}`, zh: `工作线程终止：${why}` },
        why: {
          en: 'its part of the replicates is lost, and a result without it would be another one',
          zh: '它负责的重复计算已丢失，缺少这部分的结果将不同',
        },
        fix: {
          en: 'run it again with fewer --workers, which takes less memory; report it with this text where that does not help',
          zh: '请减少 --workers 后重试（占用内存更少）；若仍出现，请附上此文本反馈',
        },
      },
    ],
    'machine',
  );
}
