import { useRef } from 'react';
import { source } from '../store.ts';
import { type Importing, useDrop, useImport, useOwnStudies } from '../use-import.ts';
import { useSay } from '../words.ts';
import { ImportPreview } from './import-preview.tsx';
import { ImportQuestions } from './import-questions.tsx';
import './import.css';
import { ProblemList } from './problem-list.tsx';

const KINDS = '.xlsx,.xlsm,.ods,.csv,.tsv,.txt,.json,.xml,.parquet';

/** Tables as people have them, into a new study or `into` one: dropped or chosen, read, asked about, and written. */
export default function Import({ into }: { into?: string }) {
  const say = useSay();
  if (!source.write)
    return (
      <p>
        {say(
          'This page cannot write. Install Holling and run "holling import <files> --study <folder>", or "holling open" and drop the files there.',
          '本页面不能写入。请安装 Holling，运行 "holling import <文件> --study <文件夹>"，或运行 "holling open" 后将文件拖到页面上。',
        )}
      </p>
    );
  return <Importer {...(into === undefined ? {} : { into })} />;
}

function Importer({ into }: { into?: string }) {
  const say = useSay();
  const own = useOwnStudies();
  const importing = useImport(own.some(({ id }) => id === into) ? into : undefined);
  const { files, preview, problems, phase, isTooLarge } = importing;
  const isOver = useDrop(importing.add);
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={isOver ? 'import is-over' : 'import'}>
      <div className="drop">
        <p>
          {say(
            'Drop yearbook workbooks or tables here: Excel, OpenDocument, CSV, JSON-stat, SDMX, Parquet.',
            '将年鉴工作簿或数据表拖到此处：Excel、OpenDocument、CSV、JSON-stat、SDMX、Parquet。',
          )}
        </p>
        <p>
          <button type="button" onClick={() => field.current!.click()}>
            {say('Choose files', '选择文件')}
          </button>
          <input
            ref={field}
            type="file"
            hidden
            multiple
            accept={KINDS}
            onChange={(event) => {
              importing.add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </p>
        <p className="quiet">
          {say(
            'They stay on this computer. Nothing is written before you have seen what it would be.',
            '文件不会离开本机；在你查看结果之前，不会写入任何内容。',
          )}
        </p>
      </div>
      {files.length > 0 && <Files importing={importing} />}
      {isTooLarge && (
        <div className="import-large" role="alert">
          <p>
            {say(
              'Together these files are too large for the page, which takes 48 MB at once. Nothing was read. Remove some and import them one after another, or in a terminal run "holling import <files> --study <folder>", which has no such limit.',
              '文件合计过大：页面一次最多接受 48 MB，未读取任何内容。请移除部分文件分批导入，或在终端运行 "holling import <文件> --study <文件夹>"，后者没有此限制。',
            )}
          </p>
        </div>
      )}
      <Progress importing={importing} />
      {problems.length > 0 && (
        <div className="import-problems" role="alert">
          <p>
            <strong>{say('It was refused; nothing was written.', '被拒绝，未写入任何内容。')}</strong>
          </p>
          <ProblemList problems={problems} />
        </div>
      )}
      {preview && !isTooLarge && (
        <>
          {preview.problems.length > 0 && (
            <div className="import-problems" role="alert">
              <p>
                <strong>
                  {say(
                    `${preview.problems.length} problem(s) in the files`,
                    `文件中有 ${preview.problems.length} 个问题`,
                  )}
                </strong>
              </p>
              <ProblemList problems={preview.problems} />
            </div>
          )}
          <ImportQuestions importing={importing} preview={preview} />
          <ImportPreview preview={preview} />
          <Write importing={importing} isBusy={phase !== 'idle'} />
        </>
      )}
    </div>
  );
}

function Files({ importing }: { importing: Importing }) {
  const say = useSay();
  return (
    <ul className="import-files">
      {importing.files.map((file) => (
        <li key={file.name}>
          <span>{file.name}</span> <span className="quiet">{sizeOf(file.size)}</span>{' '}
          <button type="button" onClick={() => importing.remove(file)}>
            {say('Remove', '移除')}
            <span className="visually-hidden"> {file.name}</span>
          </button>
        </li>
      ))}
      {importing.files.length > 1 && (
        <li>
          <button type="button" onClick={importing.clear}>
            {say('Remove all', '全部移除')}
          </button>
        </li>
      )}
    </ul>
  );
}

function Progress({ importing }: { importing: Importing }) {
  const say = useSay();
  const { phase, done, files } = importing;
  if (phase === 'idle') return <p role="status" className="visually-hidden" />;
  const told = {
    reading: say('Reading the files …', '正在读取文件……'),
    asking: say(`Understanding ${files.length} file(s) …`, `正在识别 ${files.length} 个文件……`),
    writing: say('Writing the study …', '正在写入研究……'),
  }[phase];
  return (
    <p role="status" className="inline import-progress">
      {told} <progress aria-label={told} max={1} {...(phase === 'reading' ? { value: done } : {})} />
      {phase !== 'writing' && (
        <button type="button" onClick={importing.cancel}>
          {say('Cancel', '取消')}
        </button>
      )}
    </p>
  );
}

/** Where it goes; possible as soon as nothing is open. */
function Write({ importing, isBusy }: { importing: Importing; isBusy: boolean }) {
  const say = useSay();
  const own = useOwnStudies();
  const { preview, target, name } = importing;
  const left = preview!.open.length;
  const isReady = left === 0 && preview!.problems.length === 0 && preview!.values > 0;
  return (
    <form
      className="import-write"
      onSubmit={(event) => {
        event.preventDefault();
        void importing.commit();
      }}
    >
      <h4>{say('Write it', '写入')}</h4>
      <label>
        {say('Into', '写入到')}{' '}
        <select value={target ?? ''} onChange={(event) => importing.join(event.target.value || undefined)}>
          <option value="">{say('a new study', '新研究')}</option>
          {own.map(({ id, title }) => (
            <option key={id} value={id}>
              {say(title.en, title.zh)}
            </option>
          ))}
        </select>
      </label>
      {target === undefined && (
        <label>
          {say('Name of the new folder', '新文件夹名称')}{' '}
          <input
            type="text"
            required
            maxLength={60}
            pattern="[\p{L}\p{N}_\-]+"
            value={name}
            onChange={(event) => importing.setName(event.target.value)}
          />
        </label>
      )}
      <button type="submit" disabled={!isReady || isBusy}>
        {say('Import and open', '导入并打开')}
      </button>
      {left > 0 && (
        <span className="quiet">
          {say(`${left} question(s) still to be answered.`, `还有 ${left} 个问题需要回答。`)}
        </span>
      )}
    </form>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
