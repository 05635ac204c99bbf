import { describe, expect, it } from 'vitest';
import { loadStudy, ProblemError, type Result, run } from '../../src/index.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { sound } from '../support/folder.ts';

const drawn = async (vary: object, method: object, replicates = 60): Promise<Result> =>
  run(await loadStudy(sound({ method, analyses: { obstacles: 'none', uncertainty: { replicates, vary } } })));
const refused = async (vary: object, method: object) => {
  try {
    await loadStudy(sound({ method, analyses: { uncertainty: { vary } } }));
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
};
const widths = (result: Result) =>
  recordsOf(result, 'intervals').map((row) => Number(row.score_high) - Number(row.score_low));

const ONE = [
  [1, 9],
  ['1/9', 1],
];
const OTHER = [
  [1, '1/9'],
  [9, 1],
];
const EVEN = [
  [1, 1],
  [1, 1],
];
const oneMap = (matrices: unknown[]) => ({
  weight: { ahp: { comparisons: { index: matrices.map(() => EVEN), one: matrices } } },
  aggregate: 'weighted-sum',
});

describe('experts', () => {
  it('who disagree make scores uncertain, and those who agree do not', async () => {
    const apart = await drawn({ weight: { experts: true } }, oneMap([ONE, OTHER]));
    expect(Math.max(...widths(apart))).toBeGreaterThan(0.1);
    const agreed = await drawn({ weight: { experts: true } }, oneMap([ONE, ONE, ONE]));
    expect(Math.max(...widths(agreed))).toBe(0);
  });

  it('lie between the scores of each expert alone', async () => {
    const apart = await drawn({ weight: { experts: true } }, oneMap([ONE, OTHER]));
    const alone = await Promise.all(
      [ONE, OTHER].map((matrix) => drawn({ weight: { perturb: 0 } }, oneMap([matrix]), 1)),
    );
    recordsOf(apart, 'intervals').forEach((row, i) => {
      const ends = alone.map((result) => Number(recordsOf(result, 'intervals')[i]!.score_median));
      // Bounds are good to a 255th of the range. Two of two experts are the same in half of the draws, so that both ends occur.
      expect(Number(row.score_low)).toBeCloseTo(Math.min(...ends), 2);
      expect(Number(row.score_high)).toBeCloseTo(Math.max(...ends), 2);
    });
  });

  it('are refused where there is one, or none', async () => {
    expect(await refused({ weight: { experts: true } }, oneMap([ONE]))).toEqual(['uncertainty/no-experts']);
    expect(await refused({ weight: { experts: true } }, { weight: 'equal' })).toEqual([
      'uncertainty/no-experts',
    ]);
  });
});

describe('the reference of the normalisation', () => {
  it('gives the scores of either', async () => {
    const both = await drawn(
      { reference: ['pooled', 'period'] },
      { weight: 'equal', aggregate: 'weighted-sum' },
    );
    const alone = await Promise.all(
      ['pooled', 'period'].map((reference) =>
        drawn(
          { weight: { perturb: 0 } },
          { weight: 'equal', aggregate: 'weighted-sum', normalise: { 'min-max': { reference } } },
          1,
        ),
      ),
    );
    const differ = recordsOf(both, 'intervals').map((row, i) => {
      const ends = alone.map((result) => Number(recordsOf(result, 'intervals')[i]!.score_median));
      expect(Number(row.score_low)).toBeCloseTo(Math.min(...ends), 2);
      expect(Number(row.score_high)).toBeCloseTo(Math.max(...ends), 2);
      return ends[0] !== ends[1];
    });
    expect(differ).toContain(true);
  });

  it('is refused after a normalisation without one, and for a period that is none', async () => {
    expect(await refused({ reference: ['pooled'] }, { normalise: 'none' })).toEqual([
      'uncertainty/no-reference',
    ]);
    expect(await refused({ reference: [{ period: 1999 }] }, {})).toEqual(['uncertainty/unknown-period']);
  });
});
