import { describe, expect, test } from 'vitest';
import { type Outcome, outcomeOf, outcomeTable } from './fixtures/check.ts';
import { FIXTURES } from './fixtures/index.ts';

const outcomes: Outcome[] = [];
for (const fixture of FIXTURES) outcomes.push(await outcomeOf(fixture));
const table = outcomeTable(outcomes);

describe('synthetic workbooks with answer keys', () => {
  test('are at least 24, each with values', () => {
    expect(outcomes.length).toBeGreaterThanOrEqual(24);
    expect(outcomes.filter(({ facts }) => facts === 0)).toEqual([]);
  });

  test('not one cell is wrong, lost or made up', () => {
    const faulty = outcomes.filter(
      ({ wrong, lost, surplus, problems }) =>
        wrong.length + lost.length + surplus.length + problems.length > 0,
    );
    expect(
      faulty.map(({ title }) => title),
      table,
    ).toEqual([]);
  });

  test('only what a file leaves open is asked, and at most three times', () => {
    const expected = FIXTURES.map(({ title, answers = {} }) => [title, Object.keys(answers).sort()]);
    expect(
      outcomes.map(({ title, asked }) => [title, [...asked].sort()]),
      table,
    ).toEqual(expected);
    expect(Math.max(...outcomes.map(({ asked }) => asked.length))).toBeLessThanOrEqual(3);
  });

  test('at least 18 need no answer, and most of all of them', () => {
    const unasked = outcomes.filter(({ asked }) => asked.length === 0).length;
    expect(unasked, table).toBeGreaterThanOrEqual(Math.max(18, 0.8 * outcomes.length));
  });
});
