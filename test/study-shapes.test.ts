import { describe, expect, it } from 'vitest';
import { fittedProjection } from '../src/figures/projection.ts';
import { loadStudy, ProblemError, run } from '../src/index.ts';
import { sound } from './support/folder.ts';
import { collection, shape } from './support/mapped.ts';

const shapes = collection(
  shape('u1', [100, 40, 101, 41], { name: 'One' }),
  shape('out', [101, 40, 102, 41], { name: 'Outer place' }),
);

function load(units: object) {
  const change = { units: { file: 'units.csv', key: 'id', name: 'name', groups: ['zone'], ...units } };
  return loadStudy(sound(change, { 'shapes.json': shapes, 'context.json': shapes }));
}
async function codes(units: object): Promise<string[]> {
  const error = await load(units).catch((thrown) => thrown);
  if (!(error instanceof ProblemError)) throw new Error('no problem was found');
  return error.problems.map(({ code, where }) => `${code} ${where}`);
}
const boundaries = { file: 'shapes.json', key: 'id', name: 'name' };

describe('shapes of a study', () => {
  it('notes what is excluded and why, what has no shape, and what must stand under maps', async () => {
    const { notes, boundaries: read } = await load({
      boundaries: { ...boundaries, note: 'Drawn by hand.' },
      excluded: { out: { en: 'no data', zh: '无数据' }, nowhere: 'unknown' },
    });
    expect(read!.names[1]).toEqual({ en: 'Outer place', zh: 'Outer place' });
    const own = notes.filter(({ step }) => step === 'boundaries');
    expect(own.map(({ code, items }) => [code, items])).toEqual([
      ['boundaries/without-shape', ['u2', 'u3']],
      ['boundaries/note', undefined],
      ['units/excluded', ['out', 'nowhere']],
      ['boundaries/without-shape', ['nowhere']],
    ]);
    expect(own[2]!.text.en).toContain('Outer place (no data); nowhere (unknown)');
  });

  it('reads the surroundings with their names', async () => {
    const { context, boundaries: none } = await load({
      context: { file: 'context.json', key: 'id', name: { zh: 'name' } },
    });
    expect(none).toBeUndefined();
    expect(context!.names).toEqual([
      { en: 'One', zh: 'One' },
      { en: 'Outer place', zh: 'Outer place' },
    ]);
  });

  it.each([
    ['study', 1],
    ['all', 2],
  ])('with the extent %s are shown %i degree(s) wide', async (extent, degrees) => {
    const result = await run(await load({ boundaries: { ...boundaries, extent } }));
    const { projection } = fittedProjection(result, result.boundaries!, 400, 0);
    const [west, east] = [projection([100, 40])![0], projection([100 + degrees, 40])![0]];
    expect(west).toBeCloseTo(0, 6);
    expect(east).toBeCloseTo(400, 6);
  });

  it.each([
    ['an excluded unit', { excluded: { u1: 'why' } }, ['units/excluded units.csv:2']],
    [
      'properties that no shape has',
      { boundaries: { file: 'shapes.json', key: 'code', name: 'title' } },
      [
        'boundaries/no-key shapes.json (units.boundaries.key)',
        'boundaries/no-name shapes.json (units.boundaries.name)',
      ],
    ],
    [
      'surroundings without their key',
      { context: { file: 'context.json', key: 'code' } },
      ['boundaries/no-key context.json (units.context.key)'],
    ],
  ])('refuses %s', async (_, units, wanted) => {
    expect(await codes(units)).toEqual(wanted);
  });
});
