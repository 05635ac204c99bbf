import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { isFound } from '../find-units.ts';
import { useParts, usePlace } from '../parts.ts';
import { useAgainst, useBaselineTheme, usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import { readSpellings, useStore } from '../store.ts';
import { hover, select } from '../use-selection.ts';
import { MARKS, shown, useSay } from '../words.ts';

const ROW = 28;

/** Units of the period, best first: value with grade, rank with interval and change. */
export function Ranking() {
  const say = useSay();
  const { lang, intervals, spellings } = useParts('lang', 'intervals', 'spellings');
  const place = usePlace('selected');
  const { units, periods } = useSnapshot();
  const theme = useTheme()!;
  const baseline = useBaselineTheme();
  const p = usePeriod();
  const q = useAgainst();
  const [search, setSearch] = useState('');
  const scroll = useRef<HTMLDivElement>(null);
  const ofNode = baseline ? undefined : intervals?.nodes[theme.id];
  const order = useMemo(() => {
    const from = p * units.length;
    return units
      .map((_, u) => u)
      .filter((u) => isFound(units[u]!, spellings?.get(units[u]!.id), search))
      .sort((a, b) => orderOf(theme.rank[from + a]!, theme.rank[from + b]!));
  }, [theme, p, units, search, spellings]);
  const span = useMemo(() => {
    const seen = theme.values.filter((value) => !Number.isNaN(value));
    return {
      low: Math.min(
        0,
        seen.reduce((a, b) => Math.min(a, b), 0),
      ),
      high: seen.reduce((a, b) => Math.max(a, b), 0),
    };
  }, [theme]);
  // The row that has the focus stays, wherever its unit goes.
  const focused = useRef(-1);
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 2,
    rangeExtractor: (range) => {
      const usual = defaultRangeExtractor(range);
      const own = order.indexOf(focused.current);
      return own < 0 || usual.includes(own) ? usual : [...usual, own].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    const at = order.indexOf(focused.current);
    if (at >= 0 && scroll.current!.contains(document.activeElement)) virtual.scrollToIndex(at);
  }, [order, virtual]);
  const selected = new Set(place.selected);
  const changeTo = baseline ? say('against the study', '较原研究') : `${periods[q]}`;
  return (
    <section className="panel ranking" aria-label={say('Ranking', '排名')}>
      <div className="panel-head">
        <h2>
          {say('Ranking', '排名')} {periods[p]}
        </h2>
        <label className="inline">
          <span className="visually-hidden">{say('Find a unit', '查找单元')}</span>
          <input
            type="search"
            value={search}
            placeholder={say('name or pinyin …', '名称或拼音……')}
            onFocus={() => void readSpellings()}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
      </div>
      <div
        className="rows"
        ref={scroll}
        tabIndex={0}
        role="region"
        aria-label={say('Units by rank', '按名次排列的单元')}
      >
        <table
          aria-rowcount={order.length}
          style={
            {
              '--rank': `${rankWidth(units.length, !theme.isIndicator && !baseline)}px`,
            } as React.CSSProperties
          }
        >
          <thead>
            <tr>
              <th scope="col">{say('Rank', '名次')}</th>
              <th scope="col">{say('Unit', '单元')}</th>
              <th scope="col">{say('Value', '数值')}</th>
              <th scope="col">
                <span title={say(`change of rank since ${changeTo}`, `名次变化（较 ${changeTo}）`)}>
                  {say('Change', '变化')}
                </span>
              </th>
            </tr>
          </thead>
          <tbody
            style={{ height: virtual.getTotalSize() }}
            onFocus={({ target }) => {
              focused.current = Number(target.closest('tr')?.dataset.u ?? -1);
            }}
            onBlur={() => {
              focused.current = -1;
            }}
          >
            {virtual.getVirtualItems().map(({ index, start }) => {
              const u = order[index]!;
              const row = p * units.length + u;
              const before = baseline ? baseline.rank[row]! : theme.rank[q * units.length + u]!;
              const grade = theme.grade[row]!;
              return (
                <Row
                  key={units[u]!.id}
                  index={index}
                  start={start}
                  u={u}
                  id={units[u]!.id}
                  name={units[u]!.name[lang]}
                  rank={theme.rank[row]!}
                  low={ofNode?.low[row]}
                  high={ofNode?.high[row]}
                  value={theme.values[row]!}
                  ghost={baseline?.values[row]}
                  mark={theme.status ? MARKS[theme.status[row]!]! : ''}
                  lowest={span.low}
                  highest={span.high}
                  colour={grade === 0 ? undefined : theme.colours[grade - 1]}
                  moved={before - theme.rank[row]!}
                  isSelected={selected.has(units[u]!.id)}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      {intervals && !theme.isIndicator && !baseline && (
        <p className="quiet">
          {say(
            `In parentheses: where the rank lies in 90 % of ${intervals.replicates} replicates.`,
            `括号内为 ${intervals.replicates} 次重复中 90% 的名次范围。`,
          )}
        </p>
      )}
      {order.length === 0 && <p className="empty">{say('No unit of this name.', '没有此名称的单元。')}</p>}
    </section>
  );
}

/** Pixels for a rank and, where it has one, its interval. */
function rankWidth(units: number, hasInterval: boolean): number {
  const digits = String(units).length;
  return hasInterval ? 28 + digits * 26 : Math.max(40, 12 + digits * 9);
}

function orderOf(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  return Number.isNaN(b) ? -1 : a - b;
}

interface RowProps {
  index: number;
  start: number;
  u: number;
  id: string;
  name: string;
  rank: number;
  low: number | undefined;
  high: number | undefined;
  value: number;
  ghost: number | undefined;
  mark: string;
  lowest: number;
  highest: number;
  colour: string | undefined;
  moved: number;
  isSelected: boolean;
}

const Row = memo(function Row(props: RowProps) {
  const { u, id, name, rank, low, high, value, ghost, moved, colour, isSelected } = props;
  const isHovered = useStore((state) => state.hover === u);
  const width = props.highest - props.lowest || 1;
  const at = (one: number) => (Number.isNaN(one) ? 0 : (100 * (one - props.lowest)) / width);
  const interval = low === undefined || high === undefined || Number.isNaN(low) ? '' : ` (${low}–${high})`;
  return (
    <tr
      data-u={u}
      aria-rowindex={props.index + 1}
      className={`${isSelected ? 'is-selected' : ''} ${isHovered ? 'is-hovered' : ''}`}
      style={{ transform: `translateY(${props.start}px)` }}
      onPointerEnter={() => hover(u)}
      onPointerLeave={() => hover(undefined)}
    >
      <td className="number">
        {Number.isNaN(rank) ? '–' : rank}
        {interval && <span className="quiet">{interval}</span>}
      </td>
      <td>
        <button
          type="button"
          aria-pressed={isSelected}
          title={name}
          onClick={(event) => select(id, event.shiftKey || event.ctrlKey || event.metaKey)}
        >
          {name}
        </button>
      </td>
      <td className="bar-cell">
        <span className="track" aria-hidden="true">
          {ghost !== undefined && <i className="ghost" style={{ width: `${at(ghost)}%` }} />}
          <i style={{ width: `${at(value)}%`, background: colour ?? 'none' }} />
        </span>
        <span className="number">
          {shown(value)}
          {props.mark}
        </span>
      </td>
      <td className="number">
        {Number.isNaN(moved) || moved === 0 ? '' : moved > 0 ? `▲${moved}` : `▼${-moved}`}
      </td>
    </tr>
  );
});
