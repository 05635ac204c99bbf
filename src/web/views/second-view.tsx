import { lazy, Suspense } from 'react';
import { useParts, usePlace } from '../parts.ts';
import { go } from '../store.ts';
import { useSay } from '../words.ts';
import { Histogram } from './histogram.tsx';
import { Lines } from './lines.tsx';
import { Scatter } from './scatter.tsx';
import { UnitTable } from './unit-table.tsx';

const FigureView = lazy(() => import('./figure-view.tsx'));

const OWN = [
  { id: 'distribution', en: 'Distribution', zh: '分布' },
  { id: 'lines', en: 'Over time', zh: '时间变化' },
  { id: 'scatter', en: 'Scatter', zh: '散点' },
  { id: 'table', en: 'Table of everything', zh: '全部数据表' },
] as const;
/** Figures that show the map or the ranking again, which are always there. */
const ELSEWHERE = new Set(['map', 'ranking', 'map-grid', 'coverage']);

/** The view that the user chooses: interactive ones, and every figure that the study can draw. */
export function SecondView() {
  const say = useSay();
  const { lang, catalogue } = useParts('lang', 'catalogue');
  const place = usePlace('second');
  const figures = (catalogue?.figures ?? []).filter(({ id, available }) => available && !ELSEWHERE.has(id));
  const figure = figures.find(({ id }) => id === place.second);
  const own = OWN.some(({ id }) => id === place.second);
  return (
    <section className="panel second" aria-label={say('Second view', '第二视图')}>
      <div className="panel-head">
        <h2 className="visually-hidden">{say('Second view', '第二视图')}</h2>
        <label className="inline">
          {say('View', '视图')}{' '}
          <select value={place.second} onChange={(event) => go({ second: event.target.value })}>
            {OWN.map(({ id, ...name }) => (
              <option key={id} value={id}>
                {name[lang]}
              </option>
            ))}
            {figures.map(({ id, title }) => (
              <option key={id} value={id}>
                {title[lang]}
              </option>
            ))}
            {!own && !figure && (
              <option value={place.second}>{catalogue ? place.second : say('a figure …', '图……')}</option>
            )}
          </select>
        </label>
      </div>
      {place.second === 'distribution' && <Histogram />}
      {place.second === 'lines' && <Lines />}
      {place.second === 'scatter' && <Scatter />}
      {place.second === 'table' && <UnitTable />}
      {figure && (
        <Suspense fallback={<p className="waiting">{say('Drawing …', '正在绘制……')}</p>}>
          <FigureView key={figure.id} id={figure.id} />
        </Suspense>
      )}
      {!own && !figure && (
        <p className="empty">
          {catalogue
            ? say('This study does not have that view.', '本研究没有此视图。')
            : say('Computing the analyses …', '正在计算各项分析……')}
        </p>
      )}
    </section>
  );
}
