import { useRef } from 'react';
import { spread } from '../../figures/label-places.ts';
import { fitted } from '../../figures/text-width.ts';
import { useParts, usePlace } from '../parts.ts';
import { useSnapshot, useTheme } from '../selectors.ts';
import { hover, select } from '../use-selection.ts';
import { useWidth } from '../use-width.ts';
import { shown, useSay } from '../words.ts';

const [HEIGHT, LEFT, BOTTOM] = [300, 56, 28];
/** Units that are all named at their lines, as long as none is chosen. */
const FEW = 20;
/** Pixels around a line in which the pointer meets it. */
const REACH = 12;
const STROKES = ['#4477aa', '#ee6677', '#228833', '#aa3377', '#b8860b', '#0e7c86', '#555555'];

/** Values over the periods; the selected units are named at their lines, gaps stay gaps. */
export function Lines() {
  const say = useSay();
  const { lang, hover: hovered } = useParts('lang', 'hover');
  const place = usePlace('selected');
  const { units, periods } = useSnapshot();
  const frame = useRef<HTMLDivElement>(null);
  const WIDTH = useWidth(frame, 480);
  const RIGHT = Math.min(130, WIDTH * 0.3);
  const theme = useTheme()!;
  const seen = theme.values.filter((value) => !Number.isNaN(value));
  const low = seen.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = seen.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (periods.length < 2)
    return (
      <p className="empty" ref={frame}>
        {say('The study has one period only.', '本研究只有一个时期。')}
      </p>
    );
  const x = (p: number) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * (periods[p]! - periods[0]!)) / (periods.at(-1)! - periods[0]!);
  const y = (value: number) => 8 + (HEIGHT - BOTTOM - 8) * (1 - (value - low) / (high - low || 1));
  const path = (u: number) => {
    let d = '';
    let pen = 'M';
    periods.forEach((_, p) => {
      const value = theme.values[p * units.length + u]!;
      if (Number.isNaN(value)) pen = 'M';
      else {
        d += `${pen}${x(p).toFixed(1)},${y(value).toFixed(1)}`;
        pen = 'L';
      }
    });
    return d;
  };
  const nearest = (event: React.PointerEvent<SVGSVGElement> | React.MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const after = Math.max(
      1,
      periods.findIndex((_, p) => x(p) >= at.x),
    );
    const share = Math.min(1, Math.max(0, (at.x - x(after - 1)) / (x(after) - x(after - 1))));
    let [found, least]: [number | undefined, number] = [undefined, REACH];
    units.forEach((_, u) => {
      const [from, to] = [after - 1, after].map((p) => theme.values[p * units.length + u]!);
      const away = Math.abs(y(from! + (to! - from!) * share) - at.y);
      if (away <= least) [found, least] = [u, away];
    });
    return found;
  };
  const chosen = place.selected.map((id) => units.findIndex((unit) => unit.id === id)).filter((u) => u >= 0);
  const named = [...new Set([...chosen, ...(hovered === undefined ? [] : [hovered])])];
  const isFew = units.length <= FEW;
  const ends = (named.length === 0 && isFew ? units.map((_, u) => u) : named)
    .map((u) => ({ u, y: y(theme.values[(periods.length - 1) * units.length + u]!) }))
    .filter((one) => !Number.isNaN(one.y));
  const places = spread(
    ends.map((one) => one.y),
    14,
    8,
    HEIGHT - BOTTOM,
  );
  const labels = ends.map((one, i) => ({ ...one, place: places[i]! }));
  const every = Math.ceil(periods.length / 7);
  return (
    <div className="chart" ref={frame}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same is in the ranking by keyboard */}
      <svg
        className={hovered === undefined ? '' : 'is-over'}
        onPointerMove={(event) => hover(nearest(event))}
        onPointerLeave={() => hover(undefined)}
        onClick={(event) => {
          const u = nearest(event);
          if (u !== undefined) select(units[u]!.id, event.shiftKey || event.ctrlKey || event.metaKey);
        }}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={say(
          `${theme.title.en} of ${units.length} units from ${periods[0]} to ${periods.at(-1)}, between ${shown(low)} and ${shown(high)}; the table view has every number.`,
          `${units.length} 个单元 ${periods[0]}–${periods.at(-1)} 年的${theme.title.zh}，介于 ${shown(low)} 与 ${shown(high)}；数据表视图有全部数值。`,
        )}
      >
        {[0, 0.5, 1].map((share) => {
          const value = low + share * (high - low);
          return (
            <g key={share} className="grid">
              <path d={`M${LEFT} ${y(value)}H${WIDTH - RIGHT}`} />
              <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
                {shown(value, 3)}
              </text>
            </g>
          );
        })}
        {periods.map((period, p) =>
          p % every === 0 || p === periods.length - 1 ? (
            <text key={period} x={x(p)} y={HEIGHT - 8} textAnchor="middle">
              {period}
            </text>
          ) : null,
        )}
        {units.map(({ id }, u) => (
          <path key={id} d={path(u)} className={isFew ? 'line is-one-of-few' : 'line'} />
        ))}
        {named.map((u, i) => (
          <path
            key={`named-${units[u]!.id}`}
            d={path(u)}
            className="line-named"
            stroke={STROKES[i % STROKES.length]}
          />
        ))}
        {labels.map(({ u, y: end, place: top }) => (
          <g key={`label-${units[u]!.id}`}>
            <path className="leader" d={`M${WIDTH - RIGHT + 2} ${end}L${WIDTH - RIGHT + 12} ${top}`} />
            <text
              x={WIDTH - RIGHT + 15}
              y={top + 4}
              className={named.length === 0 ? 'line-label is-quiet' : 'line-label'}
            >
              {fitted(units[u]!.name[lang], RIGHT - 17, 12)}
            </text>
          </g>
        ))}
      </svg>
      {named.length === 0 && !isFew && (
        <p className="quiet">{say('Select units to name their lines.', '选择单元后标出其曲线名称。')}</p>
      )}
    </div>
  );
}
