/** What the thread runs that reads a Parquet file. */
import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '../../core/problem.ts';
import { geoParquetFeatures } from '../shapes/geoparquet-features.ts';
import { parquetRows } from './parquet-rows.ts';
import type { ParquetAnswer, ParquetTask } from './parquet-thread.ts';

const tell = (answer: ParquetAnswer) => parentPort!.postMessage(answer);
const { task, file, bytes } = workerData as ParquetTask;
(task === 'rows' ? parquetRows(file, bytes, tell) : geoParquetFeatures(file, bytes, tell)).then(
  () => tell({ told: 'end' }),
  (error: unknown) => {
    if (error instanceof ProblemError) tell({ told: 'problems', problems: [...error.problems] });
    else tell({ told: 'damage', why: error instanceof Error ? error.message : String(error) });
  },
);
