import { Worker } from 'node:worker_threads';
import { type Problem, ProblemError } from '../../core/problem.ts';
import type { ParquetPart } from './parquet-rows.ts';

/** What the thread says. */
export type ParquetAnswer =
  | ParquetPart
  | { told: 'end' }
  | { told: 'problems'; problems: Problem[] }
  | { told: 'damage'; why: string };

/** Of the thread's heap; 20 million cells fit, and what a damaged page makes of itself does not. */
const MOST_MEGABYTES = 2048;
/** Before the size is known, and beside the time for the cells. */
const PATIENCE = 10_000;
/** Milliseconds for a cell: ten times what a slow machine needs. */
const PER_CELL = 0.02;

/**
 * Reads a Parquet file in a thread of its own, which is ended when it takes more memory or is silent for longer than its
 * size allows, or when the signal says so. Throws an `Error` that says what was wrong with the file.
 */
export function inThread(
  worker: URL,
  file: string,
  bytes: Uint8Array,
  tell: (part: ParquetPart) => void,
  { signal, patience = PATIENCE }: { signal?: AbortSignal | undefined; patience?: number | undefined },
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(worker, {
      execArgv: [],
      workerData: { file, bytes },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    let timer: NodeJS.Timeout;
    const settle = (done: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      done();
      void thread.terminate();
    };
    const stop = () => settle(() => reject(signal!.reason));
    const wait = (cells: number) => {
      clearTimeout(timer);
      timer = setTimeout(
        () => settle(() => reject(new Error('reading it came to no end'))),
        patience + cells * PER_CELL,
      );
    };
    let cells = 0;
    wait(cells);
    signal?.addEventListener('abort', stop);
    thread.on('message', (answer: ParquetAnswer) => {
      if (answer.told === 'end') settle(resolve);
      else if (answer.told === 'problems') settle(() => reject(new ProblemError(answer.problems)));
      else if (answer.told === 'damage') settle(() => reject(new Error(answer.why)));
      else {
        if (answer.told === 'size') cells = answer.cells;
        wait(cells);
        try {
          tell(answer);
        } catch (error) {
          settle(() => reject(error));
        }
      }
    });
    thread.on('error', (error) => settle(() => reject(error)));
    thread.on('exit', (code) => settle(() => reject(new Error(`exit ${code}`))));
  });
}
