import { nearest } from '../../core/nearest.ts';
import type { Problem } from '../../core/problem.ts';
import { capped } from '../data-problems.ts';
import type { Answers, Question } from './reading.ts';

/** A question under the id by which a command line and a recipe name it, and its answer, if there is one. */
export interface Asked {
  question: Question;
  answer?: string;
}

/** The questions that stop an import: those without an answer, and without a choice that is safe. */
export function open(asked: readonly Asked[]): Question[] {
  return asked.flatMap(({ question, answer }) =>
    answer === undefined && question.usual === undefined ? [question] : [],
  );
}

/** Questions under the shortest ids by which they can be answered: without the file, where no other sheet asks the same. */
export function shortened(questions: readonly Question[]): Question[] {
  const bare = (id: string) => id.replace(/^[^:]*\//, '');
  const own = (id: string) => bare(id).replace(/^[^:]*\.[A-Za-z]+(?:[!#][^:]*)?:/, '');
  const count = (name: string, of: (id: string) => string) =>
    questions.filter(({ id }) => of(id) === name).length;
  return questions.map((question) => {
    const { id } = question;
    const best = [own(id), bare(id)].find((name, i) => count(name, i === 0 ? own : bare) === 1);
    return { ...question, id: isSheets(question) ? (best ?? id) : id };
  });
}

/** Whether a question is about one sheet, whose name stands before its id. */
function isSheets({ id }: Question): boolean {
  return !/^(?:place|unit|scope|rule|direction|directions|concordance|population|gazetteer)(?::|$)/.test(id);
}

/** Every open question as a problem, with the answers that can be given to it. */
export function questionProblems(questions: readonly Question[]): Problem[] {
  return capped(
    shortened(questions).map(({ id, where, text, written, samples, choices, several }) => {
      const given = choices.map((choice) => choice.id).join(several ? ' , ' : ' | ');
      const said = (lang: 'en' | 'zh') => {
        if (choices.length === 0) return `--answer "${id}=..."`;
        const told = choices.flatMap((one) =>
          one.text[lang] === one.id ? [] : [`${one.id}: ${one.text[lang]}`],
        );
        const more = written === undefined ? [] : [written[lang]];
        const all = [...told, ...more];
        return `--answer "${id}=<${given}>"${all.length > 0 ? ` (${all.join('; ')})` : ''}`;
      };
      const shown = samples.length > 0 ? ` [${samples.join('; ')}]` : '';
      return {
        code: 'import/question',
        where,
        saw: { en: `${text.en}${shown}`, zh: `${text.zh}${shown}` },
        why: {
          en: 'the file does not tell, and it is not guessed',
          zh: '文件未说明，不代为猜测',
        },
        fix: {
          en: `answer it in a terminal, or give ${said('en')}`,
          zh: `请在终端中回答，或指定 ${said('zh')}`,
        },
      };
    }),
  );
}

/** Answers that are none of the choices of their question. */
export function answerProblems(asked: readonly Asked[]): Problem[] {
  return asked.flatMap(({ question, answer }): Problem[] => {
    if (answer === undefined) return [];
    const known = question.choices.map(({ id }) => id);
    const isYear = question.id === 'period' || question.id.endsWith(':period');
    const wrong =
      known.length === 0
        ? isYear && !/^(?:18[4-9]\d|19\d\d|20\d\d|2100)$/.test(answer)
        : !(question.several ? answer.split(',') : [answer]).every((one) => known.includes(one));
    if (!wrong) return [];
    const list = isYear ? 'a year from 1840 to 2100' : known.join(', ');
    return [
      {
        code: 'import/answer',
        where: question.id,
        saw: { en: `"${answer}"`, zh: `“${answer}”` },
        why: { en: `the choices are ${list}`, zh: `可选项为 ${isYear ? '1840 至 2100 的年份' : list}` },
        fix: { en: 'give one of them', zh: '请选择其一' },
      },
    ];
  });
}

/** Answers of a command line that belong to no question: they would have no effect. */
export function unusedProblems(
  given: Answers,
  used: ReadonlySet<string>,
  known: readonly string[],
): Problem[] {
  return [...given.keys()]
    .filter((id) => !used.has(id))
    .map((id) => {
      const near = nearest(id, known);
      return {
        code: 'usage/answer',
        where: `--answer ${id}`,
        saw: { en: `an answer to ${id}`, zh: `对 ${id} 的回答` },
        why: { en: 'nothing asks this, so it would have no effect', zh: '没有这个问题，回答不起作用' },
        fix: near
          ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
          : { en: 'remove it', zh: '请删除' },
      };
    });
}
