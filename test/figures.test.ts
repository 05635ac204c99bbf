import { geoIdentity } from 'd3-geo';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { figures } from '../src/figures/index.ts';
import { northArrowBox } from '../src/figures/north-arrow.ts';
import { outline } from '../src/figures/outline.ts';
import { wrapped } from '../src/figures/text-width.ts';
import { loadStudy, type Result, run } from '../src/index.ts';
import { report } from '../src/report/html.ts';
import { recordsOf } from '../src/study/analyse.ts';
import { withTables } from './support/analysis-tables.ts';
import { PANEL, sound, UNITS } from './support/folder.ts';
import { collection, mapped, shape, withQuartiles } from './support/mapped.ts';

const HOSTILE = `<script>alert("x")</script> & 'city' ]]> &amp;`;
const shapes = collection(
  shape('u1', [100, 40, 101, 41], {}, [[100.2, 40.2, 100.4, 40.4]]),
  shape('u2', [101, 40, 102, 41]),
  shape('elsewhere', [102, 40, 103, 41]),
);

async function resultOf(change: object, files: Record<string, string> = {}): Promise<Result> {
  const units = {
    file: 'units.csv',
    key: 'id',
    name: 'name',
    groups: ['zone'],
    boundaries: { file: 'shapes.json', key: 'id' },
  };
  const analyses = { groups: { by: ['zone'] } };
  const folder = sound({ units, analyses, ...change }, { 'shapes.json': shapes, ...files });
  return withQuartiles(await run(await loadStudy(folder)));
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
        { periods: [2010], analyses: { robustness: {} } },
        {
          'units.csv': UNITS.split('\n').slice(0, 2).join('\n'),
          'panel.csv': PANEL.split('\n').slice(0, 2).join('\n'),
        },
      ),
  ],
  [
    'many combinations of choices, units of one period',
    () =>
      resultOf({
        analyses: {
          multiverse: {
            normalise: ['z-score', 'rank', 'vector'],
            weight: ['equal', 'critic', 'cv', 'sd', { entropy: { shift: 'common' } }],
            aggregate: ['weighted-sum', 'geometric', { 'weighted-sum': { of: 'children' } }],
            reference: ['period'],
            ideal: ['period'],
            about: ['u1', 'u2', 'u3'],
          },
          dominance: {},
        },
      }),
  ],
  [
    'a few combinations, and scores that are missing',
    () =>
      resultOf(
        {
          method: { impute: 'none' },
          analyses: { multiverse: { aggregate: ['weighted-sum'] }, dominance: {} },
        },
        { 'panel.csv': PANEL.replace('u1,2015,2,6,11', 'u1,2015,,,') },
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
            robustness: {},
            opportunity: { order: 'score', population: 'c', permutations: 0, integral: 'step' },
          },
        },
        { 'panel.csv': 'id,year,a,b,c\nu1,2010,1,5,10\nu2,2010,3,2,14\nu3,2010,,,\nu1,2015,2,6,11\n' },
      ),
  ],
  ['places in two zones', () => placesOf(14, { trend: { by: 'zone' }, ...SPACE })],
  [
    'places without shapes, turned axes',
    () => placesOf(8, { trend: { rotation: 30, order: 3 }, ...SPACE }, {}),
  ],
  [
    'many places, none of them with a band',
    () => placesOf(300, { trend: { replicates: 0, nodes: ['index'] }, ...SPACE }),
  ],
  ['one unit', () => mapped({ columns: 1, rows: 1 })],
  ['holes, an excluded place, surroundings and missing units', () => mapped({ missing: [2, 5] })],
  [
    'many units and periods',
    () => mapped({ columns: 20, rows: 15, periods: Array.from({ length: 13 }, (_, i) => 2004 + i) }),
  ],
  ['intervals of ranks', () => resultOf({ analyses: { uncertainty: { replicates: 20 } } })],
  ['groups and their analyses', async () => withTables(await resultOf({ analyses: { groups: {} } }))],
];
/** What shows a change needs two periods. */
const OVER_TIME = ['bump', 'transitions'];
const SPACE = { surface: { resolution: 12 }, inequality: { by: 'zone' }, quartiles: {}, robustness: {} };

/** A study of places on a spiral, in two zones with long names; one unit has no coordinates. */
function placesOf(
  count: number,
  analyses: object,
  boundaries: object = { boundaries: { file: 'shapes.json', key: 'id' } },
) {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const zone = (i: number) => (i % 2 === 0 ? 'the northern zone with a name that is far too long' : 'south');
  const place = (i: number) =>
    i === 3
      ? ','
      : `${(100 + 2 * Math.sin(i) * Math.sqrt(i)).toFixed(3)},${(40 + Math.cos(i) * Math.sqrt(i)).toFixed(3)}`;
  const units = numbers.map((i) => `u${i},Unit ${i},${zone(i)},${place(i)}`);
  const values = numbers.flatMap((i) =>
    [2010, 2015].map((year) => `u${i},${year},${i % 7},${(i * i) % 11},${i + year - 2010}`),
  );
  return resultOf(
    {
      analyses,
      units: {
        file: 'units.csv',
        key: 'id',
        name: 'name',
        groups: ['zone'],
        coordinates: { lon: 'lon', lat: 'lat' },
        ...boundaries,
      },
    },
    {
      'units.csv': `id,name,zone,lon,lat\n${units.join('\n')}\n`,
      'panel.csv': `id,year,a,b,c\n${values.join('\n')}\n`,
    },
  );
}

const scoredAt = ({ panel, nodes }: Result, u: number, p: number) =>
  !Number.isNaN(nodes[0]!.score[p * panel.units.length + u]!);

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

  it('every map and every figure of groups and changes can be drawn', () => {
    const wanted = ['map', 'map-grid', 'quartile-map', 'locator', 'group-bars', ...OVER_TIME];
    const possible = wanted.filter((id) => figures.find((one) => one.id === id)!.available(result));
    const needs = (id: string) => {
      if (OVER_TIME.includes(id)) return result.panel.periods.length > 1;
      if (id === 'group-bars') return recordsOf(result, 'groups').length > 0;
      return result.boundaries !== undefined;
    };
    expect(possible).toEqual(wanted.filter(needs));
  });

  it('marks name units, nodes, indicators and periods that the study has, and figures of units name each', () => {
    const { panel, plan, nodes } = result;
    const known = {
      'data-unit': new Set(panel.units.map(({ id }) => id)),
      'data-node': new Set([...nodes.map(({ node }) => node.id), ...plan.indicators.map(({ id }) => id)]),
      'data-period': new Set(panel.periods.map(String)),
    };
    for (const figure of figures.filter((one) => one.available(result))) {
      const elements = parsed(figure.draw(result, figure.options.parse({})));
      const named = new Set<string>();
      for (const { attributes } of elements)
        for (const [key, ids] of Object.entries(known)) {
          if (attributes[key] === undefined) continue;
          expect(ids, `${figure.id} ${key}`).toContain(attributes[key]);
          if (key === 'data-unit') named.add(attributes[key]);
        }
      const scored = panel.units.filter((_, u) => panel.periods.some((_, p) => scoredAt(result, u, p)));
      if (figure.id === 'rank-table')
        expect(
          scored.map(({ id }) => id).filter((id) => !named.has(id)),
          figure.id,
        ).toEqual([]);
    }
  });

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

it('places make every figure of space available', async () => {
  const result = await placesOf(14, { trend: { by: 'zone' }, ...SPACE });
  for (const id of ['trend-3d', 'trend-panels', 'surface', 'inequality', 'correlations', 'effective-weights'])
    expect(figures.find((figure) => figure.id === id)!.available(result), id).toBe(true);
  const { draw, options } = figures.find((figure) => figure.id === 'trend-3d')!;
  const drawn = (given: object) => draw(result, options.parse(given));
  expect(drawn({ groups: 'south', by: 'zone' })).toBe(drawn({ groups: ['south'] }));
  expect(drawn({ groups: 'south' })).not.toContain('northern');
  expect(drawn({ azimuth: 145 })).not.toBe(drawn({}));
  expect(() => drawn({ groups: 'west' })).toThrow(RangeError);
  expect(() => drawn({ by: 'region' })).toThrow(RangeError);
});

it('a smoothed surface over shapes carries what the study wants under its maps', async () => {
  const result = await placesOf(14, { trend: { by: 'zone' }, ...SPACE });
  const note = { en: 'Shapes are made up.', zh: '边界为虚构。' };
  const { units } = result.plan.study;
  const noted = {
    ...result,
    plan: {
      ...result.plan,
      study: { ...result.plan.study, units: { ...units, boundaries: { ...units.boundaries!, note } } },
    },
  };
  const { draw, options } = figures.find((figure) => figure.id === 'surface')!;
  expect(result.boundaries).toBeDefined();
  expect(draw(noted, options.parse({ lang: 'en' }))).toContain(note.en);
  expect(draw(noted, options.parse({ lang: 'zh' }))).toContain(note.zh);
});

it('trend figures say which periods they leave out', async () => {
  const result = await placesOf(14, { trend: { by: 'zone' }, ...SPACE });
  const [period] = result.panel.periods;
  for (const id of ['trend-3d', 'trend-panels']) {
    const { draw, options } = figures.find((figure) => figure.id === id)!;
    const drawn = (given: object) => draw(result, options.parse({ width: 2000, ...given }));
    expect(drawn({}), id).not.toContain('Periods shown');
    expect(drawn({ periods: [period!] }), id).toContain(
      `Periods shown: ${period} (1 of ${result.panel.periods.length}).`,
    );
  }
});

describe('north arrow', () => {
  it.each([
    [[], [390, 0]],
    [[[400, 10]], [0, 0]],
    [
      [
        [400, 10],
        [10, 10],
      ],
      [390, 256],
    ],
  ] as const)('stands where no shapes are: %j', (points, [x, y]) => {
    expect(northArrowBox(420, 300, points)).toMatchObject({ x, y });
  });
  it('is smaller on a small map', () => {
    expect(northArrowBox(200, 150, []).height).toBeLessThan(northArrowBox(420, 300, []).height);
  });
});

it('long names break after hyphens between letters, and numbers do not', () => {
  expect(wrapped('Beijing-Tianjin-Hebei', 70)).toEqual(['Beijing-', 'Tianjin-', 'Hebei']);
  expect(wrapped('2010-2015', 20)).toEqual(['2010-2015']);
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
