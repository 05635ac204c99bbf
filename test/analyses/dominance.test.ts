import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominance } from '../../src/core/statistics/dominance.ts';
import { rankDescending } from '../../src/core/statistics/rank.ts';
import { loadStudy, run } from '../../src/index.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { sound } from '../support/folder.ts';

// Small whole numbers, so that ties and dominance are frequent and sums are exact.
const cases = fc.integer({ min: 1, max: 4 }).chain((indicators) =>
  fc.record({
    units: fc.array(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: indicators, maxLength: indicators }),
      { minLength: 1, maxLength: 7 },
    ),
    weights: fc.array(fc.integer({ min: 1, max: 64 }), { minLength: indicators, maxLength: indicators }),
    drawn: fc.array(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: indicators, maxLength: indicators }),
      { minLength: 20, maxLength: 20 },
    ),
  }),
);
const columnsOf = (units: readonly (readonly number[])[]) =>
  units[0]!.map((_, c) => Float64Array.from(units, (row) => row[c]!));
const ranksUnder = (units: readonly (readonly number[])[], weights: readonly number[]) =>
  rankDescending(units.map((row) => row.reduce((sum, value, c) => sum + value * weights[c]!, 0)));

describe('dominance', () => {
  it('bounds the rank under every positive weight vector', () => {
    fc.assert(
      fc.property(cases, ({ units, weights, drawn }) => {
        const found = dominance(columnsOf(units), weights, 0.25, 0, units.length);
        for (const one of drawn)
          ranksUnder(units, one).forEach((rank, u) => {
            expect(rank).toBeGreaterThanOrEqual(found[u]!.best);
            expect(rank).toBeLessThanOrEqual(found[u]!.worst);
          });
      }),
    );
  });

  it('bounds the rank under every weight vector near the given one, its corners among them', () => {
    fc.assert(
      fc.property(cases, ({ units, weights, drawn }) => {
        // Multiples of 1/4 of the weights times 4, so that sums stay whole: from 3 w to 5 w.
        const found = dominance(columnsOf(units), weights, 0.25, 0, units.length);
        for (const one of drawn) {
          const near = weights.map((weight, c) => weight * [3, 4, 5][one[c]! % 3]!);
          ranksUnder(units, near).forEach((rank, u) => {
            expect(rank).toBeGreaterThanOrEqual(found[u]!.bestNear);
            expect(rank).toBeLessThanOrEqual(found[u]!.worstNear);
          });
        }
      }),
    );
  });

  it('is exact for each pair: two units that are not certain near the weights can turn', () => {
    fc.assert(
      fc.property(cases, ({ units, weights }) => {
        const two = [units[0]!, units[units.length - 1]!];
        const [first] = dominance(columnsOf(two), weights, 0.25, 0, 2);
        const corners = Array.from({ length: 2 ** weights.length }, (_, k) =>
          weights.map((weight, c) => weight * ((k >> c) & 1 ? 5 : 3)),
        );
        const ranks = corners.map((corner) => ranksUnder(two, corner)[0]!);
        // A tie at the edge of the weights shares the first rank.
        expect(first!.bestNear).toBe(Math.min(...ranks));
        const other = corners.map((corner) => ranksUnder(two, corner));
        if (other.some(([a, b]) => a! > b!)) expect(first!.worstNear).toBe(2);
      }),
    );
  });

  it('counts pairs both ways, and does not depend on the order of the units', () => {
    fc.assert(
      fc.property(cases, ({ units, weights }) => {
        const found = dominance(columnsOf(units), weights, 0.1, 0, units.length);
        const total = (key: 'dominates' | 'dominatedBy') => found.reduce((sum, one) => sum + one[key], 0);
        expect(total('dominates')).toBe(total('dominatedBy'));
        const turned = dominance(columnsOf([...units].reverse()), weights, 0.1, 0, units.length);
        expect(turned.reverse()).toEqual(found);
      }),
    );
  });

  it('near weights of 0 lets a dominated unit tie', () => {
    const [first, second] = dominance([Float64Array.of(1, 1), Float64Array.of(2, 1)], [1, 0], 0.25, 0, 2);
    expect([first!.bestNear, first!.worstNear]).toEqual([1, 1]);
    expect([second!.best, second!.bestNear, second!.worstNear]).toEqual([2, 1, 2]);
  });

  it('bounds ranks of means of what is observed, and leaves a unit without values unranked', () => {
    const gaps = fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), {
      minLength: 7,
      maxLength: 7,
    });
    fc.assert(
      fc.property(cases, gaps, ({ units, weights, drawn }, gone) => {
        const rows = units.map((row, u) =>
          row.map((value, c) => (gone[u]![c] ? Number.NaN : 1 + 10 * value + u)),
        );
        const mean = (row: readonly number[], one: readonly number[]) => {
          const seen = row.map((_, c) => c).filter((c) => !Number.isNaN(row[c]!));
          const total = seen.reduce((sum, c) => sum + one[c]!, 0);
          return seen.reduce((sum, c) => sum + one[c]! * row[c]!, 0) / total;
        };
        const found = dominance(columnsOf(rows), weights, 0.25, 0, rows.length);
        for (const one of drawn) {
          const near = weights.map((weight, c) => weight * (0.75 + one[c]! / 2000));
          const within = (ranks: Float64Array, low: 'best' | 'bestNear', high: 'worst' | 'worstNear') =>
            ranks.forEach((rank, u) => {
              expect(Number.isNaN(found[u]![low])).toBe(rows[u]!.every((value) => Number.isNaN(value)));
              expect(rank < found[u]![low] || rank > found[u]![high]).toBe(false);
            });
          // Rounded, so that means that are equal tie.
          const ranks = (by: readonly number[]) =>
            rankDescending(rows.map((row) => Math.round(1e9 * mean(row, by)) / 1e9));
          within(ranks(one), 'best', 'worst');
          within(ranks(near), 'bestNear', 'worstNear');
        }
      }),
    );
  });

  it('compares units with different gaps by the extremes of their means', () => {
    const found = dominance(
      [Float64Array.of(3, 1, Number.NaN, Number.NaN), Float64Array.of(3, 1, 9, Number.NaN)],
      [0.5, 0.5],
      0.25,
      0,
      4,
    );
    expect(found[2]).toEqual({ dominates: 2, dominatedBy: 0, best: 1, worst: 1, bestNear: 1, worstNear: 1 });
    expect(found[1]).toEqual({ dominates: 0, dominatedBy: 2, best: 3, worst: 3, bestNear: 3, worstNear: 3 });
    expect(Number.isNaN(found[3]!.best)).toBe(true);
  });

  it('in a study holds the ranks of the weighted sum and of TOPSIS', async () => {
    for (const aggregate of ['weighted-sum', 'topsis']) {
      const change = { method: { weight: 'equal', aggregate }, analyses: { dominance: { perturb: 0.1 } } };
      const result = await run(await loadStudy(sound(change)));
      const { rank } = result.nodes[0]!;
      const table = recordsOf(result, 'dominance');
      expect(table).toHaveLength(6);
      table.forEach((row, i) => {
        const own = rank[(i % 2) * 3 + Math.floor(i / 2)]!;
        expect(own).toBeGreaterThanOrEqual(Number(row.best_rank));
        expect(own).toBeLessThanOrEqual(Number(row.worst_rank));
      });
    }
  });
});
