import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { usePlace } from '../parts.ts';
import type { Fill } from '../selectors.ts';
import type { MapShapes } from '../snapshot.ts';
import { Marks, type ShapesProps, usesPointer } from './marks.tsx';

/** The same map as pixels: fills below, borders above them drawn once, outlines of what is chosen as elements on top. */
export function CanvasShapes({ map, fill, clip, isLive = false }: ShapesProps) {
  const ground = useRef<HTMLCanvasElement>(null);
  const borders = useRef<HTMLCanvasElement>(null);
  const before = useRef<{ map: MapShapes; fill: Fill; width: number; theme: unknown }>(undefined);
  const { theme } = usePlace('theme');
  const [width, setWidth] = useState(0);
  const paths = useMemo(() => map.shapes.map(({ path }) => new Path2D(path)), [map]);

  useLayoutEffect(() => {
    const canvas = ground.current!;
    const observer = new ResizeObserver(() => setWidth(canvas.clientWidth * Math.min(2, devicePixelRatio)));
    observer.observe(canvas);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (width === 0) return;
    const old = before.current;
    const isSame = old?.map === map && old.width === width && old.theme === theme;
    before.current = { map, fill, width, theme };
    if (isSame) return paintFills(ground.current!, { map, paths, fill, old: old.fill, width });
    const paint = () => {
      paintGround(ground.current!, map, width);
      paintFills(ground.current!, { map, paths, fill, width });
      paintBorders(borders.current!, { map, paths, width });
    };
    paint();
    // The colours of another theme stand only after the page has taken it.
    if (old && old.theme !== theme) requestAnimationFrame(paint);
  }, [map, paths, fill, width, theme]);

  const unitAt = (event: React.PointerEvent | React.MouseEvent) => {
    const box = ground.current!.getBoundingClientRect();
    const scale = Math.min(box.width / map.width, box.height / map.height);
    const x = (event.clientX - box.left - box.width / 2) / scale + map.width / 2;
    const y = (event.clientY - box.top - box.height / 2) / scale + map.height / 2;
    const context = borders.current!.getContext('2d')!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    return map.shapes.find(
      ({ unit, box: [left, top, right, bottom] }, i) =>
        unit >= 0 &&
        x >= left &&
        x <= right &&
        y >= top &&
        y <= bottom &&
        context.isPointInPath(paths[i]!, x, y),
    )?.unit;
  };
  const style = {
    aspectRatio: `${map.width} / ${map.height}`,
    ...(clip === undefined ? {} : { clipPath: `inset(0 0 0 ${clip}%)` }),
  };
  return (
    <div
      className={`shapes canvas-shapes map-drawn ${clip === undefined ? '' : 'shapes-over'}`}
      style={style}
      aria-hidden="true"
      {...(isLive ? usesPointer(unitAt) : {})}
    >
      <canvas ref={ground} />
      <canvas ref={borders} />
      <svg viewBox={`0 0 ${map.width} ${map.height}`} aria-hidden="true">
        <Marks map={map} isLive={isLive} />
      </svg>
    </div>
  );
}

interface Painting {
  map: MapShapes;
  paths: readonly Path2D[];
  width: number;
}

/** Clears a canvas, and gives it the measure of the map. */
function cleared(canvas: HTMLCanvasElement, map: MapShapes, width: number): CanvasRenderingContext2D {
  const scale = width / map.width;
  canvas.width = Math.round(width);
  canvas.height = Math.round(map.height * scale);
  const context = canvas.getContext('2d')!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.lineWidth = 0.5;
  return context;
}

function paintGround(canvas: HTMLCanvasElement, map: MapShapes, width: number): void {
  const context = cleared(canvas, map, width);
  const colour = coloursOf(canvas);
  for (const path of map.around) {
    const around = new Path2D(path);
    context.fillStyle = colour('--around');
    context.strokeStyle = colour('--line');
    context.fill(around);
    context.stroke(around);
  }
}

/** Fills the shapes, of those drawn before only the ones that have another colour now. */
function paintFills(
  canvas: HTMLCanvasElement,
  { map, paths, fill, old }: Painting & { fill: Fill; old?: Fill },
): void {
  const context = canvas.getContext('2d')!;
  const outside = old ? '' : coloursOf(canvas)('--outside');
  let hatch: CanvasPattern | undefined;
  map.shapes.forEach(({ unit, kind }, i) => {
    if (old && (unit < 0 || old[unit] === fill[unit])) return;
    const colour = unit >= 0 ? fill[unit] : kind === 'excluded' ? undefined : outside;
    if (colour === undefined) hatch ??= hatchOf(canvas, context);
    context.fillStyle = colour ?? hatch!;
    context.fill(paths[i]!);
  });
}

function paintBorders(canvas: HTMLCanvasElement, { map, paths, width }: Painting): void {
  const context = cleared(canvas, map, width);
  context.strokeStyle = coloursOf(canvas)('--edge');
  for (const path of paths) context.stroke(path);
}

function coloursOf(element: Element): (name: string) => string {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}

/** Hatching of what has no data, as on the smaller maps. */
function hatchOf(element: Element, context: CanvasRenderingContext2D): CanvasPattern {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const own = tile.getContext('2d')!;
  own.fillStyle = coloursOf(element)('--panel');
  own.fillRect(0, 0, 6, 6);
  own.fillStyle = '#8a8f94';
  own.fillRect(0, 0, 1, 6);
  const pattern = context.createPattern(tile, 'repeat')!;
  pattern.setTransform(new DOMMatrix().rotate(45));
  return pattern;
}
