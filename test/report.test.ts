import { beforeAll, describe, expect, it } from 'vitest';
import { rowSpans } from '../src/figures/grid.ts';
import { loadStudy, type Result, run } from '../src/index.ts';
import { report } from '../src/report/html.ts';
import { table } from '../src/report/markup.ts';
import { recordsOf } from '../src/study/analyse.ts';
import { withTables } from './support/analysis-tables.ts';
import { sound, studyFolder } from './support/folder.ts';

const page = (result: Result, lang: 'en' | 'zh' = 'en') => report(result, { lang, software: 'test' });
const sectionsOf = (html: string) => [...html.matchAll(/<section id="([^"]+)">/g)].map(([, id]) => id);
const sectionOf = (html: string, id: string) =>
  html.split(`<section id="${id}">`)[1]!.split('</section>')[0]!;

/** The numbers of the captions of a kind, in the order of the page. */
function numbers(html: string, pattern: RegExp): number[] {
  return [...html.matchAll(pattern)].map(([, number]) => Number(number));
}
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('the report of a study with every analysis', () => {
  let result: Result;
  beforeAll(async () => {
    const analyses = { groups: {}, changes: {}, typology: {}, uncertainty: 'none' };
    result = withTables(
      await run(await loadStudy('studies/northeast-border', [{ path: ['analyses'], value: analyses }])),
      'province',
    );
  });

  it.each([
    ['en', /<caption>Table (\d+)\. \S/g, /<figcaption><b>Figure (\d+)\. \S/g],
    ['zh', /<caption>表 (\d+) \S/g, /<figcaption><b>图 (\d+) \S/g],
  ] as const)('numbers tables and figures without gaps in %s', (lang, tables, drawings) => {
    const html = page(result, lang);
    expect(numbers(html, tables)).toEqual(upTo(html.split('<caption>').length - 1));
    expect(numbers(html, drawings)).toEqual(upTo(html.split('<figure>').length - 1));
    expect(html.split('<caption>').length).toBeGreaterThan(12);
  });

  it.each(['en', 'zh'] as const)('has a section for everything and no stray value in %s', (lang) => {
    const html = page(result, lang);
    expect(sectionsOf(html)).toEqual([
      ...[
        'summary',
        'method',
        'area',
        'system',
        'maps',
        'ranking',
        'grades',
        'groups',
        'changes',
        'obstacles',
      ],
      ...['distribution', 'trend', 'opportunity', 'inequality', 'data-audit', 'notes', 'data', 'facts'],
    ]);
    expect(html.replace(/<style>.*?<\/style>/s, '')).not.toMatch(/undefined|NaN|\[object|Infinity/);
  });

  it('says every step, those of the analyses too', () => {
    expect(sectionOf(page(result), 'method')).toContain('Scores were averaged by');
    expect(sectionOf(page(result, 'zh'), 'method')).toContain('时期间变化不超过起点得分');
  });

  it('says how groups grew in percent of their start, with the numbers of the table', () => {
    const own = recordsOf(result, 'groups').filter(({ node }) => node === 'index');
    const grown = [...new Set(own.map(({ group }) => group as string))].map((group) => {
      const means = own.filter((row) => row.group === group).map(({ mean }) => mean as number);
      return { group, percent: 100 * (means[2]! / means[0]! - 1), from: means[0]!, to: means[2]! };
    });
    const [most] = grown.sort((a, b) => b.percent - a.percent);
    expect(sectionOf(page(result), 'groups')).toContain(
      `${most!.group} (+${most!.percent.toFixed(2)} %, ${most!.from.toFixed(4)} to ${most!.to.toFixed(4)})`,
    );
    expect(sectionOf(page(result, 'zh'), 'groups')).toContain(
      `黑龙江（+${most!.percent.toFixed(2)}%，由 ${most!.from.toFixed(4)} 至 ${most!.to.toFixed(4)}）`,
    );
  });

  it.each([
    [
      'distribution',
      'moved to the right, from 0.2500 in 2010 to 0.5000 in 2019',
      '由 2010 年的 0.2500 向右移至 2019 年的 0.5000',
    ],
    ['distribution', 'the number of peaks from 1 to 2', '峰数由 1 变为 2'],
    [
      'trend',
      'inverted U (Inner Mongolia R² 0.42, Heilongjiang R² 0.42, Jilin R² 0.42 and 1 more)',
      '倒 U 型（',
    ],
    ['trend', 'a-shape-of-its-own (', 'a-shape-of-its-own（'],
    [
      'opportunity',
      'the equity index is 1 or more in 3 group(s) (Liaoning 2.100',
      '公平指数不低于 1 的有 3 组（辽宁 2.100',
    ],
    ['opportunity', 'below 1 in 1 (Inner Mongolia 0.900)', '低于 1 的有 1 组（内蒙古 0.900）'],
    [
      'opportunity',
      'Since 2010 it rose to 1 or more in Heilongjiang, Jilin, Liaoning.',
      '自 2010 年以来升至 1 以上：黑龙江、吉林、辽宁。',
    ],
    ['opportunity', 'mean up, equity down', '均值升，公平降'],
    [
      'inequality',
      'from 0.3000 in 2010 to 0.2000 in 2019. 25.0 %',
      '由 2010 年的 0.3000 变为 2019 年的 0.2000。2019 年泰尔指数的 25.0%',
    ],
  ])('says in %s: %s', (id, en, zh) => {
    expect(sectionOf(page(result), id)).toContain(en);
    expect(sectionOf(page(result, 'zh'), id)).toContain(zh);
  });

  it('counts in words and table what the table of changes holds', () => {
    const whole = recordsOf(result, 'changes').filter(
      (row) => row.node === 'index' && row.from_period === 2010 && row.to_period === 2019,
    );
    const count = (kind: string) => whole.filter((row) => row.kind === kind).length;
    const html = sectionOf(page(result), 'changes');
    expect(html).toContain(`${count('rising')} units rose, ${count('falling')} fell`);
    expect(html).toContain(
      `<td>2010–2019</td><td class="n">${count('rising')}</td><td class="n">${count('stagnant')}</td><td class="n">${count('falling')}</td>`,
    );
  });

  it('is silent about analyses that were not asked for', async () => {
    const plain = await run(await loadStudy('studies/northeast-border'), { withoutUncertainty: true });
    expect(sectionsOf(page({ ...plain, analyses: [] }))).toEqual([
      ...['summary', 'method', 'area', 'system', 'maps', 'ranking', 'grades'],
      // The bump chart needs no analysis.
      ...['changes', 'obstacles', 'notes', 'data', 'facts'],
    ]);
  });
});

describe('tables on the page', () => {
  const grid = {
    caption: 'A <table>',
    columns: [
      { head: ['G'] },
      { head: ['2010', 'x'], numeric: true },
      { head: ['2010', 'y'], numeric: true },
    ],
    rows: [
      ['a', '1', '2'],
      [null, '3', '4'],
      [null, '5', '6'],
      ['b', '7', '8'],
    ],
  };

  it('spans rows and columns', () => {
    const html = table(grid, 'more');
    expect(html).toContain('<caption>A &lt;table&gt;</caption>');
    expect(html).toContain('<th scope="col" rowspan="2">G</th><th scope="colgroup" colspan="2">2010</th>');
    expect(html).toContain('<tr><td rowspan="3">a</td><td class="n">1</td>');
    expect(html).toContain('<tr><td class="n">3</td><td class="n">4</td></tr>');
    expect(html).not.toContain('<details>');
  });

  it('writes a spanning cell again where the rest unfolds', () => {
    const [first, rest] = table({ ...grid, open: 2 }, 'more').split('<summary>more (2)</summary>');
    expect(first).toContain('<td rowspan="2">a</td>');
    expect(rest).toContain('<tr><td>a</td><td class="n">5</td>');
    expect(rowSpans(grid.rows)[0]![0]).toBe(3);
  });
});

describe('a large report', () => {
  it('of 286 units and 13 periods with shapes stays below 5 MB, long tables folded', async () => {
    const periods = Array.from({ length: 13 }, (_, p) => 2004 + p);
    const ids = Array.from({ length: 25 }, (_, i) => `X${i + 1}`);
    const value = (u: number, p: number, i: number) => ((u * 31 + p * 7 + i * 13) % 101) + p;
    const units = Array.from({ length: 286 }, (_, u) => u);
    const ring = (u: number) => {
      const [x, y] = [75 + (u % 22) * 2.5, 20 + Math.floor(u / 22) * 2];
      const points = Array.from({ length: 40 }, (_, k) => (2 * Math.PI * k) / 40);
      const circle = points.map((angle) => [x + Math.cos(angle), y - Math.sin(angle)]);
      return [...circle, circle[0]!].reverse();
    };
    const folder = studyFolder({
      'study.yaml': JSON.stringify({
        version: 1,
        title: 'Large synthetic study',
        units: {
          file: 'units.csv',
          key: 'id',
          groups: ['zone'],
          boundaries: { file: 'shapes.json', key: 'id' },
        },
        periods,
        data: [{ file: 'panel.csv' }],
        index: {
          id: 'index',
          children: [0, 5, 10, 15, 20].map((from) => ({
            id: `d${from}`,
            children: ids.slice(from, from + 5).map((id) => ({ id, direction: 'benefit' })),
          })),
        },
        analyses: { groups: {}, changes: {}, typology: {}, uncertainty: 'none' },
      }),
      'units.csv': `id,zone\n${units.map((u) => `city-${u},zone-${u % 19}`).join('\n')}\n`,
      'panel.csv': `id,year,${ids.join(',')}\n${units
        .flatMap((u) =>
          periods.map((year, p) => `city-${u},${year},${ids.map((_, i) => value(u, p, i)).join(',')}`),
        )
        .join('\n')}\n`,
      'shapes.json': JSON.stringify({
        type: 'FeatureCollection',
        features: units.map((u) => ({
          type: 'Feature',
          id: `city-${u}`,
          properties: {},
          geometry: { type: 'Polygon', coordinates: [ring(u)] },
        })),
      }),
    });
    const html = page(withTables(await run(await loadStudy(folder))));
    expect(new TextEncoder().encode(html).length).toBeLessThan(5e6);
    expect(sectionOf(html, 'ranking')).toContain('(256)</summary>');
    const shown = html.replace(/<details>.*?<\/details>/gs, '');
    const bodies = [...shown.matchAll(/<tbody>(.*?)<\/tbody>/gs)].map(
      ([, body]) => body!.split('<tr>').length - 1,
    );
    expect(bodies.length).toBeGreaterThan(10);
    expect(Math.max(...bodies)).toBe(30);
    expect(sectionsOf(html)).toContain('maps');
  }, 60_000);

  it('of a hostile study keeps its markup', async () => {
    const name = '<img src=x onerror=alert(1)>&"';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const result = await run(
      await loadStudy(
        sound(
          { title: name, analyses: { groups: {}, changes: {}, typology: {} } },
          { 'units.csv': `id,name,zone\nu1,${quoted},${quoted}\nu2,Two,east\nu3,Three,east\n` },
        ),
      ),
    );
    const html = page(withTables(result));
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });
});
