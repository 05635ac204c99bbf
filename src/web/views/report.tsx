import { useEffect, useState } from 'react';
import { save } from '../save.ts';
import { deep, failed, useStore } from '../store.ts';
import { useSay } from '../words.ts';

/** The methods text, the tables and the whole report, as they are now. */
export default function Report() {
  const say = useSay();
  const { lang, place, session } = useStore();
  const [text, setText] = useState('');
  const [tables, setTables] = useState<{ name: string; title: { en: string; zh: string }; rows: number }[]>(
    [],
  );
  const overlay = place.overlay;
  useEffect(() => {
    let isOver = false;
    const put =
      <T,>(set: (value: T) => void) =>
      (value: T) => {
        if (!isOver) set(value);
      };
    deep.ask('methodsText', { overlay, lang }).then(put(setText), failed);
    deep.ask('tables', { overlay }).then(put(setTables), failed);
    return () => {
      isOver = true;
    };
  }, [overlay, lang]);
  const out = async () => {
    try {
      const page = await deep.ask('report', { overlay, lang, software: session?.software ?? 'Holling' });
      save('report.html', new Blob([page], { type: 'text/html' }));
    } catch (error) {
      failed(error);
    }
  };
  const outTable = async (name: string) => {
    try {
      save(`${name}.csv`, new Blob([await deep.ask('table', { overlay, name })], { type: 'text/csv' }));
    } catch (error) {
      failed(error);
    }
  };
  return (
    <div className="report-page">
      <section className="panel" aria-label={say('Methods', '方法')}>
        <div className="panel-head">
          <h2>{say('Methods text', '方法说明')}</h2>
          <button type="button" onClick={() => void navigator.clipboard?.writeText(text)}>
            {say('Copy', '复制')}
          </button>
        </div>
        {text === '' ? (
          <p className="waiting">{say('Writing …', '正在撰写……')}</p>
        ) : (
          <p className="prose">{text}</p>
        )}
      </section>
      <section className="panel" aria-label={say('Files', '文件')}>
        <h2>{say('Files', '文件')}</h2>
        <p>
          <button type="button" onClick={() => void out()}>
            {say('Report with every figure (HTML)', '含全部图的报告（HTML）')}
          </button>
        </p>
        <ul className="files">
          {tables.map(({ name, title, rows }) => (
            <li key={name}>
              <button type="button" onClick={() => void outTable(name)}>
                {name}.csv
              </button>
              <span className="file-title">{title[lang]}</span>
              <span className="quiet">{say(`${rows} rows`, `${rows} 行`)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
