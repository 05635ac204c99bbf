import { useState } from 'react';
import { useParts, usePlace } from '../parts.ts';
import { useSnapshot } from '../selectors.ts';
import { change } from '../store.ts';
import { STATUSES, shown, useSay } from '../words.ts';

interface Correction {
  unit: string;
  period: number;
  indicator: string;
  value: number | null;
}

/** "What if this value were another": a correction laid over the study. */
export function ValueEdit({ u, p }: { u: number; p: number }) {
  const say = useSay();
  const { lang } = useParts('lang');
  const place = usePlace('overlay');
  const { units, periods, indicators } = useSnapshot();
  const [indicator, setIndicator] = useState(indicators[0]!.id);
  const [value, setValue] = useState('');
  const column = indicators.find(({ id }) => id === indicator) ?? indicators[0]!;
  const row = p * units.length + u;
  const now = column.values[row]!;
  const isMeasured = column.status[row] !== 2;
  return (
    <details className="value-edit">
      <summary>{say('What if a value were another', '假设某个数值不同')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const made: Correction = {
            unit: units[u]!.id,
            period: periods[p]!,
            indicator: column.id,
            value: value.trim() === '' ? null : Number(value),
          };
          const before = ((place.overlay.corrections ?? []) as Correction[]).filter(
            (one) => one.unit !== made.unit || one.period !== made.period || one.indicator !== made.indicator,
          );
          change({ ...place.overlay, corrections: [...before, made] });
        }}
      >
        <label>
          {say('Indicator', '指标')}{' '}
          <select value={column.id} onChange={(event) => setIndicator(event.target.value)}>
            {indicators.map(({ id, title }) => (
              <option key={id} value={id}>
                {title[lang]}
              </option>
            ))}
          </select>
        </label>
        <p className="quiet">
          {say('Now', '当前')}: {shown(now)} {column.unit?.[lang]} ({STATUSES[lang][column.status[row]!]})
        </p>
        <label>
          {say('Value (empty = missing)', '数值（留空表示缺失）')}{' '}
          <input type="number" step="any" value={value} onChange={(event) => setValue(event.target.value)} />
        </label>
        <button type="submit" disabled={!isMeasured}>
          {say('Try it', '试算')}
        </button>
        {!isMeasured && (
          <p className="quiet">
            {say('It is computed from others: change those.', '该值由其他变量计算得到，请修改那些变量。')}
          </p>
        )}
      </form>
    </details>
  );
}
