import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { sensitivity as drawn } from '../../src/figures/sensitivity.ts';
import { loadStudy, methods, ProblemError, type Result, run } from '../../src/index.ts';
import { report } from '../../src/report/html.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { studyJsonSchema } from '../../src/study/json-schema.ts';
import { resolvedStudy } from '../../src/study/manifest.ts';
import { holling } from '../support/cli.ts';
import { sound, study, UNITS } from '../support/folder.ts';

type Map = Record<string, unknown>;

async function explained(
  sensitivity: Map,
  analyses: Map = {},
  change: Map = {},
  files: Record<string, string> = {},
): Promise<Result> {
  const all = { obstacles: 'none', ...analyses, sensitivity: { samples: 64, resamples: 99, ...sensitivity } };
  return run(await loadStudy(sound({ analyses: all, ...change }, files)));
}
const rows = (result: Result, output?: string) =>
  recordsOf(result, 'sensitivity').filter((row) => output === undefined || row.output === output);
const noted = ({ notes }: Result) =>
  notes
    .filter(({ step }) => step === 'sensitivity')
    .map(({ code, items }) => [code, ...(items ?? [])].join(' '));
async function problems(sensitivity: unknown, change: Map = {}, compute = false): Promise<string[]> {
  try {
    const loaded = await loadStudy(sound({ analyses: { sensitivity }, ...change }));
    if (compute) await run(loaded);
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code, saw }) => `${code} ${saw.en}`);
    throw error;
  }
  return [];
}
/** Close scores, so that the order depends on the weights. */
const CLOSE = {
  'panel.csv':
    'id,year,a,b,c\nu1,2010,1,5,16\nu1,2015,2,6,17\nu2,2010,5,2,14\nu2,2015,6,3,12\nu3,2010,9,9,13\nu3,2015,7,8,12\n',
};

describe('sensitivity', () => {
  it('has the columns of the contract, a row per output and input', async () => {
    const result = await explained({}, {}, {}, CLOSE);
    const table = result.analyses.find(({ name }) => name === 'sensitivity')!;
    expect(table.columns.slice(0, 8)).toEqual([
      ...['output', 'input', 'first_order', 'first_low', 'first_high'],
      ...['total_order', 'total_low', 'total_high'],
    ]);
    expect(new Set(rows(result).map(({ input }) => input))).toEqual(new Set(['leave-one-out', 'weights']));
    expect(rows(result)).toHaveLength(2 * 7);
    expect(rows(result)[0]!.output).toBe('mean-rank-shift');
    const steps = recordsOf(result, 'sensitivity-convergence');
    expect(steps.slice(0, 4).map((row) => row.rows)).toEqual([8, 16, 32, 64]);
    expect(steps[3]!.total_order).toBe(rows(result)[0]!.total_order);
  });

  it('gives the only choice that varies all, and a choice that changes nothing 0', async () => {
    const aggregate = ['topsis', { topsis: { ideal: 'pooled' } }];
    const vary = { weight: { methods: ['equal', 'entropy'] }, aggregate };
    const result = await explained({ vary, units: ['u2'], outputs: ['score'] }, {}, {}, CLOSE);
    const [method, aggregation] = rows(result, 'score u2');
    expect(method!.input).toBe('weight-method');
    expect([aggregation!.total_order, aggregation!.total_low, aggregation!.total_high]).toEqual([0, 0, 0]);
    // Alone, it leaves nothing of what comes from B: first order exactly 1; the total is 1 but for the sample.
    expect(method!.first_order).toBe(1);
    expect(Number(method!.total_order)).toBeCloseTo(1, 0);
    expect(Number(method!.total_low)).toBeLessThanOrEqual(1);
    expect(Number(method!.total_high)).toBeGreaterThanOrEqual(1);
  });

  it('does not depend on the order of the units', async () => {
    const lines = UNITS.trim().split('\n');
    const turned = `${[lines[0], lines[3], lines[1], lines[2]].join('\n')}\n`;
    const options = { outputs: ['mean-rank-shift', 'rank', 'score', 'gini'] };
    const one = rows(await explained(options, {}, {}, CLOSE));
    const other = rows(await explained(options, {}, {}, { ...CLOSE, 'units.csv': turned }));
    expect(other.map((row) => [row.output, row.input])).toEqual(one.map((row) => [row.output, row.input]));
    one.forEach((row, i) => {
      expect(Number(other[i]!.total_order)).toBeCloseTo(Number(row.total_order), 9);
      expect(Number(other[i]!.first_high)).toBeCloseTo(Number(row.first_high), 9);
    });
  });

  it('is the same for a seed and another for another', async () => {
    const text = async (seed: number) =>
      JSON.stringify(rows(await explained({ outputs: ['score'] }, {}, { seed }, CLOSE)));
    expect(await text(3)).toBe(await text(3));
    expect(await text(4)).not.toBe(await text(3));
  });

  it('explains a number of an analysis as it does the same measure of the scores', async () => {
    const cell = { table: 'inequality', column: 'gini', where: { period: 2015, node: 'index' } };
    const result = await explained({ outputs: ['gini', cell] }, { inequality: {} }, {}, CLOSE);
    const [whole, named] = [rows(result, 'gini'), rows(result, 'inequality gini period=2015 node=index')];
    expect(named).toHaveLength(2);
    named.forEach((row, i) => {
      expect(Number(row.total_order)).toBeCloseTo(Number(whole[i]!.total_order), 9);
      expect(Number(row.first_low)).toBeCloseTo(Number(whole[i]!.first_low), 9);
    });
  });

  it('takes the weight of each indicator where asked, and the choices of the uncertainty analysis', async () => {
    const uncertainty = {
      replicates: 5,
      vary: { weight: { perturb: 0.5, dirichlet: 50 }, normalise: ['min-max', 'rank'] },
    };
    const result = await explained({ by: 'indicator', outputs: ['mean'] }, { uncertainty });
    expect(rows(result).map(({ input }) => input)).toEqual([
      ...['normalise', 'weight a', 'weight b', 'weight c', 'weights'],
    ]);
    expect(rows(result).map(({ indicator }) => indicator)).toEqual(['', 'a', 'b', 'c', '']);
  });

  it('names outputs that do not vary, and has no indices of them', async () => {
    const result = await explained({
      vary: { weight: { perturb: 0 } },
      outputs: ['rank', 'score'],
      units: ['u1'],
    });
    expect(noted(result)).toEqual(['sensitivity/constant rank u1 score u1']);
    expect(rows(result).every(({ total_order }) => Number.isNaN(total_order))).toBe(true);
    const svg = drawn.draw(result, drawn.options.parse({}));
    expect(svg).not.toMatch(/NaN/);
    expect(report(result, { lang: 'en', software: 'test' })).not.toMatch(/>NaN|undefined/);
  });

  it('leaves out rows whose computations fail; where all do, the run stops', async () => {
    const files = { 'panel.csv': CLOSE['panel.csv'].replace('u1,2010,1', 'u1,2010,-1') };
    const change = {
      method: { normalise: 'none', weight: 'equal', aggregate: 'weighted-sum' },
      index: { id: 'index', children: ['a', 'b', 'c'].map((id) => ({ id, direction: 'benefit' })) },
    };
    const vary = (...names: string[]) => ({
      vary: { weight: { methods: names, perturb: 0.5 } },
      outputs: ['score'],
      units: ['u1'],
    });
    const result = await explained(vary('equal', 'cv', 'critic', 'entropy'), {}, change, files);
    expect(noted(result)[0]).toBe('sensitivity/failed');
    expect(Number(rows(result)[0]!.rows)).toBeGreaterThan(10);
    expect(Number(rows(result)[0]!.rows)).toBeLessThan(64);
    await expect(explained(vary('entropy'), {}, change, files)).rejects.toMatchObject({
      problems: [{ code: 'sensitivity/all-failed' }],
    });
  });

  it('can be stopped, and says how far it is', async () => {
    const loaded = await loadStudy(sound({ analyses: { uncertainty: {}, sensitivity: { samples: 64 } } }));
    const shares: number[] = [];
    await run(loaded, {
      onProgress: (_, done) => {
        shares.push(done);
      },
    });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    let stopped = false;
    const signal = {
      throwIfAborted() {
        if (stopped) throw new Error('stopped');
      },
    };
    await expect(
      run(loaded, {
        signal,
        onProgress: (step) => {
          stopped = step === 'sensitivity';
        },
      }),
    ).rejects.toThrow('stopped');
  });

  it.each(['en', 'zh'] as const)(
    'has a section, a figure and its sources in the report in %s',
    async (lang) => {
      const page = report(await explained({}, {}, {}, CLOSE), { lang, software: 'test' });
      const section = page.split('<section id="sensitivity">')[1]!.split('</section>')[0]!;
      expect(section).toContain(lang === 'en' ? 'is driven most by the' : '影响最大的是');
      expect(section).toContain('<svg');
      expect(section).not.toMatch(/>NaN|undefined/);
      expect(page).toContain('Jansen, M. J. W. (1999)');
      expect(page).toContain(lang === 'en' ? 'from 256 computations' : '共计算 256 次');
    },
  );

  it('is resolved with every option, known to editors, and can be run again from that', async () => {
    const result = await explained({ vary: { normalise: ['min-max', 'rank'] } });
    const { analyses } = resolvedStudy(result.plan, result.panel) as { analyses: Map };
    expect(analyses.sensitivity).toMatchObject({
      ...{ samples: 64, by: 'choice', node: 'index', period: 2015, level: 0.9 },
      vary: { normalise: [{ 'min-max': { reference: 'pooled' } }, { rank: {} }], 'leave-one-out': false },
    });
    const again = await loadStudy(sound({ analyses }));
    expect(resolvedStudy(again.plan, again.panel).analyses).toEqual(analyses);
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(studyJsonSchema(methods));
    const isValid = (given: unknown) => validate(JSON.parse(study({ analyses: { sensitivity: given } })));
    expect([{ samples: 256 }, 'none', null].map(isValid)).toEqual([true, true, true]);
    expect([{ samples: 2 }, { outputs: ['ranks'] }].map(isValid)).toEqual([false, false]);
  });

  it('runs on a study by an overlay from the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holling-sensitivity-'));
    const overlay = join(folder, 'overlay.yaml');
    writeFileSync(overlay, 'analyses: { sensitivity: { samples: 64, outputs: [mean-rank-shift] } }\n');
    const out = join(folder, 'out');
    const { code } = await holling('run', 'studies/world', '--overlay', overlay, '--out', out, '--quiet');
    expect(code).toBe(0);
    const lines = readFileSync(join(out, 'sensitivity.csv'), 'utf8').trim().split('\n');
    expect(lines[0]).toMatch(
      /^output,input,first_order,first_low,first_high,total_order,total_low,total_high/,
    );
    // The study varies the normalisation, the aggregation and the weights.
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['normalise', 'aggregate', 'weights']);
    expect(readFileSync(join(out, 'figures', 'sensitivity.svg'), 'utf8')).toContain('<svg');
  }, 60_000);
});

describe('what is refused', () => {
  it.each([
    ['samples that are no power of two', { samples: 300 }, 'sensitivity/not-a-power-of-two samples: 300'],
    ['an unknown node', { node: 'indx' }, 'sensitivity/unknown-node node: indx'],
    ['an unknown period', { period: 1999 }, 'sensitivity/unknown-period period: 1999'],
    ['no choice', { vary: {} }, 'uncertainty/nothing-varies no choice that varies'],
    [
      'one method for every choice',
      { vary: { normalise: ['rank'] } },
      'sensitivity/nothing-varies one method for every choice',
    ],
    [
      'weights of indicators that are not perturbed',
      { by: 'indicator', vary: { 'leave-one-out': true } },
      'sensitivity/no-perturbed-weights by: indicator, but no perturbed weights',
    ],
    [
      'too many computations',
      { samples: 65536, vary: { 'leave-one-out': true, weight: { perturb: 0.1 } } },
      'sensitivity/too-many-computations 65536 x (2 + 2) = 262144 computations of the study',
    ],
  ])('%s', async (_, sensitivity, problem) => {
    expect(await problems(sensitivity)).toEqual([problem]);
  });
  it('names the nearest powers of two', async () => {
    const failed = await loadStudy(sound({ analyses: { sensitivity: { samples: 300 } } })).catch(
      (one) => one,
    );
    expect(failed.problems[0].fix.en).toBe('write 256 or 512');
    expect(await problems({ samples: 32 })).toEqual([expect.stringMatching(/^study\/invalid-value/)]);
  });
  it('more dimensions than there are', async () => {
    const children = Array.from({ length: 129 }, (_, i) => ({
      id: `x${i}`,
      direction: 'benefit',
      formula: 'a',
    }));
    const index = { id: 'index', children: [{ id: 'a', direction: 'benefit' }, ...children] };
    expect(await problems({ by: 'indicator' }, { index })).toEqual([
      'sensitivity/too-many-dimensions 131 inputs, whose two samples take 262 dimensions',
    ]);
    expect(await problems({ by: 'choice' }, { index })).toEqual([]);
  });
  it('choices that cannot be combined', async () => {
    const vary = { normalise: ['min-max', 'z-score'] };
    expect(await problems({ vary })).toEqual([expect.stringMatching(/^method\/negative-values/)]);
  });
  it('units and numbers of analyses that are not there, all at once, before anything is drawn', async () => {
    const cell = (table: string, column: string, where: Map = {}) => ({ table, column, where });
    const period = { period: 2015, node: 'index' };
    const analyses = {
      inequality: {},
      sensitivity: {
        units: ['u9'],
        outputs: [
          ...[
            cell('moran', 'i'),
            cell('inequality', 'gin', period),
            cell('inequality', 'gini', { period: 2015 }),
          ],
          cell('inequality', 'node', period),
        ],
      },
    };
    const found = await problems(undefined, { analyses }, true);
    expect(found.map((one) => one.split(' ')[0])).toEqual([
      ...['sensitivity/unknown-unit', 'sensitivity/unknown-table', 'sensitivity/unknown-column'],
      ...['sensitivity/not-one-row', 'sensitivity/not-a-number'],
    ]);
  });
});
