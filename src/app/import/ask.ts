import type { Question } from '../../study/import/reading.ts';

/** Asks one question in a terminal; undefined when it is broken off. */
export async function ask(question: Question, lang: 'en' | 'zh'): Promise<string | undefined> {
  const { isCancel, multiselect, select, text } = await import('@clack/prompts');
  const message = [
    question.text[lang],
    question.where,
    ...question.samples.map((sample) => `  ${sample}`),
  ].join('\n');
  const options = question.choices.map(({ id, text: label }) => ({
    value: id,
    label: label[lang],
    hint: id,
  }));
  const answer =
    options.length === 0
      ? await text({ message, validate: (value) => (value?.trim() ? undefined : '…') })
      : question.several
        ? await multiselect({
            message,
            options: options.filter(({ value }) => !value.startsWith('all-')),
            required: false,
          })
        : await select({
            message,
            options,
            ...(question.usual === undefined ? {} : { initialValue: question.usual }),
          });
  if (isCancel(answer)) return undefined;
  if (Array.isArray(answer)) return answer.length === 0 ? 'all-benefit' : answer.join(',');
  return answer;
}
