/** What the thread runs that reads a Parquet file. */
import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '../../core/problem.ts';
import { parquetRows } from './parquet-rows.ts';
import type { ParquetAnswer } from './parquet-thread.ts';

const tell = (answer: ParquetAnswer) => parentPort!.postMessage(answer);
const { file, bytes } = workerData as { file: string; bytes: Uint8Array };
parquetRows(file, bytes, tell).then(
  () => tell({ told: 'end' }),
  (error: unknown) => {
    if (error instanceof ProblemError) tell({ told: 'problems', problems: [...error.problems] });
    else tell({ told: 'damage', why: error instanceof Error ? error.message : String(error) });
  },
);
