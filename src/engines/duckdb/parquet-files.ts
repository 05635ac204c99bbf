import { createHash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ReadFile } from '../../study/files.ts';
import type { Plan } from '../../study/plan.ts';

/** The end of a Parquet file holds its schema, and where its columns lie and range. */
const FOOTER = 1 << 16;

/** The files of a study whose data are Parquet, in order. */
export async function dataFiles(folder: string, { study }: Plan): Promise<string[]> {
  const data = study.data[0]!.file;
  const inside = await readdir(resolve(folder, data)).catch(() => undefined);
  if (!inside) return [data];
  return inside
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(data, name));
}

/** These and the unit file, each known by its size and its end, without reading it whole. */
export async function parquetFiles(folder: string, plan: Plan): Promise<ReadFile[]> {
  const names = [plan.study.units.file, ...(await dataFiles(folder, plan))];
  return Promise.all(names.map(async (file) => ({ file, digest: await endOf(resolve(folder, file)) })));
}

async function endOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, FOOTER);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return createHash('sha256').update(`${size} `).update(buffer).digest('hex');
  } finally {
    await file.close();
  }
}
