import { describe, expect, it } from 'vitest';
import { loadStudy, ProblemError, type Result, run } from '../../src/index.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { sound, UNITS } from '../support/folder.ts';

type Vary = Record<string, unknown>;

async function drawn(
  vary: Vary | undefined,
  change: Record<string, unknown> = {},
  { replicates = 40, files = {} }: { replicates?: number; files?: Record<string, string> } = {},
): Promise<Result> {
  const uncertainty = { replicates, ...(vary ? { vary } : {}) };
  return run(await loadStudy(sound({ analyses: { obstacles: 'none', uncertainty }, ...change }, files)));
}

const intervals = (result: Result) => recordsOf(result, 'intervals');
const rowOf = (result: Result, unit: string, node = 'index', period = 2015) =>
  intervals(result).find((row) => row.unit === unit && row.node === node && row.period === period)!;
const codes = async (uncertainty: unknown, change: object = {}) => {
  try {
    await loadStudy(sound({ analyses: { uncertainty }, ...change }));
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code, where }) => `${code} ${where}`);
    throw error;
  }
  return [];
};

describe('replicates', () => {
  it('have the columns of the contract, a row per unit, period and node in study order', async () => {
    const result = await drawn(undefined);
    const table = result.analyses.find(({ name }) => name === 'intervals')!;
    expect(table.columns.slice(0, 10)).toEqual([
      ...['unit', 'period', 'node', 'rank', 'rank_low', 'rank_median', 'rank_high'],
      ...['score_low', 'score_median', 'score_high'],
    ]);
    expect(table.columns.slice(10)).toEqual([1, 2, 3, 4, 5].map((k) => `p_grade_${k}`));
    expect(table.rows.map((row) => row.slice(0, 3).join(' ')).slice(0, 5)).toEqual([
      ...['u1 2010 index', 'u1 2010 one', 'u1 2015 index', 'u1 2015 one'],
      'u2 2010 index',
    ]);
    for (const row of intervals(result)) {
      expect(Number(row.rank_low)).toBeLessThanOrEqual(Number(row.rank_median));
      expect(Number(row.rank_median)).toBeLessThanOrEqual(Number(row.rank_high));
      expect(Number(row.score_low)).toBeLessThanOrEqual(Number(row.score_high));
      const shares = [1, 2, 3, 4, 5].map((k) => Number(row[`p_grade_${k}`])).filter((p) => !Number.isNaN(p));
      expect(shares.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  it('are the published result where the weights are drawn within 0', async () => {
    const result = await drawn({ weight: { perturb: 0 } });
    result.nodes.forEach((node) => {
      result.panel.periods.forEach((period, p) => {
        result.panel.units.forEach(({ id }, u) => {
          const row = p * result.panel.units.length + u;
          const found = rowOf(result, id, node.node.id, period);
          expect([found.rank_low, found.rank_median, found.rank_high]).toEqual(Array(3).fill(node.rank[row]));
          expect(found.score_high).toBe(found.score_low);
          expect(found.score_low).toBeCloseTo(node.score[row]!, 12);
          expect(found[`p_grade_${node.grade[row]}`]).toBe(1);
        });
      });
    });
  });

  it('leave a unit that is best in everything first in all of them', async () => {
    const panel =
      'id,year,a,b,c\nu1,2010,9,1,9\nu1,2015,9,1,9\nu2,2010,3,2,4\nu2,2015,4,3,2\nu3,2010,2,9,3\nu3,2015,1,8,6\n';
    const vary = {
      weight: { perturb: 1, methods: ['entropy', 'equal', 'critic'] },
      'leave-one-out': true,
      aggregate: ['topsis', 'weighted-sum'],
      normalise: ['min-max', 'rank'],
    };
    const result = await drawn(vary, {}, { files: { 'panel.csv': panel }, replicates: 100 });
    for (const row of intervals(result).filter(({ unit }) => unit === 'u1'))
      expect([row.rank_low, row.rank_high]).toEqual([1, 1]);
    const first = recordsOf(result, 'rank-stability').filter(({ unit }) => unit === 'u1');
    expect(first.map((row) => [row.p_top_1, row.mean_rank_shift])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(
      recordsOf(result, 'pairs')
        .filter(({ unit }) => unit === 'u1')
        .map(({ p_above }) => p_above),
    ).toEqual([1, 1]);
  });

  it('do not depend on the order of the units, values drawn anew among them', async () => {
    const lines = UNITS.trim().split('\n');
    const turned = `${[lines[0], lines[3], lines[1], lines[2]].join('\n')}\n`;
    const index = {
      id: 'index',
      children: [
        { id: 'a', direction: 'benefit', error: '30 %' },
        { id: 'b', direction: 'cost', error: { sd: 2 } },
        { id: 'c', direction: 'benefit' },
      ],
    };
    const vary = { error: true, weight: { dirichlet: 20 }, 'leave-one-out': true };
    const change = { index, method: { aggregate: 'weighted-sum' } };
    const [one, other] = [
      await drawn(vary, change),
      await drawn(vary, change, { files: { 'units.csv': turned } }),
    ];
    expect(intervals(one).some((row) => row.score_low !== row.score_high)).toBe(true);
    for (const row of intervals(one)) {
      const same = rowOf(other, row.unit as string, row.node as string, row.period as number);
      expect([same.rank_low, same.rank_median, same.rank_high]).toEqual([
        row.rank_low,
        row.rank_median,
        row.rank_high,
      ]);
      for (const column of ['score_low', 'score_median', 'score_high'])
        expect(Number(same[column])).toBeCloseTo(Number(row[column]), 9);
    }
  });

  it('are the same for the same seed and others for another', async () => {
    const tables = async (seed: number) => JSON.stringify((await drawn(undefined, { seed })).analyses);
    expect(await tables(7)).toBe(await tables(7));
    expect(await tables(8)).not.toBe(await tables(7));
  });

  it('do not change when more of them follow', async () => {
    const lowest = async (replicates: number) =>
      intervals(await drawn({ weight: { perturb: 0.5 } }, {}, { replicates }));
    // One replicate is its own interval; among more of them it lies between the bounds.
    const first = await lowest(1);
    const more = await drawn(
      { weight: { perturb: 0.5 } },
      {
        analyses: {
          obstacles: 'none',
          uncertainty: { replicates: 60, interval: 0.999, vary: { weight: { perturb: 0.5 } } },
        },
      },
    );
    for (const row of first) {
      const wide = rowOf(more, row.unit as string, row.node as string, row.period as number);
      expect(Number(row.score_median)).toBeGreaterThanOrEqual(Number(wide.score_low));
      expect(Number(row.score_median)).toBeLessThanOrEqual(Number(wide.score_high));
    }
  });

  it('rank by the one indicator that has all the weight, however it is perturbed', async () => {
    const weight = { given: { weights: { a: 0, b: 0, c: 1 } } };
    const result = await drawn({ weight: { perturb: 1 } }, { method: { weight } });
    expect(
      ['u1', 'u2', 'u3'].map((unit) => rowOf(result, unit)).map((row) => [row.rank_low, row.rank_high]),
    ).toEqual([
      [3, 3],
      [2, 2],
      [1, 1],
    ]);
  });

  it('of two indicators leave out the one, the other or none', async () => {
    const index = {
      id: 'index',
      children: [
        { id: 'a', direction: 'benefit' },
        { id: 'c', direction: 'benefit' },
      ],
    };
    const panel = 'id,year,a,c\nu1,2010,0,10\nu2,2010,4,5\nu3,2010,10,0\n';
    const result = await drawn(
      { 'leave-one-out': true },
      { index, periods: [2010], method: { weight: 'equal', aggregate: 'weighted-sum' } },
      { files: { 'panel.csv': panel }, replicates: 600 },
    );
    // Both: u1 0.5, u3 0.5, u2 0.45; a alone: u3 u2 u1; c alone: u1 u2 u3.
    const [u1, u2, u3] = ['u1', 'u2', 'u3'].map((unit) => rowOf(result, unit, 'index', 2010));
    expect([u1!.rank_low, u1!.rank_high, u3!.rank_low, u3!.rank_high]).toEqual([1, 3, 1, 3]);
    expect([u2!.rank_low, u2!.rank_high]).toEqual([2, 3]);
    const pair = recordsOf(result, 'pairs').find(({ unit, other }) => unit === 'u1' && other === 'u2')!;
    // Above u2 with both and with c alone.
    expect(Number(pair.p_above)).toBeGreaterThan(0.6);
    expect(Number(pair.p_above)).toBeLessThan(0.73);
  });

  it('leave a node without a score where its only indicator is left out, and score its parent without it', async () => {
    const index = {
      id: 'index',
      children: [
        { id: 'one', children: [{ id: 'a', direction: 'benefit' }] },
        { id: 'c', direction: 'benefit' },
      ],
    };
    const panel = 'id,year,a,c\nu1,2010,0,10\nu2,2010,5,5\nu3,2010,10,0\n';
    const result = await drawn(
      { 'leave-one-out': true },
      {
        index,
        periods: [2010],
        method: { weight: 'equal', aggregate: { 'weighted-sum': { of: 'children' } } },
      },
      { files: { 'panel.csv': panel }, replicates: 90 },
    );
    const one = rowOf(result, 'u3', 'one', 2010);
    expect([one.rank_low, one.rank_high, one.score_low, one.score_high]).toEqual([1, 1, 1, 1]);
    const root = rowOf(result, 'u3', 'index', 2010);
    // Score intervals are exact to a thousandth of their range.
    expect(Number(root.score_low)).toBeCloseTo(0, 2);
    expect(Number(root.score_high)).toBeCloseTo(1, 2);
    expect(result.notes.find(({ code }) => code === 'uncertainty/single-indicator')!.items).toEqual(['one']);
  });

  it('hold the published rank within their bounds most of the time', async () => {
    const study = await loadStudy('studies/northeast-border', [
      { path: ['analyses'], value: { obstacles: 'none', uncertainty: { replicates: 60 } } },
    ]);
    const rows = intervals(await run(study));
    const within = rows.filter(
      (row) => Number(row.rank_low) <= Number(row.rank) && Number(row.rank) <= Number(row.rank_high),
    );
    expect(within.length / rows.length).toBeGreaterThan(0.9);
  });
});

describe('choices that are drawn', () => {
  const spreads = (result: Result) =>
    intervals(result).filter((row) => Number(row.score_high) - Number(row.score_low) > 1e-9).length;

  it.each([
    ['weight methods', { weight: { methods: ['equal', 'entropy', { combined: { of: ['equal', 'cv'] } }] } }],
    ['Dirichlet weights', { weight: { dirichlet: 5 } }],
    ['normalisations', { normalise: ['min-max', 'rank', { 'min-max': { reference: 'period' } }] }],
    ['aggregations', { aggregate: ['weighted-sum', 'topsis', 'geometric'] }],
    ['ideals', { ideal: ['pooled', 'period', 'absolute'] }],
  ])('%s move the scores', async (_, vary) => {
    expect(spreads(await drawn(vary))).toBeGreaterThan(0);
  });

  it('filled cells move the scores of their units, by the error of the imputation', async () => {
    const panel = `id,year,a,b,c\n${['u1', 'u2', 'u3']
      .flatMap((id, u) =>
        [2010, 2011, 2012, 2013, 2014].map(
          (year, p) =>
            `${id},${year},${id === 'u1' && p === 2 ? '' : (7 * u + 5 * p * p) % 11},${u + p},${9 - u}`,
        ),
      )
      .join('\n')}\n`;
    const result = await drawn(
      { impute: true },
      {
        periods: { from: 2010, to: 2014 },
        method: {
          weight: 'equal',
          aggregate: 'weighted-sum',
          normalise: { goalposts: { a: [-100, 100], b: [0, 9], c: [0, 9] } },
        },
      },
      { files: { 'panel.csv': panel } },
    );
    const moved = intervals(result).filter((row) => Number(row.score_high) - Number(row.score_low) > 1e-9);
    expect(moved.map((row) => `${row.unit} ${row.period} ${row.node}`)).toEqual([
      'u1 2012 index',
      'u1 2012 one',
    ]);
  });

  it('say where nothing was filled, or the error of filling is not known', async () => {
    const notes = async (files: Record<string, string>) =>
      (await drawn({ impute: true }, {}, { files })).notes
        .filter(({ step }) => step === 'uncertainty')
        .map(({ code, items }) => [code, ...(items ?? [])].join(' '));
    expect(await notes({})).toEqual(['uncertainty/nothing-filled']);
    const gap =
      'id,year,a,b,c\nu1,2010,,5,10\nu1,2015,2,6,11\nu2,2010,3,2,14\nu2,2015,,1,12\nu3,2010,,9,19\nu3,2015,7,8,16\n';
    expect(await notes({ 'panel.csv': gap })).toEqual(['uncertainty/unknown-spread a']);
  });

  it('that fail for some replicates are counted and left out; if all fail, the run stops', async () => {
    const panel =
      'id,year,a,b,c\nu1,2010,-1,5,10\nu1,2015,2,6,11\nu2,2010,3,2,14\nu2,2015,4,1,12\nu3,2010,9,9,19\nu3,2015,7,8,16\n';
    const change = {
      method: { normalise: 'none', weight: 'equal', aggregate: 'weighted-sum' },
      index: { id: 'index', children: ['a', 'b', 'c'].map((id) => ({ id, direction: 'benefit' })) },
    };
    const vary = { weight: { methods: ['equal', 'entropy'] } };
    const result = await drawn(vary, change, { files: { 'panel.csv': panel } });
    const note = result.notes.find(({ code }) => code === 'uncertainty/failed')!;
    const failed = Number(/^(\d+) of 40/.exec(note.text.en)![1]);
    expect(failed).toBeGreaterThan(5);
    expect(recordsOf(result, 'rank-certainty')[0]!.replicates).toBe(40 - failed);
    await expect(
      drawn({ weight: { methods: ['entropy'] } }, change, { files: { 'panel.csv': panel } }),
    ).rejects.toMatchObject({ problems: [{ code: 'uncertainty/all-failed' }] });
  });

  it('can be stopped between two blocks', async () => {
    const study = await loadStudy(sound({ analyses: { uncertainty: {} } }));
    let stopped = false;
    const shares: number[] = [];
    await expect(
      run(study, {
        onProgress: (step, done) => {
          shares.push(done);
          if (step === 'uncertainty') stopped = true;
        },
        signal: {
          throwIfAborted() {
            if (stopped) throw new Error('stopped');
          },
        },
      }),
    ).rejects.toThrow('stopped');
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});

describe('what is refused before anything is computed', () => {
  it.each([0, -1, 1.5, 100_001, '1000'])('%s replicates', async (replicates) => {
    expect(await codes({ replicates })).toEqual([
      expect.stringMatching(/^study\/invalid-value .*replicates|^study\/invalid-value/),
    ]);
  });

  it.each([
    ['an unknown key', { vary: { wieght: {} } }, /^study\/unknown-key /],
    ['an unknown method', { vary: { normalise: ['min-max', 'min-mix'] } }, /^method\/unknown /],
    [
      'an option that a method does not have',
      { vary: { weight: { methods: [{ entropy: { shifts: 1 } }] } } },
      /^study\/unknown-key /,
    ],
    ['a share of weights beyond 1', { vary: { weight: { perturb: 1.2 } } }, /^study\/invalid-value /],
    ['no choice at all', { vary: {} }, /^uncertainty\/nothing-varies /],
    [
      'no choice at all but switched off',
      { vary: { 'leave-one-out': false } },
      /^uncertainty\/nothing-varies /,
    ],
    ['errors that nobody declared', { vary: { error: true } }, /^uncertainty\/no-error /],
    ['entropy after z-scores', { vary: { normalise: ['min-max', 'z-score'] } }, /^method\/negative-values /],
    [
      'ideals without TOPSIS',
      { vary: { ideal: ['period'], aggregate: ['weighted-sum'] } },
      /^uncertainty\/no-topsis /,
    ],
    [
      'absolute ideals after z-scores',
      { vary: { ideal: ['absolute'], normalise: ['z-score'], weight: { methods: ['equal'] } } },
      /^uncertainty\/absolute-ideal /,
    ],
  ])('%s', async (_, uncertainty, code) => {
    expect(await codes(uncertainty)).toEqual([expect.stringMatching(code)]);
  });

  it('none of what can work', async () => {
    const shifted = { entropy: { shift: 'common' } };
    expect(
      await codes({ vary: { normalise: ['min-max', 'z-score'], weight: { methods: ['equal', shifted] } } }),
    ).toEqual([]);
    expect(await codes('none')).toEqual([]);
    expect(await codes(null)).toEqual([]);
  });

  it('errors of measurement that are no share and no deviation', async () => {
    const index = (error: unknown) => ({
      index: { id: 'index', children: [{ id: 'a', direction: 'benefit', error }] },
    });
    expect(await codes('none', index('much'))).toEqual([expect.stringMatching(/^study\/invalid-value /)]);
    expect(await codes('none', index({ sd: -1 }))).toEqual([expect.stringMatching(/^study\/invalid-value /)]);
    expect(await codes('none', index('2.5%'))).toEqual([]);
  });
});
