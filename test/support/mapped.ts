import { loadStudy, type Result, run } from '../../src/index.ts';
import { sound } from './folder.ts';

/** A rectangle of degrees, clockwise as GeoJSON readers on the sphere want it, with holes. */
export function shape(
  id: string,
  [west, south, east, north]: readonly number[],
  properties: object = {},
  holes: readonly (readonly number[])[] = [],
) {
  const ring = ([w, s, e, n]: readonly number[], isHole: boolean) => {
    const points = [
      [w, s],
      [w, n],
      [e, n],
      [e, s],
      [w, s],
    ];
    return isHole ? points.reverse() : points;
  };
  const coordinates = [ring([west!, south!, east!, north!], false), ...holes.map((one) => ring(one, true))];
  return { type: 'Feature', id, properties, geometry: { type: 'Polygon', coordinates } };
}

export function collection(...features: object[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const QUARTERS = ['unit', 'period', 'node', 'class'];

/** The result with a table of quarters by rank, as an analysis would give it, unless it has one. */
export function withQuartiles(result: Result): Result {
  if (result.analyses.some(({ name }) => name === 'quartiles')) return result;
  const { units, periods } = result.panel;
  const rows = result.nodes.flatMap(({ node, rank }) =>
    periods.flatMap((period, p) => {
      const ranks = units.map((_, u) => rank[p * units.length + u]!);
      const count = ranks.filter((one) => !Number.isNaN(one)).length;
      return units.flatMap(({ id }, u) =>
        Number.isNaN(ranks[u]!) ? [] : [[id, period, node.id, 1 + Math.floor((4 * (ranks[u]! - 1)) / count)]],
      );
    }),
  );
  const table = { name: 'quartiles', title: { en: 'Quarters', zh: '四分位' }, columns: QUARTERS, rows };
  return { ...result, analyses: [...result.analyses, table] };
}

/** Everything that a map can show: units on a grid in zones, one of them with a hole, an excluded place, another unit, neighbours. */
export async function mapped({
  columns = 4,
  rows = 3,
  periods = [2010, 2015],
  missing = [],
  change = {},
}: {
  columns?: number;
  rows?: number;
  periods?: readonly number[];
  /** Units without any data. */
  missing?: readonly number[];
  change?: object;
} = {}): Promise<Result> {
  const cells = Array.from({ length: columns * rows }, (_, i) => ({
    id: `u${i}`,
    name: `Place ${i} of the area`,
    zone: `Zone ${i % 3}`,
    box: [
      100 + (i % columns),
      40 + Math.floor(i / columns),
      101 + (i % columns),
      41 + Math.floor(i / columns),
    ],
  }));
  const hole = [100.4, 40.4, 100.6, 40.6];
  const [east, north] = [100 + columns, 40 + rows];
  const shapes = collection(
    ...cells.map(({ id, box }, i) => shape(id, box, { name: id }, i === 0 ? [hole] : [])),
    shape('left-out', [east, 40, east + 1, 41], { name: 'Left out' }),
    shape('other', [east, 41, east + 1, 42], { name: 'Other' }),
  );
  const context = collection(
    shape('n', [97, north, east + 3, north + 12], { name: 'Northland', zh: '北国' }),
    shape('s', [97, 30, east + 3, 40], { name: 'Southland', zh: '南国' }),
    shape('far', [-60, -20, -50, -10], { name: 'Farland', zh: '远国' }),
  );
  const value = (i: number, p: number, k: number) => ((i * 37 + p * 11 + k * 5) % 101) + 1;
  const panel = cells.flatMap(({ id }, i) =>
    periods.map((period, p) =>
      [id, period, ...(missing.includes(i) ? ['', '', ''] : [0, 1, 2].map((k) => value(i, p, k)))].join(','),
    ),
  );
  const folder = sound(
    {
      periods,
      units: {
        file: 'units.csv',
        key: 'id',
        name: 'name',
        groups: ['zone'],
        boundaries: {
          file: 'shapes.json',
          key: 'id',
          name: 'name',
          note: { en: 'Shapes are made up.', zh: '边界为虚构。' },
        },
        excluded: { 'left-out': { en: 'no statistics', zh: '无统计' } },
        context: { file: 'context.json', key: 'id', name: { en: 'name', zh: 'zh' } },
      },
      method: { weight: 'equal', aggregate: 'weighted-sum', impute: 'none' },
      analyses: { groups: { by: ['zone'] } },
      ...change,
    },
    {
      'units.csv': `id,name,zone\n${cells.map(({ id, name, zone }) => `${id},${name},${zone}`).join('\n')}\n`,
      'panel.csv': `id,year,a,b,c\n${panel.join('\n')}\n`,
      'shapes.json': shapes,
      'context.json': context,
    },
  );
  return withQuartiles(await run(await loadStudy(folder)));
}
