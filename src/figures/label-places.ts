/** A rectangle on the page by its upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Spot {
  x: number;
  y: number;
}

/** Whether two boxes share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(box: Box, frame: Box): boolean {
  return (
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height
  );
}

/** The first of the spots at which a box of this size, centred there, lies inside the frame and touches nothing taken. */
export function firstFree(
  spots: readonly Spot[],
  size: Pick<Box, 'width' | 'height'>,
  frame: Box,
  taken: readonly Box[],
): Box | undefined {
  for (const { x, y } of spots) {
    const box = { x: x - size.width / 2, y: y - size.height / 2, ...size };
    if (inside(box, frame) && !taken.some((one) => overlap(one, box))) return box;
  }
  return undefined;
}

/** Positions spread along a line so that neighbours are at least `apart`, in their order, and within the limits where there is room. */
export function spread(wanted: readonly number[], apart: number, from: number, to: number): number[] {
  const order = wanted.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at || a.i - b.i);
  let last = from - apart;
  const placed = order.map(({ at }) => {
    last = Math.max(at, last + apart);
    return last;
  });
  let next = to + apart;
  for (let k = placed.length - 1; k >= 0; k--) {
    next = Math.min(placed[k]!, next - apart);
    placed[k] = next;
  }
  const found = new Array<number>(wanted.length);
  order.forEach(({ i }, k) => {
    found[i] = placed[k]!;
  });
  return found;
}
