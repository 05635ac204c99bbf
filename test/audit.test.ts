import { beforeAll, describe, expect, it } from 'vitest';
import { loadStudy, type Result, run } from '../src/index.ts';
import { report } from '../src/report/html.ts';
import { recordsOf } from '../src/study/analyse.ts';
import { sound } from './support/folder.ts';

const analyses = { robustness: {}, uncertainty: { replicates: 20 } };
const study = async (change: object = {}) => run(await loadStudy(sound({ analyses, ...change })));

describe('the audit of an index', () => {
  let result: Result;
  beforeAll(async () => {
    result = await study();
  });
  const check = (given: Result, name: string) => recordsOf(given, 'audit').find((row) => row.check === name)!;

  it('has a row per check in the order of the stages, and counts from the tables', () => {
    const rows = recordsOf(result, 'audit');
    expect([...new Set(rows.map(({ area }) => area))]).toEqual([
      ...['concept', 'data', 'structure', 'weights', 'robustness'],
    ]);
    const certain = recordsOf(result, 'rank-certainty').find(({ level }) => level === 0.95)!;
    expect([check(result, 'order').value, check(result, 'order').of]).toEqual([
      certain.certain,
      certain.pairs,
    ]);
    const own = recordsOf(result, 'correlations').filter(({ kind }) => kind === 'own-dimension');
    expect(check(result, 'own-dimension').value).toBe(own.filter(({ r }) => Number(r) >= 0.3).length);
    expect(check(result, 'sensitivity').verdict).toBe('unknown');
  });

  it('calls an index poor in data where more than a quarter of the indicators is hardly observed', async () => {
    expect(check(result, 'availability')).toMatchObject({ value: 3, of: 3, verdict: 'good' });
    const gaps =
      'id,year,a,b,c\nu1,2010,1,5,\nu1,2015,2,6,\nu2,2010,3,2,\nu2,2015,4,1,12\nu3,2010,9,9,19\nu3,2015,7,8,16\n';
    const files = { 'panel.csv': gaps };
    const poor = await run(await loadStudy(sound({ analyses }, files)));
    expect(check(poor, 'availability')).toMatchObject({ value: 2, of: 3, verdict: 'poor', detail: 'c' });
  });

  it('knows nothing of ranks without the uncertainty analysis', async () => {
    const plain = await study({ analyses: { robustness: {}, uncertainty: 'none' } });
    expect(['order', 'width'].map((name) => check(plain, name).verdict)).toEqual(['unknown', 'unknown']);
    expect(recordsOf(await study({ analyses: {} }), 'audit')).toEqual([]);
  });

  it.each(['en', 'zh'] as const)('stands in the report with words beside the marks in %s', (lang) => {
    const section = report(result, { lang, software: 'test' }).split('<section id="robustness">')[1]!;
    expect(section).toMatch(lang === 'en' ? /Of 15 checks \d+ are good/ : /15 项审查中，\d+ 项良好/);
    expect(section).toMatch(lang === 'en' ? /[●◐○] (good|look closer|poor)/ : /[●◐○] (良好|需关注|较差)/);
    expect(section.split('</section>')[0]).not.toMatch(/undefined|NaN/);
  });
});

describe('leaving one indicator out', () => {
  it('gives the ranks that the study has without its weight', async () => {
    const weights = { a: 0.2, b: 0.3, c: 0.5 };
    const method = { aggregate: 'weighted-sum', weight: { given: { weights } } };
    const result = await study({ method, analyses: { robustness: {} } });
    const rows = recordsOf(result, 'leave-one-out');
    expect(rows.map(({ indicator }) => indicator)).toEqual(['a', 'b', 'c']);
    const last = 3;
    const own = result.nodes[0]!.rank.subarray(last);
    for (const row of rows) {
      const without = { ...weights, [`${row.indicator}`]: 0 };
      const other = await study({
        method: { ...method, weight: { given: { weights: without } } },
        analyses: {},
      });
      const shifts = [...other.nodes[0]!.rank.subarray(last)].map((rank, u) => Math.abs(rank - own[u]!));
      expect(row.mean_rank_shift).toBeCloseTo(shifts.reduce((a, b) => a + b, 0) / 3, 12);
      expect(row.max_rank_shift).toBe(Math.max(...shifts));
    }
  });
});
