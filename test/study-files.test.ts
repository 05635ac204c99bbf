import { expect, test } from 'vitest';
import { loadStudy, methods, ProblemError, readStudyFiles, run } from '../src/index.ts';
import { prepare } from '../src/study/files.ts';

const STUDY = 'studies/northeast-border';

test('files that went through JSON prepare the same study as its folder', async () => {
  const files = JSON.parse(JSON.stringify(await readStudyFiles(STUDY)));
  const { folder, ...loaded } = await loadStudy(STUDY);
  const prepared = await prepare(files, methods);
  expect(prepared).toEqual(loaded);
  const options = { withoutUncertainty: true };
  const [one, other] = [
    await run({ folder, ...prepared }, options),
    await run({ folder, ...loaded }, options),
  ];
  expect(one.notes).toEqual(other.notes);
  expect(one.nodes).toEqual(other.nodes);
});

test('a file that only an override names is refused, and all at once', async () => {
  const files = await readStudyFiles(STUDY);
  const problem = await prepare(files, methods, [
    { path: ['units', 'file'], value: 'other.csv' },
    { path: ['data', '0', 'file'], value: 'another.csv' },
  ]).catch((error) => error);
  expect(problem).toBeInstanceOf(ProblemError);
  expect(problem.problems.map(({ code, where }: { code: string; where: string }) => [code, where])).toEqual([
    ['study/not-among-files', '--set units.file'],
    ['study/not-among-files', '--set data.0.file'],
  ]);
});

test('an override of the method needs no other files', async () => {
  const files = await readStudyFiles(STUDY);
  const { plan } = await prepare(files, methods, [{ path: ['method', 'weight'], value: 'equal' }]);
  expect(plan.weight.method.id).toBe('equal');
});

test('a change of the method alone keeps the panel, a change of the periods does not', async () => {
  const files = await readStudyFiles(STUDY);
  const { panel } = await prepare(files, methods);
  const equal = await prepare(files, methods, [{ path: ['method', 'weight'], value: 'equal' }]);
  expect(equal.panel).toBe(panel);
  const shorter = await prepare(files, methods, [{ path: ['periods'], value: panel.periods.slice(0, 3) }]);
  expect(shorter.panel.periods).toEqual(panel.periods.slice(0, 3));
});
