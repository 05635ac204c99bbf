import { type Problem, ProblemError } from '../../core/problem.ts';
import type { Draft } from '../../study/import/draft.ts';
import { unusedProblems } from '../../study/import/open-questions.ts';
import type { Answers } from '../../study/import/reading.ts';

/** The answers of a command line: `id=choice`, parted at the last equals sign. */
export function readAnswers(given: readonly string[]): Map<string, string> {
  const problems: Problem[] = [];
  const answers = new Map<string, string>();
  for (const one of given) {
    const at = one.lastIndexOf('=');
    if (at > 0 && at < one.length - 1) answers.set(one.slice(0, at).trim(), one.slice(at + 1).trim());
    else
      problems.push({
        code: 'usage/answer',
        where: '--answer',
        saw: { en: one, zh: one },
        why: { en: 'an answer is the id of a question, =, and a choice', zh: '回答应为 问题 id=选项' },
        fix: { en: 'e.g. --answer "period=2016"', zh: '例如 --answer "period=2016"' },
      });
  }
  if (problems.length > 0) throw new ProblemError(problems, 'usage');
  return answers;
}

/** Refuses answers of the command line that no question has asked for. */
export function refuseUnused(
  answers: Answers,
  { asked, sheets, collected }: Draft,
  files: readonly string[],
): void {
  const ids = asked.map(({ question }) => question.id);
  const short = sheets.flatMap((sheet) =>
    sheet.asked.flatMap(({ question: { id } }) => {
      const bare = sheet.id.split('/').pop()!;
      return [id, `${bare}:${id}`];
    }),
  );
  // These may be given whether or not there is anything left to ask.
  const free = [
    'gazetteer',
    'directions',
    'encoding',
    ...files.flatMap((file) => [`${file}:encoding`, `${file.split('/').pop()}:encoding`]),
    ...collected.indicators.flatMap(({ id, from }) => [
      `direction:${id}`,
      ...from.flatMap((key) => [`id:${key}`, `new:${key}`, `renamed:${key}`]),
    ]),
  ];
  const problems = unusedProblems(answers, new Set([...ids, ...short, ...free]), [...short, ...ids, ...free]);
  if (problems.length > 0) throw new ProblemError(problems, 'usage');
}
