import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { records } from '../../src/core/data-table.ts';
import { BANDWIDTH_RULES, bandwidthOf } from '../../src/core/statistics/bandwidth.ts';
import { densityModes } from '../../src/core/statistics/density-modes.ts';
import { densityAt, KERNELS, type Kernel } from '../../src/core/statistics/kernel-density.ts';
import { density } from '../../src/methods/analyse/density.ts';
import { analyseInput, column, distributionVector, tableA1 } from '../support/analyse-input.ts';
import { expectClose } from '../support/close.ts';
import { golden, runGolden } from '../support/golden.ts';

type Options = Parameters<typeof density.run>[1];
const options = (change: object = {}) => density.options.parse(change) as Options;
const sorted = (values: Iterable<number>) => Float64Array.from(values).sort();
const RULE_OF = {
  'silverman-sd': 'silverman_S',
  silverman: 'silverman_robust',
  scott: 'scott_normal',
  'as-printed': 'paper_S_minus0.8',
} as const;

describe('reference densities', () => {
  const { grid, perYear, scoreKey } = golden.kde;
  golden.input.years.forEach((year: number, y: number) => {
    const scores = sorted(golden.topsis[scoreKey].C[y]);
    const reference = perYear[y];
    const curve = (kernel: Kernel, h: number) =>
      grid.map((x: number) => densityAt({ sorted: scores, h, kernel }, x));

    it.each(BANDWIDTH_RULES)(`${year}: bandwidth and Gaussian curve by %s`, (rule) => {
      const { h } = bandwidthOf(scores, rule);
      expectClose([h], [reference.bandwidth[RULE_OF[rule]]]);
      expectClose(curve('gaussian', h), reference.gaussian[RULE_OF[rule]]);
    });

    it.each(['epanechnikov', 'triangular', 'quartic'] as const)(`${year}: %s curve`, (kernel) => {
      expectClose(curve(kernel, bandwidthOf(scores, 'silverman').h), reference[kernel]);
    });

    it(`${year}: the peak on the grid`, () => {
      const heights = curve('gaussian', bandwidthOf(scores, 'silverman').h);
      const most = Math.max(...heights);
      const { x, density: height } = reference.peak_gaussian_silverman_robust;
      expectClose([most, grid[heights.indexOf(most)]], [height, x]);
    });
  });

  it('come out of a study that asks for them', async () => {
    const result = await runGolden({}, { density: { bandwidth: 'scott' } });
    const rows = records(result.analyses.find(({ name }) => name === 'density')!).filter(
      ({ period, node }) => period === golden.input.years[1] && node === 'index',
    );
    const scores = sorted(golden.topsis[scoreKey].C[1]);
    const h = perYear[1].bandwidth.scott_normal;
    expect(rows.length).toBe(512);
    expectClose([rows[0]!.x, rows[511]!.x, rows[0]!.bandwidth] as number[], [
      scores[0]! - 3 * h,
      scores[scores.length - 1]! + 3 * h,
      h,
    ]);
    expectClose(
      rows.map((row) => row.density as number),
      rows.map((row) => densityAt({ sorted: scores, h, kernel: 'gaussian' }, row.x as number)),
    );
  });
});

describe('286 cities', () => {
  const { cities, scores2004, scores2016 } = tableA1();
  const input = analyseInput({
    units: cities,
    periods: [2004, 2016],
    scores: { index: [...scores2004, ...scores2016] },
  });
  const mains = (change: object) =>
    records(density.run(input, options(change)).tables[1]!).filter((row) => row.is_main === 1);

  it('peaks at 28.5 and 21.9 by the robust rule of Silverman, moving right', () => {
    const [before, after] = mains({});
    expectClose([before!.height, after!.height] as number[], [28.5382, 21.9416], 1e-5);
    expectClose([before!.x, after!.x] as number[], [0.02805, 0.0373], 5e-5);
    expect(before!.skewness).toBeGreaterThan(3);
  });

  it('peaks at 47.8 and 32.8 with the printed exponent, among more than 40 modes, with a warning', () => {
    const found = mains({ bandwidth: 'as-printed' });
    expect(found.map(({ height }) => (height as number).toFixed(1))).toEqual(['47.8', '32.8']);
    const { tables, notes } = density.run(input, options({ bandwidth: 'as-printed' }));
    expect(records(tables[1]!).filter(({ period }) => period === 2004).length).toBeGreaterThan(40);
    expect(notes.map(({ code, level }) => [code, level])).toEqual([
      ['density/misprinted-bandwidth', 'warning'],
    ]);
    expect(notes[0]!.text.en).toContain('-1/5');
  });

  it('keeps to the periods and nodes that are asked for', () => {
    const { tables } = density.run(input, options({ periods: [2016], nodes: ['index'] }));
    expect(new Set(column(tables[0]!, 'period'))).toEqual(new Set([2016]));
    expect(tables[0]!.rows.length).toBe(512);
  });

  it('kde-paper002: with the three repairs that the example makes', () => {
    const { inputs, expected } = distributionVector('kde-paper002');
    for (const year of [2004, 2016]) {
      const scores = sorted(inputs[`scores_${year}`]);
      const { h } = bandwidthOf(scores, 'silverman');
      expectClose([h], [expected[`h_${year}_robust`]], 1e-12);
      const heights = densityModes({ sorted: scores, h, kernel: 'gaussian' }).map(({ height }) => height);
      // The example looked at a grid, which may miss the peak by a little.
      expectClose([Math.max(...heights)], [expected[`peak_${year}_robust`]], 1e-6);
    }
  });
});

const shared = new URL('../../../shared/reference/vectors.json', import.meta.url);
it.skipIf(!existsSync(shared))(
  "kde-bw-nrd0: R's bandwidth (read from the reference folder, which may not be passed on)",
  () => {
    const { inputs, expected } = JSON.parse(readFileSync(shared, 'utf8')).vectors.find(
      ({ id }: { id: string }) => id === 'kde-bw-nrd0',
    );
    expectClose([bandwidthOf(sorted(inputs.eruptions), 'silverman').h], [expected.bw_nrd0]);
  },
);

const kernel = fc.constantFrom(...KERNELS);
/** Thousandths, and widths that are none, so that no kernel begins just where another peaks or ends. */
const sample = fc.array(
  fc.integer({ min: -2000, max: 2000 }).map((value) => value / 1000),
  { minLength: 1, maxLength: 25 },
);
const width = fc.integer({ min: 20, max: 2000 }).map((value) => (value + 0.37) / 1000);

describe('laws', () => {
  it('a density is nowhere negative and holds 1 in all', () => {
    fc.assert(
      fc.property(sample, width, kernel, (values, h, one) => {
        const all = sorted(values);
        const reach = one === 'gaussian' ? 9 : 1;
        const [low, high] = [all[0]! - reach * h, all[all.length - 1]! + reach * h];
        const step = (high - low) / 20000;
        const heights = Array.from({ length: 20000 }, (_, i) =>
          densityAt({ sorted: all, h, kernel: one }, low + (i + 0.5) * step),
        );
        expect(heights.every((height) => height >= 0)).toBe(true);
        expect(heights.reduce((total, height) => total + height * step, 0)).toBeCloseTo(1, 4);
      }),
      { numRuns: 20 },
    );
  });

  it('modes are higher than what lies beside them, and no place is higher than the highest', () => {
    fc.assert(
      fc.property(sample, width, kernel, (values, h, one) => {
        const curve = { sorted: sorted(values), h, kernel: one };
        const modes = densityModes(curve);
        expect(modes.length).toBeGreaterThan(0);
        for (const { x, height } of modes) {
          // A kernel that begins close by may lift the curve again soon.
          for (const beside of [x - 1e-7 * h, x + 1e-7 * h])
            expect(densityAt(curve, beside)).toBeLessThanOrEqual(height * (1 + 1e-12));
        }
        const top = Math.max(...modes.map(({ height }) => height));
        const heights = Array.from({ length: 3001 }, (_, i) => densityAt(curve, -4 + (8 * i) / 3000));
        expect(Math.max(...heights)).toBeLessThanOrEqual(top * (1 + 1e-12));
      }),
      { numRuns: 60 },
    );
  });

  it.each(KERNELS)(
    '%s: well-parted scores are a mode each; two that nearly agree share one between them',
    (one) => {
      const modes = (values: number[]) => densityModes({ sorted: sorted(values), h: 0.1, kernel: one });
      expectClose(
        modes([0, 5, 10]).map(({ x }) => x),
        [0, 5, 10],
        1e-12,
      );
      expectClose(
        modes([0, 0.05]).map(({ x }) => x),
        [0.025],
        1e-12,
      );
    },
  );

  it('the order of units changes nothing', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const of = (scores: number[]) =>
          density.run(
            analyseInput({ units: scores.map((_, i) => `u${i}`), periods: [1], scores: { index: scores } }),
            options(),
          ).tables;
        expect(of(values.toReversed())).toEqual(of(values));
      }),
      { numRuns: 30 },
    );
  });
});

describe('what has no density', () => {
  const NONE = Number.NaN;
  const input = analyseInput({
    units: ['a', 'b', 'c', 'd', 'e'],
    periods: [1, 2, 3, 4],
    scores: {
      index: [
        0.1,
        0.1,
        0.1,
        0.1,
        0.1,
        NONE,
        0.5,
        NONE,
        NONE,
        NONE,
        0.2,
        0.2,
        0.2,
        0.2,
        0.9,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
      ],
    },
  });

  it('constant, single and missing scores are noted and skipped; without a range between quartiles S serves', () => {
    const { tables, notes } = density.run(input, options());
    expect(new Set(column(tables[0]!, 'period'))).toEqual(new Set([3]));
    const by = Object.fromEntries(notes.map((note) => [note.code, note.items]));
    expect(by['density/no-bandwidth']).toEqual(['index 1', 'index 2', 'index 4']);
    expect(by['density/no-interquartile-range']).toEqual(['index 3']);
    expect(by['density/left-out']).toHaveLength(9);
    expect(by['density/left-out']![0]).toBe('a index 2');
    expect(column(tables[1]!, 'bandwidth')[0]).toBeCloseTo(
      bandwidthOf([0.2, 0.2, 0.2, 0.2, 0.9], 'silverman-sd').h,
      15,
    );
  });

  it('a fixed bandwidth serves a single and a constant score too, without skewness', () => {
    const { tables } = density.run(input, options({ bandwidth: { fixed: 0.2 }, kernel: 'triangular' }));
    const peaks = records(tables[1]!);
    expect(peaks.filter(({ period }) => period === 1)).toMatchObject([
      { x: 0.1, height: 5, count: 5, is_main: 1 },
    ]);
    expect(peaks.filter(({ period }) => period === 2)).toMatchObject([{ x: 0.5, height: 5, count: 1 }]);
    expect(peaks[0]!.skewness).toBeNaN();
  });

  it('unknown periods and nodes are refused', async () => {
    await expect(runGolden({}, { density: { periods: [1900] } })).rejects.toThrow(/the period 1900/);
    await expect(runGolden({}, { density: { nodes: ['indx'] } })).rejects.toThrow(/the node indx/);
  });
});
