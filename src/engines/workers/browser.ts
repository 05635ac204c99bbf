import type { Team } from '../../study/team.ts';
import type { Answer, Hand, Request } from './messages.ts';
import { pool } from './pool.ts';

/** What is needed of a web worker. */
export interface WebWorker {
  postMessage(message: unknown): void;
  addEventListener(
    type: 'message' | 'error' | 'messageerror',
    listener: (event: { data?: unknown; message?: string }) => void,
  ): void;
  terminate(): void;
}

/** A team of web workers; `start` gives a new one that runs `worker-browser`. */
export function webWorkers(size: number, start: () => WebWorker): Team {
  return pool(size, () => hand(start()));
}

function hand(worker: WebWorker): Hand {
  return {
    post: (request: Request) => worker.postMessage(request),
    listen(answer, crash) {
      worker.addEventListener('message', ({ data }) => answer(data as Answer));
      worker.addEventListener('error', ({ message }) => crash(message ?? 'its file could not be loaded'));
      worker.addEventListener('messageerror', () => crash('a message that could not be read'));
    },
    stop: () => worker.terminate(),
  };
}
