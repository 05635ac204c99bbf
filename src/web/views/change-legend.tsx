import { diverging } from '../../figures/colours.ts';
import { useStore } from '../store.ts';
import { shown, useSay } from '../words.ts';
import { Rest, shapesOf } from './legend.tsx';

const STEPS = [-1, -0.5, 0, 0.5, 1];

/** What the colours of a map of change mean: from the largest loss to the largest gain, the same on both sides of zero. */
export function ChangeLegend({
  values,
  most,
  from,
  to,
}: {
  values: Float64Array;
  most: number;
  from: number;
  to: number;
}) {
  const say = useSay();
  const map = useStore((state) => state.map);
  const missing = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  const signed = (value: number) => (value > 0 ? `+${shown(value, 3)}` : shown(value, 3));
  return (
    <>
      <p className="legend-text">
        {say(
          `Change from ${from} to ${to}: brown = less, purple = more, at most ±${shown(most)}.`,
          `${from} 至 ${to} 的变化：棕色减少，紫色增加，最大 ±${shown(most)}。`,
        )}
      </p>
      <ul className="legend" aria-label={say('Colours of the change', '变化的颜色')}>
        {STEPS.map((step) => (
          <li key={step} className="legend-plain number">
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <rect width="12" height="12" fill={diverging(most === 0 ? 0 : step)} />
            </svg>
            {signed(step * most)}
          </li>
        ))}
        <Rest missing={missing + shapesOf(map, 'excluded')} others={shapesOf(map, 'other')} />
      </ul>
    </>
  );
}
