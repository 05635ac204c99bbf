import { describe, expect, it } from 'vitest';
import { groupBars } from '../../src/figures/group-bars.ts';
import type { Result } from '../../src/index.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { type Drawn, elementsOf } from '../support/drawing.ts';
import { mapped } from '../support/mapped.ts';

const draw = (result: Result, options: object = {}) =>
  elementsOf(groupBars.draw(result, groupBars.options.parse(options)));
const ofClass = (elements: readonly Drawn[], name: string) =>
  elements.filter(({ attributes }) => attributes.class === name);

describe('group means', () => {
  it('draws a bar per group and period, as long as the mean that the table holds', async () => {
    const result = await mapped();
    const bars = ofClass(draw(result), 'bar').map(({ attributes }) => Number(attributes.width));
    const rows = recordsOf(result, 'groups').filter(({ node }) => node === 'index');
    expect(bars).toHaveLength(rows.length);
    const means = rows.map(({ mean }) => Number(mean)).sort((a, b) => a - b);
    const perUnit = Math.max(...bars) / means.at(-1)!;
    [...bars]
      .sort((a, b) => a - b)
      .forEach((width, i) => {
        expect(Math.abs(width - means[i]! * perUnit)).toBeLessThan(0.2);
      });
  });

  it('shows every unit of small groups, and boxes of large ones', async () => {
    const small = await mapped();
    expect(ofClass(draw(small), 'dot')).toHaveLength(12 * 2);
    const large = await mapped({ columns: 6, rows: 5 });
    expect(ofClass(draw(large), 'box')).toHaveLength(3 * 2);
    expect(ofClass(draw(large, { spread: 'dots' }), 'dot')).toHaveLength(30 * 2);
  });

  it('marks both means with the values of the table', async () => {
    const result = await mapped({ columns: 5, rows: 1 });
    const row = recordsOf(result, 'means').find(({ node, period }) => node === 'index' && period === 2015)!;
    const texts = draw(result).map(({ text }) => text);
    expect(row.mean).not.toBeCloseTo(Number(row.mean_of_groups), 3);
    expect(texts).toContain(`mean of units (2015) ${Number(row.mean).toFixed(3)}`);
    expect(texts).toContain(`mean of group means (2015) ${Number(row.mean_of_groups).toFixed(3)}`);
  });

  it('draws no bar for a group without a score, and needs the analysis', async () => {
    const result = await mapped({ columns: 3, rows: 1, missing: [1] });
    expect(ofClass(draw(result), 'bar')).toHaveLength(2 * 2);
    expect(groupBars.available({ ...result, analyses: [] })).toBe(false);
    expect(() => draw(result, { by: 'colour' })).toThrow('invalid group: colour');
  });
});
