import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ProblemError } from '../core/problem.ts';
import type { Earlier } from '../study/reference/moved.ts';
import { readResultFolder } from './read-results.ts';

/** The result folder that a path names: itself, or the folder of a manifest. */
function folderOf(path: string): string {
  return basename(path) === 'manifest.json' ? dirname(path) : path;
}

/** An earlier run by its result folder or manifest, or a problem where it holds no constants. */
export async function readEarlier(path: string): Promise<Earlier> {
  const folder = folderOf(path);
  const { record, scores } = await readResultFolder(folder);
  if (record) return { name: folder, record, scores };
  throw new ProblemError([
    {
      code: 'reference/no-record',
      where: join(folder, 'manifest.json'),
      saw: { en: 'a manifest without the constants of its run', zh: '清单中没有运行所用的常数' },
      why: {
        en: 'it cannot be said which of them moved',
        zh: '无法说明哪些常数发生了变动',
      },
      fix: {
        en: 'name the results of this version or a later one',
        zh: '请指定由本版本或更新版本生成的结果',
      },
    },
  ]);
}

/** The run that a result folder holds and that is about to be replaced; undefined where there is none that can be read. */
export async function readReplaced(path: string): Promise<Earlier | undefined> {
  const folder = folderOf(path);
  if (!existsSync(join(folder, 'manifest.json'))) return undefined;
  try {
    return await readEarlier(folder);
  } catch (error) {
    // It is replaced whether or not it can be read, and nothing was asked of it.
    if (error instanceof ProblemError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
