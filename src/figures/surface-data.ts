import type { Cell } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';

export interface Layer {
  period: number;
  values: number[];
}
/** One node of the table surface, as a grid per period. */
export interface SurfaceData {
  node: string;
  layers: Layer[];
  bandwidth: number;
  low: number;
  high: number;
  /** The grid: cells across and up, the centre of its first cell and the side of a cell, in kilometres. */
  columns: number;
  rows: number;
  x: number;
  y: number;
  side: number;
}

export function surfaceData(
  result: Result,
  options: { node?: string | undefined; periods?: number[] | undefined },
): SurfaceData {
  const all = recordsOf(result, 'surface');
  const node = options.node ?? String(all[0]!.node);
  const own = all.filter((row) => row.node === node);
  if (own.length === 0) throw new RangeError(`invalid node: ${node} (must be one of the analysis surface)`);
  const known = [...new Set(own.map((row) => Number(row.period)))];
  const unknown = options.periods?.filter((period) => !known.includes(period)) ?? [];
  if (unknown.length > 0)
    throw new RangeError(`invalid period: ${unknown.join(', ')} (must be among ${known.join(', ')})`);
  const layers = known
    .filter((period) => options.periods?.includes(period) ?? true)
    .map((period) => ({
      period,
      values: own.filter((row) => row.period === period).map((row) => Number(row.value)),
    }));
  const first = own.filter((row) => row.period === known[0]);
  const xs = new Set(first.map((row: Record<string, Cell>) => Number(row.x)));
  const columns = xs.size;
  const rows = first.length / columns;
  const [x, y] = [Number(first[0]!.x), Number(first[0]!.y)];
  const next = columns > 1 ? Number(first[1]!.x) - x : Number(first[columns]!.y) - y;
  const seen = layers.flatMap(({ values }) => values).filter((value) => !Number.isNaN(value));
  return {
    ...{ node, layers, columns, rows, x, y, side: next },
    bandwidth: Number(own[0]!.bandwidth_km),
    low: seen.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    high: seen.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  };
}
