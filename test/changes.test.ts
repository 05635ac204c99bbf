import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadStudy, methods, type Result, readStudyFiles, run } from '../src/index.ts';
import { explain } from '../src/study/explain.ts';
import { prepare } from '../src/study/files.ts';
import { manifest } from '../src/study/manifest.ts';
import { holling, problemsOf } from './support/cli.ts';
import { PANEL, sound, UNITS } from './support/folder.ts';

const computed = async (change: object, files = {}): Promise<Result> =>
  run(await loadStudy(sound({ ...change }, files)), {});
const texts = ({ notes }: Result, code: string) => notes.find((note) => note.code === code)?.text;
const scores = ({ nodes }: Result) =>
  nodes.map(({ node, score, rank, grade }) => [node.id, score, rank, grade]);
const FORMULA = {
  id: 'index',
  children: [
    {
      id: 'one',
      children: [
        { id: 'a', direction: 'benefit' },
        { id: 'b', direction: 'cost' },
      ],
    },
    { id: 'two', children: [{ id: 'd', direction: 'benefit', formula: 'a / b' }] },
    { id: 'e', direction: 'benefit', formula: '2 * d + c' },
  ],
};

test('a corrected value gives the bits of data that say so, is an estimate, and is traced to the cell before', async () => {
  const corrections = [
    { unit: 'u2', period: 2015, indicator: 'b', value: 3.5, why: { en: 'misprint', zh: '印刷错误' } },
    { unit: 'u3', period: 2010, indicator: 'c', value: null },
  ];
  const result = await computed({ corrections });
  const said = PANEL.replace('u2,2015,4,1,12', 'u2,2015,4,3.5,12').replace('u3,2010,9,9,19', 'u3,2010,9,9,');
  expect(scores(result)).toEqual(scores(await computed({}, { 'panel.csv': said })));
  expect(scores(result)).not.toEqual(scores(await computed({})));
  const text = texts(result, 'data/corrected')!;
  expect(text.en).toContain('2 value(s)');
  expect(text.en).toContain('b u2 2015: 1 -> 3.5 (misprint); c u3 2010: 19 -> –');
  expect(text.zh).toContain('b u2 2015: 1 -> 3.5（印刷错误）');
  const term = explain(result, 'u2', 2015)!.terms.find(({ id }) => id === 'b')!;
  expect(term).toMatchObject({
    raw: 3.5,
    status: 'estimated',
    cell: 'panel.csv:5 [b]',
    corrected: [{ variable: 'b', was: 1, value: 3.5, cell: 'panel.csv:5 [b]', why: { en: 'misprint' } }],
  });
  const filled = explain(result, 'u3', 2010)!.terms.find(({ id }) => id === 'c')!;
  expect(filled.status).toContain('imputed');
  expect(filled.corrected).toMatchObject([{ was: 19, value: Number.NaN, cell: 'panel.csv:6 [c]' }]);
});

test('a correction of a missing value fills it, and of a formula’s operand moves what is computed', async () => {
  const gap = { 'panel.csv': PANEL.replace('u1,2010,1,5,10', 'u1,2010,,5,10') };
  const corrections = [{ unit: 'u1', period: 2010, indicator: 'a', value: 1 }];
  const mended = await computed({ corrections, index: FORMULA, context: [{ id: 'c' }] }, gap);
  const behind = explain(mended, 'u1', 2010)!.terms.map(({ id, corrected }) => [
    id,
    corrected?.map(({ variable }) => variable),
  ]);
  expect(behind).toEqual([
    ['a', ['a']],
    ['b', undefined],
    ['d', ['a']],
    ['e', ['a']],
  ]);
  expect(scores(mended)).toEqual(scores(await computed({ index: FORMULA, context: [{ id: 'c' }] })));
});

test('corrections that mean nothing are refused, all at once', async () => {
  const corrections = [
    { unit: 'u1', period: 2010, indicator: 'a', value: 1 },
    { unit: 'u1', period: 2010, indicator: 'a', value: 2 },
    { unit: 'u1', period: 2011, indicator: 'a', value: 2 },
    { unit: 'u1', period: 2010, indicator: 'd', value: 2 },
    { unit: 'u1', period: 2010, indicator: 'aa', value: 2 },
  ];
  const found = await problemsOf(['check', sound({ index: FORMULA, corrections, context: [{ id: 'c' }] })]);
  expect(found.map(({ code }) => code)).toEqual([
    'study/twice',
    'study/unknown-period',
    'study/correct-computed',
    'study/unknown-indicator',
  ]);
  expect(found[2]!.why).toContain('formula');
  expect(found[3]!.fix).toContain('did you mean a?');
  const [unit, away] = await problemsOf([
    'check',
    sound({
      corrections: [{ unit: 'u11', period: 2010, indicator: 'a', value: 1 }],
      without: { units: ['u22'] },
    }),
  ]);
  expect([unit!.code, away!.code]).toEqual(['study/unknown-unit', 'study/unknown-unit']);
  expect(unit!.fix).toContain('u1');
  expect(unit!.where).toMatch(/^study\.yaml:\d+/);
});

test('what is left out gives the bits of a study that never had it', async () => {
  const less = { id: 'index', children: [{ id: 'c', direction: 'benefit' }] };
  const result = await computed({ without: { indicators: ['a', 'b'] } });
  expect(scores(result)).toEqual(
    scores(await computed({ index: less, context: [{ id: 'a' }, { id: 'b' }] })),
  );
  expect(texts(result, 'without/nodes')!.en).toContain('one');
  expect(texts(result, 'without/indicators')!.en).toContain('a, b');
  const two = await computed({ without: { units: ['u2'] } });
  const units = UNITS.replace('u2,Two,east\n', '');
  const rows = PANEL.split('\n')
    .filter((line) => !line.startsWith('u2'))
    .join('\n');
  expect(scores(two)).toEqual(scores(await computed({}, { 'units.csv': units, 'panel.csv': rows })));
  expect(two.panel.units.map(({ id }) => id)).toEqual(['u1', 'u3']);
  expect(texts(two, 'without/units')!.en).toContain('u2 (Two)');
});

test('formulas still use what is left out, measured and derived', async () => {
  const result = await computed({
    index: FORMULA,
    context: [{ id: 'c' }],
    without: { indicators: ['a', 'd'] },
  });
  expect(result.plan.indicators.map(({ id }) => id)).toEqual(['b', 'e']);
  expect(result.nodes.map(({ node }) => node.id)).toEqual(['index', 'one']);
  const whole = await computed({ index: FORMULA, context: [{ id: 'c' }] });
  expect(result.panel.columns.get('e')).toEqual(whole.panel.columns.get('e'));
});

test('given weights, comparisons, goalposts and nodes’ methods of what is left out are dropped', async () => {
  const method = {
    weight: { given: { weights: { a: 0.2, b: 0.3, c: 0.5 } } },
    normalise: { goalposts: { a: [0, 10], b: [0, 10], c: [0, 20] } },
    aggregate: { one: 'weighted-sum', default: 'topsis' },
  };
  const result = await computed({ method, without: { indicators: ['b'] } });
  expect([...result.weights.weights[0]!]).toEqual([0.2 / 0.7, 0.5 / 0.7]);
  expect(texts(result, 'without/weights')!.en).toContain('b');
  const none = await computed({ method, without: { indicators: ['a', 'b'] } });
  expect([...none.weights.weights[0]!]).toEqual([1]);
  const three = {
    id: 'index',
    children: ['a', 'b', 'c'].map((id) => ({ id, direction: 'benefit' })),
  };
  const ahp = {
    ahp: {
      comparisons: {
        index: [
          [1, 2, 4],
          ['1/2', 1, 3],
          ['1/4', '1/3', 1],
        ],
      },
    },
  };
  const judged = await computed({
    index: three,
    method: { weight: { combined: { of: [ahp, 'equal'] } } },
    without: { indicators: ['b'] },
  });
  const plain = await computed({
    index: { ...three, children: [three.children[0], three.children[2]] },
    context: [{ id: 'b' }],
    method: {
      weight: {
        combined: {
          of: [
            {
              ahp: {
                comparisons: {
                  index: [
                    [1, 4],
                    ['1/4', 1],
                  ],
                },
              },
            },
            'equal',
          ],
        },
      },
    },
  });
  expect(judged.weights.weights).toEqual(plain.weights.weights);
  expect(texts(judged, 'without/comparisons')!.zh).toContain('index');
});

test('what cannot be left out is refused', async () => {
  const found = await problemsOf([
    'check',
    sound({ without: { indicators: ['a', 'b', 'c', 'b', 'on'], units: ['u1', 'u1'] } }),
  ]);
  expect(found.map(({ code }) => code)).toEqual([
    'study/twice',
    'study/unknown-indicator',
    'study/twice',
    'study/nothing-left',
  ]);
  const [all] = await problemsOf(['check', sound({ without: { units: ['u1', 'u2', 'u3'] } })]);
  expect(all!.code).toBe('study/nothing-left');
});

test('faults below the index keep their lines where something is left out before them', async () => {
  const index = {
    ...FORMULA,
    children: [...FORMULA.children, { id: 'f', direction: 'benefit', formula: '2 * g' }],
  };
  const line = async (change: object) =>
    (await problemsOf(['check', sound({ index, context: [{ id: 'c' }], ...change })])).find(
      ({ code }) => code === 'formula/unknown-name',
    )!.where;
  const where = await line({ corrections: [] });
  expect(await line({ without: { indicators: ['a', 'b'] } })).toBe(where);
  expect(await line({ without: { indicators: ['f'] } })).toBe(where);
});

test('the panel that is kept is not changed by what is corrected or left out', async () => {
  const files = await readStudyFiles(sound());
  const before = await prepare(files, methods);
  const changed = await prepare(files, methods, [
    { path: ['corrections'], value: [{ unit: 'u1', period: 2010, indicator: 'a', value: 50 }] },
    { path: ['without'], value: { units: ['u3'] } },
  ]);
  expect(changed.panel.columns.get('a')!.values[0]).toBe(50);
  expect(changed.panel.units.length).toBe(2);
  const after = await prepare(files, methods);
  expect(after.panel).toBe(before.panel);
  expect(after.panel.columns.get('a')!.values[0]).toBe(1);
  expect(after.panel.corrections).toBeUndefined();
});

test('an overlay holds both, and the manifest says so', async () => {
  const folder = sound();
  const overlay = join(folder, 'what-if.yaml');
  writeFileSync(
    overlay,
    'corrections:\n  - { unit: u1, period: 2010, indicator: a, value: 4, why: counted again }\nwithout: { indicators: [b], units: [u2] }\n',
  );
  const { code, out } = await holling('explain', folder, 'u1', '2010', '--overlay', overlay);
  expect(code).toBe(0);
  expect(out).toContain('1 → 4');
  expect(out).toContain('counted again');
  expect((await holling('explain', folder, 'u2', '2010', '--overlay', overlay)).code).not.toBe(0);
  const set = await holling('explain', folder, 'u1', '2010', '--set', 'without.indicators=[c]', '--json');
  expect(JSON.parse(set.out).terms.map(({ id }: { id: string }) => id)).toEqual(['a', 'b']);
  const result = await computed({ without: { indicators: ['b'], units: [] } });
  const written = manifest(result, { software: '', studyDigest: '', files: [] });
  expect(written.resolved).toMatchObject({ without: { indicators: ['b'], units: [] } });
  expect(JSON.stringify(written.resolved)).not.toContain('"written"');
});
