import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Note } from '../core/note.ts';
import { type Locate, type Problem, ProblemError } from '../core/problem.ts';
import { sideFiles } from '../study/construct/side-files.ts';
import { readingOf, type StudyFiles } from '../study/files.ts';
import { inlineFiles } from '../study/inline-files.ts';
import type { Override } from '../study/overrides.ts';
import { parseStudy } from '../study/parse.ts';
import type { RawTable } from '../study/raw-table.ts';
import type { DataSource, Reading, ShapesSection, Study } from '../study/study.ts';
import { decode } from './decode.ts';
import { type Progress, unawaited } from './progress.ts';
import { readTable } from './raw-tables.ts';
import { readNamed } from './read-file.ts';
import { readReference } from './read-reference.ts';

type Gathered = Partial<StudyFiles> & Pick<StudyFiles, 'text' | 'digest'>;

/**
 * Every file that a study names, read. `overrides` are only used to know which files those are. Throws a `ProblemError` with
 * all that cannot be read.
 */
export async function readStudyFiles(
  folder: string,
  overrides: readonly Override[] = [],
): Promise<StudyFiles> {
  const { files, problems } = await gatherFiles(folder, overrides);
  if (problems.length > 0) throw new ProblemError(problems);
  return files as StudyFiles;
}

/** The files of a study as far as they can be read, and the problems of the others. */
export async function gatherFiles(
  folder: string,
  overrides: readonly Override[],
  progress: Progress = {},
): Promise<{ files: Gathered; problems: Problem[] }> {
  const bytes = await studyFile(folder);
  const problems: Problem[] = [];
  const text = decode('study.yaml', bytes, problems);
  if (problems.length > 0) throw new ProblemError(problems);
  const parsed = parseStudy(text, 'study.yaml', overrides);
  const { study, locate } = parsed;
  if (!study) throw new ProblemError(parsed.problems);
  const notes: Note[] = [];
  const inlined = await readInlined(folder, study, locate, notes, problems);
  const frozen = await readReference(folder, study, locate, problems);
  const tables = await readTables(folder, study, locate, notes, problems, progress);
  const own = await shapesOf(folder, study.units.boundaries, 'boundaries', locate, problems);
  const around = await shapesOf(folder, study.units.context, 'context', locate, problems);
  const files: Gathered = {
    text,
    digest: createHash('sha256').update(bytes).digest('hex'),
    ...(tables ? { units: tables.units, data: tables.data, side: [...tables.side] } : {}),
    readings: {
      units: readingOf(study.units),
      data: study.data.map(readingOf),
      ...(study.units.boundaries ? { boundaries: readingOf(study.units.boundaries) } : {}),
      ...(study.units.context ? { context: readingOf(study.units.context) } : {}),
    },
    inlined,
    ...(frozen ? { frozen } : {}),
    ...(own.shapes ? { boundaries: own.shapes } : {}),
    ...(around.shapes ? { context: around.shapes } : {}),
    recipes: tables?.recipes ?? [],
    notes,
    shapeNotes: { boundaries: own.notes, context: around.notes },
  };
  return { files, problems };
}

/** The bytes of `study.yaml`. */
export async function studyFile(folder: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, 'study.yaml'));
  } catch {
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    throw new ProblemError([
      {
        code: 'study/no-file',
        where: folder,
        saw: isFolder
          ? { en: 'a folder without study.yaml', zh: '文件夹中没有 study.yaml' }
          : { en: 'no such folder', zh: '没有该文件夹' },
        why: { en: 'a study is a folder with a study.yaml', zh: '研究是含有 study.yaml 的文件夹' },
        fix: {
          en: 'give the folder of a study, or make one with "holling new <folder>"',
          zh: '请给出研究文件夹，或用 "holling new <文件夹>" 新建',
        },
      },
    ]);
  }
}

/** The files of weights and judgements that a study names. */
export async function readInlined(
  folder: string,
  study: Study,
  locate: Locate,
  notes: Note[],
  problems: Problem[],
): Promise<[string, RawTable][]> {
  const wanted = new Map<string, (string | number)[]>();
  // The copy is taken apart while its files are named; the study itself is put together from them later.
  inlineFiles(
    structuredClone(study),
    (file, path) => {
      if (!wanted.has(file)) wanted.set(file, path);
      return undefined;
    },
    [],
  );
  const tables: [string, RawTable][] = [];
  for (const [file, path] of wanted) {
    const bytes = await readNamed(folder, file, locate(path), problems);
    const table = bytes && (await readTable(file, bytes, {}, notes, problems));
    if (table) tables.push([file, table]);
  }
  return tables;
}

/** Every table that a study names. */
interface Tables {
  units: RawTable;
  data: RawTable[];
  /** Files of places, borders, countries and conditions. */
  side: Map<string, RawTable>;
  recipes: { file: string; digest: string }[];
}

async function readTables(
  folder: string,
  study: Study,
  locate: Locate,
  notes: Note[],
  problems: Problem[],
  { onProgress = () => {}, signal }: Progress,
): Promise<Tables | undefined> {
  const sides = sideFiles(study);
  const count = 1 + study.data.length + sides.length;
  let done = 0;
  // Called in the order of the files; each has the same part of the whole.
  const next = async (file: string): Promise<(share: number) => void | Promise<void>> => {
    signal?.throwIfAborted();
    const before = done++;
    await onProgress(file, before / count);
    return (share) => onProgress(file, (before + share) / count);
  };
  const read = async (file: string, path: (string | number)[], reading: Partial<Reading> = {}) => {
    const bytes = await readNamed(folder, file, locate(path), problems);
    const told = await next(file);
    return bytes && readTable(file, bytes, reading, notes, problems, { onProgress: unawaited(told), signal });
  };
  const before = problems.length;
  const units = await read(study.units.file, ['units', 'file'], study.units);
  const data: (RawTable | undefined)[] = [];
  const recipes: Tables['recipes'] = [];
  for (let i = 0; i < study.data.length; i++) {
    const source = study.data[i] as DataSource;
    if (source.recipe === undefined) {
      data.push(await read(source.file, ['data', i, 'file'], source));
      continue;
    }
    // The understanding of tables is only loaded by studies that need it.
    const { readByRecipe } = await import('./recipe-source.ts');
    const place = (key: string) => locate(['data', i, key]);
    const told = await next(source.file);
    const found = await readByRecipe(folder, source, source.recipe, place, notes, problems, {
      onProgress: (_, share) => told(share),
      signal,
    });
    data.push(found?.table);
    if (found) recipes.push(found.recipe);
  }
  const side = new Map<string, RawTable>();
  for (const { file, path } of sides) {
    const table = side.get(file) ?? (await read(file, path));
    if (table) side.set(file, table);
  }
  if (!units || problems.length > before) return undefined;
  return { units, data: data as RawTable[], side, recipes };
}

async function shapesOf(
  folder: string,
  section: ShapesSection | undefined,
  key: 'boundaries' | 'context',
  locate: Locate,
  problems: Problem[],
) {
  if (!section) return { notes: [] };
  const bytes = await readNamed(folder, section.file, locate(['units', key, 'file']), problems);
  if (!bytes) return { notes: [] };
  // Maps are the only need of the shape readers, and most studies are run without.
  const { readShapes } = await import('./boundaries.ts');
  return readShapes(section, `units.${key}`, bytes, problems);
}
