import { useMemo, useRef, useState } from 'react';
import { begins } from '../find-units.ts';
import { neighbourIn } from '../neighbour-in.ts';
import { useParts, usePlace } from '../parts.ts';
import {
  changes,
  type Fill,
  fills,
  type Theme,
  useAgainst,
  usePeriod,
  useSnapshot,
  useTheme,
} from '../selectors.ts';
import type { MapShapes } from '../snapshot.ts';
import { go, readSpellings } from '../store.ts';
import { MAP_MODES, type MapMode } from '../url-state.ts';
import { hover, select } from '../use-selection.ts';
import { fixed, shown, useSay } from '../words.ts';
import { ChangeLegend } from './change-legend.tsx';
import { ExportFigure } from './export-figure.tsx';
import { Legend } from './legend.tsx';
import { PeriodSlider } from './period-slider.tsx';
import { Shapes } from './shapes.tsx';

const MODES: Record<MapMode, { en: string; zh: string }> = {
  one: { en: 'One map', zh: '单图' },
  years: { en: 'All periods', zh: '各期' },
  swipe: { en: 'Swipe', zh: '卷帘' },
  change: { en: 'Change', zh: '变化' },
};

export function MapView() {
  const say = useSay();
  const { map, lang } = useParts('map', 'lang');
  const place = usePlace('map', 'normalised');
  const snapshot = useSnapshot();
  const theme = useTheme()!;
  const p = usePeriod();
  const q = useAgainst();
  const { periods, units } = snapshot;
  const mode = periods.length === 1 ? 'one' : place.map;
  const [share, setShare] = useState(50);
  const isChange = mode === 'change';
  const change = useMemo(
    () => (isChange ? changes(theme, units.length, q, p) : undefined),
    [isChange, theme, units.length, q, p],
  );
  if (!map)
    return (
      <section className="panel map" aria-label={say('Map', '地图')}>
        <h2>{say('Map', '地图')}</h2>
        <p className="empty">
          {say(
            'This study has no shapes, so there is no map; everything else works without. For a map, put a file of shapes (GeoJSON, TopoJSON, shapefile or GeoPackage) into the folder of the study and name it on the page Data, in study.yaml, as boundaries of the units.',
            '本研究没有边界文件，因此没有地图；其余功能不受影响。如需地图，请将边界文件（GeoJSON、TopoJSON、shapefile 或 GeoPackage）放入研究文件夹，并在“数据”页的 study.yaml 中将其写为 units 的 boundaries。',
          )}
        </p>
        <PeriodSlider />
      </section>
    );
  const label = `${theme.title[lang]}${theme.unit ? ` (${theme.unit[lang]})` : ''}`;
  return (
    <section className="panel map" aria-label={say('Map', '地图')}>
      <div className="panel-head">
        <h2>{label}</h2>
        {theme.isIndicator && (
          <label className="inline">
            <input
              type="checkbox"
              checked={place.normalised}
              onChange={(event) => go({ normalised: event.target.checked })}
            />
            {say('normalised', '标准化值')}
          </label>
        )}
        {periods.length > 1 && (
          <fieldset className="choices">
            <legend className="visually-hidden">{say('Kind of map', '地图形式')}</legend>
            {MAP_MODES.map((one) => (
              <button key={one} type="button" aria-pressed={mode === one} onClick={() => go({ map: one })}>
                {MODES[one][lang]}
              </button>
            ))}
          </fieldset>
        )}
        <ExportFigure id="map" options={{ node: theme.id, lang }} isAvailable={!theme.isIndicator} />
      </div>
      {mode === 'years' ? (
        <div className="small-maps">
          {periods.map((period, i) => (
            <figure key={period}>
              <figcaption>{period}</figcaption>
              <Shapes map={map} fill={fills(theme, units.length, i)} />
            </figure>
          ))}
        </div>
      ) : mode === 'swipe' ? (
        <div className="swipe">
          <div className="swipe-maps">
            <Shapes map={map} fill={fills(theme, units.length, q)} />
            <Shapes map={map} fill={fills(theme, units.length, p)} clip={share} />
          </div>
          <label className="swipe-slider">
            <span>
              {periods[q]} | {periods[p]}
            </span>
            <input
              type="range"
              min={0}
              max={100}
              value={share}
              aria-label={say('Where the two periods meet', '两期分界位置')}
              onChange={(event) => setShare(Number(event.target.value))}
            />
          </label>
        </div>
      ) : (
        <ChosenMap
          map={map}
          theme={theme}
          fill={change?.fill ?? fills(theme, units.length, p)}
          p={p}
          {...(change ? { difference: change.values } : {})}
        />
      )}
      {change ? (
        <ChangeLegend values={change.values} most={change.most} from={periods[q]!} to={periods[p]!} />
      ) : (
        <Legend theme={theme} p={p} />
      )}
      <PeriodSlider />
      {(mode === 'change' || mode === 'swipe') && <Against />}
      <p className="caption">
        {map.caption[lang].map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
    </section>
  );
}

function Against() {
  const say = useSay();
  const { periods } = useSnapshot();
  const q = useAgainst();
  return (
    <label className="inline">
      {say('Compared with', '对比时期')}
      <select value={periods[q]} onChange={(event) => go({ against: Number(event.target.value) })}>
        {periods.map((period) => (
          <option key={period}>{period}</option>
        ))}
      </select>
    </label>
  );
}

/** The map that answers to pointer and keyboard: one stop; arrows go to the neighbour in that direction. */
function ChosenMap({
  map,
  theme,
  fill,
  p,
  difference,
}: {
  map: MapShapes;
  theme: Theme;
  fill: Fill;
  p: number;
  difference?: Float64Array;
}) {
  const say = useSay();
  const { lang, hover: hovered, spellings } = useParts('lang', 'hover', 'spellings');
  const place = usePlace('selected');
  const { units, periods } = useSnapshot();
  const last = units.findIndex(({ id }) => id === place.selected.at(-1));
  const at = hovered ?? (last < 0 ? undefined : last);
  const typed = useRef({ text: '', at: 0 });
  const told = at === undefined ? undefined : tell(at);

  function tell(u: number): string {
    const row = p * units.length + u;
    const name = units[u]!.name[lang];
    if (difference)
      return say(
        `${name}: change ${fixed(difference[u]!, 3)} to ${periods[p]}`,
        `${name}：至 ${periods[p]} 变化 ${fixed(difference[u]!, 3)}`,
      );
    if (Number.isNaN(theme.values[row]!)) return say(`${name}: no data`, `${name}：无数据`);
    const grade = theme.grade[row]!;
    const label = theme.classes[grade - 1]?.label?.[lang] ?? String(grade);
    return say(
      `${name}: ${shown(theme.values[row]!)}, rank ${theme.rank[row]}, class ${label}`,
      `${name}：${shown(theme.values[row]!)}，第 ${theme.rank[row]} 位，等级 ${label}`,
    );
  }

  const onKey = (event: React.KeyboardEvent) => {
    const order = () =>
      units
        .map((_, u) => u)
        .filter((u) => !Number.isNaN(theme.rank[p * units.length + u]!))
        .sort((a, b) => theme.rank[p * units.length + a]! - theme.rank[p * units.length + b]!);
    const direction = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
      event.key
    ] as [number, number] | undefined;
    if (direction) hover(neighbourIn(map, at, direction));
    else if (event.key === 'Home') hover(order()[0]);
    else if (event.key === 'End') hover(order().at(-1));
    else if ((event.key === 'Enter' || event.key === ' ') && at !== undefined)
      select(units[at]!.id, event.shiftKey || event.ctrlKey);
    else if (event.key === 'Escape') {
      hover(undefined);
      return;
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const isNew = event.timeStamp - typed.current.at > 1000;
      typed.current = {
        text: (isNew ? '' : typed.current.text) + event.key.toLowerCase(),
        at: event.timeStamp,
      };
      const found = units.findIndex((unit) => begins(unit, spellings?.get(unit.id), typed.current.text));
      if (found >= 0) hover(found);
      else return;
    } else return;
    event.preventDefault();
  };

  return (
    <div
      className="map-stage"
      tabIndex={0}
      role="application"
      aria-roledescription={say('map', '地图')}
      aria-label={say(
        `Map of ${theme.title.en}, ${periods[p]}. Arrows go to the neighbouring unit, Home and End to the first and last, letters (or pinyin) to a name, Enter selects.`,
        `${theme.title.zh} ${periods[p]} 年地图。方向键移到相邻单元，Home/End 到首末名，输入字母或拼音按名称查找，回车选择。`,
      )}
      onKeyDown={onKey}
      onFocus={() => void readSpellings()}
      onPointerLeave={() => hover(undefined)}
    >
      <Shapes map={map} fill={fill} isLive />
      <p className="tip" aria-live="polite">
        {told ?? ' '}
      </p>
    </div>
  );
}
