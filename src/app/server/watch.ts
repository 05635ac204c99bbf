import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseStudy } from '../../study/parse.ts';
import { namedFiles } from './soundness.ts';
import { readStudyText } from './study-store.ts';

/** What changed on the disk: the present revision of the declaration, and the files as the study names them. */
export interface Change {
  revision: string;
  files: string[];
}

/** Systems do not tell of every change (network drives, other mounts), so files are looked at as well. */
const LOOK = 2000;
/** Programs write a file in several steps. */
const SETTLE = 100;

export interface Watching {
  /** Resolved once the present state is known: from then on every change is told. */
  ready: Promise<void>;
  stop(): void;
}

/** Watches everything that a study is read from, until it is told to stop. */
export function watchStudy(folder: string, onChange: (change: Change) => void): Watching {
  let before: Map<string, string> | undefined;
  let isBusy = false;
  let isStopped = false;
  let settling: NodeJS.Timeout | undefined;
  const watchers = new Map<string, FSWatcher>();

  const look = async () => {
    if (isBusy || isStopped) return;
    isBusy = true;
    try {
      const { revision, files } = await seen(folder);
      if (isStopped) return;
      const changed = before ? differing(before, files) : [];
      before = files;
      follow([...files.keys()]);
      if (changed.length > 0) onChange({ revision, files: changed });
    } catch {
      // The study is being replaced or is gone for the moment; the next look tells.
    } finally {
      isBusy = false;
    }
  };
  const soon = () => {
    clearTimeout(settling);
    settling = setTimeout(look, SETTLE);
  };
  const follow = (files: string[]) => {
    for (const place of new Set(files.map((file) => dirname(resolve(folder, file))))) {
      if (watchers.has(place)) continue;
      try {
        const watcher = watchFolder(place, soon);
        watcher.on('error', () => {
          watcher.close();
          watchers.delete(place);
        });
        watchers.set(place, watcher);
      } catch {
        // Looking every two seconds is what is left.
      }
    }
  };
  const clock = setInterval(look, LOOK);
  return {
    ready: look(),
    stop() {
      isStopped = true;
      clearInterval(clock);
      clearTimeout(settling);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

async function seen(folder: string): Promise<{ revision: string; files: Map<string, string> }> {
  const { revision, text } = await readStudyText(folder);
  const { study } = parseStudy(text);
  const files = new Map([['study.yaml', revision]]);
  for (const file of study ? namedFiles(study) : []) {
    const found = await stat(resolve(folder, file)).catch(() => undefined);
    files.set(file, found ? `${found.mtimeMs} ${found.size} ${found.ino}` : 'gone');
  }
  return { revision, files };
}

function differing(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  // A file that the declaration names newly or no more comes with the change of the declaration.
  return [...now]
    .filter(([file, state]) => before.has(file) && before.get(file) !== state)
    .map(([file]) => file);
}
