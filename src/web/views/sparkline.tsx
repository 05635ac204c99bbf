import { useSnapshot, useTheme } from '../selectors.ts';
import { useStore } from '../store.ts';
import { fixed, shown, useSay } from '../words.ts';

/** The values of one unit over the periods, as a small line and as a table for those who cannot see it. */
export function Sparkline({ u }: { u: number }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { units, periods } = useSnapshot();
  const theme = useTheme()!;
  const values = periods.map((_, p) => theme.values[p * units.length + u]!);
  const seen = values.filter((value) => !Number.isNaN(value));
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  const written = (value: number) => (theme.isIndicator ? shown(value) : fixed(value, 3));
  const x = (p: number) => (periods.length === 1 ? 100 : 6 + (188 * p) / (periods.length - 1));
  const y = (value: number) => 36 - 30 * ((value - low) / (high - low || 1));
  let d = '';
  let pen = 'M';
  values.forEach((value, p) => {
    if (Number.isNaN(value)) pen = 'M';
    else {
      d += `${pen}${x(p)},${y(value)}`;
      pen = 'L';
    }
  });
  return (
    <figure className="spark">
      <svg viewBox="0 0 200 42" aria-hidden="true">
        <path d={d} />
        {values.map((value, p) =>
          Number.isNaN(value) ? null : <circle key={periods[p]} cx={x(p)} cy={y(value)} r="2.6" />,
        )}
      </svg>
      <figcaption>
        {theme.title[lang]}
        {say(': ', '：')}
        {periods[0]} {written(values[0]!)} → {periods.at(-1)} {written(values.at(-1)!)}
        {theme.unit ? ` (${theme.unit[lang]})` : ''}
      </figcaption>
      <details>
        <summary>{say('Numbers', '数值')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Period', '时期')}</th>
              <th scope="col">{say('Value', '数值')}</th>
              <th scope="col">{say('Rank', '名次')}</th>
            </tr>
          </thead>
          <tbody>
            {periods.map((period, p) => (
              <tr key={period}>
                <td>{period}</td>
                <td className="number">{shown(values[p]!)}</td>
                <td className="number">{shown(theme.rank[p * units.length + u]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
