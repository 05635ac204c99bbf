import { describe, expect, it } from 'vitest';
import { type Cell, records } from '../../src/core/data-table.ts';
import { cronbachAlpha } from '../../src/core/statistics/cronbach-alpha.ts';
import { robustness } from '../../src/methods/analyse/robustness.ts';
import type { AnalyseInput } from '../../src/methods/method.ts';
import { expectClose } from '../support/close.ts';
import { goldenInput, reordered } from '../support/golden-input.ts';

const NONE = Number.NaN;

const goldenIndicators = await goldenInput();
const foundGolden = run(goldenIndicators);

function run(input: AnalyseInput, options: object = {}) {
  const outcome = robustness.run(input, robustness.options.parse(options) as never);
  const tables = new Map(outcome.tables.map((table) => [table.name, records(table)]));
  return { notes: outcome.notes, of: (name: string) => tables.get(name)! };
}

/** Indicators a, b of one dimension; its score is their mean, as is the index. */
function small(a: number[], b: number[], weights = [0.5, 0.5]): AnalyseInput {
  const table = (ids: string[], columns: number[][]) => ({
    units: a.length,
    periods: [2020],
    ids,
    columns: columns.map((column) => Float64Array.from(column)),
  });
  const title = { en: '', zh: '' };
  const leaf = (id: string) => ({ id, title, direction: 'benefit' as const });
  const mean = a.map((value, i) => (value + b[i]!) / 2);
  return {
    units: a.map((_, i) => `u${i}`),
    periods: [2020],
    root: { id: 'index', title, children: [{ id: 'd', title, children: [leaf('a'), leaf('b')] }] },
    scores: table(['index', 'd'], [mean, mean]),
    ranks: table([], []),
    values: table(['a', 'b', 'context'], [a, b, a]),
    normalised: table(['a', 'b'], [a, b]),
    weights: [Float64Array.from(weights)],
    groups: new Map(),
    seed: 1,
  };
}
const codes = ({ notes }: ReturnType<typeof run>) => notes.map(({ code }) => code);
const numbers = (rows: Record<string, Cell>[], column: string) => rows.map((row) => row[column] as number);

describe('robustness: by hand', () => {
  // Deviations of a: -2 -1 0 1 2; of b: -1 -2 0 2 1; products sum to 8, squares to 10 each: r = 0.8.
  const found = run(small([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]));

  it('correlates indicators, each with its dimension, and scores', () => {
    const rows = found.of('correlations');
    expect(rows.map(({ node, a, b, kind }) => [node, a, b, kind])).toEqual([
      ['d', 'a', 'b', 'indicators'],
      ['d', 'a', 'd', 'own-dimension'],
      ['d', 'b', 'd', 'own-dimension'],
      ['index', 'd', 'index', 'scores'],
    ]);
    expectClose(numbers(rows, 'r'), [0.8, Math.sqrt(0.9), Math.sqrt(0.9), 1], 1e-12);
    expect(numbers(rows, 'count')).toEqual([5, 5, 5, 5]);
  });

  it('alpha is 2 r / (1 + r), components are 1 + r and 1 - r', () => {
    expectClose(numbers(found.of('reliability'), 'alpha'), [1.6 / 1.8, 1.6 / 1.8], 1e-12);
    expectClose(numbers(found.of('components'), 'eigenvalue'), [1.8, 0.2, 1.8, 0.2], 1e-12);
    const first = found.of('loadings').slice(0, 2);
    expectClose(numbers(first, 'loading'), [Math.sqrt(0.9), Math.sqrt(0.9)], 1e-12);
  });

  it('two alike indicators count alike, and keep their weights', () => {
    const rows = run(small([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]), { estimate: 'linear' }).of('effective-weights');
    expectClose(numbers(rows, 'effect_linear'), [0.9, 0.9, 0.9, 0.9], 1e-12);
    expectClose(numbers(rows, 'share_of_effect'), [0.5, 0.5, 0.5, 0.5], 1e-12);
    expectClose(numbers(rows, 'weight_suggested'), [0.5, 0.5, 0.5, 0.5], 1e-10);
  });

  it('names pairs beyond the limit only, and indicators against their dimension', () => {
    expect(codes(found)).toEqual([]);
    const strict = run(small([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]), { redundant: 0.79 });
    expect(strict.notes.find(({ code }) => code === 'robustness/redundant')!.items).toEqual(['a – b']);
    const against = run(small([1, 2, 3, 4], [80, 60, 40, 20]));
    expect(against.notes.find(({ code }) => code === 'robustness/negative')!.items).toEqual(['a – d']);
  });

  it('finds the value far out and the skewed indicator, and leaves context variables alone', () => {
    const far = run(small([1, 2, 3, 4, 5, 6, 7, 8, 9, 200], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    // The median is 5.5 and the median deviation 2.5.
    expect(far.of('outliers').map(({ unit, period, indicator }) => [unit, period, indicator])).toEqual([
      ['u9', 2020, 'a'],
    ]);
    expectClose(numbers(far.of('outliers'), 'robust_z'), [194.5 / (2.5 * 1.4826022185056018)], 1e-12);
    expect(far.of('distributions').map(({ indicator, flag }) => [indicator, flag])).toEqual([
      ['a', 'skewed'],
      ['b', ''],
    ]);
    expect(
      run(small([1, 2, 3, 4, 5, 6, 7, 8, 9, 200], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), { outlier: 60 }).of(
        'outliers',
      ),
    ).toEqual([]);
  });
});

describe('robustness: what cannot be computed', () => {
  it('a constant has empty cells and is noted; there are no suggested weights', () => {
    const found = run(small([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1]));
    expect(codes(found)).toContain('robustness/constant');
    expect(codes(found)).toContain('robustness/no-suggestion');
    expect(found.of('effective-weights')[1]!.effect_linear).toBeNaN();
    expect(found.of('effective-weights')[1]!.weight_suggested).toBeNaN();
    expect(found.of('effective-weights')[0]!.share_of_effect).toBe(1);
    expect(found.of('components')).toHaveLength(2);
  });

  it('alpha without an indicator is that of the others', () => {
    const row = foundGolden.of('reliability')[0]!;
    const others = goldenIndicators.normalised.columns.filter(
      (_, c) => goldenIndicators.normalised.ids[c] !== row.worst,
    );
    expectClose([row.alpha_without as number], [cronbachAlpha(others).raw], 1e-10);
  });

  it('one unit and no complete row are noted', () => {
    const one = run(small([1], [2]));
    expect(codes(one)).toContain('robustness/few-rows');
    expect(one.of('reliability')[0]!.alpha).toBeNaN();
    expect(one.of('components')).toEqual([]);
    const none = run(small([1, 2, NONE, NONE], [NONE, NONE, 1, 2]));
    expect(codes(none)).toEqual(expect.arrayContaining(['robustness/incomplete', 'robustness/few-rows']));
  });

  it('a missing cell leaves out its row', () => {
    const found = run(small([1, 2, 3, 4, 5, 9], [2, 1, 3, 5, 4, NONE]));
    expectClose(numbers(found.of('correlations').slice(0, 1), 'r'), [0.8], 1e-12);
    expect(found.of('correlations')[0]!.count).toBe(5);
    expect(codes(found)).toContain('robustness/incomplete');
  });
});

describe('robustness: laws', () => {
  const [input, found] = [goldenIndicators, foundGolden];

  it('eigenvalues sum to the number of varying indicators, shares of weights and effects to 1', () => {
    for (const { node, indicators } of found.of('reliability')) {
      const sumOf = (table: string, column: string) =>
        numbers(
          found.of(table).filter((row) => row.node === node),
          column,
        ).reduce((total, value) => total + value, 0);
      expectClose([sumOf('components', 'eigenvalue')], [indicators as number], 1e-9);
      for (const column of ['share_of_weight', 'share_of_effect'])
        expectClose([sumOf('effective-weights', column)], [1], 1e-9);
    }
  });

  it('squared loadings of an indicator sum to 1', () => {
    const rows = found.of('loadings').filter(({ node }) => node === 'index');
    for (const id of input.normalised.ids) {
      const own = numbers(
        rows.filter(({ indicator }) => indicator === id),
        'loading',
      );
      expectClose([own.reduce((total, value) => total + value * value, 0)], [1], 1e-9);
    }
  });

  const SHAPES: [string, string][] = [
    ['correlations', 'r'],
    ['reliability', 'alpha_standardised'],
    ['effective-weights', 'effect_linear'],
    ['effective-weights', 'effect_spline'],
    ['distributions', 'skewness'],
  ];

  it('the order of units changes nothing', () => {
    const order = input.units.map((_, i) => i).reverse();
    const turned = run(reordered(input, order));
    for (const [table, column] of [...SHAPES, ['effective-weights', 'weight_suggested'] as const])
      expectClose(numbers(turned.of(table), column), numbers(found.of(table), column), 1e-8);
    expect(turned.of('outliers').length).toBe(found.of('outliers').length);
  });

  it('the scale of an indicator changes no correlation, effect, shape or outlier', () => {
    const scaled = (table: AnalyseInput['values']) => ({
      ...table,
      columns: table.columns.map((column, c) => (c === 0 ? column.map((value) => 8 * value) : column)),
    });
    const other = run({ ...input, values: scaled(input.values), normalised: scaled(input.normalised) });
    for (const [table, column] of SHAPES)
      expectClose(numbers(other.of(table), column), numbers(found.of(table), column), 1e-9);
    expectClose(numbers(other.of('outliers'), 'robust_z'), numbers(found.of('outliers'), 'robust_z'), 1e-9);
  });
});
