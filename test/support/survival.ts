import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holling, problemsOf } from './cli.ts';
import { sound, studyFolder } from './folder.ts';

export type Found = Awaited<ReturnType<typeof problemsOf>>;

/** Every file below a folder, by its path, as a digest. */
export function treeOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );
}

/**
 * The problems of a command that must be refused as every fault is: the same ones in English and in Chinese, with exit code 1, and
 * not one file below the folder changed, made or removed.
 */
export async function refusedWhole(folder: string, words: readonly string[], exit = 1): Promise<Found> {
  const before = treeOf(folder);
  const found = await problemsOf([...words], exit);
  const chinese = await problemsOf([...words, '--lang', 'zh'], exit);
  if (chinese.map(({ code }) => code).join() !== found.map(({ code }) => code).join())
    throw new Error('other problems in Chinese');
  for (const { code, why, fix } of chinese)
    for (const text of [why, fix])
      if (!/\p{Script=Han}/u.test(text)) throw new Error(`${code} is not in Chinese: ${text}`);
  const after = treeOf(folder);
  if (JSON.stringify(after) !== JSON.stringify(before))
    throw new Error(`changed: ${JSON.stringify(Object.keys(after))}`);
  return found;
}

/** A sound study with results, in which a file is then replaced by a faulty one: the run is refused, the results stay. */
export async function refusedRun(
  file: string,
  content: Uint8Array | string,
  change: Readonly<Record<string, unknown>> = {},
): Promise<Found> {
  const folder = sound();
  const { code, out } = await holling('run', folder, '--json');
  if (code !== 0) throw new Error(out);
  const faulty = sound(change);
  writeFileSync(join(folder, 'study.yaml'), readFileSync(join(faulty, 'study.yaml')));
  writeFileSync(join(folder, file), content);
  return refusedWhole(folder, ['run', folder]);
}

/** Files in an empty folder, and the words that import them into a study beside them. */
export function importing(files: Readonly<Record<string, string | Uint8Array>>, ...answers: string[]) {
  const folder = studyFolder({});
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const words = [
    'import',
    ...Object.keys(files).map((name) => join(folder, name)),
    '--study',
    join(folder, 'study'),
    '--yes',
    ...['directions=all-benefit', ...answers].flatMap((answer) => ['--answer', answer]),
  ];
  return { folder, study: join(folder, 'study'), words };
}

/** The rows of the data of an import that must go through, with what it said. */
export async function imported(files: Readonly<Record<string, string | Uint8Array>>, ...answers: string[]) {
  const { study, words } = importing(files, ...answers);
  const { code, out } = await holling(...words, '--json');
  if (code !== 0) throw new Error(out);
  const said = JSON.parse(out) as { notes: { code: string; text: { en: string }; items?: string[] }[] };
  const [, ...rows] = readFileSync(join(study, 'data/panel.csv'), 'utf8').trimEnd().split('\n');
  return {
    study,
    notes: said.notes,
    codes: said.notes.map(({ code: one }) => one),
    /** unit, period, indicator, value, status, reason */
    rows: rows.map((row) => row.split(',').slice(0, 6)),
    values: rows.map((row) => row.split(',')[3]),
    recipe: readFileSync(join(study, 'import/recipe.yaml'), 'utf8'),
  };
}

/** The problems of an import that must be refused, with nothing written. */
export async function refusedImport(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...answers: string[]
): Promise<Found> {
  const { folder, words } = importing(files, ...answers);
  return refusedWhole(folder, words);
}

/** The ids of the questions that stop an import. */
export async function askedBy(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...answers: string[]
): Promise<string[]> {
  const found = await refusedImport(files, ...answers);
  return found
    .filter(({ code }) => code === 'import/question')
    .map(({ fix }) => /--answer "([^"=]*)=/.exec(fix)?.[1] ?? fix);
}
