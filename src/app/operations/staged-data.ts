import { resolve } from 'node:path';
import type { Panel } from '../../core/panel.ts';
import { panelSource } from '../../engines/duckdb/panel-source.ts';
import { parquetSize } from '../../engines/duckdb/parquet-size.ts';
import { isParquet, parquetSource } from '../../engines/duckdb/parquet-source.ts';
import { type DuckOptions, type DuckSession, duckSession } from '../../engines/duckdb/session.ts';
import { refuseCollecting } from '../../engines/plan-passes.ts';
import type { Part } from '../../engines/shards/unit-range.ts';
import type { Source } from '../../engines/sql/session.ts';
import type { ReadFile } from '../../study/files.ts';
import type { Override } from '../../study/overrides.ts';
import type { Plan } from '../../study/plan.ts';
import type { StepNote } from '../../study/result.ts';
import { loadData } from './load-data.ts';

/** What DuckDB may take. */
export interface Bounds {
  memoryLimit?: string | undefined;
  tempDir?: string | undefined;
  tempLimit?: string | undefined;
  workers?: number | undefined;
}
export function sessionFor(
  { memoryLimit, tempDir, tempLimit, workers }: Bounds,
  where: Pick<DuckOptions, 'out' | 'keptIn' | 'signal'>,
): Promise<DuckSession> {
  return duckSession({
    ...where,
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(tempDir === undefined ? {} : { tempDir: resolve(tempDir) }),
    ...(tempLimit === undefined ? {} : { maxTemp: tempLimit }),
    ...(workers === undefined ? {} : { threads: workers }),
  });
}

/** The data of a study: Parquet that stays where it is, or a panel that was read. */
export interface Data {
  folder: string;
  panel?: Panel;
  files: ReadFile[];
  notes: StepNote[];
  /** Rows that the passes see, and bytes of the files that stay where they are. */
  rows: number;
  onDisk?: number;
}

/** Reads what must be read before an engine can have it, and refuses what the engine cannot compute. */
export async function readData(folder: string, plan: Plan, overrides: readonly Override[]): Promise<Data> {
  if (await isParquet(folder, plan)) {
    const size = await parquetSize(folder, plan);
    // What cannot be opened is told of when it is read.
    if (size) refuseCollecting(plan, size.rows);
    return { folder, files: [], notes: [], rows: size?.rows ?? 0, onDisk: size?.bytes ?? 0 };
  }
  return { folder, ...(await loadData(folder, plan, overrides)) };
}

/** The rows of a study, or of a part of its units, in a session. */
export function layData(
  session: DuckSession,
  { folder, panel }: Data,
  plan: Plan,
  part?: Part,
): Promise<Source> {
  return panel
    ? panelSource(session, plan, panel, part)
    : parquetSource(session, resolve(folder), plan, part);
}
