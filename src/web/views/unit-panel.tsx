import { useEffect, useState } from 'react';
import type { Explanation } from '../../study/explain.ts';
import { useParts, usePlace } from '../parts.ts';
import { usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import { live, useStore } from '../store.ts';
import { select } from '../use-selection.ts';
import { fixed, shown, useSay } from '../words.ts';
import { ExplanationView } from './explanation.tsx';
import { LiftView } from './lift-view.tsx';
import { Sparkline } from './sparkline.tsx';
import { ValueEdit } from './value-edit.tsx';

/** Everything about the unit that was selected last. */
export function UnitPanel() {
  const say = useSay();
  const { lang, shown: snapshot } = useParts('lang', 'shown');
  const place = usePlace('selected');
  const { units, periods, nodes } = useSnapshot();
  const theme = useTheme()!;
  const p = usePeriod();
  const id = place.selected.at(-1);
  const u = units.findIndex((unit) => unit.id === id);
  const node = theme.isIndicator ? nodes[0]!.id : theme.id;
  const explanation = useExplanation(u < 0 ? undefined : id, periods[p]!, node);
  if (u < 0)
    return (
      <section className="panel unit" aria-label={say('Unit', '单元')}>
        <h2>{say('Unit', '单元')}</h2>
        <p className="empty">
          {say(
            'Select a unit on the map or in the ranking to see its rank, why it is there, what holds it back and how it moved.',
            '在地图或排名中选择一个单元，即可查看其名次、原因、障碍因素与变化。',
          )}
        </p>
      </section>
    );
  const unit = units[u]!;
  const row = p * units.length + u;
  const own = nodes.find((one) => one.id === node)!;
  const label = own.classes[own.grade[row]! - 1]?.label?.[lang];
  const first = own.rank[u]!;
  return (
    <section className="panel unit has-unit" aria-label={say('Unit', '单元')}>
      <div className="panel-head">
        <h2>{unit.name[lang]}</h2>
        {lang === 'zh'
          ? unit.name.en !== unit.name.zh && <span lang="en">{unit.name.en}</span>
          : unit.name.en !== unit.name.zh && <span lang="zh-CN">{unit.name.zh}</span>}
        <button type="button" onClick={() => select(unit.id, true)}>
          {say('Close', '关闭')}
        </button>
      </div>
      <p className="quiet">
        {unit.groups
          .map((group) => group[lang])
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="headline">
        {Number.isNaN(own.score[row]!)
          ? say(`${periods[p]}: no score`, `${periods[p]}：无得分`)
          : say(
              `${periods[p]}: ${fixed(own.score[row]!, 4)}, rank ${own.rank[row]} of ${units.length}, grade ${label ?? own.grade[row]}`,
              `${periods[p]}：${fixed(own.score[row]!, 4)}，第 ${own.rank[row]} 位（共 ${units.length}），等级${label === undefined ? ` ${own.grade[row]}` : `为${label}`}`,
            )}
        {explanation?.rankInterval && (
          <>
            {' '}
            {say(
              `(rank ${explanation.rankInterval.low} to ${explanation.rankInterval.high})`,
              `（名次区间 ${explanation.rankInterval.low}–${explanation.rankInterval.high}）`,
            )}
          </>
        )}
        {p > 0 && !Number.isNaN(first) && (
          <>
            {say('; ', '；')}
            {say(`rank ${first} in ${periods[0]}`, `${periods[0]} 年第 ${first} 位`)}
          </>
        )}
      </p>
      <h3>{say('Over time', '随时间变化')}</h3>
      <Sparkline u={u} />
      {explanation && (
        <>
          <h3>{say('What holds it back', '障碍因素')}</h3>
          <Obstacles explanation={explanation} />
          <h3>{say('Why this score', '得分来由')}</h3>
          <ExplanationView explanation={explanation} />
        </>
      )}
      <LiftView unit={unit.id} period={periods[p]!} node={node} />
      <Peers u={u} />
      <ValueEdit key={`${unit.id} ${periods[p]}`} u={u} p={p} />
      <span className="visually-hidden">{shown(snapshot!.took, 3)}</span>
    </section>
  );
}

function useExplanation(unit: string | undefined, period: number, node: string): Explanation | undefined {
  const overlay = useStore((state) => state.place.overlay);
  const snapshot = useStore((state) => state.shown);
  const [found, setFound] = useState<Explanation>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result explains anew
  useEffect(() => {
    if (unit === undefined) return setFound(undefined);
    let isOver = false;
    live.ask('explain', { overlay, unit, period, node }).then(
      (explanation) => {
        if (!isOver) setFound(explanation);
      },
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [unit, period, node, overlay, snapshot]);
  return unit === undefined || found?.unit.id !== unit ? undefined : found;
}

function Obstacles({ explanation }: { explanation: Explanation }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const worst = explanation.terms
    .filter(({ obstacle }) => obstacle !== undefined && obstacle > 0)
    .sort((a, b) => b.obstacle! - a.obstacle!)
    .slice(0, 5);
  if (worst.length === 0 && explanation.terms.some(({ obstacle }) => obstacle === 0))
    return (
      <p className="quiet">
        {say('Nothing: it has the best value of every indicator.', '无：各项指标均为最优值。')}
      </p>
    );
  if (worst.length === 0)
    return (
      <p className="quiet">
        {say(
          'This study does not compute obstacle degrees here. Choose a dimension that has indicators, or add “obstacles: {}” under “analyses:” on the page Data.',
          '本研究未在此计算障碍度。请选择含有指标的维度，或在“数据”页的 analyses: 下加入 obstacles: {}。',
        )}
      </p>
    );
  return (
    <ol className="obstacles">
      {worst.map(({ id, title, obstacle }) => (
        <li key={id}>
          <span>{title[lang]}</span>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(100 * obstacle!) / worst[0]!.obstacle!} height="6" />
          </svg>
          <span className="number">{obstacle!.toFixed(1)} %</span>
        </li>
      ))}
    </ol>
  );
}

/** The units whose normalised values are nearest to this one's in the period. */
function Peers({ u }: { u: number }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { units, indicators } = useSnapshot();
  const p = usePeriod();
  const from = p * units.length;
  const peers = units
    .map((unit, v) => {
      let [sum, seen] = [0, 0];
      for (const { normalised } of indicators) {
        const by = normalised[from + v]! - normalised[from + u]!;
        if (Number.isNaN(by)) continue;
        sum += by * by;
        seen++;
      }
      return { unit, v, distance: seen === 0 ? Number.NaN : Math.sqrt(sum / seen) };
    })
    .filter(({ v, distance }) => v !== u && !Number.isNaN(distance))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 4);
  if (peers.length === 0) return null;
  return (
    <>
      <h3>{say('Most alike', '最相似的单元')}</h3>
      <p className="inline">
        {peers.map(({ unit }) => (
          <button key={unit.id} type="button" onClick={() => select(unit.id, true)}>
            {unit.name[lang]}
          </button>
        ))}
      </p>
    </>
  );
}
