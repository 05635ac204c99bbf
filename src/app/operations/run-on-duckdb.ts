import { resolve } from 'node:path';
import { panelSource } from '../../engines/duckdb/panel-source.ts';
import { isParquet, parquetSource } from '../../engines/duckdb/parquet-source.ts';
import { type DuckSession, duckSession } from '../../engines/duckdb/session.ts';
import type { Override } from '../../study/overrides.ts';
import type { World } from '../operation.ts';
import { runStudyStaged, type StagedInput } from './run-staged.ts';

interface DuckInput extends StagedInput {
  memoryLimit?: string | undefined;
  tempDir?: string | undefined;
  tempLimit?: string | undefined;
  workers?: number | undefined;
}

/** A run whose rows stay with DuckDB, in this process; large tables are written as Parquet into the result folder. */
export function runOnDuckdb(input: DuckInput, overrides: readonly Override[], world: World) {
  const { memoryLimit, tempDir, tempLimit, workers } = input;
  return runStudyStaged<DuckSession>(input, overrides, world, {
    reads: (plan) => isParquet(input.study, plan),
    open: (out) =>
      duckSession({
        out,
        signal: world.signal,
        ...(memoryLimit === undefined ? {} : { memoryLimit }),
        ...(tempDir === undefined ? {} : { tempDir: resolve(tempDir) }),
        ...(tempLimit === undefined ? {} : { maxTemp: tempLimit }),
        ...(workers === undefined ? {} : { threads: workers }),
      }),
    stored: (session, plan) => parquetSource(session, resolve(input.study), plan),
    loaded: panelSource,
  });
}
