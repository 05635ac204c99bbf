import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useParts, usePlace } from '../parts.ts';
import { useSnapshot, useTheme } from '../selectors.ts';
import { deep, failed } from '../store.ts';
import { useWidth } from '../use-width.ts';
import { useSay } from '../words.ts';
import { ExportFigure } from './export-figure.tsx';
import './figure.css';
import { FigureStage } from './figure-stage.tsx';

const OptionsForm = lazy(() =>
  import('./options-form.tsx').then((module) => ({ default: module.OptionsForm })),
);

/** Width of a drawing that is taken away: the full width of a page, in pixels of 96 to the inch. */
const PRINTED = 720;
/** Width of a large drawing, and the steps in which a drawing follows the width of its place. */
const [WIDE, STEP] = [960, 8];

/** A figure of the report, drawn for this node, with its options as a form. */
export default function FigureView({ id }: { id: string }) {
  const say = useSay();
  const { lang, catalogue } = useParts('lang', 'catalogue');
  const place = usePlace('overlay', 'period');
  const theme = useTheme()!;
  const { periods } = useSnapshot();
  const frame = useRef<HTMLDivElement>(null);
  const measured = useWidth(frame, 0);
  const [isWide, setWide] = useState(false);
  const width = measured === 0 ? undefined : isWide ? WIDE : Math.max(320, measured - (measured % STEP));
  const [own, setOwn] = useState<Record<string, unknown>>({});
  const [drawing, setDrawing] = useState<{ svg: string; alt: string }>();
  const described = catalogue!.figures.find((one) => one.id === id)!;
  const options = useMemo(() => {
    const names = new Set(described.options.map(({ name }) => name));
    return {
      lang,
      ...(names.has('width') && width !== undefined ? { width } : {}),
      ...(names.has('node') && !theme.isIndicator ? { node: theme.id } : {}),
      ...(names.has('period') && place.period !== undefined && periods.includes(place.period)
        ? { period: place.period }
        : {}),
      ...own,
    };
  }, [described, lang, theme, own, place.period, periods, width]);
  const isKnown = width !== undefined;
  useEffect(() => {
    if (!isKnown) return;
    let isOver = false;
    deep
      .ask('figure', { overlay: place.overlay, id, options })
      .then((made) => {
        if (!isOver) setDrawing(made);
      })
      .catch((error) => {
        if (!isOver) failed(error);
      });
    return () => {
      isOver = true;
    };
  }, [id, options, place.overlay, isKnown]);
  const hidden = new Set(['lang', 'width', 'node']);
  return (
    <div className="figure-view" ref={frame}>
      {drawing ? (
        <FigureStage svg={drawing.svg} alt={drawing.alt} title={described.title[lang]} />
      ) : (
        <p className="waiting">{say('Drawing …', '正在绘制……')}</p>
      )}
      {id === 'trend-3d' && <Turn own={own} setOwn={setOwn} />}
      <p className="inline">
        <button type="button" aria-pressed={isWide} onClick={() => setWide(!isWide)}>
          {say('Large, to scroll', '放大（可滚动）')}
        </button>
      </p>
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
      <ExportFigure
        id={id}
        options={'width' in options ? { ...options, width: isWide ? WIDE : PRINTED } : options}
      />
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
