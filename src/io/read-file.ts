import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Problem } from '../core/problem.ts';

/** The bytes of a file that a study names, or a problem; `where` is the place that names it. */
export async function readNamed(
  folder: string,
  file: string,
  where: string,
  problems: Problem[],
): Promise<Uint8Array | undefined> {
  try {
    return await readFile(resolve(folder, file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    problems.push({
      code: isMissing ? 'data/no-file' : 'data/unreadable',
      where,
      saw: {
        en: `${file}, which ${isMissing ? 'does not exist' : `cannot be read (${code})`}`,
        zh: `${file}${isMissing ? '不存在' : `无法读取（${code}）`}`,
      },
      why: {
        en: `it is looked for in the study folder (${folder}${sep})`,
        zh: `在研究文件夹中查找（${folder}${sep}）`,
      },
      fix: isMissing
        ? { en: 'correct the name or put the file there', zh: '请更正文件名或放入该文件' }
        : { en: 'check its permissions', zh: '请检查权限' },
    });
    return undefined;
  }
}
