import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { summary } from '../../src/app/operations/summary.ts';
import { bump } from '../../src/figures/bump.ts';
import { rankTable } from '../../src/figures/rank-table.ts';
import { ranking } from '../../src/figures/ranking.ts';
import { loadStudy, methods, type Result, run } from '../../src/index.ts';
import { report } from '../../src/report/html.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { explain } from '../../src/study/explain.ts';
import { studyJsonSchema } from '../../src/study/json-schema.ts';
import { resolvedStudy } from '../../src/study/manifest.ts';
import { gradeCertainty } from '../../src/study/uncertainty/grade-certainty.ts';
import { classShares, countGrades, movedLimits } from '../../src/study/uncertainty/grades.ts';
import { rankText } from '../../src/study/uncertainty/rank-intervals.ts';
import { sound, study } from '../support/folder.ts';

const uncertainty = {
  replicates: 30,
  interval: 0.8,
  vary: { weight: { perturb: 0.5, methods: ['equal', 'entropy'] }, normalise: ['min-max', 'rank'] },
};

describe('where intervals show', () => {
  let result: Result;
  let text: string;
  beforeAll(async () => {
    const files = {
      // Close scores, so that the order depends on the weights.
      'panel.csv':
        'id,year,a,b,c\nu1,2010,1,5,16\nu1,2015,2,6,17\nu2,2010,5,2,14\nu2,2015,6,3,12\nu3,2010,9,9,13\nu3,2015,7,8,12\n',
    };
    result = await run(await loadStudy(sound({ analyses: { uncertainty } }, files)));
    const row = recordsOf(result, 'intervals').find(
      (one) => one.unit === 'u2' && one.period === 2015 && one.node === 'index',
    )!;
    text = rankText(Number(row.rank), { low: Number(row.rank_low), high: Number(row.rank_high) });
  });

  it('stands beside the rank in the figure, the report and the terminal', () => {
    expect(ranking.draw(result, ranking.options.parse({ lang: 'en' }))).toContain(`>${text}<`);
    expect(ranking.draw(result, ranking.options.parse({ lang: 'en' }))).toContain('80 % interval');
    const page = report(result, { lang: 'en', software: 'test' });
    expect(page).toContain(`<td class="n">${text}</td><td>Two</td>`);
    expect(page).toContain('In brackets: the 80 % interval of the rank.');
    expect(summary(result, 'out', 'zh')).toContain(`${text}  Two`);
  });

  it.each(['en', 'zh'] as const)('has a section and a sentence on the method in %s', (lang) => {
    const page = report(result, { lang, software: 'test' });
    const section = page.split('<section id="uncertainty">')[1]!.split('</section>')[0]!;
    const certain = recordsOf(result, 'rank-certainty').find(({ level }) => level === 0.95)!;
    expect(section).toContain(
      lang === 'en'
        ? `In 2015, of 3 pairs of units ${certain.certain} (`
        : `2015 年 3 对单元中，${certain.certain} 对`,
    );
    expect(section).not.toMatch(/NaN|undefined/);
    expect(page).toContain(
      lang === 'en' ? 'the weight method (equal, entropy)' : '赋权方法（equal、entropy）',
    );
    expect(page).toContain('Saisana, M., Saltelli, A.');
  });

  it('stands beside the rank in every table, line, title and explanation that has one', () => {
    const drawings = [
      rankTable.draw(result, rankTable.options.parse({})),
      bump.draw(result, bump.options.parse({})),
    ];
    for (const svg of drawings) {
      expect(svg).toContain(text);
      expect(svg).toContain('In brackets: the 80 % interval of the rank.');
    }
    const found = explain(result, 'u2', 2015)!;
    expect(rankText(found.rank, found.rankInterval)).toBe(text);
    expect(found.gradeShare).toBeGreaterThan(0);
    expect(found.gradeShare).toBe(gradeCertainty(result, result.nodes[0]!)![4]);
  });

  it.each(['en', 'zh'] as const)('is said in sentences with their probabilities in %s', (lang) => {
    const page = report(result, { lang, software: 'test' });
    const near = recordsOf(result, 'neighbours');
    expect(near).toHaveLength(2);
    const pairs = recordsOf(result, 'pairs');
    for (const row of near)
      expect(pairs.find(({ unit, other }) => unit === row.unit && other === row.other)!.p_above).toBe(
        row.p_above,
      );
    expect(page).toMatch(lang === 'en' ? /The order of \S+ and \S+ is (not )?certain: P/ : /先于.+(确定)：P/);
    expect(page).toMatch(lang === 'en' ? /1st \(1(–\d)?\)/ : /第1位（1(–\d)?）/);
    expect(page).toMatch(
      lang === 'en' ? /stays the first in at least 95 %/ : /首要障碍在至少 95% 的重复中不变/,
    );
    expect(page).toMatch(
      lang === 'en' ? /the mean score (rises|falls) in/ : /年平均得分在 .+的重复中(上升|下降)/,
    );
  });

  it('shows plain ranks where the analysis is off', async () => {
    const plain = await run(await loadStudy(sound({ analyses: { uncertainty: 'none' } })));
    expect(ranking.draw(plain, ranking.options.parse({ lang: 'en' }))).not.toMatch(/\d \(\d+–/);
    expect(report(plain, { lang: 'en', software: 'test' })).not.toContain('id="uncertainty"');
    expect(resolvedStudy(plain.plan, plain.panel).analyses).toMatchObject({ uncertainty: 'none' });
  });

  it('is resolved with every option, and can be run again from that', async () => {
    const { analyses } = resolvedStudy(result.plan, result.panel) as { analyses: object };
    expect(analyses).toMatchObject({
      uncertainty: {
        replicates: 30,
        interval: 0.8,
        vary: {
          weight: { perturb: 0.5, methods: [{ equal: { per: 'indicator' } }, { entropy: {} }] },
          'leave-one-out': false,
          impute: false,
          normalise: [{ 'min-max': { reference: 'pooled' } }, { rank: {} }],
        },
      },
    });
    const again = await loadStudy(sound({ analyses }));
    expect(resolvedStudy(again.plan, again.panel).analyses).toEqual(analyses);
  });

  it('is known to editors', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(studyJsonSchema(methods));
    const isValid = (given: unknown) => validate(JSON.parse(study({ analyses: { uncertainty: given } })));
    expect([uncertainty, 'none', null, {}].map(isValid)).toEqual([true, true, true, true]);
    expect([{ replicates: 0 }, { vary: { weight: { perturb: 2 } } }, 'all'].map(isValid)).toEqual([
      ...[false, false, false],
    ]);
  });
});

describe('limits that move with the scores', () => {
  it('keep the share of each class, whatever the scale', () => {
    const classes = [2, 0, 3].map((count, i) => ({ grade: i + 1, lower: 0, upper: 0, count }));
    const shares = classShares({ classes });
    expect(shares).toEqual([0.4, 0.4, 1]);
    const counts = new Uint32Array(15);
    countGrades(counts, 0, 3, Float64Array.of(50, 10, 40, 20, 30), shares);
    expect([...counts]).toEqual([...[0, 0, 1], ...[1, 0, 0], ...[0, 0, 1], ...[1, 0, 0], ...[0, 0, 1]]);
  });

  it('never part ties, and have no class for a missing score', () => {
    expect(movedLimits(Float64Array.of(1, 1, 1, 2), [0.5, 1])).toEqual([1, 2]);
    const counts = new Uint32Array(4);
    countGrades(counts, 0, 2, Float64Array.of(Number.NaN, 3), [0.5, 1]);
    expect([...counts]).toEqual([0, 0, 1, 0]);
    expect(classShares({ classes: [] })).toEqual([]);
  });
});
