import { describe, expect, it } from 'vitest';
import { loadStudy, ProblemError, type Result, run } from '../src/index.ts';
import { methodsText } from '../src/report/methods-text.ts';
import { recordsOf } from '../src/study/analyse.ts';
import { explain } from '../src/study/explain.ts';
import { manifest } from '../src/study/manifest.ts';
import { resultTables } from '../src/study/tables.ts';
import { holling } from './support/cli.ts';
import { sound } from './support/folder.ts';

const IDS = Array.from({ length: 12 }, (_, i) => `u${i + 1}`);
const UNITS = `id,name,zone\n${IDS.map((id) => `${id},Unit ${id},east`).join('\n')}\n`;
/** One a lies far above the others, and the b of one unit is missing in 2010. */
const rows = (year: number, far: number) =>
  IDS.map((id, u) =>
    [
      id,
      year,
      u === 11 ? far : 10 + u,
      u === 3 && year === 2010 ? '' : 1 + ((u * 7) % 12),
      20 + 3 * u,
    ].join(),
  );
const files = {
  'units.csv': UNITS,
  'panel.csv': `id,year,a,b,c\n${[...rows(2010, 500), ...rows(2015, 18.5)].join('\n')}\n`,
};
const resultOf = async (
  method: object,
  more: object = {},
  other: Record<string, string> = {},
): Promise<Result> =>
  run(await loadStudy(sound({ method, ...more }, { ...files, ...other })), { workers: 1 });
const tableOf = (result: Result, name: string) =>
  [...(resultTables(result).find((table) => table.name === name)?.rows ?? [])].map((row) => [...row]);
const refused = async (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (error: unknown) => {
      if (error instanceof ProblemError) return error.problems;
      throw error;
    },
  );

describe('a treated study', () => {
  it('lists every changed cell, before and after, in treated.csv, the notes and the methods text', async () => {
    const result = await resultOf({ treat: 'winsorise' });
    expect(tableOf(result, 'treated')).toEqual([['u12', 2010, 'a', 500, 20, 'winsorise']]);
    const note = result.notes.find(({ code }) => code === 'treat/changed')!;
    expect(note.items).toEqual(['a u12 2010']);
    expect(methodsText(result, 'en')).toContain(
      'winsorised, at most 5 values each. Values of 1 indicator(s)',
    );
    expect(methodsText(result, 'zh')).toContain('72 个数值中有 1 个经处理而改变');
    expect(result.values.columns[0]![11]).toBe(500);
    expect(result.normalised.columns[0]![11]).toBe(1);
    expect(result.constants[0]![0]).toEqual({ min: 10, max: 20 });
  });

  it('writes treated.csv, and none without a treatment', async () => {
    expect(tableOf(await resultOf({}), 'treated')).toEqual([]);
    const result = await resultOf({ treat: { log: { indicators: ['b', 'c'] } } });
    const treated = tableOf(result, 'treated');
    // The logarithm of b = 1 is 0, which is a change too; the filled cell is treated after it was filled.
    expect(treated).toHaveLength(48);
    expect(treated[0]).toEqual(['u1', 2010, 'b', 1, 0, 'log']);
    expect(tableOf(result, 'imputed')[0]!.slice(0, 4)).toEqual(['u4', 2010, 'b', 10]);
    expect(result.notes.find(({ code }) => code === 'treat/changed')!.items).toEqual(['b', 'c']);
  });

  it.each([
    [{ treat: 'winsorise' }, 500, 'min(500, 20)', 20, '(20 - 10) / (20 - 10)'],
    [{ treat: 'log' }, 500, 'ln(500)', 6.214608098422191, undefined],
    [{ treat: { 'box-cox': { lambda: 0.5 } } }, 500, '((500)^0.5 - 1) / 0.5', 42.721359549995796, undefined],
  ])(
    '%j: explains a value from its cell through the treatment',
    async (method, raw, filled, treated, worked) => {
      const result = await resultOf(method);
      const term = explain(result, 'u12', 2010)!.terms.find(({ id }) => id === 'a')!;
      expect(term).toMatchObject({ raw, treatment: filled, treated, status: 'observed' });
      expect(term.cell).toMatch(/panel\.csv/);
      if (worked) expect(term.worked).toBe(worked);
      else expect(term.worked).toMatch(new RegExp(`^\\(${String(treated).slice(0, 8)}`));
      // biome-ignore lint/security/noGlobalEval: the formula as it is shown must give the value
      expect(eval(term.worked!)).toBeCloseTo(term.value, 12);
      const other = explain(result, 'u1', 2010)!.terms.find(({ id }) => id === 'a')!;
      if (worked) expect(other.treated).toBeUndefined();
    },
  );

  it('explains it on the command line', async () => {
    const { out } = await holling('explain', sound({ method: { treat: 'winsorise' } }, files), 'u12', '2010');
    expect(out).toContain('min(500, 20) = 20; (20 - 10) / (20 - 10) = 1.000000');
    expect(out).toContain('a u12 2010');
  });

  it('gives analyses the values as they are, and treats again what is drawn', async () => {
    const analyses = {
      robustness: {},
      multiverse: {},
      uncertainty: { replicates: 20, vary: { error: true } },
    };
    const index = {
      id: 'index',
      children: [
        { id: 'a', direction: 'benefit', error: '1 %' },
        { id: 'b', direction: 'cost' },
        { id: 'c', direction: 'benefit' },
      ],
    };
    const result = await resultOf({ treat: 'winsorise' }, { analyses, index });
    const skewed = recordsOf(result, 'distributions').filter(({ flag }) => flag === 'skewed');
    expect(skewed.map(({ indicator }) => indicator)).toEqual(['a']);
    expect(recordsOf(result, 'outliers')[0]).toMatchObject({ unit: 'u12', indicator: 'a', value: 500 });
    const own = recordsOf(result, 'intervals').filter(
      ({ unit, period }) => unit === 'u12' && period === 2010,
    );
    expect(own.every(({ score_low }) => Number(score_low) > 0)).toBe(true);
  });

  it('F16: refuses zeros and negative values under log and box-cox, the cells named, with exit code 1', async () => {
    const panel = files['panel.csv'].replace('u2,2015,11', 'u2,2015,0').replace('u5,2010,14', 'u5,2010,-3');
    for (const treat of ['log', 'box-cox']) {
      const folder = sound({ method: { treat } }, { ...files, 'panel.csv': panel });
      const { code, out } = await holling('run', folder, '--json');
      expect(code).toBe(1);
      const { problems } = JSON.parse(out);
      expect(problems).toMatchObject([{ code: 'treat/not-positive', where: `method.treat.${treat}` }]);
      expect(problems[0].saw).toContain('a u5 2010 (-3), a u2 2015 (0)');
      const shifted = await resultOf({ treat: { [treat]: { offset: 'range' } } }, {}, { 'panel.csv': panel });
      expect(shifted.normalised.columns.every((column) => column.every(Number.isFinite))).toBe(true);
      expect(methodsText(shifted, 'en')).toContain('raising the smallest value of each to 1 % of its range');
    }
  });

  it('refuses goalposts after a treatment of another unit, and unknown indicators', async () => {
    const goalposts = { a: [0, 600], b: [0, 20], c: [0, 100] };
    const clash = await refused(resultOf({ treat: 'log', normalise: { goalposts } }));
    expect(clash.map(({ code }) => code)).toEqual(['treat/goalposts']);
    const tried = await refused(
      resultOf(
        { treat: 'log' },
        { analyses: { uncertainty: { vary: { normalise: [{ goalposts }, 'rank'] } } } },
      ),
    );
    expect(tried.map(({ code }) => code)).toEqual(['treat/goalposts']);
    expect(await refused(resultOf({ treat: 'winsorise', normalise: { goalposts } }))).toEqual([]);
    const unknown = await refused(resultOf({ treat: { log: { indicators: ['a', 'z'], offset: { b: 1 } } } }));
    expect(unknown.map(({ code, where }) => [code, where.split(':')[0]])).toEqual([
      ['study/unknown-indicator', 'study.yaml'],
      ['treat/idle-offset', 'study.yaml'],
    ]);
  });

  it.each(['winsorise', { log: { offset: 'range' } }, 'box-cox', { 'box-cox': { offset: 'range' } }])(
    '%j: earlier scores stay when a year is added to a frozen study',
    async (treat) => {
      const more = { 'panel.csv': `${files['panel.csv']}${rows(2020, 900).join('\n')}\n` };
      const before = await resultOf({ treat });
      const record = JSON.stringify(manifest(before, { software: 'test', studyDigest: '', files: [] }));
      const reference = { freeze: 'earlier/manifest.json' };
      const periods = [2010, 2015, 2020];
      const held = await resultOf(
        { treat },
        { periods, reference },
        { ...more, 'earlier/manifest.json': record },
      );
      const now = await resultOf({ treat }, { periods }, more);
      const earlier = (result: Result) => [...result.nodes[0]!.score.subarray(0, 24)];
      expect(earlier(held)).toEqual(earlier(before));
      expect(earlier(now)).not.toEqual(earlier(before));
      expect(held.notes.find(({ code }) => code === 'reference/frozen')!.items![0]).toBe('treatment');
      const other = await refused(
        resultOf({ treat: 'none' }, { periods, reference }, { ...more, 'earlier/manifest.json': record }),
      );
      expect(other.map(({ code }) => code)).toEqual(['reference/treat']);
    },
  );
});
