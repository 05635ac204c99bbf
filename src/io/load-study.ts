import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Note } from '../core/note.ts';
import type { Panel } from '../core/panel.ts';
import { type Problem, ProblemError } from '../core/problem.ts';
import type { Method } from '../methods/method.ts';
import { assemble } from '../study/assemble.ts';
import { sideFiles } from '../study/construct/side-files.ts';
import type { Override } from '../study/overrides.ts';
import { parseStudy } from '../study/parse.ts';
import { type Plan, plan } from '../study/plan.ts';
import type { RawTable } from '../study/raw-table.ts';
import type { Boundaries, Shapes, StepNote } from '../study/result.ts';
import type { DataSource, Reading, Study } from '../study/study.ts';
import { constructedOf, measuredOf } from '../study/variables.ts';
import { decode } from './decode.ts';
import { inlineFiles } from './inline-files.ts';
import { type Progress, unawaited } from './progress.ts';
import { readTable } from './raw-tables.ts';
import { readNamed } from './read-file.ts';
import { readReference } from './read-reference.ts';

/** A study with its data: ready to run. */
export interface LoadedStudy {
  folder: string;
  /** SHA-256 of `study.yaml`. */
  digest: string;
  plan: Plan;
  panel: Panel;
  boundaries?: Boundaries;
  /** The unit file, and files of weights and judgements, with their digests. */
  inputs: { file: string; digest: string }[];
  /** Overlay files that were laid over the study, in order. */
  overlays: { file: string; digest: string }[];
  context?: Shapes;
  notes: StepNote[];
}

/**
 * Reads a study folder: `study.yaml`, its unit file, its sources and its boundaries.
 * Throws a `ProblemError` that lists everything wrong with the study and its data at once. Large files are told of while
 * they are read, and the signal is heard among them.
 */
export async function loadStudy(
  folder: string,
  methods: readonly Method[],
  overrides: readonly Override[] = [],
  progress: Progress = {},
): Promise<LoadedStudy> {
  const bytes = await studyFile(folder);
  const unreadable: Problem[] = [];
  const text = decode('study.yaml', bytes, unreadable);
  if (unreadable.length > 0) throw new ProblemError(unreadable);
  const { study, problems, locate } = parseStudy(text, 'study.yaml', overrides);
  if (!study) throw new ProblemError(problems);

  const reading: Note[] = [];
  const inlined = await inlineFiles(folder, study, locate, reading, problems);
  const held = await readReference(folder, study, locate, problems);
  const planned = problems.length === 0 ? attempt(() => plan(study, methods, locate), problems) : undefined;
  const tables = await readTables(folder, study, locate, reading, problems, progress);
  if (!tables) throw new ProblemError(problems);
  // Data are checked even when the plan is not sound, so that all problems come at once.
  const measured = planned?.measured ?? measuredOf(study);
  const assembled = assemble({ study, measured }, tables.units, tables.data);
  problems.push(...assembled.problems);
  const built = await constructed(study, assembled.panel, tables, locate);
  problems.push(...built.problems);
  const { boundaries, context, notes } = await shapes(folder, study, locate, assembled.panel, problems);
  if (problems.length > 0 || !planned) throw new ProblemError(problems);
  return {
    folder,
    digest: createHash('sha256').update(bytes).digest('hex'),
    plan: planned,
    panel: built.panel,
    ...(boundaries ? { boundaries } : {}),
    ...(context ? { context } : {}),
    inputs: [tables.units, ...inlined, ...tables.recipes, ...held].map(({ file, digest }) => ({
      file,
      digest,
    })),
    overlays: overrides.flatMap(({ overlay }) =>
      overlay ? [{ file: overlay.file, digest: overlay.digest }] : [],
    ),
    notes: [
      ...reading.map((note) => ({ step: 'read', ...note })),
      ...assembled.notes,
      ...built.notes,
      ...notes,
    ],
  };
}

async function studyFile(folder: string): Promise<Uint8Array> {
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

function attempt<T>(make: () => T, problems: Problem[]): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

type Locate = (path: readonly (string | number)[]) => string;

/** Every table that a study names. */
interface Tables {
  units: RawTable;
  data: RawTable[];
  /** Files of places, borders, countries and conditions. */
  side: Map<string, RawTable>;
  recipes: { file: string; digest: string }[];
}

/** The panel with the constructed variables; the geodesics are only loaded by studies that have some. */
async function constructed(study: Study, panel: Panel, { units, side }: Tables, locate: Locate) {
  if (constructedOf(study).length === 0 && side.size === 0) return { panel, notes: [], problems: [] };
  const { construct } = await import('../study/construct/construct.ts');
  return construct(study, panel, units, side, locate);
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

interface Maps {
  boundaries?: Boundaries;
  context?: Shapes;
  notes: StepNote[];
}

async function shapes(
  folder: string,
  study: Study,
  locate: Locate,
  panel: Panel,
  problems: Problem[],
): Promise<Maps> {
  const { boundaries: own, context: around, excluded } = study.units;
  if (!own && !around && Object.keys(excluded).length === 0) return { notes: [] };
  // Maps are the only need of the shape readers, and most studies are run without.
  const { excludedNotes, readBoundaries, readContext } = await import('./boundaries.ts');
  const read = async ({ file }: { file: string }, key: string) =>
    readNamed(folder, file, locate(['units', key, 'file']), problems);
  const bytes = own && (await read(own, 'boundaries'));
  const { boundaries, notes } =
    own && bytes ? await readBoundaries(own, bytes, panel.units, problems, excluded) : { notes: [] };
  const outer = around && (await read(around, 'context'));
  const context = around && outer ? await readContext(around, outer, problems) : { notes: [] };
  const all = [...notes, ...context.notes, ...excludedNotes(excluded, boundaries)];
  return {
    ...(boundaries ? { boundaries } : {}),
    ...(context.shapes ? { context: context.shapes } : {}),
    notes: all.map((note) => ({ step: 'boundaries', ...note })),
  };
}
