import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { Fill } from '../selectors.ts';
import type { MapShapes } from '../snapshot.ts';
import { CanvasShapes } from './canvas-shapes.tsx';
import { Marks, type ShapesProps, usesPointer } from './marks.tsx';

/** Shapes above which a map is drawn as pixels, since each would be an element of its own. */
const MANY = 800;

export const Shapes = memo(function Shapes(props: ShapesProps) {
  return props.map.shapes.length > MANY ? <CanvasShapes {...props} /> : <SvgShapes {...props} />;
});

/** Draws the shapes once; fills are set on the elements, which is quick for hundreds. */
function SvgShapes({ map, fill, clip, isLive = false }: ShapesProps) {
  const group = useRef<SVGGElement>(null);
  const drawn = useMemo(
    () =>
      map.shapes.map(({ path, kind, unit }, i) => (
        <path key={i} d={path} data-unit={unit} className={`shape shape-${kind}`} />
      )),
    [map],
  );
  const around = useMemo(
    () => map.around.map((path, i) => <path key={i} d={path} className="shape-around" />),
    [map],
  );
  const before = useRef<{ map: MapShapes; fill: Fill }>(undefined);
  useLayoutEffect(() => {
    const elements = group.current!.children;
    const old = before.current?.map === map ? before.current.fill : undefined;
    map.shapes.forEach(({ unit }, i) => {
      if (unit < 0 || (old && old[unit] === fill[unit])) return;
      elements[i]!.setAttribute('fill', fill[unit] ?? 'url(#web-no-data)');
    });
    before.current = { map, fill };
  }, [map, fill]);
  const unitAt = (event: React.PointerEvent | React.MouseEvent) => {
    const found = (event.target as Element).getAttribute('data-unit');
    return found === null || found === '-1' ? undefined : Number(found);
  };
  return (
    <svg
      viewBox={`0 0 ${map.width} ${map.height}`}
      className={clip === undefined ? 'shapes' : 'shapes shapes-over'}
      aria-hidden="true"
      {...(isLive ? usesPointer(unitAt) : {})}
    >
      <defs>
        <pattern
          id="web-no-data"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" className="hatch-ground" />
          <path d="M0 0V6" className="hatch-line" />
        </pattern>
        {clip !== undefined && (
          <clipPath id="web-swipe">
            <rect x={(map.width * clip) / 100} width={map.width} height={map.height} />
          </clipPath>
        )}
      </defs>
      {around}
      <g clipPath={clip === undefined ? undefined : 'url(#web-swipe)'}>
        <g ref={group}>{drawn}</g>
        <Marks map={map} isLive={isLive} />
      </g>
    </svg>
  );
}
