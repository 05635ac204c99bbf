import { dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod';
import type { Note } from '../../core/note.ts';
import { type Problem, ProblemError, refuse } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import { gazetteersFor, pathFrom, readImports, textIfThere, writeTogether } from '../../io/import-files.ts';
import { csvText } from '../../study/csv-text.ts';
import { capped } from '../../study/data-problems.ts';
import { countMissing } from '../../study/import/collect/columns.ts';
import { type Draft, type DraftInput, draft } from '../../study/import/draft.ts';
import { open, questionProblems } from '../../study/import/open-questions.ts';
import {
  DATA_COLUMNS,
  type Digests,
  dataTable,
  recipeFrom,
  studySkeleton,
  unitsTable,
} from '../../study/import/outputs.ts';
import { type ImportRecipe, readRecipe, recipeText } from '../../study/import/recipe-file.ts';
import { readAnswers, refuseUnused } from '../import/answers.ts';
import { decide } from '../import/decide.ts';
import { linesToAdd, needsUnits, unitLines } from '../import/existing.ts';
import { operation } from '../operation.ts';
import { heading } from '../text.ts';

interface Imported {
  study: string;
  written: string[];
  values: number;
  missing: number;
  units: number;
  periods: number[];
  indicators: string[];
  sheets: { sheet: string; sentence: Text }[];
  notes: Note[];
  /** Lines that a study that is there already needs, by file; nothing of it is rewritten. */
  add: { file: string; lines: string }[];
}

export const importFiles = operation({
  id: 'import',
  about: {
    en: 'Read workbooks and tables as people have them into a study: data, units, and a recipe that does it again.',
    zh: '将现有的工作簿与表格读入研究：数据、单元，以及可重复执行的方案。',
  },
  positional: ['[files...]'],
  example: 'holling import yearbook-2016.xlsx --study my-cities --yes --answer directions=all-benefit',
  input: z.object({
    files: z.array(z.string()).default([]).describe('workbooks and tables; those of the recipe by default'),
    study: z.string().describe('folder of the study; made if it is not there'),
    recipe: z.string().optional().describe('recipe to run (default: the one that the study has, if any)'),
    name: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional()
      .describe('name of the data file and of the recipe (default: data/panel.csv, import/recipe.yaml)'),
    gazetteer: z
      .string()
      .optional()
      .describe('where places are looked up: china, countries, none, or a file (default: the one that fits)'),
    yes: z.boolean().default(false).describe('ask nothing; stop where something is ambiguous'),
    answer: z.array(z.string()).default([]).describe('answer to a question, id=choice; may be repeated'),
  }),
  async run(input, world): Promise<Imported> {
    const { study } = input;
    const answers = readAnswers(input.answer);
    const targets = targetsOf(input.name);
    const recipe = await recipeOfImport(input.recipe, study, targets.recipe);
    const given = input.files.map((file) => pathFrom(study, file));
    const files = given.length > 0 ? given : (recipe?.files.map(({ file }) => file) ?? []);
    if (files.length === 0) throw nothingGiven();
    const named = gazetteerName(input.gazetteer, study) ?? answers.get('gazetteer') ?? recipe?.gazetteer;
    if (input.gazetteer !== undefined) answers.set('gazetteer', named!);
    const problems: Problem[] = [];
    const read = await readImports(study, files, recipe, problems, {
      onProgress: (file, share) => world.progress(file, 0.5 * share),
      signal: world.signal,
      answers,
    });
    const gazetteers = await gazetteersFor(study, named, problems);
    refuse(problems);
    const yaml = await textIfThere(join(study, 'study.yaml'));
    const start: DraftInput = {
      sheets: read.sheets,
      answers,
      recipe,
      gazetteers,
      asksDirections: yaml === undefined,
    };
    await world.progress('understand', 0.5);
    const made = input.yes ? draft(start) : await decide(start, world);
    refuseUnused(answers, made, files);
    refuse([...questionProblems(open(made.asked)), ...capped(made.problems)]);
    refuse(nothingTaken(made, files));
    if (yaml === undefined) refuse(nothingScored(made));
    await world.progress('write', 0.8);
    const { contents, add } = await contentsOf(made, read.files, study, yaml, targets);
    await writeTogether(study, contents);
    const { columns, units, periods, indicators } = made.collected;
    return {
      study,
      written: [...contents.keys()],
      values: columns.length,
      missing: countMissing(columns),
      units: units.length,
      periods,
      indicators: indicators.map(({ id }) => id),
      sheets: made.sheets.flatMap(({ id, sentence }) => (sentence ? [{ sheet: id, sentence }] : [])),
      notes: [...read.notes, ...made.notes],
      add,
    };
  },
  show: (done, { lang }) => summary(done, lang),
  json: ({ study, written, sheets, notes, add, ...counts }) => ({
    study,
    written,
    ...counts,
    sheets,
    notes,
    add,
  }),
});

interface Targets {
  data: string;
  units: string;
  recipe: string;
}

function targetsOf(name: string | undefined): Targets {
  return {
    data: `data/${name ?? 'panel'}.csv`,
    units: 'data/units.csv',
    recipe: `import/${name ?? 'recipe'}.yaml`,
  };
}

/** The recipe that is named, which must be there, or the study's own, if it is. */
async function recipeOfImport(
  named: string | undefined,
  study: string,
  own: string,
): Promise<ImportRecipe | undefined> {
  const text = await textIfThere(named ?? join(study, own));
  if (text === undefined) {
    if (named === undefined) return undefined;
    throw new ProblemError(
      [
        {
          code: 'import/no-recipe',
          where: '--recipe',
          saw: { en: `${named}, which does not exist`, zh: `${named} 不存在` },
          why: { en: 'it says how the files are read', zh: '方案说明文件的读取方式' },
          fix: { en: 'correct the name, or leave --recipe out', zh: '请更正文件名，或去掉 --recipe' },
        },
      ],
      'usage',
    );
  }
  const problems: Problem[] = [];
  const recipe = readRecipe(text, named ?? own, problems);
  refuse(problems);
  if (!recipe || named === undefined) return recipe;
  // Paths of a recipe are from the study that it was made for, which holds it in its folder import.
  const home = dirname(dirname(named));
  return {
    ...recipe,
    files: recipe.files.map((one) => ({ ...one, file: pathFrom(study, join(home, one.file)) })),
  };
}

function gazetteerName(given: string | undefined, study: string): string | undefined {
  if (given === undefined || ['china', 'countries', 'none'].includes(given)) return given;
  return isAbsolute(given) ? given : pathFrom(study, given);
}

function nothingGiven(): ProblemError {
  return new ProblemError(
    [
      {
        code: 'usage/import',
        where: 'holling import',
        saw: { en: 'no files', zh: '没有文件' },
        why: { en: 'the study has no recipe that names any', zh: '研究中没有列出文件的方案' },
        fix: { en: 'name the files to import', zh: '请给出要导入的文件' },
      },
    ],
    'usage',
  );
}

function nothingTaken({ collected, sheets }: Draft, files: readonly string[]): Problem[] {
  if (countMissing(collected.columns) < collected.columns.length) return [];
  return [
    {
      code: 'import/no-values',
      where: files.join(', '),
      saw: {
        en: `${sheets.length} sheet(s), and not one value`,
        zh: `${sheets.length} 张表，没有任何数值`,
      },
      why: { en: 'there is nothing to import', zh: '没有可导入的内容' },
      fix: {
        en: 'give files with a table: a header above, units and numbers below',
        zh: '请给出含表格的文件：上有表头，下有单元与数值',
      },
    },
  ];
}

/** A study scores something. */
function nothingScored({ collected, directions }: Draft): Problem[] {
  if (collected.indicators.some(({ id }) => directions.get(id) !== 'context')) return [];
  return [
    {
      code: 'import/nothing-scored',
      where: 'direction',
      saw: { en: 'every indicator is context', zh: '所有指标均为 context' },
      why: { en: 'a study scores at least one indicator', zh: '研究至少要对一项指标评分' },
      fix: { en: 'call one of them benefit or cost', zh: '请将至少一项设为 benefit 或 cost' },
    },
  ];
}

/** What is written, and what a study that is there already has to be told. */
async function contentsOf(
  made: Draft,
  files: readonly Digests[],
  study: string,
  yaml: string | undefined,
  targets: Targets,
): Promise<{ contents: Map<string, string | Iterable<string>>; add: Imported['add'] }> {
  const contents = new Map<string, string | Iterable<string>>();
  const before = await textIfThere(join(study, targets.data));
  if (before !== undefined && before.split('\n')[0]!.trim() !== DATA_COLUMNS.join(','))
    throw notOurs(targets.data);
  contents.set(targets.data, csvText(dataTable(made)));
  const units = [...csvText(unitsTable(made))].join('');
  const existing = await textIfThere(join(study, targets.units));
  const add: Imported['add'] = [];
  if (existing === undefined && needsUnits(yaml, targets.units)) contents.set(targets.units, units);
  else if (yaml === undefined && existing !== units) throw notOurs(targets.units);
  else if (existing !== undefined && existing !== units)
    add.push(...unitLines(existing, units, yaml, targets.units));
  if (yaml === undefined) contents.set('study.yaml', studySkeleton(made, targets));
  else add.push(...linesToAdd(yaml, made, targets));
  contents.set(targets.recipe, recipeText(recipeFrom(made, files)));
  return { contents, add };
}

function notOurs(file: string): ProblemError {
  return new ProblemError(
    [
      {
        code: 'out/not-ours',
        where: file,
        saw: { en: 'a table that no import has written', zh: '并非由导入生成的表格' },
        why: { en: 'it would be overwritten', zh: '它将被覆盖' },
        fix: { en: 'choose another --name', zh: '请另选 --name' },
      },
    ],
    'usage',
  );
}

function summary(done: Imported, lang: 'en' | 'zh'): string {
  const zh = lang === 'zh';
  const { study, written, values, missing, units, periods, indicators, sheets, notes, add } = done;
  const span = periods.length > 1 ? `${periods[0]}–${periods.at(-1)}` : `${periods[0]}`;
  return [
    zh
      ? `已读入 ${units} 个单元、${periods.length} 个时期（${span}）、${indicators.length} 项指标的 ${values} 个数值，其中缺失 ${missing} 个。`
      : `Read ${values} values of ${units} units, ${periods.length} period(s) (${span}) and ${indicators.length} indicators; ${missing} are missing.`,
    ...sheets.map(({ sheet, sentence }) => `  ${sheet}: ${sentence[lang]}`),
    heading(zh ? '写出' : 'Written'),
    ...written.map((file) => `  ${join(study, file)}`),
    ...(notes.length === 0
      ? []
      : [
          heading(zh ? '说明' : 'Notes'),
          ...notes.map(({ level, text }) => `  ${level === 'warning' ? '!' : '·'} ${text[lang]}`),
        ]),
    ...add.flatMap(({ file, lines }) => [
      heading(zh ? `请加入 ${file}` : `To be added to ${file}`),
      ...lines.split('\n').map((line) => `  ${line}`),
    ]),
    heading(zh ? `下一步：holling check ${study}` : `Next: holling check ${study}`),
  ].join('\n');
}
