import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CITATIONS } from '../src/core/citations.ts';
import type { Table } from '../src/core/table.ts';
import type { Direction, Indicator, Node } from '../src/core/tree.ts';
import { methods } from '../src/methods/index.ts';
import type { Method, Stage, Stages } from '../src/methods/method.ts';
import { expectClose } from './support/close.ts';

const ofStage = <S extends Stage>(stage: S) =>
  methods.filter((method) => method.stage === stage) as unknown as Method<S>[];
const name = (method: { stage: string; id: string }) => `${method.stage}/${method.id}`;
const rows = methods.map((method) => [name(method), method] as const);

describe('every method', () => {
  it('has an id of its own within its stage', () =>
    expect(new Set(methods.map(name)).size).toBe(methods.length));

  it.each(rows)('%s speaks both languages and cites known sources', (_, method) => {
    for (const text of [method.title, method.about]) {
      expect(text.en).toMatch(/[a-z]/i);
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(method.formula).not.toBe('');
    for (const key of method.cite) expect(Object.keys(CITATIONS)).toContain(key);
  });

  it.each(rows)('%s has help for each option', (_, method) => {
    for (const schema of Object.values(method.options.shape)) {
      const meta =
        (schema as { meta(): { description?: string; zh?: string } | undefined }).meta() ??
        inner(schema).meta();
      expect(meta?.description).toBeTruthy();
      expect(meta?.zh).toBeTruthy();
    }
  });

  it.each(rows.filter(([, method]) => method.examples.length > 0))('%s: worked examples', (_, method) => {
    for (const example of method.examples) {
      const options = method.options.parse(example.options);
      const { value, expected, tolerance } = example.expect(
        method.run(example.input as never, options) as never,
      );
      expectClose(value, expected, tolerance || 1e-15);
      expect(method.describe(options).en).toMatch(/[.]$/);
      expect(method.describe(options).zh).toMatch(/。$/);
    }
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the inside of a schema
function inner(schema: any): { meta(): { description?: string; zh?: string } | undefined } {
  return schema._zod.def.innerType ? inner(schema._zod.def.innerType) : schema;
}

const UNITS = 6;
const PERIODS = [2010, 2015, 2019];
const DIRECTIONS: Direction[] = ['benefit', 'cost', 'benefit'];
const IDS = ['a', 'b', 'c'];
const root: Node = {
  id: 'index',
  title: { en: 'index', zh: 'index' },
  children: [
    { id: 'one', title: { en: 'one', zh: 'one' }, children: [indicator('a'), indicator('b')] },
    indicator('c'),
  ],
};
function indicator(id: string): Indicator {
  return { id, title: { en: id, zh: id }, direction: DIRECTIONS[IDS.indexOf(id)]! };
}

/** Three columns of positive numbers, some cells missing. */
const cells = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: 0.1, max: 1e4, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  {
    minLength: UNITS * PERIODS.length,
    maxLength: UNITS * PERIODS.length,
  },
);
const table = fc.tuple(cells, cells, cells).map(
  (columns): Table => ({
    units: UNITS,
    periods: PERIODS,
    ids: IDS,
    columns: columns.map((column) => Float64Array.from(column)),
  }),
);

const OPTIONS: Record<string, object> = {
  'normalise/goalposts': { posts: { a: [0, 2e4], b: [0, 2e4], c: [0, 2e4] } },
};
const optionsOf = (method: Method) => method.options.parse(OPTIONS[name(method)] ?? {});

/** The table with its units in another order, the same in every period. */
function permuted(given: Table, order: readonly number[]): Table {
  return { ...given, columns: given.columns.map((column) => permuteColumn(column, order)) };
}
function permuteColumn(column: Float64Array, order: readonly number[]): Float64Array {
  return Float64Array.from(
    column,
    (_, row) => column[Math.floor(row / UNITS) * UNITS + order[row % UNITS]!]!,
  );
}
const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 });
const copy = (given: Table): Table => ({ ...given, columns: given.columns.map((column) => column.slice()) });

const rowMethods = [
  ...ofStage('impute').map(
    (method) => [name(method), (given: Table) => run(method, { table: given }).table] as const,
  ),
  ...ofStage('treat').map(
    (method) => [name(method), (given: Table) => run(method, { table: given }).table] as const,
  ),
  ...ofStage('normalise')
    .filter((method) => method.id !== 'none')
    .map(
      (method) =>
        [
          name(method),
          (given: Table) => run(method, { table: given, directions: DIRECTIONS }).table,
        ] as const,
    ),
  ...ofStage('aggregate')
    .filter((method) => method.id !== 'given')
    .map(
      (method) =>
        [
          name(method),
          (given: Table) =>
            run(method, { table: given, weights: [Float64Array.of(0.5, 0.3, 0.2)], coverage: 0.5 }).table,
        ] as const,
    ),
  ...ofStage('obstacles').map(
    (method) =>
      [
        name(method),
        (given: Table) =>
          run(method, {
            table: given,
            directions: DIRECTIONS,
            weights: [Float64Array.of(0.5, 0.3, 0.2)],
            root,
            reference: 'pooled',
          }).table,
      ] as const,
  ),
];
function run<S extends Stage>(method: Method<S>, input: Stages[S]['input']): Stages[S]['outcome'] {
  return method.run(input, optionsOf(method as unknown as Method));
}

describe('row by row', () => {
  it.each(rowMethods)('%s: permuting units permutes the outcome, and inputs stay as they are', (_, apply) => {
    fc.assert(
      fc.property(table, order, (given, shuffled) => {
        const before = copy(given);
        const plain = apply(given);
        given.columns.forEach((column, c) => {
          expect(column).toEqual(before.columns[c]);
        });
        const swapped = apply(permuted(given, shuffled));
        plain.columns.forEach((column, c) => {
          expectClose(swapped.columns[c]!, permuteColumn(column, shuffled), 1e-12);
        });
      }),
      { numRuns: 40 },
    );
  });

  it.each(
    ofStage('normalise')
      .filter((method) => method.id !== 'none')
      .map((method) => [name(method), method] as const),
  )('%s: missing stays missing, nothing else becomes so', (_, method) => {
    fc.assert(
      fc.property(table, (given) => {
        const outcome = run(method, { table: given, directions: DIRECTIONS });
        outcome.table.columns.forEach((column, c) => {
          column.forEach((value, row) => {
            expect(Number.isNaN(value)).toBe(Number.isNaN(given.columns[c]![row]!));
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  it.each(['min-max', 'z-score', 'rank', 'vector'])(
    'normalise/%s: a constant becomes 0 and is noted',
    (id) => {
      const method = ofStage('normalise').find((one) => one.id === id)!;
      const given: Table = { units: 2, periods: [2010], ids: ['a'], columns: [Float64Array.of(7, 7)] };
      const { table: out, notes } = run(method, { table: given, directions: ['benefit'] });
      expect([...out.columns[0]!]).toEqual([0, 0]);
      expect(notes.map((note) => note.code)).toEqual(['normalise/constant']);
    },
  );

  it.each(['min-max', 'z-score', 'rank'])(
    'normalise/%s: positive scaling and shifting change nothing',
    (id) => {
      const method = ofStage('normalise').find((one) => one.id === id)!;
      fc.assert(
        fc.property(
          table,
          fc.double({ min: 0.5, max: 50, noNaN: true }),
          fc.double({ min: -100, max: 100, noNaN: true }),
          (given, scale, shift) => {
            const moved = {
              ...given,
              columns: given.columns.map((column) => column.map((value) => value * scale + shift)),
            };
            const plain = run(method, { table: given, directions: DIRECTIONS }).table;
            const other = run(method, { table: moved, directions: DIRECTIONS }).table;
            // Values that differ in their last digits alone may tie after scaling.
            if (given.columns.some((column) => hasNearTies(column))) return;
            plain.columns.forEach((column, c) => {
              expectClose(other.columns[c]!, column, 1e-6);
            });
          },
        ),
        { numRuns: 40 },
      );
    },
  );
});

function hasNearTies(column: Float64Array): boolean {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  return sorted.some((value, i) => i > 0 && value - sorted[i - 1]! < 1e-3);
}

describe('weights', () => {
  const data = (given: Table): Stages['weight']['input'] => ({
    normalised: given,
    raw: given,
    root,
    indicators: IDS.map(indicator),
    parts: [],
  });

  it.each(
    ofStage('weight')
      .filter((method) => !['given', 'ahp', 'combined'].includes(method.id))
      .map((method) => [name(method), method] as const),
  )('%s: weights sum to 1, are not negative, and do not depend on the order of units', (_, method) => {
    fc.assert(
      fc.property(table, order, (given, shuffled) => {
        const [weights] = run(method, data(given)).weights;
        expectClose([weights!.reduce((sum, weight) => sum + weight, 0)], [1], 1e-12);
        expect(weights!.every((weight) => weight >= 0)).toBe(true);
        expectClose(run(method, data(permuted(given, shuffled))).weights[0]!, weights!, 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('entropy: scaling a column changes nothing, a constant gets 0, all constant are equal', () => {
    const entropy = ofStage('weight').find((method) => method.id === 'entropy')!;
    const given: Table = {
      units: 3,
      periods: [2010],
      ids: IDS,
      columns: [Float64Array.of(1, 2, 3), Float64Array.of(0, 1, 0.4), Float64Array.of(5, 5, 5)],
    };
    const scaled = {
      ...given,
      columns: [given.columns[0]!.map((value) => value * 1000), ...given.columns.slice(1)],
    };
    expectClose(run(entropy, data(scaled)).weights[0]!, run(entropy, data(given)).weights[0]!, 1e-12);
    expect(run(entropy, data(given)).weights[0]![2]).toBe(0);
    const flat = { ...given, columns: [5, 6, 7].map((value) => new Float64Array(3).fill(value)) };
    const { weights, notes } = run(entropy, data(flat));
    expectClose(weights[0]!, [1 / 3, 1 / 3, 1 / 3]);
    expect(notes.some((note) => note.code === 'weight/all-equal')).toBe(true);
  });
});

describe('aggregation', () => {
  it.each(
    ofStage('aggregate')
      .filter((method) => method.id !== 'given')
      .map((method) => [name(method), method] as const),
  )('%s: a one-hot weight gives the order of that indicator', (_, method) => {
    const columns = [Float64Array.of(0.2, 0.9, 0.5), Float64Array.of(1, 0, 0.3)];
    const { table: out } = run(method, {
      table: { units: 3, periods: [2010], ids: ['a', 'b'], columns },
      weights: [Float64Array.of(1, 0)],
      coverage: 0.5,
    });
    const score = out.columns[0]!;
    expect(score[1]! > score[2]! && score[2]! > score[0]!).toBe(true);
  });

  it.each(
    ofStage('aggregate')
      .filter((method) => method.id !== 'given')
      .map((method) => [name(method), method] as const),
  )('%s: empties rows with too little weight and lists partial ones', (_, method) => {
    const columns = [Float64Array.of(0.2, Number.NaN, 0.5), Float64Array.of(1, 0.5, Number.NaN)];
    const outcome = run(method, {
      table: { units: 3, periods: [2010], ids: ['a', 'b'], columns },
      weights: [Float64Array.of(0.7, 0.3)],
      coverage: 0.5,
    });
    expect(outcome.empty).toEqual([1]);
    expect(outcome.partial).toEqual([2]);
    expect(outcome.table.columns[0]![1]).toBeNaN();
  });
});

describe('grades', () => {
  it.each(
    ofStage('grade')
      .filter((method) => method.id !== 'manual')
      .map((method) => [name(method), method] as const),
  )('%s: limits rise, the last is the largest score, and nothing is given to no scores', (_, method) => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (scores) => {
          const { upper } = run(method, { scores: Float64Array.from(scores) });
          expect(upper[upper.length - 1]).toBe(Math.max(...scores));
          upper.forEach((limit, i) => {
            if (i > 0) expect(limit).toBeGreaterThan(upper[i - 1]!);
          });
        },
      ),
      { numRuns: 60 },
    );
    // Two doubles that are almost neighbours leave no room for a limit between them.
    const close = run(method, { scores: Float64Array.of(0.010000000000000009, 0.010000000000000007) }).upper;
    expect(new Set(close).size).toBe(close.length);
    expect(run(method, { scores: Float64Array.of(Number.NaN) }).upper).toEqual([]);
  });
});

describe('obstacle degrees', () => {
  it('sum to 100, or to 0 where everything is at its best', () => {
    const obstacles = ofStage('obstacles')[0]!;
    const columns = [Float64Array.of(1, 2, 3), Float64Array.of(9, 5, 1), Float64Array.of(1, 4, 6)];
    const { table: out } = run(obstacles, {
      table: { units: 3, periods: [2010], ids: IDS, columns },
      directions: DIRECTIONS,
      weights: [Float64Array.of(0.5, 0.3, 0.2)],
      root,
      reference: 'pooled',
    });
    const sums = [0, 1, 2].map((row) => out.columns.reduce((sum, column) => sum + column[row]!, 0));
    expectClose(sums, [100, 100, 0]);
  });
});
