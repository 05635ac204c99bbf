import { ProblemError } from '../../core/problem.ts';
import { type Draft, type DraftInput, draft } from '../../study/import/draft.ts';
import type { Asked } from '../../study/import/open-questions.ts';
import type { Answers } from '../../study/import/reading.ts';
import type { World } from '../operation.ts';
import { preview } from './preview.ts';

/**
 * Asks whatever is open, until nothing is: first what sheets do not tell, then whether each is read rightly, then what is of
 * the whole. Without anybody to ask, the questions stay open.
 */
export async function decide(input: DraftInput, { ask, lang, say }: World): Promise<Draft> {
  const answers = new Map(input.answers);
  for (;;) {
    const made = draft({ ...input, answers: new Map(answers) });
    const next = ask ? round(made, answers) : [];
    if (!ask || next.length === 0) return made;
    // Values are read anew between rounds, since questions depend on what was answered before.
    for (const { question } of next) {
      const sheet = made.sheets.find(({ id }) => question.id === `${id}:sheet`);
      if (sheet) say(preview(sheet));
      const answer = await ask(question, lang);
      if (answer === undefined) throw brokenOff();
      answers.set(question.id, answer);
      if (answer === 'skip') break;
    }
  }
}

/** The questions that can be asked together: of the sheets, about the sheets, or of the whole. */
function round({ asked, sheets }: Draft, answers: Answers): Asked[] {
  const isOfSheet = ({ question }: Asked) => sheets.some(({ id }) => question.id.startsWith(`${id}:`));
  const isChoice = ({ question }: Asked) => question.id.endsWith(':sheet');
  const open = asked.filter(({ answer }) => answer === undefined);
  const ofSheets = open.filter((one) => isOfSheet(one) && !isChoice(one));
  if (ofSheets.length > 0) return ofSheets;
  const choices = asked.filter(
    (one) => isChoice(one) && one.answer !== 'skip' && !answers.has(one.question.id),
  );
  return choices.length > 0 ? choices : open.filter((one) => !isChoice(one));
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
