import type { Box } from './label-places.ts';
import { element, label } from './svg.ts';

/** Size of the arrow with its letter and the space around it, at a map of ordinary width. */
const SIZE = { width: 30, height: 44 };
/** Narrower maps have a smaller arrow, still with a legible letter. */
const ORDINARY = 420;
const SMALLEST = 0.7;

/** The upper right corner, or the upper left or lower right one where fewer points of the shapes lie. */
export function northArrowBox(
  width: number,
  height: number,
  points: readonly (readonly [number, number])[],
): Box {
  const scale = Math.min(1, Math.max(SMALLEST, width / ORDINARY));
  const box = { width: SIZE.width * scale, height: SIZE.height * scale };
  const [right, bottom] = [width - box.width, height - box.height];
  const corners = [
    { x: right, y: 0, ...box },
    { x: 0, y: 0, ...box },
    { x: right, y: bottom, ...box },
  ];
  const covered = corners.map((corner) => points.filter((point) => isWithin(corner, point)).length);
  return corners[covered.indexOf(Math.min(...covered))]!;
}

function isWithin(box: Box, [x, y]: readonly [number, number]): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

export function northArrow({ x, y, width, height }: Box): string {
  const scale = height / SIZE.height;
  return element(
    'g',
    { transform: `translate(${Math.round(x + width / 2)},${Math.round(y)})` },
    element('path', {
      d: 'M0 10 l6 18 l-6 -5 l-6 5 z',
      transform: `scale(${scale.toFixed(2)})`,
      fill: '#22303c',
    }),
    label(0, Math.round(40 * scale), 'N', { 'font-size': '10', 'text-anchor': 'middle' }),
  );
}
