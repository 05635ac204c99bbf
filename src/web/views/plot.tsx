import { useRef, useState } from 'react';
import type { Text } from '../../core/text.ts';
import { useParts, usePlace } from '../parts.ts';
import { hover, select, selectAll } from '../use-selection.ts';
import { useWidth } from '../use-width.ts';
import { shown, useSay } from '../words.ts';
import { RangeSelect } from './range-select.tsx';

const EDGE = 44;
/** Pixels around a point in which the pointer meets it: as wide as a target should be. */
const REACH = 14;
/** Points above which they are drawn smaller, and points that are named beside the one under the pointer. */
const [MANY, NAMED] = [150, 8];
/** Pixels of the drawing below which a press is a click and no rectangle. */
const DRAG = 5;

export interface PlotPoint {
  id: string;
  /** Position among the units shown; -1 when it is none of them. */
  u: number;
  name: Text;
  x: number;
  y: number;
}
type Rectangle = { x0: number; y0: number; x1: number; y1: number };

/** Units as points. A click selects one, a dragged rectangle or the two ranges below select several; shift adds. */
export function Plot({
  points,
  across,
  up,
  label,
  isSquare = false,
}: {
  points: readonly PlotPoint[];
  across: string;
  up: string;
  label: string;
  /** Both axes hold the same, so that they share their span and a line says where nothing changes. */
  isSquare?: boolean;
}) {
  const say = useSay();
  const { lang, hover: hovered } = useParts('lang', 'hover');
  const place = usePlace('selected');
  const drawing = useRef<SVGSVGElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const isDragged = useRef(false);
  const WIDTH = useWidth(frame, 480);
  const HEIGHT = Math.round(Math.max(240, Math.min(420, WIDTH * 0.75)));
  const [drag, setDrag] = useState<Rectangle>();
  let [spanX, spanY] = [span(points.map(({ x }) => x)), span(points.map(({ y }) => y))];
  if (isSquare) spanX = spanY = span([...spanX, ...spanY]);
  const atX = (x: number) => EDGE + (WIDTH - 2 * EDGE + 30) * ((x - spanX[0]) / (spanX[1] - spanX[0] || 1));
  const atY = (y: number) =>
    HEIGHT - EDGE - (HEIGHT - EDGE - 32) * ((y - spanY[0]) / (spanY[1] - spanY[0] || 1));
  const chosen = new Set(place.selected);
  const over = points.some(({ u }) => u >= 0 && hovered === u);
  const under = ({ clientX, clientY }: React.PointerEvent | React.MouseEvent) => {
    const box = drawing.current!.getBoundingClientRect();
    return {
      x: ((clientX - box.left) * WIDTH) / box.width,
      y: ((clientY - box.top) * HEIGHT) / box.height,
    };
  };
  const nearest = (event: React.PointerEvent | React.MouseEvent): PlotPoint | undefined => {
    const { x, y } = under(event);
    let [found, least]: [PlotPoint | undefined, number] = [undefined, REACH];
    for (const point of points) {
      const away = Math.hypot(atX(point.x) - x, atY(point.y) - y);
      if (away <= least) [found, least] = [point, away];
    }
    return found;
  };
  const named = points.filter(({ id, u }) => chosen.has(id) || (u >= 0 && hovered === u)).slice(0, NAMED);
  const small = points.length > MANY ? 3.5 : 5;
  const take = (isIn: (point: PlotPoint) => boolean, isMore: boolean) => {
    const ids = points.filter(isIn).map(({ id }) => id);
    selectAll(isMore ? [...new Set([...place.selected, ...ids])] : ids);
  };
  const end = (event: React.PointerEvent) => {
    if (!drag) return;
    setDrag(undefined);
    isDragged.current = isDrag(drag);
    if (!isDragged.current) return;
    const [left, right] = [Math.min(drag.x0, drag.x1), Math.max(drag.x0, drag.x1)];
    const [top, bottom] = [Math.min(drag.y0, drag.y1), Math.max(drag.y0, drag.y1)];
    take(({ x, y }) => {
      const [px, py] = [atX(x), atY(y)];
      return px >= left && px <= right && py >= top && py <= bottom;
    }, event.shiftKey || event.ctrlKey);
  };
  return (
    <div ref={frame}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the ranges below and the ranking are for the keyboard */}
      <svg
        ref={drawing}
        className={over ? 'plot is-over' : 'plot'}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          if (event.button !== 0 || event.pointerType === 'touch') return;
          const { x, y } = under(event);
          setDrag({ x0: x, y0: y, x1: x, y1: y });
        }}
        onPointerMove={(event) => {
          if (!drag) return hover(withUnit(nearest(event)));
          if (isDrag(drag)) drawing.current!.setPointerCapture(event.pointerId);
          const { x, y } = under(event);
          setDrag({ ...drag, x1: x, y1: y });
        }}
        onPointerUp={end}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => hover(undefined)}
        onClick={(event) => {
          const point = isDragged.current ? undefined : nearest(event);
          isDragged.current = false;
          if (point) select(point.id, event.shiftKey || event.ctrlKey || event.metaKey);
        }}
      >
        <path className="axis-line" d={`M${EDGE} 20V${HEIGHT - EDGE}H${WIDTH - 8}`} />
        <text x={4} y={12}>
          ↑ {up}
        </text>
        {isSquare && (
          <path
            className="axis-line is-same"
            d={`M${atX(spanX[0])} ${atY(spanX[0])}L${atX(spanX[1])} ${atY(spanX[1])}`}
          />
        )}
        <text x={EDGE} y={HEIGHT - EDGE + 16}>
          {shown(spanX[0], 3)}
        </text>
        <text x={WIDTH - 10} y={HEIGHT - EDGE + 16} textAnchor="end">
          {shown(spanX[1], 3)}
        </text>
        <text x={WIDTH / 2} y={HEIGHT - 8} textAnchor="middle">
          {across} →
        </text>
        <text x={EDGE - 5} y={HEIGHT - EDGE} textAnchor="end">
          {shown(spanY[0], 3)}
        </text>
        <text x={EDGE - 5} y={36} textAnchor="end">
          {shown(spanY[1], 3)}
        </text>
        {points.map(({ u, id, name, x, y }) => (
          <circle
            key={id}
            cx={atX(x)}
            cy={atY(y)}
            r={chosen.has(id) || (u >= 0 && hovered === u) ? 7 : small}
            className={chosen.has(id) ? 'dot is-selected' : 'dot'}
          >
            <title>{`${name[lang]}: ${shown(x)}, ${shown(y)}`}</title>
          </circle>
        ))}
        {named.map(({ id, name, x, y }) => (
          <text
            key={id}
            className="plot-name"
            x={atX(x) + (atX(x) > WIDTH / 2 ? -10 : 10)}
            y={atY(y) + 4}
            textAnchor={atX(x) > WIDTH / 2 ? 'end' : 'start'}
          >
            {name[lang]}
          </text>
        ))}
        {drag && isDrag(drag) && (
          <rect
            className="brush"
            x={Math.min(drag.x0, drag.x1)}
            y={Math.min(drag.y0, drag.y1)}
            width={Math.abs(drag.x1 - drag.x0)}
            height={Math.abs(drag.y1 - drag.y0)}
          />
        )}
      </svg>
      <RangeSelect
        axes={[
          { title: across, span: spanX },
          { title: isSquare && across === up ? say('up', '纵轴') : up, span: spanY },
        ]}
        onSelect={([x, y]) =>
          take((point) => point.x >= x![0] && point.x <= x![1] && point.y >= y![0] && point.y <= y![1], false)
        }
      />
    </div>
  );
}

const withUnit = (point: PlotPoint | undefined) => (point && point.u >= 0 ? point.u : undefined);

const isDrag = ({ x0, y0, x1, y1 }: Rectangle) => Math.abs(x1 - x0) > DRAG || Math.abs(y1 - y0) > DRAG;

function span(values: readonly number[]): [number, number] {
  return [
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
}
