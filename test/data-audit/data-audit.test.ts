import { describe, expect, it } from 'vitest';
import { loadStudy, ProblemError, type Result, run } from '../../src/index.ts';
import { report } from '../../src/report/html.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { hasOpenJump, shownFindings } from '../../src/study/data-audit/read.ts';
import { holling } from '../support/cli.ts';
import { sound } from '../support/folder.ts';

const YEARS = [2010, 2011, 2012, 2013, 2014];
const IDS = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];
/** Six steady units; the third's a is ten times too large in 2012, and one cell of b is missing. */
const PANEL = `id,year,a,b,c\n${IDS.flatMap((id, u) =>
  YEARS.map((year, y) => {
    const a = (10 + u) * (1 + 0.02 * y + 0.001 * ((u * 7 + y * 3) % 5)) * (u === 2 && y === 2 ? 10 : 1);
    const b = u === 4 && y === 1 ? '' : 40 + ((u * 11 + y * 5) % 17) + 0.13 * y;
    return [id, year, a.toFixed(3), b, 7 + ((u * 5 + y * 2) % 11) + 0.01 * u].join(',');
  }),
).join('\n')}\n`;
const files = {
  'panel.csv': PANEL,
  'units.csv': `id,name,zone\n${IDS.map((id, u) => `${id},Unit ${u + 1},east`).join('\n')}\n`,
};
const change = { periods: YEARS };
const resultOf = async (more: object = {}): Promise<Result> =>
  run(await loadStudy(sound({ ...change, ...more }, files)));
const jumpsOf = (result: Result) => recordsOf(result, 'data-audit').filter(({ check }) => check === 'jump');

describe('the audit of the data of a study', () => {
  it('F06: writes the jump with unit, period, value and expected value, and what it would change', async () => {
    const result = await resultOf();
    const [row, ...rest] = jumpsOf(result);
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ level: 'warning', indicator: 'a', unit: 'u3', period: 2012, length: 1 });
    expect(Number(row!.value) / Number(row!.expected)).toBe(10);
    // What the study gives when that cell is missing.
    const lines = PANEL.split('\n').map((line) =>
      line.startsWith('u3,2012,') ? line.replace(/,[^,]+/, ',2012').replace(/2012,[^,]+/, '2012,') : line,
    );
    const without = await run(
      await loadStudy(
        sound(change, {
          ...files,
          'panel.csv': lines.map((line) => line.replace(/^u3,2012,[^,]*,/, 'u3,2012,,')).join('\n'),
        }),
      ),
    );
    const [before, after] = [result, without].map(({ nodes }) => [...nodes[0]!.rank]) as [number[], number[]];
    expect(row!.ranks_moved).toBe(before.filter((rank, at) => rank !== after[at]).length);
    expect(row!.ranks).toBe(30);
    expect(Number(row!.ranks_moved)).toBeGreaterThan(0);
  });

  it('F06: carries a badge until the jump is accepted', async () => {
    const open = await resultOf();
    expect(hasOpenJump(open)).toBe(true);
    expect(open.notes.map(({ code }) => code)).toContain('audit/unit-jump');
    const why = 'the plant moved';
    const accepted = await resultOf({
      audit: { accept: [{ check: 'jump', indicator: 'a', unit: 'u3', why }] },
    });
    expect(hasOpenJump(accepted)).toBe(false);
    expect(accepted.notes.map(({ code }) => code)).not.toContain('audit/unit-jump');
    expect(jumpsOf(accepted)).toMatchObject([{ level: 'note', accepted_en: why }]);
    for (const [lang, words] of [
      ['en', 'Unresolved unit jump'],
      ['zh', '计量单位跳变未处理'],
    ] as const) {
      const page = (result: Result) => report(result, { lang, software: 'test' });
      const badge = new RegExp(`<span class="badge">${words}`);
      expect(page(open)).toMatch(badge);
      expect(page(accepted)).not.toMatch(badge);
      const section = page(accepted).split('<section id="data-audit">')[1]!.split('</section>')[0]!;
      expect(section).toContain(why);
      expect(section).not.toMatch(/undefined|NaN/);
    }
  });

  it('says when the study accepts what is not there, and refuses unknown names', async () => {
    const idle = await resultOf({ audit: { accept: [{ check: 'jump', indicator: 'b' }] } });
    expect(idle.notes.find(({ code }) => code === 'audit/accepts-nothing')!.items).toEqual(['jump b']);
    const audit = {
      accept: [{ check: 'jumps' }, { check: 'jump', indicator: 'x' }],
      sums: [{ whole: 'd', parts: ['a', 'e'] }],
    };
    const problems = await loadStudy(sound({ ...change, audit }, files)).catch((error: unknown) => {
      if (error instanceof ProblemError) return error.problems;
      throw error;
    });
    expect((problems as ProblemError['problems']).map(({ code, saw }) => [code, saw.en])).toEqual([
      ['audit/unknown-check', 'jumps'],
      ['audit/unknown-id', 'x'],
      ['audit/unknown-id', 'd'],
      ['audit/unknown-id', 'e'],
    ]);
  });

  it('holds declared sums, and tries no more findings than asked', async () => {
    const sums = [{ whole: 'a', parts: ['b', 'c'] }];
    const result = await resultOf({ audit: { sums, effects: 0 } });
    expect(shownFindings(result).find(({ check }) => check === 'sum')!.count).toBe(29);
    expect(recordsOf(result, 'data-audit').every(({ ranks }) => ranks === '')).toBe(true);
  });

  it('counts what is observed, missing and filled, by period and by unit', async () => {
    const result = await resultOf();
    expect(recordsOf(result, 'coverage')).toHaveLength(15);
    expect(recordsOf(result, 'coverage').filter(({ missing }) => missing !== 0)).toEqual([
      { indicator: 'b', period: 2011, observed: 5, missing: 1, filled: 1 },
    ]);
    expect(recordsOf(result, 'coverage-units').filter(({ missing }) => missing !== 0)).toEqual([
      { unit: 'u5', indicator: 'b', observed: 4, missing: 1, filled: 1 },
    ]);
  });

  it.each([
    ['one unit', { 'units.csv': 'id,name,zone\nu1,One,east\n' }, YEARS],
    ['one year', {}, [2012]],
    ['two units', { 'units.csv': 'id,name,zone\nu1,One,east\nu2,Two,east\n' }, YEARS],
  ])(
    'F14: %s and a constant indicator give numbers, and the constant is named',
    async (_name, more, periods) => {
      const ids = (more as { 'units.csv'?: string })['units.csv']?.match(/^u\d/gm) ?? IDS;
      const rows = PANEL.split('\n')
        .slice(1)
        .filter((line) => ids.some((id) => line.startsWith(`${id},`)));
      const panel = rows
        .filter((line) => periods.some((year) => line.includes(`,${year},`)))
        .map((line) => {
          const [id, year, a, b] = line.split(',');
          return [id, year, a, b, 5].join(',');
        });
      const all = { ...files, ...more, 'panel.csv': `id,year,a,b,c\n${panel.join('\n')}\n` };
      const result = await run(await loadStudy(sound({ periods }, all)));
      for (const { score } of result.nodes) expect([...score].some(Number.isNaN)).toBe(false);
      const constants = shownFindings(result).filter(({ check }) => check === 'constant');
      expect(constants.map(({ indicator }) => indicator)).toContain('c');
    },
  );

  it('F15: an indicator or unit without any value is listed, and nothing is removed', async () => {
    const panel = PANEL.split('\n').map((line) => (/^u\d/.test(line) ? line.replace(/[^,]*$/, '') : line));
    const empty = panel.map((line) =>
      line.startsWith('u6,') ? line.split(',').slice(0, 2).concat('', '', '').join(',') : line,
    );
    const result = await run(await loadStudy(sound(change, { ...files, 'panel.csv': empty.join('\n') })));
    const lost = recordsOf(result, 'data-audit').filter(({ check }) => check === 'lost');
    expect(lost.map(({ indicator, unit }) => [indicator, unit])).toEqual([
      ['c', ''],
      ['', 'u6'],
    ]);
    expect(result.panel.units).toHaveLength(6);
    expect(result.plan.indicators).toHaveLength(3);
  });

  it('changes no number of the study', async () => {
    const [plain, none] = [await resultOf(), await resultOf({ audit: { effects: 0 } })];
    expect(plain.nodes.map(({ score }) => [...score])).toEqual(none.nodes.map(({ score }) => [...score]));
  });

  it.each(['en', 'zh'])('is printed by check in %s, and as data with --json', async (lang) => {
    const folder = sound(change, files);
    const { code, out } = await holling('check', folder, '--lang', lang);
    expect(code).toBe(0);
    expect(out).toContain(lang === 'en' ? '! Jumps by powers of ten (1)' : '! 十的幂次跳变 (1)');
    expect(out).toMatch(lang === 'en' ? /without: \d+ of 30 ranks move/ : /30 个名次中 \d+ 个变动/);
    expect(out).not.toMatch(/undefined|NaN/);
    const json = JSON.parse((await holling('check', folder, '--json')).out) as {
      findings: { check: string }[];
    };
    expect(json.findings.map(({ check }) => check)).toContain('jump');
  });
});
