import { ticks } from 'd3-array';
import { fixed } from './format.ts';
import { element, label, MUTED, px } from './svg.ts';
import { textWidth } from './text-width.ts';
import type { TrendData, Zone } from './trend-data.ts';
import { decimalsOf } from './trend-marks.ts';

/** A place in the box: east and north on the floor and the score, each from 0 to 1. */
export type Place = readonly [x: number, y: number, z: number];

/** Height of the box against the side of its floor. */
const TALL = 0.75;
const RADIAN = Math.PI / 180;
const LINE = { stroke: '#c8d1d8', 'stroke-width': '0.6', fill: 'none' };

/** The box of a trend analysis seen from a bearing and an elevation, drawn to a width (orthographic). */
export interface Box {
  height: number;
  at(place: Place): [number, number];
  /** How near a place of the floor is to the viewer. */
  nearness(x: number, y: number): number;
  /** Where the walls behind stand: y of the wall over x, x of the wall over y. */
  wallY: 0 | 1;
  wallX: 0 | 1;
}

/** Sides kept free for the marks of the score axis and of the floor. */
const SIDE = { left: 40, right: 26, top: 6, bottom: 40 };

export function boxOf(width: number, azimuth: number, elevation: number): Box {
  const [sin, cos] = [Math.sin(azimuth * RADIAN), Math.cos(azimuth * RADIAN)];
  const [up, down] = [Math.cos(elevation * RADIAN), Math.sin(elevation * RADIAN)];
  const nearness = (x: number, y: number) => (x - 0.5) * sin + (y - 0.5) * cos;
  const flat = ([x, y, z]: Place): [number, number] => [
    (y - 0.5) * sin - (x - 0.5) * cos,
    nearness(x, y) * down - z * TALL * up,
  ];
  const corners = [0, 1].flatMap((x) => [0, 1].flatMap((y) => [0, 1].map((z) => flat([x, y, z]))));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = (width - SIDE.left - SIDE.right) / (Math.max(...xs) - left);
  return {
    height: (Math.max(...ys) - top) * scale + SIDE.top + SIDE.bottom,
    at(place) {
      const [x, y] = flat(place);
      return [SIDE.left + (x - left) * scale, SIDE.top + (y - top) * scale];
    },
    nearness,
    wallY: cos < 0 ? 1 : 0,
    wallX: sin < 0 ? 1 : 0,
  };
}

/** Path data through places of the box. */
export function through({ at }: Box, places: readonly Place[]): string {
  return `M${places.map((place) => at(place).map(px).join(' ')).join('L')}`;
}

/** Floor, both walls behind, their grid and the marks of the three axes. */
export function frame(box: Box, zone: Zone, scale: TrendData['scale']): string {
  const { wallX, wallY } = box;
  const planes: Place[][] = [
    [
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
      [0, 1, 0],
    ],
    [
      [0, wallY, 0],
      [1, wallY, 0],
      [1, wallY, 1],
      [0, wallY, 1],
    ],
    [
      [wallX, 0, 0],
      [wallX, 1, 0],
      [wallX, 1, 1],
      [wallX, 0, 1],
    ],
  ];
  const fills = ['#f3f6f8', '#fafcfd', '#fafcfd'];
  const walls = planes.map((plane, i) =>
    element('path', { ...LINE, d: `${through(box, plane)}Z`, fill: fills[i]!, stroke: '#93a0ab' }),
  );
  const share = (mark: number) => (mark - scale.low) / (scale.high - scale.low);
  const levels = scale.marks.map((mark) =>
    element('path', {
      ...LINE,
      d: through(box, [
        [1 - wallX, wallY, share(mark)],
        [wallX, wallY, share(mark)],
        [wallX, 1 - wallY, share(mark)],
      ]),
    }),
  );
  return [...walls, ...levels, scoreMarks(box, scale, share), ...floorMarks(box, zone)].join('');
}

/** Values of the score beside the outer edge of a wall on the left. */
function scoreMarks(box: Box, { marks }: TrendData['scale'], share: (mark: number) => number): string {
  const edges: [number, number][] = [
    [1 - box.wallX, box.wallY],
    [box.wallX, 1 - box.wallY],
  ];
  const [x, y] = edges.sort((a, b) => box.at([...a, 0])[0] - box.at([...b, 0])[0])[0]!;
  const decimals = decimalsOf(marks);
  return marks
    .map((mark) => {
      const [left, top] = box.at([x, y, share(mark)]);
      return label(left - 5, top + 3, fixed(mark, decimals), {
        'font-size': '9',
        'text-anchor': 'end',
        fill: MUTED,
      });
    })
    .join('');
}

/** Which axis runs along the left and which along the right edge of the floor in front. */
export function frontEdges(box: Box): { left: 'x' | 'y'; right: 'x' | 'y' } {
  const middleOfX = box.at([0.5, 1 - box.wallY, 0])[0];
  const middleOfY = box.at([1 - box.wallX, 0.5, 0])[0];
  return middleOfX < middleOfY ? { left: 'x', right: 'y' } : { left: 'y', right: 'x' };
}

/** Lines over the floor and kilometres along its front edges, away from the corners where they would meet others. */
function floorMarks(box: Box, { length }: Zone): string[] {
  const edges = frontEdges(box);
  return (['x', 'y'] as const).flatMap((axis) => {
    const long = length[axis];
    if (!(long > 0)) return [];
    const place = (share: number, across: 0 | 1): Place =>
      axis === 'x' ? [share, across, 0] : [across, share, 0];
    const behind = axis === 'x' ? box.wallY : box.wallX;
    const front = behind === 0 ? 1 : 0;
    const toLeft = edges.left === axis;
    let last = Number.NaN;
    return ticks(0, long, 4).flatMap((mark) => {
      const share = mark / long;
      const gridLine = element('path', {
        ...LINE,
        d: through(box, [place(share, behind), place(share, front)]),
      });
      const [x, y] = box.at(place(share, front));
      const text = String(mark);
      const isNear = Math.abs(y - last) < 9 && Math.abs(x - last) < textWidth(text, 9) + 4;
      if (share < 0.08 || share > 0.92 || isNear) return [gridLine];
      last = y;
      const words = label(x + (toLeft ? -3 : 3), y + 11, text, {
        'font-size': '9',
        'text-anchor': toLeft ? 'end' : 'start',
        fill: MUTED,
      });
      return [gridLine, words];
    });
  });
}
