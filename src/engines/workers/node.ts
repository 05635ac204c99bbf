import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Team } from '../../study/team.ts';
import type { Hand } from './messages.ts';
import { pool } from './pool.ts';

/** Beyond this many, merging what they counted and the memory for it cost more than they bring. */
const MOST = 8;

/** Workers that are used unless somebody says otherwise: one per processor that is free to this process, at most 8. */
export function usualWorkers(): number {
  return Math.min(MOST, availableParallelism());
}

/** A team of worker threads of Node that run this file. */
export function threads(size: number, file: URL): Team {
  return pool(size, () => thread(file));
}

function thread(file: URL): Hand {
  const worker = new Worker(file, { execArgv: [] });
  return {
    post: (request) => worker.postMessage(request),
    listen(answer, crash) {
      worker.on('message', answer);
      worker.on('messageerror', (error) => crash(error.message));
      worker.on('error', (error) => crash(error.message));
      worker.on('exit', (code) => crash(`exit ${code}`));
    },
    stop: () => void worker.terminate(),
  };
}
