import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ProblemError } from '../core/problem.ts';

/**
 * Lets `write` fill a new folder beside the target and then puts it in the target's place, so that a failed or killed
 * run leaves the old results as they were. A target that holds anything but results is refused.
 */
export async function replaceFolder(target: string, write: (folder: string) => Promise<void>): Promise<void> {
  const parent = dirname(target);
  const prefix = `.holling-${basename(target)}-`;
  try {
    await mkdir(parent, { recursive: true });
    await recover(target, parent, prefix);
    await refuseForeign(target);
    const fresh = join(parent, `${prefix}${randomUUID()}`);
    await mkdir(fresh);
    try {
      await write(fresh);
      await exchange(fresh, target, join(parent, `${prefix}old`));
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    throw asProblem(error, target);
  }
}

/** Moves the old results aside, the new ones in, and then removes the old ones. */
async function exchange(fresh: string, target: string, aside: string): Promise<void> {
  const hadResults = await exists(target);
  if (hadResults) await rename(target, aside);
  try {
    await rename(fresh, target);
  } catch (error) {
    if (hadResults) await rename(aside, target);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** Puts back results that a run was killed while exchanging, and clears away what killed runs left half written. */
async function recover(target: string, parent: string, prefix: string): Promise<void> {
  const aside = `${prefix}old`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    if (name === aside && !(await exists(target))) await rename(path, target);
    else if (name === aside || (await isAbandoned(path))) await rm(path, { recursive: true, force: true });
  }
}

/** Another run may be writing right now; only folders that nobody has touched for an hour are cleared away. */
async function isAbandoned(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path);
  return Date.now() - mtimeMs > 3_600_000;
}

async function refuseForeign(target: string): Promise<void> {
  if (!(await exists(target))) return;
  const found = await stat(target);
  const names = found.isDirectory() ? await readdir(target) : ['(a file)'];
  if (names.length === 0 || names.includes('manifest.json')) return;
  throw new ProblemError(
    [
      {
        code: 'out/not-results',
        where: target,
        saw: {
          en: `${names.slice(0, 5).join(', ')}, and no manifest.json`,
          zh: `${names.slice(0, 5).join('、')}，没有 manifest.json`,
        },
        why: {
          en: 'results replace their folder whole; these files are not results and would be lost',
          zh: '结果会整体替换该文件夹，其中的非结果文件将丢失',
        },
        fix: { en: 'choose another --out, or an empty folder', zh: '请另选 --out，或使用空文件夹' },
      },
    ],
    'usage',
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Faults of the disk as a problem of the machine. */
function asProblem(error: unknown, target: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof ProblemError || code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new ProblemError(
    [
      {
        code: 'out/not-writable',
        where: target,
        saw: { en: `${code} while writing`, zh: `写入时出现 ${code}` },
        why: {
          en: 'the results could not be written; the old ones, if any, are as they were',
          zh: '结果无法写入；原有结果（如有）保持不变',
        },
        fix:
          code === 'ENOSPC'
            ? { en: 'free some disk space, or choose another --out', zh: '请清理磁盘空间，或另选 --out' }
            : {
                en: 'check the permissions of the folder, or choose another --out',
                zh: '请检查文件夹权限，或另选 --out',
              },
      },
    ],
    'machine',
  );
}
