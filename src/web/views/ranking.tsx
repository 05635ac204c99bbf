import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { isFound } from '../find-units.ts';
import { useParts, usePlace } from '../parts.ts';
import { ordered, useAgainst, useBaselineTheme, usePeriod, useSnapshot, useTheme } from '../selectors.ts';
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
    const all = ordered(theme, units.length, p);
    return search === '' ? all : all.filter((u) => isFound(units[u]!, spellings?.get(units[u]!.id), search));
  }, [theme, p, units, search, spellings]);
  const span = useMemo(() => spanOf(theme.values), [theme]);
  // A row stands for a place, so that a step changes its words and moves nothing; what has the focus goes where its unit goes.
  const focused = useRef<string>(undefined);
  const under = useRef(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 2,
    rangeExtractor: (range) => {
      const usual = defaultRangeExtractor(range);
      const own = placeOf(focused.current, order, units);
      return own < 0 || usual.includes(own) ? usual : [...usual, own].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    const at = placeOf(focused.current, order, units);
    if (at >= 0) {
      const row = body.current!.querySelector(`[aria-rowindex="${at + 1}"]`);
      row?.querySelector('button')?.focus({ preventScroll: true });
      virtual.scrollToIndex(at);
    }
    if (under.current >= 0) hover(order[under.current]);
  }, [order, units, virtual]);
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
            ref={body}
            style={{ height: virtual.getTotalSize() }}
            onFocus={({ target }) => {
              focused.current = units[order[rowOf(target)]!]?.id;
            }}
            onBlur={() => {
              focused.current = undefined;
            }}
            onPointerOver={({ target }) => {
              under.current = rowOf(target as Element);
              hover(order[under.current]);
            }}
            onPointerLeave={() => {
              under.current = -1;
              hover(undefined);
            }}
          >
            {virtual.getVirtualItems().map(({ index, start }) => {
              const u = order[index]!;
              const row = p * units.length + u;
              const before = baseline ? baseline.rank[row]! : theme.rank[q * units.length + u]!;
              const grade = theme.grade[row]!;
              return (
                <Row
                  key={index}
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

/** What a bar can span: all values, and zero. */
function spanOf(values: Float64Array): { low: number; high: number } {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The place of the row that an element is in; -1 outside of rows. */
function rowOf(element: Element): number {
  return Number(element.closest('[aria-rowindex]')?.getAttribute('aria-rowindex') ?? 0) - 1;
}

/** The place of a unit among those shown; -1 when it is none of them. */
function placeOf(id: string | undefined, order: readonly number[], units: readonly { id: string }[]): number {
  return id === undefined ? -1 : order.findIndex((u) => units[u]!.id === id);
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
      aria-rowindex={props.index + 1}
      className={`${isSelected ? 'is-selected' : ''} ${isHovered ? 'is-hovered' : ''}`}
      style={{ transform: `translateY(${props.start}px)` }}
    >
      <td className="number">
        {Number.isNaN(rank) ? '–' : rank}
        {interval !== '' && <span className="quiet">{interval}</span>}
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
        <span className="number">{`${shown(value)}${props.mark}`}</span>
      </td>
      <td className="number">
        {Number.isNaN(moved) || moved === 0 ? '' : moved > 0 ? `▲${moved}` : `▼${-moved}`}
      </td>
    </tr>
  );
});
