import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Text } from '../../core/text.ts';
import { parseStudy } from '../../study/parse.ts';
import type { Study } from '../../study/study.ts';

/** A study that can be opened, by an id that tells nothing of where it lies. */
export interface Shelved {
  id: string;
  folder: string;
  kind: 'own' | 'worked';
  title: Text;
  units?: number;
  periods?: number;
}

/** Texts of earlier versions that are kept. */
const KEPT = 50;

/** The studies that are offered: those of the working folder, those that come with Holling, and the one that was named. */
export async function shelf(opened: string | undefined, own: string, worked: string): Promise<Shelved[]> {
  const found = new Map<string, Shelved>();
  const put = async (folder: string, kind: Shelved['kind']) => {
    const place = resolve(folder);
    if ([...found.values()].some((one) => one.folder === place)) return;
    const text = await readFile(join(place, 'study.yaml'), 'utf8').catch(() => undefined);
    if (text === undefined) return;
    const { study } = parseStudy(text);
    const base = basename(place).replaceAll(/[^\p{L}\p{N}_-]+/gu, '-') || 'study';
    let id = base;
    for (let i = 2; found.has(id); i++) id = `${base}-${i}`;
    found.set(id, {
      ...{ id, folder: place, kind },
      title: study?.title ?? { en: basename(place), zh: basename(place) },
      ...(study ? { periods: study.periods.length } : {}),
    });
  };
  if (opened !== undefined) await put(opened, 'own');
  await put(own, 'own');
  for (const folder of await foldersOf(own)) await put(folder, 'own');
  for (const folder of await foldersOf(worked)) await put(folder, 'worked');
  return [...found.values()];
}

async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((one) => one.isDirectory() && !one.name.startsWith('.'))
    .map(({ name }) => join(folder, name));
}

export const digestOf = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

export async function textOf({ folder }: Shelved): Promise<{ text: string; revision: string }> {
  const bytes = await readFile(join(folder, 'study.yaml'));
  return { text: bytes.toString('utf8'), revision: digestOf(bytes) };
}

export async function declarationOf(one: Shelved): Promise<Study | undefined> {
  return parseStudy((await textOf(one)).text).study;
}

/** Writes a study file as a whole or not at all, and keeps the text before it. */
export async function writeText(
  one: Shelved,
  revision: string,
  text: string,
): Promise<{ revision: string } | { conflict: { revision: string; text: string; changedAt: string } }> {
  const file = join(one.folder, 'study.yaml');
  const now = await textOf(one);
  if (now.revision !== revision) {
    const { mtime } = await stat(file);
    await keep(one, text, 'refused');
    return { conflict: { ...now, changedAt: mtime.toISOString() } };
  }
  await keep(one, now.text, 'before');
  await writeWhole(file, text);
  return { revision: digestOf(text) };
}

async function keep({ folder }: Shelved, text: string, why: 'before' | 'refused'): Promise<void> {
  const place = join(folder, '.holling', 'history');
  await mkdir(place, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  await writeWhole(join(place, `${stamp}-${why}-${digestOf(text).slice(0, 16)}.yaml`), text);
  const names = (await readdir(place)).sort();
  for (const name of names.slice(0, Math.max(0, names.length - KEPT))) await rm(join(place, name));
}

export async function historyOf({
  folder,
}: Shelved): Promise<{ revision: string; at: string; bytes: number }[]> {
  const place = join(folder, '.holling', 'history');
  const names = (await readdir(place).catch(() => [])).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.reverse().map(async (name) => {
      const { mtime, size } = await stat(join(place, name));
      return { revision: name.slice(0, -'.yaml'.length), at: mtime.toISOString(), bytes: size };
    }),
  );
}

export async function earlierText(one: Shelved, revision: string): Promise<string | undefined> {
  const known = await historyOf(one);
  if (!known.some((version) => version.revision === revision)) return undefined;
  return readFile(join(one.folder, '.holling', 'history', `${revision}.yaml`), 'utf8');
}

/** Names of scenarios: no separator, no dot, nothing that a file system reads in its own way. */
export const SCENARIO = /^[\p{L}\p{N}_-]{1,60}$/u;

export async function scenariosOf({ folder }: Shelved) {
  const place = join(folder, 'scenarios');
  const names = (await readdir(place).catch(() => [])).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(place, name), 'utf8');
      const title = /^# title: (.*)$/m.exec(text)?.[1] ?? name.slice(0, -'.yaml'.length);
      return { id: name.slice(0, -'.yaml'.length), title, text, revision: digestOf(text) };
    }),
  );
}

export async function writeScenario({ folder }: Shelved, name: string, text: string): Promise<void> {
  await mkdir(join(folder, 'scenarios'), { recursive: true });
  await writeWhole(join(folder, 'scenarios', `${name}.yaml`), text);
}

export async function removeScenario(one: Shelved, name: string): Promise<boolean> {
  const known = await scenariosOf(one);
  if (!known.some(({ id }) => id === name)) return false;
  await rm(join(one.folder, 'scenarios', `${name}.yaml`));
  return true;
}

async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Tells when the study file has another content than before, looked at when the folder changes and every few seconds. */
export function watchText(one: Shelved, heard: (revision: string) => void): () => void {
  let last: string | undefined;
  const look = async () => {
    const found = await textOf(one).catch(() => undefined);
    if (found && last !== undefined && found.revision !== last) heard(found.revision);
    if (found) last = found.revision;
  };
  void look();
  const timer = setInterval(() => void look(), 2000);
  let watcher: ReturnType<typeof watch> | undefined;
  try {
    watcher = watch(one.folder, () => void look());
    watcher.on('error', () => watcher?.close());
  } catch {}
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}
