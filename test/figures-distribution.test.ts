import { beforeAll, describe, expect, it } from 'vitest';
import { random } from '../src/core/random.ts';
import { axis, ticksFor } from '../src/figures/axis.ts';
import { figures } from '../src/figures/index.ts';
import { textWidth } from '../src/figures/text-width.ts';
import { loadStudy, type Result, run } from '../src/index.ts';
import { sound } from './support/folder.ts';

const YEARS = Array.from({ length: 13 }, (_, i) => 2004 + i);
const NAMES = [
  'Middle reaches of the Yangtze River and its very long surroundings',
  '长江中游城市群及其周边地区',
];

/** Three hundred units with a long tail of scores in twenty groups, two of them with long names. */
async function large(): Promise<Result> {
  const { next } = random(1, 'large');
  const units = ['id,name,zone'];
  const panel = ['id,year,a,b,c'];
  for (let i = 0; i < 300; i++) {
    units.push(`u${i},Unit ${i},${NAMES[i % 20] ?? `g${i % 20}`}`);
    const size = 1 / (0.02 + next());
    for (const year of YEARS) panel.push(`u${i},${year},${size + next()},${size * next()},${1 + next()}`);
  }
  const study = {
    periods: { from: 2004, to: 2016 },
    analyses: { density: {}, opportunity: { by: 'zone', order: 'c', permutations: 9 } },
  };
  return run(await loadStudy(sound(study, { 'units.csv': units.join('\n'), 'panel.csv': panel.join('\n') })));
}

let result: Result;
beforeAll(async () => {
  result = await large();
});
const draw = (id: string, options: object = {}) => {
  const figure = figures.find((one) => one.id === id)!;
  return figure.draw(result, figure.options.parse(options));
};
const alt = (id: string, options: object = {}) => {
  const figure = figures.find((one) => one.id === id)!;
  return figure.alt(result, figure.options.parse(options));
};
const texts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1]!);
const count = (svg: string, what: RegExp) => [...svg.matchAll(what)].length;

describe('every figure of a large study', () => {
  const sizes = ['density', 'ridgeline', 'opportunity'].flatMap((id) =>
    (['en', 'zh'] as const).flatMap((lang) => [320, 390, 960].map((width) => ({ id, lang, width }))),
  );

  it.each(sizes)('$id in $lang at $width keeps its text on the page', ({ id, lang, width }) => {
    const svg = draw(id, { lang, width });
    let [dx, checked] = [0, 0];
    for (const [whole, attributes, text] of svg.matchAll(/<g [^>]*>|<\/g>|<text ([^>]*)>([^<]*)</g)) {
      if (attributes === undefined) {
        dx = Number(/translate\(([-\d.]+),/.exec(whole)?.[1] ?? 0);
        continue;
      }
      const of = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
      const length = textWidth(text!, Number(of('font-size') ?? 12));
      const before = { end: 1, middle: 0.5 }[of('text-anchor') ?? 'start'] ?? 0;
      const start = Number(of('x')) + dx - before * length;
      expect(start, text).toBeGreaterThanOrEqual(0);
      expect(start + length, text).toBeLessThanOrEqual(width);
      checked++;
    }
    expect(checked).toBeGreaterThan(10);
  });
});

describe('density', () => {
  it('shows five of thirteen periods and says so, or those that are asked for', () => {
    const svg = draw('density');
    expect(
      texts(svg)
        .filter((text) => /^20\d\d: peak/.test(text))
        .map((text) => text.slice(0, 4)),
    ).toEqual(['2004', '2007', '2010', '2013', '2016']);
    expect(svg).toContain('5 of 13 periods');
    const two = draw('density', { periods: [2005, 2006] });
    expect(texts(two).filter((text) => /: peak/.test(text))).toHaveLength(2);
    expect(two).not.toContain('13 periods');
  });

  it('tells curves apart without colour and states kernel and bandwidth', () => {
    const svg = draw('density');
    const curves = [
      ...svg.matchAll(/<path d="M[^"]*" fill="none" stroke="[^"]*" stroke-width="1.8"([^>]*)/g),
    ];
    expect(new Set(curves.map((match) => match[1])).size).toBe(5);
    expect(texts(svg).join(' ')).toContain("Gaussian kernel and Silverman's bandwidth");
  });

  it('cuts a long tail where asked, and says so', () => {
    const svg = draw('density', { high: 0.2 });
    expect(svg).toContain('Only scores up to 0.2 are shown.');
    expect(texts(svg)).not.toContain('0.6');
    expect(texts(draw('density'))).toContain('0.6');
    expect(draw('density', { lang: 'zh', low: 0.01, high: 0.2 })).toContain(
      '仅显示不小于 0.01且不大于 0.2的得分。',
    );
  });

  it('refuses a period that the study does not have', () => {
    expect(() => draw('density', { periods: [1999] })).toThrow(RangeError);
  });

  it('says in words where the peaks are', () => {
    expect(alt('density', { periods: [2004] })).toMatch(
      /^Kernel density of index: 2004 \(300 units\) peaks at [\d.]+ with height [\d.]+, \d+ mode\(s\) in all\.$/,
    );
  });
});

describe('ridgelines', () => {
  it('have a row and a dot per period', () => {
    const svg = draw('ridgeline');
    expect(YEARS.every((year) => texts(svg).includes(`${year}`))).toBe(true);
    expect(count(svg, /<circle/g)).toBe(13);
    expect(count(draw('ridgeline', { high: -1 }), /<circle/g)).toBe(0);
  });

  it('grow taller with the overlap, which changes what is drawn', () => {
    const heightOf = (svg: string) => Number(/height="([\d.]+)"/.exec(svg)![1]);
    expect(heightOf(draw('ridgeline', { overlap: 3 }))).toBeGreaterThan(heightOf(draw('ridgeline')));
  });
});

describe('opportunity', () => {
  it('has a panel per group with its equity index, all units last', () => {
    const shown = texts(draw('opportunity'));
    expect(shown.filter((text) => text.startsWith('φ = '))).toHaveLength(21);
    expect(shown).toContain('all units');
    expect(alt('opportunity')).toMatch(/Equity index: .*all units [\d.]+ \(mean/);
  });

  it('shows one group through the periods, and an earlier period behind', () => {
    const periods = draw('opportunity', { panels: 'period', group: 'g7' });
    expect(texts(periods).filter((text) => text.startsWith('φ = '))).toHaveLength(13);
    expect(count(draw('opportunity', { from: 2004 }), /<path/g)).toBe(42);
    expect(draw('opportunity', { from: 2004 })).toContain('Dotted: 2004.');
  });

  it('refuses groups and columns that the analysis does not have', () => {
    expect(() => draw('opportunity', { panels: 'period', group: 'nowhere' })).toThrow(/invalid group/);
    expect(() => draw('opportunity', { by: 'nowhere' })).toThrow(/invalid by/);
  });
});

describe('an axis', () => {
  it('has round marks inside its domain, with a real minus and no more decimals than needed', () => {
    expect(axis([-0.031, 0.052], [0, 100], 5).ticks.map(({ text }) => text)).toEqual([
      '−0.02',
      '0.00',
      '0.02',
      '0.04',
    ]);
    expect(axis([0, 30], [0, 100], 3).ticks.map(({ text }) => text)).toEqual(['0', '10', '20', '30']);
    expect(axis([3, 3], [0, 100], 3).at(3)).toBe(50);
    expect(ticksFor(100)).toBeLessThan(ticksFor(900));
  });
});
