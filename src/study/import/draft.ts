import { type Note, noteAbout } from '../../core/note.ts';
import type { Problem } from '../../core/problem.ts';
import { collectSheets } from './collect/collect.ts';
import type { Collected, CollectedIndicator } from './collect/collected.ts';
import { matchesOf, type NameIndex } from './names/name-index.ts';
import { resolve } from './names/resolve.ts';
import { type Asked, answerProblems } from './open-questions.ts';
import type { Answers, Question } from './reading.ts';
import { bothOf, type ImportRecipe, type RecipeDirection } from './recipe-file.ts';
import { draftTables, type SheetDraft, type SheetInput } from './sheet-draft.ts';
import { type Taken, valuesOf } from './taken.ts';

/** What an import starts from. */
export interface DraftInput {
  sheets: readonly SheetInput[];
  /** By id; of the user alone, since those of the recipe are in it. */
  answers: Answers;
  recipe?: ImportRecipe | undefined;
  /** The lists of places that there are, by their names; `recipe` may name another. */
  gazetteers: ReadonlyMap<string, NameIndex>;
  /** Whether a study is to be made, which needs the direction of every indicator. */
  asksDirections: boolean;
}

/** An import as far as it is decided: values, and everything that is or could be asked. */
export interface Draft {
  sheets: SheetDraft[];
  collected: Collected;
  gazetteer: string;
  directions: ReadonlyMap<string, RecipeDirection>;
  /** Questions by the ids that a command line uses. */
  asked: Asked[];
  problems: Problem[];
  notes: Note[];
}

/** Reads all sheets, puts their values together and lists what is still to be decided. Pure: asking and answering is the caller's. */
export function draft(input: DraftInput): Draft {
  const { recipe, gazetteers } = input;
  const answers = new Map([...decisionsOf(recipe), ...input.answers]);
  const problems: Problem[] = [];
  const indicators = knownIndicators(recipe);
  const known = new Set(indicators.flatMap(({ from }) => from));
  const isPlace = placeTest(gazetteers);
  const sheets = input.sheets.flatMap((one) => draftTables(one, answers, isPlace, known, problems));
  renameKnown(indicators, sheets);
  const values = sheets.flatMap((one) => one.values ?? []);
  const chosen = gazetteerOf(values, answers, recipe, gazetteers);
  const collected = collectSheets(values, { answers, indicators, index: gazetteers.get(chosen.name) });
  problems.push(...collected.problems);
  const { directions, asked: directed } = directionsOf(
    collected.indicators,
    answers,
    recipe,
    input.asksDirections,
  );
  const asked = [
    ...sheets.flatMap(({ id, asked: own }) =>
      own.map(({ question, ...rest }) => ({
        question: { ...question, id: `${id}:${question.id}` },
        ...rest,
      })),
    ),
    ...chosen.asked,
    ...collected.questions.map((question) => withAnswer(question, answers)),
    ...directed,
  ];
  problems.push(...answerProblems(asked));
  return {
    sheets,
    collected,
    gazetteer: chosen.name,
    directions,
    asked,
    problems,
    notes: [...sheets.flatMap((one) => one.notes), ...collected.notes, ...newNotes(collected, recipe)],
  };
}

function withAnswer(question: Question, answers: Answers): Asked {
  const answer = answers.get(question.id);
  return answer === undefined ? { question } : { question, answer };
}

/** The decisions of a recipe that are of no single sheet, as answers. */
function decisionsOf(recipe: ImportRecipe | undefined): [string, string][] {
  if (!recipe) return [];
  return [
    ...Object.entries(recipe.places).map(([name, choice]): [string, string] => [`place:${name}`, choice]),
    ...Object.entries(recipe.decisions),
  ];
}

function knownIndicators(recipe: ImportRecipe | undefined): CollectedIndicator[] {
  return Object.entries(recipe?.indicators ?? {}).map(([id, { title, unit, scope, from }]) => ({
    id,
    title: bothOf(title),
    ...(unit === undefined ? {} : { unit }),
    ...(scope === undefined ? {} : { scope }),
    from: [...from],
  }));
}

/** A column that got another title stays the indicator that it was. */
function renameKnown(indicators: readonly CollectedIndicator[], sheets: readonly SheetDraft[]): void {
  for (const { asked } of sheets)
    for (const { question, answer } of asked) {
      if (!question.id.startsWith('renamed:') || answer === undefined || answer === 'gone') continue;
      const before = question.id.slice('renamed:'.length);
      const one = indicators.find(({ from }) => from.includes(before));
      if (one && !one.from.includes(answer)) one.from.push(answer);
    }
}

function placeTest(gazetteers: ReadonlyMap<string, NameIndex>): (text: string) => boolean {
  const seen = new Map<string, boolean>();
  return (text) => {
    let is = seen.get(text);
    if (is === undefined) {
      is = [...gazetteers.values()].some((index) => matchesOf(index, text).length > 0);
      seen.set(text, is);
    }
    return is;
  };
}

/**
 * The list of places: as answered or as the recipe says; else the one that knows at least half of the names and
 * twice as many as any other; else it is asked for.
 */
function gazetteerOf(
  sheets: readonly Taken[],
  answers: Answers,
  recipe: ImportRecipe | undefined,
  gazetteers: ReadonlyMap<string, NameIndex>,
): { name: string; asked: Asked[] } {
  const question = gazetteerQuestion(sheets, gazetteers);
  const answer = answers.get('gazetteer') ?? recipe?.gazetteer;
  if (answer !== undefined) return { name: answer, asked: [{ question, answer }] };
  const places = new Map(
    sheets.flatMap((one) =>
      one.places.map((texts) => [`${texts.code ?? ''}\n${texts.place}`, texts] as const),
    ),
  );
  const counts = [...gazetteers].map(([name, index]) => {
    let count = 0;
    for (const { code, place } of places.values()) if (isKnown(index, code, place)) count++;
    return { name, count };
  });
  counts.sort((a, b) => b.count - a.count);
  const [best, second] = counts;
  if (best && best.count > 0 && best.count >= 0.5 * places.size && best.count >= 2 * (second?.count ?? 0))
    return { name: best.name, asked: [{ question, answer: best.name }] };
  return { name: 'none', asked: sheets.every(({ length }) => length === 0) ? [] : [{ question }] };
}

function isKnown(index: NameIndex, code: string | undefined, place: string): boolean {
  if (code !== undefined && (index.byCode.has(code) || index.byCode.has(code.toUpperCase()))) return true;
  return place !== '' && resolve(index, { name: place }).kind !== 'unknown';
}

/** Values from which samples of places are taken. */
const SAMPLED = 2000;

function gazetteerQuestion(sheets: readonly Taken[], gazetteers: ReadonlyMap<string, NameIndex>): Question {
  const first = sheets.flatMap((one) => valuesOf(one, SAMPLED)).slice(0, SAMPLED);
  return {
    id: 'gazetteer',
    where: first[0]?.cell ?? '',
    text: { en: 'Which list of places do the units belong to?', zh: '单元属于哪个名录？' },
    samples: [...new Set(first.map(({ place, code }) => place || code || ''))].slice(0, 5),
    choices: [
      ...[...gazetteers].map(([id, { gazetteer }]) => ({ id, text: gazetteer.title })),
      { id: 'none', text: { en: 'none: take codes, or names, as they are', zh: '无：直接采用代码或名称' } },
    ],
  };
}

/** Whether more is better, for each indicator; never guessed. */
function directionsOf(
  indicators: readonly CollectedIndicator[],
  answers: Answers,
  recipe: ImportRecipe | undefined,
  isNeeded: boolean,
): { directions: Map<string, RecipeDirection>; asked: Asked[] } {
  const all = answers.get('directions');
  const costs = new Set(all === undefined || all.startsWith('all-') ? [] : all.split(','));
  const directions = new Map<string, RecipeDirection>();
  const asked: Asked[] = [];
  for (const { id } of indicators) {
    const own = answers.get(`direction:${id}`);
    if (own !== undefined) asked.push({ question: directionQuestion(id), answer: own });
    const direction =
      own === 'benefit' || own === 'cost' || own === 'context'
        ? own
        : all === 'all-benefit' || all === 'all-cost'
          ? (all.slice(4) as RecipeDirection)
          : all !== undefined
            ? costs.has(id)
              ? 'cost'
              : 'benefit'
            : recipe?.indicators[id]?.direction;
    if (direction) directions.set(id, direction);
  }
  const open = indicators.filter(({ id }) => !directions.has(id));
  if (all !== undefined || (isNeeded && open.length > 0)) {
    const question = directionsQuestion(all === undefined ? open : indicators);
    asked.push(all === undefined ? { question } : { question, answer: all });
  }
  return { directions, asked };
}

function directionQuestion(id: string): Question {
  return {
    id: `direction:${id}`,
    where: id,
    text: { en: `Is more of "${id}" better?`, zh: `“${id}”是否越大越好？` },
    samples: [],
    choices: [
      { id: 'benefit', text: { en: 'more is better', zh: '越大越好' } },
      { id: 'cost', text: { en: 'less is better', zh: '越小越好' } },
      { id: 'context', text: { en: 'not scored', zh: '不参与评分' } },
    ],
  };
}

function directionsQuestion(indicators: readonly CollectedIndicator[]): Question {
  return {
    id: 'directions',
    where: 'study.yaml index',
    text: {
      en: 'Which of these indicators are better when they are smaller?',
      zh: '以下哪些指标越小越好？',
    },
    written: {
      en: 'direction:<id>=benefit|cost|context decides one',
      zh: 'direction:<id>=benefit|cost|context 可逐个指定',
    },
    samples: indicators.slice(0, 5).map(({ id }) => id),
    choices: [
      ...indicators.map(({ id, title }) => ({ id, text: title })),
      { id: 'all-benefit', text: { en: 'none: more of each is better', zh: '均越大越好' } },
      { id: 'all-cost', text: { en: 'all of them', zh: '均越小越好' } },
    ],
    several: true,
  };
}

/** Indicators and units that the recipe did not have, and units that it had. */
function newNotes({ units, indicators }: Collected, recipe: ImportRecipe | undefined): Note[] {
  if (!recipe || recipe.units.length === 0) return [];
  const other = indicators.flatMap(({ id }) => (Object.hasOwn(recipe.indicators, id) ? [] : [id]));
  const now = new Map(units.map(({ code, name }) => [code, `${code} ${name.en}`]));
  const before = new Set(recipe.units);
  const fresh = [...now].flatMap(([code, text]) => (before.has(code) ? [] : [text]));
  const gone = recipe.units.filter((code) => !now.has(code));
  return [
    ...noteAbout('import/new-indicators', 'warning', other, (names) => ({
      en: `${other.length} indicator(s) were not in the recipe: ${names.en}.`,
      zh: `${other.length} 项指标为新增：${names.zh}。`,
    })),
    ...noteAbout('import/new-units', 'warning', fresh, (names) => ({
      en: `${fresh.length} unit(s) were not in the recipe: ${names.en}.`,
      zh: `${fresh.length} 个单元为新增：${names.zh}。`,
    })),
    ...noteAbout('import/gone-units', 'warning', gone, (names) => ({
      en: `${gone.length} unit(s) of the recipe are not in the files any more: ${names.en}.`,
      zh: `${gone.length} 个单元已不在文件中：${names.zh}。`,
    })),
  ];
}
