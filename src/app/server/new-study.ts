import { randomUUID } from 'node:crypto';
import { cp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import type { Text } from '../../core/text.ts';
import type { World } from '../operation.ts';
import { newStudy } from '../operations/new.ts';
import type { Catalogue } from './catalogue.ts';
import { idOf } from './catalogue.ts';
import { writeDurably } from './durable-write.ts';
import { refusal } from './refusal.ts';

/** What of a worked study is copied: the declaration, its data and what it says of them. */
const COPIED = /^(?:study\.yaml|README\.md|data|import|scenarios|judgements|weights)$/;

/** Makes a study in the working directory, from the template or from a worked one, whole or not at all. */
export async function makeStudy(
  { from, name, title }: { from: string; name: string; title: string | Text },
  catalogue: Catalogue,
  world: World,
): Promise<{ id: string }> {
  const source = from === 'template' ? undefined : (await catalogue.find(from)).folder;
  return inNewFolder(catalogue, name, async (fresh) => {
    if (source === undefined) await newStudy.run({ folder: fresh }, world);
    else await copyStudy(source, fresh);
    const file = join(fresh, 'study.yaml');
    await writeDurably(file, titled(await readFile(file, 'utf8'), title));
  });
}

/** Lets `fill` fill a folder beside the target, and then gives it its name. */
export async function inNewFolder(
  { directory }: Catalogue,
  name: string,
  fill: (folder: string) => Promise<void>,
): Promise<{ id: string }> {
  const target = join(directory, name);
  if (await isThere(target)) throw taken(name);
  const fresh = join(directory, `.holling-${randomUUID()}`);
  try {
    await fill(fresh);
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  return { id: idOf(target) };
}

async function copyStudy(source: string, target: string): Promise<void> {
  await cp(source, target, {
    recursive: true,
    filter: (file) => {
      const [top] = file.slice(source.length).split(/[\\/]/).filter(Boolean);
      return top === undefined || COPIED.test(top);
    },
  });
}

/**
 * The text of a study with another title; every other character of it stays as it is.
 * @example titled('version: 1\ntitle: Old # of 2020\n', 'New') // => 'version: 1\ntitle: "New" # of 2020\n'
 */
export function titled(text: string, title: string | Text): string {
  const written =
    typeof title === 'string'
      ? JSON.stringify(title)
      : `{ en: ${JSON.stringify(title.en)}, zh: ${JSON.stringify(title.zh)} }`;
  const { contents } = parseDocument(text);
  const pair = isMap(contents)
    ? contents.items.find(({ key }) => isScalar(key) && key.value === 'title')
    : undefined;
  const range = (pair?.value as { range?: [number, number, number] } | null | undefined)?.range;
  if (!range) return `title: ${written}\n${text}`;
  const isBlock = text.slice(range[0], range[1]).endsWith('\n');
  return `${text.slice(0, range[0])}${written}${isBlock ? '\n' : ''}${text.slice(range[1])}`;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function taken(name: string) {
  return refusal(
    409,
    'study/name-taken',
    'name',
    name,
    { en: 'a folder or file of this name is there already', zh: '已有同名的文件夹或文件' },
    { en: 'choose another name', zh: '请另选名称' },
  );
}
