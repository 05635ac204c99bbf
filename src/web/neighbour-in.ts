/** Things at places; those with a number below 0 are passed over. */
interface Places {
  shapes: readonly { unit: number; x: number; y: number }[];
}

/** The unit that lies nearest in a direction, those straight ahead first; the first unit when none is at the cursor. */
export function neighbourIn(
  { shapes }: Places,
  from: number | undefined,
  [dx, dy]: readonly [number, number],
): number | undefined {
  const own = shapes.filter(({ unit }) => unit >= 0);
  const here = own.find(({ unit }) => unit === from);
  if (!here) return own[0]?.unit;
  let best: number | undefined = from;
  let least = Number.POSITIVE_INFINITY;
  for (const { unit, x, y } of own) {
    const ahead = (x - here.x) * dx + (y - here.y) * dy;
    const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
    if (ahead <= 0 || aside > 2 * ahead) continue;
    const distance = ahead + 2 * aside;
    if (distance < least) [best, least] = [unit, distance];
  }
  return best;
}
