import { describe, expect, it } from 'vitest';
import { NO_DATA, OUTSIDE } from '../../src/figures/colours.ts';
import { overlap } from '../../src/figures/label-places.ts';
import { locator } from '../../src/figures/locator.ts';
import type { Result } from '../../src/index.ts';
import { boxOf, type Drawn, elementsOf } from '../support/drawing.ts';
import { mapped } from '../support/mapped.ts';

const few = () => mapped({ missing: [2, 5] });
const many = () => mapped({ columns: 20, rows: 15 });

function draw(result: Result, options: object = {}): Drawn[] {
  return elementsOf(locator.draw(result, locator.options.parse(options)));
}
/** Names written on the map. */
function labels(elements: readonly Drawn[]): Drawn[] {
  return elements.filter(
    ({ name, parents }) =>
      name === 'text' && parents.some(({ attributes }) => attributes['clip-path'] === 'url(#map-frame)'),
  );
}
function frame(elements: readonly Drawn[]) {
  const clip = elements.findIndex(({ name }) => name === 'clipPath');
  const { width, height } = elements[clip + 1]!.attributes;
  return { width: Number(width), height: Number(height) };
}
const texts = (elements: readonly Drawn[]) =>
  elements.filter(({ name }) => name === 'text').map(({ text }) => text);

describe.each([
  ['few units', few],
  ['many units', many],
])('names on the map of %s', (_, made) => {
  it.each([320, 390, 960].flatMap((width) => ['en', 'zh'].map((lang) => ({ width, lang }))))(
    'are inside the frame and touch neither each other nor the marks at $width in $lang',
    async ({ width, lang }) => {
      const elements = draw(await made(), { width, lang });
      const own = labels(elements);
      expect(own.length).toBeGreaterThan(2);
      const { width: w, height: h } = frame(elements);
      const inside = own.map((one) => boxOf({ ...one, dx: 0, dy: 0 }));
      for (const box of inside) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(w);
        expect(box.y + box.height).toBeLessThanOrEqual(h);
      }
      const marks = elements.filter(
        ({ name, text }) => name === 'text' && (/^\d+ km$/.test(text) || text === 'N'),
      );
      expect(marks).toHaveLength(2);
      const boxes = [...own, ...marks].map(boxOf);
      boxes.forEach((a, i) => {
        for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
      });
    },
  );
});

describe('the study area', () => {
  it('hatches what has no data, greys what is not in the study, and counts every place once', async () => {
    const result = await few();
    const elements = draw(result);
    const fills = elements
      .filter(({ name, attributes }) => name === 'use' && attributes.href!.startsWith('#shape-'))
      .map(({ attributes }) => attributes.fill);
    expect(fills.filter((fill) => fill === NO_DATA)).toHaveLength(3);
    expect(fills.filter((fill) => fill === OUTSIDE)).toHaveLength(1);
    const counts = texts(elements).flatMap((text) => /^.* \((\d+)\)$/.exec(text)?.[1] ?? []);
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(12 + 1);
    expect(texts(elements)).toContain(
      'No data: Left out: no statistics; Place 2 of the area; Place 5 of the area.',
    );
    expect(texts(elements)).toContain('Shapes are made up.');
  });

  it('writes every name or says how many it leaves out', async () => {
    const result = await few();
    for (const width of [320, 960]) {
      const elements = draw(result, { width });
      const said = texts(elements).flatMap((text) => /^(\d+) name/.exec(text)?.[1] ?? [])[0] ?? '0';
      // Twelve units, one excluded place and the two neighbours in sight.
      expect(labels(elements).length + Number(said)).toBe(15);
    }
  });

  it('names the neighbours that are in sight, in both languages', async () => {
    const result = await few();
    const named = (lang: string) => labels(draw(result, { lang, width: 960 })).map(({ text }) => text);
    expect(named('en')).toEqual(expect.arrayContaining(['Northland', 'Southland', 'Left out']));
    expect(named('zh')).toEqual(expect.arrayContaining(['北国', '南国']));
    expect(named('en')).not.toContain('Farland');
  });

  it('names groups instead of units where there are many', async () => {
    const named = labels(draw(await many(), { width: 960 })).map(({ text }) => text);
    expect(named).toEqual(expect.arrayContaining(['Zone 0', 'Zone 1', 'Zone 2']));
    expect(named.join()).not.toContain('Place');
  });

  it('can be plain, and refuses a group that the study does not have', async () => {
    const result = await few();
    expect(texts(draw(result, { by: 'none' }))).toContain('study units (10)');
    expect(() => draw(result, { by: 'colour' })).toThrow('invalid group: colour');
  });
});
