import { removeScenario } from '../beside.ts';
import { overlayOf } from '../overlay.ts';
import { useParts, usePlace } from '../parts.ts';
import { change } from '../store.ts';
import { useSay } from '../words.ts';

/** Scenarios that are saved with the study: small overlays, laid over it one at a time. */
export function Scenarios() {
  const say = useSay();
  const { scenarios } = useParts('scenarios');
  const place = usePlace('overlay');
  const now = JSON.stringify(place.overlay);
  const current = scenarios.find(({ text }) => JSON.stringify(overlayOf(text)) === now);
  if (scenarios.length === 0) return null;
  return (
    <span className="inline">
      <label className="inline">
        <span className="visually-hidden">{say('Scenario', '情景')}</span>
        <select
          value={current?.id ?? ''}
          onChange={(event) => {
            const found = scenarios.find(({ id }) => id === event.target.value);
            change(found ? overlayOf(found.text) : {});
          }}
        >
          <option value="">{say('Scenario: as saved', '情景：原研究')}</option>
          {scenarios.map(({ id, title }) => (
            <option key={id} value={id}>
              {title || id}
            </option>
          ))}
        </select>
      </label>
      {current && (
        <button type="button" onClick={() => void removeScenario(current.id)}>
          {say('Delete', '删除')}
        </button>
      )}
    </span>
  );
}
