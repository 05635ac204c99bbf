import { useState } from 'react';
import { shown, useSay } from '../words.ts';

const STEPS = 100;
type Range = [number, number];

/** What dragging a rectangle does, for the keyboard and for fingers: a lower and an upper limit for each axis. */
export function RangeSelect({
  axes,
  onSelect,
}: {
  axes: readonly { title: string; span: Range }[];
  onSelect(ranges: Range[]): void;
}) {
  const say = useSay();
  const [limits, setLimits] = useState<readonly Range[]>(axes.map(() => [0, STEPS]));
  const valueAt = ([low, high]: Range, step: number) =>
    step === STEPS ? high : low + ((high - low) * step) / STEPS;
  const set = (axis: number, end: 0 | 1, step: number) => {
    const next = limits.map((limit, i): Range => {
      if (i !== axis) return limit;
      return end === 0 ? [step, Math.max(step, limit[1])] : [Math.min(step, limit[0]), step];
    });
    setLimits(next);
    onSelect(axes.map(({ span }, i) => [valueAt(span, next[i]![0]), valueAt(span, next[i]![1])]));
  };
  return (
    <details className="range-select">
      <summary>{say('Select by range', '按范围选择')}</summary>
      {axes.map(({ title, span }, axis) => (
        <fieldset key={axis}>
          <legend>{title}</legend>
          {([0, 1] as const).map((end) => {
            const value = shown(valueAt(span, limits[axis]![end]), 3);
            return (
              <label key={end} className="inline">
                {end === 0 ? say('from', '自') : say('to', '至')}
                <input
                  type="range"
                  min={0}
                  max={STEPS}
                  value={limits[axis]![end]}
                  aria-label={`${title} ${end === 0 ? say('from', '自') : say('to', '至')}`}
                  aria-valuetext={value}
                  onChange={(event) => set(axis, end, Number(event.target.value))}
                />
                <output>{value}</output>
              </label>
            );
          })}
        </fieldset>
      ))}
    </details>
  );
}
