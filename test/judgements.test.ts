import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadStudy, run } from '../src/index.ts';
import { groupMatrix, judge, onScale, suggestions } from '../src/methods/weight/comparison-matrix.ts';
import { overlayInText } from '../src/study/edit-text.ts';
import { ahpOf, comparedNodes, withOptions } from '../src/study/judgements.ts';
import { layOver } from '../src/study/overrides.ts';
import { parseStudy } from '../src/study/parse.ts';
import { readYaml } from '../src/study/yaml-text.ts';
import { problemsOf } from './support/cli.ts';
import { sound } from './support/folder.ts';

const folder = join(import.meta.dirname, '../studies/northeast-border');
const TEXT = readFileSync(join(folder, 'study.yaml'), 'utf8');
const PRESET = readYaml(readFileSync(join(folder, 'presets/ahp-entropy.yaml'), 'utf8'), 'p').value as Record<
  string,
  unknown
>;
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const laid = (value: Record<string, unknown>) =>
  layOver(
    readYaml(TEXT, 's').value,
    [{ path: [], value, overlay: { file: '', digest: '', text: readYaml('{}', '') } }],
    [],
  );

test('weights of experts are exponents of the geometric mean; equal ones change nothing, a whole number repeats', () => {
  const a = [
    [1, 4],
    [1 / 4, 1],
  ];
  const b = [
    [1, 1 / 2],
    [2, 1],
  ];
  expect(groupMatrix([a, b], [2, 2])).toEqual(groupMatrix([a, b]));
  expect(groupMatrix([a, b], [2, 1])[0]![1]).toBeCloseTo(groupMatrix([a, a, b])[0]![1]!, 12);
  expect(groupMatrix([a, b], [1, 0])[0]![1]).toBeCloseTo(4, 12);
});

test('the judgement that mends most can be given on the scale, and lowers the ratio to what is said', () => {
  const matrix = [
    [1, 3, 1 / 5],
    [1 / 3, 1, 3],
    [5, 1 / 3, 1],
  ];
  const before = judge(matrix, 'saaty-1980').consistencyRatio;
  const best = suggestions(matrix, 'saaty-1980', 1, onScale)[0]!;
  expect(before).toBeGreaterThan(0.1);
  expect(best.consistencyRatio).toBeLessThan(before);
  expect(best.better).toBe(onScale(best.better));
  const changed = matrix.map((row) => [...row]);
  changed[best.row]![best.column] = best.better;
  changed[best.column]![best.row] = 1 / best.better;
  expect(judge(changed, 'saaty-1980').consistencyRatio).toBeCloseTo(best.consistencyRatio, 12);
});

test('judgements of a combination are found, and one that is changed takes its list into the overlay and one row of the text', () => {
  const overlay = withOptions(
    readYaml(TEXT, 's').value,
    PRESET,
    ['method', 'weight', 'combined', 'of', 0, 'ahp'],
    {
      comparisons: {
        association: [
          [1, '1/3'],
          [3, 1],
        ],
      },
    },
  );
  const { study } = parseStudy(overlayInText(TEXT, PRESET));
  const [ahp] = ahpOf(study!);
  expect(ahp!.path).toEqual(['method', 'weight', 'combined', 'of', 0, 'ahp']);
  expect(comparedNodes(study!).map(({ id }) => id)).toContain('association');
  const { of } = (
    laid(overlay).method as { weight: { combined: { of: { ahp: { comparisons: object } }[] } } }
  ).weight.combined;
  expect(plain(of[0]!.ahp.comparisons)).toMatchObject({
    association: [
      [1, '1/3'],
      [3, 1],
    ],
    index: [
      [1, 1],
      [1, 1],
    ],
  });
  expect(of).toHaveLength(2);
  const before = overlayInText(TEXT, PRESET);
  const after = overlayInText(before, overlay);
  const differ = before.split('\n').filter((line, i) => line !== after.split('\n')[i]);
  expect(differ).toHaveLength(1);
  expect(differ[0]).toContain('association');
});

test('a judgement of a study that is weighed by them alone is laid over node by node', () => {
  const written = { method: { weight: { ahp: { comparisons: { a: [[1]], b: [[2]] } } } } };
  const next = withOptions(written, { title: 'x' }, ['method', 'weight', 'ahp'], {
    comparisons: { b: [[3]] },
  });
  expect(plain(next)).toEqual({ title: 'x', method: { weight: { ahp: { comparisons: { b: [[3]] } } } } });
});

const INDEX = { id: 'index', children: ['a', 'b', 'c'].map((id) => ({ id, direction: 'benefit' })) };
const ONE = [
  [1, 2, 4],
  ['1/2', 1, 2],
  ['1/4', '1/2', 1],
];
const OTHER = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
];
const weighed = (experts?: unknown) =>
  sound({
    index: INDEX,
    method: { weight: { ahp: { comparisons: { index: [ONE, OTHER] }, ...(experts ? { experts } : {}) } } },
  });

test('a run weighs by experts with their weights, and refuses other numbers of experts and no weight at all', async () => {
  const of = async (experts?: unknown) => [
    ...(await run(await loadStudy(weighed(experts)), {})).weights.weights[0]!,
  ];
  const alone = [4 / 7, 2 / 7, 1 / 7];
  (await of([{ name: 'Li', weight: 1 }, { weight: 0 }])).forEach((weight, i) => {
    expect(weight).toBeCloseTo(alone[i]!, 10);
  });
  expect(await of([{}, {}])).toEqual(await of());
  for (const experts of [[{}], [{ weight: 0 }, { weight: 0 }]]) {
    const problems = await problemsOf(['check', weighed(experts)]);
    expect(problems.map(({ code }) => code)).toContain('weight/ahp-experts');
  }
});
