import { useState } from 'react';
import { useSnapshot } from '../selectors.ts';
import { go, useStore } from '../store.ts';
import { MARKS, PLACES, STATUSES, shown, useSay } from '../words.ts';
import { Editor } from './editor.tsx';
import Import from './import.tsx';

/** Where the numbers come from: coverage, notes, and the study file. */
export default function Data() {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const study = useStore((state) => state.place.study);
  const { notes } = useSnapshot();
  return (
    <div className="data-page">
      <Coverage />
      <section className="panel" aria-label={say('Notes', '说明')}>
        <h2>{say('What was done to the data', '对数据做了什么')}</h2>
        {notes.length === 0 && <p className="empty">{say('Nothing.', '无。')}</p>}
        <ul>
          {notes.map(({ step, level, text }, i) => (
            <li key={i} className={`note note-${level}`}>
              <span className="quiet">{PLACES[step]?.[lang] ?? step}</span> {text[lang]}
            </li>
          ))}
        </ul>
      </section>
      <section className="panel" aria-label={say('More data', '更多数据')}>
        <h2>{say('Add tables', '添加数据表')}</h2>
        <Import {...(study === undefined ? {} : { into: study })} />
      </section>
      <Editor />
    </div>
  );
}

/** The state of every cell of an indicator: unit by period. */
function Coverage() {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { indicators, units, periods } = useSnapshot();
  const [id, setId] = useState(indicators[0]!.id);
  const indicator = indicators.find((one) => one.id === id) ?? indicators[0]!;
  const share = (of: (typeof indicators)[number]) =>
    of.status.reduce((sum, status) => sum + (status === 0 || status === 3 ? 0 : 1), 0) / of.status.length;
  return (
    <section className="panel coverage-panel" aria-label={say('Coverage', '覆盖情况')}>
      <div className="panel-head">
        <h2>{say('Coverage', '覆盖情况')}</h2>
        <label className="inline">
          {say('Indicator', '指标')}{' '}
          <select value={indicator.id} onChange={(event) => setId(event.target.value)}>
            {indicators.map((one) => (
              <option key={one.id} value={one.id}>
                {say(
                  `${one.title.en} (${(100 * share(one)).toFixed(0)} % known)`,
                  `${one.title.zh}（已知 ${(100 * share(one)).toFixed(0)}%）`,
                )}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => go({ node: indicator.id, page: 'explore' }, true)}>
          {say('Show on the map', '在地图上显示')}
        </button>
      </div>
      <div className="table-scroll coverage" tabIndex={0} role="region" aria-label={say('Cells', '单元格')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Unit', '单元')}</th>
              {periods.map((period) => (
                <th key={period} scope="col">
                  {period}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map((unit, u) => (
              <tr key={unit.id}>
                <th scope="row">{unit.name[lang]}</th>
                {periods.map((period, p) => {
                  const status = indicator.status[p * units.length + u]!;
                  return (
                    <td key={period} className={`number status-${status}`} title={STATUSES[lang][status]}>
                      {shown(indicator.values[p * units.length + u]!)}
                      {MARKS[status]}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{say('* filled, ~ estimated, – missing', '* 插补，~ 估计，– 缺失')}</p>
    </section>
  );
}
