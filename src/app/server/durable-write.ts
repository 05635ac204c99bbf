import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that at any moment, a crash included, it holds the old text or the new one: written beside its place,
 * brought to the disk, and then put into it.
 */
export async function writeDurably(file: string, text: string | Uint8Array): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const fresh = join(folder, `.holling-${basename(target)}-${randomUUID()}`);
  try {
    const handle = await open(fresh, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameAgain(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

const BUSY = new Set(['EPERM', 'EBUSY', 'EACCES']);

/** Scanners of viruses hold files for a moment on Windows, which would make a rename fail. */
async function renameAgain(from: string, to: string): Promise<void> {
  for (let wait = 10; ; wait *= 2) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (
        process.platform !== 'win32' ||
        !BUSY.has((error as NodeJS.ErrnoException).code ?? '') ||
        wait > 1000
      )
        throw error;
      await new Promise((done) => setTimeout(done, wait));
    }
  }
}

/** Brings the new name to the disk; systems that cannot do this for folders do it by themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close().catch(() => {});
}
