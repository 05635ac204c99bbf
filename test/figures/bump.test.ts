import { describe, expect, it } from 'vitest';
import { bump } from '../../src/figures/bump.ts';
import { linesOf } from '../../src/figures/rank-lines.ts';
import type { Result } from '../../src/index.ts';
import { boxOf, type Drawn, elementsOf } from '../support/drawing.ts';
import { mapped } from '../support/mapped.ts';

const draw = (result: Result, options: object = {}) =>
  elementsOf(bump.draw(result, bump.options.parse(options)));
const lines = (elements: readonly Drawn[]) =>
  elements.filter(({ attributes }) => attributes.class === 'unit').length;
/** The result with some scores of the index taken away. */
function without(result: Result, rows: readonly number[]): Result {
  const [root, ...rest] = result.nodes;
  const rank = root!.rank.map((one, row) => (rows.includes(row) ? Number.NaN : one));
  return { ...result, nodes: [{ ...root!, rank }, ...rest] };
}

describe('ranks over time', () => {
  it('draws every unit of up to sixty, with its first and last rank at the ends', async () => {
    const result = await mapped();
    const elements = draw(result, { width: 960 });
    expect(lines(elements)).toBe(12);
    const { rank } = result.nodes[0]!;
    result.panel.units.forEach(({ name }, u) => {
      const named = elements.filter(
        ({ text }) => text.includes(`${name.en}`) && !text.includes(`${name.en}0`),
      );
      const ends = named.filter(({ attributes }) => attributes['text-anchor'] !== undefined);
      expect(ends.map(({ text }) => text.replaceAll(/[▲▼]/g, ''))).toEqual(
        expect.arrayContaining([`${name.en} ${rank[u]}`, `${rank[12 + u]} ${name.en}`]),
      );
    });
  });

  it('shows the best thirty and the largest movers of many, and says so', async () => {
    const result = await mapped({ columns: 20, rows: 15, periods: [2010, 2012, 2015] });
    const { shown, worst } = linesOf(result, result.nodes[0]!, { lang: 'en', movers: 5 });
    expect(shown).toHaveLength(40);
    expect(worst).toBeGreaterThan(30);
    const elements = draw(result);
    expect(lines(elements)).toBe(40);
    const said = elements.map(({ text }) => text).join(' ');
    expect(said).toContain('40 of 300 units are shown');
    expect(said).toContain('after rank 30, the axis is compressed');
    expect(lines(draw(result, { top: 10, movers: 0 }))).toBe(10);
    expect(lines(draw(result, { units: 'u7,u200' }))).toBe(2);
    expect(() => draw(result, { units: 'nowhere' })).toThrow('invalid unit: nowhere');
  });

  it.each([320, 960])('names at one side do not touch and stay on the page at %i', async (width) => {
    const result = await mapped({ columns: 20, rows: 15 });
    const names = draw(result, { width }).filter(
      ({ attributes }) => attributes['font-size'] === '10' && attributes['text-anchor'] !== undefined,
    );
    expect(names).toHaveLength(80);
    for (const side of ['start', 'end']) {
      const boxes = names.filter(({ attributes }) => attributes['text-anchor'] === side).map(boxOf);
      const tops = boxes.map(({ y }) => y).sort((a, b) => a - b);
      tops.slice(1).forEach((y, i) => {
        expect(y - tops[i]!).toBeGreaterThan(10);
      });
      for (const { x, width: w } of boxes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + w).toBeLessThanOrEqual(width);
      }
    }
  });

  it('breaks a line where there is no score, and marks a name whose rank is of another period', async () => {
    const result = without(await mapped({ periods: [2010, 2011, 2012, 2013, 2014] }), [12 * 2, 12 * 4 + 1]);
    const elements = draw(result, { width: 960 });
    const breaks = elements.filter(
      ({ name, attributes }) => name === 'path' && (attributes.d ?? '').match(/M/g)?.length === 2,
    );
    expect(breaks).toHaveLength(1);
    const last = result.nodes[0]!.rank[12 * 3 + 1];
    const named = elements.map(({ text }) => text.replaceAll(/[▲▼]/g, ''));
    expect(named).toContain(`${last} Place 1 of the area (2013)`);
  });

  it('leaves out and counts units without any score', async () => {
    const result = await mapped({ missing: [2, 5] });
    const elements = draw(result);
    expect(lines(elements)).toBe(10);
    expect(elements.map(({ text }) => text)).toContain('2 unit(s) without any score are not drawn.');
  });

  it('can be coloured by group, with a sample of each', async () => {
    const texts = draw(await mapped(), { by: 'zone' }).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['Zone 0', 'Zone 1', 'Zone 2']));
  });
});
