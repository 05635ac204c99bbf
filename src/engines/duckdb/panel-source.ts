import type { Panel } from '../../core/panel.ts';
import type { Plan } from '../../study/plan.ts';
import { type Part, unitRange } from '../shards/unit-range.ts';
import type { Source } from '../sql/session.ts';
import type { DuckSession } from './session.ts';

const BLOCK = 2048;

/** A panel that our readers read, appended to a table; its derived indicators must have been computed. */
export async function panelSource(
  session: DuckSession,
  plan: Plan,
  panel: Panel,
  part?: Part,
): Promise<Source> {
  const { connection } = session;
  const { DuckDBDataChunk, DOUBLE, INTEGER, VARCHAR } = await import('@duckdb/node-api');
  const names = plan.indicators.map((_, i) => `v${i}`);
  await connection.run(
    `CREATE TABLE panel (u VARCHAR, t INTEGER, ${names.map((name) => `${name} DOUBLE`).join(', ')})`,
  );
  const appender = await connection.createAppender('panel');
  const columns = plan.indicators.map(({ id }) => panel.columns.get(id)!.values);
  const units = panel.units.length;
  const rows = units * panel.periods.length;
  const chunk = DuckDBDataChunk.create([VARCHAR, INTEGER, ...names.map(() => DOUBLE)], BLOCK);
  for (let from = 0; from < rows; from += BLOCK) {
    const length = Math.min(BLOCK, rows - from);
    const at = Array.from({ length }, (_, i) => from + i);
    chunk.reset();
    chunk.rowCount = length;
    chunk.setColumns([
      at.map((row) => panel.units[row % units]!.id),
      at.map((row) => panel.periods[Math.floor(row / units)]!),
      ...columns.map((column) => at.map((row) => (Number.isNaN(column[row]) ? null : column[row]!))),
    ]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  if (!part) return { relation: 'panel', units };
  const range = await unitRange(session, '(SELECT DISTINCT u FROM panel) AS k', part);
  return { relation: `(SELECT * FROM panel WHERE ${range('u')}) AS part`, units };
}
