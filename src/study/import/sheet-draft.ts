import { type Note, noteAbout } from '../../core/note.ts';
import type { Problem } from '../../core/problem.ts';
import { type Differences, differencesOf, keyIn } from './compare-readings.ts';
import type { Asked } from './open-questions.ts';
import type { Answers, Question, SheetReading } from './reading.ts';
import { readingOf } from './recipe.ts';
import type { ReadEntry, SheetEntry } from './recipe-file.ts';
import type { Sheet } from './sheet.ts';
import { tablesOf } from './tables-of.ts';
import { taken } from './take.ts';
import type { Taken } from './taken.ts';
import { takenNotes } from './taken-notes.ts';
import { understand } from './understand.ts';

/** A sheet to import, and what an earlier recipe says of it. */
export interface SheetInput {
  sheet: Sheet;
  semicolons?: boolean;
  before?: SheetEntry | undefined;
  /** What the recipe says of the other tables of the sheet. */
  further?: readonly SheetEntry[] | undefined;
  /** Whether the recipe was made with this very file. */
  isSame: boolean;
}

/** A sheet as far as it is decided. */
export interface SheetDraft {
  sheet: Sheet;
  /** `book.xlsx!2-1`: what stands before the ids of its questions. */
  id: string;
  /** Undefined where nothing is taken from it. */
  reading?: SheetReading;
  sentence?: { en: string; zh: string };
  /** Under the ids of a recipe: without the name of the sheet. */
  asked: Asked[];
  /** Undefined where nothing is taken from it. */
  values?: Taken;
  notes: Note[];
}

/** Answers that hold for one file only, since they are what the file does not say of itself. */
const OF_ONE_FILE = ['period', 'place', 'hidden'];

/** The name of a sheet, as cells and questions have it before them, and the number of its further tables. */
export function sheetId({ file, name, table }: Pick<Sheet, 'file' | 'name' | 'table'>): string {
  return `${file}${name === undefined ? '' : `!${name}`}${table === undefined ? '' : `#${table}`}`;
}

/** The tables of a sheet, each to be read by itself; the question whether to read all of them is asked with the first. */
export function draftTables(
  input: SheetInput,
  given: Answers,
  isPlace: (text: string) => boolean,
  known: ReadonlySet<string>,
  problems: Problem[],
): SheetDraft[] {
  const { sheet, before, further = [], isSame } = input;
  const kept = before && before.skip !== true ? (before as ReadEntry).answers.tables : undefined;
  const choice = answersFor(sheet, given).get('tables') ?? kept;
  const { tables, question } = tablesOf(sheet, choice, isPlace);
  return tables.map((table, i) => {
    const one = i === 0 ? before : further.find((entry) => entry.table === i + 1);
    const drafted = draftSheet(
      { ...input, sheet: table, before: one, isSame },
      given,
      isPlace,
      known,
      problems,
    );
    if (!question || i > 0) return drafted;
    return {
      ...drafted,
      asked: [...drafted.asked, { question, ...(choice === undefined ? {} : { answer: choice }) }],
      notes: [...drafted.notes, ...(tables.length > 1 ? [severalTables(sheet, question.samples)] : [])],
    };
  });
}

function severalTables(sheet: Sheet, areas: readonly string[]): Note {
  return {
    code: 'import/tables',
    level: 'note',
    text: {
      en: `${sheetId(sheet)} holds ${areas.length} tables, each read by itself: ${areas.join(', ')}.`,
      zh: `${sheetId(sheet)} 有 ${areas.length} 张表，已分别读取：${areas.join('、')}。`,
    },
    items: areas,
  };
}

/**
 * Reads a sheet: as the recipe says when it was made with this file, else anew with the recipe's answers, and with a comparison
 * of what changed. Answers may be given as `book.xlsx!2-1:period`, or as `period` for every sheet that asks.
 */
export function draftSheet(
  { sheet, semicolons, before, isSame }: SheetInput,
  given: Answers,
  isPlace: (text: string) => boolean,
  known: ReadonlySet<string>,
  problems: Problem[],
): SheetDraft {
  const id = sheetId(sheet);
  const own = answersFor(sheet, given);
  const skips = own.get('sheet') ?? (before?.skip === true ? 'skip' : 'read');
  const base: SheetDraft = { sheet, id, asked: [], notes: [] };
  const choice: Asked = { question: sheetQuestion(id), answer: skips };
  if (skips === 'skip') return { ...base, asked: [choice] };
  const recipe = before?.skip === true ? undefined : (before as ReadEntry | undefined);
  const answers = new Map([...carried(recipe, isSame), ...own]);
  const read = (with_: Answers) =>
    understand(sheet, { answers: with_, isPlace, ...(semicolons === undefined ? {} : { semicolons }) });
  const first = read(answers);
  if (!first) return { ...base, notes: [noTable(id)] };
  const old = recipe && readingOf(sheet.file, recipe);
  // What was corrected in the recipe by hand holds as long as the file and the answers are the same.
  const isReplay =
    old !== undefined &&
    isSame &&
    !asksForMore(own, known) &&
    first.questions.every(({ id: one }) => !own.has(one) || own.get(one) === recipe!.answers[one]);
  const isAnew = old !== undefined && !isReplay;
  const used = isAnew
    ? new Map([...translated(carried(recipe, isSame), differencesOf(old, first.reading)), ...own])
    : answers;
  const found = isAnew ? read(used)! : first;
  const changes = isAnew ? differencesOf(old, found.reading) : undefined;
  const asked = [
    ...found.questions.map((question) => ({ question, ...answerIn(used, question.id) })),
    ...(changes ? changeQuestions(changes, known, id, own) : []),
    choice,
  ];
  const reading = isReplay ? old : withoutNew(found.reading, asked);
  const faults: Problem[] = [];
  const values = taken(sheet, reading, faults);
  // Cells that a question is about are no faults yet.
  if (asked.every(({ question, answer }) => answer !== undefined || question.usual !== undefined))
    problems.push(...faults);
  return {
    ...base,
    reading,
    sentence: found.sentence,
    asked,
    values,
    notes: [...(changes ? changeNotes(changes, id, asked) : []), ...takenNotes(values)],
  };
}

/** Whether answers ask for columns that no indicator has yet. */
function asksForMore(own: Answers, known: ReadonlySet<string>): boolean {
  return [...own].some(
    ([id, answer]) =>
      (id.startsWith('new:') && answer === 'take' && !known.has(id.slice('new:'.length))) ||
      (id.startsWith('renamed:') && answer !== 'gone' && !known.has(answer)),
  );
}

/** New columns that are left out are ignored, so that the recipe says so. */
function withoutNew(reading: SheetReading, asked: readonly Asked[]): SheetReading {
  return {
    ...reading,
    columns: new Map(
      [...reading.columns].map(([letter, column]) =>
        column.role === 'value' && isLeftOut(keyIn(column, reading), asked)
          ? [letter, { role: 'ignored' }]
          : [letter, column],
      ),
    ),
  };
}

function answerIn(answers: Answers, id: string): { answer?: string } {
  const answer = answers.get(id);
  return answer === undefined ? {} : { answer };
}

/** All answers by the ids that a sheet uses itself; the ones under its own name stand above those for every sheet. */
function answersFor(sheet: Sheet, given: Answers): Map<string, string> {
  const bare = { ...sheet, file: sheet.file.split('/').pop()! };
  const prefixes = [`${sheetId(bare)}:`, `${sheetId(sheet)}:`];
  const own = new Map(given);
  for (const prefix of prefixes)
    for (const [key, value] of given) if (key.startsWith(prefix)) own.set(key.slice(prefix.length), value);
  return own;
}

function carried(recipe: ReadEntry | undefined, isSame: boolean): Map<string, string> {
  const entries = Object.entries(recipe?.answers ?? {});
  return new Map(isSame ? entries : entries.filter(([id]) => !OF_ONE_FILE.includes(id)));
}

/** Answers about a column follow it to its new letter; those of columns that are gone are dropped. */
function translated(answers: ReadonlyMap<string, string>, { moved }: Differences): Map<string, string> {
  return new Map(
    [...answers].flatMap(([id, answer]): [string, string][] => {
      const found = /^(decimal|sentinel|estimates|scale):([A-Z]+)(.*)$/.exec(id);
      if (!found) return [[id, answer]];
      const letter = moved.get(found[2]!);
      return letter === undefined ? [] : [[`${found[1]}:${letter}${found[3]}`, answer]];
    }),
  );
}

/** What is gone may have another title now; what is new is left out unless it is asked for. */
function changeQuestions(
  { gone, added }: Differences,
  known: ReadonlySet<string>,
  where: string,
  given: Answers,
): Asked[] {
  const fresh = added.filter((key) => !known.has(key));
  const renamed =
    fresh.length === 0 ? [] : gone.map((key) => asked(renamedQuestion(key, fresh, where), given));
  const taken = new Set(renamed.map(({ answer }) => answer));
  return [
    ...renamed,
    ...fresh.filter((key) => !taken.has(key)).map((key) => asked(newQuestion(key, where), given)),
  ];
}

function asked(question: Question, given: Answers): Asked {
  return { question, ...answerIn(given, question.id) };
}

function renamedQuestion(key: string, fresh: readonly string[], where: string): Question {
  return {
    id: `renamed:${key}`,
    where,
    text: {
      en: `"${key}" is there no more. Is it one of the new columns?`,
      zh: `“${key}”已不存在。是否为新增列之一？`,
    },
    samples: [...fresh].slice(0, 5),
    choices: [
      ...fresh.map((one) => ({ id: one, text: { en: one, zh: one } })),
      { id: 'gone', text: { en: 'no, it is gone', zh: '否，已取消' } },
    ],
  };
}

function newQuestion(key: string, where: string): Question {
  return {
    id: `new:${key}`,
    where,
    text: { en: `"${key}" is new. Take it?`, zh: `“${key}”为新增列。是否采用？` },
    samples: [],
    choices: [
      { id: 'take', text: { en: 'take it', zh: '采用' } },
      { id: 'leave-out', text: { en: 'leave it out', zh: '不采用' } },
    ],
    usual: 'leave-out',
  };
}

function sheetQuestion(id: string): Question {
  return {
    id: 'sheet',
    where: id,
    text: { en: 'Is the sheet read rightly?', zh: '该表的读取方式是否正确？' },
    samples: [],
    choices: [
      { id: 'read', text: { en: 'yes, take its values', zh: '正确，采用其数值' } },
      { id: 'skip', text: { en: 'leave this sheet out', zh: '不采用此表' } },
    ],
    usual: 'read',
  };
}

function isLeftOut(key: string, all: readonly Asked[]): boolean {
  const found = all.find(({ question }) => question.id === `new:${key}`);
  return found !== undefined && found.answer !== 'take';
}

function changeNotes({ said, gone, added }: Differences, id: string, all: readonly Asked[]): Note[] {
  const left = added.filter((key) => isLeftOut(key, all));
  const text = (lang: 'en' | 'zh') => said.map((one) => one[lang]).join(lang === 'zh' ? '；' : '; ');
  return [
    ...(said.length === 0
      ? []
      : [
          {
            code: 'import/changed',
            level: 'note' as const,
            text: { en: `${id}: ${text('en')}.`, zh: `${id}：${text('zh')}。` },
            items: said.map(({ en }) => en),
          },
        ]),
    ...noteAbout('import/gone', 'warning', gone, (names) => ({
      en: `${id} has no column of that title any more: ${names.en}.`,
      zh: `${id} 中已没有这些列：${names.zh}。`,
    })),
    ...noteAbout('import/new', 'note', left, (names) => ({
      en: `${id} has new columns that were left out; each is taken where its question is answered with that: ${names.en}.`,
      zh: `${id} 的新增列未采用（在相应问题中选择采用即可）：${names.zh}。`,
    })),
  ];
}

function noTable(id: string): Note {
  return {
    code: 'import/no-table',
    level: 'note',
    text: {
      en: `Nothing was taken from ${id}: no table was found in it.`,
      zh: `${id} 中未发现表格，未采用。`,
    },
    items: [id],
  };
}
