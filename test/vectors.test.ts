import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { naturalBreaks } from '../src/core/statistics/natural-breaks.ts';
import type { Table } from '../src/core/table.ts';
import type { Direction, Indicator } from '../src/core/tree.ts';
import { methods } from '../src/methods/index.ts';
import type { Method, Stage, Stages } from '../src/methods/method.ts';
import { judge } from '../src/methods/weight/comparison-matrix.ts';
import { expectClose } from './support/close.ts';

/** Worked examples from papers and libraries, with their sources in the file. */
// biome-ignore lint/suspicious/noExplicitAny: each example has its own shape
type Vector = { id: string; inputs: any; expected: any; tolerance: number };
const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('./golden/vectors.json', import.meta.url), 'utf8'),
).vectors;
const vector = (id: string) => vectors.find((one) => one.id === id)!;

function run<S extends Stage>(
  stage: S,
  id: string,
  input: Stages[S]['input'],
  options: object = {},
): Stages[S]['outcome'] {
  const method = methods.find((one) => one.stage === stage && one.id === id) as unknown as Method<S>;
  return method.run(input, method.options.parse(options));
}
const tableOf = (rows: number[][], periods = 1): Table => ({
  units: rows.length / periods,
  periods: Array.from({ length: periods }, (_, p) => 2010 + p),
  ids: rows[0]!.map((_, j) => `x${j}`),
  columns: rows[0]!.map((_, j) => Float64Array.from(rows, (row) => row[j]!)),
});
const directions = (signs: number[]): Direction[] => signs.map((sign) => (sign > 0 ? 'benefit' : 'cost'));
const indicators = (table: Table): Indicator[] =>
  table.ids.map((id) => ({ id, title: { en: id, zh: id }, direction: 'benefit' }));
const weigh = (
  id: string,
  normalised: Table,
  options: object = {},
  raw = normalised,
  parts: number[][] = [],
) =>
  run(
    'weight',
    id,
    {
      normalised,
      raw,
      root: { id: 'index', title: { en: '', zh: '' }, children: indicators(normalised) },
      indicators: indicators(normalised),
      parts: parts.map((weights) => ({ weights: [Float64Array.from(weights)], details: {}, notes: [] })),
    },
    options,
  );

describe('entropy', () => {
  it('ent-1: without direction', () => {
    const { inputs, expected, tolerance } = vector('ent-1');
    expectClose(weigh('entropy', tableOf(inputs.matrix)).weights[0]!, expected.w, tolerance);
  });
  it('ent-3: after min-max to 0.002-0.998, with the scores', () => {
    const { inputs, expected, tolerance } = vector('ent-3');
    const table = tableOf(inputs.X);
    const normalised = run(
      'normalise',
      'min-max',
      { table, directions: directions(inputs.dirs) },
      { range: inputs.rescale_to },
    ).table;
    const weights = weigh('entropy', normalised).weights[0]!;
    expectClose(weights, expected.w, tolerance);
    const { table: scored } = run('aggregate', 'weighted-sum', {
      table: normalised,
      weights: [weights],
      coverage: 0.5,
    });
    expectClose(
      scored.columns[0]!.map((score) => 100 * score),
      expected.score100,
      tolerance,
    );
  });
  it('ent-4: zeros by convention and by a shift', () => {
    const { inputs, expected, tolerance } = vector('ent-4');
    const { table } = run('normalise', 'min-max', {
      table: tableOf(inputs.X),
      directions: directions(inputs.dirs),
    });
    expectClose(weigh('entropy', table).weights[0]!, expected.w_zero_convention, tolerance);
    expectClose(weigh('entropy', table, { epsilon: 1e-4 }).weights[0]!, expected.w_shift_1e4, tolerance);
  });
  it('ent-5: pooled over two years', () => {
    const { inputs, expected, tolerance } = vector('ent-5');
    const { table } = run('normalise', 'min-max', {
      table: tableOf([...inputs.X_year1, ...inputs.X_year2], 2),
      directions: directions(inputs.dirs),
    });
    const found = weigh('entropy', table);
    expectClose(found.weights[0]!, expected.w, tolerance);
    expectClose(found.details.entropy![0]!, expected.e, tolerance);
  });
});

it('CRITIC: the published example, scaled and not', () => {
  const scaled = vector('critic-True-pearson');
  const raw = tableOf(scaled.inputs.matrix);
  const { table } = run('normalise', 'min-max', { table: raw, directions: directions(scaled.inputs.dirs) });
  expectClose(weigh('critic', table, {}, raw).weights[0]!, scaled.expected.w, scaled.tolerance);
  const plain = vector('critic-False-pearson');
  expectClose(weigh('critic', table, { on: 'raw' }, raw).weights[0]!, plain.expected.w, plain.tolerance);
});

it('standard deviation', () => {
  const { inputs, expected, tolerance } = vector('std-1');
  expectClose(weigh('sd', tableOf(inputs.matrix)).weights[0]!, expected.w, tolerance);
});

it('coefficient of variation', () => {
  const { inputs, expected, tolerance } = vector('cv-1');
  expectClose(weigh('cv', tableOf(inputs.matrix), { on: 'raw' }).weights[0]!, expected.w, tolerance);
});

describe('analytic hierarchy process', () => {
  it('ahp-drinks: two tables of random indices', () => {
    const { inputs, expected, tolerance } = vector('ahp-drinks');
    expectClose(judge(inputs.matrix, 'saaty-2005').weights, expected.w, tolerance);
    // The published ratios have two or three digits.
    expectClose([judge(inputs.matrix, 'saaty-2005').consistencyRatio], [expected.CR_saaty2005_RI_1_35], 5e-4);
    expectClose(
      [judge(inputs.matrix, 'donegan-dodd-1991').consistencyRatio],
      [expected.CR_donegan_dodd_RI_1_2519],
      5e-4,
    );
  });
  it('ahp-5', () => {
    const { inputs, expected, tolerance } = vector('ahp-5');
    const found = judge(inputs.matrix, 'saaty-1980');
    expectClose(found.weights, expected.w, tolerance);
    expectClose(
      [found.lambdaMax, found.consistencyIndex, found.consistencyRatio],
      [expected.lambda_max, expected.CI, expected.CR],
      tolerance,
    );
  });
});

it('combined weights: linear, multiplicative, geometric, game theory', () => {
  const { inputs, expected, tolerance } = vector('comb-1');
  const table = tableOf([[1, 2, 3, 4]]);
  const parts = [inputs.w_subj, inputs.w_obj];
  const combined = (options: object) =>
    weigh('combined', table, { of: ['ahp', 'entropy'], ...options }, table, parts).weights[0]!;
  expectClose(combined({ rule: 'linear', alpha: 0.6 }), expected.linear_06, tolerance);
  expectClose(combined({ rule: 'multiplicative' }), expected.multiplicative, tolerance);
  expectClose(combined({ rule: 'geometric' }), expected.sqrt_product, tolerance);
  expectClose(combined({ rule: 'game' }), expected.game_linear, tolerance);
});

it('no combination gives the published weights of paper 002', () => {
  const { inputs, expected } = vector('comb-paper002');
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  expectClose([total(inputs.ahp), total(inputs.entropy)], [expected.sum_ahp, expected.sum_entropy], 1e-9);
  const table = tableOf([inputs.ahp]);
  for (const rule of ['multiplicative', 'linear', 'geometric', 'game']) {
    const weights = weigh('combined', table, { of: ['ahp', 'entropy'], rule }, table, [
      inputs.ahp,
      inputs.entropy,
    ]).weights[0]!;
    expect(
      Math.max(...weights.map((weight, j) => Math.abs(weight - inputs.comprehensive[j]))),
    ).toBeGreaterThan(0.03);
  }
});

describe('TOPSIS', () => {
  it('topsis-tzeng: vector norm', () => {
    const { inputs, expected, tolerance } = vector('topsis-tzeng');
    const { table } = run('normalise', 'vector', {
      table: tableOf(inputs.matrix),
      directions: directions(inputs.dirs),
    });
    const { table: scored } = run('aggregate', 'topsis', {
      table,
      weights: [Float64Array.from(inputs.w)],
      coverage: 0.5,
    });
    expectClose(scored.columns[0]!, expected.closeness, tolerance);
  });
  it('topsis-weight-place: squared and inside', () => {
    const { inputs, expected, tolerance } = vector('topsis-weight-place');
    // Both papers rescale first; the file does not say so, but only then do its numbers come out.
    const { table } = run('normalise', 'min-max', {
      table: tableOf(inputs.Z),
      directions: directions(inputs.dirs),
    });
    const input = { table, weights: [Float64Array.from(inputs.w as number[])], coverage: 0.5 };
    expectClose(run('aggregate', 'topsis', input).table.columns[0]!, expected.paper000_style, tolerance);
    expectClose(
      run('aggregate', 'topsis', input, { weights: 'inside' }).table.columns[0]!,
      expected.paper002_style,
      tolerance,
    );
  });
});

it('obstacle degree', () => {
  const { inputs, expected, tolerance } = vector('obst-1');
  // Rows of 0 and 1 at the ends make min-max leave the normalised values as they are.
  const width = inputs.w.length;
  const table = tableOf([...inputs.x_normalised, Array(width).fill(0), Array(width).fill(1)]);
  const { table: out } = run('obstacles', 'obstacles', {
    table,
    directions: directions(Array(width).fill(1)),
    weights: [Float64Array.from(inputs.w as number[])],
    root: { id: 'index', title: { en: '', zh: '' }, children: indicators(table) },
    reference: 'pooled',
  });
  const rows = inputs.x_normalised.map((_: number[], i: number) => out.columns.map((column) => column[i]!));
  expectClose(rows.flat(), expected.obstacle_pct.flat(), tolerance);
});

it('natural breaks: jenks-1', () => {
  const { inputs, expected } = vector('jenks-1');
  expect(naturalBreaks(inputs.x, inputs.k).upper).toEqual(expected.upper_breaks);
});

const shared = new URL('../../shared/reference/vectors.json', import.meta.url);
it.skipIf(!existsSync(shared))(
  'natural breaks: jenks-calemp (read from the reference folder, which may not be passed on)',
  () => {
    const { inputs, expected } = JSON.parse(readFileSync(shared, 'utf8')).vectors.find(
      (one: Vector) => one.id === 'jenks-calemp',
    );
    const found = naturalBreaks(inputs.x, inputs.k);
    expect(found.upper).toEqual(expected.upper_breaks_mapclassify);
    expect(found.counts).toEqual(expected.counts_mapclassify);
  },
);
