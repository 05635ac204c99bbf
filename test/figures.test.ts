import { geoIdentity } from 'd3-geo';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { figures } from '../src/figures/index.ts';
import { outline } from '../src/figures/outline.ts';
import { loadStudy, type Result, run } from '../src/index.ts';
import { report } from '../src/report/html.ts';
import { PANEL, sound, UNITS } from './support/folder.ts';

const HOSTILE = `<script>alert("x")</script> & 'city' ]]> &amp;`;
const square = (id: string, x: number) => ({
  type: 'Feature',
  id,
  properties: {},
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 40],
        [x, 41],
        [x + 1, 41],
        [x + 1, 40],
        [x, 40],
      ],
    ],
  },
});
const shapes = JSON.stringify({
  type: 'FeatureCollection',
  features: [square('u1', 100), square('u2', 101), square('elsewhere', 102)],
});

async function resultOf(change: object, files: Record<string, string> = {}): Promise<Result> {
  const units = {
    file: 'units.csv',
    key: 'id',
    name: 'name',
    groups: ['zone'],
    boundaries: { file: 'shapes.json', key: 'id' },
  };
  return run(await loadStudy(sound({ units, ...change }, { 'shapes.json': shapes, ...files })));
}

function parsed(xml: string): { name: string; attributes: Record<string, string> }[] {
  const seen: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    seen.push({ name, attributes: attributes as Record<string, string> });
  });
  parser.write(xml).close();
  return seen;
}

const cases: [string, () => Promise<Result>][] = [
  ['a plain study', () => resultOf({})],
  [
    'hostile names',
    () =>
      resultOf(
        { title: HOSTILE },
        {
          'units.csv': `id,name,zone\nu1,"${HOSTILE.replaceAll('"', '""')}",east\nu2,Two,east\nu3,Three,west\n`,
        },
      ),
  ],
  [
    'missing values',
    () =>
      resultOf(
        { method: { impute: 'none' } },
        { 'panel.csv': PANEL.replace('u1,2015,2,6,11', 'u1,2015,,,') },
      ),
  ],
  [
    'one unit and one period',
    () =>
      resultOf(
        { periods: [2010] },
        {
          'units.csv': UNITS.split('\n').slice(0, 2).join('\n'),
          'panel.csv': PANEL.split('\n').slice(0, 2).join('\n'),
        },
      ),
  ],
  [
    'densities and opportunity',
    () => resultOf({ analyses: { density: {}, opportunity: { by: 'zone', order: 'a', permutations: 19 } } }),
  ],
  [
    'densities of a unit and of missing scores, opportunity without a band',
    () =>
      resultOf(
        {
          method: { impute: 'none' },
          analyses: {
            density: { bandwidth: { fixed: 0.05 }, kernel: 'quartic' },
            opportunity: { order: 'score', population: 'c', permutations: 0, integral: 'step' },
          },
        },
        { 'panel.csv': 'id,year,a,b,c\nu1,2010,1,5,10\nu2,2010,3,2,14\nu3,2010,,,\nu1,2015,2,6,11\n' },
      ),
  ],
];

describe.each(cases)('figures of %s', (_, made) => {
  let result: Result;
  beforeAll(async () => {
    result = await made();
  });
  const drawings = figures.flatMap((figure) =>
    (['en', 'zh'] as const).flatMap((lang) => [320, 390, 960].map((width) => ({ figure, lang, width }))),
  );

  it.each(drawings)(
    '$figure.id in $lang at $width: well-formed, with a title, words and no stray number',
    ({ figure, lang, width }) => {
      if (!figure.available(result)) return;
      const svg = figure.draw(result, figure.options.parse({ lang, width }));
      const elements = parsed(svg);
      expect(elements[0]!.attributes.width).toBe(String(width));
      expect(elements.filter(({ name }) => name === 'script')).toEqual([]);
      expect(elements.slice(0, 3).map(({ name }) => name)).toEqual(['svg', 'title', 'desc']);
      const numbers = elements.flatMap(({ attributes }) =>
        ['x', 'y', 'width', 'height', 'd', 'transform', 'points'].map((key) => attributes[key] ?? ''),
      );
      expect(numbers.join(' ')).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg).not.toMatch(/undefined|>NaN/);
    },
  );

  it('every drawing is the same when drawn again', () => {
    for (const figure of figures.filter((one) => one.available(result))) {
      const options = figure.options.parse({});
      expect(figure.draw(result, options)).toBe(figure.draw(result, options));
    }
  });

  it('the report refers to nothing outside and repeats no id', () => {
    const page = report(result, { lang: 'en', software: 'test' });
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/(?:href="|url\()#([^")]+)/g)) expect(ids).toContain(id);
    expect(page).not.toMatch(/<script|src="|https?:\/\/(?!www\.w3\.org)/);
  });
});

describe('outline of a shape', () => {
  const path = (coordinates: number[][][]) =>
    outline(geoIdentity() as never, {
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates },
    });

  it('keeps what can be seen and drops what cannot', () => {
    expect(
      path([
        [
          [0, 0],
          [5, 0.1],
          [10, 0],
          [10, 10],
          [10.1, 10.1],
          [0, 10],
          [0, 0],
        ],
      ]),
    ).toBe('M0,0l10,0 0,10 -10,0z');
  });

  it('shows a shape smaller than a pixel as a dot', () => {
    expect(
      path([
        [
          [4, 4],
          [4.1, 4],
          [4.1, 4.1],
          [4, 4],
        ],
      ]),
    ).toBe('M3.5,3.5h2v2h-2z');
  });
});
