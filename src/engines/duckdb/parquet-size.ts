import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { sqlText } from '../../core/sql.ts';
import type { Plan } from '../../study/plan.ts';
import { dataFiles } from './parquet-files.ts';
import { duckSession } from './session.ts';

/** Rows that a run over Parquet sees, one for every unit and period, and bytes of its files; undefined where they cannot be opened. */
export async function parquetSize(
  folder: string,
  plan: Plan,
): Promise<{ rows: number; bytes: number } | undefined> {
  const { units, periods } = plan.study;
  const path = sqlText(resolve(folder, units.file));
  const reader = units.file.endsWith('.parquet')
    ? `read_parquet(${path})`
    : `read_csv(${path}, header = true, all_varchar = true)`;
  const session = await duckSession({ out: tmpdir() });
  try {
    const [found] = await session.rows(`SELECT COUNT(*) FROM ${reader}`);
    const files = await dataFiles(folder, plan);
    const sizes = await Promise.all(files.map(async (file) => (await stat(resolve(folder, file))).size));
    const bytes = sizes.reduce((total, size) => total + size, 0);
    return { rows: Number(found![0]) * periods.length, bytes };
  } catch {
    return undefined;
  } finally {
    await session.close();
  }
}
