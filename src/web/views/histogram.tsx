import { useMemo, useRef } from 'react';
import { useParts, usePlace } from '../parts.ts';
import { usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import { selectAll } from '../use-selection.ts';
import { shown, useSay } from '../words.ts';
import { RangeSelect } from './range-select.tsx';

const BINS = 16;

/** How the values of the period are spread; a bar selects its units, several by dragging over them or by a range. */
export function Histogram() {
  const say = useSay();
  const { units, periods } = useSnapshot();
  const theme = useTheme()!;
  const p = usePeriod();
  const { lang } = useParts('lang');
  const place = usePlace('selected');
  const { bins, low, step } = useMemo(() => {
    const all = theme.values.filter((value) => !Number.isNaN(value));
    const low = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const step = (high - low) / BINS || 1;
    const bins = Array.from({ length: BINS }, () => [] as number[]);
    for (let u = 0; u < units.length; u++) {
      const value = theme.values[p * units.length + u]!;
      if (!Number.isNaN(value)) bins[Math.min(BINS - 1, Math.floor((value - low) / step))]!.push(u);
    }
    return { bins, low, step };
  }, [theme, p, units]);
  const most = Math.max(1, ...bins.map(({ length }) => length));
  const chosen = new Set(place.selected);
  const dragged = useRef<{ from: number; to: number }>(undefined);
  const takeBars = (a: number, b: number) =>
    selectAll(
      bins
        .slice(Math.min(a, b), Math.max(a, b) + 1)
        .flat()
        .map((u) => units[u]!.id),
    );
  return (
    <div className="chart">
      <div
        className="bars"
        role="group"
        aria-label={say(
          `Distribution of ${theme.title.en} in ${periods[p]}`,
          `${periods[p]} 年${theme.title.zh}的分布`,
        )}
      >
        {bins.map((own, i) => {
          const from = low + i * step;
          const share = own.filter((u) => chosen.has(units[u]!.id)).length;
          return (
            <button
              key={i}
              type="button"
              aria-disabled={own.length === 0}
              tabIndex={own.length === 0 ? -1 : 0}
              title={`${shown(from)} – ${shown(from + step)}: ${own.length}`}
              aria-label={say(
                `${shown(from)} to ${shown(from + step)}: ${own.length} units`,
                `${shown(from)} 至 ${shown(from + step)}：${own.length} 个单元`,
              )}
              onPointerDown={(event) => {
                dragged.current = event.pointerType === 'touch' ? undefined : { from: i, to: i };
              }}
              onPointerEnter={(event) => {
                if (!dragged.current || (event.buttons & 1) === 0) return;
                dragged.current.to = i;
                takeBars(dragged.current.from, i);
              }}
              onClick={() => {
                if (own.length > 0 && (dragged.current?.to ?? i) === (dragged.current?.from ?? i))
                  takeBars(i, i);
                dragged.current = undefined;
              }}
            >
              <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
                <rect y={100 - (100 * own.length) / most} width="10" height={(100 * own.length) / most} />
                <rect
                  className="share"
                  y={100 - (100 * share) / most}
                  width="10"
                  height={(100 * share) / most}
                />
              </svg>
            </button>
          );
        })}
      </div>
      <div className="axis">
        <span>{shown(low)}</span>
        <span>
          {theme.title[lang]}
          {theme.unit ? ` (${theme.unit[lang]})` : ''}
          <span className="quiet"> · {say(`tallest bar: ${most}`, `最高柱：${most} 个单元`)}</span>
        </span>
        <span>{shown(low + BINS * step)}</span>
      </div>
      <RangeSelect
        key={`${theme.id} ${p}`}
        axes={[{ title: theme.title[lang], span: [low, low + BINS * step] }]}
        onSelect={([range]) =>
          selectAll(
            units.flatMap(({ id }, u) => {
              const value = theme.values[p * units.length + u]!;
              return value >= range![0] && value <= range![1] ? [id] : [];
            }),
          )
        }
      />
    </div>
  );
}
