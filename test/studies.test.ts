import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadStudy, run } from '../src/index.ts';
import { readOverlays } from '../src/io/read-overlays.ts';
import type { Override } from '../src/study/overrides.ts';
import type { Result } from '../src/study/result.ts';
import { expectClose } from './support/close.ts';
import { golden } from './support/golden.ts';

const ROOT = join(import.meta.dirname, '..');
const folderOf = (study: string) => join(ROOT, 'studies', study);
const runStudy = async (study: string, overrides: Override[] = []) =>
  run(await loadStudy(folderOf(study), overrides), { withoutUncertainty: true });
/** Rows of a CSV file without quotes, by column. */
function table(file: string): Record<string, string>[] {
  const [header, ...rows] = readFileSync(join(ROOT, file), 'utf8').trim().split(/\r?\n/);
  const columns = header!.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [columns[i]!, cell])));
}
const preset = (study: string, name: string) =>
  readOverlays([join(folderOf(study), 'presets', `${name}.yaml`)]);
const scores = (result: Result, node = 'index') => result.nodes.find((one) => one.node.id === node)!.score;
const tally = (values: (string | undefined)[]) =>
  Object.fromEntries([...new Set(values)].map((one) => [one, values.filter((v) => v === one).length]));

describe.each(readdirSync(join(ROOT, 'studies')))('the study %s', (study) => {
  it('scores every unit in every period', async () => {
    const result = await runStudy(study);
    const { units, periods } = result.panel;
    expect(scores(result)).toHaveLength(units.length * periods.length);
    expect(scores(result).every((value) => value > 0 && value < 1)).toBe(true);
  });
});

describe.each(['northeast-border', 'china-border', 'china-286'])('the data of %s', (study) => {
  it('are made again by its script, byte for byte', () => {
    const out = mkdtempSync(join(tmpdir(), 'holling-test-'));
    const script = join(folderOf(study), 'scripts/build.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, out], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const made = readdirSync(out);
    expect(made).toEqual(readdirSync(join(folderOf(study), 'data')).filter((file) => file !== 'SOURCES.md'));
    for (const file of made)
      expect(readFileSync(join(out, file), 'utf8'), file).toBe(
        readFileSync(join(folderOf(study), 'data', file), 'utf8'),
      );
  }, 60_000);

  it('have a shape for every unit, and for those that are left out', async () => {
    const { boundaries, notes, panel } = await loadStudy(folderOf(study));
    expect(new Set(boundaries!.ids.filter((id) => id !== undefined)).size).toBe(panel.units.length);
    const codes = notes.map(({ code }) => code).filter((code) => code.startsWith('boundaries/'));
    // More is shown than is scored; and a neighbouring country or two is wound the other way round.
    expect(new Set(codes.filter((code) => code !== 'boundaries/rewound'))).toEqual(
      new Set(['boundaries/without-unit', 'boundaries/note']),
    );
    const left = boundaries!.features.features
      .filter((_, i) => boundaries!.ids[i] === undefined)
      .map(({ properties }) => properties!.name_zh);
    const names = {
      'northeast-border': ['大兴安岭地区'],
      'china-286': [
        '儋州',
        '毕节',
        '铜仁',
        '日喀则',
        '昌都',
        '林芝',
        '山南',
        '那曲',
        '海东',
        '哈密',
        '吐鲁番',
      ],
      'china-border': ['塔城地区', '阿里地区', '山南市', '大兴安岭地区'],
    };
    expect(left).toEqual(expect.arrayContaining(names[study as keyof typeof names]));
  });

  it('say of every file where it comes from, and call what is made up synthetic', async () => {
    const sources = readFileSync(join(folderOf(study), 'data/SOURCES.md'), 'utf8');
    for (const file of readdirSync(join(folderOf(study), 'data')))
      if (file !== 'SOURCES.md') expect(sources).toContain(`\`${file}\``);
    const { plan, panel } = await loadStudy(folderOf(study));
    expect(plan.study.title.en).toContain('synthetic');
    expect(plan.study.title.zh).toContain('合成');
    expect(panel.sources[0]!.file).toContain('synthetic');
  });
});

describe('northeast-border', () => {
  it.each([
    [undefined, 'A_w2_pooled'],
    ['inside', 'B_w_pooled'],
    ['per-year-ideals', 'C_w2_idealPerYear'],
    ['per-year-ideals-inside', 'D_w_idealPerYear'],
    ['per-year', 'E_w2_allPerYear'],
    ['per-year-inside', 'F_w_allPerYear'],
    ['z-score', 'G_w2_zscore_pooled'],
    ['ahp-entropy', 'I_w_combinedAHPmult_pooled'],
  ])('with the preset %s gives the reference scores %s', async (name, key) => {
    const result = await runStudy('northeast-border', name ? await preset('northeast-border', name) : []);
    expectClose(scores(result), golden.topsis[key].C.flat());
  });

  it('takes the published limits for each dimension', async () => {
    const { nodes } = await runStudy(
      'northeast-border',
      await preset('northeast-border', 'published-limits'),
    );
    const published = table('docs/papers/000_table2_classes.csv');
    for (const [node, dimension] of [
      ['index', 'comprehensive'],
      ['basic', 'basic'],
      ['exclusive', 'exclusive'],
    ]) {
      const limits = published
        .filter((row) => row.dimension === dimension)
        .map((row) => Number(row.upper_table2));
      expect(
        nodes
          .find((one) => one.node.id === node)!
          .classes.map(({ upper }) => upper)
          .slice(0, 4),
      ).toEqual(limits.slice(0, 4));
    }
  });

  it('has the units and the neighbours of the paper', () => {
    const cities = table('studies/northeast-border/data/cities.csv');
    const published = table('docs/papers/000_study_area.csv').filter((row) => row.in_13_city_sample === '1');
    expect(cities).toHaveLength(13);
    for (const row of published) {
      const { neighbours, province } = cities.find(({ name }) =>
        [row.city_printed, row.city].some((printed) => printed!.startsWith(name!)),
      )!;
      expect(province).toBe(row.province);
      for (const [country, column] of [
        ['DPRK', 'border_dprk_FROM_GEOGRAPHY'],
        ['Russia', 'border_russia_FROM_GEOGRAPHY'],
        ['Mongolia', 'border_mongolia_FROM_GEOGRAPHY'],
      ] as const)
        expect(neighbours!.includes(country)).toBe(row[column] === '1');
    }
  });
});

describe('china-border', () => {
  const units = table('studies/china-border/data/units.csv');
  const excluded = table('studies/china-border/data/excluded.csv');
  let result: Result;
  beforeAll(async () => {
    result = await runStudy('china-border');
  });

  it('has 41 units, names the four that are left out, and groups them as the paper does', () => {
    expect(units).toHaveLength(41);
    expect(excluded.map(({ name }) => name)).toEqual(["Daxing'anling", 'Tacheng', 'Ngari', 'Shannan']);
    expect(tally([...units, ...excluded].map(({ area }) => area))).toEqual({
      'Northeast border': 12,
      'The northern frontier': 7,
      'Northwest frontier': 11,
      'Tibet border': 4,
      'Southwest border': 11,
    });
    expect(tally(units.map(({ region }) => region))).toEqual({
      'Northeast China': 11,
      'North China': 8,
      'Northwest China': 9,
      'Tibetan China': 2,
      'Southwest China': 11,
    });
    expect(tally(units.map(({ sample_zone: zone }) => zone))).toEqual({
      '': 8,
      Northeast: 11,
      'Xinjiang (Central Asia)': 11,
      'Yunnan-Guangxi': 11,
    });
    for (const { lon, lat, adcode } of [...units, ...excluded]) {
      expect(adcode).toMatch(/^\d{4}00$/);
      expect(Number(lon) > 73 && Number(lon) < 135 && Number(lat) > 18 && Number(lat) < 54).toBe(true);
    }
  });

  it('has the indicators of Table 2 in its order, with its directions', () => {
    const published = readFileSync(join(ROOT, 'docs/papers/001_index_weights.csv'), 'utf8')
      .trim()
      .split(/\r?\n/);
    const { indicators } = result.plan;
    expect(indicators.map(({ id }) => id)).toEqual(published.slice(1).map((line) => line.split(',')[0]));
    expect(indicators.map(({ direction }) => (direction === 'cost' ? '-' : '+'))).toEqual(
      published.slice(1).map((line) => line.at(-1)),
    );
    const [urban, border] = result.plan.study.index.children as unknown as {
      children: { children: unknown[] }[];
    }[];
    const sizes = (system: typeof urban) => system!.children.map(({ children }) => children.length);
    expect([sizes(urban), sizes(border)]).toEqual([
      [8, 8, 5],
      [4, 2, 2],
    ]);
  });

  it('takes the published weights, which sum to 1.0002', async () => {
    const overlay = await preset('china-border', 'published-weights');
    const { method } = overlay[0]!.value as {
      method: { weight: { given: { weights: Record<string, number> } } };
    };
    const { weights } = method.weight.given;
    const printed = readFileSync(join(ROOT, 'docs/papers/001_index_weights.csv'), 'utf8')
      .trim()
      .split(/\r?\n/);
    expect(Object.values(weights)).toEqual(printed.slice(1).map((line) => Number(line.split(',').at(-2))));
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1.0002, 12);
    const weighed = await runStudy('china-border', overlay);
    expectClose(
      weighed.weights.weights[0]!,
      Object.values(weights).map((weight) => weight / 1.0002),
    );
    expect(weighed.notes.map(({ code }) => code)).toContain('weight/rescaled');
  });

  it('takes the published limits and the ideal points of each year', async () => {
    const limited = await runStudy('china-border', await preset('china-border', 'published-limits'));
    expect(limited.nodes[0]!.classes.map(({ upper }) => upper).slice(0, 4)).toEqual([
      0.286, 0.323, 0.362, 0.409,
    ]);
    const yearly = await runStudy('china-border', await preset('china-border', 'per-year-ideals'));
    expect(Array.from(scores(yearly))).not.toEqual(Array.from(scores(result)));
    expectClose(yearly.weights.weights[0]!, Array.from(result.weights.weights[0]!));
  });

  it('weighs by the common shift nearly evenly, as the paper does', () => {
    const [weights] = result.weights.weights;
    const spread = (of: ArrayLike<number>) => Math.max(...Array.from(of)) / Math.min(...Array.from(of));
    expect(spread(weights!)).toBeLessThan(3);
  });

  it('constructs what depends on borders, places and policies', () => {
    const of = (id: string) => result.values.columns[result.values.ids.indexOf(id)]!;
    const at = (id: string, name: string, year = 2010) => {
      const { units: all, periods } = result.panel;
      return of(id)[periods.indexOf(year) * all.length + all.findIndex((unit) => unit.name.en === name)]!;
    };
    // Dandong faces Sinuiju across a bridge; its capital is Shenyang.
    expect(at('X29', 'Dandong')).toBeGreaterThan(1);
    expect(at('X29', 'Dandong')).toBeLessThan(5);
    expect(at('X28', 'Dandong')).toBeCloseTo(202, -1);
    expect(at('X29', 'Heihe')).toBeLessThan(6);
    const values = table('studies/china-border/data/neighbour-values-synthetic.csv');
    const fsi = (country: string) =>
      Number(values.find(({ neighbour, year }) => neighbour === country && year === '2015')!.fsi);
    expect(at('X26', 'Yanbian', 2015)).toBeCloseTo((fsi('DPRK') + fsi('Russia')) / 2, 10);
    for (const name of ['Dandong', 'Baishan', 'Tonghua']) expect(at('X27', name)).toBeNaN();
    expect(at('X27', 'Yanbian')).toBeGreaterThan(0);
    const { adcode } = units.find(({ name }) => name === 'Honghe')!;
    const held = table('studies/china-border/data/policies-synthetic.csv').filter(
      (row) => row.adcode === adcode && Number(row.from) <= 2015,
    );
    expect(at('X25', 'Honghe', 2015)).toBe(held.length);
    expect(of('X25').every((points) => points >= 0 && points <= 5)).toBe(true);
  });
});

it('the published tables are there, each named in their README', () => {
  const folder = join(ROOT, 'docs/papers');
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const files = readdirSync(folder).filter((file) => /^(00\d|reference)_.*\.csv$/.test(file));
  expect(files).toHaveLength(16);
  for (const file of files) expect(readme).toContain(`\`${file}\``);
});
