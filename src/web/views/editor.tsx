import { useEffect, useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import { deep, earlier, failed, history, saveText, useStore } from '../store.ts';
import { useSay } from '../words.ts';

/** The study file itself, checked as it is written; earlier versions can be read again. */
export function Editor() {
  const say = useSay();
  const { lang, text, place } = useStore();
  const [draft, setDraft] = useState<string>();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [versions, setVersions] = useState<{ revision: string; at: string }[]>([]);
  const now = draft ?? text;
  const key = `holling draft ${place.study}`;
  useEffect(() => {
    const kept = window.localStorage.getItem(key);
    if (kept !== null && kept !== text) setDraft(kept);
  }, [key, text]);
  useEffect(() => {
    if (draft === undefined) return;
    window.localStorage.setItem(key, draft);
    const timer = setTimeout(() => {
      deep.ask('edit', { text: draft, overlay: {} }).then((found) => setProblems(found.problems), failed);
    }, 400);
    return () => clearTimeout(timer);
  }, [draft, key]);
  const forget = () => {
    window.localStorage.removeItem(key);
    setDraft(undefined);
    setProblems([]);
  };
  return (
    <section className="panel editor" aria-label={say('Study file', '研究文件')}>
      <div className="panel-head">
        <h2>study.yaml</h2>
        {draft !== undefined && draft !== text && (
          <>
            <span className="badge">{say('not written', '未写入')}</span>
            <button
              type="button"
              disabled={problems.length > 0}
              onClick={() => void saveText(draft).then((isSaved) => isSaved && forget())}
            >
              {say('Write', '写入')}
            </button>
            <button type="button" onClick={forget}>
              {say('Discard', '放弃')}
            </button>
          </>
        )}
        <button type="button" onClick={() => void history().then(setVersions, failed)}>
          {say('Earlier versions', '历史版本')}
        </button>
      </div>
      {versions.length > 0 && (
        <ul className="inline">
          {versions.slice(0, 20).map(({ revision, at }) => (
            <li key={`${at} ${revision}`}>
              <button type="button" onClick={() => void earlier(revision).then(setDraft, failed)}>
                {at}
              </button>
            </li>
          ))}
        </ul>
      )}
      <textarea
        aria-label="study.yaml"
        spellCheck={false}
        rows={24}
        value={now}
        onChange={(event) => setDraft(event.target.value)}
      />
      <div role="status">
        {problems.length > 0 && (
          <ul>
            {problems.map((problem, i) => (
              <li key={i} className="note note-warning">
                <code>{problem.where}</code>: {problem.saw[lang]}. {problem.why[lang]}.{' '}
                <em>{problem.fix[lang]}</em>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
