import { useState } from 'react';
import { themeOf, usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import { useStore } from '../store.ts';
import { hover, select } from '../use-selection.ts';
import { shown, useSay } from '../words.ts';

const [WIDTH, HEIGHT, EDGE] = [480, 360, 44];

/** Any two nodes or indicators against each other, in the period shown. */
export function Scatter() {
  const say = useSay();
  const snapshot = useSnapshot();
  const { lang, place, hover: hovered, baseline } = useStore();
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
  const spanX = span(points.map(({ x }) => x));
  const spanY = span(points.map(({ y }) => y));
  const atX = (x: number) => EDGE + (WIDTH - 2 * EDGE + 30) * ((x - spanX[0]) / (spanX[1] - spanX[0] || 1));
  const atY = (y: number) =>
    HEIGHT - EDGE - (HEIGHT - EDGE - 14) * ((y - spanY[0]) / (spanY[1] - spanY[0] || 1));
  const chosen = new Set(place.selected);
  const r = correlation(points);
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
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={say(
          `${theme.title.en} against ${title}: ${points.length} units, correlation ${shown(r, 3)}`,
          `${theme.title.zh}与${title}：${points.length} 个单元，相关系数 ${shown(r, 3)}`,
        )}
      >
        <path className="axis-line" d={`M${EDGE} 8V${HEIGHT - EDGE}H${WIDTH - 8}`} />
        <text x={EDGE} y={HEIGHT - EDGE + 16}>
          {shown(spanX[0], 3)}
        </text>
        <text x={WIDTH - 10} y={HEIGHT - EDGE + 16} textAnchor="end">
          {shown(spanX[1], 3)}
        </text>
        <text x={WIDTH / 2} y={HEIGHT - 8} textAnchor="middle">
          {title}
        </text>
        <text x={EDGE - 5} y={HEIGHT - EDGE} textAnchor="end">
          {shown(spanY[0], 3)}
        </text>
        <text x={EDGE - 5} y={18} textAnchor="end">
          {shown(spanY[1], 3)}
        </text>
        {points.map(({ u, id, name, x, y }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same is in the ranking by keyboard
          <circle
            key={id}
            cx={atX(x)}
            cy={atY(y)}
            r={chosen.has(id) || hovered === u ? 6 : 3.6}
            className={chosen.has(id) ? 'dot is-selected' : 'dot'}
            onPointerEnter={() => hover(u)}
            onPointerLeave={() => hover(undefined)}
            onClick={(event) => select(id, event.shiftKey || event.ctrlKey)}
          >
            <title>{`${name[lang]}: ${shown(x)}, ${shown(y)}`}</title>
          </circle>
        ))}
      </svg>
      <p className="quiet">
        {say(
          `Pearson correlation ${shown(r, 3)} over ${points.length} units.`,
          `${points.length} 个单元的皮尔逊相关系数为 ${shown(r, 3)}。`,
        )}
      </p>
    </div>
  );
}

function span(values: readonly number[]): [number, number] {
  return [
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
}

function correlation(points: readonly { x: number; y: number }[]): number {
  const n = points.length;
  const mx = points.reduce((sum, { x }) => sum + x, 0) / n;
  const my = points.reduce((sum, { y }) => sum + y, 0) / n;
  let [xy, xx, yy] = [0, 0, 0];
  for (const { x, y } of points) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xx === 0 || yy === 0 ? Number.NaN : xy / Math.sqrt(xx * yy);
}
