import { beforeAll, describe, expect, it } from 'vitest';
import { classColours, NO_DATA, OUTSIDE } from '../../src/figures/colours.ts';
import { map } from '../../src/figures/map.ts';
import { mapGrid } from '../../src/figures/map-grid.ts';
import { quartileMap } from '../../src/figures/quartile-map.ts';
import type { Result } from '../../src/index.ts';
import { type Drawn, elementsOf } from '../support/drawing.ts';
import { mapped } from '../support/mapped.ts';

const MISSING = [2, 5];
let result: Result;
beforeAll(async () => {
  result = await mapped({ periods: [2010, 2012, 2015], missing: MISSING });
});

/** Fills of the shapes of each map of a drawing, in order. */
function panels(elements: readonly Drawn[]): string[][] {
  const groups = elements.filter(({ attributes }) => attributes['clip-path'] === 'url(#map-frame)');
  return groups.map((group) =>
    elements
      .filter(
        ({ name, attributes, parents }) =>
          name === 'use' && attributes.href!.startsWith('#shape-') && parents.includes(group),
      )
      .map(({ attributes }) => attributes.fill!),
  );
}
const tally = (fills: readonly string[], fill: string) => fills.filter((one) => one === fill).length;
const texts = (elements: readonly Drawn[]) =>
  elements.filter(({ name }) => name === 'text').map(({ text }) => text);
/** Numbers in parentheses at the end of legend entries. */
const counts = (elements: readonly Drawn[]) =>
  texts(elements).flatMap((text) => {
    const found = /^(?:[^()]*[–%a-z\u4e00-\u9fff][^()]*) \((\d+)\)$/.exec(text);
    return found ? [Number(found[1])] : [];
  });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the map', () => {
  it.each([0, 1, 2])('colours as many shapes of a class as there are units in it (period %i)', (p) => {
    const node = result.nodes[0]!;
    const fills = panels(elementsOf(map.draw(result, map.options.parse({}))))[p]!;
    const units = result.panel.units.length;
    const grades = [...node.grade.subarray(p * units, (p + 1) * units)];
    classColours(node.classes.length).forEach((colour, i) => {
      expect(tally(fills, colour)).toBe(grades.filter((grade) => grade === i + 1).length);
    });
    expect(tally(fills, NO_DATA)).toBe(MISSING.length + 1);
    expect(tally(fills, OUTSIDE)).toBe(1);
  });

  it('has a legend whose counts are all units and excluded places in all periods', () => {
    const found = counts(elementsOf(map.draw(result, map.options.parse({}))));
    expect(found).toHaveLength(result.nodes[0]!.classes.length + 1);
    expect(sum(found)).toBe((12 + 1) * 3);
  });

  it.each([
    ['en', 'Shapes are made up.'],
    ['zh', '边界为虚构。'],
  ])('says in %s what the study wants under every map', (lang, note) => {
    const lines = texts(elementsOf(map.draw(result, map.options.parse({ lang }))));
    expect(lines).toContain(note);
    expect(lines.join(' ')).toContain('shapes.json · context.json');
  });

  it('names excluded places with their reason', () => {
    const titles = elementsOf(map.draw(result, map.options.parse({}))).filter(({ name }) => name === 'title');
    expect(titles.map(({ text }) => text)).toContain('Left out: no statistics');
  });

  it('refuses a period that the study does not have', () => {
    expect(() => map.draw(result, map.options.parse({ periods: [2011] }))).toThrow('invalid period: 2011');
  });
});

describe('the grid of maps', () => {
  it('has a row per dimension and for the index, a column per period, and letters', () => {
    const elements = elementsOf(mapGrid.draw(result, mapGrid.options.parse({})));
    expect(panels(elements)).toHaveLength(2 * 3);
    const headings = texts(elements).filter((text) => /^\([a-z]+\) \d+$/.test(text));
    expect(headings).toEqual(['(a) 2010', '(b) 2012', '(c) 2015', '(d) 2010', '(e) 2012', '(f) 2015']);
    expect(sum(counts(elements))).toBe(2 * (12 + 1) * 3);
  });

  it('draws each row with the classes of its node', () => {
    const fills = panels(elementsOf(mapGrid.draw(result, mapGrid.options.parse({ nodes: 'index,one' }))));
    ['index', 'one'].forEach((id, r) => {
      const node = result.nodes.find((one) => one.node.id === id)!;
      const colours = classColours(node.classes.length);
      const wanted = result.panel.units.map((_, u) => colours[node.grade[u]! - 1] ?? NO_DATA);
      expect(fills[3 * r]!.slice(0, 12)).toEqual(wanted);
    });
  });

  it('shows the first, middle and last of many periods and says so', async () => {
    const long = await mapped({ periods: Array.from({ length: 13 }, (_, i) => 2004 + i) });
    const lines = texts(elementsOf(mapGrid.draw(long, mapGrid.options.parse({}))));
    expect(lines).toContain('Periods shown: 2004, 2010, 2016 (3 of 13).');
    const all = mapGrid.options.parse({ periods: long.panel.periods });
    expect(panels(elementsOf(mapGrid.draw(long, all)))).toHaveLength(2 * 13);
  });
});

describe('the map of quarters', () => {
  it('colours as many shapes as the table has units in each quarter', () => {
    const elements = elementsOf(quartileMap.draw(result, quartileMap.options.parse({})));
    const rows = result.analyses.find(({ name }) => name === 'quartiles')!.rows;
    const fills = panels(elements);
    const colours = classColours(4).reverse();
    result.panel.periods.forEach((period, p) => {
      colours.forEach((colour, i) => {
        const wanted = rows.filter((row) => row[1] === period && row[2] === 'index' && row[3] === i + 1);
        expect(tally(fills[p]!, colour)).toBe(wanted.length);
      });
    });
    expect(tally(fills.flat(), colours[0]!)).toBeGreaterThan(0);
    expect(sum(counts(elements))).toBe((12 + 1) * 3);
  });

  it('is not there without the table', () => {
    expect(quartileMap.available({ ...result, analyses: [] })).toBe(false);
  });
});
