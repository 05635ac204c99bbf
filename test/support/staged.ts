import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Panel } from '../../src/core/panel.ts';
import { emptyColumn } from '../../src/core/panel.ts';
import { kernel } from '../../src/engines/kernel.ts';
import type { Session, Source } from '../../src/engines/sql/session.ts';
import { runStaged } from '../../src/engines/sql/staged.ts';
import { methods } from '../../src/methods/index.ts';
import { parseStudy } from '../../src/study/parse.ts';
import { type Plan, plan as planOf } from '../../src/study/plan.ts';
import { run } from '../../src/study/run.ts';

const IDS = ['a', 'b', 'c', 'd'];
const PERIODS = [2001, 2004, 2005];

export function planWith(method: object, analyses: object = {}) {
  const { study, problems, locate } = parseStudy(
    JSON.stringify({
      version: 1,
      units: { file: 'units.csv', key: 'id' },
      periods: PERIODS,
      data: [{ file: 'panel.csv' }],
      index: {
        id: 'index',
        children: [
          {
            id: 'x',
            children: [
              { id: 'a', direction: 'benefit' },
              { id: 'b', direction: 'cost' },
            ],
          },
          {
            id: 'y',
            children: [
              { id: 'c', direction: 'benefit' },
              { id: 'd', direction: 'cost' },
            ],
          },
        ],
      },
      method,
      analyses: { uncertainty: 'none', ...analyses },
    }),
  );
  expect(problems).toEqual([]);
  return planOf(study!, methods, locate);
}

function panelOf(units: number, columns: readonly Float64Array[]): Panel {
  return {
    units: Array.from({ length: units }, (_, i) => ({
      id: `u${i}`,
      name: { en: `u${i}`, zh: `u${i}` },
      attributes: new Map(),
    })),
    periods: PERIODS,
    columns: new Map(IDS.map((id, c) => [id, { ...emptyColumn(columns[c]!.length), values: columns[c]! }])),
    sources: [],
  };
}

/** Positive values with ties, zeros and gaps; `d` is a constant in some panels. */
export const panels = fc
  .record({
    units: fc.integer({ min: 4, max: 9 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    flat: fc.boolean(),
    gaps: fc.boolean(),
  })
  .map(({ units, seed, flat, gaps }) => {
    let state = seed;
    const next = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const columns = IDS.map((id) =>
      Float64Array.from({ length: units * PERIODS.length }, () => {
        const value = next();
        if (gaps && next() < 0.15) return Number.NaN;
        if (flat && id === 'd') return 4;
        return next() < 0.1 ? 0 : Math.round(value * 50) / 4 + 1;
      }),
    );
    return panelOf(units, columns);
  });

/** An engine as a session with a panel in it, for as long as the work takes. */
export type WithEngine = (
  plan: Plan,
  panel: Panel,
  work: (session: Session, source: Source) => Promise<void>,
) => Promise<void>;

/** Runs a study on the kernel and on an engine, and holds weights, scores, ranks, grades and degrees against each other. */
export async function compare(withEngine: WithEngine, method: object, panel: Panel, analyses: object = {}) {
  const plan = planWith(method, analyses);
  const expected = await run(plan, panel, kernel);
  await withEngine(plan, panel, async (session, source) => {
    const found = await runStaged(plan, session, source, { normalised: true });
    for (const [s, vector] of expected.weights.weights.entries())
      for (const [i, weight] of vector.entries())
        expect(Math.abs(found.weights.weights[s]![i]! - weight)).toBeLessThan(1e-9);
    const rows = await session.rows(`SELECT unit, period, node, score, rank, grade FROM ${found.scores}`);
    const by = new Map(rows.map(([unit, period, node, ...rest]) => [`${unit} ${period} ${node}`, rest]));
    expect(rows.length).toBe(expected.nodes.length * panel.units.length * PERIODS.length);
    for (const { node, score, rank, grade } of expected.nodes)
      score.forEach((value, row) => {
        const key = `u${row % panel.units.length} ${PERIODS[Math.floor(row / panel.units.length)]} ${node.id}`;
        const [s, r, g] = by.get(key)!;
        if (Number.isNaN(value)) {
          expect([s, r, g]).toEqual([null, null, null]);
          return;
        }
        expect(Math.abs(Number(s) - value), `${key}: ${s} for ${value}`).toBeLessThan(1e-9);
        // Near-ties may be told apart by the last digit of a sum.
        const others = score.subarray(
          row - (row % panel.units.length),
          row - (row % panel.units.length) + panel.units.length,
        );
        if (others.every((other, i) => i === row % panel.units.length || Math.abs(other - value) > 1e-9))
          expect(Number(r)).toBe(rank[row]);
        const { classes } = expected.nodes.find((one) => one.node === node)!;
        if (
          classes.every(({ upper }) => upper === value || Math.abs(upper - value) > 1e-9) &&
          distinctly(score)
        )
          expect(Number(g)).toBe(grade[row]);
      });
    const check = async (
      relation: string | undefined,
      table: { ids: readonly string[]; columns: readonly Float64Array[] } | undefined,
    ) => {
      if (!relation || !table) return;
      const cells = await session.rows(`SELECT unit, period, ${table.ids.join(', ')} FROM ${relation}`);
      for (const [unit, period, ...values] of cells) {
        const row = PERIODS.indexOf(Number(period)) * panel.units.length + Number(String(unit).slice(1));
        values.forEach((value, c) => {
          const want = table.columns[c]![row]!;
          if (Number.isNaN(want)) expect(value).toBeNull();
          else expect(Math.abs(Number(value) - want)).toBeLessThan(1e-9 * Math.max(1, Math.abs(want)));
        });
      }
    };
    await check(found.obstacles, expected.obstacles);
    await check(found.normalised, expected.normalised);
  });
}

/** Scores that differ by more than rounding or not at all: then classes cannot depend on the last digit. */
function distinctly(score: Float64Array): boolean {
  const sorted = score.filter((value) => value === value).sort();
  return sorted.every((value, i) => i === 0 || value - sorted[i - 1]! > 1e-9);
}

export const CASES: Record<string, object> = {
  defaults: {},
  'linear without ends': { impute: { linear: { ends: 'none' } } },
  'mean over units': { impute: 'mean' },
  'mean over periods': { impute: { mean: { across: 'periods' } } },
  'no imputation': { impute: 'none' },
  'within periods': {
    normalise: { 'min-max': { reference: 'period' } },
    weight: { entropy: { reference: 'period' } },
    aggregate: { topsis: { ideal: 'period' } },
  },
  'base period': {
    normalise: { 'min-max': { reference: { period: 2004 } } },
    weight: 'equal',
    aggregate: 'weighted-sum',
  },
  'z-score, shifted entropy': { normalise: 'z-score', weight: { entropy: { shift: 'common' } } },
  'z-score, n': {
    normalise: { 'z-score': { ddof: 0 } },
    weight: { entropy: { shift: 'column' } },
    aggregate: { topsis: { weights: 'inside' } },
  },
  'vector, sd': { normalise: 'vector', weight: 'sd' },
  'cv of raw values': { weight: { cv: { on: 'raw' } } },
  goalposts: {
    normalise: { goalposts: { a: [1, 9], b: [2, 8], c: [0, 13], d: [0, 20] } },
    weight: { entropy: { epsilon: 0.01 } },
    aggregate: { topsis: { ideal: 'absolute' } },
  },
  geometric: { normalise: { 'min-max': { range: [0.01, 1] } }, aggregate: 'geometric', weight: 'equal' },
  'geometric with zeros': { aggregate: 'geometric' },
  'equal within nodes, of children': {
    weight: { equal: { per: 'node' } },
    aggregate: { topsis: { of: 'children' } },
  },
  'weighted sum of children': {
    aggregate: { 'weighted-sum': { of: 'children', weights: 'equal' } },
    grade: 'quantile',
  },
  given: { weight: { given: { weights: { a: 0.1, b: 0.2, c: 0.3, d: 0.4 } } }, grade: 'equal-interval' },
  critic: { weight: 'critic' },
  'critic with gaps, within periods': { weight: { critic: { reference: 'period' } }, impute: 'none' },
  'critic of raw values with gaps': { weight: { critic: { on: 'raw' } }, impute: 'none' },
  combined: {
    weight: { combined: { of: ['entropy', 'sd'], rule: 'geometric' } },
    coverage: 0.8,
    impute: 'none',
  },
};
