import type { Panel } from '../../core/panel.ts';
import { ProblemError } from '../../core/problem.ts';
import type { Plan } from '../../study/plan.ts';
import type { Source } from '../sql/session.ts';
import { panelBatch, textBatch } from './arrow.ts';
import type { SparkSession } from './session.ts';

/** Of values: what is sent up passes through the memory of the server's driver. */
export const MOST_SENT = 32_000_000;
/** Of values: what one request carries. */
const BLOCK = 1_000_000;

/** A panel that our readers read, sent up as Arrow; its derived indicators must have been computed. */
export async function sentSource(session: SparkSession, plan: Plan, panel: Panel): Promise<Source> {
  const arrow = await import('apache-arrow');
  const columns = plan.indicators.map(({ id }) => panel.columns.get(id)!.values);
  const units = panel.units.length;
  const rows = units * panel.periods.length;
  if (rows * columns.length > MOST_SENT) throw tooLarge(rows * columns.length);
  const step = Math.max(1, Math.floor(BLOCK / columns.length));
  const batches: Uint8Array[] = [];
  for (let from = 0; from < rows; from += step)
    batches.push(panelBatch(arrow, panel, columns, from, Math.min(rows, from + step)));
  return { relation: await session.send('panel', batches), units };
}

/** Keys of units that were read here, sent up as a relation with the column `u`. */
export async function sentUnits(session: SparkSession, ids: readonly string[]): Promise<string> {
  const arrow = await import('apache-arrow');
  const batches: Uint8Array[] = [];
  for (let from = 0; from < ids.length; from += BLOCK)
    batches.push(textBatch(arrow, 'u', ids.slice(from, from + BLOCK)));
  return session.send('units', batches);
}

function tooLarge(values: number): ProblemError {
  const megabytes = Math.ceil((8 * values) / 1e6);
  return new ProblemError(
    [
      {
        code: 'engine/too-large-to-send',
        where: 'data',
        saw: { en: `${values} values (${megabytes} MB)`, zh: `${values} 个数值（${megabytes} MB）` },
        why: {
          en: `what is sent up passes through the server's driver, at most ${(8 * MOST_SENT) / 1e6} MB`,
          zh: `上传的数据要经过服务器的驱动进程，上限为 ${(8 * MOST_SENT) / 1e6} MB`,
        },
        fix: {
          en: 'put the data on the storage of the cluster as Parquet and name it in data.file, or with --data-path',
          zh: '请将数据以 Parquet 放到集群存储上，并在 data.file 中写明，或用 --data-path 指定',
        },
      },
    ],
    'usage',
  );
}
