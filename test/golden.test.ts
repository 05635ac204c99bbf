import { describe, expect, it } from 'vitest';
import { log } from '../src/core/math/log.ts';
import { naturalBreaks } from '../src/core/statistics/natural-breaks.ts';
import { quantile } from '../src/core/statistics/quantile.ts';
import type { Table } from '../src/core/table.ts';
import { linear } from '../src/methods/impute/linear.ts';
import { judge } from '../src/methods/weight/comparison-matrix.ts';
import type { NodeResult, Result } from '../src/study/result.ts';
import { expectClose } from './support/close.ts';
import { golden, runGolden } from './support/golden.ts';

const { cities, years, indicators } = golden.input as {
  cities: string[];
  years: number[];
  indicators: { id: string }[];
};

/** Columns of a table against values [year][city][indicator]. */
function expectColumns(table: Table, expected: number[][][]): void {
  indicators.forEach(({ id }, j) => {
    expectClose(
      table.columns[table.ids.indexOf(id)]!,
      expected.flat().map((row) => row[j]!),
    );
  });
}
function node(result: Result, id: string): NodeResult {
  return result.nodes.find((one) => one.node.id === id)!;
}

describe('interpolation', () => {
  it.each(['hold', 'extrapolate'] as const)('%s', async (ends) => {
    const result = await runGolden({ impute: { linear: { ends } } });
    expectColumns(result.values, golden.interpolation[ends]);
  });

  it('fills every calendar year between the first and the last', () => {
    const { city, indicator, years: annual, values } = golden.interpolation.annualExample;
    const column = Float64Array.from(annual, (year: number) => {
      const y = years.indexOf(year);
      return y < 0 ? Number.NaN : (golden.input.raw[y][city][indicator] ?? Number.NaN);
    });
    const { table } = linear.run(
      { table: { units: 1, periods: annual, ids: ['x'], columns: [column] } },
      { ends: 'hold' },
    );
    expectClose(table.columns[0]!, values);
  });

  it('treats the ends of short series', () => {
    const { years: periods, rows, hold, extrapolate } = golden.edge.interpolation;
    rows.forEach((row: (number | null)[], r: number) => {
      const columns = [Float64Array.from(row, (value) => value ?? Number.NaN)];
      const table = { units: 1, periods, ids: ['x'], columns };
      expectClose(linear.run({ table }, { ends: 'hold' }).table.columns[0]!, hold[r]);
      expectClose(linear.run({ table }, { ends: 'extrapolate' }).table.columns[0]!, extrapolate[r]);
    });
  });
});

describe('normalisation', () => {
  it.each([
    ['minmax_pooled', 'min-max'],
    ['minmax_perYear', { 'min-max': { reference: 'period' } }],
    ['zscore_pooled_ddof1', 'z-score'],
    ['zscore_pooled_ddof0', { 'z-score': { ddof: 0 } }],
  ])('%s', async (key, normalise) => {
    const result = await runGolden({ normalise, weight: 'equal' });
    expectColumns(result.normalised, golden.normalise[key]);
  });
});

const common = { entropy: { shift: 'common' } };
const matrices = Object.fromEntries(
  Object.entries(golden.ahp.input as Record<string, { matrix: number[][] }>).map(([key, { matrix }]) => [
    key === 'root' ? 'index' : key.replace(/^(dim|group):/, ''),
    matrix,
  ]),
);
const ahp = { ahp: { comparisons: matrices } };

describe('weights', () => {
  it.each([
    ['minmax_pooled', 'min-max', 'entropy'],
    ['minmax_pooled_eps1e_4', 'min-max', { entropy: { epsilon: 1e-4 } }],
    ['z_common_eps0', 'z-score', { entropy: { shift: 'common', epsilon: 0 } }],
    ['z_common_eps0_01', 'z-score', common],
    ['z_column_eps0', 'z-score', { entropy: { shift: 'column', epsilon: 0 } }],
    ['z_column_eps0_01', 'z-score', { entropy: { shift: 'column' } }],
  ])('%s', async (key, normalise, weight) => {
    const { weights } = await runGolden({ normalise, weight });
    expectClose(weights.weights[0]!, golden.weights[key].w);
    expectClose(weights.details.entropy![0]!, golden.weights[key].e);
  });

  it('minmax_perYear', async () => {
    const { weights } = await runGolden({
      normalise: { 'min-max': { reference: 'period' } },
      weight: { entropy: { reference: 'period' } },
    });
    golden.weights.minmax_perYear.forEach(({ w, e }: { w: number[]; e: number[] }, y: number) => {
      expectClose(weights.weights[y]!, w);
      expectClose(weights.details.entropy![y]!, e);
    });
  });

  it.each([
    ['multiplicative', 'multiplicative'],
    ['linear_half', 'linear'],
    ['geometric', 'geometric'],
    ['game_theory', 'game'],
  ])('combined: %s', async (key, rule) => {
    const { weights } = await runGolden({ weight: { combined: { of: [ahp, 'entropy'], rule } } });
    expectClose(weights.weights[0]!, golden.weights.combined_ahp_entropy[key]);
    if (rule === 'game')
      expectClose(weights.details.share![0]!, golden.weights.combined_ahp_entropy.game_theory_alpha);
  });
});

describe('analytic hierarchy process', () => {
  it('weighs the tree', async () => {
    const { weights } = await runGolden({ weight: ahp });
    expectClose(weights.weights[0]!, golden.ahp.globalWeights);
    for (const found of weights.comparisons!) {
      const key =
        found.node === 'index'
          ? 'root'
          : golden.ahp.result[`dim:${found.node}`]
            ? `dim:${found.node}`
            : `group:${found.node}`;
      const expected = golden.ahp.result[key];
      expectClose(found.weights, expected.weights);
      expectClose(
        [found.lambdaMax, found.consistencyIndex, found.randomIndex, found.consistencyRatio],
        [expected.lambdaMax, expected.CI, expected.RI, expected.CR],
      );
      expectClose(
        judge(matrices[found.node]!, 'saaty-1980', 'geometric-mean').weights,
        expected.geometricMean,
      );
      expectClose(judge(matrices[found.node]!, 'saaty-1980', 'column-mean').weights, expected.columnMean);
    }
    expect(weights.comparisons).toHaveLength(Object.keys(golden.ahp.result).length);
  });

  it.each(['textbook', 'consistent'])('%s', (key) => {
    const { matrix, result } = golden.ahp[key];
    const found = judge(matrix, 'saaty-1980');
    expectClose(found.weights, result.weights);
    expectClose(
      [found.lambdaMax, found.consistencyIndex, found.consistencyRatio],
      [result.lambdaMax, result.CI, result.CR],
    );
  });
});

const perYear = { 'min-max': { reference: 'period' } };
const perYearEntropy = { entropy: { reference: 'period' } };
const VARIANTS: Record<string, object> = {
  A_w2_pooled: {},
  B_w_pooled: { aggregate: { topsis: { weights: 'inside' } } },
  C_w2_idealPerYear: { aggregate: { topsis: { ideal: 'period' } } },
  D_w_idealPerYear: { aggregate: { topsis: { weights: 'inside', ideal: 'period' } } },
  E_w2_allPerYear: { normalise: perYear, weight: perYearEntropy, aggregate: { topsis: { ideal: 'period' } } },
  F_w_allPerYear: {
    normalise: perYear,
    weight: perYearEntropy,
    aggregate: { topsis: { weights: 'inside', ideal: 'period' } },
  },
  G_w2_zscore_pooled: { normalise: 'z-score', weight: common },
  H_w_zscore_pooled: { normalise: 'z-score', weight: common, aggregate: { topsis: { weights: 'inside' } } },
  I_w_combinedAHPmult_pooled: {
    weight: { combined: { of: [ahp, 'entropy'], rule: 'multiplicative' } },
    aggregate: { topsis: { weights: 'inside' } },
  },
  K_w2_zscore_idealPerYear: {
    normalise: 'z-score',
    weight: common,
    aggregate: { topsis: { ideal: 'period' } },
  },
};

describe('TOPSIS', () => {
  it('has every variant', () => expect(Object.keys(VARIANTS)).toEqual(Object.keys(golden.topsis)));

  it.each(Object.entries(VARIANTS))('%s', async (key, method) => {
    const expected = golden.topsis[key];
    const { score, rank, distanceBest, distanceWorst } = node(await runGolden(method), 'index');
    expectClose(score, expected.C.flat());
    expectClose(distanceBest!, expected.Dplus.flat());
    expectClose(distanceWorst!, expected.Dminus.flat());
    expect([...rank]).toEqual(expected.rankPerYear.flat());
  });
});

describe('hierarchy', () => {
  const withoutOptions = (method: object) =>
    (method as { aggregate?: { topsis: object } }).aggregate?.topsis ?? {};

  it.each(Object.keys(golden.hierarchy))('%s: dimensions and groups', async (key) => {
    const result = await runGolden(VARIANTS[key]!);
    const { dimension, group } = golden.hierarchy[key];
    for (const [id, expected] of Object.entries({ ...dimension, ...group } as Record<string, number[][]>)) {
      expectClose(node(result, id).score, expected.flat());
    }
    expectClose(node(result, 'index').score, golden.topsis[key].C.flat());
  });

  it.each(
    Object.keys(golden.hierarchy).flatMap((key) =>
      Object.keys(golden.hierarchy[key].comprehensive ?? {}).map((how) => [key, how] as const),
    ),
  )('%s: comprehensive by %s', async (key, how) => {
    const ofDimensions = {
      weighted_sum: { 'weighted-sum': { of: 'children' } },
      mean: { 'weighted-sum': { of: 'children', weights: 'equal' } },
      geometric: { geometric: { of: 'children' } },
      topsis_all: { topsis: withoutOptions(VARIANTS[key]!) },
      two_stage_topsis: { topsis: { ...withoutOptions(VARIANTS[key]!), of: 'children' } },
    }[how]!;
    const result = await runGolden({
      ...VARIANTS[key],
      aggregate: { index: ofDimensions, default: { topsis: withoutOptions(VARIANTS[key]!) } },
    });
    expectClose(node(result, 'index').score, golden.hierarchy[key].comprehensive[how].flat());
  });
});

describe('obstacle degrees', () => {
  it.each([
    ['all_pooled', {}, 'index'],
    ['withinDimension_pooled', {}, 'dimension'],
    ['all_perYear', VARIANTS.E_w2_allPerYear!, 'index'],
  ] as const)('%s', async (key, method, scope) => {
    const result = await runGolden(method, { obstacles: { scope } });
    expectColumns(result.obstacles!, golden.obstacle[key]);
  });

  it('names the largest of each dimension, sums groups and averages cities', async () => {
    const { obstacles } = await runGolden({});
    const degree = (id: string, row: number) => obstacles!.columns[obstacles!.ids.indexOf(id)]![row]!;
    const items = golden.input.indicators as { id: string; dimension: string; group: string }[];
    for (let y = 0; y < years.length; y++) {
      for (let c = 0; c < cities.length; c++) {
        const row = y * cities.length + c;
        for (const [dimension, top] of Object.entries(
          golden.obstacle.topInDimension_all_pooled as Record<string, string[][]>,
        )) {
          const own = items.filter((item) => item.dimension === dimension);
          const largest = own.reduce((a, b) => (degree(b.id, row) > degree(a.id, row) ? b : a));
          expect(largest.id).toBe(top[y]![c]);
        }
        for (const [group, sums] of Object.entries(
          golden.obstacle.byGroup_all_pooled as Record<string, number[][]>,
        )) {
          const total = items
            .filter((item) => item.group === group)
            .reduce((sum, item) => sum + degree(item.id, row), 0);
          expectClose([total], [sums[y]![c]!]);
        }
      }
    }
  });
});

describe('classification', () => {
  const expectClasses = (
    { classes, grade, goodnessOfFit }: NodeResult,
    expected: { upper: number[]; counts: number[]; classOf: number[]; GVF: number },
  ) => {
    expectClose(
      classes.map((one) => one.upper),
      expected.upper,
    );
    expect(classes.map((one) => one.count)).toEqual(expected.counts);
    expect([...grade]).toEqual(expected.classOf);
    expectClose([goodnessOfFit!], [expected.GVF]);
  };

  it('natural breaks, pooled, by dimension too', async () => {
    const result = await runGolden({});
    expectClasses(node(result, 'index'), golden.classification.jenks_pooled);
    expectClasses(node(result, 'basic'), golden.classification.jenks_dimension.basic);
    expectClasses(node(result, 'exclusive'), golden.classification.jenks_dimension.exclusive);
  });

  it('natural breaks in three classes', async () => {
    expectClasses(
      node(await runGolden({ grade: { 'natural-breaks': { classes: 3 } } }), 'index'),
      golden.classification.jenks_pooled_k3,
    );
  });

  it('natural breaks on logarithms', async () => {
    const expected = golden.classification.jenks_log_pooled;
    const found = node(await runGolden({ grade: { 'natural-breaks': { transform: 'log' } } }), 'index');
    expectClose(
      found.classes.map((one) => log(one.upper)),
      expected.upper,
    );
    expect([...found.grade]).toEqual(expected.classOf);
    expectClose([found.goodnessOfFit!], [expected.GVF]);
  });

  it('natural breaks of each year', () => {
    golden.topsis.A_w2_pooled.C.forEach((scores: number[], y: number) => {
      const expected = golden.classification.jenks_perYear[y];
      const found = naturalBreaks(scores, 5);
      expectClose(found.upper, expected.upper);
      expectClose(found.lower, expected.lower);
      expectClose(
        [found.withinSumSquares, found.totalSumSquares, found.gvf],
        [expected.withinSS, expected.totalSS, expected.GVF],
      );
    });
  });

  it('quartiles by value', async () => {
    const expected = golden.classification.quartiles_pooled;
    const { score, grade } = node(await runGolden({ grade: { quantile: { classes: 4 } } }), 'index');
    const sorted = score.slice().sort();
    expectClose(
      [0.25, 0.5, 0.75].map((p) => quantile(sorted, p)),
      [expected.Q1, expected.Q2, expected.Q3],
    );
    expect([...grade]).toEqual(expected.classByValue);
  });

  it('moves between grades', async () => {
    const { transitions } = await runGolden({});
    const counts = transitions.filter((one) => one.node === 'index').map((one) => one.count);
    expect(counts).toEqual(golden.classification.transitions.flat(2));
  });

  it.each(['k3', 'k4'])('keeps ties together (%s)', (key) => {
    const expected = golden.edge.jenksTies[key];
    const found = naturalBreaks(golden.edge.jenksTies.x, expected.k);
    expect(found.upper).toEqual(expected.upper);
    expect(found.lower).toEqual(expected.lower);
    expect(found.counts).toEqual(expected.counts);
    expectClose([found.withinSumSquares, found.gvf], [expected.withinSS, expected.GVF]);
  });

  it('gives fewer classes for fewer values', () => {
    const found = naturalBreaks(golden.edge.jenksFewUnique.x, 5);
    expect(found.upper).toEqual([1, 2]);
    expect(found.gvf).toBe(1);
  });
});
