import { useParts } from '../parts.ts';
import type { Theme } from '../selectors.ts';
import { useSnapshot } from '../selectors.ts';
import type { MapShapes } from '../snapshot.ts';
import { selectAll } from '../use-selection.ts';
import { shown, useSay } from '../words.ts';

/** The classes with their limits and how many units of the period are in each; a class selects its units. */
export function Legend({ theme, p }: { theme: Theme; p: number }) {
  const say = useSay();
  const { lang, map } = useParts('lang', 'map');
  const { units } = useSnapshot();
  const inClass = (grade: number) => units.filter((_, u) => theme.grade[p * units.length + u] === grade);
  const missing = inClass(0).length + shapesOf(map, 'excluded');
  const others = shapesOf(map, 'other');
  return (
    <ul className="legend" aria-label={say('Classes', '等级')}>
      {theme.classes.map(({ lower, upper, label }, i) => {
        const own = inClass(i + 1);
        return (
          <li key={upper}>
            <button type="button" onClick={() => selectAll(own.map(({ id }) => id))}>
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <rect width="12" height="12" fill={theme.colours[i]} />
              </svg>
              {label ? `${label[lang]} ` : ''}
              {`${i === 0 ? '[' : '('}${shown(lower)}, ${shown(upper)}] `}
              <span className="quiet">{own.length}</span>
            </button>
          </li>
        );
      })}
      <Rest missing={missing} others={others} />
    </ul>
  );
}

export function shapesOf(map: MapShapes | undefined, kind: 'excluded' | 'other'): number {
  return map?.shapes.filter((shape) => shape.kind === kind).length ?? 0;
}

/** Shapes of the map that have no class: without a value, and outside the study. */
export function Rest({ missing, others }: { missing: number; others: number }) {
  const say = useSay();
  return (
    <>
      {missing > 0 && (
        <li className="legend-plain">
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect width="12" height="12" fill="url(#web-no-data)" />
          </svg>{' '}
          {say('no data', '无数据')} <span className="quiet">{missing}</span>
        </li>
      )}
      {others > 0 && (
        <li className="legend-plain">
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect width="12" height="12" className="shape-other" />
          </svg>
          {say('outside the study', '研究区外')} <span className="quiet">{others}</span>
        </li>
      )}
    </>
  );
}
