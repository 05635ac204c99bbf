import { describe, expect, it } from 'vitest';
import { loadStudy, ProblemError, type Result, run } from '../../src/index.ts';
import { citedBy, methodsText } from '../../src/report/methods-text.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { sound } from '../support/folder.ts';

type Change = Record<string, unknown>;
const computed = async (multiverse: unknown, change: Change = {}, files: Record<string, string> = {}) =>
  run(await loadStudy(sound({ analyses: { obstacles: 'none', multiverse }, ...change }, files)));
const codes = async (multiverse: unknown, change: Change = {}) => {
  try {
    await computed(multiverse, change);
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code, where }) => `${code} ${where}`);
    throw error;
  }
  return [];
};
const rows = (result: Result, name: string) => recordsOf(result, name);
const noteCodes = ({ notes }: Result) =>
  notes.filter(({ step }) => step === 'multiverse').map(({ code }) => code);

// Eight units, so that ranks have room; u1 has a gap at its end and b is a cost.
const NAMES = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8'];
const WIDE = {
  'units.csv': `id,name,zone,zone_zh\n${NAMES.map((id, i) => `${id},Unit ${i + 1},${i % 2 ? 'east' : 'west'},${i % 2 ? '东' : '西'}`).join('\n')}\n`,
  'panel.csv': `id,year,a,b,c\n${NAMES.flatMap((id, i) =>
    [2010, 2013, 2015].map((year, t) => {
      const a = id === 'u1' && year === 2015 ? '' : 2 + ((i * 7) % 8) + 1.5 * t + ((i * t) % 3);
      return `${id},${year},${a},${3 + ((i * 5 + t) % 8)},${1 + ((i * 3 + 2 * t) % 8) ** 2}`;
    }),
  ).join('\n')}\n`,
};
const THREE = { periods: [2010, 2013, 2015] };

describe('the multiverse', () => {
  it('has the study itself as its first combination, and its ranks and grades', async () => {
    const result = await computed({}, THREE, WIDE);
    const [root] = result.nodes;
    const own = rows(result, 'multiverse').filter(({ is_own }) => is_own === 1);
    const last = 2 * NAMES.length;
    expect(own.map(({ score }) => score)).toEqual([...root!.score.subarray(last)]);
    expect(own.map(({ rank }) => rank)).toEqual([...root!.rank.subarray(last)]);
    expect(own.map(({ grade }) => grade)).toEqual([...root!.grade.subarray(last)]);
    expect(own.every(({ combination }) => combination === 1)).toBe(true);
    expect(rows(result, 'multiverse-combinations')[0]).toMatchObject({
      ...{ spearman: 1, mean_rank_shift: 0, units_changed: 0, largest_shift: 0, largest_unit: '' },
    });
  });

  it('of the usual conventions leaves out what cannot follow z-scores, and says so', async () => {
    const result = await computed({}, THREE, WIDE);
    // 3 x 3 x 3 without z-score with entropy (3) and with the geometric mean (3, one of them the same).
    expect(rows(result, 'multiverse-combinations')).toHaveLength(22);
    expect(noteCodes(result)).toContain('multiverse/cannot-combine');
    expect(result.notes.find(({ code }) => code === 'multiverse/cannot-combine')!.items).toEqual([
      'z-score + entropy',
      'z-score + geometric',
    ]);
  });

  it('gives each combination the numbers of a study that is run with its methods', async () => {
    const ends = { linear: { ends: 'extrapolate' } };
    const result = await computed(
      {
        impute: [ends],
        normalise: ['z-score', 'vector'],
        reference: ['period'],
        weight: [{ combined: { of: ['equal', 'critic'] } }, 'critic'],
        aggregate: ['topsis', { 'weighted-sum': { of: 'children' } }],
        ideal: ['period'],
        period: 2013,
      },
      { ...THREE, method: { weight: 'equal' } },
      WIDE,
    );
    const combinations = rows(result, 'multiverse-combinations');
    // 2 imputations x 3 normalisations x 2 references x 3 weights x (2 ideal points and a sum).
    expect(combinations).toHaveLength(2 * 3 * 2 * 3 * 3);
    const written = (row: Record<string, unknown>) => {
      const option = (id: unknown, key: string, value: unknown) => ({ [id as string]: { [key]: value } });
      return {
        impute: row.impute === 'linear' ? 'linear' : ends,
        normalise: option(row.normalise, 'reference', row.reference),
        weight: String(row.weight).startsWith('combined')
          ? { combined: { of: ['equal', 'critic'] } }
          : row.weight,
        aggregate:
          row.aggregate === 'topsis'
            ? option('topsis', 'ideal', row.ideal)
            : { 'weighted-sum': { of: 'children' } },
      };
    };
    for (const row of combinations.filter((_, i) => i % 7 === 0 || i < 6)) {
      const change = { ...THREE, method: written(row), analyses: { obstacles: 'none' } };
      const [root] = (await run(await loadStudy(sound(change, WIDE)))).nodes;
      const found = rows(result, 'multiverse').filter(({ combination }) => combination === row.combination);
      expect(found.map(({ score }) => score)).toEqual([
        ...root!.score.subarray(NAMES.length, 2 * NAMES.length),
      ]);
      expect(found.map(({ rank }) => rank)).toEqual([...root!.rank.subarray(NAMES.length, 2 * NAMES.length)]);
    }
  });

  it('makes no combinations of choices that do not apply', async () => {
    const result = await computed({
      aggregate: ['topsis', 'weighted-sum'],
      ideal: ['pooled', 'absolute'],
    });
    expect(rows(result, 'multiverse-combinations').map(({ aggregate, ideal }) => [aggregate, ideal])).toEqual(
      [
        ['topsis', 'pooled'],
        ['topsis', 'absolute'],
        ['weighted-sum', ''],
      ],
    );
  });

  it('tells methods of one name with other data apart', async () => {
    const given = (a: number) => ({ given: { weights: { a, b: 1, c: 1 } } });
    const result = await computed({ weight: [given(1), given(5)] }, { method: { weight: given(1) } });
    expect(rows(result, 'multiverse-combinations').map(({ weight }) => weight)).toEqual(['given', 'given 2']);
  });

  it('leaves out combinations that the data refuse, with a warning that names them', async () => {
    // Vector normalisation of a negative value stays negative, and entropy refuses it.
    const files = { 'panel.csv': 'id,year,a,b,c\nu1,2010,-1,5,10\nu2,2010,3,2,14\nu3,2010,9,9,19\n' };
    const change = { periods: [2010], method: { weight: 'equal', aggregate: 'weighted-sum' } };
    const result = await computed({ normalise: ['vector'], weight: ['entropy'] }, change, files);
    const { text } = result.notes.find(({ code }) => code === 'multiverse/failed')!;
    expect(text.en).toContain('vector / pooled / entropy');
    expect(rows(result, 'multiverse-combinations')).toHaveLength(3);
  });

  it('does not depend on the order of the units', async () => {
    const lines = WIDE['units.csv'].trim().split('\n');
    const turned = { ...WIDE, 'units.csv': `${[lines[0], ...lines.slice(1).reverse()].join('\n')}\n` };
    const [one, other] = [await computed({}, THREE, WIDE), await computed({}, THREE, turned)];
    const key = (row: Record<string, unknown>) => `${row.combination} ${row.unit}`;
    const ranks = new Map(rows(other, 'multiverse').map((row) => [key(row), row.rank]));
    for (const row of rows(one, 'multiverse')) expect(ranks.get(key(row)), key(row)).toBe(row.rank);
    const shares = (result: Result) =>
      rows(result, 'multiverse-conclusions').map(({ text_en, share }) => [text_en, share]);
    expect(shares(other)).toEqual(shares(one));
  });

  it('counts the conclusions from the table of combinations', async () => {
    const result = await computed({ top: 2 }, THREE, WIDE);
    const all = rows(result, 'multiverse');
    const of = (unit: unknown) => all.filter((row) => row.unit === unit);
    const conclusions = rows(result, 'multiverse-conclusions');
    expect(new Set(conclusions.map(({ kind }) => kind))).toEqual(
      new Set(['first', 'top-set', 'rises', 'group-first', 'above']),
    );
    expect(conclusions.filter(({ kind }) => kind === 'above')).toHaveLength(NAMES.length - 1);
    for (const row of conclusions.filter(({ kind }) => kind === 'first'))
      expect(row.holds).toBe(of(row.subject).filter(({ rank }) => rank === 1).length);
    for (const row of conclusions.filter(({ kind }) => kind === 'above')) {
      const other = of(row.other);
      const above = of(row.subject).filter(({ score }, i) => Number(score) > Number(other[i]!.score)).length;
      expect([row.holds, row.share]).toEqual([above, above / Number(row.combinations)]);
    }
    const own = all.filter(({ is_own, rank }) => is_own === 1 && Number(rank) <= 2).map(({ unit }) => unit);
    const same = rows(result, 'multiverse-combinations').filter(({ combination }) => {
      const top = all.filter((row) => row.combination === combination && Number(row.rank) <= 2);
      return top.length === 2 && top.every(({ unit }) => own.includes(unit));
    });
    expect(conclusions.find(({ kind }) => kind === 'top-set')).toMatchObject({
      subject: '2',
      holds: same.length,
    });
    const rising = rows(result, 'multiverse-combinations').filter(
      ({ mean_first, mean_last }) => Number(mean_last) > Number(mean_first),
    );
    expect(conclusions.find(({ kind }) => kind === 'rises')!.holds).toBe(rising.length);
    const group = conclusions.find(({ kind }) => kind === 'group-first')!;
    expect(group.text_zh).toMatch(/[东西]的均值最高/);
  });

  it('sums the ranks of every unit up', async () => {
    const result = await computed({ top: 3 }, THREE, WIDE);
    for (const row of rows(result, 'multiverse-summary')) {
      const ranks = rows(result, 'multiverse')
        .filter(({ unit }) => unit === row.unit)
        .map(({ rank }) => Number(rank));
      expect([row.rank, row.rank_best, row.rank_worst]).toEqual([
        ranks[0],
        Math.min(...ranks),
        Math.max(...ranks),
      ]);
      expect(row.share_top).toBe(ranks.filter((rank) => rank <= 3).length / ranks.length);
      expect(row.combinations).toBe(ranks.length);
    }
  });

  it('does not take a mean that stands by construction for one that rises', async () => {
    const change = {
      ...THREE,
      method: { normalise: { rank: { reference: 'pooled' } }, weight: 'equal', aggregate: 'weighted-sum' },
    };
    const result = await computed({ reference: ['period'] }, change, {
      ...WIDE,
      'panel.csv': `id,year,a,b,c\n${NAMES.flatMap((id, i) => [2010, 2013, 2015].map((year, t) => `${id},${year},${i + 10 * t},${20 - i - 10 * t},${i + 10 * t}`)).join('\n')}\n`,
    });
    expect(rows(result, 'multiverse-conclusions').find(({ kind }) => kind === 'rises')).toMatchObject({
      ...{ holds: 1, combinations: 2, share: 0.5 },
    });
  });

  it('has nothing to say of order where there is one unit and one period', async () => {
    const files = {
      'units.csv': 'id,name,zone\nu1,One,east\n',
      'panel.csv': 'id,year,a,b,c\nu1,2010,1,5,10\n',
    };
    const result = await computed({}, { periods: [2010] }, files);
    expect(rows(result, 'multiverse-conclusions').map(({ kind }) => kind)).toEqual(['first']);
    expect(
      rows(result, 'multiverse-combinations')
        .slice(1)
        .every(({ spearman }) => Number.isNaN(spearman)),
    ).toBe(true);
    expect(rows(result, 'conventions').every(({ units_changed }) => units_changed === 0)).toBe(true);
  });

  it('keeps all ranks where every indicator is constant', async () => {
    const files = {
      'panel.csv': `id,year,a,b,c\n${['u1', 'u2', 'u3'].map((id) => `${id},2010,1,1,1`).join('\n')}\n`,
    };
    const result = await computed({}, { periods: [2010] }, files);
    for (const row of rows(result, 'multiverse-summary'))
      expect([row.rank_best, row.rank_worst]).toEqual([1, 1]);
    expect(rows(result, 'multiverse-conclusions').filter(({ kind }) => kind === 'above')).toEqual([]);
  });

  it('is described with its sources', async () => {
    const result = await computed({ normalise: ['rank'] });
    expect(methodsText(result, 'en')).toContain('2 combinations of normalisation (min-max, rank)');
    expect(methodsText(result, 'zh')).toContain('2 种组合');
    expect(citedBy(result)).toEqual(expect.arrayContaining(['steegen2016', 'simonsohn2020']));
  });
});

describe('conventions', () => {
  const conventions = async (method: Change, more: Change = {}) => {
    const result = await computed({ normalise: ['min-max', 'rank'] }, { ...THREE, method, ...more }, WIDE);
    return { result, found: rows(result, 'conventions') };
  };

  it('are turned one at a time, each as a study that is run with it', async () => {
    const { result, found } = await conventions({});
    expect(found.map(({ convention, other }) => `${convention}: ${other}`)).toEqual([
      'interpolation-ends: extrapolated',
      'interpolation-ends: left missing',
      'normalise-reference: each period',
      'entropy-shift: common shift and 0.01',
      'entropy-shift: shift by column and 0.01',
      'weight-reference: each period',
      'topsis-weights: inside the sum',
      'topsis-ideal: each period',
      'topsis-ideal: fixed at 1 and 0',
      'aggregate-levels: level by level',
    ]);
    const ways: Change[] = [
      { impute: { linear: { ends: 'extrapolate' } } },
      { impute: { linear: { ends: 'none' } } },
      { normalise: { 'min-max': { reference: 'period' } } },
      { weight: { entropy: { shift: 'common' } } },
      { weight: { entropy: { shift: 'column' } } },
      { weight: { entropy: { reference: 'period' } } },
      { aggregate: { topsis: { weights: 'inside' } } },
      { aggregate: { topsis: { ideal: 'period' } } },
      { aggregate: { topsis: { ideal: 'absolute' } } },
      { aggregate: { topsis: { of: 'children' } } },
    ];
    const own = result.nodes[0]!.rank.subarray(2 * NAMES.length);
    for (const [i, method] of ways.entries()) {
      const turned = await run(
        await loadStudy(sound({ ...THREE, method, analyses: { obstacles: 'none' } }, WIDE)),
      );
      const rank = turned.nodes[0]!.rank.subarray(2 * NAMES.length);
      const shifts = [...rank].map((one, u) => Math.abs(one - own[u]!));
      expect(found[i]!.units_changed, JSON.stringify(method)).toBe(shifts.filter((one) => one > 0).length);
      expect(found[i]!.largest_change).toBe(Math.max(...shifts));
      if (Math.max(...shifts) > 0) expect(found[i]!.unit).toBe(NAMES[shifts.indexOf(Math.max(...shifts))]);
    }
    expect(found.some(({ units_changed }) => Number(units_changed) > 0)).toBe(true);
  });

  it('are those of the methods that the study uses', async () => {
    const of = async (method: Change) =>
      (await conventions(method)).found.map(({ convention }) => convention);
    const z = await of({ normalise: 'z-score', weight: 'critic', aggregate: 'weighted-sum' });
    expect(z).toEqual(expect.arrayContaining(['z-score-ddof', 'weight-values', 'critic-correlation']));
    expect(z).not.toContain('topsis-weights');
    expect(await of({ weight: { combined: { of: ['equal', 'entropy'] } } })).toEqual(
      expect.arrayContaining(['equal-weights', 'entropy-shift']),
    );
  });

  it('that the data refuse are named in a note', async () => {
    const { result } = await conventions({ normalise: 'z-score', weight: { entropy: { shift: 'common' } } });
    const { items } = result.notes.find(({ code }) => code === 'multiverse/convention-failed')!;
    expect(items).toEqual(['Zeros in the entropy: 0 ln 0 = 0', 'Ideal points of TOPSIS: fixed at 1 and 0']);
  });
});

describe('a multiverse is refused', () => {
  it.each([
    ['an unknown method', { normalise: ['minmax'] }, 'method/unknown'],
    ['an unknown key', { normalize: ['rank'] }, 'study/unknown-key'],
    ['nothing but the own choices', { normalise: ['min-max'] }, 'multiverse/nothing-varies'],
    ['a period that the study does not have', { period: 1999 }, 'multiverse/unknown-period'],
    ['a base period that it does not have', { reference: [{ period: 1999 }] }, 'multiverse/unknown-period'],
    ['a unit that it does not have', { about: ['nobody'] }, 'multiverse/unknown-unit'],
    [
      'too many combinations',
      {
        normalise: [
          'rank',
          'vector',
          ...[1, 2, 3, 4, 5, 6].map((n) => ({ 'min-max': { range: [0, 1 + n] } })),
        ],
        weight: ['equal', 'critic', 'cv', 'sd'],
        aggregate: ['weighted-sum', 'geometric'],
        ideal: ['pooled', 'period', 'absolute'],
        reference: ['pooled', 'period', { period: 2010 }],
      },
      'multiverse/too-many',
    ],
  ])('with %s', async (_, written, code) => {
    const found = await codes(written);
    expect(
      found.some((one) => one.startsWith(code)),
      found.join(),
    ).toBe(true);
  });

  it('with the number of combinations', async () => {
    const weight = Array.from({ length: 60 }, (_, i) => ({ given: { weights: { a: i + 1, b: 1, c: 1 } } }));
    await expect(
      computed({ weight, normalise: ['rank', 'vector'], aggregate: ['weighted-sum', 'geometric'] }),
    ).rejects.toThrow('549 combinations');
  });

  it('but not when it is none', async () => {
    expect(rows(await computed('none'), 'multiverse')).toEqual([]);
  });
});
