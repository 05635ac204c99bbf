import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { changes } from '../../src/methods/analyse/changes.ts';
import { groups } from '../../src/methods/analyse/groups.ts';
import type { AnalyseInput } from '../../src/methods/method.ts';

const NONE = Number.NaN;

/** Three periods of four units: rising, inverted U, stagnant, and one that is missing in the middle. */
const input: AnalyseInput = {
  units: ['a', 'b', 'c', 'd'],
  periods: [2010, 2015, 2020],
  root: { id: 'index', title: { en: '', zh: '' }, children: [] },
  scores: table([0.1, 0.2, 0.3, 0.4, 0.2, 0.6, 0.301, NONE, 0.5, 0.3, 0.3, 0.2]),
  ranks: table([4, 3, 2, 1, 3, 1, 2, NONE, 1, 2, 2, 4]),
  values: table([]),
  normalised: table([]),
  weights: [],
  groups: new Map([
    [
      'zone',
      [
        { group: 'east', members: [0, 1, 2] },
        { group: 'west', members: [3] },
      ],
    ],
  ]),
  seed: 1,
};

function table(values: number[]) {
  return { units: 4, periods: [2010, 2015, 2020], ids: ['index'], columns: [Float64Array.from(values)] };
}

describe('changes', () => {
  const tables = changes.run(input, { tolerance: 5 }).tables.map(records);
  const of = (unit: string) => tables[0]!.filter((row) => row.unit === unit);

  it('tells every stage and the whole span', () => {
    expect(of('b').map((row) => [row.from_period, row.to_period, row.kind])).toEqual([
      [2010, 2015, 'rising'],
      [2015, 2020, 'falling'],
      [2010, 2020, 'rising'],
    ]);
    expect(of('a')[0]).toMatchObject({
      change: 0.1,
      change_percent: 100,
      change_per_year: 0.02,
      rank_gain: 1,
    });
  });

  it('says nothing where a score is missing', () => {
    expect(of('d').map((row) => row.kind)).toEqual(['', '', 'falling']);
  });

  it('names the trajectory and its pace', () => {
    expect(tables[1]!.map((row) => [row.unit, row.kind, row.shape, row.pace])).toEqual([
      ['a', 'rising', 'rising', 'accelerating'],
      ['b', 'rising', 'inverted-u', 'slowing'],
      ['c', 'stagnant', 'stagnant', ''],
      ['d', 'falling', 'falling', ''],
    ]);
  });

  it('says whether units and group means drift apart', () => {
    const whole = tables[2]!.filter((row) => row.from_period === 2010 && row.to_period === 2020);
    expect(whole.map((row) => [row.by, row.drift])).toEqual([
      ['', 'narrowing'],
      ['zone', 'narrowing'],
    ]);
    expect(whole[1]!.range_from).toBeCloseTo(0.2, 12);
  });
});

describe('group means', () => {
  const [ofGroups, ofAll] = groups.run(input, {}).tables.map(records);

  it('leave out what is missing and keep an empty group empty', () => {
    expect(ofGroups!.map((row) => [row.group, row.period, row.count])).toEqual([
      ['east', 2010, 3],
      ['east', 2015, 3],
      ['east', 2020, 3],
      ['west', 2010, 1],
      ['west', 2015, 0],
      ['west', 2020, 1],
    ]);
    expect(ofGroups![4]!.mean).toBeNaN();
  });

  it('give the mean of units beside the mean of group means', () => {
    expect(ofAll![0]!.mean).toBeCloseTo(0.25, 12);
    expect(ofAll![0]!.mean_of_groups).toBeCloseTo(0.3, 12);
    expect(ofAll![1]!.mean_of_groups).toBe(ofGroups![1]!.mean);
  });
});
