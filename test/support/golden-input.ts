import { albers } from '../../src/core/spatial/albers.ts';
import type { AnalyseInput, Places } from '../../src/methods/method.ts';
import { golden, runGolden } from './golden.ts';

/** What an analysis sees of the reference panel under the default method, with its places and zones. */
export async function goldenInput(): Promise<AnalyseInput> {
  const { nodes, panel, values, normalised, weights, plan } = await runGolden({});
  const over = (columns: Float64Array[]) => ({
    units: panel.units.length,
    periods: panel.periods,
    ids: nodes.map(({ node }) => node.id),
    columns,
  });
  const zones = Object.entries(golden.input.zones as Record<string, string[]>);
  return {
    units: panel.units.map(({ id }) => id),
    periods: panel.periods,
    root: plan.study.index,
    scores: over(nodes.map(({ score }) => score)),
    ranks: over(nodes.map(({ rank }) => rank)),
    values,
    normalised,
    weights: weights.weights,
    groups: new Map([
      [
        'zone',
        zones.map(([group, cities]) => ({
          group,
          members: cities.map((city) => golden.input.cities.indexOf(city)),
        })),
      ],
    ]),
    places: placesAt(golden.geography.lon, golden.geography.lat),
    seed: 1,
  };
}

/** Places in the projection of the reference. */
export function placesAt(lon: readonly number[], lat: readonly number[]): Places {
  const projection = { parallels: [25, 47], meridian: 105 } as const;
  const project = albers(projection);
  const points = lon.map((one, i) => project(one, lat[i]!));
  return {
    projection,
    lon: Float64Array.from(lon),
    lat: Float64Array.from(lat),
    x: Float64Array.from(points, ({ x }) => x),
    y: Float64Array.from(points, ({ y }) => y),
  };
}

/** The same units in another order: `order[i]` is the place in `input` of the unit that comes i-th. */
export function reordered(input: AnalyseInput, order: readonly number[]): AnalyseInput {
  const move = (column: Float64Array) =>
    Float64Array.from(column, (_, row) => {
      const p = Math.floor(row / order.length);
      return column[p * order.length + order[row % order.length]!]!;
    });
  const table = (given: AnalyseInput['scores']) => ({ ...given, columns: given.columns.map(move) });
  const { places } = input;
  return {
    ...input,
    units: order.map((unit) => input.units[unit]!),
    scores: table(input.scores),
    ranks: table(input.ranks),
    values: table(input.values),
    normalised: table(input.normalised),
    groups: new Map(
      [...input.groups].map(([by, groups]) => [
        by,
        groups.map(({ group, members }) => ({
          group,
          members: members.map((unit) => order.indexOf(unit)).sort((a, b) => a - b),
        })),
      ]),
    ),
    ...(places
      ? {
          places: {
            ...places,
            lon: move(places.lon),
            lat: move(places.lat),
            x: move(places.x),
            y: move(places.y),
          },
        }
      : {}),
  };
}
