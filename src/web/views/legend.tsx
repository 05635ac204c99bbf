import { useParts } from '../parts.ts';
import type { Theme } from '../selectors.ts';
import { useSnapshot } from '../selectors.ts';
import { selectAll } from '../use-selection.ts';
import { shown, useSay } from '../words.ts';

/** The classes with their limits and how many units of the period are in each; a class selects its units. */
export function Legend({ theme, p }: { theme: Theme; p: number }) {
  const say = useSay();
  const { lang } = useParts('lang');
  const { units } = useSnapshot();
  const inClass = (grade: number) => units.filter((_, u) => theme.grade[p * units.length + u] === grade);
  const missing = inClass(0).length;
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
      {missing > 0 && (
        <li>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect width="12" height="12" fill="url(#web-no-data)" />
          </svg>{' '}
          {say('no data', '无数据')} <span className="quiet">{missing}</span>
        </li>
      )}
    </ul>
  );
}
