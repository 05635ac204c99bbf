import { describe, expect, it } from 'vitest';
import { transitions } from '../../src/figures/transitions.ts';
import type { Result } from '../../src/index.ts';
import { elementsOf } from '../support/drawing.ts';
import { mapped } from '../support/mapped.ts';

/** Counts of the bands, as the titles in them say: from, to, count. */
function bands(result: Result, options: object = {}) {
  const elements = elementsOf(transitions.draw(result, transitions.options.parse(options)));
  return elements
    .filter(({ name, parents }) => name === 'title' && parents.at(-1)!.attributes.class === 'band')
    .map(({ text }) => text.match(/\d+/g)!.map(Number) as [number, number, number]);
}

describe('transitions between grades', () => {
  it('has a band for every transition of the table, as high as its count', async () => {
    const result = await mapped();
    const wanted = result.transitions
      .filter(({ node, count }) => node === 'index' && count > 0)
      .map(({ fromGrade, toGrade, count }) => [fromGrade, toGrade, count]);
    const found = bands(result);
    expect(found).toHaveLength(wanted.length);
    expect(found).toEqual(expect.arrayContaining(wanted));
  });

  it('accounts for every unit, those without a score too', async () => {
    const result = await mapped({ missing: [2, 5] });
    const found = bands(result);
    expect(found.reduce((sum, [, , count]) => sum + count, 0)).toBe(12);
    expect(found).toContainEqual([0, 0, 2]);
  });

  it('joins the first, middle and last of many periods', async () => {
    const result = await mapped({ periods: Array.from({ length: 13 }, (_, i) => 2004 + i) });
    const { grade } = result.nodes[0]!;
    const found = bands(result);
    expect(found.reduce((sum, [, , count]) => sum + count, 0)).toBe(2 * 12);
    const stayed = result.panel.units.filter((_, u) => grade[u] === grade[6 * 12 + u]).length;
    const before = found.slice(0, found.findIndex((_, i) => sumTo(found, i) === 12) + 1);
    const same = before.filter(([from, to]) => from === to).reduce((sum, [, , count]) => sum + count, 0);
    expect(same).toBe(stayed);
  });

  it('prints counts that add up to the units in every period', async () => {
    const result = await mapped({ columns: 20, rows: 15 });
    const elements = elementsOf(transitions.draw(result, transitions.options.parse({})));
    const stacked = elements.filter(
      ({ name, text, attributes }) =>
        name === 'text' &&
        /^\d+$/.test(text) &&
        attributes['text-anchor'] === 'middle' &&
        attributes['font-weight'] === undefined,
    );
    const columns = new Map<string, number>();
    for (const { text, attributes } of stacked)
      columns.set(attributes.x!, (columns.get(attributes.x!) ?? 0) + Number(text));
    expect([...columns.values()]).toEqual([300, 300]);
  });
});

function sumTo(found: readonly [number, number, number][], last: number): number {
  return found.slice(0, last + 1).reduce((sum, [, , count]) => sum + count, 0);
}
