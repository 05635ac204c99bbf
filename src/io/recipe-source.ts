import { createHash } from 'node:crypto';
import type { Note } from '../core/note.ts';
import type { Problem } from '../core/problem.ts';
import { collectedValues } from '../study/import/collect/columns.ts';
import { draft } from '../study/import/draft.ts';
import { open, questionProblems } from '../study/import/open-questions.ts';
import { type ImportRecipe, readRecipe } from '../study/import/recipe-file.ts';
import type { RawTable } from '../study/raw-table.ts';
import type { DataSource } from '../study/study.ts';
import { decode } from './decode.ts';
import { gazetteersFor, readImports } from './import-files.ts';
import type { Progress } from './progress.ts';
import { readNamed } from './read-file.ts';

/**
 * A source that is read by its recipe: a long table whose rows know the cells that they come from. What the recipe leaves open
 * about the file, e.g. since it is another one by now, is a problem with the questions to answer.
 */
export async function readByRecipe(
  folder: string,
  source: DataSource,
  name: string,
  locate: (key: string) => string,
  notes: Note[],
  problems: Problem[],
  progress: Progress = {},
): Promise<{ table: RawTable; recipe: { file: string; digest: string } } | undefined> {
  const { file } = source;
  for (const key of otherKeys(source)) problems.push(besideRecipe(locate(key), key));
  const bytes = await readNamed(folder, name, locate('recipe'), problems);
  const recipe = bytes && readRecipe(decode(name, bytes, problems), name, problems);
  if (!recipe || problems.length > 0) return undefined;
  const read = await readImports(folder, [file], recipe, problems, progress);
  const gazetteers = await gazetteersFor(folder, recipe.gazetteer, problems);
  if (problems.length > 0) return undefined;
  const answers = new Map<string, string>();
  const made = draft({ sheets: read.sheets, answers, recipe, gazetteers, asksDirections: false });
  problems.push(...questionProblems(open(made.asked)), ...made.problems);
  notes.push(...read.notes, ...made.notes.filter(({ code }) => !isOfOthers(code, recipe)));
  const values = collectedValues(made.collected.columns).filter(({ value }) => !Number.isNaN(value));
  const table: RawTable = {
    file,
    digest: read.files[0]!.digest,
    header: ['unit', 'period', 'indicator', 'value', 'status'],
    rows: values.map(({ unit, period, indicator, value, status }) => [
      unit,
      `${period}`,
      indicator,
      `${value}`,
      status,
    ]),
    lines: values.map((_, i) => i + 1),
    cells: values.map(({ cell }) => cell),
  };
  return { table, recipe: { file: name, digest: createHash('sha256').update(bytes).digest('hex') } };
}

/** What a study says of the source that only its recipe can say. */
function otherKeys(source: DataSource): string[] {
  const { missing, columns, ...rest } = source;
  const keys = ['encoding', 'delimiter', 'sheet', 'hidden', 'unit', 'period', 'status'] as const;
  return [
    ...keys.filter((key) => rest[key] !== undefined),
    ...(missing.length > 0 ? ['missing'] : []),
    ...(Object.keys(columns).length > 0 ? ['columns'] : []),
  ];
}

/** A recipe of several files has units and indicators that this one alone has not. */
function isOfOthers(code: string, { files }: ImportRecipe): boolean {
  return files.length > 1 && code === 'import/gone-units';
}

function besideRecipe(where: string, key: string): Problem {
  return {
    code: 'data/beside-recipe',
    where,
    saw: { en: `${key} beside recipe`, zh: `recipe 旁写有 ${key}` },
    why: { en: 'the recipe says how the file is read', zh: '文件的读取方式由方案决定' },
    fix: { en: `remove ${key}, or the recipe`, zh: `请删除 ${key} 或 recipe` },
  };
}
