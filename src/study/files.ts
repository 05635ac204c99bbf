import type { Note } from '../core/note.ts';
import type { Panel } from '../core/panel.ts';
import { type Locate, type Problem, ProblemError } from '../core/problem.ts';
import type { Method } from '../methods/method.ts';
import { priceProblems } from './adjust/prices.ts';
import { amend } from './amend.ts';
import { assembleWhole } from './assemble.ts';
import { sideFiles } from './construct/side-files.ts';
import { inlineFiles } from './inline-files.ts';
import type { Override } from './overrides.ts';
import { parseStudy } from './parse.ts';
import { type Plan, plan } from './plan.ts';
import type { RawTable } from './raw-table.ts';
import type { ReferenceRecord } from './reference/record.ts';
import type { Boundaries, Shapes, StepNote } from './result.ts';
import type { DataSource, ShapesSection, Study } from './study.ts';
import { excludedNotes, joinBoundaries } from './study-shapes.ts';
import { constructedOf, measuredOf } from './variables.ts';

/** A file with its SHA-256. */
export interface ReadFile {
  file: string;
  digest: string;
}

/** Everything of a study that has been read from files, before anything is put together: plain data that JSON can carry. */
export interface StudyFiles {
  /** `study.yaml` as it is. */
  text: string;
  /** SHA-256 of `study.yaml`. */
  digest: string;
  units: RawTable;
  /** One per source, with recipes already applied. */
  data: RawTable[];
  /** How the unit file, each source and the shapes were read, to know them again under another declaration. */
  readings: { units: string; data: string[]; boundaries?: string; context?: string };
  /** Places, borders, values of countries and conditions, by file name. */
  side: [string, RawTable][];
  /** Files of weights and judgements, by file name. */
  inlined: [string, RawTable][];
  /** What the manifest that the study is held to says. */
  frozen?: ReadFile & { record: ReferenceRecord };
  /** Shapes as read and mended, before units are joined to them. */
  boundaries?: Shapes;
  context?: Shapes;
  recipes: ReadFile[];
  /** Made while reading tables. */
  notes: Note[];
  shapeNotes: { boundaries: Note[]; context: Note[] };
}

/** A study with its data: ready to run. */
export interface Prepared {
  /** SHA-256 of `study.yaml`. */
  digest: string;
  plan: Plan;
  panel: Panel;
  boundaries?: Boundaries;
  context?: Shapes;
  /** The unit file, files of weights and judgements, recipes and the frozen manifest. */
  inputs: ReadFile[];
  /** Overlay files that were laid over the study, in order. */
  overlays: ReadFile[];
  notes: StepNote[];
}

/** What decides how a source is read; the rest of it is applied when the study is put together. */
export function readingOf(source: DataSource | Study['units'] | ShapesSection): string {
  const { file, encoding, sheet, hidden, recipe, layer, key, name, simplify } = source as Record<
    string,
    unknown
  >;
  const isShape = simplify !== undefined;
  return JSON.stringify([
    file,
    encoding,
    sheet,
    hidden,
    recipe,
    layer,
    ...(isShape ? [key, name, simplify] : []),
  ]);
}

/**
 * Puts the files of a study together: the declaration with `overrides` over it, its plan, its panel and its maps. Throws a
 * `ProblemError` that lists everything wrong at once; a file that only an override names is among that.
 */
export async function prepare(
  files: StudyFiles,
  methods: readonly Method[],
  overrides: readonly Override[] = [],
): Promise<Prepared> {
  return prepareWith(files, methods, overrides, []);
}

/** As `prepare`, with problems that reading the files found; what could not be read is then not asked for again. */
export async function prepareWith(
  files: Partial<StudyFiles> & Pick<StudyFiles, 'text' | 'digest'>,
  methods: readonly Method[],
  overrides: readonly Override[],
  unread: readonly Problem[],
): Promise<Prepared> {
  const { study, problems: unsound, locate } = parseStudy(files.text, 'study.yaml', overrides);
  if (!study) throw new ProblemError(unsound);
  const problems = [...unsound, ...unread];
  const absent = (file: string, path: (string | number)[]) => {
    if (unread.length === 0) problems.push(notAmong(file, locate(path)));
    return undefined;
  };
  const named = new Map(files.inlined);
  const inlined = inlineFiles(study, (file, path) => named.get(file) ?? absent(file, path), problems);
  if (study.reference) {
    if (files.frozen?.file === study.reference.freeze) study.reference.record = files.frozen.record;
    else absent(study.reference.freeze, ['reference', 'freeze']);
  }
  const planned = problems.length === 0 ? attempt(() => plan(study, methods, locate), problems) : undefined;
  const tables = tablesOf(files, study, absent);
  if (!tables) throw new ProblemError(problems);
  // Data are checked even when the plan is not sound, so that all problems come at once.
  const measured = planned?.measured ?? measuredOf(study);
  const key = JSON.stringify([study.units, study.periods, study.data, study.context, study.index, measured]);
  const before = unread.length === 0 ? latest.get(files) : undefined;
  const made =
    before?.key === key ? before.made : await putTogether(files, study, measured, tables, absent, locate);
  const { assembled, built } = made;
  if (problems.length === 0 && made.problems.length === 0) latest.set(files, { key, made });
  problems.push(...made.problems);
  const amended = amend(study, built.panel, locate);
  problems.push(...amended.problems);
  const maps = mapsWithout(made.maps, study);
  if (problems.length === 0 && planned) problems.push(...priceProblems(planned, amended.panel, locate));
  if (problems.length > 0 || !planned) throw new ProblemError(problems);
  const inputs = [
    tables.units,
    ...inlined,
    ...(files.recipes ?? []),
    ...(study.reference && files.frozen ? [files.frozen] : []),
  ];
  return {
    digest: files.digest,
    plan: planned,
    panel: amended.panel,
    ...(maps.boundaries ? { boundaries: maps.boundaries } : {}),
    ...(maps.context ? { context: maps.context } : {}),
    inputs: inputs.map(({ file, digest }) => ({ file, digest })),
    overlays: overrides.flatMap(({ overlay }) =>
      overlay ? [{ file: overlay.file, digest: overlay.digest }] : [],
    ),
    notes: [
      ...(files.notes ?? []).map((note) => ({ step: 'read', ...note })),
      ...assembled.notes,
      ...built.notes,
      ...amended.notes.map((note) => ({ step: 'assemble', ...note })),
      ...maps.notes.map((note) => ({ step: 'boundaries', ...note })),
    ],
  };
}

type Tables = NonNullable<ReturnType<typeof tablesOf>>;

/** What was last put together from the same files, so that a change of method alone does not assemble the data again. */
const latest = new WeakMap<object, { key: string; made: Awaited<ReturnType<typeof putTogether>> }>();

async function putTogether(
  files: Partial<StudyFiles>,
  study: Study,
  measured: readonly string[],
  tables: Tables,
  absent: Absent,
  locate: Locate,
) {
  const assembled = assembleWhole({ study, measured }, tables.units, tables.data);
  const built = await constructed(study, assembled.panel, tables.units, tables.side, locate);
  const problems = [...assembled.problems, ...built.problems];
  const maps = mapsOf(files, study, assembled.panel, absent, problems);
  return { assembled, built, maps, problems };
}

type Absent = (file: string, path: (string | number)[]) => undefined;

function tablesOf(files: Partial<StudyFiles>, study: Study, absent: Absent) {
  const { readings } = files;
  const units =
    files.units && readings?.units === readingOf(study.units)
      ? files.units
      : absent(study.units.file, ['units', 'file']);
  const data = study.data.map((source, i) => {
    const at = readings?.data.indexOf(readingOf(source)) ?? -1;
    return files.data?.[at] ?? absent(source.file, ['data', i, 'file']);
  });
  const known = new Map(files.side);
  const side = new Map<string, RawTable>();
  let isWhole = units !== undefined && data.every((table) => table !== undefined);
  for (const { file, path } of sideFiles(study)) {
    const table = known.get(file) ?? absent(file, path);
    if (table) side.set(file, table);
    else isWhole = false;
  }
  return isWhole ? { units: units!, data: data as RawTable[], side } : undefined;
}

/** The panel with the constructed variables; the geodesics are only loaded by studies that have some. */
async function constructed(
  study: Study,
  panel: Panel,
  units: RawTable,
  side: ReadonlyMap<string, RawTable>,
  locate: Locate,
) {
  if (constructedOf(study).length === 0 && side.size === 0) return { panel, notes: [], problems: [] };
  const { construct } = await import('./construct/construct.ts');
  return construct(study, panel, units, side, locate);
}

function mapsOf(
  files: Partial<StudyFiles>,
  study: Study,
  panel: Panel,
  absent: Absent,
  problems: Problem[],
): { boundaries?: Boundaries; context?: Shapes; notes: Note[] } {
  const { boundaries: own, context: around, excluded } = study.units;
  const shapesOf = (section: ShapesSection | undefined, key: 'boundaries' | 'context') => {
    if (!section) return undefined;
    const isSame = files.readings?.[key] === readingOf(section);
    const found = (isSame ? files[key] : undefined) ?? absent(section.file, ['units', key, 'file']);
    return found && withGaps(found);
  };
  const shapes = shapesOf(own, 'boundaries');
  const context = shapesOf(around, 'context');
  const joined =
    own && shapes ? joinBoundaries(own, shapes, panel.units, problems, excluded) : { notes: [] as Note[] };
  return {
    ...(joined.boundaries ? { boundaries: joined.boundaries } : {}),
    ...(context ? { context } : {}),
    notes: [
      ...(shapes ? (files.shapeNotes?.boundaries ?? []) : []),
      ...joined.notes,
      ...(context ? (files.shapeNotes?.context ?? []) : []),
      ...excludedNotes(excluded, joined.boundaries),
    ],
  };
}

/** The maps, on which units that are left out are shapes like any other. */
function mapsWithout<Maps extends { boundaries?: Boundaries }>(maps: Maps, { without }: Study): Maps {
  const { boundaries } = maps;
  if (!boundaries || !without || without.units.length === 0) return maps;
  const ids = boundaries.ids.map((id) => (id !== undefined && without.units.includes(id) ? undefined : id));
  return { ...maps, boundaries: { ...boundaries, ids } };
}

/** Shapes without a key or a name, as they were before JSON made null of what is undefined. */
function withGaps(shapes: Shapes): Shapes {
  return {
    ...shapes,
    keys: shapes.keys.map((key) => key ?? undefined),
    names: shapes.names.map((name) => name ?? undefined),
  };
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

function notAmong(file: string, where: string): Problem {
  return {
    code: 'study/not-among-files',
    where,
    saw: { en: `${file}, read in this way`, zh: `以此方式读取的 ${file}` },
    why: {
      en: 'it is not among the files that were read with the study',
      zh: '它不在随研究读取的文件之中',
    },
    fix: {
      en: 'name a file that the study reads, or read the study again with this change',
      zh: '请指定研究已读取的文件，或带着该更改重新读取研究',
    },
  };
}
