import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToSum } from '../src/core/statistics/largest-remainder.ts';
import { rankDescending } from '../src/core/statistics/rank.ts';
import { loadStudy, run } from '../src/index.ts';
import { methods } from '../src/methods/index.ts';
import type { GradeOutcome } from '../src/methods/method.ts';
import { gradeOf } from '../src/study/score.ts';
import { resultTables } from '../src/study/tables.ts';
import { holling, problemsOf } from './support/cli.ts';
import { PANEL, sound, study, studyFolder, UNITS } from './support/folder.ts';

const HEAD = 'id,year,a,b,c\n';
const resultOf = async (change: object, files: Record<string, string> = {}) =>
  run(await loadStudy(sound(change as Record<string, unknown>, files)), { workers: 1 });
const tableRows = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
/** The notes and the tables of a run on the command line. */
async function ran(change: object, files: Record<string, string> = {}) {
  const folder = sound(change as Record<string, unknown>, files);
  const target = join(folder, 'results');
  const { code, out } = await holling('run', folder, '--out', target, '--json');
  if (code !== 0) throw new Error(out);
  const names = readdirSync(target).filter((name) => name.endsWith('.csv') || name.endsWith('.json'));
  const texts = new Map(names.map((name) => [name, readFileSync(join(target, name), 'utf8')]));
  const notes: { code: string; items?: string[] }[] = JSON.parse(texts.get('manifest.json')!).notes;
  return { texts, notes, csv: (name: string) => tableRows(texts.get(name)!) };
}

describe('F14: constant indicators, one unit, one period, two units', () => {
  const small: [string, Record<string, string>, number[]][] = [
    ['a constant', { 'panel.csv': PANEL.replace(/,\d+$/gm, ',7') }, [2010, 2015]],
    [
      'one unit',
      { 'units.csv': 'id,name,zone\nu1,One,east\n', 'panel.csv': `${HEAD}u1,2010,1,5,7\nu1,2015,2,6,7\n` },
      [2010, 2015],
    ],
    [
      'one unit in one period',
      { 'units.csv': 'id,name,zone\nu1,One,east\n', 'panel.csv': `${HEAD}u1,2010,1,5,7\n` },
      [2010],
    ],
    ['one period', { 'panel.csv': `${HEAD}u1,2010,1,5,7\nu2,2010,3,2,7\nu3,2010,9,9,7\n` }, [2010]],
    [
      'two units',
      {
        'units.csv': 'id,name,zone\nu1,One,east\nu2,Two,east\n',
        'panel.csv': `${HEAD}u1,2010,1,5,7\nu2,2010,3,2,7\nu1,2015,2,5,7\nu2,2015,3,2,7\n`,
      },
      [2010, 2015],
    ],
  ];
  it.each(small)('F14: %s is named, weighs 0 and no NaN leaves', async (_, files, periods) => {
    const { texts, notes, csv } = await ran({ periods, analyses: { robustness: {} } }, files);
    for (const [name, text] of texts) expect(text, name).not.toMatch(/\b(NaN|Infinity|null)\b(?=[,\n])/);
    expect(notes.find(({ code }) => code === 'normalise/constant')!.items).toContain('c');
    const weights = new Map(csv('weights.csv').map(([id, weight]) => [id, Number(weight)]));
    const allFlat = notes.some(({ code }) => code === 'weight/all-equal');
    expect(weights.get('c')).toBe(allFlat ? 1 / 3 : 0);
    expect(csv('scores.csv').every(([, , , score]) => Number.isFinite(Number(score)) && score !== '')).toBe(
      true,
    );
  });

  const normalisers = ['min-max', 'z-score', 'rank', 'vector'];
  const weights = ['equal', 'critic', 'cv', 'sd', { entropy: { shift: 'common' } }];
  const treatments = ['winsorise', 'log', 'box-cox'];
  it.each(normalisers)(
    'F14: %s with every weighting, aggregation and treatment gives numbers',
    async (normalise) => {
      for (const [, files, periods] of small)
        for (const [w, weight] of weights.entries()) {
          // Z-scores have a mean of 0, which the coefficient of variation refuses.
          if (normalise === 'z-score' && weight === 'cv') continue;
          const aggregate = w % 2 === 0 ? 'topsis' : 'weighted-sum';
          const result = await resultOf(
            { periods, method: { normalise, weight, aggregate, treat: treatments[w % 3]! } },
            files,
          );
          const cells = resultTables(result).flatMap(({ rows }) => [...rows].flat());
          expect(cells.every((cell) => typeof cell === 'string' || Number.isFinite(cell))).toBe(true);
          expect([...result.nodes[0]!.score].every(Number.isFinite)).toBe(true);
        }
    },
  );
});

describe('F15: what is missing', () => {
  it('F15: an indicator that is missing in most cells, one and a unit without any, are told and kept', async () => {
    const panel = `${HEAD}u1,2010,1,5,\nu1,2015,2,,\nu2,2010,3,2,\nu2,2015,4,,\nu3,2010,,,\nu3,2015,,,\n`;
    const impute = { mean: { across: 'periods' } };
    const few = await ran({ method: { impute } }, { 'panel.csv': panel });
    expect(few.notes.flatMap(({ items = [] }) => items)).toEqual(
      expect.arrayContaining(['c', 'u3 2010', 'u3 2015']),
    );
    expect(few.csv('weights.csv').map(([id]) => id)).toEqual(['a', 'b', 'c']);
    expect(
      few
        .csv('scores.csv')
        .filter(([unit]) => unit === 'u3')
        .every(([, , , score]) => score === ''),
    ).toBe(true);
    expect(
      few
        .csv('coverage.csv')
        .filter(([id]) => id === 'c')
        .map(([, , , missing]) => missing),
    ).toEqual(['3', '3']);
    const mostly = await ran(
      { method: { impute: { mean: { across: 'units' } } } },
      {
        'panel.csv': `${HEAD}u1,2010,1,5,1\nu1,2015,2,,2\nu2,2010,3,,3\nu2,2015,4,6,5\nu3,2010,4,,8\nu3,2015,5,,9\n`,
      },
    );
    expect(mostly.notes.find(({ code }) => code === 'impute/mostly')!.items).toEqual(['b']);
    expect(mostly.csv('imputed.csv').filter(([, , id]) => id === 'b')).toHaveLength(4);
  });
});

describe('F16: zeros and negative values where logarithms are taken', () => {
  it('F16: entropy and the geometric mean refuse z-scores before any data are read', async () => {
    const found = await problemsOf([
      'run',
      sound({ method: { normalise: 'z-score', aggregate: 'geometric' } }),
    ]);
    expect(found.map(({ code }) => code)).toEqual(['method/negative-values', 'method/negative-values']);
    expect(found.map(({ saw }) => saw).join()).toMatch(/entropy after z-score.*geometric after z-score/);
  });

  it('F16: entropy and the geometric mean name the indicators with negative values', async () => {
    const goalposts = { posts: { a: [2, 10], b: [0, 10], c: [0, 20] }, clip: false };
    for (const [method, code] of [
      [{ weight: 'entropy' }, 'weight/entropy-negative'],
      [{ weight: 'equal', aggregate: 'geometric' }, 'aggregate/geometric-negative'],
    ] as const) {
      const [found] = await problemsOf(['run', sound({ method: { normalise: { goalposts }, ...method } })]);
      expect(found!.code).toBe(code);
      expect(found!.saw).toMatch(/negative values in a\b/);
    }
    const { notes } = await ran({
      method: { normalise: { goalposts }, weight: { entropy: { shift: 'column' } } },
    });
    expect(notes.map(({ code }) => code)).not.toContain('weight/entropy-negative');
  });

  it('F16: zeros under entropy are 0 ln 0 = 0, and make a geometric mean 0 with a note', async () => {
    const { notes, csv } = await ran({ method: { aggregate: 'geometric' } });
    expect(notes.map(({ code }) => code)).toContain('aggregate/geometric-zero');
    expect(csv('scores.csv').some(([, , , score]) => Number(score) === 0)).toBe(true);
    expect(csv('weights.csv').every(([, weight]) => Number(weight) > 0)).toBe(true);
  });
});

describe('F19: equal scores and ties', () => {
  it('F19: equal units share the smallest rank, and the next rank is left out', async () => {
    const panel = `${HEAD}u1,2010,1,5,10\nu2,2010,9,2,19\nu3,2010,9,2,19\nu4,2010,4,4,12\n`;
    const units = `${UNITS}u4,Four,west\n`;
    const { csv } = await ran({ periods: [2010] }, { 'panel.csv': panel, 'units.csv': units });
    const whole = csv('scores.csv').filter(([, , node]) => node === 'index');
    expect(whole.map(([unit, , , , rank]) => [unit, rank])).toEqual([
      ['u1', '4'],
      ['u2', '1'],
      ['u3', '1'],
      ['u4', '3'],
    ]);
  });

  it('F19: scores that are equal only after rounding have different ranks', async () => {
    const panel = `${HEAD}u1,2010,1,1,1\nu2,2010,5,1,1\nu3,2010,5.000000000001,1,1\n`;
    const { csv } = await ran({ periods: [2010] }, { 'panel.csv': panel });
    const whole = csv('scores.csv').filter(([, , node]) => node === 'index');
    expect(whole.map(([, , , , rank]) => rank)).toEqual(['3', '2', '1']);
    expect(Number(whole[1]![3]).toFixed(6)).toBe(Number(whole[2]![3]).toFixed(6));
  });

  it('F19: a rank is one more than the number of larger scores, for any scores', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 }), (scores) => {
        const expected = scores.map((score) => 1 + scores.filter((other) => other > score).length);
        expect([...rankDescending(scores)]).toEqual(expected);
      }),
    );
  });
});

describe('F20: classes and the values on their limits', () => {
  const ways: [string, (scores: number[]) => GradeOutcome][] = methods
    .filter(({ stage }) => stage === 'grade')
    .map((method) => [
      method.id,
      (scores) =>
        method.run(
          { scores: Float64Array.from(scores) } as never,
          method.options.parse(method.id === 'manual' ? { breaks: [-1, 0, 0.5, 1] } : {}) as never,
        ) as unknown as GradeOutcome,
    ]);
  const score = fc.oneof(
    fc.constantFrom(-1, 0, 0.5, 1, 1e9, Number.NaN),
    fc.double({ min: -10, max: 10, noNaN: true }),
  );

  it.each(ways)(
    'F20: %s puts each value in exactly one class, and a value on a limit into the lower',
    (_, grade) => {
      fc.assert(
        fc.property(fc.array(score, { maxLength: 40 }), (scores) => {
          const { upper } = grade(scores);
          const isIn = (value: number, k: number) => (k === 0 || value > upper[k - 1]!) && value <= upper[k]!;
          for (const value of scores) {
            const classes = upper.flatMap((_, k) => (isIn(value, k) ? [k + 1] : []));
            expect(classes).toEqual(Number.isNaN(value) ? [] : [gradeOf(value, upper)]);
            expect(classes).toHaveLength(Number.isNaN(value) ? 0 : 1);
          }
          upper.forEach((limit, k) => {
            if (scores.length > 0) expect(gradeOf(limit, upper)).toBe(k + 1);
          });
        }),
        { numRuns: 80 },
      );
    },
  );

  it.each(ways.filter(([id]) => id !== 'manual'))(
    'F20: %s forms fewer classes, with a note, of zeros and of few values',
    (_, grade) => {
      const zeros = grade([0, 0, 0, 0]);
      expect(zeros.upper).toEqual([0]);
      expect(zeros.notes.map(({ code }) => code)).toEqual(['grade/fewer-classes']);
      const three = grade([3, 1, 2, 1, 3]);
      expect(three.upper.length).toBeLessThanOrEqual(3);
      expect(three.notes.map(({ code }) => code)).toEqual(['grade/fewer-classes']);
    },
  );

  it('F20: given breaks above every score keep the names of their classes and say that the highest is empty', async () => {
    const grade = { manual: { breaks: [0.5, 2], labels: ['poor', 'fair', 'good'] } };
    const { notes, csv } = await ran({ method: { grade } });
    const index = csv('grades.csv').filter(([node]) => node === 'index');
    expect(index.map(([, number, label, , upper]) => [number, label, upper])).toEqual([
      ['1', 'poor', '0.5'],
      ['2', 'fair', '2'],
    ]);
    expect(notes.map(({ code }) => code)).toContain('grade/none-above');
  });

  it('F20: a study of equal units has one class, and says so', async () => {
    const panel = `${HEAD}u1,2010,1,5,7\nu2,2010,1,5,7\nu3,2010,1,5,7\n`;
    const { notes, csv } = await ran({ periods: [2010] }, { 'panel.csv': panel });
    expect(csv('grades.csv').filter(([node]) => node === 'index')).toHaveLength(1);
    expect(
      notes.filter(({ code }) => code === 'grade/fewer-classes').flatMap(({ items = [] }) => items),
    ).toContain('index');
  });
});

describe('F21: weights', () => {
  const given = (weights: object) => ({ method: { weight: { given: { weights } } } });

  it('F21: negative, all zero and non-finite weights are refused at their line', async () => {
    const [negative] = await problemsOf(['run', sound(given({ a: -0.2, b: 0.6, c: 0.6 }))]);
    expect(negative).toMatchObject({ code: 'weight/negative' });
    const [zero] = await problemsOf(['run', sound(given({ a: 0, b: 0, c: 0 }))]);
    expect(zero).toMatchObject({ code: 'weight/zero' });
    for (const bad of ['.nan', '.inf', '1e999', 'half']) {
      const text = study(given({ a: 0.5, b: 0.25, c: 'BAD' })).replace('"BAD"', bad);
      const folder = studyFolder({ 'study.yaml': text, 'units.csv': UNITS, 'panel.csv': PANEL });
      const found = await problemsOf(['run', folder]);
      expect(found).toHaveLength(1);
      expect(found[0]!.where).toMatch(/^study\.yaml:\d+/);
    }
  });

  it.each([
    [{ a: 0.5, b: 0.3, c: 0.18 }, '0.98'],
    [{ a: 0.5, b: 0.3002, c: 0.2 }, '1.0002'],
  ])('F21: weights %j are rescaled, with a note of their sum', async (weights, total) => {
    const { csv, texts } = await ran(given(weights));
    const sum = csv('weights.csv').reduce((all, [, weight]) => all + Number(weight), 0);
    expect(sum).toBeCloseTo(1, 14);
    expect(texts.get('manifest.json')).toContain(`The given weights sum to ${total} and were divided by it.`);
  });

  it('F21: printed weights sum to 1.0000 by largest remainder, each within one unit of the last place', async () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (raw) => {
          const total = raw.reduce((sum, value) => sum + value, 0);
          if (!(total > 0)) return;
          const weights = raw.map((value) => value / total);
          const printed = roundToSum(weights, 4);
          expect(printed.reduce((sum, value) => sum + Math.round(value * 1e4), 0)).toBe(10000);
          printed.forEach((value, i) => {
            expect(Math.abs(value - weights[i]!)).toBeLessThan(1.0000001e-4);
          });
        },
      ),
    );
    const { out } = await holling('run', sound(given({ a: 1, b: 1, c: 1 })));
    const printed = [...out.matchAll(/0\.333\d/g)].map(([text]) => Number(text));
    expect(printed.slice(0, 3).reduce((sum, value) => sum + Math.round(value * 1e4), 0)).toBe(10000);
  });
});
