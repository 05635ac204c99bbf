import type { Result } from '../study/result.ts';
import { type Box, firstFree, type Spot } from './label-places.ts';
import type { MapPanels } from './map-panels.ts';
import { ringsOf } from './outline.ts';
import { cellsOf, raster, spotsFor } from './raster.ts';
import { label, MUTED } from './svg.ts';
import { textWidth } from './text-width.ts';

/** A name and the shapes of the boundaries that it names. */
export interface MapLabel {
  text: string;
  shapes: readonly number[];
}

/**
 * Names written on a map: every name stands on its own shapes, inside the frame, and touches no other. Places with little room
 * come first. Names of what surrounds the study area follow where it is in sight. What finds no place is left out and counted.
 */
export function mapLabels(
  result: Result,
  maps: MapPanels,
  width: number,
  names: readonly MapLabel[],
  { size, lang }: { size: number; lang: 'en' | 'zh' },
): { svg: string; dropped: number } {
  const { projection, height } = maps;
  const rings = result.boundaries!.features.features.map((shape) => ringsOf(projection, shape));
  const around = result.context?.features.features ?? [];
  const nameOf = new Map(names.flatMap(({ shapes }, n) => shapes.map((shape) => [shape, n] as const)));
  // The surroundings lie beneath the boundaries, of which those without a name own their cells too.
  const unnamed = names.length + around.length;
  const grid = raster(width, height, Math.max(4, width / 240), [
    ...around.map((shape, i) => ({ owner: names.length + i, rings: ringsOf(projection, shape) })),
    ...rings.map((own, shape) => ({ owner: nameOf.get(shape) ?? unnamed, rings: own })),
  ]);
  const cells = cellsOf(grid);
  const frame = { x: 2, y: 2, width: width - 4, height: height - 4 };
  const taken: Box[] = [...maps.marks];
  const parts: string[] = [];
  const put = (text: string, spots: readonly Spot[], style: Record<string, string>, fontSize: number) => {
    const box = firstFree(
      spots,
      { width: textWidth(text, fontSize) + 4, height: fontSize + 3 },
      frame,
      taken,
    );
    if (!box) return false;
    taken.push(box);
    const at = { 'text-anchor': 'middle', 'font-size': `${fontSize}`, ...style };
    parts.push(label(box.x + box.width / 2, box.y + fontSize, text, at));
    return true;
  };

  const order = names
    .map((_, n) => n)
    .sort((a, b) => (cells.get(a)?.length ?? 0) - (cells.get(b)?.length ?? 0));
  let dropped = 0;
  for (const n of order) {
    const { text, shapes } = names[n]!;
    const own = cells.get(n);
    const spots = own
      ? mostlyOn(spotsFor(grid, own, textWidth(text, size), size))
      : middleOf(shapes.flatMap((shape) => rings[shape]!));
    if (!put(text, spots, HALO, size)) dropped++;
  }
  around.forEach((_, i) => {
    const text = result.context!.names[i]?.[lang] ?? result.context!.keys[i];
    const own = cells.get(names.length + i);
    if (text === undefined || !own) return;
    const spots = spotsFor(grid, own, textWidth(text, size + 2), size + 2).filter(({ share }) => share === 1);
    if (!put(text, spots, { fill: MUTED, 'font-weight': '600' }, size + 2)) dropped++;
  });
  return { svg: parts.join(''), dropped };
}

const HALO = {
  stroke: '#ffffff',
  'stroke-width': '2',
  'stroke-linejoin': 'round',
  'paint-order': 'stroke',
};

/** Spots where a name lies on its own shapes for at least 0.6 of what it could at best. */
function mostlyOn(spots: readonly (Spot & { share: number })[]): Spot[] {
  const best = spots[0]?.share ?? 0;
  return spots.filter(({ share }) => share >= 0.6 * best);
}

/** The middle of rings too small for the raster. */
function middleOf(rings: readonly (readonly (readonly [number, number])[])[]): Spot[] {
  const points = rings.flat();
  if (points.length === 0) return [];
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  return [{ x: mean(0), y: mean(1) }];
}
