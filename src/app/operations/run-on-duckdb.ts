import { resolve } from 'node:path';
import { panelSource } from '../../engines/duckdb/panel-source.ts';
import { parquetSize } from '../../engines/duckdb/parquet-size.ts';
import { isParquet, parquetSource } from '../../engines/duckdb/parquet-source.ts';
import type { DuckSession } from '../../engines/duckdb/session.ts';
import type { Override } from '../../study/overrides.ts';
import type { World } from '../operation.ts';
import { runStudyStaged, type StagedInput } from './run-staged.ts';
import { type Bounds, sessionFor } from './staged-data.ts';

/** A run whose rows stay with DuckDB, in this process; large tables are written as Parquet into the result folder. */
export function runOnDuckdb(input: StagedInput & Bounds, overrides: readonly Override[], world: World) {
  return runStudyStaged<DuckSession>(input, overrides, world, {
    id: 'duckdb',
    reads: (plan) => isParquet(input.study, plan),
    // What cannot be opened is told of when it is read.
    size: (plan) => parquetSize(input.study, plan),
    open: (out) => sessionFor(input, { out, signal: world.signal }),
    stored: (session, plan) => parquetSource(session, resolve(input.study), plan),
    loaded: panelSource,
  });
}
