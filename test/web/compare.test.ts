import { expect, test } from 'vitest';
import { loadStudy, run } from '../../src/index.ts';
import { compared } from '../../src/web/compare.ts';
import { snapshot } from '../../src/web/take-snapshot.ts';
import { sound } from '../support/folder.ts';

const taken = async (change: Record<string, unknown> = {}) =>
  snapshot(await run(await loadStudy(sound(change)), { scoresOnly: true }), 0);

test('a result compared with itself changes nothing', async () => {
  const one = await taken();
  const found = compared(one, one, undefined, one.periods[0]!)!;
  expect(found.rho).toBeCloseTo(1, 12);
  expect(found).toMatchObject({
    top: { left: [], entered: [] },
    ...{ movers: [], grades: [], obstacles: [], only: { a: [], b: [] } },
  });
  expect(found.beyond).toBeUndefined();
  expect(found.pairs).toHaveLength(one.units.length);
});

test('ranks, grades and first obstacles that differ are told, and intervals where they are known', async () => {
  const a = await taken();
  const b = structuredClone(a);
  const n = a.units.length;
  const period = a.periods.at(-1)!;
  const from = (a.periods.length - 1) * n;
  // The order turned round.
  for (let u = 0; u < n; u++) {
    b.nodes[0]!.score[from + u] = -a.nodes[0]!.score[from + u]!;
    b.nodes[0]!.rank[from + u] = n + 1 - a.nodes[0]!.rank[from + u]!;
    b.nodes[0]!.grade[from + u] = 1;
  }
  const degrees = (...rows: number[]) =>
    Float64Array.from({ length: from + n }, (_, row) => rows[row % n] ?? 0);
  a.indicators[0]!.obstacle = degrees(60, 60, 60);
  a.indicators[1]!.obstacle = degrees(40, 40, 40);
  b.indicators[0]!.obstacle = degrees(30, 60, 60);
  b.indicators[1]!.obstacle = degrees(70, 40, 40);
  const all = (value: number) => new Float64Array(from + n).fill(value);
  const intervals = { replicates: 9, nodes: { [a.nodes[0]!.id]: { low: all(1), high: all(1) } } };
  const found = compared(a, b, a.nodes[0]!.id, period, intervals)!;
  expect(found.rho).toBeCloseTo(-1, 12);
  expect(found.movers[0]!.moved ** 2).toBe((n - 1) ** 2);
  expect(found.top).toMatchObject({ size: 1, left: [{ a: { rank: 1 } }], entered: [{ b: { rank: 1 } }] });
  expect(found.beyond!.map(({ b: { rank } }) => rank).sort()).toEqual(
    Array.from({ length: n - 1 }, (_, i) => i + 2),
  );
  expect(found.grades!.map(({ id }) => id)).toEqual(
    a.units.filter((_, u) => a.nodes[0]!.grade[from + u] !== 1).map(({ id }) => id),
  );
  expect(found.obstacles.map(({ pair }) => pair.id)).toEqual([a.units[0]!.id]);
  expect(found.obstacles[0]).toMatchObject({ from: a.indicators[0]!.title, to: a.indicators[1]!.title });
});

test('units are matched by id; those with a score in one result only are named, and another period is none', async () => {
  const a = await taken();
  const b = await taken({ without: { units: [a.units[0]!.id] } });
  const period = a.periods[0]!;
  const found = compared(a, b, 'no-such-node', period)!;
  expect(found.node.id).toBe(a.nodes[0]!.id);
  expect(found.only).toEqual({ a: [a.units[0]!.name], b: [] });
  expect(found.pairs.map(({ id }) => id)).toEqual(b.units.map(({ id }) => id));
  expect(compared(b, a, undefined, period)!.only).toEqual({ a: [], b: [a.units[0]!.name] });
  expect(compared(a, b, undefined, 1850)).toBeUndefined();
});
