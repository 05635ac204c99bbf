import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadStudy, type Result, run } from '../src/index.ts';
import { lift } from '../src/study/lift.ts';
import { rowScorer } from '../src/study/row-score.ts';
import { holling } from './support/cli.ts';
import { PANEL, sound } from './support/folder.ts';

const NORMALISE = [
  'min-max',
  { 'min-max': { reference: 'period' } },
  { 'min-max': { reference: { period: 2010 }, range: [0.1, 1] } },
  'z-score',
  'rank',
  { rank: { reference: 'period' } },
  { vector: { reference: 'period' } },
  { goalposts: { a: [0, 10], b: [0, 10], c: [5, 25] } },
  'none',
];
const AGGREGATE = [
  'topsis',
  { topsis: { weights: 'inside', ideal: 'period' } },
  { topsis: { of: 'children' } },
  'weighted-sum',
  { 'weighted-sum': { of: 'children', weights: 'equal' } },
  'geometric',
];
const computed = async (change: Record<string, unknown>, files = {}): Promise<Result> =>
  run(await loadStudy(sound(change, files)), {});

/** The panel of the small study with other numbers, `missing` of them empty. */
function panelOf(numbers: readonly number[]): string {
  const [head, ...rows] = PANEL.trim().split('\n');
  return `${[head, ...rows.map((row, r) => [...row.split(',').slice(0, 2), ...[0, 1, 2].map((c) => numbers[3 * r + c])].join(','))].join('\n')}\n`;
}

test('a change brings the score just above the limit, with everything else held, under every method', async () => {
  let liftable = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 18, maxLength: 18 }),
      fc.constantFrom(...NORMALISE),
      fc.constantFrom(...AGGREGATE),
      fc.constantFrom('index', 'one'),
      async (numbers, normalise, aggregate, node) => {
        const method = { normalise, aggregate, weight: 'equal', grade: { quantile: { classes: 3 } } };
        const result = await computed({ method }, { 'panel.csv': panelOf(numbers) }).catch((error) => {
          // Negative values before a geometric mean and the like are refused before anything is scored.
          expect(error.problems?.length).toBeGreaterThan(0);
          return undefined;
        });
        if (!result) return;
        const found = result.nodes.find((one) => one.node.id === node)!;
        for (const [p, period] of result.panel.periods.entries())
          for (const [u, unit] of result.panel.units.entries()) {
            const row = p * result.panel.units.length + u;
            const made = lift(result, unit.id, period, node)!;
            const scoreOf = rowScorer(result, found, row);
            const values = Float64Array.from(result.values.columns, (column) => column[row]!);
            expect(scoreOf(values)).toBeCloseTo(found.score[row]!, 12);
            expect(made.status === 'highest').toBe(made.grade === found.classes.length);
            if (made.status !== 'liftable') continue;
            const limit = made.next!.limit;
            expect(made.single.length + made.outOfReach.length).toBe(node === 'index' ? 3 : 2);
            for (const change of made.single) {
              liftable++;
              const changed = values.slice();
              const at = result.values.ids.indexOf(change.id);
              // Ranks jump at ties, which the last digit of a sum may miss; everything else is continuous.
              changed[at] = JSON.stringify(normalise).includes('rank')
                ? change.to
                : values[at]! + change.change;
              expect(scoreOf(changed)).toBeGreaterThanOrEqual(limit - 1e-9);
              changed[at] = change.to;
              expect(scoreOf(changed)).toBeGreaterThan(limit);
              const all = result.values.columns[at]!;
              expect(change.beyond).toBe(
                change.direction === 'benefit' ? change.to > Math.max(...all) : change.to < Math.min(...all),
              );
              if (change.share < 1e-9) continue;
              changed[at] = values[at]! + 0.9999 * change.change;
              expect(scoreOf(changed)).toBeLessThanOrEqual(limit + 1e-9);
            }
            const { together } = made;
            if (!together) continue;
            const moved = values.slice();
            for (const { id, to } of together.changes) moved[result.values.ids.indexOf(id)] = to;
            expect(scoreOf(moved)).toBe(together.score);
            expect(together.isReached).toBe(together.score > limit);
          }
      },
    ),
    { numRuns: 30 },
  );
  expect(liftable).toBeGreaterThan(50);
}, 120_000);

test('the whole study computed with given goalposts and limits gives the same score for a changed cell', async () => {
  const method = {
    normalise: { goalposts: { a: [0, 10], b: [0, 10], c: [5, 25] } },
    aggregate: 'weighted-sum',
    weight: { given: { weights: { a: 0.5, b: 0.25, c: 0.25 } } },
    grade: { manual: { breaks: [0.3, 0.6] } },
  };
  const result = await computed({ method });
  // 0.5 * 1/10 + 0.25 * 5/10 + 0.25 * 5/20 = 0.2375; the limit 0.3 lacks 0.0625.
  const made = lift(result, 'u1', 2010)!;
  expect(made.score).toBeCloseTo(0.2375, 12);
  expect(made.next).toMatchObject({ grade: 2, limit: 0.3 });
  expect(made.single.map(({ id, to }) => [id, Number(to.toFixed(9))])).toEqual([
    ['a', 2.25],
    ['b', 2.5],
    ['c', 15],
  ]);
  expect(made.single.map(({ percent }) => Number(percent.toFixed(6)))).toEqual([125, -50, 50]);
  // The same limit asked for as a score, which is enough when it is met.
  const asked = lift(result, 'u1', 2010, undefined, { target: 0.3 })!;
  expect(asked).toMatchObject({ status: 'liftable', target: 0.3, isAtLimit: false });
  expect(asked.next).toBeUndefined();
  expect(asked.single.map(({ to }) => Number(to.toFixed(9)))).toEqual([2.25, 2.5, 15]);
  expect(lift(result, 'u1', 2010, undefined, { target: 0.2 })!.status).toBe('reached');
  expect(lift(result, 'u1', 2010, undefined, { target: made.score })!.status).toBe('reached');
  const most = lift(result, 'u1', 2010, undefined, { target: 1e9 })!;
  expect(most).toMatchObject({ status: 'liftable', single: [], together: { isReached: false, share: 1 } });
  expect(most.outOfReach).toHaveLength(3);
  for (const { id, to } of made.single) {
    const changed = await computed({
      method,
      corrections: [{ unit: 'u1', period: 2010, indicator: id, value: to }],
    });
    expect(changed.nodes[0]!.score[0]).toBeGreaterThanOrEqual(0.3 - 1e-9);
    expect(changed.nodes[0]!.grade[0]).toBe(2);
  }
  expect(made.notes[0]!.en).toContain('not policy advice');
  expect(made.notes[0]!.zh).toContain('并非政策建议');
});

test('the highest grade, a missing score and unknown places have nothing to lift', async () => {
  const result = await computed(
    { method: { impute: 'none', coverage: 1 } },
    { 'panel.csv': PANEL.replace('u1,2010,1,5,10', 'u1,2010,,5,10') },
  );
  expect(lift(result, 'u1', 2010)).toMatchObject({ status: 'no-score', single: [], outOfReach: [] });
  const best = result.nodes[0]!.grade.indexOf(result.nodes[0]!.classes.length);
  const { units, periods } = result.panel;
  const at = [units[best % 3]!.id, periods[Math.floor(best / 3)]!] as const;
  expect(lift(result, ...at)).toMatchObject({ status: 'highest', single: [] });
  expect(lift(result, 'u9', 2010)).toBeUndefined();
  expect(lift(result, 'u1', 2011)).toBeUndefined();
  expect(lift(result, 'u1', 2010, 'none')).toBeUndefined();
});

test('an indicator that is missing, without effect or too weak is named', async () => {
  const method = {
    impute: 'none',
    coverage: 0,
    normalise: { goalposts: { a: [0, 10], b: [0, 10], c: [5, 25] } },
    aggregate: 'weighted-sum',
    weight: { given: { weights: { a: 0.98, b: 0.02, c: 0 } } },
    grade: { manual: { breaks: [0.3, 0.6] } },
  };
  const result = await computed({ method }, { 'panel.csv': PANEL });
  const made = lift(result, 'u1', 2010)!;
  expect(made.outOfReach.map(({ id, why }) => [id, why])).toEqual([
    ['b', 'out-of-reach'],
    ['c', 'no-effect'],
  ]);
  const gap = await computed({ method }, { 'panel.csv': PANEL.replace('u1,2010,1,5,10', 'u1,2010,1,,10') });
  expect(lift(gap, 'u1', 2010)!.outOfReach[0]).toMatchObject({ id: 'b', why: 'missing' });
});

test('a value past the best that was seen is marked, and a limit that the best few miss is said', async () => {
  const method = {
    normalise: 'min-max',
    aggregate: 'weighted-sum',
    weight: { given: { weights: { a: 0.4, b: 0.3, c: 0.3 } } },
    grade: { manual: { breaks: [0.9, 1.5] } },
  };
  const made = lift(await computed({ method }), 'u1', 2010)!;
  expect(made.single.every(({ beyond }) => beyond)).toBe(true);
  expect(made.together).toMatchObject({ isReached: true });
  const far = { ...method, grade: { manual: { breaks: [1.2, 1.5] } } };
  expect(lift(await computed({ method: far }), 'u1', 2010)!.together).toMatchObject({
    isReached: false,
    share: 1,
  });
});

test('the command line tells it in both languages', async () => {
  const folder = sound();
  const { code, out } = await holling('explain', folder, 'u1', '2010', '--lift');
  expect(code).toBe(0);
  expect(out).toContain('What would lift it one grade');
  expect(out).toContain('not policy advice');
  const zh = await holling('explain', folder, 'u1', '2010', 'one', '--lift', '--lang', 'zh');
  expect(zh.out).toContain('提升一个等级所需的变化');
  const json = await holling('explain', folder, 'u1', '2010', '--lift', '--json');
  expect(JSON.parse(json.out).lift.status).toBe('liftable');
  expect((await holling('explain', folder, 'u1', '2010')).out).not.toContain('lift');
});
