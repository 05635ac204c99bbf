import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeSyntheticStudy } from '../../bench/synthetic-panel.mjs';
import { sound } from '../support/folder.ts';
import { pathWithSbatch } from '../support/sbatch.ts';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/cli/main.js');

function holling(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}
const temporary = (name = 'results') => join(mkdtempSync(join(tmpdir(), 'holling-e2e-')), name);
const rows = (folder: string, file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

beforeAll(() => {
  // The program under test is the built one, made from the sources as they are now.
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts/setup.mjs'), 'cli'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}, 60_000);

describe('holling run', () => {
  const folder = temporary();
  beforeAll(() => {
    const { code, err } = holling('run', join(ROOT, 'studies/northeast-border'), '--out', folder);
    expect(code, err).toBe(0);
  });

  it('writes the files of the contract with its columns', () => {
    const columns: Record<string, string> = {
      'scores.csv': 'unit,period,node,score,rank,grade,distance_best,distance_worst',
      'weights.csv': 'indicator,weight,period',
      'normalised.csv': 'unit,period,indicator,value',
      'imputed.csv': 'unit,period,indicator,value,method',
      'obstacles.csv': 'unit,period,indicator,degree',
      'grades.csv': 'node,grade,label,lower,upper,count',
      'transitions.csv': 'node,from_period,to_period,from_grade,to_grade,count',
      'groups.csv': 'by,group,period,node,mean,count,change,change_percent',
    };
    for (const [file, header] of Object.entries(columns)) {
      expect(readFileSync(join(folder, file), 'utf8').split('\n')[0]!.startsWith(header), file).toBe(true);
    }
    const drawn = readdirSync(join(folder, 'figures'));
    for (const id of ['map', 'obstacles', 'ranking', 'weights', 'indicator-table', 'rank-table'])
      expect(drawn).toContain(`${id}.svg`);
    expect(existsSync(join(folder, 'report.html'))).toBe(true);
  });

  it('scores the default variant of the reference to the last digits', () => {
    const golden = JSON.parse(readFileSync(join(ROOT, 'test/golden/golden_ne.json'), 'utf8'));
    const scores = rows(folder, 'scores.csv')
      .slice(1)
      .filter((row) => row[2] === 'index');
    expect(scores).toHaveLength(39);
    scores.forEach((row, i) => {
      const expected = golden.topsis.A_w2_pooled.C[i % 3][Math.floor(i / 3)];
      expect(Math.abs(Number(row[3]) - expected)).toBeLessThan(1e-10);
    });
    expect(rows(folder, 'imputed.csv')).toHaveLength(29);
  });

  it('keeps numbers that read back to the same double, and writes the same bytes again', () => {
    const again = temporary();
    holling('run', join(ROOT, 'studies/northeast-border'), '--out', again, '--quiet');
    for (const file of [
      'scores.csv',
      'obstacles.csv',
      'report.html',
      'manifest.json',
      'figures/ranking.svg',
    ]) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(folder, file))), file).toBe(true);
    }
  });

  it('states in the manifest what made the result', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest.resolved.method.aggregate).toEqual({
      topsis: { weights: 'squared', ideal: 'pooled', of: 'indicators' },
    });
    expect(manifest).toMatchObject({
      seed: 1,
      engine: 'kernel',
      software: expect.stringMatching(/^holling \d/),
    });
    expect(manifest.study.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(manifest.files.map((one: { file: string }) => one.file)).toContain('scores.csv');
  });

  it('writes the tables as typed sheets too', async () => {
    const workbook = await readXlsx(readFileSync(join(folder, 'tables.xlsx')));
    const scores = workbook.sheets.find((sheet) => sheet.name === 'scores')!;
    expect(scores.rows).toHaveLength(rows(folder, 'scores.csv').length);
    expect(typeof scores.rows[1]![3]).toBe('number');
  });

  it('says synthetic wherever the data are', () => {
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Synthetic data');
    for (const figure of readdirSync(join(folder, 'figures'))) {
      expect(readFileSync(join(folder, 'figures', figure), 'utf8')).toContain('synthetic');
    }
  });

  it('prints a summary that ends with the result files', () => {
    const { out } = holling('run', join(ROOT, 'studies/northeast-border'), '--out', folder);
    expect(out).toContain('Jixi');
    expect(out.trimEnd().split('\n').at(-1)).toContain('manifest.json');
    expect(
      holling('run', join(ROOT, 'studies/northeast-border'), '--out', folder, '--lang', 'zh').out,
    ).toContain('鸡西市');
  });

  it('with --json prints exactly one object; with --quiet nothing', () => {
    const { out } = holling('run', join(ROOT, 'studies/northeast-border'), '--out', folder, '--json');
    expect(JSON.parse(out)).toEqual({ results: folder, notes: expect.any(Array) });
    expect(holling('run', join(ROOT, 'studies/northeast-border'), '--out', folder, '--quiet')).toMatchObject({
      out: '',
      err: '',
    });
  });

  it('marks CSV files with --bom', () => {
    holling('run', join(ROOT, 'studies/northeast-border'), '--out', folder, '--bom');
    expect([...readFileSync(join(folder, 'scores.csv')).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('takes settings from the command line', () => {
    expect(
      holling('run', join(ROOT, 'studies/northeast-border'), '--out', folder, '--set', 'method.weight=equal')
        .code,
    ).toBe(0);
    expect(
      new Set(
        rows(folder, 'weights.csv')
          .slice(1)
          .map((row) => row[1]),
      ).size,
    ).toBe(1);
    const wrong = holling(
      'run',
      join(ROOT, 'studies/northeast-border'),
      '--out',
      folder,
      '--set',
      'method.weight=eqal',
    );
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('--set method.weight');
  });

  it('leaves the old results whole when it is killed', async () => {
    const study = sound();
    const target = join(study, 'results');
    expect(holling('run', study).code).toBe(0);
    const before = readFileSync(join(target, 'scores.csv'), 'utf8');
    for (const delay of [40, 60, 80, 100, 120]) {
      const child = spawn(process.execPath, [CLI, 'run', study, '--set', 'method.weight=equal', '--quiet']);
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill('SIGKILL');
      await ended;
      const present = existsSync(join(target, 'manifest.json'))
        ? target
        : join(study, '.holling-results-old');
      const scores = readFileSync(join(present, 'scores.csv'), 'utf8');
      expect(scores.split('\n').length).toBe(before.split('\n').length);
    }
    expect(holling('run', study).code).toBe(0);
    expect(readFileSync(join(target, 'scores.csv'), 'utf8')).toBe(before);
  });
});

describe.skipIf(process.platform === 'win32')('a run that is interrupted', () => {
  it('stops at once, says so, and leaves the old results', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `c${i},2010,${i % 977},${i % 31},${i % 7}`);
    const units = Array.from({ length: 40_000 }, (_, i) => `c${i},C,${i % 9}`);
    const study = sound(
      { periods: [2010] },
      {
        'units.csv': `id,name,zone\n${units.join('\n')}\n`,
        'panel.csv': `id,year,a,b,c\n${rows.join('\n')}\n`,
      },
    );
    let stopped = await interrupted(study, 200);
    // On a busy machine the signal may come before the program has begun to listen for it.
    for (let after = 400; stopped.code === null && after < 4000; after *= 2)
      stopped = await interrupted(study, after);
    expect(stopped.code).toBe(3);
    expect(stopped.err).toContain('machine/stopped');
    expect(existsSync(join(study, 'results'))).toBe(false);
  });

  it('a stop among the replicates ends workers at once, and leaves the old results', async () => {
    const folder = temporary('big');
    writeSyntheticStudy(folder, { units: 150, periods: 8, indicators: 12, uncertainty: 'none' });
    expect(holling('run', folder, '--quiet').code).toBe(0);
    const before = readFileSync(join(folder, 'results/scores.csv'), 'utf8');
    writeSyntheticStudy(folder, {
      units: 150,
      periods: 8,
      indicators: 12,
      uncertainty: { replicates: 100_000 },
    });
    const stopped = await interrupted(folder, 2500);
    expect(stopped.code).toBe(3);
    expect(stopped.err).toContain('machine/stopped');
    // The time is measured in bench; here it must only be far below that of the replicates.
    expect(stopped.took).toBeLessThan(5000);
    expect(readFileSync(join(folder, 'results/scores.csv'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'results/intervals.csv'))).toBe(false);
  }, 60_000);

  it('ends a command that computes for long without a pause', async () => {
    const study = join(ROOT, 'studies/china-286');
    const stopped = await interrupted(study, 1500, 'check');
    expect(stopped).toMatchObject({ code: 3, err: expect.stringContaining('machine/stopped') });
    expect(stopped.took).toBeLessThan(5000);
  }, 60_000);

  async function interrupted(
    study: string,
    after: number,
    command = 'run',
  ): Promise<{ code: number | null; err: string; took: number }> {
    const child = spawn(process.execPath, [CLI, command, study]);
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, after));
    const asked = performance.now();
    child.kill('SIGINT');
    return { code: await ended, err, took: performance.now() - asked };
  }
});

describe('the other commands', () => {
  const study = join(ROOT, 'studies/northeast-border');

  it('new makes a study that checks and runs', () => {
    const folder = temporary('mine');
    expect(holling('new', folder).code).toBe(0);
    expect(holling('check', folder)).toMatchObject({ code: 0 });
    expect(holling('run', folder, '--quiet')).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'results/scores.csv'))).toBe(true);
    expect(holling('new', folder).code).toBe(2);
  });

  it('check shows coverage and fails with problems', () => {
    expect(holling('check', study).out).toContain('X22');
    expect(holling('check', sound({ version: 7 })).code).toBe(1);
  });

  it('explain takes a score apart to its cells', () => {
    const { code, out } = holling('explain', study, 'heihe', '2019', 'basic');
    expect(code).toBe(0);
    expect(out).toContain('data/panel-synthetic.csv:10');
    const found = JSON.parse(holling('explain', study, '黑河市', '2019', '--json').out);
    const best = Math.sqrt(
      found.terms.reduce((sum: number, term: { toBest: number }) => sum + term.toBest, 0),
    );
    const worst = Math.sqrt(
      found.terms.reduce((sum: number, term: { toWorst: number }) => sum + term.toWorst, 0),
    );
    expect(worst / (best + worst)).toBeCloseTo(found.score, 12);
    const reached = holling('explain', study, 'yichun', '2019', '--target', '0.45');
    expect(reached.out).toContain('What would lift it to 0.45');
    expect(reached.out).toContain('One indicator alone');
    expect(holling('explain', study, 'yichun', '2019', '--target', '0.1').out).toContain('as high already');
    expect(holling('explain', '--help').out.replace(/\s+/g, ' ')).toContain(
      'a score to reach in place of the next grade, e.g. 0.45',
    );
    expect(holling('explain', study, 'hehe', '2019')).toMatchObject({
      code: 2,
      err: expect.stringContaining('heihe'),
    });
  });

  it('methods lists all, or shows one with its formula and options', () => {
    expect(holling('methods').out).toContain('natural-breaks');
    const { out } = holling('methods', 'topsis');
    expect(out).toContain('ideal');
    expect(out).toContain('Hwang');
    expect(holling('methods', 'topsys').code).toBe(2);
  });

  it('figure draws one figure with its options', () => {
    expect(holling('figure', study).out).toContain('ranking');
    const { code, out } = holling(
      'figure',
      study,
      'ranking',
      '--option',
      'node=basic',
      '--option',
      'lang=zh',
      '--option',
      'top=3',
    );
    expect(code).toBe(0);
    expect(out).toContain('基础韧性');
    expect(out.match(/<rect/g)!.length).toBeLessThan(12);
    // A study without boundaries has no map.
    expect(holling('figure', sound(), 'map').code).toBe(1);
    expect(holling('figure', study, 'ranking', '--option', 'colour=red').code).toBe(2);
    expect(holling('figure', study, 'ranking', '--option', 'node=basc').code).toBe(2);
  });

  it('compare names what differs in scores and settings', () => {
    const [a, b] = [temporary(), temporary()];
    holling('run', study, '--out', a, '--quiet');
    holling('run', study, '--out', b, '--quiet', '--set', 'method.aggregate=weighted-sum');
    const { code, out } = holling('compare', a, b, '--node', 'index');
    expect(code).toBe(0);
    expect(out).toContain('method.aggregate.weighted-sum');
    const found = JSON.parse(holling('compare', a, a, '--json').out);
    expect(found).toMatchObject({ meanRankShift: 0, settings: [] });
  });

  it('usage errors end with 2, help with 0 and an example', () => {
    expect(holling('rnu').code).toBe(2);
    expect(holling('run').code).toBe(2);
    expect(holling('run', study, '--engine', 'abacus').code).toBe(2);
    for (const command of ['new', 'check', 'run', 'explain', 'methods', 'figure', 'compare']) {
      const { code, out } = holling(command, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`holling ${command}`);
    }
  });
});

it('the world study runs, with its map', () => {
  const folder = temporary();
  const { code, err } = holling('run', join(ROOT, 'studies/world'), '--out', folder, '--quiet');
  expect(code, err).toBe(0);
  const scores = rows(folder, 'scores.csv').filter((row) => row[2] === 'index' && row[1] === '2014');
  expect(scores.length).toBeGreaterThanOrEqual(120);
  const map = readFileSync(join(folder, 'figures/map.svg'), 'utf8');
  expect(map.match(/<use/g)!.length).toBeGreaterThan(300);
  expect(map).not.toContain('NaN');
});

describe('the scripts for Slurm', () => {
  it('run a study in shards to the numbers of a single run, and start anew where they are done', () => {
    const study = sound();
    const [whole, work, results] = [temporary('whole'), temporary('work'), temporary('results')];
    const env = { ...process.env, PATH: pathWithSbatch(), HOLLING: `${process.execPath} ${CLI}` };
    const submit = () =>
      spawnSync('sh', [join(ROOT, 'docs/slurm/run-shards.sh'), study, work, '2', results], {
        env,
        encoding: 'utf8',
      });
    expect(submit()).toMatchObject({ status: 0, stderr: '', stdout: `results in ${results}\n` });
    expect(submit()).toMatchObject({ status: 0, stderr: '', stdout: `results in ${results}\n` });
    expect(holling('run', study, '--engine', 'duckdb', '--out', whole)).toMatchObject({ code: 0 });
    for (const file of ['weights.csv', 'grades.csv'])
      rows(results, file).forEach((cells, r) => {
        cells.forEach((cell, c) => {
          const other = rows(whole, file)[r]![c]!;
          if (Number.isNaN(Number(cell))) expect(cell).toBe(other);
          else expect(Math.abs(Number(cell) - Number(other))).toBeLessThan(1e-9);
        });
      });
  }, 180_000);
});
