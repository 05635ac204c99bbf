import { ProblemError } from '../../core/problem.ts';
import { type Draft, type DraftInput, draft } from '../../study/import/draft.ts';
import type { Asked } from '../../study/import/open-questions.ts';
import type { Answers } from '../../study/import/reading.ts';
import type { World } from '../operation.ts';
import { preview } from './preview.ts';

/**
 * Asks whatever is open, sheet by sheet and then for the whole, until nothing is. Without anybody to ask, the questions stay
 * open. What is usual is asked only of sheets, so that their reading is looked at.
 */
export async function decide(input: DraftInput, { ask, lang, say }: World): Promise<Draft> {
  if (!ask) return draft(input);
  const answers = new Map(input.answers);
  const shown = new Set<string>();
  for (;;) {
    const made = draft({ ...input, answers: new Map([...answers]) });
    const next = made.asked.find((asked) => isOpen(asked, shown, answers));
    if (!next) return made;
    const { question } = next;
    const sheet = made.sheets.find(({ id }) => question.id === `${id}:sheet`);
    if (sheet) {
      shown.add(question.id);
      say(preview(sheet));
    }
    const answer = await ask(question, lang);
    if (answer === undefined) throw brokenOff();
    answers.set(question.id, answer);
  }
}

/** Questions about sheets come with the choice to leave the sheet out, last of its questions. */
function isOpen({ question, answer }: Asked, shown: ReadonlySet<string>, answers: Answers): boolean {
  if (question.id.endsWith(':sheet'))
    return answer !== 'skip' && !shown.has(question.id) && !answers.has(question.id);
  return answer === undefined;
}

function brokenOff(): ProblemError {
  return new ProblemError(
    [
      {
        code: 'import/broken-off',
        where: 'holling import',
        saw: { en: 'a question without an answer', zh: '有问题未回答' },
        why: { en: 'nothing was written', zh: '没有写出任何内容' },
        fix: { en: 'run it again when you like', zh: '可随时重新运行' },
      },
    ],
    'usage',
  );
}
