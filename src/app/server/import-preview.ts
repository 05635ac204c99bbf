import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Problem, ProblemError } from '../../core/problem.ts';
import { gazetteersFor, readImports, textIfThere } from '../../io/import-files.ts';
import { countMissing } from '../../study/import/collect/columns.ts';
import { type Draft, draft } from '../../study/import/draft.ts';
import { type Asked, open } from '../../study/import/open-questions.ts';
import { type Digests, recipeFrom } from '../../study/import/outputs.ts';
import type { Question } from '../../study/import/reading.ts';
import { type ImportRecipe, readRecipe, recipeText } from '../../study/import/recipe-file.ts';
import { valuesOf } from '../../study/import/taken.ts';
import type { World } from '../operation.ts';
import { importFiles } from '../operations/import.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import { inNewFolder, titled } from './new-study.ts';
import { Refusal, refusal } from './refusal.ts';
import { isScenarioName } from './scenario-name.ts';

/** Where files that come with an import stay, from the folder of the study. */
const FILES = 'import/files';
const SHOWN = 20;
const MOST_FILES = 100;

export const importRequest = z.strictObject({
  files: z
    .array(z.strictObject({ name: z.string().min(1).max(120), base64: z.string() }))
    .min(1)
    .max(MOST_FILES),
  answers: z.record(z.string().max(500), z.string().max(2000)).default({}),
  /** The study that it joins; without one, `name` makes a new one. */
  study: z.string().optional(),
  name: z.string().optional(),
  commit: z.boolean().default(false),
});
type ImportRequest = z.output<typeof importRequest>;

/** What an import would bring, or, with `commit`, has brought. */
export async function importInto(
  request: ImportRequest,
  catalogue: Catalogue,
  world: World,
): Promise<unknown> {
  const files = request.files.map(decoded);
  refuseRepeated(files);
  refuseGazetteer(request.answers);
  const entry = request.study === undefined ? undefined : await catalogue.find(request.study);
  if (!request.commit) return preview(files, request.answers, entry);
  if (entry) {
    if (entry.kind === 'worked') throw readOnly();
    return commit(entry.folder, files, request.answers, world);
  }
  if (request.name === undefined || !isScenarioName(request.name)) throw nameless(request.name ?? '');
  let done: Record<string, unknown> = {};
  const { id } = await inNewFolder(catalogue, request.name, async (folder) => {
    done = await commit(folder, files, request.answers, world);
    const file = join(folder, 'study.yaml');
    await writeFile(file, titled(await readFile(file, 'utf8'), request.name!));
  });
  return { ...done, id };
}

interface Given {
  name: string;
  bytes: Buffer;
}

/** Reads the files in a place of their own, which is gone afterwards. */
async function preview(files: Given[], answers: Record<string, string>, entry: Entry | undefined) {
  const place = await mkdtemp(join(tmpdir(), 'holling-import-'));
  try {
    for (const { name, bytes } of files) await put(place, name, bytes);
    const problems: Problem[] = [];
    const recipe = entry && (await recipeOf(entry.folder, problems));
    const read = await readImports(
      place,
      files.map(({ name }) => `${FILES}/${name}`),
      recipe,
      problems,
      { answers: new Map(Object.entries(answers)) },
    );
    const named = answers.gazetteer ?? recipe?.gazetteer;
    const gazetteers = await gazetteersFor(entry?.folder ?? place, named, problems);
    const made = draft({
      sheets: read.sheets,
      answers: new Map(Object.entries(answers)),
      recipe,
      gazetteers,
      asksDirections: entry === undefined,
    });
    const { questions, others } = encodingQuestions(files, problems, answers);
    made.asked.unshift(...questions);
    return described(made, read.files, [...others, ...made.problems], [...read.notes, ...made.notes]);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

const ENCODINGS: Question['choices'] = [
  {
    id: 'gb18030',
    text: { en: 'GB 18030 (GBK, GB 2312): simplified Chinese', zh: 'GB 18030（GBK、GB 2312）：简体中文' },
  },
  { id: 'big5', text: { en: 'Big5: traditional Chinese', zh: 'Big5：繁体中文' } },
  { id: 'utf-8', text: { en: 'UTF-8', zh: 'UTF-8' } },
  { id: 'utf-16le', text: { en: 'UTF-16', zh: 'UTF-16' } },
  { id: 'windows-1252', text: { en: 'Windows-1252: western European', zh: 'Windows-1252：西欧' } },
];

/** On a page, an encoding that cannot be told is a question as any other. */
function encodingQuestions(
  files: readonly Given[],
  problems: readonly Problem[],
  answers: Record<string, string>,
): { questions: Asked[]; others: Problem[] } {
  const uncertain = new Map(
    problems.filter(({ code }) => code === 'data/encoding').map((one) => [one.where, one] as const),
  );
  const asked = files.flatMap(({ name }): { problem: Problem | undefined; asked: Asked }[] => {
    const problem = uncertain.get(`${FILES}/${name}`);
    const answer = answers[`${name}:encoding`];
    if (answer === undefined && !problem) return [];
    const question: Question = {
      id: `${name}:encoding`,
      where: name,
      text: {
        en: 'In which encoding is the file written? Choose the one that reads well.',
        zh: '文件采用哪种编码？请选择读得通的一种。',
      },
      samples: answer === undefined ? (problem?.saw.en.match(/[\w-]+: "[^"]*"/g) ?? []) : [],
      choices: ENCODINGS,
    };
    return [{ problem, asked: answer === undefined ? { question } : { question, answer } }];
  });
  const replaced = new Set(asked.filter((one) => one.asked.answer === undefined).map((one) => one.problem));
  return { questions: asked.map((one) => one.asked), others: problems.filter((one) => !replaced.has(one)) };
}

function described(made: Draft, files: readonly Digests[], problems: Problem[], notes: unknown[]) {
  const { columns, units, periods, indicators } = made.collected;
  return {
    sheets: made.sheets.map(({ id, sentence, values: own }) => ({
      id,
      sentence: sentence ?? null,
      values: own?.length ?? 0,
      rows: (own ? valuesOf(own, SHOWN) : []).map(
        ({ place, code, period, title, unit, value, status, cell }) => ({
          unit: place || code,
          period,
          title,
          measured: unit ?? null,
          value: Number.isNaN(value) ? null : value,
          status,
          cell,
        }),
      ),
    })),
    questions: made.asked.map(({ question: { written: _, ...question }, answer }) => ({
      ...question,
      answer: answer ?? null,
    })),
    open: open(made.asked).map(({ id }) => id),
    units,
    periods,
    indicators,
    values: columns.length,
    missing: countMissing(columns),
    directions: Object.fromEntries(made.directions),
    gazetteer: made.gazetteer,
    // A recipe of nothing would be none.
    recipe: columns.length === 0 || files.length === 0 ? null : recipeText(recipeFrom(made, files)),
    problems,
    notes,
  };
}

/** Puts the files into the study and imports them as the command line would with the same answers. */
async function commit(folder: string, files: Given[], answers: Record<string, string>, world: World) {
  const placed: string[] = [];
  try {
    for (const { name, bytes } of files) if (await putNew(folder, name, bytes)) placed.push(name);
    const { study: _, ...done } = await importFiles.run(
      {
        files: files.map(({ name }) => join(folder, FILES, name)),
        study: folder,
        yes: true,
        answer: Object.entries(answers).map(([id, choice]) => `${id}=${choice}`),
      },
      world,
    );
    return done as Record<string, unknown>;
  } catch (error) {
    for (const name of placed) await rm(join(folder, FILES, name), { force: true });
    throw error instanceof ProblemError ? new Refusal(422, error.problems) : error;
  }
}

async function put(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(join(folder, FILES), { recursive: true });
  await writeFile(join(folder, FILES, name), bytes, { flag: 'wx' });
}

/** Whether the file was not there; another file of its name is never replaced. */
async function putNew(folder: string, name: string, bytes: Buffer): Promise<boolean> {
  const before = await readFile(join(folder, FILES, name)).catch(() => undefined);
  if (before === undefined) {
    await put(folder, name, bytes);
    return true;
  }
  if (digest(before) === digest(bytes)) return false;
  throw refusal(
    409,
    'import/name-taken',
    'files',
    name,
    { en: 'the study holds another file of this name', zh: '研究中已有同名的其他文件' },
    { en: 'give the new file a name of its own', zh: '请为新文件另取名称' },
  );
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function recipeOf(folder: string, problems: Problem[]): Promise<ImportRecipe | undefined> {
  const text = await textIfThere(join(folder, 'import/recipe.yaml'));
  return text === undefined ? undefined : readRecipe(text, 'import/recipe.yaml', problems);
}

function decoded({ name, base64 }: { name: string; base64: string }): Given {
  const isSafe =
    /^[\p{L}\p{N}][\p{L}\p{N} ._()（）+,&-]*\.(?:xlsx|xlsm|ods|csv|tsv|txt|json|xml|parquet)$/iu.test(name) &&
    isScenarioName(name.split('.', 1)[0]!.replace(/[^\p{L}\p{N}]+/gu, '_'));
  if (!isSafe || name.includes('..'))
    throw refusal(
      400,
      'import/file-name',
      'files',
      name,
      {
        en: 'a file is named plainly, and as the table that it is',
        zh: '文件名应为普通名称，并带有表格的扩展名',
      },
      { en: 'e.g. yearbook-2016.xlsx', zh: '例如 yearbook-2016.xlsx' },
    );
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, ''))
    throw refusal(
      400,
      'import/base64',
      name,
      base64,
      { en: 'the content is not sound base64', zh: '内容不是有效的 base64' },
      { en: 'encode the bytes of the file anew', zh: '请重新编码文件内容' },
    );
  return { name, bytes };
}

function refuseRepeated(files: Given[]): void {
  const names = files.map(({ name }) => name.toLowerCase());
  const again = names.find((name, i) => names.indexOf(name) !== i);
  if (again === undefined) return;
  throw refusal(
    400,
    'import/file-name',
    'files',
    again,
    { en: 'two files have this name', zh: '有两个同名文件' },
    { en: 'rename one of them', zh: '请重命名其中一个' },
  );
}

/** A list of places of one's own is a path, which no page may give. */
function refuseGazetteer({ gazetteer }: Record<string, string>): void {
  if (gazetteer === undefined || ['china', 'countries', 'none'].includes(gazetteer)) return;
  throw refusal(
    400,
    'import/gazetteer',
    'answers.gazetteer',
    gazetteer,
    { en: 'pages choose among the lists that come with Holling', zh: '页面只能选用随附的地名表' },
    { en: 'china, countries or none', zh: 'china、countries 或 none' },
  );
}

export function readOnly(): Refusal {
  return refusal(
    403,
    'study/read-only',
    'study',
    { en: 'a worked study', zh: '示例研究' },
    { en: 'worked studies stay as they are published', zh: '示例研究保持发布时的内容' },
    { en: 'make a copy of it and change that', zh: '请复制后修改副本' },
  );
}

function nameless(name: string): Refusal {
  return refusal(
    400,
    'import/no-study',
    'name',
    name,
    { en: 'what is imported becomes part of a study', zh: '导入的内容应归入一个研究' },
    {
      en: 'give the id of a study, or the name of a new one: letters, digits, - and _',
      zh: '请给出研究的标识，或新研究的名称：字母、数字、- 与 _',
    },
  );
}
