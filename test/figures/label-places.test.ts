import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstFree, overlap, spread } from '../../src/figures/label-places.ts';
import { cellsOf, raster, spotsFor } from '../../src/figures/raster.ts';

describe('places of labels', () => {
  const frame = { x: 0, y: 0, width: 100, height: 50 };
  const size = { width: 20, height: 10 };

  it('takes the first spot inside the frame that is free', () => {
    const spots = [
      { x: 5, y: 25 },
      { x: 50, y: 25 },
      { x: 80, y: 25 },
    ];
    expect(firstFree(spots, size, frame, [])).toEqual({ x: 40, y: 20, ...size });
    expect(firstFree(spots, size, frame, [{ x: 35, y: 20, width: 10, height: 10 }])).toEqual({
      x: 70,
      y: 20,
      ...size,
    });
    expect(firstFree(spots.slice(0, 1), size, frame, [])).toBeUndefined();
  });

  it('boxes that share an edge do not overlap', () => {
    const box = { x: 0, y: 0, ...size };
    expect(overlap(box, { ...box, x: 20 })).toBe(false);
    expect(overlap(box, { ...box, x: 19 })).toBe(true);
  });

  it('spreads positions in their order, at least so far apart, within the limits where there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 20 }), (wanted) => {
        const placed = spread(wanted, 5, 0, 100);
        const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
        order.slice(1).forEach((i, k) => {
          expect(placed[i]! - placed[order[k]!]!).toBeGreaterThanOrEqual(5 - 1e-9);
        });
        for (const at of placed) {
          expect(at).toBeGreaterThanOrEqual(-1e-9);
          expect(at).toBeLessThanOrEqual(100 + 1e-9);
        }
      }),
    );
  });

  it('leaves positions alone that are far enough apart', () => {
    expect(spread([30, 10, 50], 5, 0, 100)).toEqual([30, 10, 50]);
  });
});

describe('the raster', () => {
  const square = (from: number, to: number): [number, number][] => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ];
  const grid = raster(100, 100, 10, [
    { owner: 0, rings: [square(0, 100)] },
    { owner: 1, rings: [square(20, 80), square(40, 60)] },
  ]);
  const cells = cellsOf(grid);

  it('gives a cell to the last shape that holds its centre, holes left out', () => {
    expect(cells.get(1)).toHaveLength(36 - 4);
    expect(cells.get(0)).toHaveLength(100 - 32);
  });

  it('finds no spot wholly on a shape that is too small', () => {
    for (const { share } of spotsFor(grid, cells.get(1)!, 70, 10)) expect(share).toBeLessThan(1);
    const spots = spotsFor(grid, cells.get(1)!, 15, 15);
    expect(spots).toHaveLength(32);
    for (const { x, y } of spots) expect(grid.owner[Math.floor(y / 10) * 10 + Math.floor(x / 10)]).toBe(1);
  });
});
