import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { golden, runGolden } from '../support/golden.ts';

describe('typology of obstacles', async () => {
  const result = await runGolden({}, { typology: {} });
  const table = (name: string) => records(result.analyses.find((one) => one.name === name)!);
  const { cities, years } = golden.input;
  const place = (row: { unit: unknown; period: unknown }) => ({
    city: result.panel.units.findIndex(({ id }) => id === row.unit),
    year: years.indexOf(row.period),
  });

  it('sums the degrees below every criterion as the reference does', () => {
    const expected = Object.values(golden.obstacle.byGroup_all_pooled) as number[][][];
    const criteria = result.nodes
      .filter(({ node }) => node.children.every((child) => !('children' in child)))
      .map(({ node }) => node.id);
    expect(criteria).toHaveLength(expected.length);
    for (const row of table('obstacle-sums')) {
      const g = criteria.indexOf(row.node as string);
      const { city, year } = place(row as never);
      if (g >= 0) expect(row.degree).toBeCloseTo(expected[g]![year]![city]!, 9);
      if (row.node === 'index') expect(row.degree).toBeCloseTo(100, 9);
    }
  });

  it('counts a largest obstacle for every city and year', () => {
    const tops = table('obstacle-tops');
    for (const year of years)
      for (const node of ['*', 'basic', 'exclusive']) {
        const own = tops.filter((row) => row.period === year && row.node === node);
        expect(own.reduce((sum, row) => sum + (row.count as number), 0)).toBe(cities.length);
      }
  });

  it('says from which type a unit shifted', () => {
    const types = table('obstacle-types').filter((row) => row.level === 'criterion');
    for (const row of types.filter((one) => one.shifted_from !== '')) {
      const before = types.find(
        (one) => one.unit === row.unit && one.period === years[years.indexOf(row.period as number) - 1],
      );
      expect(before!.node).toBe(row.shifted_from);
      expect(before!.node).not.toBe(row.node);
    }
    expect(types).toHaveLength(cities.length * years.length);
  });
});
