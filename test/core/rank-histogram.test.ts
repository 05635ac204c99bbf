import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '../../src/core/random/stream.ts';
import { rankDescending } from '../../src/core/statistics/rank.ts';
import {
  aboveShare,
  addRanks,
  meanRankShift,
  mergedRanks,
  pairAt,
  quantileCount,
  type RankHistogram,
  rankedReplicates,
  rankHistogram,
  rankQuantile,
  rankScores,
  topShare,
} from '../../src/core/statistics/rank-histogram.ts';
import {
  addScore,
  mergeScores,
  SCORE_BINS,
  type ScoreHistogram,
  scoreHistogram,
  scoreQuantile,
} from '../../src/core/statistics/score-histogram.ts';

const NONE = Number.NaN;
function ranksOf(replicates: number[][], pairs = true): RankHistogram {
  const histogram = rankHistogram(replicates[0]!.length, pairs);
  for (const scores of replicates) addRanks(histogram, Float64Array.from(scores));
  return histogram;
}
/** Replicates of few different scores, so that ties are common, and missing ones too. */
const replicates = fc.integer({ min: 1, max: 7 }).chain((units) =>
  fc.array(
    fc.array(fc.oneof(fc.constantFrom(0, -0, 1, 2.5, NONE), fc.double({ noNaN: true })), {
      minLength: units,
      maxLength: units,
    }),
    { minLength: 1, maxLength: 30 },
  ),
);
/** The first value of ascending ones that at least the share p does not exceed. */
const typeOne = (values: number[], p: number) =>
  values.length === 0 ? NONE : values.toSorted((a, b) => a - b)[quantileCount(p, values.length) - 1]!;

describe('rank histogram', () => {
  it('counts what a plain list of all ranks counts', () => {
    fc.assert(
      fc.property(replicates, (all) => {
        const histogram = ranksOf(all);
        const lists = all.map((scores) => rankDescending(scores));
        for (let unit = 0; unit < histogram.units; unit++) {
          const ranks = lists.map((list) => list[unit]!).filter((rank) => !Number.isNaN(rank));
          expect(rankedReplicates(histogram, unit)).toBe(ranks.length);
          for (const p of [0, 0.05, 0.5, 0.95, 1])
            expect(rankQuantile(histogram, unit, p)).toBe(typeOne(ranks, p));
          for (const k of [1, 3, 100])
            expect(topShare(histogram, unit, k)).toBe(
              ranks.filter((rank) => rank <= k).length / ranks.length,
            );
          const shift = ranks.reduce((sum, rank) => sum + Math.abs(rank - 2), 0) / ranks.length;
          expect(meanRankShift(histogram, unit, 2)).toBe(shift);
          for (let other = 0; other < histogram.units; other++) {
            const both = all.filter((one) => !Number.isNaN(one[unit]!) && !Number.isNaN(one[other]!));
            const wins = both.filter((one) => one[unit]! > one[other]!).length;
            const ties = both.filter((one) => one[unit] === one[other]).length;
            if (other === unit || both.length === 0) expect(aboveShare(histogram, unit, other)).toBeNaN();
            else expect(aboveShare(histogram, unit, other)).toBeCloseTo((wins + ties / 2) / both.length, 14);
          }
        }
      }),
    );
  });
  it('split among workers and put together is the same as one', () => {
    fc.assert(
      fc.property(replicates, fc.nat(), (all, cut) => {
        const at = cut % (all.length + 1);
        const empty = rankHistogram(all[0]!.length, true);
        const part = (some: number[][]) => (some.length === 0 ? empty : ranksOf(some));
        expect(mergedRanks(part(all.slice(at)), part(all.slice(0, at)))).toEqual(ranksOf(all));
      }),
    );
    expect(() => mergedRanks(rankHistogram(2, true), rankHistogram(2, false))).toThrow('different units');
    expect(() => addRanks(rankHistogram(2, true), new Float64Array(3))).toThrow('3 scores for 2 units');
  });
  it('shares sum as they must', () => {
    const source = stream(4, 'shares', 0);
    const all = Array.from({ length: 200 }, () =>
      Array.from({ length: 12 }, (_, i) => i / 10 + source.next()),
    );
    const histogram = ranksOf(all);
    const top = Array.from({ length: 12 }, (_, unit) => topShare(histogram, unit, 3));
    expect(top.reduce((sum, share) => sum + share, 0)).toBeCloseTo(3, 12);
    expect(top[11]).toBeGreaterThan(top[0]!);
    expect(aboveShare(histogram, 3, 7) + aboveShare(histogram, 7, 3)).toBe(1);
  });
  it('of one unit, and without pairs', () => {
    const one = ranksOf([[5], [NONE]]);
    expect([rankQuantile(one, 0, 0.5), topShare(one, 0, 1), rankedReplicates(one, 0)]).toEqual([1, 1, 1]);
    expect(aboveShare(ranksOf([[1, 2]], false), 0, 1)).toBeNaN();
    expect(rankQuantile(ranksOf([[NONE, 1]]), 0, 0.5)).toBeNaN();
  });
  it('the published measure: the mean shift in rank', () => {
    // The vector rankshift-1: ranks 2 1 3 5 4 against 1 2 3 4 5 shift by 0.8 on average.
    const histogram = ranksOf([[4, 5, 3, 1, 2]]);
    const shifts = [1, 2, 3, 4, 5].map((reference, unit) => meanRankShift(histogram, unit, reference));
    expect(shifts.reduce((sum, shift) => sum + shift, 0) / 5).toBeCloseTo(0.8, 14);
  });
  it('packs pairs without holes, and refuses what is no probability', () => {
    const places: number[] = [];
    for (let a = 0; a < 20; a++) for (let b = a + 1; b < 20; b++) places.push(pairAt(20, a, b));
    expect(places).toEqual(Array.from({ length: 190 }, (_, i) => i));
    expect(() => rankQuantile(ranksOf([[1]]), 0, 1.1)).toThrow('between 0 and 1');
  });
});

describe('histogram of scores', () => {
  function scoresOf(series: number[][]): ScoreHistogram {
    const histogram = scoreHistogram(series.length);
    series.forEach((values, at) => {
      for (const value of values) addScore(histogram, at, value);
    });
    return histogram;
  }
  const value = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 0.3, 0.3 + 2 ** -54, 1e9, -1e-300, 5e-324),
  );
  it('gives quantiles to within 1/255 of the range, and the ends exactly', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const histogram = scoresOf([values]);
        const smallest = Math.min(...values) + 0;
        const largest = Math.max(...values) + 0;
        // Halved, because the range itself may be too large for a double.
        const allowed = (largest / 2 - smallest / 2) * (2 / 255);
        for (const p of [0, 0.05, 0.5, 0.95, 1]) {
          const found = scoreQuantile(histogram, 0, p);
          expect(Math.abs(found / 2 - typeOne(values, p) / 2)).toBeLessThanOrEqual(
            allowed / 2 + 2 ** -53 * Math.abs(found) + 2 ** -1001,
          );
        }
        expect(scoreQuantile(histogram, 0, 0)).toBe(smallest);
        expect(scoreQuantile(histogram, 0, 1)).toBe(largest);
      }),
      { numRuns: 300 },
    );
  });
  it('does not depend on the order, nor on how workers share the replicates', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.array(value, { maxLength: 40 }), (some, others) => {
        const whole = scoresOf([[...some, ...others]]);
        expect(scoresOf([[...others, ...some]])).toEqual(whole);
        for (const [first, second] of [
          [some, others],
          [others, some],
        ] as const) {
          const target = scoresOf([[...first]]);
          mergeScores(target, scoresOf([[...second]]));
          expect(target).toEqual(whole);
        }
        expect(whole.counts.reduce((sum, count) => sum + count, 0)).toBe(some.length + others.length);
      }),
      { numRuns: 300 },
    );
    expect(() => mergeScores(scoreHistogram(1), scoreHistogram(2))).toThrow('different series');
  });
  it('is near the exact quantiles of many ordinary scores', () => {
    const source = stream(6, 'scores', 0);
    const values = Array.from({ length: 5000 }, () => 0.2 + 0.6 * source.next() * source.next());
    const histogram = scoresOf([[], values]);
    for (const p of [0.05, 0.25, 0.5, 0.95])
      expect(Math.abs(scoreQuantile(histogram, 1, p) - typeOne(values, p))).toBeLessThan(0.0024);
    expect(scoreQuantile(histogram, 0, 0.5)).toBeNaN();
    expect(histogram.counts).toHaveLength(2 * SCORE_BINS);
  });
  it('of a constant is that constant, and skips what is missing', () => {
    const histogram = scoresOf([[0.1, NONE, 0.1, Number.POSITIVE_INFINITY, 0.1]]);
    expect(scoreQuantile(histogram, 0, 0.5)).toBe(0.1);
    expect(histogram.observed[0]).toBe(3);
  });
});

it('ranks do not depend on the order in which the units stood before', () => {
  const score = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 9 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(fc.array(score, { minLength: 40, maxLength: 40 }), { maxLength: 5 }),
      (replicates) => {
        const order = Uint32Array.from({ length: 40 }, (_, unit) => unit);
        const ranks = new Int32Array(40);
        for (const scores of replicates) {
          rankScores(Float64Array.from(scores), order, ranks);
          const expected = scores.map((one) =>
            Number.isNaN(one) ? 0 : 1 + scores.filter((other) => other > one).length,
          );
          expect([...ranks]).toEqual(expected);
        }
      },
    ),
  );
});
