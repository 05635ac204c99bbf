import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useParts, usePlace } from '../parts.ts';
import { useSnapshot, useTheme } from '../selectors.ts';
import { deep, failed, go } from '../store.ts';
import { useSay } from '../words.ts';
import { ExportFigure } from './export-figure.tsx';
import { Histogram } from './histogram.tsx';
import { Lines } from './lines.tsx';
import { Scatter } from './scatter.tsx';
import { UnitTable } from './unit-table.tsx';

const OptionsForm = lazy(() =>
  import('./options-form.tsx').then((module) => ({ default: module.OptionsForm })),
);

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
            {!own && !figure && <option value={place.second}>{place.second}</option>}
          </select>
        </label>
      </div>
      {place.second === 'distribution' && <Histogram />}
      {place.second === 'lines' && <Lines />}
      {place.second === 'scatter' && <Scatter />}
      {place.second === 'table' && <UnitTable />}
      {figure && <FigureView key={figure.id} id={figure.id} />}
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

/** A figure of the report, drawn for this node, with its options as a form. */
function FigureView({ id }: { id: string }) {
  const say = useSay();
  const { lang, catalogue } = useParts('lang', 'catalogue');
  const place = usePlace('overlay', 'period');
  const theme = useTheme()!;
  const { periods } = useSnapshot();
  const [own, setOwn] = useState<Record<string, unknown>>({});
  const [drawing, setDrawing] = useState<{ address: string; alt: string }>();
  const described = catalogue!.figures.find((one) => one.id === id)!;
  const options = useMemo(() => {
    const names = new Set(described.options.map(({ name }) => name));
    return {
      lang,
      ...(names.has('width') ? { width: 720 } : {}),
      ...(names.has('node') && !theme.isIndicator ? { node: theme.id } : {}),
      ...(names.has('period') && place.period !== undefined && periods.includes(place.period)
        ? { period: place.period }
        : {}),
      ...own,
    };
  }, [described, lang, theme, own, place.period, periods]);
  useEffect(() => {
    let isOver = false;
    let made: string | undefined;
    deep
      .ask('figure', { overlay: place.overlay, id, options })
      .then(({ svg, alt }) => {
        if (isOver) return;
        made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
        setDrawing({ address: made, alt });
      })
      .catch((error) => {
        if (!isOver) failed(error);
      });
    return () => {
      isOver = true;
      if (made) setTimeout(() => URL.revokeObjectURL(made!), 2000);
    };
  }, [id, options, place.overlay]);
  const hidden = new Set(['lang', 'width', 'node']);
  return (
    <div className="figure-view">
      <div className="figure-scroll" tabIndex={0} role="region" aria-label={described.title[lang]}>
        {drawing ? (
          <img src={drawing.address} alt={drawing.alt} />
        ) : (
          <p className="waiting">{say('Drawing …', '正在绘制……')}</p>
        )}
      </div>
      {id === 'trend-3d' && <Turn own={own} setOwn={setOwn} />}
      <details>
        <summary>{say('Options of this figure', '图的选项')}</summary>
        <Suspense>
          <OptionsForm
            options={described.options.filter(({ name }) => !hidden.has(name))}
            values={own}
            onChange={setOwn}
          />
        </Suspense>
      </details>
      {drawing && <p className="quiet">{drawing.alt}</p>}
      <ExportFigure id={id} options={options} />
    </div>
  );
}

/** Turns the box of the trend. */
function Turn({
  own,
  setOwn,
}: {
  own: Record<string, unknown>;
  setOwn(next: Record<string, unknown>): void;
}) {
  const say = useSay();
  return (
    <label className="turn">
      {say('Turn', '旋转')}
      <input
        type="range"
        min={0}
        max={360}
        step={5}
        value={Number(own.azimuth ?? 215)}
        onChange={(event) => setOwn({ ...own, azimuth: Number(event.target.value) })}
      />
      <output>{`${own.azimuth ?? 215}°`}</output>
    </label>
  );
}
