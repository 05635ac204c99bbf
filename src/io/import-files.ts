import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Note } from '../core/note.ts';
import { type Problem, ProblemError } from '../core/problem.ts';
import type { DraftInput } from '../study/import/draft.ts';
import { type NameIndex, nameIndex } from '../study/import/names/name-index.ts';
import type { ImportRecipe } from '../study/import/recipe-file.ts';
import type { SheetInput } from '../study/import/sheet-draft.ts';
import { withoutGaps } from '../study/import/without-gaps.ts';
import { chinaGazetteer, countriesGazetteer, readGazetteer } from './gazetteer.ts';
import { type Progress, unawaited } from './progress.ts';
import { readNamed } from './read-file.ts';
import { readSheets } from './readers/read-sheets.ts';
import { sniff } from './readers/sniff.ts';

/** Files that were read for an import. */
export interface ImportedFiles {
  sheets: SheetInput[];
  /** `encoding` where it had to be told. */
  files: { file: string; digest: string; encoding?: string }[];
  notes: Note[];
}

/** What an import knows of its files beside a recipe. */
interface Told extends Progress {
  /** Encodings that were answered: under `encoding` for all text files, or as `table.csv:encoding` for one. */
  answers?: ReadonlyMap<string, string>;
}

/** The path of a file from a folder, as every system writes it alike. */
export function pathFrom(folder: string, file: string): string {
  return relative(resolve(folder), resolve(file)).split(sep).join('/');
}

/**
 * Reads the files of an import, named from the study folder, and finds what a recipe says of each of their sheets: the
 * recipe's file of the same path or name, else the one in the same place of the list, else its last.
 */
export async function readImports(
  folder: string,
  files: readonly string[],
  recipe: ImportRecipe | undefined,
  problems: Problem[],
  { onProgress = () => {}, signal, answers }: Told = {},
): Promise<ImportedFiles> {
  const read: ImportedFiles = { sheets: [], files: [], notes: [] };
  for (const [i, file] of files.entries()) {
    const told = (share: number) => onProgress(file, (i + share) / files.length);
    await told(0);
    const bytes = await readNamed(folder, file, file, problems);
    if (!bytes) continue;
    const before = recipe && matching(file, i, recipe.files);
    const encoding = encodingOf(file, bytes, before, answers);
    const found = await readSheets(file, bytes, { encoding, onProgress: unawaited(told), signal });
    problems.push(...found.problems);
    read.notes.push(...found.notes.filter(({ code }) => code !== 'read/hidden'));
    const digest = found.sheets[0]?.digest;
    if (digest === undefined) continue;
    read.files.push({ file, digest, ...(encoding === undefined ? {} : { encoding }) });
    const semicolons = found.notes.some(
      ({ code, text }) => code === 'read/delimiter' && text.en.includes('semicolon'),
    );
    const filled = found.sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== null)));
    const firsts = before?.sheets.filter(({ table }) => table === undefined);
    filled.forEach((sheet, s) => {
      read.sheets.push({
        sheet: withoutGaps(sheet),
        semicolons,
        before:
          firsts?.find((one) => one.sheet === sheet.name) ??
          (before?.digest === digest ? undefined : firsts?.[s]),
        further: before?.sheets.filter((one) => one.table !== undefined && one.sheet === sheet.name),
        isSame: before?.digest === digest,
      });
    });
  }
  return read;
}

/** The encoding that was answered, or that the recipe was told for this very file; another file may have another one. */
function encodingOf(
  file: string,
  bytes: Uint8Array,
  before: ImportRecipe['files'][number] | undefined,
  answers: ReadonlyMap<string, string> | undefined,
): string | undefined {
  const own = answers?.get(`${file}:encoding`) ?? answers?.get(`${basename(file)}:encoding`);
  if (own !== undefined) return own;
  if (sniff(bytes) !== 'text') return undefined;
  const all = answers?.get('encoding');
  if (all !== undefined || before?.encoding === undefined) return all;
  return createHash('sha256').update(bytes).digest('hex') === before.digest ? before.encoding : undefined;
}

function matching(file: string, i: number, files: ImportRecipe['files']): ImportRecipe['files'][number] {
  return (
    files.find((one) => one.file === file) ??
    files.find((one) => basename(one.file) === basename(file)) ??
    files[i] ??
    files[files.length - 1]!
  );
}

/** The lists of places that come with Holling, and the one that is named by a file. */
export async function gazetteersFor(
  folder: string,
  named: string | undefined,
  problems: Problem[],
): Promise<DraftInput['gazetteers']> {
  const found = new Map<string, NameIndex>();
  if (named === 'none') return found;
  const isOwn = named !== undefined && named !== 'china' && named !== 'countries';
  if (named === undefined || named === 'china') found.set('china', nameIndex(await chinaGazetteer()));
  if (named === undefined || named === 'countries')
    found.set('countries', nameIndex(await countriesGazetteer()));
  if (isOwn) {
    const bytes = await readNamed(folder, named, named, problems);
    const own = bytes && readGazetteer(named, bytes, problems);
    if (own) found.set(named, nameIndex(own));
  }
  return found;
}

/** The text of a file, or undefined where there is none. */
export async function textIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw notWritten(file, error);
  }
}

/**
 * Writes files so that a failure leaves the old ones as they were: all are written beside their places first, and then
 * take them.
 */
export async function writeTogether(
  folder: string,
  files: ReadonlyMap<string, string | Iterable<string>>,
): Promise<void> {
  const waiting: [string, string][] = [];
  let at = folder;
  try {
    for (const [name, content] of files) {
      at = join(folder, name);
      await mkdir(dirname(at), { recursive: true });
      const fresh = join(dirname(at), `.holling-${basename(at)}-${randomUUID()}`);
      waiting.push([fresh, at]);
      await writeFile(fresh, content);
    }
    for (const [fresh, place] of waiting) {
      at = place;
      await rename(fresh, place);
    }
  } catch (error) {
    for (const [fresh] of waiting) await rm(fresh, { force: true });
    throw notWritten(at, error);
  }
}

function notWritten(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  return new ProblemError(
    [
      {
        code: 'out/not-writable',
        where: file,
        saw: { en: code, zh: code },
        why: {
          en: 'the file could not be read or written; the old ones are as they were',
          zh: '文件无法读写；原有文件保持不变',
        },
        fix: { en: 'check its permissions and the space on the disk', zh: '请检查权限与磁盘空间' },
      },
    ],
    'machine',
  );
}
