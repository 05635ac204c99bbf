import { useId, useRef, useState } from 'react';
import { fileOf, type ImportPreview, type ImportQuestion } from '../import-request.ts';
import { useStore } from '../store.ts';
import type { Importing } from '../use-import.ts';
import { useSay } from '../words.ts';

/** What the files do not tell. Those that stop the import come first and keep their place when they are answered. */
export function ImportQuestions({ importing, preview }: { importing: Importing; preview: ImportPreview }) {
  const say = useSay();
  const first = useRef(new Set<string>());
  for (const id of preview.open) first.current.add(id);
  const needed = preview.questions.filter(({ id }) => first.current.has(id));
  const decided = preview.questions.filter(({ id }) => !first.current.has(id));
  const fields = (questions: readonly ImportQuestion[]) => (
    <div className="questions">
      {questions.map((question) => (
        <Field
          key={question.id}
          question={question}
          said={importing.answers[question.id]}
          isOpen={preview.open.includes(question.id)}
          onAnswer={(choice) => importing.answer(question.id, choice)}
        />
      ))}
    </div>
  );
  if (preview.questions.length === 0) return null;
  return (
    <section className="import-questions" aria-label={say('Questions', '问题')}>
      {needed.length > 0 && (
        <>
          <h3>
            {preview.open.length > 0
              ? say(
                  `The files do not tell (${preview.open.length} open)`,
                  `文件未说明（${preview.open.length} 个待答）`,
                )
              : say('All is answered', '问题均已回答')}
          </h3>
          {fields(needed)}
        </>
      )}
      {decided.length > 0 && (
        <details>
          <summary>
            {say(
              `${decided.length} decision(s) that were safe to make; change them here`,
              `${decided.length} 项可安全决定的选择，可在此修改`,
            )}
          </summary>
          {fields(decided)}
        </details>
      )}
    </section>
  );
}

function Field({
  question,
  said,
  isOpen,
  onAnswer,
}: {
  question: ImportQuestion;
  said: string | undefined;
  isOpen: boolean;
  onAnswer(choice: string): void;
}) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const id = useId();
  const { text, where, samples, choices, several, usual } = question;
  // Of the indicators of a study that is only to be made, there is no place yet.
  const place = question.id.startsWith('direction') ? '' : fileOf(where);
  const now = said ?? question.answer ?? usual ?? '';
  return (
    <div className={`question ${isOpen ? 'is-open' : ''} ${several ? 'is-wide' : ''}`}>
      {several ? (
        <Several {...{ id, question, now, onAnswer }} />
      ) : (
        <>
          <label htmlFor={id}>{text[lang]}</label>
          {choices.length === 0 ? (
            <Free {...{ id, now, onAnswer }} />
          ) : (
            <select
              id={id}
              aria-describedby={`${id}-about`}
              value={now}
              onChange={(event) => onAnswer(event.target.value)}
            >
              {now === '' && <option value="">{say('choose …', '请选择……')}</option>}
              {choices.map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choice.text[lang]}
                </option>
              ))}
            </select>
          )}
        </>
      )}
      <p id={`${id}-about`} className="quiet">
        {place !== '' && <code>{place}</code>}
        {samples.length > 0 && !several && ` ${say('e.g.', '例如')} ${samples.join(' · ')}`}
      </p>
    </div>
  );
}

/** A free answer, such as a year, is sent when it is complete. */
function Free({ id, now, onAnswer }: { id: string; now: string; onAnswer(choice: string): void }) {
  const [draft, setDraft] = useState<string>();
  const send = () => {
    if (draft !== undefined && draft.trim() !== now) onAnswer(draft.trim());
    setDraft(undefined);
  };
  return (
    <input
      id={id}
      type="text"
      aria-describedby={`${id}-about`}
      value={draft ?? now}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={send}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        send();
      }}
    />
  );
}

function Several({
  id,
  question: { text, choices },
  now,
  onAnswer,
}: {
  id: string;
  question: ImportQuestion;
  now: string;
  onAnswer(choice: string): void;
}) {
  const lang = useStore((state) => state.lang);
  const chosen = now === '' ? [] : now.split(',');
  return (
    <fieldset aria-describedby={`${id}-about`}>
      <legend>{text[lang]}</legend>
      {choices.map((choice) => (
        <label key={choice.id} className="inline">
          <input
            type="checkbox"
            checked={chosen.includes(choice.id)}
            onChange={(event) => onAnswer(chosenThen(choices, chosen, choice.id, event.target.checked))}
          />
          {choice.text[lang]}
        </label>
      ))}
    </fieldset>
  );
}

/** Choices after one is taken or left; a choice of all or none stands alone. */
function chosenThen(
  choices: readonly { id: string }[],
  before: readonly string[],
  id: string,
  isTaken: boolean,
): string {
  const isWhole = (one: string) => one.startsWith('all-');
  return choices
    .map((one) => one.id)
    .filter((one) =>
      one === id ? isTaken : before.includes(one) && !(isTaken && (isWhole(id) || isWhole(one))),
    )
    .join(',');
}
