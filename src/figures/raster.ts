import type { Spot } from './label-places.ts';
import type { Point } from './outline.ts';

/** Who owns each cell of a page: -1 for nobody. Cells run row by row. */
export interface Raster {
  columns: number;
  rows: number;
  /** Side of a cell in pixels. */
  cell: number;
  owner: Int32Array;
}

/** Shapes laid over each other in their order; a cell belongs to the last shape that holds its centre. */
export function raster(
  width: number,
  height: number,
  cell: number,
  shapes: Iterable<{ owner: number; rings: readonly (readonly Point[])[] }>,
): Raster {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const owner = new Int32Array(columns * rows).fill(-1);
  for (const { owner: own, rings } of shapes) {
    for (let r = 0; r < rows; r++) {
      const crossings = crossingsAt(rings, (r + 0.5) * cell);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const first = Math.max(0, Math.ceil(crossings[k]! / cell - 0.5));
        const last = Math.min(columns - 1, Math.floor(crossings[k + 1]! / cell - 0.5));
        for (let c = first; c <= last; c++) owner[r * columns + c] = own;
      }
    }
  }
  return { columns, rows, cell, owner };
}

/** Where a horizontal line crosses the rings, from left to right. */
function crossingsAt(rings: readonly (readonly Point[])[], y: number): number[] {
  const found: number[] = [];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const [x0, y0] = ring[i]!;
      const [x1, y1] = ring[(i + 1) % ring.length]!;
      if (y0 <= y !== y1 <= y) found.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
  }
  return found.sort((a, b) => a - b);
}

/** The cells of every owner. */
export function cellsOf({ owner }: Raster): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  owner.forEach((own, at) => {
    if (own < 0) return;
    const list = cells.get(own);
    if (list) list.push(at);
    else cells.set(own, [at]);
  });
  return cells;
}

/**
 * Middles for a box of this size inside the owner's cells: those where most of the box lies on them first, then those
 * nearest to their middle. `share` says how much of the box lies on them.
 */
export function spotsFor(
  { columns, rows, cell, owner }: Raster,
  cells: readonly number[],
  width: number,
  height: number,
): (Spot & { share: number })[] {
  const [right, down] = [Math.ceil(width / cell / 2), Math.ceil(height / cell / 2)];
  const own = owner[cells[0] ?? 0];
  const middle = {
    x: cells.reduce((sum, at) => sum + (at % columns), 0) / cells.length,
    y: cells.reduce((sum, at) => sum + Math.floor(at / columns), 0) / cells.length,
  };
  const whole = (2 * right + 1) * (2 * down + 1);
  return cells
    .map((at) => {
      const [c, r] = [at % columns, Math.floor(at / columns)];
      let covered = 0;
      for (let y = Math.max(0, r - down); y <= Math.min(rows - 1, r + down); y++)
        for (let x = Math.max(0, c - right); x <= Math.min(columns - 1, c + right); x++)
          if (owner[y * columns + x] === own) covered++;
      const away = (c - middle.x) ** 2 + (r - middle.y) ** 2;
      return { x: (c + 0.5) * cell, y: (r + 0.5) * cell, share: covered / whole, away };
    })
    .sort((a, b) => Math.round(b.share * 8) - Math.round(a.share * 8) || a.away - b.away);
}
