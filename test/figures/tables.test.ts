import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradeTable } from '../../src/figures/grade-table.ts';
import {
  type Grid,
  headCells,
  nestedColumns,
  rowSpans,
  rowsBetween,
  textAt,
} from '../../src/figures/grid.ts';
import { groupMeansTable } from '../../src/figures/group-means-table.ts';
import { groupTable } from '../../src/figures/group-table.ts';
import { indicatorTable } from '../../src/figures/indicator-table.ts';
import { obstacleTable } from '../../src/figures/obstacle-table.ts';
import { opportunityTable } from '../../src/figures/opportunity-table.ts';
import { rankTable } from '../../src/figures/rank-table.ts';
import type { TableFigure } from '../../src/figures/table-figure.ts';
import { threeLineTable } from '../../src/figures/three-line-table.ts';
import { loadStudy, type Result, run } from '../../src/index.ts';
import { table } from '../../src/report/markup.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { withTables } from '../support/analysis-tables.ts';
import { sound, studyFolder } from '../support/folder.ts';

const NORTHEAST = 'studies/northeast-border';
const over = (changes: Record<string, unknown>) =>
  Object.entries(changes).map(([path, value]) => ({ path: path.split('.'), value }));
const northeast = async (changes: Record<string, unknown> = {}) =>
  run(await loadStudy(NORTHEAST, over({ 'analyses.groups': {}, ...changes })), { withoutUncertainty: true });

const gridOf = <O extends object>(figure: TableFigure<O>, result: Result, options: object = {}): Grid =>
  figure.grid(result, figure.options.parse({ lang: 'en', ...options }) as O);
const column = ({ rows }: Grid, c: number) => rows.map((_, r) => textAt(rows, r, c));
const heads = ({ columns }: Grid) => columns.map(({ head }) => head.join(' / '));

/** Texts of a drawing or a page in order, without white space, which breaking into lines may drop. */
function texts(xml: string, names: readonly string[]): string[] {
  const found: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    open.push(name);
    if (names.includes(name)) found.push('');
  });
  parser.on('text', (text) => {
    if (open.some((name) => names.includes(name))) found[found.length - 1] += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(`<all>${xml}</all>`).close();
  return found.map((text) => text.replace(/\s/g, '')).filter((text) => text !== '');
}

describe('grids', () => {
  it('counts the rows that a cell spans, and fills them where rows are cut', () => {
    const rows = [
      ['a', 'x', '1'],
      [null, 'x', '2'],
      [null, null, '3'],
      ['b', 'y', '4'],
    ];
    expect(rowSpans(rows).map((row) => row[0])).toEqual([3, 0, 0, 1]);
    expect(rowSpans(rows).map((row) => row[1])).toEqual([1, 2, 0, 1]);
    expect(rowsBetween(rows, 2, 4)).toEqual([['a', 'x', '3'], rows[3]]);
    expect(rowsBetween(rows, 4, 9)).toEqual([]);
  });

  it('spans outer headings over the columns that share them, never over innermost ones', () => {
    const cells = headCells([
      { head: ['City'] },
      { head: ['2010', 'One', 'OF'] },
      { head: ['2010', 'One', 'OD'] },
      { head: ['2010', 'Two', 'OF'] },
      { head: ['2015', 'One', 'OF'] },
      { head: ['2015', 'One', 'OF'] },
    ]);
    expect(cells.map((row) => row.map(({ text, columns, levels }) => [text, columns, levels]))).toEqual([
      [
        ['City', 1, 3],
        ['2010', 3, 1],
        ['2015', 2, 1],
      ],
      [
        ['One', 2, 1],
        ['Two', 1, 1],
        ['One', 2, 1],
      ],
      [
        ['OF', 1, 1],
        ['OD', 1, 1],
        ['OF', 1, 1],
        ['OF', 1, 1],
        ['OF', 1, 1],
      ],
    ]);
  });
});

describe('tables of the border cities of the northeast', () => {
  let result: Result;
  beforeAll(async () => {
    const labels = ['Low', 'Lower', 'Moderate', 'Higher', 'High'];
    result = withTables(
      await northeast({
        'method.weight': { combined: { of: ['critic', 'entropy'], rule: 'linear' } },
        'method.grade': { 'natural-breaks': { classes: 5, labels } },
      }),
      'province',
    );
  });

  it('writes every dimension and criterion once, over the rows of its indicators', () => {
    const grid = gridOf(indicatorTable, result);
    expect(nestedColumns(grid)).toBe(2);
    const spans = rowSpans(grid.rows);
    const own = (c: number) =>
      grid.rows.flatMap((row, r) => (row[c] === null ? [] : [[row[c], spans[r]![c]]]));
    expect(own(0)).toEqual([
      ['Basic resilience', 14],
      ['Exclusive (border) resilience', 8],
    ]);
    expect(own(1).slice(0, 4)).toEqual([
      ['Economy', 3],
      ['Society', 5],
      ['Ecology', 3],
      ['Facilities', 3],
    ]);
    expect(column(grid, 2)[0]).toBe('X1 GDP per capita');
    expect(column(grid, 7).filter((sign) => sign === '−')).toHaveLength(
      result.plan.indicators.filter(({ direction }) => direction === 'cost').length,
    );
  });

  it.each([2, 4, 6])(
    'prints weights that sum to 1 with %i decimals, the parts beside the whole',
    (decimals) => {
      const grid = gridOf(indicatorTable, result, { decimals });
      const weights = heads(grid).flatMap((head, c) => (head.startsWith('Weight') ? [c] : []));
      expect(weights).toHaveLength(3);
      for (const c of weights) {
        const units = column(grid, c).map((text) => Math.round(Number(text) * 10 ** decimals));
        expect(units.reduce((sum, one) => sum + one, 0)).toBe(10 ** decimals);
      }
      const [critic, entropy, both] = weights.map((c) => column(grid, c).map(Number));
      both!.forEach((weight, i) => {
        expect(Math.abs(weight - (critic![i]! + entropy![i]!) / 2)).toBeLessThanOrEqual(2 * 10 ** -decimals);
      });
    },
  );

  it('gives ranges that go on where the one below ends, with every score in the class that holds it', () => {
    const grid = gridOf(gradeTable, result);
    expect(heads(grid).slice(0, 4)).toEqual([
      'Grade',
      'Label',
      'Comprehensive resilience / Range',
      'Comprehensive resilience / Count',
    ]);
    const ranges = column(grid, 2).map((text) => /^([[(])([\d.]+), ([\d.]+)\]$/.exec(text)!);
    expect(ranges.map(([, open]) => open)).toEqual(['[', '(', '(', '(', '(']);
    ranges.slice(1).forEach(([, , lower], i) => {
      expect(lower).toBe(ranges[i]![3]);
    });
    expect(
      new Set(ranges.flatMap(([, , a, b]) => [a!, b!].map((text) => text.split('.')[1]!.length))),
    ).toEqual(new Set([4]));
    const counts = column(grid, 3).map(Number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(39);
    expect(column(grid, 1)).toEqual(['Low', 'Lower', 'Moderate', 'Higher', 'High']);
  });

  it('names for every unit, period and dimension the obstacle with the largest degree', () => {
    const grid = gridOf(obstacleTable, result, { top: 2 });
    expect(heads(grid).slice(0, 4)).toEqual([
      'Unit',
      'Rank',
      '2010 / Basic resilience / OF',
      '2010 / Basic resilience / OD',
    ]);
    expect(grid.rows).toHaveLength(26);
    expect(rowSpans(grid.rows).map((row) => row[0])).toEqual(Array.from({ length: 13 }, () => [2, 0]).flat());
    const { ids, columns } = result.obstacles!;
    const degrees = ids.slice(0, 14).map((id, c) => [id, columns[c]![3]!] as const);
    const [first, second] = [...degrees].sort((a, b) => b[1] - a[1]);
    expect(grid.rows[6]!.slice(1, 4)).toEqual(['1', first![0], first![1].toFixed(2)]);
    expect(grid.rows[7]!.slice(1, 4)).toEqual(['2', second![0], second![1].toFixed(2)]);
  });

  it('shows both ends of the ranking where there are too many units, and says so', () => {
    const grid = gridOf(obstacleTable, result, { units: 5, periods: [2019] });
    const root = result.nodes[0]!;
    const rank = (name: string) =>
      root.rank[26 + result.panel.units.findIndex((unit) => unit.name.en === name)];
    expect(column(grid, 0).map(rank)).toEqual([1, 2, 3, 12, 13]);
    expect(grid.note).toContain('the first 3 and the last 2 of 13 units');
    expect(grid.note).toContain('Periods shown: 2019 (1 of 3)');
  });

  it('ranks every unit, with scores and the change between the first and the last period', () => {
    const grid = gridOf(rankTable, result);
    expect(heads(grid)).toEqual(['Rank', 'Unit', '2010 / Score', '2010 / Rank', '2019 / Score', 'Change']);
    expect(column(grid, 0).map(Number)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    expect(new Set(column(grid, 1)).size).toBe(13);
    for (const [last, , , first, , change] of grid.rows) {
      const places = Number(first) - Number(last);
      expect(change).toBe(places === 0 ? '=' : places > 0 ? `▲${places}` : `▼${-places}`);
    }
    expect(() => gridOf(rankTable, result, { periods: [2011] })).toThrow('invalid period: 2011');
  });

  it('gives group means and both means below them, as the tables hold them', () => {
    const grid = gridOf(groupMeansTable, result);
    const cells = grid.rows.find(([group]) => group === 'Jilin')!;
    const jilin = recordsOf(result, 'groups').filter((row) => row.group === 'Jilin' && row.node === 'index');
    expect(cells.slice(1)).toEqual([
      '3',
      ...jilin.flatMap(({ mean, change, change_percent: percent }, p) => [
        (mean as number).toFixed(4),
        ...(p === 0 ? [] : [(change as number).toFixed(4), (percent as number).toFixed(2)]),
      ]),
    ]);
    expect(grid.rows.slice(-2).map(([title]) => title)).toEqual([
      'Mean of all units',
      'Mean of the group means',
    ]);
    const span = gridOf(groupMeansTable, result, { changes: 'span' });
    expect(heads(span)).toEqual(['Group', 'Units', '2010', '2015', '2019', 'Change', '%']);
    const [from, to] = [jilin[0]!.mean as number, jilin[2]!.mean as number];
    expect(span.rows.find(([group]) => group === 'Jilin')!.at(-1)).toBe(
      ((100 * (to - from)) / from).toFixed(2),
    );
    expect(() => gridOf(groupMeansTable, result, { by: 'colour' })).toThrow('invalid by: colour');
  });

  it('sets the equity index beside the opportunity index, all units last', () => {
    const grid = gridOf(opportunityTable, result);
    expect(heads(grid)).toEqual(
      ['Opportunity index', 'Equity index'].flatMap((head, i) => [
        ...(i === 0 ? ['Group'] : []),
        ...[2010, 2015, 2019].map((period) => `${head} / ${period}`),
      ]),
    );
    expect(grid.rows.at(-1)).toEqual(['All units', '0.1000', '0.1100', '0.1200', '0.90', '1.70', '2.50']);
  });

  const figures = [
    indicatorTable,
    gradeTable,
    obstacleTable,
    rankTable,
    groupTable,
    groupMeansTable,
    opportunityTable,
  ] as unknown as TableFigure<object>[];
  const cases = figures.flatMap((figure) => (['en', 'zh'] as const).map((lang) => ({ figure, lang })));

  it.each(cases)('$figure.id in $lang: the page says what the drawing says', ({ figure, lang }) => {
    const grid = gridOf(figure, result, { lang });
    const page = texts(table(grid, 'more').replace(/<caption>.*?<\/caption>/, ''), ['th', 'td', 'p']);
    const { svg } = threeLineTable(grid, 0, 0, 2000);
    expect(texts(svg, ['text']).sort().join()).toBe(page.sort().join());
    expect(page.join()).not.toMatch(/undefined|NaN|null/);
  });

  it.each(cases)('$figure.id in $lang: a narrow drawing loses no text', ({ figure, lang }) => {
    const grid = gridOf(figure, result, { lang });
    const narrow = texts(threeLineTable(grid, 0, 0, 288).svg, ['text']).join('');
    for (const cell of grid.rows.flat()) if (cell !== null) expect(narrow).toContain(cell.replace(/\s/g, ''));
    for (const { head, minor } of grid.columns)
      if (!minor && nestedColumns(grid) === 0) expect(narrow).toContain(head.at(-1)!.replace(/\s/g, ''));
  });
});

describe('tables at the edges', () => {
  it('nests the finer groups in the coarser, whichever comes first, units without a group last', async () => {
    const units = 'id,name,city,region\nu1,One,b,east\nu2,Two,,east\nu3,Three,a,east\n';
    const declared = (groups: string[]) => ({
      units: { file: 'units.csv', key: 'id', name: 'name', groups },
    });
    for (const groups of [
      ['city', 'region'],
      ['region', 'city'],
    ]) {
      const result = await run(await loadStudy(sound(declared(groups), { 'units.csv': units })));
      const grid = gridOf(groupTable, result);
      expect(grid.rows).toEqual([
        ['east', 'b', '1', 'One'],
        [null, 'a', '1', 'Three'],
        [null, 'In no group', '1', 'Two'],
      ]);
      expect(grid.note).toBe('Note: 3 unit(s), 2 group(s); 1 unit(s) are in none.');
    }
  });

  it('puts units without a score last, with a dash', async () => {
    const panel =
      'id,year,a,b,c\nu1,2010,1,5,10\nu1,2015,,,\nu2,2010,3,2,14\nu2,2015,4,1,12\nu3,2010,9,9,19\nu3,2015,7,8,16\n';
    const result = await run(await loadStudy(sound({ method: { impute: 'none' } }, { 'panel.csv': panel })));
    const grid = gridOf(rankTable, result);
    expect(column(grid, 0)).toEqual(['1', '2', '–']);
    expect(grid.rows[2]!.slice(-2)).toEqual(['–', '–']);
    expect(gridOf(obstacleTable, result).rows[0]!.slice(-2)).toEqual(['–', '–']);
  });

  it('lays hundreds of units out in blocks that lose none and fit the width', async () => {
    const ids = Array.from({ length: 286 }, (_, i) => `u${i}`);
    const folder = studyFolder({
      'study.yaml': JSON.stringify({
        version: 1,
        title: 'Many',
        units: { file: 'units.csv', key: 'id' },
        periods: [2004, 2016],
        data: [{ file: 'panel.csv' }],
        index: { id: 'index', children: [{ id: 'a', direction: 'benefit' }] },
      }),
      'units.csv': `id\n${ids.join('\n')}\n`,
      'panel.csv': `id,year,a\n${ids.map((id, i) => `${id},2004,${(i * 37) % 286}\n${id},2016,${i}`).join('\n')}\n`,
    });
    const result = await run(await loadStudy(folder));
    const grid = gridOf(rankTable, result);
    expect(column(grid, 0).map(Number)).toEqual(Array.from({ length: 286 }, (_, i) => i + 1));
    for (const width of [320, 960, 2400]) {
      const { svg, height } = threeLineTable(grid, 0, 0, width);
      const drawn = texts(svg, ['text']);
      for (const id of ids) expect(drawn).toContain(id);
      const blocks = drawn.filter((text) => text === 'Unit').length;
      expect(blocks).toBe({ 320: 1, 960: 3, 2400: 8 }[width]);
      expect(height).toBeGreaterThan((286 / blocks) * 15);
      const rights = [
        ...svg.matchAll(/<g transform="translate\(([\d.]+),[\d.]+\)">.*?<line x1="0" y1="0" x2="([\d.]+)"/g),
      ];
      for (const [, x, right] of rights) expect(Number(x) + Number(right)).toBeLessThanOrEqual(width + 0.1);
    }
  });

  it('draws one unit, one period and no groups', async () => {
    const result = await run(
      await loadStudy(
        sound(
          { periods: [2010], units: { file: 'units.csv', key: 'id' } },
          { 'units.csv': 'id\nu1\n', 'panel.csv': 'id,year,a,b,c\nu1,2010,1,5,10\n' },
        ),
      ),
    );
    expect(groupTable.available(result)).toBe(false);
    expect(groupMeansTable.available(result)).toBe(false);
    expect(opportunityTable.available(result)).toBe(false);
    expect(heads(gridOf(rankTable, result))).toEqual(['Rank', 'Unit', '2010 / Score']);
    expect(gridOf(gradeTable, result).rows).toHaveLength(1);
    expect(gridOf(indicatorTable, result).rows.map((row) => row[0])).toEqual(['one', null, '']);
  });
});
