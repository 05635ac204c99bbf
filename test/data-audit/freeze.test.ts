import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadStudy, ProblemError, type Result, run } from '../../src/index.ts';
import { manifest } from '../../src/study/manifest.ts';
import { againstEarlier, movedConstants } from '../../src/study/reference/moved.ts';
import { referenceOf } from '../../src/study/reference/record.ts';
import { readRecord } from '../../src/study/reference/schema.ts';
import { holling } from '../support/cli.ts';
import { sound } from '../support/folder.ts';

const UNITS = 'id,name,zone\nu1,One,east\nu2,Two,east\nu3,Three,west\nu4,Four,west\n';
/** The last year lies beyond the range of the years before it. */
const PANEL = `id,year,a,b,c
u1,2010,1,5,10
u1,2015,2,6,11
u1,2020,0.5,6,31
u2,2010,3,2,14
u2,2015,4,1,12
u2,2020,14,0.5,12
u3,2010,9,9,19
u3,2015,7,8,16
u3,2020,7,18,6
u4,2010,5,3,13
u4,2015,5,4,17
u4,2020,6,2,19
`;
const files = { 'units.csv': UNITS, 'panel.csv': PANEL };
const facts = { software: 'test', studyDigest: '', files: [] };

async function resultOf(change: Record<string, unknown>, more: Record<string, string> = {}): Promise<Result> {
  return run(await loadStudy(sound(change, { ...files, ...more })), { workers: 1 });
}
const text = (result: Result) => JSON.stringify(manifest(result, facts));

/** The study over two years, over three, and over three held to the first. */
async function three(method: object, more: object = {}) {
  const before = await resultOf({ method, periods: [2010, 2015], ...more });
  const grown = { method, periods: [2010, 2015, 2020], ...more };
  const now = await resultOf(grown);
  const held = await resultOf(
    { ...grown, reference: { freeze: 'earlier/manifest.json' } },
    { 'earlier/manifest.json': text(before) },
  );
  return { before, now, held };
}
const earlier = (result: Result) =>
  result.nodes.flatMap(({ score, rank, grade }) => [
    [...score.subarray(0, 8)],
    [...rank.subarray(0, 8)],
    [...grade.subarray(0, 8)],
  ]);

const methods: [string, object][] = [
  ['min-max, entropy, topsis', {}],
  [
    'min-max of a base period',
    { normalise: { 'min-max': { reference: { period: 2010 } } }, weight: 'equal' },
  ],
  ['z-score, critic', { normalise: 'z-score', weight: 'critic', aggregate: 'weighted-sum' }],
  [
    'vector, cv, topsis of scores',
    {
      normalise: 'vector',
      weight: 'cv',
      aggregate: { index: { topsis: { of: 'children' } }, default: 'weighted-sum' },
    },
  ],
  [
    'goalposts, sd, topsis',
    {
      normalise: { goalposts: { a: [0, 20], b: [0, 20], c: [0, 40] } },
      weight: 'sd',
      grade: { quantile: { classes: 3 } },
    },
  ],
  [
    'combined weights, geometric',
    {
      normalise: { 'min-max': { range: [5, 6] } },
      weight: { combined: { of: ['entropy', 'cv'] } },
      aggregate: 'geometric',
    },
  ],
];

describe('F51: a year that is added, and an earlier run that is held to', () => {
  it.each(methods)(
    '%s: scores, ranks and grades of the earlier years stay bit for bit',
    async (_name, method) => {
      const { before, now, held } = await three(method);
      expect(earlier(now)).not.toEqual(earlier(before));
      expect(earlier(held)).toEqual(earlier(before));
      expect(held.weights.weights.map((one) => [...one])).toEqual(
        before.weights.weights.map((one) => [...one]),
      );
      const same = held.obstacles!.columns.map((column) => [...column.subarray(0, 8)]);
      expect(same).toEqual(before.obstacles!.columns.map((column) => [...column]));
      expect([...held.nodes[0]!.score].every(Number.isFinite)).toBe(true);
      expect(held.notes.filter(({ code }) => code === 'reference/frozen')).toHaveLength(1);
      const past = held.notes.filter(({ code }) => code === 'reference/beyond');
      expect(past.length).toBe(
        JSON.stringify(method).includes('min-max') || JSON.stringify(method) === '{}' ? 1 : 0,
      );
      // A held run can be held to in its turn.
      expect(
        movedConstants(referenceOf(before), referenceOf(held)).filter(({ kind }) => kind !== 'limit'),
      ).toEqual([]);
    },
  );

  it('constants of each period move no other period, and nothing is frozen of them', async () => {
    const method = {
      normalise: { 'min-max': { reference: 'period' } },
      weight: { entropy: { reference: 'period' } },
      aggregate: { topsis: { ideal: 'period' } },
    };
    const { before, held } = await three(method);
    const scores = (result: Result) => [...result.nodes[0]!.score.subarray(0, 8)];
    expect(scores(held)).toEqual(scores(before));
    expect(held.notes.find(({ code }) => code === 'reference/frozen')!.items).toEqual(['limits']);
  });

  /** A study held to an earlier one, both with changes. */
  async function heldTo(earlierChange: object, change: object) {
    const before = await resultOf({ ...earlierChange });
    const reference = { freeze: 'earlier/manifest.json' };
    return {
      before,
      held: await resultOf({ ...change, reference }, { 'earlier/manifest.json': text(before) }),
    };
  }
  const scoreOf = ({ nodes, panel }: Result, unit: string, period: number) => {
    const row =
      panel.periods.indexOf(period) * panel.units.length + panel.units.findIndex(({ id }) => id === unit);
    return nodes.map(({ score, grade }) => [score[row], grade[row]]);
  };

  it.each(methods)('%s: units and periods that are left out move nothing', async (_name, method) => {
    // Without its highest and lowest values, all that is estimated would move.
    const less = { method, periods: [2010, 2015], without: { units: ['u2', 'u3'] } };
    const { before, held } = await heldTo({ method, periods: [2010, 2015, 2020] }, less);
    expect(held.panel.units.map(({ id }) => id)).toEqual(['u1', 'u4']);
    for (const unit of ['u1', 'u4']) expect(scoreOf(held, unit, 2015)).toEqual(scoreOf(before, unit, 2015));
    expect(held.nodes[0]!.rank).toHaveLength(4);
    expect(held.notes.map(({ code }) => code)).toContain('without/units');
    expect(
      movedConstants(referenceOf(before), referenceOf(held)).filter(({ kind }) => kind !== 'limit'),
    ).toEqual([]);
    const free = await resultOf(less);
    expect(scoreOf(free, 'u1', 2015)).not.toEqual(scoreOf(before, 'u1', 2015));
  });

  it('ranges of obstacle degrees are handed on by a held run too', async () => {
    const { before, held } = await three({});
    const ranges = (result: Result) => referenceOf(result).indicators.map(({ range }) => range);
    expect(ranges(held)).toEqual(ranges(before));
  });

  it('a base period that is left out is refused, with the periods that there are', async () => {
    const method = { normalise: { 'min-max': { reference: { period: 2010 } } }, weight: 'equal' };
    const before = await resultOf({ method, periods: [2010, 2015] });
    const found = await problemsOf({ method, periods: [2015] }, text(before));
    expect(found).toEqual(['method/unknown-period: the base period 2010']);
  });

  it('units that the earlier run left out are scored by its constants', async () => {
    const { before, held } = await heldTo({ without: { units: ['u3'] } }, {});
    for (const unit of ['u1', 'u2', 'u4'])
      expect(scoreOf(held, unit, 2010)).toEqual(scoreOf(before, unit, 2010));
    expect(scoreOf(held, 'u3', 2010).flat().every(Number.isFinite)).toBe(true);
    expect(held.notes.map(({ code }) => code)).toContain('reference/beyond');
  });

  it('indicators that both runs leave out, and corrected values, go together with it', async () => {
    const without = { indicators: ['b'] };
    const corrections = [{ unit: 'u2', period: 2020, indicator: 'a', value: 13 }];
    const { before, held } = await heldTo(
      { without, periods: [2010, 2015] },
      { without: { ...without, units: ['u4'] }, corrections, periods: [2010, 2015, 2020] },
    );
    for (const unit of ['u1', 'u2', 'u3'])
      for (const period of [2010, 2015])
        expect(scoreOf(held, unit, period)).toEqual(scoreOf(before, unit, period));
    expect(held.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['reference/frozen', 'without/indicators', 'without/units', 'data/corrected']),
    );
  });

  it('is refused where one run leaves out an indicator and the other does not, and says so', async () => {
    const then = await resultOf({ without: { indicators: ['b'] } });
    expect(await problemsOf({}, text(then))).toEqual(['reference/indicators: new indicators b']);
    expect(await problemsOf({ without: { indicators: ['b'] } })).toEqual([
      'reference/indicators: indicators that are gone: b (left out by without)',
    ]);
    expect(await problemsOf({ without: { indicators: ['a', 'b'] } })).toEqual([
      'reference/indicators: indicators that are gone: a (left out by without), b (left out by without)',
      'reference/nodes: nodes that are gone: one (left out by without)',
    ]);
  });

  it('replicates are held too, in this thread and in workers', async () => {
    const analyses = { uncertainty: { replicates: 12 } };
    const { held } = await three({}, { analyses });
    const folder = sound(
      { analyses, periods: [2010, 2015, 2020], reference: { freeze: 'earlier/manifest.json' } },
      { ...files, 'earlier/manifest.json': text(await resultOf({ periods: [2010, 2015] })) },
    );
    const parallel = await run(await loadStudy(folder), { workers: 2 });
    const intervals = ({ analyses: tables }: Result) => tables.find(({ name }) => name === 'intervals')!.rows;
    expect(intervals(parallel)).toEqual(intervals(held));
  });

  it('goes through JSON without losing a bit, and reads nothing that is not a record', async () => {
    const before = await resultOf({ periods: [2010, 2015] });
    const record = readRecord(JSON.parse(text(before)))!;
    expect(record).toEqual(JSON.parse(JSON.stringify(referenceOf(before))));
    for (const other of [undefined, null, {}, { reference: {} }, { reference: { ...record, nodes: 1 } }])
      expect(readRecord(other)).toBeUndefined();
  });

  const problemsOf = async (change: object, manifestText?: string) => {
    const before = await resultOf({ periods: [2010, 2015] });
    const folder = sound(
      { reference: { freeze: 'earlier/manifest.json' }, ...change },
      { ...files, ...(manifestText === '' ? {} : { 'earlier/manifest.json': manifestText ?? text(before) }) },
    );
    return loadStudy(folder).then(
      () => [],
      (error: unknown) => {
        if (error instanceof ProblemError) return error.problems.map(({ code, saw }) => `${code}: ${saw.en}`);
        throw error;
      },
    );
  };
  const index = (ids: string[], more: object = {}) => ({
    index: { id: 'index', children: ids.map((id) => ({ id, direction: 'benefit', ...more })) },
  });

  it('is refused for another index, naming what differs', async () => {
    expect(await problemsOf(index(['a', 'c']))).toEqual([
      'reference/indicators: indicators that are gone: b',
      'reference/nodes: nodes that are gone: one',
    ]);
    const turned = {
      id: 'index',
      children: [
        { id: 'one', children: ['a', 'b'].map((id) => ({ id, direction: 'benefit' })) },
        { id: 'c', direction: 'benefit' },
      ],
    };
    expect(await problemsOf({ index: turned })).toEqual(['reference/directions: b in another direction']);
    const found = await problemsOf({
      method: { normalise: 'z-score', weight: 'equal', aggregate: 'weighted-sum' },
    });
    expect(found.map((one) => one.split(':')[0])).toEqual([
      'reference/normalise',
      'reference/aggregate',
      'reference/aggregate',
    ]);
    expect(await problemsOf({ method: { normalise: 'rank' } })).toContainEqual(
      expect.stringContaining('reference/method: rank'),
    );
  });

  it('is refused without a manifest, and for one that holds nothing', async () => {
    expect((await problemsOf({}, '')).map((one) => one.split(':')[0])).toEqual(['data/no-file']);
    for (const other of ['{', '{}', '{"software":"old"}'])
      expect((await problemsOf({}, other)).map((one) => one.split(':')[0])).toEqual(['reference/no-record']);
  });

  it('says which goalposts moved, and sets old and new scores beside each other', async () => {
    const { before, now, held } = await three({});
    const scores = before.panel.units.flatMap(({ id }, u) =>
      before.panel.periods.flatMap((period, p) =>
        before.nodes.map(({ node, score, rank }) => {
          const row = p * 4 + u;
          return { unit: id, period: `${period}`, node: node.id, score: score[row]!, rank: rank[row]! };
        }),
      ),
    );
    const given = { name: 'earlier', record: referenceOf(before), scores };
    const { tables, notes } = againstEarlier(now, given);
    expect(notes[0]!.text.en).toMatch(/^Adding 2020 moved goalposts of 3 indicator\(s\) \(a, b, c\)/);
    expect(notes[0]!.text.zh).toMatch(/^加入 2020使 3 项指标|^加入 2020/);
    const [beside, moved] = tables;
    expect(beside!.rows).toHaveLength(16);
    expect(beside!.rows[0]!.slice(0, 5)).toEqual([
      'u1',
      2010,
      'index',
      scores[0]!.score,
      now.nodes[0]!.score[0]!,
    ]);
    const posts = moved!.rows.filter(([kind]) => kind === 'goalpost');
    expect(posts).toContainEqual(['goalpost', 'a', 'max', 9, 14]);
    const kept = againstEarlier(held, given);
    expect(kept.notes[0]!.code).toBe('reference/unmoved');
    expect(kept.tables[0]!.rows.every((row) => row[7] === 0)).toBe(true);
  });
});

describe('F51: on the command line', () => {
  const study = (periods: number[], more: object = {}) =>
    JSON.parse(readFileSync(join(sound({ periods, ...more }, files), 'study.yaml'), 'utf8')) as object;

  it('a year added to a study with results is told, and freezing keeps the scores', async () => {
    const folder = sound({ periods: [2010, 2015] }, files);
    const earlierOut = join(folder, 'results-2015');
    expect((await holling('run', folder, '--quiet')).code).toBe(0);
    expect((await holling('run', folder, '--out', earlierOut, '--quiet')).code).toBe(0);
    writeFileSync(join(folder, 'study.yaml'), JSON.stringify(study([2010, 2015, 2020])));
    const { out } = await holling('run', folder, '--json');
    const { notes } = JSON.parse(out) as { notes: { code: string; text: { en: string } }[] };
    const moved = notes.find(({ code }) => code === 'reference/moved')!;
    expect(moved.text.en).toMatch(/Adding 2020 moved goalposts of 3 indicator/);
    const header = readFileSync(join(folder, 'results/earlier-scores.csv'), 'utf8').split('\n')[0];
    expect(header).toBe('unit,period,node,score_before,score,rank_before,rank,changed');
    const compared = await holling('compare', earlierOut, join(folder, 'results'));
    expect(compared.out).toMatch(/goalposts of 3 indicator/);

    const reference = { freeze: 'results-2015/manifest.json' };
    writeFileSync(join(folder, 'study.yaml'), JSON.stringify(study([2010, 2015, 2020], { reference })));
    const frozen = await holling('run', folder, '--json', '--against', join(earlierOut, 'manifest.json'));
    const codes = (JSON.parse(frozen.out) as { notes: { code: string }[] }).notes.map(({ code }) => code);
    expect(codes).toContain('reference/frozen');
    expect(codes).toContain('reference/unmoved');
    const lines = (path: string) => readFileSync(join(path, 'scores.csv'), 'utf8').split('\n');
    const now = new Set(lines(join(folder, 'results')));
    expect(lines(earlierOut).filter((line) => !now.has(line))).toEqual([]);
    expect((await holling('compare', earlierOut, folder)).code).toBe(0);
  });

  it('an earlier run that holds nothing is refused when it is asked for', async () => {
    const folder = sound({}, files);
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, 'old/manifest.json'), '{}');
    writeFileSync(join(folder, 'old/scores.csv'), 'unit,period,node,score,rank\n');
    const { code, out } = await holling('run', folder, '--json', '--against', join(folder, 'old'));
    expect(code).toBe(1);
    expect(out).toContain('reference/no-record');
  });
});
