import { Worker } from 'node:worker_threads';
import { type Problem, ProblemError } from '../../core/problem.ts';
import type { ShapesPart } from '../shapes/geoparquet-features.ts';
import type { ParquetPart } from './parquet-rows.ts';
import type { ReadOptions } from './reading.ts';

/** What the thread is to do: tell of the rows of a table, or of the shapes of a map. */
export interface ParquetTask {
  task: 'rows' | 'shapes';
  file: string;
  bytes: Uint8Array;
}

/** What a task tells of. */
export interface TaskParts {
  rows: ParquetPart;
  shapes: ShapesPart;
}

/** What the thread says. */
export type ParquetAnswer =
  | ParquetPart
  | ShapesPart
  | { told: 'end' }
  | { told: 'problems'; problems: Problem[] }
  | { told: 'damage'; why: string };

/** Of the thread's heap; 30 million cells fit, and what a damaged page makes of itself does not. */
const MOST_MEGABYTES = 2048;
/** Before the size is known, and beside the time for the cells. */
const PATIENCE = 10_000;
/** Milliseconds for a cell: ten times what a slow machine needs. */
const PER_CELL = 0.02;

/**
 * Reads a Parquet file in a thread of its own, which is ended when it takes more memory or is silent for longer than its
 * size allows, or when the signal says so. Throws an `Error` that says what was wrong with the file.
 */
export function inThread<T extends keyof TaskParts>(
  worker: URL,
  task: ParquetTask & { task: T },
  tell: (part: TaskParts[T]) => void,
  { signal, parquet }: Pick<ReadOptions, 'signal' | 'parquet'>,
): Promise<void> {
  const patience = parquet?.patience ?? PATIENCE;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(worker, {
      execArgv: [],
      workerData: task,
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
        if ('cells' in answer) cells = answer.cells;
        wait(cells);
        try {
          tell(answer as TaskParts[T]);
        } catch (error) {
          settle(() => reject(error));
        }
      }
    });
    thread.on('error', (error) => settle(() => reject(error)));
    thread.on('exit', (code) => settle(() => reject(new Error(`exit ${code}`))));
  });
}
