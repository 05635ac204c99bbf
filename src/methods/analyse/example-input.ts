import type { AnalyseInput, Group, Places } from '../method.ts';

/** What an analysis sees of units with one score in one period: for worked examples. */
export function exampleInput(
  values: readonly number[],
  more: { groups?: readonly Group[]; places?: Places } = {},
): AnalyseInput {
  const table = {
    units: values.length,
    periods: [2020],
    ids: ['index'],
    columns: [Float64Array.from(values)],
  };
  return {
    units: values.map((_, i) => `u${i}`),
    periods: [2020],
    root: { id: 'index', title: { en: 'index', zh: '指数' }, children: [] },
    scores: table,
    ranks: table,
    values: table,
    normalised: table,
    weights: [],
    groups: new Map(more.groups ? [['group', more.groups]] : []),
    ...(more.places ? { places: more.places } : {}),
    seed: 1,
  };
}

/** What an analysis sees of an index that is the mean of two indicators, in one period. */
export function twoIndicators(a: readonly number[], b: readonly number[]): AnalyseInput {
  const title = { en: '', zh: '' };
  const leaf = (id: string) => ({ id, title, direction: 'benefit' as const });
  const mean = exampleInput(a.map((value, i) => (value + b[i]!) / 2));
  const values = {
    ...mean.values,
    ids: ['a', 'b'],
    columns: [Float64Array.from(a), Float64Array.from(b)],
  };
  return {
    ...mean,
    root: { id: 'index', title, children: [leaf('a'), leaf('b')] },
    values,
    normalised: values,
    weights: [Float64Array.of(0.5, 0.5)],
  };
}
