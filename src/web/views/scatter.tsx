import { useState } from 'react';
import { pearson } from '../compare.ts';
import { useParts, usePlace } from '../parts.ts';
import { themeOf, usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import { shown, useSay } from '../words.ts';
import { Plot } from './plot.tsx';

/** Any two nodes or indicators against each other, in the period shown. */
export function Scatter() {
  const say = useSay();
  const snapshot = useSnapshot();
  const { lang, baseline } = useParts('lang', 'baseline');
  const place = usePlace('node', 'normalised', 'overlay');
  const theme = useTheme()!;
  const p = usePeriod();
  const { units, nodes, indicators } = snapshot;
  const isWhatIf = Object.keys(place.overlay).length > 0 && baseline?.units.length === units.length;
  const [asked, setAsked] = useState<string>();
  const other = asked ?? (isWhatIf ? 'baseline' : (nodes.find(({ id }) => id !== theme.id)?.id ?? theme.id));
  const against =
    other === 'baseline' && baseline
      ? themeOf(baseline, place.node, place.normalised)
      : themeOf(snapshot, other, place.normalised);
  const from = p * units.length;
  const points = units
    .map(({ id, name }, u) => ({ u, id, name, x: against.values[from + u]!, y: theme.values[from + u]! }))
    .filter(({ x, y }) => !Number.isNaN(x) && !Number.isNaN(y));
  const r = pearson(points);
  const title = other === 'baseline' ? say('the study as saved', '原研究') : against.title[lang];
  return (
    <div className="chart">
      <label className="inline">
        {say('Across', '横轴')}{' '}
        <select value={other} onChange={(event) => setAsked(event.target.value)}>
          {isWhatIf && <option value="baseline">{say('the study as saved', '原研究')}</option>}
          {[...nodes, ...indicators].map((one) => (
            <option key={one.id} value={one.id}>
              {one.title[lang]}
            </option>
          ))}
        </select>
      </label>
      <Plot
        key={`${theme.id} ${other}`}
        points={points}
        across={title}
        up={theme.title[lang]}
        isSquare={other === 'baseline'}
        label={say(
          `${theme.title.en} against ${title}: ${points.length} units, correlation ${shown(r, 3)}`,
          `${theme.title.zh}与${title}：${points.length} 个单元，相关系数 ${shown(r, 3)}`,
        )}
      />
      <p className="quiet">
        {say(
          `Pearson correlation ${shown(r, 3)} over ${points.length} units.`,
          `${points.length} 个单元的皮尔逊相关系数为 ${shown(r, 3)}。`,
        )}
      </p>
    </div>
  );
}
