import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal } from '../../src/core/random/normal.ts';
import { stream } from '../../src/core/random/stream.ts';
import { atRows, completeRows } from '../../src/core/statistics/complete-rows.ts';
import { correlation } from '../../src/core/statistics/correlation.ts';
import { correlationMatrix } from '../../src/core/statistics/correlation-matrix.ts';
import { cronbachAlpha } from '../../src/core/statistics/cronbach-alpha.ts';
import { mainEffects } from '../../src/core/statistics/main-effects.ts';
import { moments } from '../../src/core/statistics/moments.ts';
import { optimalWeights } from '../../src/core/statistics/optimal-weights.ts';
import { outliers } from '../../src/core/statistics/outliers.ts';
import { principalComponents } from '../../src/core/statistics/principal-components.ts';
import { excessKurtosis, skewness } from '../../src/core/statistics/skewness.ts';
import { expectClose } from '../support/close.ts';

const NONE = Number.NaN;
const column = (...values: number[]) => Float64Array.from(values);
/** Made-up indicators that share a common cause to different degrees. */
function indicators(rows: number, shares: number[], seed = 1): Float64Array[] {
  const source = stream(seed, 'indicators', rows);
  const cause = Float64Array.from({ length: rows }, () => normal(source));
  return shares.map((share) => cause.map((value) => share * value + normal(source)));
}
const weighted = (columns: Float64Array[], weights: ArrayLike<number>) =>
  columns[0]!.map((_, row) => columns.reduce((sum, one, j) => sum + weights[j]! * one[row]!, 0));

describe('correlation matrix', () => {
  it('takes every pair on its own rows', () => {
    const columns = [column(1, 2, 3, 4), column(2, 4, NONE, 9), column(NONE, 1, 2, 0), column(5, 5, 5, 5)];
    const { r, counts } = correlationMatrix(columns);
    expectClose(r[0]!, [
      1,
      correlation(columns[0]!, columns[1]!).r,
      correlation(columns[0]!, columns[2]!).r,
      NONE,
    ]);
    expect(counts.map((row) => [...row])).toEqual([
      [4, 3, 3, 4],
      [3, 3, 2, 3],
      [3, 2, 3, 3],
      [4, 3, 3, 4],
    ]);
    expect(r[1]![2]).toBe(r[2]![1]);
    expect(r[3]![3]).toBeNaN();
  });
});

describe('principal components', () => {
  const columns = indicators(200, [2, 1, 0.5, -1]);
  it('rebuild the correlations from the loadings', () => {
    const { loadings, shares, values } = principalComponents(columns);
    const { r } = correlationMatrix(columns);
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++)
        expect(loadings.reduce((sum, one) => sum + one[i]! * one[j]!, 0)).toBeCloseTo(r[i]![j]!, 13);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13);
    expectClose(
      values.map((value) => value / 4),
      shares,
      1e-14,
    );
  });
  it('have scores that do not correlate, with the variances said, and loadings that are correlations', () => {
    const { scores, values, loadings } = principalComponents(columns);
    scores.forEach((score, k) => {
      expectClose([moments(score).sumSquares / 199], [values[k]!], 1e-12);
      for (let other = 0; other < k; other++)
        expect(Math.abs(correlation(score, scores[other]!).r)).toBeLessThan(1e-12);
      expectClose(
        columns.map((one) => correlation(one, score).r),
        loadings[k]!,
        1e-12,
      );
    });
  });
  it('leave out rows that miss a cell and columns that do not vary', () => {
    const holed = columns.map((one) => one.slice());
    holed[2]![5] = NONE;
    const constant = new Float64Array(200).fill(0.1);
    const found = principalComponents([holed[0]!, constant, holed[2]!]);
    expect(found.rows).toBe(199);
    expect(found.values).toHaveLength(2);
    expect(found.loadings[0]![1]).toBeNaN();
    expect(found.scores[0]![5]).toBeNaN();
    const rows = Array.from({ length: 200 }, (_, i) => i).filter((row) => row !== 5);
    expect(completeRows(holed)).toEqual(rows);
    expect(found.values).toEqual(principalComponents(atRows([holed[0]!, holed[2]!], rows)).values);
    expect(principalComponents([column(1), column(2)]).values).toHaveLength(0);
  });
});

describe("Cronbach's alpha", () => {
  it('of two columns is four times their covariance over the variance of their sum', () => {
    const [a, b] = indicators(50, [1, 1]) as [Float64Array, Float64Array];
    const both = a.map((value, row) => value + b[row]!);
    const squares = (values: Float64Array) => moments(values).sumSquares;
    const covariance = (squares(both) - squares(a) - squares(b)) / 2;
    expectClose([cronbachAlpha([a, b]).raw], [(4 * covariance) / squares(both)], 1e-13);
  });
  it('does not change with constants; the standardised one not with scales either', () => {
    const columns = indicators(60, [1, 0.5, 2]);
    const { raw, standardised } = cronbachAlpha(columns);
    const moved = columns.map((one, j) => one.map((value) => value + 10 * j));
    expectClose([cronbachAlpha(moved).raw], [raw], 1e-12);
    const scaled = columns.map((one, j) => one.map((value) => value * (1 + j)));
    expectClose([cronbachAlpha(scaled).standardised], [standardised], 1e-12);
    const unit = columns.map((one) => one.map((value) => value / Math.sqrt(moments(one).sumSquares)));
    expectClose([cronbachAlpha(unit).raw], [standardised], 1e-12);
  });
  it('is missing where it has no meaning', () => {
    expect(cronbachAlpha([column(1, 2, 3)]).raw).toBeNaN();
    expect(cronbachAlpha([column(1, 1), column(2, 2)])).toEqual({ raw: NONE, standardised: NONE, rows: 2 });
    const partly = cronbachAlpha([column(1, 2, 3), column(1, 3, 2), column(5, 5, 5)]);
    expect(partly.raw).toBeGreaterThan(0);
    expect(partly.standardised).toBeNaN();
    expect(cronbachAlpha([column(1, 2, NONE), column(2, NONE, 1)]).rows).toBe(1);
  });
});

describe('skewness and kurtosis', () => {
  it('are those of the examples in the manual of Excel', () => {
    const sample = column(3, 4, 5, 2, 3, 4, 5, 6, 4, 7);
    expectClose([skewness(sample), excessKurtosis(sample)], [0.3595430714, -0.1517996372], 1e-9);
  });
  it('skip missing cells, do not change with place and scale, and turn with the sign', () => {
    const sample = column(3, 4, NONE, 9, 2, 3);
    const moved = sample.map((value) => 1000 - 7 * value);
    expectClose([skewness(moved), excessKurtosis(moved)], [-skewness(sample), excessKurtosis(sample)], 1e-11);
    expect(skewness(sample)).toBe(skewness(sample.filter((value) => !Number.isNaN(value))));
  });
  it('are missing for too few values and for a constant', () => {
    expect(skewness(column(1, 2))).toBeNaN();
    expect(excessKurtosis(column(1, 2, 4))).toBeNaN();
    expect(skewness(new Float64Array(9).fill(0.1))).toBeNaN();
    expect(excessKurtosis(new Float64Array(9).fill(0.1))).toBeNaN();
  });
});

describe('main effects', () => {
  const columns = indicators(400, [1, 0.2, 0]);
  it('by a line are squared correlations, and their shares sum to 1', () => {
    const output = weighted(columns, [1, 2, 3]);
    const { effects, shares } = mainEffects(columns, output);
    expectClose(
      effects,
      columns.map((one) => correlation(one, output).r ** 2),
      1e-14,
    );
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
  });
  it('by a spline see a bend that a line misses', () => {
    const output = columns[0]!.map((value, row) => value * value + 0.1 * columns[2]![row]!);
    expect(mainEffects(columns, output, 'linear').effects[0]).toBeLessThan(0.1);
    expect(mainEffects(columns, output, 'spline').effects[0]).toBeGreaterThan(0.9);
    // Unrelated columns get next to nothing once the number of terms is accounted for.
    expect(mainEffects(columns, output, 'spline').effects[2]).toBeLessThan(0.03);
  });
  it('by a spline give all to a column that the output follows exactly', () => {
    expectClose(
      mainEffects(
        [columns[0]!],
        columns[0]!.map((value) => 3 - 2 * value),
        'spline',
      ).effects,
      [1],
      1e-12,
    );
    // Two values only: all knots fall on them, and the spline is the line.
    const flags = column(0, 0, 0, 1, 1, 1, 0, 1);
    expectClose(mainEffects([flags], flags, 'spline').effects, [1], 1e-12);
  });
  it('are missing for what does not vary and rest on the observed rows', () => {
    const found = mainEffects([column(1, 1, 1, 1), column(1, NONE, 3, 4)], column(2, 9, 6, 8), 'linear');
    expectClose(found.effects, [NONE, 1]);
    expectClose(found.shares, [NONE, 1]);
    expectClose(found.rows, [4, 3]);
    expect(mainEffects([column(1, 2)], column(1, 2), 'spline').effects[0]).toBeNaN();
    expect(mainEffects([column(1, 2)], column(5, 5)).effects[0]).toBeNaN();
  });
});

describe('optimal weights', () => {
  it('achieve the intended importance exactly where it can be achieved', () => {
    const columns = indicators(120, [1, 0.4, 0.2, 0]).map((one, j) => one.map((value) => value * 10 ** j));
    const found = optimalWeights(columns, [4, 3, 2, 1]);
    const output = weighted(columns, found.weights);
    const correlations = columns.map((one) => correlation(one, output).r);
    const total = correlations.reduce((sum, r) => sum + r, 0);
    expectClose(
      correlations.map((r) => r / total),
      [0.4, 0.3, 0.2, 0.1],
      1e-10,
    );
    expectClose(found.correlations, correlations, 1e-10);
    expect(found.residual).toBeLessThan(1e-12);
    expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
  });
  it('come as near as they can where it cannot', () => {
    // The second column repeats the first with noise, and yet shall count for nothing.
    const columns = indicators(120, [5, 5, 0.1]);
    const found = optimalWeights(columns, [1, 0, 1]);
    expect(found.residual).toBeGreaterThan(0.05);
    expect(found.weights[1]).toBe(0);
    const { r } = correlationMatrix(columns);
    const distance = (standard: number[]) => {
      const towards = r.map((row) => row.reduce((sum, value, j) => sum + value * standard[j]!, 0));
      const total = towards.reduce((sum, value) => sum + value, 0);
      return towards.reduce((sum, value, j) => sum + (value / total - [0.5, 0, 0.5][j]!) ** 2, 0);
    };
    const best = found.achieved.reduce((sum, value, j) => sum + (value - [0.5, 0, 0.5][j]!) ** 2, 0);
    for (let i = 0; i <= 40; i++)
      for (let j = 0; i + j <= 40; j++)
        expect(distance([i / 40, j / 40, (40 - i - j) / 40])).toBeGreaterThanOrEqual(best - 1e-12);
  });
  it('never are negative and always sum to 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: -2, max: 3 }), { minLength: 2, maxLength: 8 }),
        (seed, shares) => {
          const columns = indicators(30, shares, seed);
          const found = optimalWeights(
            columns,
            shares.map((_, j) => 1 + (j % 3)),
          );
          expect(Math.min(...found.weights)).toBeGreaterThanOrEqual(0);
          expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        },
      ),
    );
  });
  it('of one column are 1, and rows that miss a cell do not count', () => {
    expectClose(optimalWeights([column(1, 2, 4)], [7]).weights, [1]);
    const [a, b] = indicators(40, [1, 1]) as [Float64Array, Float64Array];
    const holed = optimalWeights([a.with(3, NONE), b], [1, 2]);
    const cut = [a, b].map((one) => one.filter((_, row) => row !== 3));
    expect(holed).toEqual(optimalWeights(cut, [1, 2]));
  });
  it('bear columns that say the same', () => {
    const [a, b] = indicators(40, [1, 1]) as [Float64Array, Float64Array];
    const found = optimalWeights([a, a, b], [1, 1, 2]);
    expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expectClose([found.achieved[0]!], [found.achieved[1]!], 1e-12);
  });
  it('refuse what has no answer', () => {
    expect(() => optimalWeights([column(1, 2, 3), column(1, 1, 1)], [1, 1])).toThrow(
      'column 1 does not vary',
    );
    expect(() => optimalWeights([column(1, 2, 3)], [-1])).toThrow('must not be negative');
    expect(() => optimalWeights([column(1, 2, 3)], [0])).toThrow('nor all 0');
    expect(() => optimalWeights([column(1, 2, 3)], [1, 1])).toThrow('2 intended shares for 1 columns');
    expect(() => optimalWeights([column(1, 2, 3), column(3, 2, 1)], [1, 1])).toThrow('cancel');
  });
});

describe('outliers', () => {
  it('hide themselves from the mean, not from the median', () => {
    const found = outliers(column(1, 2, 3, 4, 100));
    expect(found.z[4]).toBeLessThan(4 / Math.sqrt(5) + 1e-12);
    expectClose([found.robust[4]!], [97 / 1.4826022185056018], 1e-12);
    expect(found.farthest).toEqual({ z: 4, robust: 4 });
  });
  it('agree on normal numbers', () => {
    const source = stream(2, 'outliers', 0);
    const found = outliers(Float64Array.from({ length: 20000 }, () => normal(source)));
    found.z.forEach((z, row) => {
      if (Math.abs(z - found.robust[row]!) > 0.1) expect.fail(`${z} and ${found.robust[row]}`);
    });
  });
  it('where most values are equal, count by the mean deviation; a constant has none', () => {
    const found = outliers(column(0, 0, 0, 0, 0, 0, 9));
    expectClose([found.robust[6]!], [9 / (1.2533141373155001 * (9 / 7))], 1e-12);
    expect(outliers(column(5, 5, 5))).toEqual({
      z: column(0, 0, 0),
      robust: column(0, 0, 0),
      farthest: { z: -1, robust: -1 },
    });
    const holed = outliers(column(NONE, 1, 2));
    expect(holed.z[0]).toBeNaN();
    expect(holed.farthest).toEqual({ z: 1, robust: 1 });
    expect(outliers(column(7))).toEqual({
      z: column(NONE),
      robust: column(0),
      farthest: { z: -1, robust: -1 },
    });
    expect(outliers(column(NONE)).farthest.z).toBe(-1);
  });
});
