import { useEffect, useState } from 'react';
import {
  beginDraft,
  discardDraft,
  editDraft,
  redoDraft,
  refuseOffer,
  undoDraft,
  useDraft,
  writeDraft,
} from '../draft.ts';
import { earlier, failed, history, useStore } from '../store.ts';
import { useSay } from '../words.ts';
import { IndexEditor } from './index-editor.tsx';
import { ProblemLine } from './problem-line.tsx';
import '../editing.css';

/** The study file: its index as a tree and its text, both of one draft that is checked as it changes. */
export function Editor() {
  const say = useSay();
  const { text, place } = useStore();
  const { text: draft, problems, isChecking, undo, redo, kept, offered } = useDraft();
  const study = place.study!;
  useEffect(() => {
    void beginDraft(study);
  }, [study]);
  useEffect(() => {
    // Before the keys of the page, which take back what-ifs.
    window.addEventListener('keydown', onUndoKey, true);
    return () => window.removeEventListener('keydown', onUndoKey, true);
  }, []);
  return (
    <section className="panel editor" aria-label={say('Study file', '研究文件')}>
      <div className="panel-head">
        <h2>{say('Edit the study', '编辑研究')}</h2>
        {draft !== undefined && (
          <>
            <span className="badge">{say('not written', '未写入')}</span>
            <button
              type="button"
              disabled={problems.length > 0 || isChecking}
              onClick={() => void writeDraft()}
            >
              {say('Write', '写入')}
            </button>
            <button type="button" onClick={discardDraft}>
              {say('Discard', '放弃')}
            </button>
          </>
        )}
        <button type="button" aria-disabled={undo.length === 0} onClick={undoDraft}>
          {say('Undo', '撤销')}
        </button>
        <button type="button" aria-disabled={redo.length === 0} onClick={redoDraft}>
          {say('Redo', '重做')}
        </button>
        <History />
        <span className="quiet" role="status">
          {draft !== undefined &&
            (kept === 'server'
              ? say('kept beside the study', '草稿已保存在研究旁')
              : say('kept in this browser', '草稿保存在此浏览器中'))}
        </span>
      </div>
      {offered && draft === undefined && (
        <div className="draft-offer" role="status">
          <p>
            {say('There is work that was not written', '有未写入的更改')}
            {offered.at && ` (${when(offered.at)})`}.
          </p>
          <button type="button" onClick={() => editDraft(offered.text)}>
            {say('Take it up again', '继续编辑')}
          </button>
          <button type="button" onClick={refuseOffer}>
            {say('Let it go', '丢弃')}
          </button>
        </div>
      )}
      <IndexEditor />
      <h3>study.yaml</h3>
      <textarea
        aria-label="study.yaml"
        spellCheck={false}
        rows={24}
        value={draft ?? text}
        onChange={(event) => editDraft(event.target.value, 'text')}
      />
      <div role="status">
        {problems.length > 0 && (
          <ul>
            {problems.slice(0, 100).map((problem, i) => (
              <ProblemLine key={i} problem={problem} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function onUndoKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
  const target = event.target as HTMLElement;
  const isElsewhere = target.matches('input, textarea, select') && !target.closest('.editor');
  if (isElsewhere) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey) redoDraft();
  else undoDraft();
}

/** Earlier texts of the study; one that is taken back is a draft, which can be undone. */
function History() {
  const say = useSay();
  const [versions, setVersions] = useState<{ revision: string; at: string; bytes: number }[]>();
  return (
    <>
      <button
        type="button"
        aria-expanded={versions !== undefined}
        onClick={() => (versions ? setVersions(undefined) : void history().then(setVersions, failed))}
      >
        {say('Earlier versions', '历史版本')}
      </button>
      {versions && (
        <ul className="versions" aria-label={say('Earlier versions', '历史版本')}>
          {versions.length === 0 && (
            <li className="quiet">
              {say('The file was not written from here yet.', '尚未在此写入过该文件。')}
            </li>
          )}
          {versions.map(({ revision, at, bytes }) => (
            <li key={`${at} ${revision}`}>
              <span className="number">{when(at)}</span>{' '}
              <span className="quiet number">{(bytes / 1000).toFixed(1)} kB</span>{' '}
              <button
                type="button"
                onClick={() => void earlier(revision).then((text) => editDraft(text), failed)}
              >
                {say('Restore', '恢复')}
                <span className="visually-hidden"> {when(at)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A moment in the time of the reader. */
function when(at: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
