import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Text } from '../core/text.ts';
import type { Keeper, Progress } from '../study/uncertainty/count.ts';
import { detached, restored, type Typed } from './detached-arrays.ts';

/** Saves follow each other no closer than this, and than the share of the time that they may take. */
const EVERY = 5000;
const SHARE = 0.05;
/** Bytes that are written or digested between two chances to act. */
const PIECE = 4_000_000;
const DIGEST = 32;
const FORMAT = 'holling-replicates-1';

/** A keeper with a file, and how to be rid of it once the results are written. */
export interface PartialFile extends Keeper {
  clear(): Promise<void>;
}

/**
 * Keeps replicates in `<results>.partial/uncertainty`, put in place whole. The file belongs to one study, its data and one
 * version of the software; another, or a damaged one, is passed over. Whatever goes wrong here is said and does not
 * stop the run.
 */
export function partialFile(results: string, software: string, say: (text: Text) => void): PartialFile {
  const folder = `${results}.partial`;
  const file = join(folder, 'uncertainty');
  let last = performance.now();
  // From when it was due until it was saved: workers give away what they counted meanwhile, and start anew.
  let asked = last;
  let cost = 0;
  let isBroken = false;
  let key: string | undefined;
  const keyOf = async (what: unknown) => {
    key ??= await digestOf(parts([FORMAT, software, what]));
    return key;
  };
  return {
    due() {
      const now = performance.now();
      if (isBroken || now - last <= Math.max(EVERY, cost / SHARE)) return false;
      asked = now;
      return true;
    },
    async load(what) {
      last = performance.now();
      const bytes = await readFile(file).catch(() => undefined);
      if (!bytes) return undefined;
      const found = await read(bytes);
      if (!found || found.key !== (await keyOf(what))) {
        say(found ? FOREIGN : DAMAGED);
        return undefined;
      }
      const { done } = found.progress;
      const count = done.reduce((sum, { from, to }) => sum + to - from, 0);
      say({
        en: `Goes on from ${count} replicates of a run that was stopped.`,
        zh: `从已中止运行的 ${count} 次重复继续。`,
      });
      return found.progress;
    },
    async save(what, progress) {
      try {
        await mkdir(folder, { recursive: true });
        await write(file, parts({ key: await keyOf(what), progress }));
      } catch (error) {
        isBroken = true;
        const { code = String(error) } = error as NodeJS.ErrnoException;
        say({
          en: `Replicates could not be kept in ${file} (${code}); the run goes on, and a stopped run would start anew.`,
          zh: `无法将重复计算保存到 ${file}（${code}）；运行继续，若中止则须重新开始。`,
        });
      }
      last = performance.now();
      cost = last - asked;
    },
    async clear() {
      await rm(file, { force: true }).catch(() => {});
      await rm(`${file}.new`, { force: true }).catch(() => {});
      // Only when nothing else is in it.
      await rmdir(folder).catch(() => {});
    },
  };
}

const FOREIGN: Text = {
  en: 'The replicates kept of a stopped run are of another study, data or version, and are passed over.',
  zh: '已保存的重复计算属于其他研究、数据或版本，不予采用。',
};
const DAMAGED: Text = {
  en: 'The replicates kept of a stopped run are damaged, and are passed over.',
  zh: '已保存的重复计算已损坏，不予采用。',
};

/** The pieces of a value as bytes: the length of its frame, the frame, and its arrays one after the other. */
function parts(value: unknown): Uint8Array[] {
  const arrays: Typed[] = [];
  const frame = serialize(detached(value, arrays));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(frame.length);
  return [
    length,
    frame,
    ...arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  ];
}

async function write(file: string, bytes: readonly Uint8Array[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(`${file}.new`, 'w');
  const hash = createHash('sha256');
  try {
    for (const piece of pieces(bytes)) {
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.writeFile(hash.digest());
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** What a file holds; undefined where it is not what was written. */
async function read(bytes: Buffer): Promise<{ key: string; progress: Progress } | undefined> {
  const end = bytes.length - DIGEST;
  if (end < 4) return undefined;
  const found = await digestOf([bytes.subarray(0, end)]);
  if (found !== bytes.subarray(end).toString('hex')) return undefined;
  const from = 4 + bytes.readUInt32LE(0);
  return restored(deserialize(bytes.subarray(4, from)), bytes.subarray(from, end)) as {
    key: string;
    progress: Progress;
  };
}

async function digestOf(bytes: readonly Uint8Array[]): Promise<string> {
  const hash = createHash('sha256');
  for (const piece of pieces(bytes)) {
    hash.update(piece);
    await new Promise(setImmediate);
  }
  return hash.digest('hex');
}

function* pieces(bytes: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const one of bytes)
    for (let from = 0; from < one.length; from += PIECE) yield one.subarray(from, from + PIECE);
}
