import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log as ln } from '../../src/core/math/log.ts';
import { ProblemError } from '../../src/core/problem.ts';
import { boxCoxLambda, boxCox as transformed } from '../../src/core/statistics/box-cox.ts';
import { excessKurtosis, skewness } from '../../src/core/statistics/skewness.ts';
import { boxCox } from '../../src/methods/treat/box-cox.ts';
import { log } from '../../src/methods/treat/log.ts';
import { winsorise } from '../../src/methods/treat/winsorise.ts';
import { expectClose } from '../support/close.ts';

const input = (...columns: number[][]) => ({
  table: {
    units: columns[0]!.length,
    periods: [2010],
    ids: ['a', 'b', 'c'].slice(0, columns.length),
    columns: columns.map((column) => Float64Array.from(column)),
  },
});
const codes = (notes: readonly { code: string }[]) => notes.map(({ code }) => code);
const treatments = [
  ['winsorise', (column: number[]) => winsorise.run(input(column), winsorise.options.parse({}) as never)],
  ['log', (column: number[]) => log.run(input(column), log.options.parse({ offset: 'range' }) as never)],
  ['box-cox', (column: number[]) => boxCox.run(input(column), boxCox.options.parse({}) as never)],
] as const;
const column = fc.array(
  // Values that differ in their last digit alone have a range of which a hundredth is lost beside them.
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 100, max: 1e7 }).map((value) => value / 1000) },
    fc.constant(Number.NaN),
  ),
  { minLength: 1, maxLength: 30 },
);

describe('every treatment', () => {
  it.each(treatments)(
    '%s keeps the order, keeps missing cells, and lists exactly what it changed',
    (_, treat) => {
      fc.assert(
        fc.property(column, (given) => {
          const { table, changed } = treat(given);
          const out = table.columns[0]!;
          const differ = given.flatMap((value, row) =>
            Number.isNaN(value) || value === out[row] ? [] : [row],
          );
          expect([...changed[0]!]).toEqual(differ);
          given.forEach((value, i) => {
            expect(Number.isNaN(out[i]!)).toBe(Number.isNaN(value));
            given.forEach((other, k) => {
              if (value > other) expect(out[i]!).toBeGreaterThanOrEqual(out[k]!);
            });
          });
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(treatments)('%s by its own constants gives the same again', (name, treat) => {
    const given = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100, Number.NaN];
    const first = treat(given);
    const method = { winsorise, log, 'box-cox': boxCox }[name]!;
    const again = method.run(
      { ...input(given), constants: first.constants },
      method.options.parse({}) as never,
    );
    expectClose(again.table.columns[0]!, first.table.columns[0]!, 1e-15);
  });

  it.each(treatments)('%s leaves a constant without spread, and one value', (_, treat) => {
    for (const given of [[7, 7, 7, 7, 7], [7], [Number.NaN, Number.NaN]]) {
      const { table } = treat(given);
      expect(new Set([...table.columns[0]!].filter((value) => !Number.isNaN(value))).size).toBeLessThan(2);
      expect([...table.columns[0]!].map(Number.isNaN)).toEqual(given.map(Number.isNaN));
    }
  });
});

describe('winsorise', () => {
  const run = (options: object, ...columns: number[][]) =>
    winsorise.run(input(...columns), winsorise.options.parse(options) as never);
  const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  it('clips at the end that is skewed, says at what, and leaves what is within the rule', () => {
    const low = [-100, ...nine];
    const { table, constants, changed, notes } = run({}, [...nine, 100], low, [...nine, 10]);
    expect([...table.columns[0]!]).toEqual([...nine, 9]);
    expect([...table.columns[1]!]).toEqual([1, ...nine]);
    expect([...table.columns[2]!]).toEqual([...nine, 10]);
    expect(constants).toEqual([{ high: 9 }, { low: 1 }, {}]);
    expect(changed.map((rows) => [...rows])).toEqual([[9], [0], []]);
    expect(notes[0]!.items).toEqual(['a (1: 9)', 'b (1: 1)']);
  });

  it('needs both limits to be passed', () => {
    const symmetric = [-50, ...Array.from({ length: 20 }, (_, i) => i - 9.5), 50];
    expect(Math.abs(skewness(Float64Array.from(symmetric)))).toBeLessThan(2);
    expect(excessKurtosis(Float64Array.from(symmetric))).toBeGreaterThan(3.5);
    expect(run({}, symmetric).changed[0]).toHaveLength(0);
  });

  it('stops at the points allowed and says what is still outside', () => {
    const tail = [...Array.from({ length: 40 }, (_, i) => i / 40), 100, 200, 300, 400];
    const one = run({ points: 1 }, tail);
    expect(one.constants[0]).toEqual({ high: 300 });
    expect(codes(one.notes)).toEqual(['treat/winsorised', 'treat/still-skewed']);
    const all = run({ points: 4 }, tail);
    expect(all.constants[0]).toEqual({ high: 39 / 40 });
    expect(codes(all.notes)).toEqual(['treat/winsorised']);
  });

  it('clips equal values together, or not at all, and never the last spread', () => {
    const twins = [...Array.from({ length: 60 }, (_, i) => i / 60), 90, 90];
    expect(run({ points: 1 }, twins).changed[0]).toHaveLength(0);
    expect(run({ points: 2 }, twins).changed[0]).toHaveLength(2);
    const zeros = [...new Array(20).fill(0), 1];
    const left = run({}, zeros);
    expect(left.changed[0]).toHaveLength(0);
    expect(codes(left.notes)).toEqual(['treat/still-skewed']);
  });

  it('changes no more points than allowed, whatever the data', () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 6 }), (given, points) => {
        expect(run({ points }, given).changed[0]!.length).toBeLessThanOrEqual(points);
      }),
    );
  });

  it('treats only the indicators named', () => {
    const { changed } = run({ indicators: ['b'] }, [...nine, 100], [...nine, 100]);
    expect(changed.map((rows) => rows.length)).toEqual([0, 1]);
  });
});

describe('log', () => {
  const run = (options: object, ...columns: number[][]) =>
    log.run(input(...columns), log.options.parse(options) as never);

  it('takes offsets by indicator, and raises the smallest value by the range', () => {
    const { table } = run({ offset: { a: 1 } }, [0, 1], [1, 2]);
    expectClose(table.columns[0]!, [0, Math.LN2], 1e-15);
    expectClose(table.columns[1]!, [0, Math.LN2], 1e-15);
    const ranged = run({ offset: 'range' }, [-5, 5, 0]);
    expectClose(ranged.table.columns[0]!, [0.1, 10.1, 5.1].map(ln), 1e-12);
    expect(ranged.constants[0]!.offset).toBeCloseTo(5.1, 12);
  });

  it.each([
    ['log', () => run({}, [1, 0, -2], [3, 4, 5])],
    ['box-cox', () => boxCox.run(input([1, 0, -2], [3, 4, 5]), boxCox.options.parse({}) as never)],
    [
      'box-cox with a lambda',
      () => boxCox.run(input([1, 0, -2]), boxCox.options.parse({ lambda: 2 }) as never),
    ],
  ])('F16: %s refuses values that are 0 or less, every cell named', (_, treat) => {
    let problem: unknown;
    try {
      treat();
    } catch (error) {
      problem = error;
    }
    const [found] = (problem as ProblemError).problems;
    expect(found!.code).toBe('treat/not-positive');
    expect(found!.saw.en).toBe(
      '2 value(s) that are 0 or less with the offset: a unit 2 2010 (0), a unit 3 2010 (-2)',
    );
    expect(problem).toBeInstanceOf(ProblemError);
  });

  it('F16: names the first hundred cells and counts the rest', () => {
    const zeros = new Array(130).fill(0);
    expect(() => run({}, zeros)).toThrow(/^method\.treat\.log: 130 value\(s\).* and 30 more$/);
  });
});

describe('box-cox', () => {
  it('is the power, the logarithm at 0, and continuous between them', () => {
    expectClose([transformed(9, 0.5), transformed(2, -1), transformed(3, 2)], [4, 0.5, 4], 1e-14);
    expect(transformed(5, 0)).toBe(ln(5));
    expect(transformed(5, 1e-9)).toBeCloseTo(ln(5), 8);
    const [below, above] = [transformed(3, 0.99e-3 / ln(3)), transformed(3, 1.01e-3 / ln(3))];
    expect(above - below).toBeGreaterThan(0);
    expect(above - below).toBeLessThan(2e-5);
  });

  it('finds the lambda at which no other power is likelier', () => {
    const likelihood = (values: number[], lambda: number) => {
      const out = values.map((value) => (lambda === 0 ? Math.log(value) : (value ** lambda - 1) / lambda));
      const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
      const variance = out.reduce((sum, value) => sum + (value - mean) ** 2, 0) / out.length;
      return (
        (-out.length / 2) * Math.log(variance) +
        (lambda - 1) * values.reduce((sum, v) => sum + Math.log(v), 0)
      );
    };
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 5, maxLength: 30 }),
        (values) => {
          const lambda = boxCoxLambda(Float64Array.from(values));
          if (lambda === undefined || Math.max(...values) < 1.5 * Math.min(...values)) return;
          const best = likelihood(values, lambda);
          for (let step = -100; step <= 100; step++)
            expect(likelihood(values, step / 20)).toBeLessThanOrEqual(best + 1e-6 * Math.abs(best) + 1e-6);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('of values whose logarithms are symmetric is 0, of symmetric values 1', () => {
    const steps = [-2, -1.3, -0.6, -0.2, 0, 0.2, 0.6, 1.3, 2];
    expect(boxCoxLambda(Float64Array.from(steps, (step) => Math.exp(step)))).toBeCloseTo(0, 6);
    expect(boxCoxLambda(Float64Array.of(1, 1, 2))).toBeUndefined();
  });

  it('leaves an indicator without enough values as it is, with a note, and says each lambda', () => {
    const { table, notes } = boxCox.run(input([1, 1, 2, 2], [1, 2, 4, 9]), boxCox.options.parse({}) as never);
    expect([...table.columns[0]!]).toEqual([1, 1, 2, 2]);
    expect(codes(notes)).toEqual(['treat/box-cox', 'treat/no-lambda']);
    expect(notes[1]!.items).toEqual(['a']);
  });
});
