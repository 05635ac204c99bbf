import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ProblemError } from '../../core/problem.ts';
import { sqlName, sqlText } from '../../core/sql.ts';
import type { Plan } from '../../study/plan.ts';
import { type Part, unitRange } from '../shards/unit-range.ts';
import type { Session, Source } from '../sql/session.ts';
import { keepUnits, type Stored, storedSource, storedUnits } from '../sql/stored-source.ts';

/** Whether the data of a study are Parquet that need not be read into this process: one file, or a folder of them. */
export async function isParquet(folder: string, { study }: Plan): Promise<boolean> {
  const file = study.data[0]!.file;
  if (study.data.length !== 1) return false;
  return file.endsWith('.parquet') || (await isFolder(resolve(folder, file)));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** The rows of Parquet files as they lie, or those of a part of the units, with the units of a CSV or Parquet file. */
export async function parquetSource(
  session: Session,
  folder: string,
  plan: Plan,
  part?: Part,
): Promise<Source> {
  const { file } = plan.study.data[0]!;
  const files = (await isFolder(resolve(folder, file))) ? join(file, '*.parquet') : file;
  const units = await unitsOf(session, folder, plan);
  const range = part && (await unitRange(session, units, part));
  return storedSource(session, plan, parquet(folder, files), units, range);
}

function parquet(folder: string, file: string): Stored {
  return { relation: `read_parquet(${sqlText(resolve(folder, file))})`, file };
}

/** The keys of the unit file as a relation with the column `u`. */
async function unitsOf(session: Session, folder: string, { study }: Plan): Promise<string> {
  const { file, key } = study.units;
  if (file.endsWith('.csv'))
    return keepUnits(
      session,
      `SELECT DISTINCT ${sqlName(key)} AS u FROM read_csv(${sqlText(resolve(folder, file))}, header = true, all_varchar = true)`,
    );
  if (file.endsWith('.parquet')) return storedUnits(session, parquet(folder, file), key);
  throw new ProblemError([
    {
      code: 'engine/unit-file',
      where: 'units.file',
      saw: { en: file, zh: file },
      why: {
        en: 'beside Parquet data, units are read from Parquet or CSV',
        zh: '数据为 Parquet 时，单元文件须为 Parquet 或 CSV',
      },
      fix: { en: 'write the units as .csv or .parquet', zh: '请将单元写成 .csv 或 .parquet' },
    },
  ]);
}
